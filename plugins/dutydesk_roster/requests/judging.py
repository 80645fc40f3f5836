"""What a request would break, cost and leave open, judged against the roster as it stands."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass

from dutydesk.api import DataProblem, Desk
from dutydesk.wording import _, listed, ngettext
from dutydesk_roster.month import Month
from dutydesk_roster.problem_of import placed
from dutydesk_roster.requests.duty import RequestedDuty, dated_duty
from dutydesk_roster.requests.request import LeaveRequest, Offer, Request, SwapRequest
from dutydesk_roster.sick_call import DutyToCover, SickCall, look_into
from dutydesk_roster.standing_in import Ranking, volunteers_on
from dutydesk_roster.swap import SwapState
from dutydesk_roster.swapping import SwapProposal, Swaps

_NAMED = 3
"""How many of those are named who could stand in for somebody on leave."""


class NotAllowed(DataProblem):
    """What is asked for would break a rule."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What comes of granting a request: whether it may be, what speaks against it, and what it costs.

    `line` is all of it in one line. `against` are the rules that it would newly break and the duties that
    nobody could stand; `costs` are weighted rules and shares that become less fair; `help` says who could
    stand in. The two numbers are the fairness of the month, of 100; None for leave and where nobody is known
    to stand the duty yet.
    """

    allowed: bool
    line: str
    against: tuple[str, ...] = ()
    costs: tuple[str, ...] = ()
    help: tuple[str, ...] = ()
    fairness_before: int | None = None
    fairness_after: int | None = None


class RequestJudge:
    """Judges requests by the roster as it stands when each of its months is first looked at.

    It takes a moment: it belongs in a thread, several may share it, and it is made anew whenever the desk has
    changed.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._reading = threading.Lock()
        self._swaps: dict[tuple[Month, ...], Swaps] = {}

    def judged(self, request: Request) -> Judgement:
        """Judge a request: by the best of its offers, where it is open to all."""
        if isinstance(request, LeaveRequest):
            return self.leave(request)
        if request.swap.state is SwapState.TAKEN:
            return Judgement(allowed=True, line=request.lapse or _("made already, and broke no rule"))
        if request.is_open:
            found = [self.offer(request, each) for each in request.offers if not each.fault]
            if not found:
                return Judgement(allowed=False, line=_("nobody has offered yet"))
            return min(found, key=lambda each: (not each.allowed, -(each.fairness_after or 0)))
        return self.swap(request, request.swap.other, request.back)

    def offer(self, request: SwapRequest, offer: Offer) -> Judgement:
        """Judge a request as it would be granted to one who has offered."""
        return self.swap(request, offer.person, offer.back)

    def swap(self, request: SwapRequest, other: str, back: RequestedDuty | None) -> Judgement:
        """Judge that `other` stands the duty of a request and gives `back` for it, or nothing."""
        if request.lapse:
            return Judgement(allowed=False, line=request.lapse)
        try:
            proposal = self.proposal(request.duty, other, back)
        except DataProblem as problem:
            return Judgement(allowed=False, line=str(problem), against=(str(problem),))
        return judgement_of(proposal)

    def proposal(self, duty: RequestedDuty, other: str, back: RequestedDuty | None) -> SwapProposal:
        """Return the swap as the roster's rules judge it.

        Raises:
            DataProblem: a duty is gone or nobody is asked for there, or somebody is not in the squadron.
        """
        if duty.assignment is None or (back is not None and back.assignment is None):
            raise DataProblem(_("the duty is not in the roster any more"))
        take = placed(back.assignment) if back is not None and back.assignment is not None else None
        months = {Month.of(duty.day)} | ({Month.of(take.day)} if take is not None else set())
        return self._swaps_of(*sorted(months)).judged(placed(duty.assignment), other, take)

    def _swaps_of(self, *months: Month) -> Swaps:
        with self._reading:
            if months not in self._swaps:
                self._swaps[months] = Swaps(self._desk, months[0], months[-1], minds_pins=False)
            return self._swaps[months]

    def leave(self, request: LeaveRequest) -> Judgement:
        """Judge leave: which duties would fall open, and who could stand them."""
        if request.lapsed:
            return Judgement(allowed=False, line=request.answer)
        absence = request.absence
        person = next((each for each in self._desk.people() if each.id == absence.person), None)
        if person is None:
            return Judgement(allowed=False, line=_("{person} is nobody's key").format(person=absence.person))
        first = max(absence.first, self._desk.today())
        return _leave_judgement(look_into(self._desk, person, first, absence.last, absence.kind))

    def stand_ins(self, request: SwapRequest) -> Ranking:
        """Return who could stand the duty of a request for nothing, those first who fit.

        Raises:
            DataProblem: the duty is gone, or nobody is asked for there.
        """
        if request.duty.assignment is None:
            raise DataProblem(_("the duty is not in the roster any more"))
        give = placed(request.duty.assignment)
        return self._swaps_of(Month.of(give.day)).stand_ins(give, volunteers_on(self._desk, give.day))


