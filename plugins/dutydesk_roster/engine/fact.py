"""What a roster has to live with: rules, leave, pins and demand; each may be why it cannot be had."""

from datetime import date
from enum import StrEnum

import msgspec


class FactKind(StrEnum):
    """The kinds of fact."""

    RULE = "rule"
    WISH = "wish"
    BUSY = "busy"
    PIN = "pin"
    SERVING = "serving"
    NEED = "need"
    HEADS = "heads"


class Fact(msgspec.Struct, frozen=True, order=True):
    """One thing that a roster has to live with, small enough to be set aside by itself.

    `index` counts in the problem's `rules`, `wishes` or `busy`. A pin, a need and heads have the `place` of
    their slot; a need and the days on which someone serves have the `person`, or who is pinned.
    """

    kind: FactKind
    index: int = -1
    person: str = ""
    place: tuple[str, str, date] | None = None
