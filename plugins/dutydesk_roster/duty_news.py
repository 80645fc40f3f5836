"""What a publication means for each person, as a message that can be copied and sent."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dutydesk.api import DataProblem
from dutydesk.domain import clean_line, day_text, month_name
from dutydesk.wording import _, headed
from dutydesk_roster.assignment import PublishedAssignment
from dutydesk_roster.calendar import duty_title
from dutydesk_roster.publishing import PublishedDifference
from dutydesk_roster.roster import DutyPlan, Roster

_UNSAFE = re.compile(r"[^\w-]+")


@dataclass(frozen=True, slots=True)
class DutyNews:
    """What changes for one person: duties taken away, new ones, and those that became another.

    `first_told` says that they had no published duty in these days before. A duty that is taken away and a
    new one of the same day are told together, as one that became another.
    """

    person: str
    taken: tuple[PublishedAssignment, ...] = ()
    new: tuple[PublishedAssignment, ...] = ()
    moved: tuple[tuple[PublishedAssignment, PublishedAssignment], ...] = ()
    first_told: bool = False

    def __len__(self) -> int:
        return len(self.taken) + len(self.new) + len(self.moved)

    @property
    def first_day(self) -> date:
        """The first day that it concerns."""
        days = [each.day for each in (*self.taken, *self.new)]
        return min(days + [min(before.day, after.day) for before, after in self.moved])

    @property
    def counts(self) -> str:
        """How much of each kind, such as ``+2 -1 ~1``: new, taken away, become another."""
        parts = (("+", len(self.new)), ("-", len(self.taken)), ("~", len(self.moved)))
        return " ".join(f"{sign}{count}" for sign, count in parts if count)


def news_of(roster: Roster, changes: Iterable[PublishedDifference]) -> tuple[DutyNews, ...]:
    """Return what `changes` mean for each person whom they concern, in the desk's order of people."""
    taken: defaultdict[str, list[PublishedAssignment]] = defaultdict(list)
    new: defaultdict[str, list[PublishedAssignment]] = defaultdict(list)
    moved: defaultdict[str, list[tuple[PublishedAssignment, PublishedAssignment]]] = defaultdict(list)
    for each in changes:
        before, after = each.before, each.after
        if before is not None and after is not None and before.person == after.person:
            moved[after.person].append((before, after))
            continue
        if before is not None:
            taken[before.person].append(before)
        if after is not None:
            new[after.person].append(after)
    told = {each.person for each in roster.published}
    order = {person.id: place for place, person in enumerate(roster.people)}
    found = (
        _news(person, taken[person], new[person], moved[person], first_told=person not in told)
        for person in sorted(
            taken.keys() | new.keys() | moved.keys(), key=lambda key: (order.get(key, len(order)), key)
        )
    )
    return tuple(each for each in found if len(each))


def _news(
    person: str,
    taken: list[PublishedAssignment],
    new: list[PublishedAssignment],
    moved: list[tuple[PublishedAssignment, PublishedAssignment]],
    *,
    first_told: bool,
) -> DutyNews:
    pairs = [pair for pair in moved if _what(pair[0]) != _what(pair[1])]
    kept = {_what(each) for each in taken} & {_what(each) for each in new}
    left = [each for each in taken if _what(each) not in kept]
    added: list[PublishedAssignment] = []
    for each in new:
        if _what(each) in kept:
            continue
        same_day = next((one for one in left if one.day == each.day), None)
        if same_day is None:
            added.append(each)
        else:
            left.remove(same_day)
            pairs.append((same_day, each))
    return DutyNews(
        person,
        tuple(sorted(left, key=_when)),
        tuple(sorted(added, key=_when)),
        tuple(sorted(pairs, key=lambda pair: _when(pair[1]))),
        first_told,
    )


def _what(duty: PublishedAssignment) -> tuple[object, ...]:
    return (duty.post, duty.shift, duty.day, duty.start, duty.end)


def _when(duty: PublishedAssignment) -> tuple[object, ...]:
    return (duty.start, duty.post, duty.id)


def news_lines(plan: DutyPlan, news: DutyNews) -> tuple[str, ...]:
    """Return what changes, a line for each duty, in order of time."""
    new = "{duty}" if news.first_told else _("{duty} is new")
    told = [
        *((_when(each), _("{duty} is taken off").format(duty=duty_line(plan, each))) for each in news.taken),
        *((_when(each), new.format(duty=duty_line(plan, each))) for each in news.new),
        *(
            (
                _when(after),
                _("{before} becomes {after}").format(
                    before=duty_line(plan, before), after=duty_line(plan, after, unless=before.day)
                ),
            )
            for before, after in news.moved
        ),
    ]
    return tuple(text for _order, text in sorted(told))


def duty_line(plan: DutyPlan, duty: PublishedAssignment, unless: date | None = None) -> str:
    """Return a duty as it is published, such as ``Mon 24 Nov: Main gate, Day 07:00-15:00``.

    The day is left out where it is `unless`.
    """
    times = f"{duty.start:%H:%M}-{duty.end:%H:%M}"
    text = f"{clean_line(duty_title(plan, duty.post, duty.shift))} {times}"
    return text if duty.day == unless else headed(day_text(duty.day), text)


def months_text(first: date, last: date) -> str:
    """Return what the months from that of `first` to that of `last` are called."""
    names = [month_name(day) for day in (first, last)]
    if names[0] == names[1]:
        return names[0]
    return _("{first} and {last}").format(first=names[0], last=names[1])


def message_of(roster: Roster, news: DutyNews) -> str:
    """Return the message for one person, of several lines."""
    name = clean_line(roster.names.get(news.person, news.person))
    if news.first_told:
        months = months_text(roster.first, roster.last)
        greeting = _("{name}, your duties in {months}:").format(name=name, months=months)
    else:
        greeting = _("{name}, your duties changed:").format(name=name)
    return "\n".join((greeting, *(f"- {line}" for line in news_lines(roster.plan, news))))


def messages(roster: Roster, changes: Iterable[PublishedDifference]) -> Mapping[str, str]:
    """Return the message for each person whom `changes` concern, by their key."""
    return {each.person: message_of(roster, each) for each in news_of(roster, changes)}


def write_messages(told: Mapping[str, str], to: Path) -> tuple[Path, ...]:
    """Write the messages into the folder `to`, a file each, or all of them into the file `to`.

    Returns the files written. What is no folder yet and has no ending such as ``.txt`` becomes one.

    Raises:
        DataProblem: they cannot be written.
    """
    try:
        if to.suffix and not to.is_dir():
            to.write_text("".join(f"{text}\n\n" for text in told.values()), encoding="utf-8")
            return (to,)
        to.mkdir(parents=True, exist_ok=True)
        written = []
        for person, text in told.items():
            path = to / f"{_UNSAFE.sub('-', person) or 'message'}.txt"
            path.write_text(f"{text}\n", encoding="utf-8")
            written.append(path)
    except OSError as error:
        raise DataProblem(
            _("{path} cannot be written: {reason}").format(path=to, reason=error.strerror or error)
        ) from error
    return tuple(written)
