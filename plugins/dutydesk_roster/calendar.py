"""What the roster tells the desk of duties: commitments and due items."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from dutydesk.api import Desk, DueGroup, DueItem, DueState
from dutydesk.domain import Commitment, CommitmentKind, Window
from dutydesk.wording import _, ngettext
from dutydesk_roster.assignment import Assignment
from dutydesk_roster.month import Month
from dutydesk_roster.publishing import differences
from dutydesk_roster.roster import DutyPlan, Roster
from dutydesk_roster.rules_of import rest_hours
from dutydesk_roster.squadron import Squadron

_LONGEST_SHIFT = timedelta(days=1, hours=2)
"""A shift from one day's clock time to the same of the next, over the night of a clock change."""

_PUBLISH_AHEAD = timedelta(days=7)


def duty_title(plan: DutyPlan, post: str, shift: str) -> str:
    """Return what a duty is called: its post and its shift."""
    return _("{post}, {shift}").format(post=plan.post_name(post), shift=plan.shift_name(shift))


def duty_commitments(desk: Desk, window: Window) -> Sequence[Commitment]:
    """Return the assignments, as arranged, that touch `window`."""
    plan = DutyPlan.of(desk)
    first, last = desk.zone.day_of(window.start - _LONGEST_SHIFT), desk.zone.day_of(window.end)
    people = desk.people()
    squadron = Squadron(people, people, plan.qualification_names, desk.certificates(), first, last)
    rest = rest_hours(plan.rules, squadron)
    found: list[Commitment] = []
    for each in desk.table(Assignment).between("day", first, last):
        taken = plan.window(each.shift, each.day)
        if taken is not None and taken.overlaps(window):
            found.append(
                Commitment(
                    person=each.person,
                    window=taken,
                    kind=CommitmentKind.ASSIGNMENT,
                    title=duty_title(plan, each.post, each.shift),
                    source=f"assignment:{each.id}",
                    rest=timedelta(hours=rest.get(each.person, plan.rules.rest_hours)),
                )
            )
    return found


def due_items(desk: Desk, first: date, last: date) -> Sequence[DueItem]:
    """Return the open slots, and each month that differs from what was published."""
    today = desk.today()
    found = list(_open_slots(desk, max(first, today), last))
    month = Month.of(today)
    while month.first <= last + _PUBLISH_AHEAD and month <= Month.of(today).moved(2):
        found.extend(_unpublished(desk, month))
        month = month.moved(1)
    return found


def _open_slots(desk: Desk, first: date, last: date) -> Iterator[DueItem]:
    """Yield each open slot of months that have been arranged at all."""
    if last < first:
        return
    roster, today = Roster.of(desk, first, last), desk.today()
    months = {Month.of(day) for day in roster.days}
    arranged = {month for month in months if is_arranged(desk, month)}
    for slot in roster.open_slots:
        if Month.of(slot.day) in arranged:
            yield DueItem(
                title=ngettext(
                    "{duty}: {heads} person missing", "{duty}: {heads} people missing", slot.missing
                ).format(duty=duty_title(roster.plan, slot.post, slot.shift), heads=slot.missing),
                day=slot.day,
                state=DueState.OVERDUE if slot.day <= today else DueState.DUE,
                screen="roster",
                group=DueGroup.OPEN,
                action=f"go_to_slot({slot.post!r}, {slot.shift!r}, {slot.day.isoformat()!r})",
            )


def is_arranged(desk: Desk, month: Month) -> bool:
    """Tell whether anybody stands duty in a month."""
    return bool(desk.table(Assignment).between("day", month.first, month.last))


def _unpublished(desk: Desk, month: Month) -> Sequence[DueItem]:
    roster = Roster.of(desk, month.first, month.last)
    by = max(month.first - _PUBLISH_AHEAD, desk.today())
    state = DueState.OVERDUE if month.first <= desk.today() else DueState.DUE
    if not roster.assignments and not roster.published:
        if not any(True for day in month.days for _line in roster.plan.demand_on(day)):
            return ()
        return (
            DueItem(
                title=_("The roster of {month} is not arranged").format(month=month),
                day=by,
                state=state,
                screen="roster",
            ),
        )
    changes = len(differences(roster))
    if not changes:
        return ()
    if roster.published:
        title = ngettext(
            "{changes} change to the roster of {month} is not published",
            "{changes} changes to the roster of {month} are not published",
            changes,
        ).format(changes=changes, month=month)
    else:
        title = _("The roster of {month} is not published").format(month=month)
    return (DueItem(title=title, day=by, state=state, screen="roster"),)
