"""Asking for leave and for swaps, offering to help, and taking back what one has asked or offered."""

from dataclasses import dataclass, replace
from datetime import date

from dutydesk.api import Change, DataProblem, Desk, StaleChange
from dutydesk.api.people_named import names_by_key
from dutydesk.domain import (
    ABSENCE_KINDS,
    Absence,
    AbsenceState,
    absence_kind_name,
    clean_line,
    new_id,
)
from dutydesk.wording import _
from dutydesk_roster.assignment import Assignment
from dutydesk_roster.requests.book import RequestBook
from dutydesk_roster.requests.duty import RequestedDuty, days_text, standing_duty
from dutydesk_roster.requests.people import known_person
from dutydesk_roster.requests.request import LeaveRequest, Request, SwapRequest
from dutydesk_roster.roster import DutyPlan
from dutydesk_roster.swap import Swap, SwapOffer, SwapState

_STANDING_LEAVE = (AbsenceState.ASKED, AbsenceState.APPROVED)


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveWish:
    """Leave that someone asks for: whole days, both included, and their word to the leader."""

    person: str
    first: date
    last: date
    kind: str = "annual"
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SwapWish:
    """A swap that someone asks for: `assignment` and `back` are the ids of duties.

    Without an `other` everyone may offer; without a `back` the duty is given away for nothing.
    """

    person: str
    assignment: str
    other: str = ""
    back: str = ""
    note: str = ""


def ask_leave(desk: Desk, wish: LeaveWish) -> Absence:
    """Ask for leave; the leader decides.

    Raises:
        DataProblem: nobody has that key, the days are the wrong way round or over, the kind is unknown, or
            leave on one of these days is asked for or approved already.
    """
    person = known_person(desk, wish.person)
    _refuse_days(desk, wish)
    absence = Absence(
        id=new_id(),
        person=wish.person,
        kind=wish.kind,
        first=wish.first,
        last=wish.last,
        state=AbsenceState.ASKED,
        note=clean_line(wish.note),
    )
    why = _("{name} asks for {kind}, {days}").format(
        name=person.name, kind=absence_kind_name(wish.kind), days=days_text(wish.first, wish.last)
    )
    with desk.change(why) as change:
        refuse_overlapping(change, absence, person.name)
        return change.add(absence)


def _refuse_days(desk: Desk, wish: LeaveWish) -> None:
    if wish.last < wish.first:
        raise DataProblem(_("the last day, {last}, is before the first").format(last=wish.last))
    if wish.last < desk.today():
        raise DataProblem(_("{last} has gone by; leave is asked for ahead").format(last=wish.last))
    if wish.kind not in ABSENCE_KINDS:
        raise DataProblem(
            _("{kind!r} is no kind of leave; expected one of {kinds}").format(
                kind=wish.kind, kinds=", ".join(ABSENCE_KINDS)
            )
        )


def refuse_overlapping(change: Change, absence: Absence, name: str) -> None:
    """Refuse leave on days on which the person has other leave, asked for or approved.

    Raises:
        DataProblem: they have; the text says when and of what kind.
    """
    held = change.table(Absence).where(person=absence.person, state=_STANDING_LEAVE)
    for each in held:
        if each.id != absence.id and each.first <= absence.last and absence.first <= each.last:
            state = _("has asked for it already") if each.state is AbsenceState.ASKED else _("has it already")
            raise DataProblem(
                _("{name} {state}: {kind}, {days}").format(
                    name=name,
                    state=state,
                    kind=absence_kind_name(each.kind),
                    days=days_text(each.first, each.last),
                )
            )


def ask_swap(desk: Desk, wish: SwapWish) -> Swap:
    """Ask to be freed of a duty; the leader decides, who may also ask in another's name.

    Raises:
        DataProblem: a duty is gone, is not theirs or has begun, it is asked about already, or the two are the
            same person.
    """
    person = known_person(desk, wish.person)
    other = known_person(desk, wish.other) if wish.other else None
    if other is not None and other.id == person.id:
        raise DataProblem(_("{name} cannot swap with themselves").format(name=person.name))
    if wish.back and other is None:
        raise DataProblem(_("a duty is given back by someone; say by whom"))
    plan = DutyPlan.of(desk)
    duty = coming_duty(desk, desk.table(Assignment).get(wish.assignment), wish.person, plan)
    back = None
    if wish.back:
        back = coming_duty(desk, desk.table(Assignment).get(wish.back), wish.other, plan)
    swap = Swap(
        id=new_id(),
        person=wish.person,
        assignment=wish.assignment,
        day=duty.day,
        post=duty.post,
        shift=duty.shift,
        other=wish.other,
        back=wish.back,
        back_day=back.day if back is not None else None,
        back_post=back.post if back is not None else "",
        back_shift=back.shift if back is not None else "",
        note=clean_line(wish.note),
    )
    with desk.change(_asked_text(person.name, other.name if other else "", duty, back)) as change:
        for each in (duty, back):
            if each is not None:
                refuse_moved(change, each)
        before = RequestBook.of(desk, change, settled=False).about(wish.assignment)
        if before is not None:
            raise DataProblem(_("this duty is asked about already: {title}").format(title=before.title))
        return change.add(swap)


def _asked_text(name: str, other: str, duty: RequestedDuty, back: RequestedDuty | None) -> str:
    if not other:
        text = _("{name} asks who would stand {duty}")
    elif back is None:
        text = _("{name} asks {other} to stand {duty}")
    else:
        text = _("{name} asks {other} to stand {duty} for {back}")
    return text.format(name=name, other=other, duty=duty.text, back=back.text if back is not None else "")


