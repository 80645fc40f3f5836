"""The hooks of a plugin, version 1.

A plugin is any object whose methods carry `hookimpl`. Each hook returns a list of small frozen values; an
implementation that raises, or returns something else, is recorded as a fault of its plugin and the desk
works on. Hooks with a `desk` argument are called when the answer is needed; the others once, when the desk
is opened.

A plugin, or the module it is in, may say ``hook_version = 1``: the version of the hooks for which it is
written. One that wants a later version than `HOOK_VERSION` is not loaded, and says so.

Code that does not come with DutyDesk is given 5 s for each call. A hook that passes them is stopped, and not
asked again until the desk is next opened; a widget that holds up the terminal as long is stopped too. What a
hook prints goes to the log, not to standard output; more than 100 lines in one call are a fault. ``sys.exit``
is a fault like others. ``os._exit``, and C code that never comes back, end or hang the whole program: nothing
can be done about them.
"""

from collections.abc import Sequence
from datetime import date
from types import ModuleType
from typing import TYPE_CHECKING

import pluggy

from dutydesk.api.bureau import MonthAsked, MonthWork, Standing
from dutydesk.api.settings import SettingsFile, TomlPlugin
from dutydesk.api.tables import TableSet
from dutydesk.api.values import (
    ActivityNote,
    CliGroup,
    Command,
    DigestLine,
    DueItem,
    Feed,
    FeedEvent,
    Figure,
    FigureName,
    Indicator,
    NamedRecord,
    OwnLine,
    Screen,
)
from dutydesk.domain import Activity, ActivityKind, Clash, Commitment, Occurrence, Window

if TYPE_CHECKING:
    from dutydesk.api.desk import Desk

hookspec = pluggy.HookspecMarker("dutydesk")
hookimpl = pluggy.HookimplMarker("dutydesk")

HOOK_VERSION = 1


@hookspec
def screens() -> Sequence[Screen]:
    """Name the areas that the plugin adds to the terminal."""
    raise NotImplementedError


@hookspec
def commands() -> Sequence[Command]:
    """Name what the palette can do in the plugin's screens."""
    raise NotImplementedError


@hookspec
def cli() -> Sequence[CliGroup]:
    """Name the groups of commands that the plugin adds to ``dutydesk``."""
    raise NotImplementedError


@hookspec
def tables() -> Sequence[TableSet]:
    """Say what the plugin keeps in the database, and where its migrations are."""
    raise NotImplementedError


@hookspec
def settings() -> Sequence[SettingsFile]:
    """Name the plugin's TOML files under ``config/``, with their types and checks."""
    raise NotImplementedError


@hookspec
def toml_plugins() -> Sequence[TomlPlugin]:
    """Name the sorts of plugin that are one TOML file in the desk's ``plugins/`` folder each.

    A file is of the sort that its key ``plugin`` names; ``Desk.toml_plugins`` gives what such files hold.
    """
    raise NotImplementedError


@hookspec
def activity_kinds(desk: "Desk") -> Sequence[ActivityKind]:
    """Name the kinds of activity that the plugin looks after.

    It is asked once for each language that readers have chosen, and again when settings have changed. A code
    that another plugin has taken already is passed over.
    """
    raise NotImplementedError


@hookspec
def activities(desk: "Desk") -> Sequence[Activity]:
    """Return the activities that the plugin's settings define; those kept in the desk are not repeated."""
    raise NotImplementedError


@hookspec
def commitments(desk: "Desk", window: Window) -> Sequence[Commitment]:
    """Return what takes people's time in `window`, beyond absences and activities."""
    raise NotImplementedError


@hookspec
def clashes(desk: "Desk", first: date, last: date) -> Sequence[Clash]:
    """Return the plugin's own rules that are broken on the days `first` to `last`."""
    raise NotImplementedError


@hookspec
def due(desk: "Desk", first: date, last: date) -> Sequence[DueItem]:
    """Return what must be done in those days, and what should have been done before."""
    raise NotImplementedError


