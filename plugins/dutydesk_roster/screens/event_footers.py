"""The lines below the grid that say how events are covered."""

from collections.abc import Iterator, Sequence
from datetime import date

from dutydesk.tui.widgets import GridCell, GridFooter
from dutydesk.wording import _
from dutydesk_roster.cover_event import CoverEvent
from dutydesk_roster.event_cover import cover_of
from dutydesk_roster.roster import Roster

MOST_LINES = 3
MISSING_SIGN = "!"


def event_footers(roster: Roster, days: Sequence[date]) -> Iterator[GridFooter]:
    """Yield a line for each event of `days`; where there are many, the last line is that of several."""
    events = roster.plan.events_in(days[0], days[-1])
    single = events if len(events) <= MOST_LINES else events[: MOST_LINES - 1]
    for event in single:
        yield _line(event.title, roster, (event,), days)
    if single != events:
        yield _line(_("Other events"), roster, events[len(single) :], days)


def _line(label: str, roster: Roster, events: Sequence[CoverEvent], days: Sequence[date]) -> GridFooter:
    return GridFooter(
        label=label,
        cells=tuple(_cell(roster, [each for each in events if each.day == day]) for day in days),
    )


def _cell(roster: Roster, events: Sequence[CoverEvent]) -> GridCell:
    if not events:
        return GridCell()
    covers = [cover_of(roster, each) for each in events]
    stands, wanted = sum(each.stands for each in covers), sum(each.wanted for each in covers)
    if any(each.missing for each in covers):
        return GridCell(f"{stands}/{wanted}", "error", MISSING_SIGN)
    return GridCell(f"{stands}/{wanted}", "muted")
