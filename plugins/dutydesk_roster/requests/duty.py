"""A duty that a request is about, as it stands now or as it stood when somebody asked."""

from dataclasses import dataclass
from datetime import date

from dutydesk.domain import Window, short_day
from dutydesk.wording import _
from dutydesk_roster.assignment import Assignment
from dutydesk_roster.calendar import duty_title
from dutydesk_roster.roster import DutyPlan
from dutydesk_roster.swap import Swap


@dataclass(frozen=True, slots=True)
class RequestedDuty:
    """A duty: where and when it is, and its assignment; None once that is gone.

    `moved_from` is how it was called when somebody asked, where it has moved since.
    """

    post: str
    shift: str
    day: date
    title: str
    window: Window | None
    assignment: Assignment | None
    moved_from: str = ""

    @property
    def text(self) -> str:
        """The day, the post and the shift."""
        return dated_duty(self.day, self.title)

    @property
    def person(self) -> str:
        """Who stands it; nobody once it is gone."""
        return self.assignment.person if self.assignment is not None else ""


def dated_duty(day: date, title: str) -> str:
    """Return a duty in words: its day, and what it is called."""
    return _("{day} {duty}").format(day=short_day(day), duty=title)


def days_text(first: date, last: date) -> str:
    """Return the days `first` to `last` in words."""
    if first == last:
        return short_day(first)
    return _("{first} to {last}").format(first=short_day(first), last=short_day(last))


def given_duty(plan: DutyPlan, swap: Swap, standing: Assignment | None, *, settled: bool) -> RequestedDuty:
    """Return the duty that is given away; a settled request tells of it as it was then."""
    return _duty(plan, standing, (swap.post, swap.shift, swap.day), settled=settled)


def returned_duty(
    plan: DutyPlan, swap: Swap, standing: Assignment | None, *, settled: bool
) -> RequestedDuty | None:
    """Return the duty that is given back for it, if one is."""
    if swap.back_day is None:
        return None
    return _duty(plan, standing, (swap.back_post, swap.back_shift, swap.back_day), settled=settled)


def standing_duty(plan: DutyPlan, assignment: Assignment) -> RequestedDuty:
    """Return an assignment as a duty that somebody may ask about."""
    return _duty(plan, assignment, (assignment.post, assignment.shift, assignment.day), settled=False)


def _duty(
    plan: DutyPlan, standing: Assignment | None, asked: tuple[str, str, date], *, settled: bool
) -> RequestedDuty:
    follows = standing is not None and not settled
    post, shift, day = (standing.post, standing.shift, standing.day) if follows and standing else asked
    moved = (post, shift, day) != asked
    return RequestedDuty(
        post=post,
        shift=shift,
        day=day,
        title=duty_title(plan, post, shift),
        window=plan.window(shift, day),
        assignment=standing,
        moved_from=dated_duty(asked[2], duty_title(plan, asked[0], asked[1])) if moved else "",
    )