@hookspec
def feeds(desk: "Desk") -> Sequence[Feed]:
    """Name the feeds that the plugin adds to those of people and activity kinds."""
    raise NotImplementedError


@hookspec
def feed_events(desk: "Desk", window: Window) -> Sequence[FeedEvent]:
    """Return every event of the plugin that touches `window`; activities are already there.

    It is asked once for each language that readers have chosen, with texts to be given in
    `dutydesk.wording.language`, and after a change only for the days that the changed records name in
    `Record.days`. So an event may hang on records whose days lie within one day of its own, on people, on
    recurring records, on activities of far-reaching kinds and on settings, and on nothing else.
    """
    raise NotImplementedError


@hookspec
def activity_notes(desk: "Desk", found: Sequence[Occurrence]) -> Sequence[ActivityNote]:
    """Return what calendars add to the descriptions of some of `found`, such as the agenda of a meeting.

    What is said of `feed_events` holds here too: it may hang on records whose days lie within one day of the
    occurrence's, and on settings.
    """
    raise NotImplementedError


@hookspec
def figures(desk: "Desk", year: int) -> Sequence[Figure]:
    """Return the plugin's figures of `year` for the annual summary."""
    raise NotImplementedError


@hookspec
def figure_names(desk: "Desk") -> Sequence[FigureName]:
    """Name every figure that `figures` may give, whatever the year, so that templates can be checked.

    A figure that is not given for a year is told there as one without evidence; so give a figure of 0 only
    where records show that it is 0.
    """
    raise NotImplementedError


@hookspec
def named_records(desk: "Desk", keys: Sequence[str]) -> Sequence[NamedRecord]:
    """Say what people call those records of the plugin that are among `keys`, as its figures name them.

    Keys of others, and records that are gone, are passed over.
    """
    raise NotImplementedError


@hookspec
def indicators(desk: "Desk", year: int) -> Sequence[Indicator]:
    """Return the lines of the plugin for the evaluation in the annual summary of a year."""
    raise NotImplementedError


@hookspec
def digest(desk: "Desk", first: date, last: date) -> Sequence[DigestLine]:
    """Return what is worth telling of the days `first` to `last`, for the weekly meeting and reminder."""
    raise NotImplementedError


@hookspec
def own_lines(desk: "Desk", person: str) -> Sequence[OwnLine]:
    """Return what concerns the person with this key, such as the sessions that they are to attend.

    People whose role allows only what is their own see it, so it must not tell of others. Duties are the
    roster's.
    """
    raise NotImplementedError


@hookspec
def standing(desk: "Desk") -> Sequence[Standing]:
    """Say in numbers how the desk stands today, for the board of a bureau that looks at hundreds of desks.

    What is told is kept with the desk's revision, its settings and the day, and asked for again when one of
    them is another; so it may hang on nothing else. It should take some hundredths of a second at most.
    """
    raise NotImplementedError


@hookspec
def month_work(desk: "Desk", asked: MonthAsked) -> Sequence[MonthWork]:
    """Return what it takes to arrange a stretch of days, so that a bureau can have it done by any process.

    The desk is read here and written by what `MonthWork` brings; the search in between knows no desk.
    """
    raise NotImplementedError


@hookspec
def changes_committed(desk: "Desk", subjects: frozenset[str]) -> Sequence[None]:
    """Hear of a change that this desk has just committed; `subjects` are what it was about."""
    raise NotImplementedError


@hookspec
def fill_sample(desk: "Desk", today: date) -> Sequence[None]:
    """Add what the plugin would hold in the sample school on `today`, each step as one change.

    It is called once, for ``dutydesk init --sample``, when the people of the sample are there.
    """
    raise NotImplementedError


@hookspec
def hookspecs() -> Sequence[ModuleType]:
    """Bring further hooks: modules with specifications that other plugins may implement."""
    raise NotImplementedError
