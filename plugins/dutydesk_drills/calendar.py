"""What drills put into the desk's common calendar beyond activities: due items and figures."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from dutydesk.api import Desk, DueItem, DueState, Figure
from dutydesk.api.holding import HELD, unmarked, wall_now
from dutydesk.domain import Occurrence
from dutydesk.wording import _
from dutydesk_drills.drills import drill_occurrences
from dutydesk_drills.kinds import activity_kind, drill_kinds
from dutydesk_drills.rules.standing import RuleState, present_standings

_LOOK_BACK = timedelta(weeks=4)
_PLAN_AHEAD = timedelta(weeks=4)


def due_items(desk: Desk, first: date, last: date) -> Sequence[DueItem]:
    """Return the rules that want another drill planned, and the drills that nobody has marked done."""
    found = [
        DueItem(
            title=_("A drill must be planned: {rule}").format(rule=meter.rule.name),
            day=meter.next_by,
            state=DueState.DUE,
            screen="drills",
            detail=meter.reason,
        )
        for meter in present_standings(desk)
        if meter.state is RuleState.DUE
        and meter.next_by is not None
        and first <= meter.next_by <= last + _PLAN_AHEAD
    ]
    return [*found, *_to_mark(desk)]


def _to_mark(desk: Desk) -> Iterable[DueItem]:
    today = desk.today()
    for each in unmarked(drill_occurrences(desk, today - _LOOK_BACK, today), wall_now(desk)):
        yield DueItem(
            title=_("Say whether {title} of {day} was held").format(
                title=each.activity.title, day=each.start.date()
            ),
            day=each.start.date(),
            state=DueState.OVERDUE,
            screen="drills",
        )


def drill_figures(desk: Desk, year: int) -> Sequence[Figure]:
    """Return how many drills were held in a year, in all and of each kind."""
    held = [
        each
        for each in drill_occurrences(desk, date(year, 1, 1), date(year, 12, 31))
        if each.state == HELD and each.start.year == year
    ]
    if not held:
        return ()
    figures = [Figure("drills.held", _("Drills held"), len(held), _records(held))]
    for code, kind in drill_kinds(desk).items():
        of_kind = [each for each in held if each.activity.kind == activity_kind(code)]
        if of_kind:
            title = _("{kind}: held").format(kind=kind.name)
            figures.append(Figure(f"drills.{code}", title, len(of_kind), _records(of_kind)))
    return figures


def _records(held: Iterable[Occurrence]) -> tuple[str, ...]:
    return tuple(f"activity:{each.key}" for each in held)