def coming_duty(desk: Desk, assignment: Assignment | None, person: str, plan: DutyPlan) -> RequestedDuty:
    """Return a duty that a person is yet to stand.

    Raises:
        DataProblem: it is gone, is another's, or has begun.
    """
    if assignment is None:
        raise DataProblem(_("this duty is not in the roster any more"))
    duty = standing_duty(plan, assignment)
    if assignment.person != person:
        names = names_by_key(desk)
        raise DataProblem(
            _("{duty} is not {name}'s; {holder} stands it").format(
                duty=duty.text,
                name=names.get(person, person),
                holder=names.get(assignment.person, assignment.person),
            )
        )
    if duty.window is None:
        raise DataProblem(_("the shift of {duty} is gone from the settings").format(duty=duty.text))
    if duty.window.start <= desk.now():
        raise DataProblem(_("{duty} has begun").format(duty=duty.text))
    return duty


def refuse_moved(change: Change, duty: RequestedDuty) -> None:
    """Refuse to go on with a duty that was changed since it was read.

    Raises:
        StaleChange: it was, or is gone.
    """
    read = duty.assignment
    now = change.table(Assignment).get(read.id) if read is not None else None
    if now != read:
        raise StaleChange(
            _("{duty} has been changed in the meantime, so nothing was done; look again").format(
                duty=duty.text
            )
        )


def offer(desk: Desk, key: str, person: str, back: str = "", note: str = "") -> SwapOffer:
    """Offer to stand the duty of a request, for `back` (the id of a duty of one's own) or for nothing.

    Whoever has offered already changes their offer. The colleague who is asked by name says yes with it.

    Raises:
        DataProblem: it is no swap that waits, it is the person's own or asks another by name, or `back` is
            not a coming duty of theirs.
    """
    name = known_person(desk, person).name
    request = asked_swap(desk, key)
    if person == request.swap.person:
        raise DataProblem(_("this is {name}'s own request").format(name=name))
    if request.swap.other and request.swap.other != person:
        raise DataProblem(_("this asks {name} and nobody else").format(name=request.other_name))
    named_back = request.swap.back
    if named_back and back not in {"", named_back}:
        raise DataProblem(
            _("this asks for {back} in return").format(back=request.back.text if request.back else "")
        )
    if back and not named_back:
        coming_duty(desk, desk.table(Assignment).get(back), person, DutyPlan.of(desk))
    text = _("{name} says yes: {title}") if request.swap.other else _("{name} offers: {title}")
    with desk.change(text.format(name=name, title=request.title)) as change:
        _refuse_settled(change, request)
        held = change.table(SwapOffer).where(swap=request.swap.id, person=person)
        if held:
            return change.replace(replace(held[0], back=back or named_back, note=clean_line(note)))
        return change.add(
            SwapOffer(
                id=new_id(),
                swap=request.swap.id,
                person=person,
                back=back or named_back,
                note=clean_line(note),
            )
        )


def withdraw_offer(desk: Desk, key: str, person: str) -> None:
    """Take back what a person has offered on a request.

    Raises:
        DataProblem: it is no swap that waits, or they have offered nothing.
    """
    name = known_person(desk, person).name
    request = asked_swap(desk, key)
    with desk.change(_("{name} offers no longer: {title}").format(name=name, title=request.title)) as change:
        held = change.table(SwapOffer).where(swap=request.swap.id, person=person)
        if not held:
            raise DataProblem(_("{name} has offered nothing on this").format(name=name))
        for each in held:
            change.remove(each)


def refuse(desk: Desk, key: str, person: str, note: str = "") -> Swap:
    """Say no to a swap for which one is asked by name; the request is declined with that.

    Raises:
        DataProblem: it is no swap that waits, or asks another.
    """
    name = known_person(desk, person).name
    request = asked_swap(desk, key)
    if request.swap.other != person:
        raise DataProblem(_("{name} is not asked by name").format(name=name))
    word = clean_line(note)
    answer = _("{name} says no: {word}") if word else _("{name} says no")
    text = _("{name} says no: {title}").format(name=name, title=request.title)
    with desk.change(text) as change:
        return change.replace(
            replace(request.swap, state=SwapState.DECLINED, answer=answer.format(name=name, word=word))
        )


def withdraw(desk: Desk, key: str) -> None:
    """Take back a request that nobody has answered yet.

    Raises:
        DataProblem: there is none with that key, or it is settled.
    """
    request = RequestBook.of(desk).find(key)
    if not request.is_asked:
        raise DataProblem(_("this is settled already: {title}").format(title=request.title))
    with desk.change(_("Withdrawn: {title}").format(title=request.title)) as change:
        if isinstance(request, LeaveRequest):
            change.replace(replace(request.absence, state=AbsenceState.WITHDRAWN))
        else:
            change.replace(replace(request.swap, state=SwapState.WITHDRAWN))


def asked_swap(desk: Desk, key: str) -> SwapRequest:
    """Return the swap with this key, which still can be granted.

    Raises:
        DataProblem: there is none, it is about leave, or it is settled.
    """
    request = RequestBook.of(desk).find(key)
    if not isinstance(request, SwapRequest):
        raise DataProblem(_("this asks for leave, not for a swap: {title}").format(title=request.title))
    if not request.is_asked:
        raise DataProblem(settled_text(request))
    return request


def settled_text(request: Request) -> str:
    """Return in one line why a request cannot be answered any more."""
    if isinstance(request, SwapRequest) and request.lapse:
        return _("this has lapsed: {reason}").format(reason=request.lapse)
    return _("this is settled already: {title}").format(title=request.title)


def _refuse_settled(change: Change, request: SwapRequest) -> None:
    now = change.table(Swap).get(request.swap.id)
    if now is None or now.state is not SwapState.ASKED:
        raise StaleChange(_("this has been answered in the meantime: {title}").format(title=request.title))
