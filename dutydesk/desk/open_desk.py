"""An open desk: the one door for commands, terminal, feeds and plugins."""

import threading
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from dutydesk.api import (
    Change,
    DataProblem,
    DigestLine,
    DueItem,
    Feed,
    FeedEvent,
    Figure,
    JournalEntry,
    PluginFault,
    PluginState,
    Qualification,
    QualificationsFile,
    Records,
    Settings,
    SettingsFault,
    SettingsFile,
    SettingsFileState,
    Table,
)
from dutydesk.api.registry import Registry
from dutydesk.api.settings import S
from dutydesk.api.tables import R
from dutydesk.config.calendar_settings import CalendarSettings
from dutydesk.config.desk_settings import DeskSettings
from dutydesk.config.reading import problem_at, read_settings
from dutydesk.config.role_settings import RoleSettings
from dutydesk.desk.activity_feeds import host_feeds
from dutydesk.desk.changed_days import MOST_ROWS, days_of, far_reaching
from dutydesk.desk.changes import Changes
from dutydesk.desk.documents import PluginRecords
from dutydesk.desk.packs import pack_files, pack_problem, read_pack
from dutydesk.desk.people_order import leaders_first
from dutydesk.desk.plugin_answers import all_due, all_feed_events, plugin_states, whole_digest
from dutydesk.desk.rights import Rights
from dutydesk.desk.settings_state import fault_with, kept_identity, save_desk_file, settings_states
from dutydesk.desk.timeline import Timeline
from dutydesk.desk.toml_plugins import TomlPlugins, read_toml_plugins
from dutydesk.domain import (
    Activity,
    ActivityKind,
    Certificate,
    Certificates,
    Clash,
    Commitment,
    Member,
    Occurrence,
    Person,
    Right,
    SchoolCalendar,
    Window,
    Zone,
    clean_line,
)
from dutydesk.store.database import Database
from dutydesk.store.journal import Journal
from dutydesk.store.reading import TableReader
from dutydesk.store.schema import Schema
from dutydesk.wording import _

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Parts:
    """What an open desk is made of; the host puts it together.

    `denied` tells what plugin is out of use; `confined_to` is the folder that typed paths must not leave.
    """

    folder: Path
    settings: Mapping[type[Settings], Settings]
    registry: Registry
    schema: Schema
    database: Database
    settings_files: tuple[SettingsFile, ...] = ()
    denied: Callable[[Path], bool] = lambda _path: False
    confined_to: Path | None = None


