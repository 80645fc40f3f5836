"""What the panel of a sick call says."""

from collections.abc import Iterable, Iterator

from dutydesk.domain import Zone
from dutydesk.tui.widgets import TableRow, day_name
from dutydesk.wording import _, clauses, ngettext
from dutydesk_roster.engine import Solution
from dutydesk_roster.repairing import RepairProposal
from dutydesk_roster.search import Search
from dutydesk_roster.sick_call import DutyToCover, SickCall
from dutydesk_roster.standing_in import StandIn


def duty_rows(
    left: Iterable[DutyToCover], done: Iterable[tuple[DutyToCover, StandIn]], zone: Zone
) -> Iterator[TableRow]:
    """Yield a row for each duty: those that are covered, then those that are left with the best for each."""
    for duty, chosen in done:
        text = _("now: {name}").format(name=chosen.name)
        yield TableRow(duty.assignment.id, (_duty_text(duty, zone), text), "muted", follows=True)
    for duty in left:
        best = duty.best
        if duty.fault:
            text = duty.fault
        elif best is None:
            text = _("! nobody fits")
        else:
            text = _("best: {name}").format(name=best.name)
        yield TableRow(duty.assignment.id, (_duty_text(duty, zone), text))


def _duty_text(duty: DutyToCover, zone: Zone) -> str:
    start, end = zone.wall(duty.window.start), zone.wall(duty.window.end)
    return _("{day} {duty} {start:%H:%M}-{end:%H:%M}{now}").format(
        day=day_name(duty.assignment.day),
        duty=duty.title,
        start=start,
        end=end,
        now=_(", has begun") if duty.running else "",
    )


def asked_text(call: SickCall | None, *, looks: bool) -> str:
    """Return what is asked first, and what will be to do."""
    asked = _("is away: Enter keeps it")
    if call is None or looks:
        return asked
    if not call.duties:
        return _("{asked}; no duty to cover{over}").format(asked=asked, over=_over_text(call))
    duties = ngettext("{n} duty to cover", "{n} duties to cover", len(call.duties)).format(n=len(call.duties))
    return clauses((asked, duties))


def _over_text(call: SickCall) -> str:
    if not call.over:
        return ""
    return ngettext(", {n} is over", ", {n} are over", call.over).format(n=call.over)


def covering_text(call: SickCall | None, duty: DutyToCover | None, *, looks: bool) -> str:
    """Return what Enter does now."""
    if duty is not None:
        return _("{day}, {duty}: Enter gives it to whoever is marked").format(
            day=day_name(duty.assignment.day), duty=duty.title
        )
    if looks or call is None:
        return _("is away; looking for duties...")
    return _("is away, and every duty is covered{over}. Esc closes").format(over=_over_text(call))


def searching_text(search: Search[Solution, RepairProposal] | None) -> str:
    """Return how the search for a repair stands."""
    progress = search.progress() if search is not None else None
    if progress is None:
        return _("searching for the fewest changes... Esc stops")
    return _("searching {seconds:.0f} s, {open} open. Esc stops and shows the best so far").format(
        seconds=progress.seconds, open=progress.unfilled
    )
