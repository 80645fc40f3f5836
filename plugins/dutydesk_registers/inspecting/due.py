"""What the seasons of a register say is due: rounds, one line for all places of a season."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from dutydesk.api import Desk, DueItem, DueState
from dutydesk.wording import _, ngettext, phrases
from dutydesk_registers.area import AREA, going_to
from dutydesk_registers.inspecting.seasons import SeasonDue, SeasonState, rounds_wanted
from dutydesk_registers.register import Register

_PRESSING = timedelta(days=14)
"""So long before its end a season that is not done begins to press."""
_MOST_PLACES = 6


def round_items_due(desk: Desk, register: Register, first: date, last: date) -> Iterator[DueItem]:
    """Yield the seasons that lie in those days or are overdue, of which a round is still wanted."""
    groups: defaultdict[tuple[str, bool], list[SeasonDue]] = defaultdict(list)
    for each in rounds_wanted(desk, register, last):
        is_overdue = each.state is SeasonState.OVERDUE
        if is_overdue or each.last >= first:
            groups[each.key, is_overdue].append(each)
    for group in groups.values():
        begun = next((each.begun for each in group if each.begun is not None), None)
        yield DueItem(
            title=_title(group),
            day=group[0].last,
            state=_state(group[0], desk.today()),
            screen=AREA,
            detail=_detail(group),
            action=going_to(register.code, begun.id if begun is not None else ""),
        )


def _title(group: Sequence[SeasonDue]) -> str:
    season, place = group[0].season, group[0].place
    if len(group) > 1:
        text = ngettext("Round: {season}, {count} place", "Round: {season}, {count} places", len(group))
        return text.format(season=season.name, count=len(group))
    if place:
        return _("Round: {season}, {place}").format(season=season.name, place=place)
    return _("Round: {season}").format(season=season.name)


def _detail(group: Sequence[SeasonDue]) -> str:
    """Say which places are missing, who comes along, and whether it was begun."""
    places = [each.place for each in group if len(group) > 1]
    more = len(places) - _MOST_PLACES
    if more > 0:
        further = ngettext("{count} more place", "{count} more places", more).format(count=more)
        places = [*places[:_MOST_PLACES], further]
    whom = group[0].season.with_whom
    return phrases(
        filter(
            None,
            (
                *places,
                _("with {whom}").format(whom=whom) if whom else "",
                _("begun") if any(each.begun is not None for each in group) else "",
            ),
        )
    )


def _state(due: SeasonDue, today: date) -> DueState:
    if due.state is SeasonState.OVERDUE:
        return DueState.OVERDUE
    return DueState.DUE if due.last - today <= _PRESSING else DueState.PLANNED
