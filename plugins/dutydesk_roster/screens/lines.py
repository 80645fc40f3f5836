"""What the lines above and below the month's grid say."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from textual.dom import DOMNode

from dutydesk.domain import Person
from dutydesk.tui.widgets import LinePart, day_name, month_name
from dutydesk.wording import _, ngettext
from dutydesk_roster.assignment import Assignment
from dutydesk_roster.calendar import duty_title
from dutydesk_roster.publishing import differences
from dutydesk_roster.roster import Roster
from dutydesk_roster.screens.month_model import MonthView


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A cell of the grid: whose, which day, and the duties in it."""

    person: Person
    day: date
    held: tuple[Assignment, ...]


def title_parts(view: MonthView, screen: DOMNode) -> Sequence[LinePart]:
    """Return the month and its state; `screen` has the actions that a click on a part runs."""
    roster = view.roster
    missing = sum(slot.missing for slot in roster.open_slots)
    unpublished = len(differences(roster))
    if unpublished:
        state = ngettext("{n} change unpublished", "{n} changes unpublished", unpublished)
    else:
        state = _("published") if roster.assignments else _("empty")
    clashes = len(view.clashes)
    return (
        LinePart(" < ", "key", "month(-1)", screen),
        LinePart(month_name(roster.first), "strong"),
        LinePart(" > ", "key", "month(1)", screen),
        LinePart(f" {state.format(n=unpublished)} ", "warning" if unpublished else ""),
        LinePart(
            " " + ngettext("{n} open", "{n} open", missing).format(n=missing) + " ",
            "error" if missing else "muted",
            "next_open",
            screen,
        ),
        LinePart(
            " " + ngettext("{n} clash", "{n} clashes", clashes).format(n=clashes) + " ",
            "error" if clashes else "muted",
            "next_clash",
            screen,
        ),
    )


def cell_parts(view: MonthView, cell: ShownCell) -> Sequence[LinePart]:
    """Return what is to be said of a cell: a broken rule first, which names person and day itself."""
    broken = view.clashes_at(cell.person.id, cell.day)
    if broken:
        more = _("(+{n} more) ").format(n=len(broken) - 1) if len(broken) > 1 else ""
        return (LinePart(f" ! {more}{broken[0].text}", "error"),)
    parts = [LinePart(f" {cell.person.name} ", "strong"), LinePart(f"{day_name(cell.day)}  ")]
    if cell.held:
        parts.extend(LinePart(f"{duty_text(view.roster, each)}  ") for each in cell.held)
    elif (absence := view.absence_at(cell.person.id, cell.day)) is not None:
        parts.append(LinePart(_("away until {day}").format(day=day_name(absence.last)), "muted"))
    else:
        codes = ", ".join(f"{each.short}={each.name}" for each in view.roster.plan.shifts.values())
        parts.append(LinePart(_("free; type a shift: {codes}").format(codes=codes), "muted"))
    return parts


def duty_text(roster: Roster, assignment: Assignment) -> str:
    """Return a duty in words: what, when, and where it stands."""
    times = roster.times(assignment)
    when = f" {times[0]:%H:%M}-{times[1]:%H:%M}" if times else ""
    words = {
        "published": _("published"),
        "changed": _("changed since it was published"),
        "draft": _("draft"),
    }
    pinned = _(", pinned") if assignment.pinned else ""
    duty = duty_title(roster.plan, assignment.post, assignment.shift)
    return f"{duty}{when}, {words[roster.state(assignment)]}{pinned}"
