"""Every request of a desk, as it stands now."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from dutydesk.api import DataProblem, Desk, Table
from dutydesk.api.keys_typed import having_key
from dutydesk.api.people_named import names_by_key
from dutydesk.api.tables import R
from dutydesk.domain import Absence, AbsenceState
from dutydesk.wording import _
from dutydesk_roster.assignment import Assignment
from dutydesk_roster.requests.duty import RequestedDuty, given_duty, returned_duty, standing_duty
from dutydesk_roster.requests.request import LeaveRequest, Names, Offer, Request, SwapRequest
from dutydesk_roster.roster import DutyPlan
from dutydesk_roster.swap import Swap, SwapOffer, SwapState

_WAITING = (SwapState.ASKED, SwapState.TAKEN)


class Tables(Protocol):
    """What records are read from: the desk, or a change of it."""

    def table(self, of: type[R], /) -> Table[R]:
        """Return a look at the table of `of`."""
        ...


@dataclass(frozen=True)
class RequestBook:
    """The requests of a desk at one moment: those that wait in order of day, then those that are settled."""

    plan: DutyPlan
    names: Names
    now: datetime
    today: date
    requests: tuple[Request, ...]

    @classmethod
    def of(cls, desk: Desk, tables: Tables | None = None, *, settled: bool = True) -> "RequestBook":
        """Read the requests from a desk, as they stand within the change `tables` where one is given.

        Without `settled`, only those that the database has waiting are read.
        """
        tables = tables or desk
        swaps = tables.table(Swap).all() if settled else tables.table(Swap).where(state=_WAITING)
        asked: Iterable[Absence] = tables.table(Absence).where(state=AbsenceState.ASKED)
        if settled:
            asked = tables.table(Absence).all()
        reader = _Reader(
            plan=DutyPlan.of(desk),
            names=names_by_key(desk),
            now=desk.now(),
            today=desk.today(),
        )
        found: list[Request] = [*reader.swaps(tables, swaps), *(reader.leave(each) for each in asked)]
        waiting = sorted((each for each in found if each.waits), key=lambda each: (each.day, each.key))
        others = sorted(
            (each for each in found if not each.waits),
            key=lambda each: (each.changed, each.key),
            reverse=True,
        )
        return cls(reader.plan, reader.names, reader.now, reader.today, (*waiting, *others))

    @property
    def waiting(self) -> tuple[Request, ...]:
        """Those that the leader has yet to answer, in order of day."""
        return tuple(each for each in self.requests if each.waits)

    @property
    def settled(self) -> tuple[Request, ...]:
        """The others, the newest first."""
        return tuple(each for each in self.requests if not each.waits)

    @property
    def swaps(self) -> tuple[SwapRequest, ...]:
        """Those about swaps."""
        return tuple(each for each in self.requests if isinstance(each, SwapRequest))

    def get(self, key: str) -> Request | None:
        """Return the request with this key, such as ``swap:3k...``."""
        return next((each for each in self.requests if each.key == key), None)

    def find(self, text: str) -> Request:
        """Return the request that `text` names: its key, its id, or the first letters of the id.

        Raises:
            DataProblem: there is none, or more than one.
        """
        wanted = text.strip().removeprefix("swap:").removeprefix("absence:")
        found = having_key(self.requests, wanted, lambda each: each.key.partition(":")[2])
        if len(found) == 1:
            return found[0]
        problem = (
            _("{text!r} is the beginning of several requests; give more of its letters")
            if found
            else _("{text!r} is no request; `dutydesk requests list` shows them")
        )
        raise DataProblem(problem.format(text=text))

    def about(self, assignment: str) -> SwapRequest | None:
        """Return the request, still to be granted, that gives away the duty with this id."""
        return next(
            (each for each in self.swaps if each.is_asked and each.swap.assignment == assignment), None
        )


@dataclass(frozen=True)
class _Reader:
    """Makes requests of records."""

    plan: DutyPlan
    names: Names
    now: datetime
    today: date

    def leave(self, absence: Absence) -> LeaveRequest:
        lapsed = absence.state is AbsenceState.ASKED and absence.last < self.today
        return LeaveRequest(absence, lapsed, self.names)

    def swaps(self, tables: Tables, swaps: Iterable[Swap]) -> Iterable[SwapRequest]:
        swaps = tuple(swaps)
        offers: defaultdict[str, list[SwapOffer]] = defaultdict(list)
        for offer in tables.table(SwapOffer).where(swap=tuple(each.id for each in swaps)):
            offers[offer.swap].append(offer)
        ids = {
            *(each.assignment for each in swaps),
            *(each.back for each in swaps if each.back),
            *(each.back for held in offers.values() for each in held if each.back),
        }
        duties = {each.id: each for each in tables.table(Assignment).where(id=tuple(ids))}
        return [self._swap(each, offers[each.id], duties) for each in swaps]

    def _swap(self, swap: Swap, offers: Iterable[SwapOffer], duties: Mapping[str, Assignment]) -> SwapRequest:
        settled = swap.state not in _WAITING
        duty = given_duty(self.plan, swap, duties.get(swap.assignment), settled=settled)
        back = returned_duty(self.plan, swap, duties.get(swap.back), settled=settled)
        lapse = self._lapse(swap, duty, back)
        return SwapRequest(
            swap=swap,
            duty=duty,
            back=back,
            offers=tuple(self._offer(each, duties.get(each.back)) for each in offers),
            state=SwapState.LAPSED if lapse else swap.state,
            lapse=lapse,
            names=self.names,
        )

    def _lapse(self, swap: Swap, duty: RequestedDuty, back: RequestedDuty | None) -> str:
        """Return why a request that waits can be answered no more; nothing while it can."""
        if swap.state is SwapState.TAKEN:
            return self._gone(duty, swap.other)
        if swap.state is not SwapState.ASKED:
            return ""
        lapse = self._gone(duty, swap.person) or self._begun(duty)
        if not lapse and back is not None:
            lapse = self._gone(back, swap.other) or self._begun(back)
        return lapse

    def _offer(self, offer: SwapOffer, back: Assignment | None) -> Offer:
        name = self.names.get(offer.person, offer.person)
        if not offer.back:
            return Offer(offer, name, None)
        if back is None:
            return Offer(offer, name, None, _("the duty offered for it was removed"))
        duty = standing_duty(self.plan, back)
        return Offer(offer, name, duty, self._gone(duty, offer.person) or self._begun(duty))

    def _gone(self, duty: RequestedDuty, person: str) -> str:
        if duty.assignment is None:
            return _("{duty} was removed").format(duty=duty.text)
        if duty.person != person:
            return _("{duty} has passed to {name}").format(
                duty=duty.text, name=self.names.get(duty.person, duty.person)
            )
        return ""

    def _begun(self, duty: RequestedDuty) -> str:
        if duty.window is None:
            return _("the shift of {duty} is gone from the settings").format(duty=duty.text)
        if duty.window.start <= self.now:
            return _("{duty} has begun").format(duty=duty.text)
        return ""
