"""Whether a roster keeps the rules, looked at afresh: nothing here is shared with the model."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from dutydesk.wording import _, ngettext
from dutydesk_roster.engine.day_text import day_text, days_text
from dutydesk_roster.engine.problem import BusyKind, EnginePerson, Placed, Problem, Slot
from dutydesk_roster.engine.solution import Breach, Unfilled

_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Stand:
    """A duty of one person, from the roster or held outside of it."""

    day: date
    start: datetime
    end: datetime
    shift: str
    post: str
    slot: Slot | None

    @property
    def in_roster(self) -> bool:
        return self.slot is not None


class _Names:
    """What people call persons, posts and shifts."""

    def __init__(self, problem: Problem) -> None:
        self._people = {person.key: person.name for person in problem.people}
        self._posts = {post.code: post.name for post in problem.posts}
        self._shifts = {shift.code: shift.name for shift in problem.shifts}

    def person(self, key: str) -> str:
        return self._people.get(key, key)

    def duty(self, shift: str, post: str, day: date) -> str:
        """Return a duty such as "Night at North gate (24 Nov)"."""
        return _("{shift} at {post} ({day})").format(
            shift=self._shifts.get(shift, shift), post=self._posts.get(post, post), day=day_text(day)
        )

    def stand(self, stand: _Stand) -> str:
        return self.duty(stand.shift, stand.post, stand.day)


def check(problem: Problem, assignments: Iterable[Placed]) -> tuple[Breach, ...]:
    """Return every rule that `assignments` break, in the order of days.

    Duties held outside the days count towards a breach, but what they break among themselves is not
    reported. A need that nobody of several heads meets is no breach but a slot left short: `unfilled`.
    """
    placed = tuple(assignments)
    names = _Names(problem)
    slots = {slot.place: slot for slot in problem.slots}
    people = {person.key: person for person in problem.people}
    breaches: list[Breach] = []
    stands: defaultdict[str, list[_Stand]] = defaultdict(list)
    for one in placed:
        slot = slots.get(one.place)
        if one.person not in people or slot is None:
            breaches.append(_unknown(one, names, known_person=one.person in people))
            continue
        stands[one.person].append(_Stand(one.day, slot.start, slot.end, one.shift, one.post, slot))
    for held in problem.held:
        if held.person in stands:
            stands[held.person].append(_Stand(held.day, held.start, held.end, held.shift, held.post, None))
    breaches.extend(_crowded(placed, slots, names))
    for key, duties in stands.items():
        duties.sort(key=lambda duty: (duty.start, duty.end, duty.post))
        person = people[key]
        breaches.extend(_suited(person, duties, names))
        breaches.extend(_free(problem, person, duties, names))
        breaches.extend(_rested(problem, person, duties, names))
        breaches.extend(_once_a_day(problem, person, duties))
        breaches.extend(_runs(problem, person, duties))
        breaches.extend(_weeks(problem, person, duties))
    return tuple(sorted(breaches))


def unfilled(problem: Problem, assignments: Iterable[Placed]) -> tuple[Unfilled, ...]:
    """Return every slot that `assignments` leave short of heads, or without someone who meets its needs."""
    people = {person.key: person for person in problem.people}
    there: defaultdict[tuple[str, str, date], set[str]] = defaultdict(set)
    for one in assignments:
        if one.person in people:
            there[one.place].add(one.person)
    short = []
    for slot in problem.slots:
        keys = there[slot.place]
        missing = max(0, slot.heads - len(keys))
        lacking = tuple(
            need for need in slot.needs if slot.heads > 0 and not any(people[key].meets(need) for key in keys)
        )
        if missing or lacking:
            short.append(
                Unfilled(post=slot.post, shift=slot.shift, day=slot.day, missing=missing, lacking=lacking)
            )
    return tuple(sorted(short, key=lambda one: (one.day, one.shift, one.post)))


def _unknown(one: Placed, names: _Names, *, known_person: bool) -> Breach:
    if known_person:
        text = _("{name} is put on {duty}, which nobody asks for.").format(
            name=names.person(one.person), duty=names.duty(one.shift, one.post, one.day)
        )
    else:
        text = _("{name} is put on {duty}, but is not among the people of this roster.").format(
            name=one.person, duty=names.duty(one.shift, one.post, one.day)
        )
    return Breach(
        day=one.day,
        person=one.person,
        rule="unknown-slot" if known_person else "unknown-person",
        text=text,
    )


def _crowded(
    placed: Sequence[Placed], slots: dict[tuple[str, str, date], Slot], names: _Names
) -> Iterable[Breach]:
    there: defaultdict[tuple[str, str, date], list[str]] = defaultdict(list)
    for one in placed:
        there[one.place].append(one.person)
    for place, keys in there.items():
        slot = slots.get(place)
        for key, times in Counter(keys).items():
            if times > 1:
                yield Breach(
                    day=place[2],
                    person=key,
                    rule="twice",
                    text=_("{name} is put twice on {duty}.").format(
                        name=names.person(key), duty=names.duty(place[1], place[0], place[2])
                    ),
                    amount=times - 1,
                )
        over = 0 if slot is None else len(set(keys)) - slot.heads
        if slot is not None and over > 0:
            yield Breach(
                day=slot.day,
                person=max(keys),
                rule="too-many",
                text=ngettext(
                    "{duty} asks for {heads} guard, and {count} are put there.",
                    "{duty} asks for {heads} guards, and {count} are put there.",
                    slot.heads,
                ).format(
                    duty=names.duty(slot.shift, slot.post, slot.day), heads=slot.heads, count=len(set(keys))
                ),
                amount=over,
            )


def _suited(person: EnginePerson, duties: Sequence[_Stand], names: _Names) -> Iterable[Breach]:
    for duty in duties:
        if duty.slot is None:
            continue
        if not person.serves_on(duty.day):
            yield Breach(
                day=duty.day,
                person=person.key,
                rule="not-serving",
                text=_("{name} does not serve in the squadron on {day}.").format(
                    name=person.name, day=day_text(duty.day)
                ),
            )
        wanting = [need for need in duty.slot.needs if not person.meets(need)]
        if duty.slot.heads == 1 and wanting:
            yield Breach(
                day=duty.day,
                person=person.key,
                rule="unqualified",
                text=_("{name} does not have what {duty} needs: {needs}.").format(
                    name=person.name, duty=names.stand(duty), needs=", ".join(wanting)
                ),
                amount=len(wanting),
            )


def _free(
    problem: Problem, person: EnginePerson, duties: Sequence[_Stand], names: _Names
) -> Iterable[Breach]:
    away = _("{name} is away ({title}) during {duty}.")
    engaged = _("{name} is at {title} during {duty}.")
    for busy in problem.busy:
        if busy.person != person.key:
            continue
        absent = busy.what is BusyKind.ABSENCE
        for duty in duties:
            shared = min(duty.end, busy.end) - max(duty.start, busy.start)
            if duty.in_roster and shared > timedelta():
                yield Breach(
                    day=duty.day,
                    person=person.key,
                    rule="on-leave" if absent else "during-activity",
                    text=(away if absent else engaged).format(
                        name=person.name, title=busy.title, duty=names.stand(duty)
                    ),
                    amount=shared / _HOUR,
                )


def _rested(
    problem: Problem, person: EnginePerson, duties: Sequence[_Stand], names: _Names
) -> Iterable[Breach]:
    rest = timedelta(hours=problem.rules.rest_hours)
    for index, first in enumerate(duties):
        for second in duties[index + 1 :]:
            gap = second.start - first.end
            if not (first.in_roster or second.in_roster) or first.slot is second.slot:
                continue
            if gap < timedelta() or (second.start < first.end):
                yield Breach(
                    day=second.day,
                    person=person.key,
                    rule="two-places",
                    text=_("{name} would stand in two places at once: {first} and {second}.").format(
                        name=person.name, first=names.stand(first), second=names.stand(second)
                    ),
                    amount=-gap / _HOUR,
                )
            elif gap < rest:
                yield Breach(
                    day=second.day,
                    person=person.key,
                    rule="rest",
                    text=_(
                        "{name} would rest {gap:g} h instead of {rest:g} h between {first} and {second}."
                    ).format(
                        name=person.name,
                        gap=round(gap / _HOUR, 2),
                        rest=rest / _HOUR,
                        first=names.stand(first),
                        second=names.stand(second),
                    ),
                    amount=(rest - gap) / _HOUR,
                )


def _once_a_day(problem: Problem, person: EnginePerson, duties: Sequence[_Stand]) -> Iterable[Breach]:
    most = problem.rules.most_shifts_a_day
    rostered = {duty.day for duty in duties if duty.in_roster}
    for day, count in Counter(duty.day for duty in duties).items():
        if count > most and day in rostered:
            yield Breach(
                day=day,
                person=person.key,
                rule="duties-a-day",
                text=ngettext(
                    "{name} would stand {count} duties on {day}; at most {most} is allowed.",
                    "{name} would stand {count} duties on {day}; at most {most} are allowed.",
                    most,
                ).format(name=person.name, count=count, day=day_text(day), most=most),
                amount=count - most,
            )


def _too_long(days: set[date], rostered: set[date], most: int) -> Iterable[tuple[date, date, int]]:
    """Yield the first day, last day and length of each run over `most` days that the roster takes part in."""
    for first in sorted(days):
        if first - _DAY in days:
            continue
        last = first
        while last + _DAY in days:
            last += _DAY
        length = (last - first).days + 1
        if length > most and any(first <= day <= last for day in rostered):
            yield first, last, length


def _runs(problem: Problem, person: EnginePerson, duties: Sequence[_Stand]) -> Iterable[Breach]:
    most_days = problem.rules.most_days_in_a_row
    if most_days is not None:
        days = {duty.day for duty in duties}
        for first, last, length in _too_long(days, {d.day for d in duties if d.in_roster}, most_days):
            yield Breach(
                day=first + most_days * _DAY,
                person=person.key,
                rule="days-in-a-row",
                text=ngettext(
                    "{name} would stand {count} day in a row ({days}); at most {most} are allowed.",
                    "{name} would stand {count} days in a row ({days}); at most {most} are allowed.",
                    length,
                ).format(name=person.name, count=length, days=days_text(first, last), most=most_days),
                amount=length - most_days,
            )
    most_nights = problem.rules.most_nights_in_a_row
    if most_nights is not None:
        night_codes = {shift.code for shift in problem.shifts if shift.night}
        nights = [duty for duty in duties if duty.shift in night_codes]
        rostered = {duty.day for duty in nights if duty.in_roster}
        for first, last, length in _too_long({duty.day for duty in nights}, rostered, most_nights):
            yield Breach(
                day=first + most_nights * _DAY,
                person=person.key,
                rule="nights-in-a-row",
                text=ngettext(
                    "{name} would stand {count} night in a row ({days}); at most {most} are allowed.",
                    "{name} would stand {count} nights in a row ({days}); at most {most} are allowed.",
                    length,
                ).format(name=person.name, count=length, days=days_text(first, last), most=most_nights),
                amount=length - most_nights,
            )


def _weeks(problem: Problem, person: EnginePerson, duties: Sequence[_Stand]) -> Iterable[Breach]:
    most = problem.rules.most_hours_a_week
    if most is None:
        return
    hours: defaultdict[date, timedelta] = defaultdict(timedelta)
    rostered = set()
    for duty in duties:
        monday = duty.day - duty.day.weekday() * _DAY
        hours[monday] += duty.end - duty.start
        if duty.in_roster:
            rostered.add(monday)
    for monday in sorted(rostered):
        stood = hours[monday] / _HOUR
        if stood > most:
            yield Breach(
                day=monday,
                person=person.key,
                rule="hours-a-week",
                text=_(
                    "{name} would stand {hours:g} h in the week {days}; at most {most:g} h are allowed."
                ).format(
                    name=person.name,
                    hours=round(stood, 2),
                    days=days_text(monday, monday + 6 * _DAY),
                    most=most,
                ),
                amount=stood - most,
            )
