"""Taking a shift in an emergency: someone stands in at once, and the leader is told."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from dutydesk.api import DataProblem, Desk
from dutydesk.api.tables import keep
from dutydesk.domain import Absence, AbsenceState, Window, clean_line, new_id
from dutydesk.wording import _
from dutydesk_roster.arranging import refuse_if_roster_changed
from dutydesk_roster.assignment import Assignment, PublishedAssignment
from dutydesk_roster.calendar import duty_title
from dutydesk_roster.engine import EngineFailed, Placed, rank_replacements
from dutydesk_roster.month import Month
from dutydesk_roster.problem_of import placed, problem_of
from dutydesk_roster.requests.book import RequestBook
from dutydesk_roster.requests.duty import RequestedDuty, dated_duty, standing_duty
from dutydesk_roster.requests.judging import NotAllowed, RequestJudge
from dutydesk_roster.requests.passing_on import lapse_others, pass_on, tell_staff
from dutydesk_roster.requests.people import known_person
from dutydesk_roster.roster import DutyPlan, Roster
from dutydesk_roster.swap import Swap, SwapState

_DAY = timedelta(days=1)
AHEAD = timedelta(hours=48)
"""How far ahead a duty lies that somebody can be asked to take in an emergency."""


@dataclass(frozen=True, slots=True)
class NeededDuty:
    """A duty that somebody must take now: an open slot, or one of a person who is away.

    `person` is who should stand it, empty for an open slot; `title` is what it is called.
    """

    assignment: str
    person: str
    post: str
    shift: str
    day: date
    title: str
    window: Window
    reason: str

    @property
    def text(self) -> str:
        """The day, the post and the shift."""
        return dated_duty(self.day, self.title)


def needed_duties(desk: Desk, ahead: timedelta = AHEAD) -> tuple[NeededDuty, ...]:
    """Return the duties of the next hours that nobody stands, or only somebody who is away, in order of time.

    Only what has been published is told of: the others may still change.
    """
    now, today = desk.now(), desk.today()
    roster = Roster.of(desk, today - _DAY, desk.zone.day_of(now + ahead))
    plan, published = roster.plan, {each.day for each in roster.published}
    found: list[NeededDuty] = []
    away = [
        (each.person, desk.zone.days(each.first, each.last))
        for each in desk.table(Absence).between("last", today - _DAY, date.max, state=AbsenceState.APPROVED)
    ]
    for each in roster.assignments:
        window = plan.window(each.shift, each.day)
        if window is None or not (window.end > now and window.start < now + ahead):
            continue
        if each.id in roster.published_by_id and any(
            person == each.person and absence.overlaps(window) for person, absence in away
        ):
            reason = _("{name} is away").format(name=roster.names.get(each.person, each.person))
            title = duty_title(plan, each.post, each.shift)
            found.append(
                NeededDuty(each.id, each.person, each.post, each.shift, each.day, title, window, reason)
            )
    for slot in roster.open_slots:
        window = plan.window(slot.shift, slot.day)
        if window is not None and window.end > now and window.start < now + ahead and slot.day in published:
            title = duty_title(plan, slot.post, slot.shift)
            found.append(
                NeededDuty("", "", slot.post, slot.shift, slot.day, title, window, _("nobody stands there"))
            )
    return tuple(sorted(found, key=lambda each: (each.window, each.post)))


def take(desk: Desk, person: str, assignment: str, note: str = "") -> Swap:
    """Have `person` stand the duty with this id at once, in place of whoever stands it.

    Calendars show it right away, a request about the duty is taken up by it, others lapse, and the leader is
    told, who keeps it or takes it back. It is one change that one undo takes back.

    Raises:
        DataProblem: the duty is gone, is over or is theirs already.
        NotAllowed: a rule would be broken.
        StaleChange: someone has changed the roster in the meantime.
    """
    name = known_person(desk, person).name
    held = desk.table(Assignment).get(assignment)
    if held is None:
        raise DataProblem(_("this duty is not in the roster any more"))
    duty = standing_duty(DutyPlan.of(desk), held)
    if held.person == person:
        raise DataProblem(_("{name} stands {duty} already").format(name=name, duty=duty.text))
    _refuse_over(desk, duty.window, duty.text)
    proposal = RequestJudge(desk).proposal(duty, person, None)
    if not proposal.verdict.allowed:
        raise NotAllowed(proposal.verdict.text)
    before = RequestBook.of(desk, settled=False).about(assignment)
    taken = _taken(duty, held.person, person)
    if before is not None:
        taken = replace(taken, id=before.swap.id, revision=before.swap.revision, note=before.swap.note)
    elif note:
        taken = replace(taken, note=clean_line(note))
    why = _("{name} takes {duty} over from {holder}").format(
        name=name, duty=duty.text, holder=proposal.roster.names.get(held.person, held.person)
    )
    with desk.change(f"{why} ({clean_line(note)})" if note else why) as change:
        refuse_if_roster_changed(change, proposal.roster, desk)
        lapse_others(desk, change, taken)
        kept = keep(change, taken)
        tell_staff(change, proposal.roster, [pass_on(change, held, person)], always=True)
    return kept


def take_open(desk: Desk, person: str, place: tuple[str, str, date], note: str = "") -> Swap:
    """Have `person` stand at once where somebody is missing: at a post, in a shift, on a day.

    Raises:
        DataProblem: nobody is missing there, or the duty is over.
        NotAllowed: a rule would be broken.
        StaleChange: someone has changed the roster in the meantime.
    """
    name = known_person(desk, person).name
    post, shift, day = place
    month = Month.of(day)
    roster = Roster.of(desk, month.first, month.last)
    text = dated_duty(day, duty_title(roster.plan, post, shift))
    if all((each.post, each.shift, each.day) != place for each in roster.open_slots):
        raise DataProblem(_("nobody is missing at {duty}").format(duty=text))
    _refuse_over(desk, roster.plan.window(shift, day), text)
    _refuse_unfit(desk, roster, Placed(person, post, shift, day))
    with desk.change(_("{name} takes the open duty {duty}").format(name=name, duty=text)) as change:
        refuse_if_roster_changed(change, roster, desk)
        duty = change.add(
            Assignment(id=new_id(), person=person, post=post, shift=shift, day=day, pinned=True)
        )
        taken = replace(_taken(standing_duty(roster.plan, duty), "", person), note=clean_line(note))
        tell_staff(change, roster, [duty], always=True)
        return change.add(taken)


def duty_at(desk: Desk, place: tuple[str, str, date], holder: str = "") -> Assignment | None:
    """Return the duty at a post, in a shift, on a day; None where nobody stands there.

    Raises:
        DataProblem: several stand there and `holder` does not say whose it is, or stands elsewhere.
    """
    post, shift, day = place
    held = desk.table(Assignment).where(post=post, shift=shift, day=day)
    found = [each for each in held if holder in {"", each.person}]
    text = dated_duty(day, duty_title(DutyPlan.of(desk), post, shift))
    if holder and not found:
        name = known_person(desk, holder).name
        raise DataProblem(_("{name} does not stand {duty}").format(name=name, duty=text))
    if len(found) > 1:
        raise DataProblem(
            _("{n} people stand {duty}; say whose it is: {people}").format(
                n=len(found), duty=text, people=", ".join(sorted(each.person for each in found))
            )
        )
    return found[0] if found else None


def running_duties(desk: Desk, person: str, ahead: timedelta = AHEAD) -> tuple[RequestedDuty, ...]:
    """Return the published duties of others that run now or begin within the next hours, in order of time."""
    now = desk.now()
    plan = DutyPlan.of(desk)
    last = desk.zone.day_of(now + ahead)
    seen = {each.id for each in desk.table(PublishedAssignment).between("day", desk.today() - _DAY, last)}
    held = desk.table(Assignment).between("day", desk.today() - _DAY, last)
    found = [standing_duty(plan, each) for each in held if each.id in seen and each.person != person]
    return tuple(
        sorted(
            (
                each
                for each in found
                if each.window is not None and each.window.end > now and each.window.start < now + ahead
            ),
            key=lambda each: (each.window or Window(now, now), each.post, each.person),
        )
    )


def _taken(duty: RequestedDuty, before: str, person: str) -> Swap:
    assignment = duty.assignment
    return Swap(
        id=new_id(),
        person=before,
        assignment=assignment.id if assignment is not None else "",
        day=duty.day,
        post=duty.post,
        shift=duty.shift,
        other=person,
        state=SwapState.TAKEN,
    )


def _refuse_over(desk: Desk, window: Window | None, duty: str) -> None:
    if window is None:
        raise DataProblem(_("the shift of {duty} is gone from the settings").format(duty=duty))
    if window.end <= desk.now():
        raise DataProblem(_("{duty} is over").format(duty=duty))


def _refuse_unfit(desk: Desk, roster: Roster, cell: Placed) -> None:
    problem = problem_of(desk, roster)
    standing = [placed(each) for each in roster.asked]
    try:
        ranked = rank_replacements(problem, standing, Placed("", *cell.place))
    except (ValueError, EngineFailed) as error:
        raise DataProblem(str(error)) from error
    candidate = next((each for each in ranked if each.person == cell.person), None)
    if candidate is None:
        raise DataProblem(
            _("{person} does not serve in these days").format(
                person=roster.names.get(cell.person, cell.person)
            )
        )
    if not candidate.fits:
        raise NotAllowed(candidate.reason)
