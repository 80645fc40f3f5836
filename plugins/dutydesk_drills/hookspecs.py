"""The hooks that drills bring, which other plugins may implement."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dutydesk.api import hookspec

if TYPE_CHECKING:
    from dutydesk_drills.kind import DrillKind
    from dutydesk_drills.rules.in_force import RulePack


@hookspec
def drill_kinds() -> Sequence["DrillKind"]:
    """Bring kinds of drill, with their roles, stages, checklist, messages and rules.

    They stand beside those of TOML files; a code that is taken already is passed over.
    """
    raise NotImplementedError


@hookspec
def drill_rule_packs() -> Sequence["RulePack"]:
    """Bring rule packs that hold wherever the plugin is on."""
    raise NotImplementedError
