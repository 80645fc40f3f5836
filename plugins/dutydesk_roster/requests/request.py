"""A request as it stands now: for leave, or for a swap."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from dutydesk.domain import Absence, AbsenceState, absence_kind_name
from dutydesk.wording import _
from dutydesk_roster.requests.duty import RequestedDuty, days_text
from dutydesk_roster.swap import Swap, SwapOffer, SwapState

Names = Mapping[str, str]
"""What people are called, by their key."""


@dataclass(frozen=True, slots=True)
class Offer:
    """Someone who would stand the duty of a request, for one of theirs or for nothing.

    `fault` says in a few words why the offer cannot be taken up any more; empty while it can.
    """

    record: SwapOffer
    name: str
    back: RequestedDuty | None
    fault: str = ""

    @property
    def person(self) -> str:
        """The key of who offers."""
        return self.record.person

    @property
    def text(self) -> str:
        """The offer in one line, without the reason of one that has lapsed."""
        if self.back is None:
            text = _("{name} would stand it for nothing")
            return text.format(name=self.name)
        return _("{name} would stand it and give {back}").format(name=self.name, back=self.back.text)


@dataclass(frozen=True, slots=True)
class SwapRequest:
    """A swap that is asked for or was made, looked at anew.

    `state` is lapsed, with `lapse` as the reason, where a request still waits in the database although its
    duty is gone, has passed to someone else or has begun.
    """

    swap: Swap
    duty: RequestedDuty
    back: RequestedDuty | None
    offers: tuple[Offer, ...]
    state: SwapState
    lapse: str
    names: Names

    @property
    def key(self) -> str:
        """What names the request everywhere, and its history."""
        return f"swap:{self.swap.id}"

    @property
    def person(self) -> str:
        """Who asks; for a slot that was open and is taken, who took it."""
        return self.swap.person or self.swap.other

    @property
    def name(self) -> str:
        """What they are called."""
        return self.names.get(self.person, self.person)

    @property
    def other_name(self) -> str:
        """What the one is called who is asked, or stands it now."""
        return self.names.get(self.swap.other, self.swap.other)

    @property
    def people(self) -> frozenset[str]:
        """Whom it concerns by name."""
        return frozenset(each for each in (self.swap.person, self.swap.other) if each)

    @property
    def day(self) -> date:
        """The day of the duty."""
        return self.duty.day

    @property
    def changed(self) -> datetime:
        """When it was changed last."""
        return self.swap.changed

    @property
    def waits(self) -> bool:
        """Whether the leader has yet to answer."""
        return self.state in {SwapState.ASKED, SwapState.TAKEN}

    @property
    def is_asked(self) -> bool:
        """Whether it can still be granted."""
        return self.state is SwapState.ASKED

    @property
    def is_open(self) -> bool:
        """Whether anyone may offer."""
        return self.is_asked and not self.swap.other

    @property
    def agreed(self) -> bool:
        """Whether the colleague who is asked by name has said yes."""
        return any(each.person == self.swap.other and not each.fault for each in self.offers)

    @property
    def word(self) -> str:
        """What the asker wrote."""
        return self.swap.note

    @property
    def answer(self) -> str:
        """What came of it, in the leader's words or as the reason why it lapsed."""
        return self.swap.answer or self.lapse

    @property
    def duties(self) -> frozenset[str]:
        """The ids of the assignments it is about."""
        return frozenset(each for each in (self.swap.assignment, self.swap.back) if each)

    def offer_of(self, person: str) -> Offer | None:
        """Return a person's offer that can be taken up, if there is one."""
        return next((each for each in self.offers if each.person == person and not each.fault), None)

    @property
    def title(self) -> str:
        """The request in one line."""
        duty, name, other = self.duty.text, self.name, self.other_name
        if self.swap.state is SwapState.TAKEN or not self.swap.person:
            if not self.swap.person:
                return _("{other} took the open duty {duty}").format(other=other, duty=duty)
            return _("{other} took {duty} over from {name}").format(other=other, duty=duty, name=name)
        if not self.swap.other:
            return _("{name} gives {duty} to whoever takes it").format(name=name, duty=duty)
        if self.back is None:
            return _("{name} gives {duty} to {other}").format(name=name, duty=duty, other=other)
        return _("{name} gives {duty} to {other} for {back}").format(
            name=name, duty=duty, other=other, back=self.back.text
        )


@dataclass(frozen=True, slots=True)
class LeaveRequest:
    """Leave that is asked for, or was; `lapsed` where its days have gone by without an answer."""

    absence: Absence
    lapsed: bool
    names: Names

    @property
    def key(self) -> str:
        """What names the request everywhere, and its history."""
        return f"absence:{self.absence.id}"

    @property
    def person(self) -> str:
        """Who asks."""
        return self.absence.person

    @property
    def name(self) -> str:
        """What they are called."""
        return self.names.get(self.person, self.person)

    @property
    def people(self) -> frozenset[str]:
        """Whom it concerns by name."""
        return frozenset((self.person,))

    @property
    def day(self) -> date:
        """The first day."""
        return self.absence.first

    @property
    def changed(self) -> datetime:
        """When it was changed last."""
        return self.absence.changed

    @property
    def waits(self) -> bool:
        """Whether the leader has yet to answer."""
        return self.is_asked

    @property
    def is_asked(self) -> bool:
        """Whether it can still be granted."""
        return self.absence.state is AbsenceState.ASKED and not self.lapsed

    @property
    def word(self) -> str:
        """What the asker wrote."""
        return self.absence.note

    @property
    def answer(self) -> str:
        """What came of it, in the leader's words or as the reason why it lapsed."""
        return self.absence.answer or (_("its days have gone by") if self.lapsed else "")

    @property
    def days(self) -> str:
        """The days of the leave in words."""
        return days_text(self.absence.first, self.absence.last)

    @property
    def title(self) -> str:
        """The request in one line."""
        return _("{name}: {kind}, {days}").format(
            name=self.name, kind=absence_kind_name(self.absence.kind), days=self.days
        )


Request = SwapRequest | LeaveRequest
"""Any request."""


def state_name(request: Request) -> str:
    """Return what people call the state of a request, with a sign where something must be decided."""
    if isinstance(request, LeaveRequest):
        if request.lapsed:
            return _("lapsed")
        return {
            AbsenceState.ASKED: _("? asked"),
            AbsenceState.APPROVED: _("approved"),
            AbsenceState.DECLINED: _("declined"),
            AbsenceState.WITHDRAWN: _("withdrawn"),
        }[request.absence.state]
    return {
        SwapState.ASKED: _("? asked"),
        SwapState.TAKEN: _("! taken"),
        SwapState.APPROVED: _("approved"),
        SwapState.DECLINED: _("declined"),
        SwapState.WITHDRAWN: _("withdrawn"),
        SwapState.LAPSED: _("lapsed"),
    }[request.state]


def kind_name(request: Request) -> str:
    """Return in a word what is asked for."""
    if isinstance(request, LeaveRequest):
        return _("leave")
    return _("take-over") if request.swap.state is SwapState.TAKEN else _("swap")
