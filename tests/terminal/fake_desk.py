"""A desk in memory, for tests of the terminal: the whole protocol, without files, plugins or a database."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from msgspec import to_builtins

from dutydesk.api import (
    DueItem,
    DueState,
    JournalEntry,
    PluginFault,
    PluginState,
    Qualification,
    RoleRefused,
    RowChange,
    SettingsFileState,
    StaleChange,
    UndoRefused,
)
from dutydesk.domain import (
    EVERY_RIGHT,
    Absence,
    AbsenceState,
    Activity,
    ActivityException,
    ActivityKind,
    Certificate,
    Certificates,
    Commitment,
    CommitmentKind,
    Member,
    Occurrence,
    Person,
    Record,
    Right,
    Role,
    SchoolCalendar,
    Span,
    Window,
    Zone,
    find_clashes,
    occurrences,
    resolve_participants,
)

NOW = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)
"""Tuesday, 09:30 in Shanghai."""

HOSTILE = ("[/]", "\x1b]0;x\x07", "\x1b[2J[bold]王", "\u202eevil", "a\u0301\u0301\u0301\u0301\u0301\u0301")


class FakeTable:
    """A look at the records of one type."""

    def __init__(self, records: dict[str, Record]) -> None:
        self._records = records

    def get(self, key: str) -> Any:
        return self._records.get(key)

    def all(self) -> tuple[Any, ...]:
        return tuple(self._records[key] for key in sorted(self._records))

    def where(self, **equals: object) -> tuple[Any, ...]:
        def fits(record: Record) -> bool:
            return all(
                getattr(record, name) in (value if isinstance(value, tuple) else (value,))
                for name, value in equals.items()
            )

        return tuple(record for record in self.all() if fits(record))

    def between(self, column: str, first: Any, last: Any, **equals: object) -> tuple[Any, ...]:
        found = [r for r in self.where(**equals) if first <= getattr(r, column) <= last]
        return tuple(sorted(found, key=lambda record: getattr(record, column)))


class FakeChange:
    """One change under way: what it will write once its block ends well."""

    def __init__(self, desk: "FakeDesk") -> None:
        self.desk = desk
        self.steps: list[tuple[type[Record], str, Record | None, Record | None]] = []

    def add(self, record: Any) -> Any:
        kept = replace(record, revision=1, changed=self.desk.now())
        self.steps.append((type(record), record.id, None, kept))
        return kept

    def _known(self, record: Record) -> Record:
        known = self.desk.kept.get(type(record), {}).get(record.id)
        if known is None or known.revision != record.revision:
            raise StaleChange("Wang Fang changed this at 09:12; read it again.")
        return known

    def replace(self, record: Any) -> Any:
        known = self._known(record)
        kept = replace(record, revision=known.revision + 1, changed=self.desk.now())
        self.steps.append((type(record), record.id, known, kept))
        return kept

    def remove(self, record: Record) -> None:
        self.steps.append((type(record), record.id, self._known(record), None))

    def table(self, of: type[Record]) -> FakeTable:
        return FakeTable(self.desk.kept.get(of, {}))

    def note(self, subject: str) -> None:
        pass


@dataclass
class FakeDesk:
    """Keeps records in dictionaries, and a journal that can be undone."""

    folder: Path = Path("desk")
    name: str = "第一中学 No. 1 School"
    uid: str = "desk.test"
    zone: Zone = field(default_factory=lambda: Zone("Asia/Shanghai"))
    actor: str = "leader"
    moment: datetime = NOW
    kept: dict[type[Record], dict[str, Record]] = field(default_factory=dict)
    duties: list[Commitment] = field(default_factory=list)
    items: list[DueItem] = field(default_factory=list)
    plugin_faults: list[PluginFault] = field(default_factory=list)
    entries: list[tuple[JournalEntry, list[Any], frozenset[str]]] = field(default_factory=list)
    undone: list[tuple[JournalEntry, list[Any]]] = field(default_factory=list)
    undoable: list[tuple[JournalEntry, list[Any]]] = field(default_factory=list)
    number: int = 0
    holidays: tuple[Span, ...] = ()
    rights: frozenset[Right] = EVERY_RIGHT
    confined_to: Path | None = None

    def now(self) -> datetime:
        return self.moment

    def today(self) -> date:
        return self.zone.day_of(self.moment)

    def settings(self, of: Any, /) -> Any:
        return of()

    def toml_plugins(self, of: Any, /) -> dict[str, Any]:
        del of
        return {}

    def settings_files(self) -> tuple[SettingsFileState, ...]:
        return ()

    def settings_fault(self, name: str, text: str) -> str:
        del text
        raise LookupError(name)

    def renew_settings(self) -> None:
        pass

    def save_file(self, name: str, text: str, before: str | None) -> None:
        raise NotImplementedError

    @property
    def member(self) -> Member:
        return Member(self.actor, Role("leader", "leader", self.rights))

    def may(self, right: Right) -> bool:
        return self.member.allows(right)

    def require(self, right: Right, what: str) -> None:
        if not self.may(right):
            raise RoleRefused(f"{self.actor} may not do this: {what}")

    def table(self, of: Any, /) -> Any:
        return FakeTable(self.kept.get(of, {}))

    def records(self, owner: str) -> Any:
        raise NotImplementedError

    @contextmanager
    def change(self, why: str, *, final: bool = False, right: Right = Right.CHANGE) -> Iterator[Any]:
        self.require(right, why)
        change = FakeChange(self)
        yield change
        entry = self._write(why, change.steps, "final" if final else "change")
        if not final:
            self.undoable.append((entry, change.steps))
        self.undone.clear()

    def _write(
        self, why: str, steps: list[Any], kind: str = "change", reverts: int | None = None
    ) -> JournalEntry:
        subjects: set[str] = set()
        for of, key, before, after in steps:
            subjects |= set((after or before).subjects())
            if after is None:
                self.kept[of].pop(key, None)
            else:
                self.kept.setdefault(of, {})[key] = after
        self.number += 1
        rows = tuple(
            RowChange(of.__name__, key, before and to_builtins(before), after and to_builtins(after))
            for of, key, before, after in steps
        )
        entry = JournalEntry(self.number, self.now(), self.actor, why, kind, rows, reverts)
        self.entries.append((entry, steps, frozenset(subjects)))
        return entry

    def undo(self) -> JournalEntry:
        if not self.undoable:
            raise UndoRefused("There is nothing to undo.")
        entry, steps = self.undoable.pop()
        back = [(of, key, after, before) for of, key, before, after in reversed(steps)]
        self.undone.append((self._write(entry.why, back, "undo", entry.number), steps))
        return entry

    def redo(self) -> JournalEntry:
        if not self.undone:
            raise UndoRefused("There is nothing to do again.")
        entry, steps = self.undone.pop()
        self.undoable.append((self._write(entry.why, steps, "redo", entry.number), steps))
        return entry

    def history(self, subject: str, limit: int = 100) -> tuple[JournalEntry, ...]:
        return tuple(entry for entry, _steps, about in reversed(self.entries) if subject in about)[:limit]

    def journal(self, limit: int = 200, before: int | None = None) -> tuple[JournalEntry, ...]:
        newest = [replace(entry, rows=()) for entry, _steps, _about in reversed(self.entries)]
        return tuple(entry for entry in newest if before is None or entry.number < before)[:limit]

    def journal_entry(self, number: int) -> JournalEntry | None:
        return next((entry for entry, _steps, _about in self.entries if entry.number == number), None)

    def revision(self) -> int:
        return self.number

    def version(self) -> int:
        return self.number

    def school_calendar(self) -> SchoolCalendar:
        return SchoolCalendar(holidays=self.holidays)

    def people(self, on: date | None = None) -> tuple[Person, ...]:
        everyone = [p for p in self.table(Person).all() if on is None or p.serves_on(on)]
        return tuple(sorted(everyone, key=lambda p: (p.rank != "leader", p.id)))

    def qualifications(self) -> tuple[Qualification, ...]:
        return (
            Qualification(code="fire", name="Fire warden"),
            Qualification(code="first-aid", name="First aid 急救"),
            Qualification(code="cctv", name="Camera room"),
        )

    def activity_kinds(self) -> dict[str, ActivityKind]:
        kinds = (ActivityKind("meeting", "Meeting"), ActivityKind("drill", "Drill 演练"))
        return {kind.code: kind for kind in kinds}

    def activities(self) -> tuple[Activity, ...]:
        return tuple(self.table(Activity).all())

    def occurrences(self, first: date, last: date, kinds: Iterable[str] | None = None) -> tuple[Any, ...]:
        found = []
        for activity in self.activities():
            if kinds is None or activity.kind in kinds:
                changed = {e.day: e for e in self.table(ActivityException).where(activity=activity.id)}
                found += list(occurrences(activity, changed, first, last))
        return tuple(sorted(found, key=lambda o: (o.start, o.activity.id)))

    def certificates(self) -> Certificates:
        return Certificates(self.table(Certificate).all())

    def participants(self, found: Iterable[Occurrence]) -> dict[str, tuple[str, ...]]:
        people = self.people()
        return {held.key: resolve_participants(held.activity.participants, people) for held in found}

    def commitments(self, window: Window) -> tuple[Commitment, ...]:
        people = self.people()
        found = list(self.duties)
        found += [
            Commitment(
                person=absence.person,
                window=self.zone.days(absence.first, absence.last),
                kind=CommitmentKind.ABSENCE,
                title=absence.kind,
                source=f"absence:{absence.id}",
            )
            for absence in self.table(Absence).where(state=AbsenceState.APPROVED)
        ]
        first, last = self.zone.day_of(window.start), self.zone.day_of(window.end)
        found += [
            Commitment(
                person=key,
                window=self.zone.span(o.start, o.end),
                kind=CommitmentKind.ACTIVITY,
                title=o.activity.title,
                source=f"activity:{o.activity.id}",
            )
            for o in self.occurrences(first, last)
            for key in resolve_participants(o.activity.participants, people)
        ]
        return tuple(c for c in found if c.window.overlaps(window))

    def clashes(self, first: date, last: date) -> tuple[Any, ...]:
        names = {person.id: person.name for person in self.people()}
        window = self.zone.days(first, last)
        return find_clashes(self.commitments(window), zone=self.zone, names=names)

    def due(self, first: date, last: date) -> tuple[DueItem, ...]:
        del first
        return tuple(item for item in self.items if item.day <= last)

    def feeds(self) -> tuple[Any, ...]:
        return ()

    def feed_events(self, window: Window) -> tuple[Any, ...]:
        del window
        return ()

    def digest(self, first: date, last: date) -> tuple[Any, ...]:
        del first, last
        return ()

    def ask(self, hook: str, of: Any, /, **arguments: object) -> tuple[Any, ...]:
        del hook, of, arguments
        return ()

    def figures(self, year: int) -> tuple[Any, ...]:
        del year
        return ()

    def plugins(self) -> tuple[PluginState, ...]:
        return ()

    def faults(self) -> tuple[PluginFault, ...]:
        return tuple(self.plugin_faults)

    # What tests say to it

    def keep(self, *records: Record) -> None:
        """Keep records without a journal entry, as they stood when the desk was opened."""
        for record in records:
            self.kept.setdefault(type(record), {})[record.id] = replace(record, revision=1)

    def duty(self, person: str, title: str, start: datetime, hours: int) -> None:
        """Put someone on duty from a wall time on."""
        window = self.zone.span(start, start + timedelta(hours=hours))
        self.duties.append(
            Commitment(
                person=person,
                window=window,
                kind=CommitmentKind.ASSIGNMENT,
                title=title,
                source=f"assignment:{person}:{start:%d%H}",
            )
        )


def sample_desk() -> FakeDesk:
    """Return a small squadron in the middle of a week."""
    desk = FakeDesk()
    names = (
        ("li", "李伟", "Li Wei", "leader", "1"),
        ("wang", "王芳", "Wang Fang", "deputy", "1"),
        ("zhang", "张建国", "Zhang Jianguo", "guard", "1"),
        ("liu", "刘洋", "Liu Yang", "guard", "2"),
        ("chen", "陈静", "Chen Jing", "guard", "2"),
        ("ouyang", "欧阳明月", "Ouyang Mingyue", "guard", "2"),
        ("smith", "John Smith", "", "staff", ""),
    )
    for key, name, latin, rank, squad in names:
        qualifications = ("fire", "first-aid") if rank != "staff" else ("cctv",)
        desk.keep(
            Person(id=key, name=name, latin=latin, rank=rank, squad=squad, qualifications=qualifications)
        )
    for n, name in enumerate(HOSTILE):
        desk.keep(Person(id=f"x{n}", name=name, latin=name))
    today = desk.today()
    midnight = datetime.combine(today, datetime.min.time())
    for day in range(-1, 8):
        start = midnight + timedelta(days=day)
        desk.duty("zhang", "Day, Main gate 大门", start + timedelta(hours=8), 12)
        desk.duty("liu", "Day, Main gate 大门", start + timedelta(hours=8), 12)
        desk.duty("chen", "Day, Patrol", start + timedelta(hours=8), 12)
        desk.duty("ouyang", "Night, Main gate 大门", start + timedelta(hours=20), 12)
    desk.keep(
        Activity(
            id="weekly",
            kind="meeting",
            title="Weekly meeting 例会",
            start=midnight + timedelta(days=-7, hours=16),
            end=midnight + timedelta(days=-7, hours=17),
            place="Room 204",
            participants=("@squad:2",),
            rule="FREQ=WEEKLY",
        ),
        Activity(
            id="drill",
            kind="drill",
            title="Fire drill 消防演练",
            start=midnight + timedelta(days=2, hours=10),
            end=midnight + timedelta(days=2, hours=11, minutes=30),
            place="Playground",
            participants=("@all",),
        ),
        Absence(
            id="a1",
            person="wang",
            kind="annual",
            first=today + timedelta(days=3),
            last=today + timedelta(days=5),
        ),
        Absence(
            id="a2",
            person="liu",
            kind="personal",
            first=today + timedelta(days=9),
            last=today + timedelta(days=9),
            state=AbsenceState.ASKED,
            note="Family matter",
        ),
    )
    desk.items += [
        DueItem(
            title="Publish the roster of December",
            day=today - timedelta(days=1),
            state=DueState.OVERDUE,
            screen="roster",
        ),
        DueItem(
            title="Fire drill: write the plan",
            day=today + timedelta(days=1),
            screen="calendar",
            detail="消防演练",
        ),
        DueItem(title="Check extinguishers", day=today + timedelta(days=6), state=DueState.PLANNED),
    ]
    return desk
