"""The hooks that the roster brings, which other plugins may implement."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dutydesk.api import Desk, hookspec

if TYPE_CHECKING:
    from dutydesk_roster.engine.rules import PluginRule


@hookspec
def roster_rules(desk: Desk) -> Sequence["PluginRule"]:
    """Bring rules of the plugin's own, each with a checker and with what it lets the search do.

    ``target`` names a class as ``module:Class``, which is made from ``settings``, a JSON object, by keyword.
    Its ``check(problem, placements)`` returns a `Breach` for each time that a roster breaks the rule, and its
    ``constrain(sheet, rule)`` limits the amounts of a `Sheet` or lets them cost something. Both are called
    where the search runs, which may be another process or another machine.
    """
    raise NotImplementedError
