"""Events and who covers them: reading, keeping, moving and calling off."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from dutydesk.api import Change, DataProblem, Desk
from dutydesk.domain import clean_line
from dutydesk.wording import _
from dutydesk_roster.arranging import refuse_if_changed
from dutydesk_roster.assignment import Assignment, PublishedAssignment
from dutydesk_roster.cover_event import LONGEST_EVENT, CoverEvent, EventHeads
from dutydesk_roster.roster import DutyPlan, Roster

MOST_HEADS = 50
END_OF_DAY = "24:00"
_A_YEAR = timedelta(weeks=52)


@dataclass(frozen=True, slots=True)
class PostCover:
    """How a post of an event is covered: heads that stand there and heads wanted."""

    post: str
    stands: int
    wanted: int

    @property
    def missing(self) -> int:
        """The heads that are still to be found."""
        return max(0, self.wanted - self.stands)


@dataclass(frozen=True, slots=True)
class EventCover:
    """An event, and how each of its posts is covered; more heads than wanted at one fill none at another."""

    event: CoverEvent
    posts: tuple[PostCover, ...]

    @property
    def wanted(self) -> int:
        """The heads that the event wants."""
        return sum(each.wanted for each in self.posts)

    @property
    def missing(self) -> int:
        """The heads that are still to be found."""
        return sum(each.missing for each in self.posts)

    @property
    def stands(self) -> int:
        """Those of the heads wanted that are there."""
        return self.wanted - self.missing


def cover_of(roster: Roster, event: CoverEvent) -> EventCover:
    """Return how `event`, which lies in the days of `roster`, is covered."""
    return _cover(
        event, {post: roster.heads.get((event.day, post, event.shift), 0) for post in _posts(event)}
    )


def covers(desk: Desk) -> tuple[EventCover, ...]:
    """Return every event of the desk, in order of time, with how it is covered."""
    events = sorted(desk.table(CoverEvent).all(), key=lambda each: (each.starts, each.title, each.id))
    days = tuple({each.day for each in events})
    standing = (
        desk.table(Assignment).where(day=days, shift=tuple(each.shift for each in events)) if days else ()
    )
    found = []
    for event in events:
        there = {(each.post, each.person) for each in standing if _belongs(each, event)}
        found.append(_cover(event, {post: sum(at == post for at, _who in there) for post in _posts(event)}))
    return tuple(found)


def _belongs(duty: Assignment, event: CoverEvent) -> bool:
    return (duty.shift, duty.day) == (event.shift, event.day)


def _posts(event: CoverEvent) -> tuple[str, ...]:
    return tuple(each.post for each in event.wanted)


def _cover(event: CoverEvent, stands: dict[str, int]) -> EventCover:
    return EventCover(
        event, tuple(PostCover(each.post, stands[each.post], each.heads) for each in event.wanted)
    )


def event_times(day: date, start: str, end: str) -> tuple[datetime, datetime]:
    """Return when an event of `day` begins and ends, given as ``HH:MM``.

    One whose end is not after its start ends on the next day; 24:00 is the end of the day.

    Raises:
        ValueError: one of them is no time of a day.
    """
    begins = datetime.combine(day, time.fromisoformat(start.zfill(5)))
    ends = datetime.combine(day, time.fromisoformat("00:00" if end == END_OF_DAY else end.zfill(5)))
    return begins, ends if ends > begins else ends + timedelta(days=1)


def checked_event(event: CoverEvent, plan: DutyPlan) -> CoverEvent:
    """Return `event` with its heads in the order of the posts, those of no head left out.

    Raises:
        DataProblem: it has no title, lasts longer than a day, asks for nobody, or for what there is not.
    """
    title = clean_line(event.title)
    if not title:
        raise DataProblem(_("an event needs a title"))
    if not timedelta() < event.ends - event.starts <= LONGEST_EVENT:
        raise DataProblem(_("an event lasts at most 24 hours; one of several days is entered day by day"))
    order = list(plan.posts)
    wanted: dict[str, EventHeads] = {}
    for text in event.heads:
        try:
            heads = EventHeads.parse(text)
        except ValueError:
            raise DataProblem(
                _("{text!r} says no heads of a post; expected for example main-gate:2").format(text=text)
            ) from None
        _check_heads(heads, plan)
        if heads.post in wanted:
            raise DataProblem(_("the post {post} stands there twice").format(post=heads.post))
        if heads.heads:
            wanted[heads.post] = heads
    if not wanted:
        raise DataProblem(_("an event asks for at least one head at a post"))
    return replace(
        event,
        title=title,
        note=clean_line(event.note),
        heads=tuple(str(wanted[post]) for post in sorted(wanted, key=order.index)),
    )


def _check_heads(heads: EventHeads, plan: DutyPlan) -> None:
    if heads.post not in plan.posts:
        raise DataProblem(
            _("{post!r} is no post; expected one of {posts}").format(
                post=heads.post, posts=", ".join(plan.posts)
            )
        )
    if heads.heads > MOST_HEADS:
        raise DataProblem(_("a post takes at most {most} heads").format(most=MOST_HEADS))
    for need in heads.needs:
        if need not in plan.qualification_names:
            raise DataProblem(
                _("{need!r} is no qualification; expected one of {known}").format(
                    need=need, known=", ".join(plan.qualification_names) or _("none yet")
                )
            )


def keep_event(desk: Desk, event: CoverEvent) -> CoverEvent:
    """Keep a new event, or one that was edited, as one change.

    Who stands there comes along to another day. What was published stays until it is published again.

    Raises:
        DataProblem: it cannot be so; `checked_event` says what is wrong.
        StaleChange: someone has changed it since it was read.
    """
    event = checked_event(event, DutyPlan.of(desk))
    with desk.change(_("Event {title}, {day}").format(title=event.title, day=event.day)) as change:
        before = change.table(CoverEvent).get(event.id)
        if before is None and not event.revision:
            return change.add(event)
        kept = change.replace(event)
        if before is not None and before.day != event.day:
            for duty in _duties(change, before):
                change.replace(replace(duty, day=event.day))
        return kept


def call_off(desk: Desk, event: CoverEvent) -> bool:
    """Delete an event and take those who stand there off it, as one change; return whether it is gone whole.

    Where any of its duties was published it is kept as called off, so that what staff were told of keeps
    its name; they learn of it once the month is published again.

    Raises:
        DataProblem: it has begun, and duties at it are published: they are on record.
        StaleChange: someone has changed it since it was read.
    """
    with desk.change(_("Call off {title}, {day}").format(title=event.title, day=event.day)) as change:
        told = change.table(PublishedAssignment).where(shift=event.shift)
        if told and desk.zone.instant(event.starts) <= desk.now():
            raise DataProblem(
                _("{title} has begun and its duties are published, so it stays on record").format(
                    title=event.title
                )
            )
        for duty in _duties(change, event):
            change.remove(duty)
        if told:
            change.replace(replace(event, heads=()))
        else:
            change.remove(event)
    return not told


def _duties(change: Change, event: CoverEvent) -> tuple[Assignment, ...]:
    return change.table(Assignment).where(shift=event.shift, day=event.day)


def put_there(
    desk: Desk, event: CoverEvent, duty: Assignment, standing: Iterable[Assignment], name: str
) -> None:
    """Add `duty` at an event; `standing` is what stood in the person's day when it was read.

    Raises:
        StaleChange: someone has changed that day since.
    """
    why = _("{name} covers {title}").format(name=name, title=event.title)
    with desk.change(why) as change:
        now = change.table(Assignment).where(person=duty.person, day=duty.day)
        refuse_if_changed(standing, now, why, desk)
        change.add(duty)


def a_year_later(event: CoverEvent, today: date) -> CoverEvent:
    """Return `event` on the same day of the week of a later year, the first that is not over by `today`."""
    moved = event
    while moved.day < today or moved is event:
        moved = replace(moved, starts=moved.starts + _A_YEAR, ends=moved.ends + _A_YEAR)
    return moved
