"""What the hooks return: small frozen values, checked by type when the host collects them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Literal

from dutydesk.domain.role import Right


@dataclass(frozen=True, slots=True)
class Screen:
    """An area of the terminal, opened by a key and by its tab.

    `target` is ``"module:Class"``, a Textual screen made with the desk as its only argument; it is imported
    when first opened. `order` sorts the tabs: the host's own stand at 10 (Today), 30 (Calendar), 40
    (People), 45 (Tasks) and 90 (Settings). Only who has the `right` is shown the area; None is everyone.
    """

    name: str
    title: str
    target: str
    order: int = 100
    tooltip: str = ""
    right: Right | None = Right.READ


@dataclass(frozen=True, slots=True)
class Command:
    """An entry of the palette that opens a screen and there runs one of its actions."""

    title: str
    screen: str
    action: str
    help: str = ""


@dataclass(frozen=True, slots=True)
class CliGroup:
    """A group of commands; `target` is ``"module:attribute"``, a Click command imported when it is run."""

    name: str
    target: str
    help: str


class DueState(StrEnum):
    """How pressing a due item is."""

    PLANNED = "planned"
    DUE = "due"
    OVERDUE = "overdue"


class DueGroup(StrEnum):
    """Under which heading of the Today board an item stands."""

    DUE = "due"
    OPEN = "open"
    REQUEST = "request"


@dataclass(frozen=True, slots=True, kw_only=True)
class DueItem:
    """Something that must be done by a day, for the Today board.

    `screen` is the area where it is done, and `action` an action of that area that goes right there, such
    as ``go_to('li', '2026-11-24')``. `group` tells what is due from slots that are open and from requests
    that wait for an answer.
    """

    title: str
    day: date
    state: DueState = DueState.DUE
    screen: str = ""
    detail: str = ""
    group: DueGroup = DueGroup.DUE
    action: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEvent:
    """One event in calendar feeds.

    `uid` is the same for the life of the event, whatever its time, title or people become; it need only be
    unique within the desk. `start` and `end` are aware times, or both dates for an all-day event, whose
    `end` is the day after its last. The event goes into the feed of each person in `people`, there with
    `own_title` where that is given, and into each feed named in `feeds`, such as ``post/main-gate``. `kind`
    is a code such as ``duty``, by which people choose what their own feed holds, and `category` what it is
    called. `revision` and `changed` are those of its record. `tentative` marks what may still change,
    `cancelled` what is not held after all; `busy` says whether it takes time.
    """

    uid: str
    start: datetime | date
    end: datetime | date
    title: str
    own_title: str = ""
    place: str = ""
    description: str = ""
    kind: str = ""
    category: str = ""
    colour: str = ""
    people: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()
    revision: int = 1
    changed: datetime
    tentative: bool = False
    cancelled: bool = False
    busy: bool = True


@dataclass(frozen=True, slots=True)
class ActivityNote:
    """What a plugin adds to the description of one occurrence in calendars; `key` is the occurrence's."""

    key: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnLine:
    """Something that concerns one person, for the area in which they see what is their own.

    `state` is a word on how it stands. Where there is something to do about it, `act` does it and says in
    one line what it did, and `act_title` says beforehand what that is; it must be open to people who may
    only change what is their own.
    """

    key: str
    day: date
    time: str = ""
    title: str
    state: str = ""
    act_title: str = ""
    act: Callable[[], str] | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """A calendar that people subscribe to; `name` is a path such as ``post/main-gate``."""

    name: str
    title: str
    colour: str = "steelblue"
    description: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number for the annual summary, with the records that prove it; `precision` may be over or about.

    `across` says what the figures of several schools come to: their sum, the least or the most of them, or
    nothing, as for an average, which stands for each school apart.
    """

    key: str
    title: str
    value: float
    records: tuple[str, ...] = ()
    precision: str = ""
    across: Literal["sum", "least", "most", "apart"] = "sum"


@dataclass(frozen=True, slots=True)
class FigureName:
    """A figure that a plugin may give: its key, and what people call it.

    Templates of the annual summary may use these keys. A figure that has a name, but is not given for a year,
    lacks evidence there.
    """

    key: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedRecord:
    """What people call a record behind a figure, and where it can be looked at.

    `key` is that of the figure's `records`, such as ``activity:4f…``. `action` is one of the area `screen`
    that goes right to the record.
    """

    key: str
    title: str
    day: date | None = None
    screen: str = ""
    action: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """A line of the evaluation: what is wanted, and whether it was met.

    With a `figure`, it is met where that figure of the year comes to at least `least`; without one, `met` is
    what people judged, None where nobody has. `records` prove what was judged by people. `points` are those
    that it brings, where the evaluation counts points.
    """

    key: str
    title: str
    standard: str = ""
    figure: str = ""
    least: float | None = None
    met: bool | None = None
    points: float | None = None
    proof: str = ""
    records: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestLine:
    """A sentence about some days for the weekly meeting and reminder, with the records behind it.

    Lines with one `heading` stand together; `order` sorts the headings. `records` name what proves it, such
    as ``activity:4f…``.
    """

    heading: str
    text: str
    order: int = 100
    records: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PluginFault:
    """What went wrong in a plugin: in which hook or at loading, in one line and in full."""

    plugin: str
    where: str
    summary: str
    traceback: str = ""


@dataclass(frozen=True, slots=True)
class PluginState:
    """What the host knows of a plugin; `state` is on, blocked (not allowed), denied, faulty or off.

    `package` is the module or package of a plugin that does not come with DutyDesk. `sort` is what a TOML
    file says that it is, where it can be made out, however broken the file is.
    """

    name: str
    version: str
    source: str
    state: str
    fault: str = ""
    package: str = ""
    sort: str = ""


__all__ = [
    "ActivityNote",
    "CliGroup",
    "Command",
    "DigestLine",
    "DueItem",
    "DueState",
    "Feed",
    "FeedEvent",
    "Figure",
    "FigureName",
    "Indicator",
    "NamedRecord",
    "PluginFault",
    "PluginState",
    "Screen",
]
