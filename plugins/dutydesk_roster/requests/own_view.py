"""What a guard sees of their own: duties as published, requests, and where they could help."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from dutydesk.api import Desk, JournalEntry, OwnLine
from dutydesk.domain import Person
from dutydesk.wording import _
from dutydesk_roster.assignment import Assignment, PublishedAssignment
from dutydesk_roster.calendar import duty_title
from dutydesk_roster.published_past import published_duty, published_rows
from dutydesk_roster.requests.book import RequestBook
from dutydesk_roster.requests.duty import RequestedDuty, dated_duty, standing_duty
from dutydesk_roster.requests.judging import Judgement, RequestJudge
from dutydesk_roster.requests.request import Request, SwapRequest
from dutydesk_roster.requests.taking import NeededDuty, needed_duties
from dutydesk_roster.requests.volunteering import coming_volunteers
from dutydesk_roster.roster import DutyPlan
from dutydesk_roster.swap import Volunteer

AHEAD = timedelta(weeks=4)
_NEWS = timedelta(days=7)
_SOON = timedelta(hours=24)
"""How soon duties begin that nobody stands and that are shown above one's own."""
_MOST_NEEDED = 5
_OLD = timedelta(days=14)
_MOST_ENTRIES = 60
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class OwnDuty:
    """A duty as it was published: when, where and beside whom.

    `news` says what has become of it in the last days, empty where nothing has; `request` is the request that
    waits about it.
    """

    published: PublishedAssignment
    title: str
    beside: tuple[str, ...]
    news: str
    request: SwapRequest | None

    @property
    def text(self) -> str:
        """The day, the post and the shift."""
        return dated_duty(self.published.day, self.title)


@dataclass(frozen=True)
class OwnView:
    """What concerns one person: read at one moment, as seen by the desk's clock."""

    person: Person
    book: RequestBook
    duties: tuple[OwnDuty, ...]
    gone: tuple[str, ...]
    needed: tuple[NeededDuty, ...]
    volunteering: tuple[Volunteer, ...]
    others: tuple[OwnLine, ...] = ()

    @classmethod
    def of(cls, desk: Desk, person: Person) -> "OwnView":
        """Read it from a desk."""
        book = RequestBook.of(desk)
        now, today = desk.now(), desk.today()
        seen = desk.table(PublishedAssignment).between("day", today - _DAY, today + AHEAD)
        news = _News(book.plan, person.id, desk.history(f"person:{person.id}", _MOST_ENTRIES), now)
        beside: defaultdict[tuple[date, str, str], list[str]] = defaultdict(list)
        for each in seen:
            if each.person != person.id:
                beside[each.day, each.post, each.shift].append(book.names.get(each.person, each.person))
        mine = [
            each
            for each in seen
            if each.person == person.id and desk.zone.span(each.start, each.end).end > now
        ]
        return cls(
            person=person,
            book=book,
            duties=tuple(
                OwnDuty(
                    published=each,
                    title=duty_title(book.plan, each.post, each.shift),
                    beside=tuple(sorted(beside[each.day, each.post, each.shift])),
                    news=news.of(each),
                    request=book.about(each.id),
                )
                for each in sorted(mine, key=lambda each: (each.start, each.id))
            ),
            gone=news.gone({each.id for each in mine}, today),
            needed=tuple(each for each in needed_duties(desk, _SOON) if each.person != person.id)[
                :_MOST_NEEDED
            ],
            volunteering=tuple(each for each in coming_volunteers(desk) if each.person == person.id),
            others=desk.ask("own_lines", OwnLine, person=person.id),
        )

    @cached_property
    def requests(self) -> tuple[Request, ...]:
        """The person's own requests: those that wait, then those settled in the last days."""
        since = self.book.now - _OLD
        own = [each for each in self.book.requests if each.person == self.person.id]
        return tuple(each for each in own if each.waits or each.changed >= since)

    @cached_property
    def asked_of_me(self) -> tuple[SwapRequest, ...]:
        """The requests of others that ask this person by name."""
        return tuple(each for each in self.book.swaps if each.is_asked and each.swap.other == self.person.id)

    @cached_property
    def open_requests(self) -> tuple[SwapRequest, ...]:
        """The requests of others on which this person could offer."""
        return tuple(each for each in self.book.swaps if each.is_open and each.person != self.person.id)

    def duty(self, id_: str) -> OwnDuty | None:
        """Return the person's duty with this id."""
        return next((each for each in self.duties if each.published.id == id_), None)


@dataclass(frozen=True, slots=True)
class PossibleReturn:
    """A duty that someone could ask for in return when they offer; None for an offer for nothing."""

    duty: RequestedDuty | None
    judgement: Judgement

    @property
    def id(self) -> str:
        """The id of the duty's assignment, empty for nothing."""
        assignment = self.duty.assignment if self.duty is not None else None
        return assignment.id if assignment is not None else ""


def possible_returns(desk: Desk, request: SwapRequest, person: str) -> tuple[PossibleReturn, ...]:
    """Return what a person could offer on a request, those first that break no rule.

    This takes a moment: it belongs in a thread.
    """
    judge, plan, now = RequestJudge(desk), DutyPlan.of(desk), desk.now()
    around = timedelta(days=14)
    held = desk.table(Assignment).between("day", request.day - around, request.day + around, person=person)
    duties = (standing_duty(plan, each) for each in held)
    coming = [each for each in duties if each.window is not None and each.window.start > now]
    found = [PossibleReturn(each, judge.swap(request, person, each)) for each in (None, *coming)]
    return tuple(sorted(found, key=lambda each: not each.judgement.allowed))


class _News:
    """What the journal tells of a person's published duties in the last days."""

    def __init__(self, plan: DutyPlan, person: str, entries: Iterable[JournalEntry], now: datetime) -> None:
        self._plan, self._person = plan, person
        self._before: dict[str, PublishedAssignment | None] = {}
        for entry in entries:
            if entry.at < now - _NEWS:
                break
            rows = published_rows(entry)
            if all(row.before is None for row in rows) and len(rows) > 1:
                continue  # a month that is published for the first time is no news
            for row in rows:
                self._before[row.id] = published_duty(row.before)

    def of(self, duty: PublishedAssignment) -> str:
        """Return what has become of a duty in the last days; nothing where it is as it was."""
        if duty.id not in self._before:
            return ""
        before = self._before[duty.id]
        if before is None or before.person != self._person:
            return _("new")
        if (before.post, before.shift, before.day) == (duty.post, duty.shift, duty.day):
            return ""
        return _("was {duty}").format(duty=self._text(before))

    def gone(self, kept: Iterable[str], today: date) -> tuple[str, ...]:
        """Return the coming duties that were taken from the person in the last days."""
        kept = set(kept)
        return tuple(
            self._text(before)
            for id_, before in self._before.items()
            if id_ not in kept
            and before is not None
            and before.person == self._person
            and before.day >= today
        )

    def _text(self, before: PublishedAssignment) -> str:
        return dated_duty(before.day, duty_title(self._plan, before.post, before.shift))
