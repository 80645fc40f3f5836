"""Which sessions people still have to make up for, and the weekly reminder of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dutydesk.api import Desk, DueItem, DueState
from dutydesk.api.week import Week
from dutydesk.wording import _, listed, ngettext
from dutydesk_training.attendance import Attendance

RECENT = timedelta(weeks=4)
_MOST_NAMES = 6


@dataclass(frozen=True, slots=True)
class OwedCatchUp:
    """A session that someone missed and has not made up for; `planned` is the day when they are to."""

    missed: Attendance
    planned: date | None = None


def must_be_made_up(missed: Attendance) -> bool:
    """Tell whether someone who missed a session owes it: it taught a topic, or a day was agreed with them.

    Any other, such as the training of every morning, comes again by itself.
    """
    return not missed.came and bool(missed.topic or missed.catch_up_at)


def still_owed(kept: Iterable[Attendance], today: date) -> tuple[OwedCatchUp, ...]:
    """Return what is owed among `kept`, the oldest first.

    It is made up for by an attendance that names it, or by the same part of its topic with another group. A
    day planned for it that has passed counts for nothing.
    """
    known = sorted(kept, key=lambda each: (each.day, each.session, each.person))
    made_up = {(each.person, each.catches_up) for each in known if each.came and each.catches_up}
    taught = {(each.person, each.topic, each.part) for each in known if each.came and each.part}
    return tuple(
        OwedCatchUp(
            each, each.catch_up_on if each.catch_up_on is not None and each.catch_up_on >= today else None
        )
        for each in known
        if must_be_made_up(each)
        and (each.person, each.session) not in made_up
        and not (each.part and (each.person, each.topic, each.part) in taught)
    )


def owed(desk: Desk, first: date | None = None, person: str = "") -> tuple[OwedCatchUp, ...]:
    """Return what people owe of the sessions from `first` on, four weeks back without it.

    `person` narrows it. Who has left the squadron owes nothing.
    """
    today = desk.today()
    narrowed = {"person": person} if person else {}
    kept = desk.table(Attendance).between("day", first or today - RECENT, date.max, **narrowed)
    serving = {each.id for each in desk.people(today)}
    return still_owed((each for each in kept if each.person in serving), today)


def catch_ups_due(desk: Desk, first: date, last: date) -> Sequence[DueItem]:
    """Return one item for the week: how many still need a day on which to make up for what they missed."""
    today = desk.today()
    waiting = [each for each in owed(desk) if each.planned is None]
    day = max(today, Week.of(today).monday + timedelta(days=4))
    if not waiting or not first <= day <= last:
        return ()
    people = {each.missed.person for each in waiting}
    shown = [person.name for person in desk.people() if person.id in people][:_MOST_NAMES]
    if len(people) > len(shown):
        shown.append(_("and {count} more").format(count=len(people) - len(shown)))
    return (
        DueItem(
            title=ngettext(
                "{count} person has a session to make up for",
                "{count} people have a session to make up for",
                len(people),
            ).format(count=len(people)),
            day=day,
            state=DueState.DUE,
            screen="training",
            detail=listed(shown),
            action=f"go_to({waiting[0].missed.session!r})",
        ),
    )
