"""A hook of its own, which other plugins may implement."""

import sys
from collections.abc import Sequence
from types import ModuleType

from dutydesk.api import hookimpl, hookspec


@hookspec
def visitor_badges() -> Sequence[str]:
    """Name the badges that visitors may wear."""
    raise NotImplementedError


@hookimpl
def hookspecs() -> Sequence[ModuleType]:
    return [sys.modules[__name__]]
