"""The leader's answer to a request: yes or no, with a word."""

from dataclasses import replace

from dutydesk.api import DataProblem, Desk
from dutydesk.domain import AbsenceState, clean_line
from dutydesk.wording import _
from dutydesk_roster.arranging import refuse_if_roster_changed
from dutydesk_roster.requests.asking import refuse_overlapping, settled_text
from dutydesk_roster.requests.book import RequestBook
from dutydesk_roster.requests.duty import RequestedDuty
from dutydesk_roster.requests.judging import NotAllowed, RequestJudge
from dutydesk_roster.requests.passing_on import lapse_others, pass_on, remove_duty, tell_staff
from dutydesk_roster.requests.people import known_person
from dutydesk_roster.requests.request import LeaveRequest, Request, SwapRequest
from dutydesk_roster.swap import Swap, SwapState


def approve(desk: Desk, key: str, word: str = "", *, other: str = "", despite: bool = False) -> str:
    """Grant a request, as one change that one undo takes back; return in one line what was done.

    Leave is kept; the duties in it stay for others to be found. For a swap the duties pass to the other, and
    those that were published show so in calendars at once; other requests about them lapse. `other` says who
    stands the duty of a request that is open to all: someone who has offered, or anyone, for nothing. One who
    took a duty in an emergency keeps it. With `despite`, a swap is made although it breaks a rule.

    Raises:
        DataProblem: there is no such request, it is settled, or nobody is known to stand the duty.
        NotAllowed: it would break a rule.
        StaleChange: someone has changed the request or the roster in the meantime.
    """
    request = _waiting(desk, key)
    if isinstance(request, LeaveRequest):
        return _approve_leave(desk, request, word)
    if request.swap.state is SwapState.TAKEN:
        return _settle(desk, request, SwapState.APPROVED, _("Kept: {title}"), word)
    person, back = _stands(desk, request, other)
    proposal = RequestJudge(desk).proposal(request.duty, person, back)
    if not proposal.verdict.allowed and not despite:
        raise NotAllowed(proposal.verdict.text)
    granted = replace(
        request.swap,
        other=person,
        back=back.assignment.id if back is not None and back.assignment is not None else "",
        day=request.duty.day,
        post=request.duty.post,
        shift=request.duty.shift,
        back_day=back.day if back is not None else None,
        back_post=back.post if back is not None else "",
        back_shift=back.shift if back is not None else "",
        state=SwapState.APPROVED,
        answer=clean_line(word),
    )
    title = replace(request, swap=granted, back=back).title
    why = _with_word(_("Approved: {title}").format(title=title), word)
    with desk.change(why) as change:
        refuse_if_roster_changed(change, proposal.roster, desk)
        lapse_others(desk, change, granted)
        change.replace(granted)
        moved = [
            pass_on(change, duty.assignment, to)
            for duty, to in ((request.duty, person), (back, request.swap.person))
            if duty is not None and duty.assignment is not None
        ]
        tell_staff(change, proposal.roster, moved, always=False)
    return why


def decline(desk: Desk, key: str, word: str = "", *, despite: bool = False) -> str:
    """Turn a request down, as one change that one undo takes back; return in one line what was done.

    A duty that was taken in an emergency goes back to whoever stood it, or is open again.

    Raises:
        DataProblem: there is no such request, or it is settled.
        NotAllowed: giving a taken duty back would break a rule, and `despite` is not said.
        StaleChange: someone has changed the request or the roster in the meantime.
    """
    request = _waiting(desk, key)
    if isinstance(request, LeaveRequest):
        why = _with_word(_("Declined: {title}").format(title=request.title), word)
        with desk.change(why) as change:
            change.replace(replace(request.absence, state=AbsenceState.DECLINED, answer=clean_line(word)))
        return why
    if request.swap.state is SwapState.TAKEN:
        return _take_back(desk, request, word, despite=despite)
    return _settle(desk, request, SwapState.DECLINED, _("Declined: {title}"), word)


def _waiting(desk: Desk, key: str) -> Request:
    request = RequestBook.of(desk).find(key)
    if not request.waits:
        raise DataProblem(settled_text(request))
    return request


def _with_word(why: str, word: str) -> str:
    word = clean_line(word)
    return _("{why} ({word})").format(why=why, word=word) if word else why


def _settle(desk: Desk, request: SwapRequest, state: SwapState, text: str, word: str) -> str:
    why = _with_word(text.format(title=request.title), word)
    with desk.change(why) as change:
        change.replace(replace(request.swap, state=state, answer=clean_line(word)))
    return why


def _approve_leave(desk: Desk, request: LeaveRequest, word: str) -> str:
    why = _with_word(_("Approved: {title}").format(title=request.title), word)
    approved = replace(request.absence, state=AbsenceState.APPROVED, answer=clean_line(word))
    with desk.change(why) as change:
        refuse_overlapping(change, approved, request.name)
        change.replace(approved)
    return why


def _stands(desk: Desk, request: SwapRequest, other: str) -> tuple[str, RequestedDuty | None]:
    """Return who is to stand the duty, and what they give for it."""
    swap = request.swap
    if swap.other:
        if other not in {"", swap.other}:
            raise DataProblem(_("this asks {name} and nobody else").format(name=request.other_name))
        return swap.other, request.back
    usable = [each for each in request.offers if not each.fault]
    if not other:
        if len(usable) != 1:
            text = (
                _("several have offered; say who stands it: {names}")
                if usable
                else _("nobody has offered yet; say who stands it")
            )
            raise DataProblem(text.format(names=", ".join(each.person for each in usable)))
        return usable[0].person, usable[0].back
    known_person(desk, other)
    if other == swap.person:
        raise DataProblem(_("{name} asks to be freed of it").format(name=request.name))
    offered = request.offer_of(other)
    return other, offered.back if offered is not None else None


def _take_back(desk: Desk, request: SwapRequest, word: str, *, despite: bool) -> str:
    swap, assignment = request.swap, request.duty.assignment
    if assignment is None:
        raise DataProblem(settled_text(request))
    proposal = None
    if swap.person:
        proposal = RequestJudge(desk).proposal(request.duty, swap.person, None)
        if not proposal.verdict.allowed and not despite:
            raise NotAllowed(proposal.verdict.text)
    why = _with_word(_("Taken back: {title}").format(title=request.title), word)
    declined: Swap = replace(swap, state=SwapState.DECLINED, answer=clean_line(word))
    with desk.change(why) as change:
        if proposal is None:
            remove_duty(change, assignment)
        else:
            refuse_if_roster_changed(change, proposal.roster, desk)
            tell_staff(change, proposal.roster, [pass_on(change, assignment, swap.person)], always=False)
        change.replace(declined)
    return why
