"""What is held and planned in a run of days, who came and who can come: read once for all rules."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property

from dutydesk.api import Desk
from dutydesk.api.holding import CANCELLED, HELD, wall_now
from dutydesk.domain import Occurrence, Person, qualified_people, resolve_participants
from dutydesk_training.attendance import Attendance
from dutydesk_training.attendance_hindrance import HindranceKind, hindrances_among, taken_time
from dutydesk_training.sessions import KINDS
from dutydesk_training.settings import Rule

_KEEPS_AWAY = (HindranceKind.DUTY, HindranceKind.AWAY)


class TrainingDays:
    """The sessions that begin on the days `first` to `last`, both included.

    What a rule does not ask for is not read: attendance, duties and leave only for rules that count people.
    """

    def __init__(self, desk: Desk, first: date, last: date) -> None:
        self.first, self.last = first, last
        self.calendar = desk.school_calendar()
        self.today = desk.today()
        self.now = wall_now(desk)
        self._desk = desk
        self._expected: dict[str, tuple[str, ...]] = {}
        self._kept_away: dict[str, Mapping[str, HindranceKind]] = {}

    @cached_property
    def found(self) -> tuple[Occurrence, ...]:
        """Every session of these days that is not cancelled, in order of time."""
        found = self._desk.occurrences(self.first, self.last, KINDS)
        return tuple(
            each for each in found if each.state != CANCELLED and self.first <= each.start.date() <= self.last
        )

    def sessions(self, rule: Rule, first: date, last: date) -> tuple[Occurrence, ...]:
        """Return the sessions of a rule's kind that begin in some of these days.

        Where the rule names people, those at which any of them is expected.
        """
        found = tuple(
            each
            for each in self.found
            if each.activity.kind == rule.kind and first <= each.start.date() <= last
        )
        if not rule.who or rule.counts == "people":
            return found
        asked = self._desk.participants(_for(each, rule.who) for each in found)
        expected = self._desk.participants(found)
        return tuple(each for each in found if set(asked[each.key]).intersection(expected[each.key]))

    def people(self, expressions: Iterable[str], day: date) -> tuple[str, ...]:
        """Return the keys of those whom `expressions` name and who serve on `day`."""
        serving = tuple(person for person in self._everyone if person.serves_on(day))
        return resolve_participants(expressions, qualified_people(serving, self._desk.certificates(), day))

    @cached_property
    def names(self) -> Mapping[str, str]:
        """What people are called, by key."""
        return {person.id: person.name for person in self._everyone}

    @cached_property
    def recorded(self) -> Mapping[str, frozenset[str]]:
        """Of whom it was said whether they came, by the key of each session at which that was taken."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for each in self._attendance:
            found[each.session].add(each.person)
        return {key: frozenset(people) for key, people in found.items()}

    def was_taken(self, held: Occurrence) -> bool:
        """Tell whether attendance says who was at a session; until it has ended others may still come."""
        return held.key in self.recorded and self.is_over(held)

    @cached_property
    def came(self) -> Mapping[str, frozenset[str]]:
        """Who was at each session, or has made up for it at a later one, by its key.

        Whoever makes up for a session at another has been at the one that they made up for.
        """
        found: defaultdict[str, set[str]] = defaultdict(set)
        for each in self._attendance:
            if each.came:
                found[each.catches_up or each.session].add(each.person)
        return {key: frozenset(people) for key, people in found.items()}

    @cached_property
    def making_up(self) -> Mapping[str, frozenset[str]]:
        """Who has arranged to make up for a session at one that is still to come, by the key of the first."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for each in self._attendance:
            if each.catch_up_on is not None and each.catch_up_on >= self.today:
                found[each.session].add(each.person)
        return {key: frozenset(people) for key, people in found.items()}

    def expected(self, held: Occurrence) -> tuple[str, ...]:
        """Return who is expected at a session that `look_at` was told of."""
        return self._expected[held.key]

    def kept_away(self, held: Occurrence) -> Mapping[str, HindranceKind]:
        """Return who is on duty or away during a session that `look_at` was told of."""
        return self._kept_away.get(held.key, {})

    def look_at(self, found: Sequence[Occurrence]) -> None:
        """Read who is expected at these sessions, and who is on duty or away meanwhile, in one go.

        Where attendance was taken, that says who came, and duties are not read.
        """
        self._expected.update(self._desk.participants(found))
        open_ones = [each for each in found if each.key not in self._kept_away and not self.was_taken(each)]
        if not open_ones:
            return
        first, last = min(each.start for each in open_ones), max(each.end for each in open_ones)
        taken, zone = taken_time(self._desk, first, last), self._desk.zone
        for each in open_ones:
            window = zone.span(each.start, each.end)
            meanwhile = [one for one in taken if one.window.overlaps(window)]
            self._kept_away[each.key] = {
                person: hindrance.kind
                for person, hindrances in hindrances_among(meanwhile, each, zone).items()
                for hindrance in hindrances
                if hindrance.kind in _KEEPS_AWAY
            }

    def is_over(self, held: Occurrence) -> bool:
        """Tell whether a session has ended."""
        return held.end <= self.now

    def is_blocked(self, held: Occurrence) -> bool:
        """Tell whether a session that was not held stands in blocked hours."""
        return (
            held.state != HELD
            and not held.activity.all_day
            and self.calendar.blocking(held.start, held.end) is not None
        )

    @cached_property
    def _everyone(self) -> tuple[Person, ...]:
        return self._desk.people()

    @cached_property
    def _attendance(self) -> tuple[Attendance, ...]:
        return self._desk.table(Attendance).between("day", self.first, date.max)


def _for(held: Occurrence, people: tuple[str, ...]) -> Occurrence:
    """Return an occurrence as if `people` were expected at it."""
    return replace(held, activity=replace(held.activity, participants=people))