class OpenDesk:
    """The `Desk` of one folder, as one actor; `clock` gives the present instant in UTC."""

    def __init__(self, parts: Parts, actor: str, clock: Callable[[], datetime] | None = None) -> None:
        self.folder = parts.folder
        self.confined_to = parts.confined_to
        self.actor = clean_line(actor, 100) or "unknown"
        self.registry = parts.registry
        self.database = parts.database
        self.schema = parts.schema
        self._settings = parts.settings
        self._files = parts.settings_files
        self._denied = parts.denied
        self._toml = self._read_toml_plugins()
        self._clock = clock or _utc_now
        self._journal = Journal(parts.schema.system)
        self._rights = Rights(self.actor, lambda: self.settings(RoleSettings))
        self._changes = Changes(
            parts.database,
            parts.schema,
            actor=self.actor,
            rights=self._rights,
            now=self.now,
            zone=lambda: self.zone,
            tell=self._tell,
        )
        self._timeline = Timeline(self, parts.registry.hooks)
        self._version_lock = threading.Lock()
        self._version = (-2, 0)

    # What the desk is

    @property
    def name(self) -> str:
        """The school's name."""
        return self.settings(DeskSettings).desk.name

    @property
    def uid(self) -> str:
        """The desk's own identifier, the domain part of event UIDs."""
        return self.settings(DeskSettings).desk.uid

    @cached_property
    def zone(self) -> Zone:
        """The time zone in which days and shifts are meant."""
        return Zone(self.settings(DeskSettings).desk.zone)

    @property
    def search_engine(self) -> str:
        """Where searches run, as `dutydesk.executors.open_executor` takes it."""
        return self.settings(DeskSettings).search.engine

    def now(self) -> datetime:
        """Return the present instant, in UTC."""
        return self._clock()

    def today(self) -> date:
        """Return the present day in the desk's zone."""
        return self.zone.day_of(self.now())

    def settings(self, of: type[S], /) -> S:
        """Return the content of the settings file whose type is `of`.

        Raises:
            LookupError: no plugin that is on declares it.
        """
        found = self._settings.get(of)
        if not isinstance(found, of):
            message = f"no settings file holds {of.__name__}: is its plugin on?"
            raise LookupError(message)  # noqa: TRY004 - it is missing, not of a wrong type
        return found

    def settings_files(self) -> tuple[SettingsFileState, ...]:
        """Return every settings file that the desk reads, and what is wrong with it on the disk now."""
        return settings_states(self.folder, self._files)

    def settings_fault(self, name: str, text: str) -> str:
        """Return in one line what would be wrong if the settings file `name` held `text`, or nothing.

        Raises:
            LookupError: the desk reads no file of this name.
        """
        return fault_with(self.folder, self._files, name, text)

    def save_file(self, name: str, text: str, before: str | None) -> None:
        """Put `text` in the place of a file of the desk that held `before`, and say so in the journal."""
        self.require(Right.SETTINGS, name)
        save_desk_file(self.folder, name, text, before)
        self._changes.note(_("Settings: {file}").format(file=name))

    def toml_plugins(self, of: type[S], /) -> Mapping[str, S]:
        """Return what the sound TOML plugins of type `of` hold, by the file's name without its ending."""
        return self._toml.of(of)

    def pack_names(self, kind: str) -> tuple[str, ...]:
        """Return the names of the packs of a kind."""
        return tuple(pack_files(self.folder, kind))

    def pack(self, kind: str, name: str, of: type[S], /, *, shipped: bool = False) -> S:
        """Return what the pack `name` of a kind holds; with `shipped`, the one that the program brings."""
        return read_pack(self.folder, kind, name, of, shipped=shipped)

    def settings_problem(self, name: str, fault: SettingsFault) -> DataProblem:
        """Return what is wrong at a place of the settings file `name`, with file and line."""
        shown = f"config/{name}"
        return problem_at(self.folder / shown, shown, fault)

    def pack_problem(self, kind: str, name: str, fault: SettingsFault) -> DataProblem:
        """Return what is wrong at a place of the pack `name` of a kind, with file and line."""
        return pack_problem(self.folder, kind, name, fault)

    def renew_settings(self) -> None:
        """Read every settings file and TOML plugin again, and go by what they say from now on.

        Raises:
            DataProblem: a settings file is wrong; the settings are then as they were.
        """
        try:
            self._settings = kept_identity(self._settings, read_settings(self.folder, self._files))
            self.__dict__.pop("zone", None)
        finally:
            self._toml = self._read_toml_plugins()
            self._timeline.forget_kinds()

    def _read_toml_plugins(self) -> TomlPlugins:
        taken = {each.name for each in self.registry.plugins}
        return read_toml_plugins(self.folder, self.registry.toml_plugins, taken, self.settings, self._denied)

    def close(self) -> None:
        """Let go of the database."""
        self.database.close()

    # What the desk keeps

    def table(self, of: type[R], /) -> Table[R]:
        """Return a look at the table of `of`."""
        return TableReader(self.schema.of(of), self.database.reading)

    def records(self, owner: str) -> Records:
        """Return the store of named documents that belongs to the plugin `owner`."""
        return PluginRecords(self, owner)

    def change(
        self, why: str, *, final: bool = False, right: Right = Right.CHANGE
    ) -> AbstractContextManager[Change]:
        """Begin a change; it is committed when the block ends, and dropped whole if it raises.

        A `final` change is passed over by undo. Whoever has not the `right` may change what is their own.
        """
        return self._changes.change(why, final=final, right=right)

    def undo(self) -> JournalEntry:
        """Undo the last change of this desk's actor that still stands."""
        return self._changes.undo()

    def redo(self) -> JournalEntry:
        """Do again what was undone last."""
        return self._changes.redo()

    # Who may do what

    @property
    def member(self) -> Member:
        """Who works at the desk, with the role that its settings give them now."""
        return self._rights.member

    def may(self, right: Right) -> bool:
        """Tell whether whoever works at the desk has a right."""
        return self._rights.may(right)

    def require(self, right: Right, what: str) -> None:
        """Go on only where whoever works at the desk has a right; a refusal is kept in the journal."""
        self._changes.require(right, what)

    def history(self, subject: str, limit: int = 100) -> tuple[JournalEntry, ...]:
        """Return the journal entries about `subject`, the newest first."""
        with self.database.reading() as connection:
            return self._journal.about(connection, subject, limit)

    def journal(self, limit: int = 200, before: int | None = None) -> tuple[JournalEntry, ...]:
        """Return the newest entries of the whole journal, or those older than `before`, without rows."""
        self.require(Right.READ, _("History of the desk"))
        with self.database.reading() as connection:
            return self._journal.heads(connection, before, limit)

    def journal_entry(self, number: int) -> JournalEntry | None:
        """Return the entry with this number and what it did to each record, or None."""
        self.require(Right.READ, _("History of the desk"))
        with self.database.reading() as connection:
            return next(iter(self._journal.entries(connection, [number])), None)

    def revision(self) -> int:
        """Return the number of the newest journal entry, 0 on a new desk."""
        with self.database.reading() as connection:
            return self._journal.newest(connection)

    def days_changed_since(self, revision: int) -> tuple[tuple[date, date], ...] | None:
        """Return the runs of days that the changes after `revision` can have altered; None: it may be any."""
        with self.database.reading() as connection:
            rows = self._journal.rows_since(connection, revision, MOST_ROWS)
        return None if rows is None else days_of(rows, self.schema, far_reaching(self))

    def version(self) -> int:
        """Return a number that differs from before whenever anyone has changed the desk."""
        at = self.database.file_version()
        with self._version_lock:
            if at == -1 or at != self._version[0]:
                self._version = (at, self.revision())
            return self._version[1]

    # People and time

    def school_calendar(self) -> SchoolCalendar:
        """Return terms, holidays and make-up workdays, imported holidays included."""
        return (
            self.settings(CalendarSettings)
            .school_calendar()
            .with_holidays(self._timeline.imported_holidays())
        )

    def people(self, on: date | None = None) -> tuple[Person, ...]:
        """Return everyone, or those who belong to the squadron on a day; squad leaders first."""
        return leaders_first(each for each in self.table(Person).all() if on is None or each.serves_on(on))

    def qualifications(self) -> tuple[Qualification, ...]:
        """Return what people can be qualified for."""
        return self.settings(QualificationsFile).qualification

    def certificates(self) -> Certificates:
        """Return who is qualified for what on which day, with what they have earned."""
        return Certificates(self.table(Certificate).all())

    def activity_kinds(self) -> dict[str, ActivityKind]:
        """Return every kind of activity, by its code."""
        return self._timeline.activity_kinds()

    def activities(self) -> tuple[Activity, ...]:
        """Return the activities kept in the desk and those that settings files define."""
        return self._timeline.activities()

    def occurrences(
        self, first: date, last: date, kinds: Iterable[str] | None = None
    ) -> tuple[Occurrence, ...]:
        """Return what is held on the days `first` to `last`, in order of time."""
        return self._timeline.occurrences(first, last, kinds)

    def participants(self, found: Iterable[Occurrence]) -> Mapping[str, tuple[str, ...]]:
        """Return who is expected at each of `found`, by its key."""
        return self._timeline.participants(found)

    def commitments(self, window: Window) -> tuple[Commitment, ...]:
        """Return what takes anyone's time in `window`."""
        return self._timeline.commitments(window)

    def clashes(self, first: date, last: date) -> tuple[Clash, ...]:
        """Return the clashes on the days `first` to `last`."""
        return self._timeline.clashes(first, last)

    # What plugins say

    def due(self, first: date, last: date) -> tuple[DueItem, ...]:
        """Return what is due in those days, the most pressing first."""
        return all_due(self, first, last)

    def feeds(self) -> tuple[Feed, ...]:
        """Return the feeds of the desk."""
        return (*host_feeds(self), *self.registry.hooks.ask("feeds", Feed, desk=self))

    def feed_events(self, window: Window) -> tuple[FeedEvent, ...]:
        """Return every event of every feed that touches `window`."""
        return all_feed_events(self, window)

    def figures(self, year: int) -> tuple[Figure, ...]:
        """Return the figures of a year from every plugin."""
        return self.registry.hooks.ask("figures", Figure, desk=self, year=year)

    def digest(self, first: date, last: date) -> tuple[DigestLine, ...]:
        """Return what is worth telling of the days `first` to `last`, by the order of its headings."""
        return whole_digest(self, first, last)

    def ask(self, hook: str, of: type[T], /, **arguments: object) -> tuple[T, ...]:
        """Return what the plugins give for a hook that one of them brought, each value an `of`.

        Raises:
            LookupError: no plugin that is on brings a hook of this name.
        """
        return self.registry.hooks.ask(hook, of, desk=self, **arguments)

    def plugins(self) -> tuple[PluginState, ...]:
        """Return every plugin that was found, and how it does."""
        return (*plugin_states(self.registry.plugins, self.faults()), *self._toml.states)

    def faults(self) -> tuple[PluginFault, ...]:
        """Return what went wrong in plugins since the desk was opened."""
        return self.registry.hooks.faults()

    def _tell(self, subjects: set[str]) -> None:
        self.registry.hooks.tell("changes_committed", desk=self, subjects=frozenset(subjects))


def _utc_now() -> datetime:
    return datetime.now(UTC)