def judgement_of(proposal: SwapProposal) -> Judgement:
    """Return what a swap does, as a judgement."""
    verdict = proposal.verdict
    against = tuple(each.text for each in verdict.breaches)
    return Judgement(
        allowed=verdict.allowed,
        line=against_or_cost(against, verdict.costs),
        against=against,
        costs=verdict.costs,
        fairness_before=verdict.fairness_before,
        fairness_after=verdict.fairness_after,
    )


def against_or_cost(against: Sequence[str], costs: Sequence[str]) -> str:
    """Return in one line what is broken, or what it costs where nothing is."""
    if against:
        more = len(against) - 1
        text = _("! {rule}").format(rule=against[0])
        return _("{text} (and {n} more)").format(text=text, n=more) if more else text
    if costs:
        return _("breaks no rule; {cost}").format(cost=costs[0])
    return _("breaks no rule")


def _leave_judgement(call: SickCall) -> Judgement:
    if not call.duties:
        return Judgement(allowed=True, line=_("no duty lies in these days"))
    hopeless = [each for each in call.duties if each.best is None]
    missing = sum(_is_missed(each) for each in call.duties)
    count = len(call.duties)
    line = _("{duties}, {heads}; {help}").format(
        duties=ngettext("{n} duty falls open", "{n} duties fall open", count).format(n=count),
        heads=ngettext("{n} head missing", "{n} heads missing", missing).format(n=missing),
        help=(
            ngettext("nobody fits {n} of them", "nobody fits {n} of them", len(hopeless)).format(
                n=len(hopeless)
            )
            if hopeless
            else ngettext("someone could stand it", "someone could stand each", count)
        ),
    )
    if hopeless:
        line = _("! {rule}").format(rule=line)
    return Judgement(
        allowed=not hopeless,
        line=line,
        against=tuple(_hopeless_text(each) for each in hopeless),
        help=tuple(_help_text(each) for each in call.duties if each.best is not None),
    )


def _is_missed(duty: DutyToCover) -> bool:
    """Tell whether a head would be missing without the person in this duty."""
    held = duty.assignment
    wanted = {(line.post, line.shift): heads for line, heads in duty.roster.plan.demand_on(held.day)}.get(
        (held.post, held.shift), 0
    )
    return duty.roster.heads.get((held.day, held.post, held.shift), 0) <= wanted


def _help_text(duty: DutyToCover) -> str:
    fitting = [each for each in duty.ranking.stand_ins if each.fits][:_NAMED]
    names = listed(
        _("{name} (volunteer)").format(name=each.name) if each.volunteers else each.name for each in fitting
    )
    return _("{duty}: {names} could stand in").format(
        duty=dated_duty(duty.assignment.day, duty.title), names=names
    )


def _hopeless_text(duty: DutyToCover) -> str:
    text = dated_duty(duty.assignment.day, duty.title)
    if duty.fault:
        return _("{duty}: {reason}").format(duty=text, reason=duty.fault)
    nearest = duty.ranking.stand_ins[:1]
    reason = nearest[0].candidate.reason if nearest else _("there is nobody else")
    return _("{duty}: nobody fits; {reason}").format(duty=text, reason=reason)
