"""The desk as plugins and screens see it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

from dutydesk.domain.role import Right

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from contextlib import AbstractContextManager
    from datetime import date, datetime
    from pathlib import Path

    from dutydesk.api.host_settings import Qualification
    from dutydesk.api.problem import DataProblem
    from dutydesk.api.settings import S, SettingsFault, SettingsFileState
    from dutydesk.api.tables import Change, JournalEntry, R, Records, Table
    from dutydesk.api.values import (
        DigestLine,
        DueItem,
        Feed,
        FeedEvent,
        Figure,
        PluginFault,
        PluginState,
    )
    from dutydesk.domain import (
        Activity,
        ActivityKind,
        Certificates,
        Clash,
        Commitment,
        Member,
        Occurrence,
        Person,
        SchoolCalendar,
        Window,
        Zone,
    )

T = TypeVar("T")


class UndoRefused(Exception):
    """A change cannot be undone or redone: there is none, or a record has moved on since."""


class Desk(Protocol):
    """One open desk: the door to everything kept in its folder.

    All methods may be called from any thread. Reading sees what is committed; changing goes through
    `change`, as one transaction with one journal entry.
    """

    @property
    def folder(self) -> Path:
        """The desk's folder."""
        ...

    @property
    def name(self) -> str:
        """The school's name."""
        ...

    @property
    def uid(self) -> str:
        """The desk's own identifier, the domain part of event UIDs."""
        ...

    @property
    def zone(self) -> Zone:
        """The time zone in which days and shifts are meant."""
        ...

    @property
    def actor(self) -> str:
        """Who works at the desk; the journal names them."""
        ...

    @property
    def confined_to(self) -> Path | None:
        """The folder in which every file lies whose path is typed here, or None: wherever it says."""
        ...

    @property
    def search_engine(self) -> str:
        """Where searches run, as `dutydesk.executors.open_executor` takes it."""
        ...

    def now(self) -> datetime:
        """Return the present instant, in UTC."""
        ...

    def today(self) -> date:
        """Return the present day in the desk's zone."""
        ...

    def settings(self, of: type[S], /) -> S:
        """Return the content of the settings file whose type is `of`."""
        ...

    def settings_files(self) -> tuple[SettingsFileState, ...]:
        """Return every settings file that the desk reads, and what is wrong with it on the disk now."""
        ...

    def settings_fault(self, name: str, text: str) -> str:
        """Return in one line what would be wrong if the settings file `name` held `text`, or nothing.

        A file that would no longer fit together with it counts, unless it is at fault already.

        Raises:
            LookupError: the desk reads no file of this name.
        """
        ...

    def save_file(self, name: str, text: str, before: str | None) -> None:
        """Put `text` in the place of a file of the desk such as ``config/posts.toml``.

        The journal tells of it. `before` is the text that was read, None where there was no file. What the
        text says is not checked: see `settings_fault`.

        Raises:
            RoleRefused: whoever works at the desk may not change its settings.
            StaleChange: the file holds something else by now.
            DataProblem: it cannot be written, or its name leads out of the desk.
        """
        ...

    def toml_plugins(self, of: type[S], /) -> Mapping[str, S]:
        """Return what the TOML plugins of type `of` hold, by the file's name without its ending.

        A file that is faulty or denied is left out; `plugins` tells of it. They are read when the desk is
        opened and by `renew_settings`.
        """
        ...

    def pack_names(self, kind: str) -> tuple[str, ...]:
        """Return the names of the packs of a kind, such as ``safetyweek``.

        A pack is a TOML file ``config/packs/KIND/NAME.toml``, of the program or of the desk.
        """
        ...

    def pack(self, kind: str, name: str, of: type[S], /, *, shipped: bool = False) -> S:
        """Return what the pack `name` of a kind holds, as its file stands.

        With `shipped`, that of the program even where the desk has one of the same name.

        Raises:
            DataProblem: there is no such pack, or something is wrong with its file.
        """
        ...

    def settings_problem(self, name: str, fault: SettingsFault) -> DataProblem:
        """Return what is wrong at a place of the settings file `name`, in one line with file, line and key.

        It serves what a check of the file cannot see, such as packs and TOML plugins that it names.
        """
        ...

    def pack_problem(self, kind: str, name: str, fault: SettingsFault) -> DataProblem:
        """Return what is wrong at a place of the pack `name` of a kind, in one line with file and line."""
        ...

    def renew_settings(self) -> None:
        """Read every settings file and TOML plugin again, and go by what they say from now on.

        Where the database is, and the desk's `uid`, are taken up when a desk is opened, and stay.

        Raises:
            DataProblem: a settings file is wrong; the settings are then as they were.
        """
        ...

    def table(self, of: type[R], /) -> Table[R]:
        """Return a look at the table of `of`."""
        ...

    def records(self, owner: str) -> Records:
        """Return the store of named documents that belongs to the plugin `owner`."""
        ...

    def change(
        self, why: str, *, final: bool = False, right: Right = Right.CHANGE
    ) -> AbstractContextManager[Change]:
        """Begin a change; it is committed when the block ends, and dropped whole if it raises.

        A `final` change, such as revoking a token, is passed over by undo. Whoever has not the `right` that
        it needs, but that to their own, may change what `TableSpec.own` says is theirs.

        Raises:
            RoleRefused: neither holds; nothing is kept but that it was tried.
        """
        ...

    @property
    def member(self) -> Member:
        """Who works at the desk: their name, the key of the person they are, and their role."""
        ...

    def may(self, right: Right) -> bool:
        """Tell whether whoever works at the desk has a right, by the roles as they are now."""
        ...

    def require(self, right: Right, what: str) -> None:
        """Go on only where whoever works at the desk has a right; `what` says what was to be done.

        Raises:
            RoleRefused: they have not; the journal keeps that it was tried.
        """
        ...

    def undo(self) -> JournalEntry:
        """Undo the last change of this desk's actor that still stands.

        Raises:
            UndoRefused: there is none, or one of its records has been changed since.
        """
        ...

    def redo(self) -> JournalEntry:
        """Do again what was undone last.

        Raises:
            UndoRefused: nothing was undone since the last change, or a record has moved on.
        """
        ...

    def history(self, subject: str, limit: int = 100) -> tuple[JournalEntry, ...]:
        """Return the journal entries about `subject`, such as ``person:li``, the newest first."""
        ...

    def journal(self, limit: int = 200, before: int | None = None) -> tuple[JournalEntry, ...]:
        """Return the newest entries of the whole journal, the newest first, without their rows.

        With `before`, an entry's number, those older than it: so a long journal is read piece by piece.
        """
        ...

    def journal_entry(self, number: int) -> JournalEntry | None:
        """Return the entry with this number and what it did to each record, or None."""
        ...

    def revision(self) -> int:
        """Return the number of the newest journal entry, 0 on a new desk."""
        ...

    def version(self) -> int:
        """Return a number that differs from before whenever anyone has changed the desk; cheap to ask."""
        ...

    def school_calendar(self) -> SchoolCalendar:
        """Return terms, holidays and make-up workdays, imported holidays included."""
        ...

    def people(self, on: date | None = None) -> tuple[Person, ...]:
        """Return everyone, or those who belong to the squadron on a day; squad leaders first."""
        ...

    def qualifications(self) -> tuple[Qualification, ...]:
        """Return what people can be qualified for."""
        ...

    def certificates(self) -> Certificates:
        """Return who is qualified for what on which day, with what they have earned."""
        ...

    def activity_kinds(self) -> dict[str, ActivityKind]:
        """Return every kind of activity, by its code."""
        ...

    def activities(self) -> tuple[Activity, ...]:
        """Return the activities kept in the desk and those that settings files define."""
        ...

    def occurrences(
        self, first: date, last: date, kinds: Iterable[str] | None = None
    ) -> tuple[Occurrence, ...]:
        """Return what is held on the days `first` to `last`, in order of time; `kinds` narrows it."""
        ...

    def participants(self, found: Iterable[Occurrence]) -> Mapping[str, tuple[str, ...]]:
        """Return by key who is expected at each of `found`: who serves, and is qualified, on its day."""
        ...

    def commitments(self, window: Window) -> tuple[Commitment, ...]:
        """Return what takes anyone's time in `window`: absences, activities, and what plugins add."""
        ...

    def clashes(self, first: date, last: date) -> tuple[Clash, ...]:
        """Return the clashes on the days `first` to `last`, those that plugins find included."""
        ...

    def due(self, first: date, last: date) -> tuple[DueItem, ...]:
        """Return what every plugin says is due in those days, the most pressing first."""
        ...

    def feeds(self) -> tuple[Feed, ...]:
        """Return the feeds of the desk: one a person, one an activity kind, and what plugins add."""
        ...

    def feed_events(self, window: Window) -> tuple[FeedEvent, ...]:
        """Return every event of every feed that touches `window`."""
        ...

    def figures(self, year: int) -> tuple[Figure, ...]:
        """Return the figures of a year from every plugin."""
        ...

    def digest(self, first: date, last: date) -> tuple[DigestLine, ...]:
        """Return what is worth telling of the days `first` to `last`, by the order of its headings."""
        ...

    def ask(self, hook: str, of: type[T], /, **arguments: object) -> tuple[T, ...]:
        """Return what the plugins give for a hook that one of them brought, each value an `of`.

        The desk is handed on as ``desk``, beside the `arguments`. Each plugin is asked by itself: one that
        raises, or gives something else, is recorded as faulty and the others go on.

        Raises:
            LookupError: no plugin that is on brings a hook of this name.
        """
        ...

    def plugins(self) -> tuple[PluginState, ...]:
        """Return every plugin that was found, and how it does."""
        ...

    def faults(self) -> tuple[PluginFault, ...]:
        """Return what went wrong in plugins since the desk was opened."""
        ...
