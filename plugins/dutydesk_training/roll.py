"""The roll of a session: everyone expected, what was marked, and what keeps those who are not marked."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from dutydesk.api import Desk
from dutydesk.domain import Occurrence, Person
from dutydesk.wording import _, clauses, pgettext
from dutydesk_training.attendance import Attendance, Presence, presence_text
from dutydesk_training.attendance_hindrance import Hindrance, HindranceKind, hindrances


@dataclass(frozen=True, slots=True)
class RollLine:
    """One person on the roll: their `kept` attendance, or what is known while nobody has marked them.

    `proposed` is the reason for which they are excused, unless somebody marks them otherwise. `hindrances`
    is all that keeps them. A `guest` is not expected. `makes_up` is a session that they missed and are to
    make up for here.
    """

    person: Person
    kept: Attendance | None = None
    proposed: str = ""
    hindrances: tuple[Hindrance, ...] = ()
    guest: bool = False
    makes_up: Attendance | None = None

    @property
    def is_open(self) -> bool:
        """Whether nobody has marked them."""
        return self.kept is None

    @property
    def state(self) -> str:
        """The mark in words; while they are open, that, or that they are likely excused."""
        if self.kept is not None:
            return presence_text(self.kept.presence, self.kept.minutes)
        return _("excused?") if self.proposed else pgettext("roll", "open")

    @property
    def note(self) -> str:
        """The reason that was kept; while they are open, all that keeps them."""
        if self.kept is not None:
            return self.kept.reason
        return clauses(dict.fromkeys(each.text for each in self.hindrances))


@dataclass(frozen=True, slots=True)
class RollCounts:
    """How many were marked how, and how many of those expected are still open."""

    present: int = 0
    late: int = 0
    excused: int = 0
    absent: int = 0
    open: int = 0

    @property
    def came(self) -> int:
        """Those who took part."""
        return self.present + self.late


@dataclass(frozen=True, slots=True)
class Roll:
    """Everyone expected at a session, guests after them, and the `others` who serve on its day."""

    held: Occurrence
    lines: tuple[RollLine, ...]
    others: tuple[Person, ...]

    @classmethod
    def of(cls, desk: Desk, held: Occurrence) -> "Roll":
        """Read the roll of `held`; a commitment that the session yields to, or leave, is proposed."""
        people = {person.id: person for person in desk.people()}
        expected = desk.participants((held,))[held.key]
        kept = attendance_at(desk, held)
        making_up = {
            each.person: each
            for each in desk.table(Attendance).where(catch_up_at=held.key)
            if each.person in people
        }
        hindering = hindrances(desk, held)
        lines = [
            _line(people[key], held, kept.get(key), hindering.get(key, ()), making_up.get(key))
            for key in expected
        ]
        guests = dict.fromkeys((*making_up, *kept))
        lines.extend(
            replace(
                _line(
                    people.get(key) or Person(id=key, name=key),
                    held,
                    kept.get(key),
                    hindering.get(key, ()),
                    making_up.get(key),
                ),
                guest=True,
                proposed="",
            )
            for key in guests
            if key not in expected
        )
        on_roll = {line.person.id for line in lines}
        day = held.start.date()
        others = tuple(
            person for person in people.values() if person.serves_on(day) and person.id not in on_roll
        )
        return cls(held, tuple(lines), others)

    def renewed(self, desk: Desk) -> "Roll":
        """Return this roll with the marks as they are now: one look at one table.

        Who is expected and what keeps them are as they were, but somebody new on it is read as a whole.
        """
        kept = attendance_at(desk, self.held)
        if kept.keys() - {line.person.id for line in self.lines}:
            return Roll.of(desk, self.held)
        lines = (replace(line, kept=kept.get(line.person.id)) for line in self.lines)
        return replace(
            self, lines=tuple(line for line in lines if not line.guest or line.kept or line.makes_up)
        )

    def line_of(self, person: str) -> RollLine | None:
        """Return the line of a person, by key."""
        return next((line for line in self.lines if line.person.id == person), None)

    @property
    def open_lines(self) -> tuple[RollLine, ...]:
        """Those whom nobody has marked."""
        return tuple(line for line in self.lines if line.is_open)

    @property
    def is_taken(self) -> bool:
        """Whether anybody was marked."""
        return any(line.kept for line in self.lines)

    @property
    def counts(self) -> RollCounts:
        """How many were marked how."""
        by = Counter(line.kept.presence for line in self.lines if line.kept is not None)
        return RollCounts(
            present=by[Presence.PRESENT],
            late=by[Presence.LATE],
            excused=by[Presence.EXCUSED],
            absent=by[Presence.ABSENT],
            open=len(self.open_lines),
        )


def attendance_at(desk: Desk, held: Occurrence) -> Mapping[str, Attendance]:
    """Return what is kept of an occurrence, by person."""
    return {each.person: each for each in desk.table(Attendance).where(session=held.key)}


def _line(
    person: Person,
    held: Occurrence,
    kept: Attendance | None,
    found: Iterable[Hindrance],
    makes_up: Attendance | None,
) -> RollLine:
    hindering = tuple(found)
    return RollLine(
        person=person,
        kept=kept,
        proposed=_proposed(held, hindering),
        hindrances=hindering,
        guest=kept is not None and kept.guest,
        makes_up=makes_up,
    )


def _proposed(held: Occurrence, found: Iterable[Hindrance]) -> str:
    """Return for what someone is excused: leave, and a duty that the session gives way to."""
    excusing = {HindranceKind.AWAY} | ({HindranceKind.DUTY} if held.activity.excuses_duty else set())
    return clauses(dict.fromkeys(each.text for each in found if each.kind in excusing))
