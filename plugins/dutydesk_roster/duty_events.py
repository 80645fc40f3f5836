"""Published duties as events in calendars, and the feeds of posts.

What an event says hangs on settings, on people, and on duties and swaps of at most one day before and after
it, so that feeds need to look at a few days only after a change.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache, cached_property, lru_cache, partial

from dutydesk.api import Desk, Feed, FeedEvent
from dutydesk.domain import Person, Window, Zone, clean_line
from dutydesk.wording import _, listed, pgettext
from dutydesk_roster.assignment import PublishedAssignment
from dutydesk_roster.calendar import duty_title
from dutydesk_roster.cover_event import EVENT_PREFIX
from dutydesk_roster.roster import DutyPlan
from dutydesk_roster.settings import PostsFile
from dutydesk_roster.swap_events import perhaps_event, swaps_by_duty, taken_duties, unsettled_swaps

DUTY_KIND = "duty"
DUTY_COLOUR = "steelblue"
_DAY = timedelta(days=1)


@lru_cache(maxsize=4096)
def _clean_name(name: str) -> str:
    """Return a person's name as one safe line; it is kept, for everyone's is wanted after each change."""
    return clean_line(name)


def post_feeds(desk: Desk) -> Sequence[Feed]:
    """Return a feed for every post."""
    return [Feed(f"post/{post.code}", post.name, post.colour) for post in desk.settings(PostsFile).spoken()]


def duty_events(desk: Desk, window: Window) -> Sequence[FeedEvent]:
    """Return every published duty that touches `window`, and the duties that people would stand by a swap."""
    # By the clock no duty lasts longer than from one day to the same time of the next.
    first = desk.zone.day_of(window.start) - _DAY
    last = desk.zone.day_of(window.end - timedelta.resolution)
    # A day more on either side: whom one relieves at midnight stood there the day before.
    around = desk.table(PublishedAssignment).between("day", first - _DAY, last + _DAY)
    told = [each for each in around if first <= each.day <= last]
    plan, everyone = DutyPlan.of(desk), desk.people()
    names = {person.id: _clean_name(person.name) for person in everyone}
    unsettled = unsettled_swaps(desk, first, last)
    swaps, taken = swaps_by_duty(desk, plan, told, unsettled), taken_duties(told, unsettled)
    company, contacts = _Company(around, names), _Contacts(everyone, names)
    # Thousands of duties share a few hours.
    hours = cache(partial(_hours, desk.zone))
    events: list[FeedEvent] = []
    for each in told:
        span, start, end = hours(each.start, each.end)
        if not span.overlaps(window):
            continue
        post, waiting = plan.posts.get(each.post), swaps.get(each.id, ())
        name, title = names.get(each.person, each.person), duty_title(plan, each.post, each.shift)
        lines = [
            *_standing(name, asked=bool(waiting), taken=each.id in taken),
            *company.lines(each),
            post.orders if post is not None else "",
            contacts.line(each, post.call if post is not None else ""),
        ]
        event = FeedEvent(
            uid=f"duty-{each.id}",
            start=start,
            end=end,
            title=_("{duty}, {name}").format(duty=title, name=name),
            own_title=title,
            place=post.place if post is not None else "",
            description="\n".join(line for line in lines if line),
            kind=DUTY_KIND,
            category=_("Duty"),
            colour=post.colour if post is not None else DUTY_COLOUR,
            people=(each.person,),
            feeds=("squadron", f"post/{each.post}"),
            revision=each.revision,
            changed=each.changed,
        )
        events.append(event)
        events.extend(perhaps_event(each, event, swap, plan, names) for swap in waiting if swap.would_stand)
    return events


def _standing(name: str, *, asked: bool, taken: bool) -> Iterator[str]:
    """Say who stands a duty where that is not plain."""
    if taken:
        yield _("{name} has taken this duty over, and stands it unless the leader takes it back.").format(
            name=name
        )
    if asked:
        yield _("A swap of this duty is asked for. Until it is agreed, {name} stands it.").format(name=name)


def _listed(names: Iterable[str]) -> str:
    return listed(sorted(names))


def _hours(zone: Zone, start: datetime, end: datetime) -> tuple[Window, datetime, datetime]:
    """Return the instants of a duty by its wall times, and its start and end as clocks show them."""
    span = zone.span(start, end)
    return span, zone.wall(span.start), zone.wall(span.end)


@dataclass(frozen=True)
class _Company:
    """Who stands beside whom in `duties`, and who relieves whom."""

    duties: Sequence[PublishedAssignment]
    names: Mapping[str, str]

    def lines(self, duty: PublishedAssignment) -> Iterator[str]:
        """Say who stands with the person of a duty; of one who stands alone, who stands before and after."""
        beside = self._beside[duty.day, duty.post, duty.shift]
        if len(beside) > 1:
            yield _("With: {names}").format(names=self._others(beside, duty))
        if len(beside) > 1 or duty.shift.startswith(EVENT_PREFIX):
            return
        if before := self._others(self._until.get((duty.post, duty.start), ()), duty):
            yield _("Relieves: {names}").format(names=before)
        if after := self._others(self._since.get((duty.post, duty.end), ()), duty):
            yield _("Relieved by: {names}").format(names=after)

    def _others(self, people: Iterable[str], duty: PublishedAssignment) -> str:
        return _listed(self.names.get(each, each) for each in set(people) if each != duty.person)

    @cached_property
    def _beside(self) -> Mapping[tuple[date, str, str], set[str]]:
        found: defaultdict[tuple[date, str, str], set[str]] = defaultdict(set)
        for each in self.duties:
            found[each.day, each.post, each.shift].add(each.person)
        return found

    @cached_property
    def _until(self) -> Mapping[tuple[str, datetime], list[str]]:
        """Who goes off duty at a post at a time."""
        return self._by((each.post, each.end, each) for each in self.duties)

    @cached_property
    def _since(self) -> Mapping[tuple[str, datetime], list[str]]:
        """Who comes on duty there then."""
        return self._by((each.post, each.start, each) for each in self.duties)

    def _by(
        self, moments: Iterable[tuple[str, datetime, PublishedAssignment]]
    ) -> Mapping[tuple[str, datetime], list[str]]:
        found: defaultdict[tuple[str, datetime], list[str]] = defaultdict(list)
        for post, moment, duty in moments:
            if not duty.shift.startswith(EVENT_PREFIX):
                found[post, moment].append(duty.person)
        return found


@dataclass(frozen=True)
class _Contacts:
    """Whom to tell when one cannot come: by role and name, never by number or address."""

    everyone: Sequence[Person]
    names: Mapping[str, str]
    _known: dict[tuple[date, str], str] = field(default_factory=dict, init=False)

    def line(self, duty: PublishedAssignment, call: str) -> str:
        """Say whom the person of a duty tells: `call` where the post names someone, else the leaders."""
        contact = (clean_line(call) if call else "") or self._leaders(duty)
        return _("If you cannot come, tell {contact}.").format(contact=contact) if contact else ""

    def _leaders(self, duty: PublishedAssignment) -> str:
        key = duty.day, duty.person if duty.person in self._own else ""
        if key not in self._known:
            leaders, deputies = (self._serving(rank, *key) for rank in ("leader", "deputy"))
            roles = [
                text.format(names=_listed(found))
                for text, found in (
                    (_("the squadron leader ({names})"), leaders),
                    (_("the deputy ({names})"), deputies),
                )
                if found
            ]
            self._known[key] = pgettext("joining", " or ").join(roles)
        return self._known[key]

    def _serving(self, rank: str, day: date, own: str) -> list[str]:
        return [
            self.names[each.id]
            for each in self._leading
            if each.rank == rank and each.id != own and each.serves_on(day)
        ]

    @cached_property
    def _leading(self) -> tuple[Person, ...]:
        return tuple(each for each in self.everyone if each.rank in {"leader", "deputy"})

    @cached_property
    def _own(self) -> frozenset[str]:
        return frozenset(each.id for each in self._leading)
