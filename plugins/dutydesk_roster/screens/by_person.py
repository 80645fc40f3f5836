"""The roster by person: a row for each, a code for each day, and what they stand at the right."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from dutydesk.tui.widgets import GridCell, GridFooter, GridModel, GridRow, width_of
from dutydesk.wording import _, pgettext
from dutydesk_roster.assignment import Assignment
from dutydesk_roster.codes import code_of
from dutydesk_roster.engine.targets import Measure
from dutydesk_roster.roster import Load, Roster
from dutydesk_roster.screens.day_columns import day_columns
from dutydesk_roster.screens.event_footers import event_footers
from dutydesk_roster.screens.roster_view import (
    CHANGED_SIGN,
    CLASH_SIGN,
    NOTE_SIGN,
    PIN_SIGN,
    RosterView,
    rows_shown,
)

CODE_CELLS = 3
MOST_CELLS = 22
"""No day takes more than this many cells, however much room there is."""

_COUNTER_WIDTHS = (4, 5, 3, 3)


def grid_by_person(view: RosterView) -> GridModel:
    """Return the grid: people down, days across, counters at the right and below."""
    words = DutyWords(view.roster)
    cells = _cells(view, words)
    return GridModel(
        rows=tuple(
            GridRow(key=person.id, label=person.name, counters=_counters(view, person.id))
            for person in rows_shown(view.roster)
        ),
        columns=day_columns(view),
        cells=cells,
        counters=(_("Hrs"), "+/-", _("Nt"), _("We")),
        footers=(*_footers(view), *event_footers(view.roster, view.stretch.days)),
        corner=str(view.stretch.month),
        counter_widths=_COUNTER_WIDTHS,
        cell_widths=(CODE_CELLS + 1, min(MOST_CELLS, max(CODE_CELLS + 1, words.widest + 2))),
    )


class DutyWords:
    """What stands in a cell for a duty: a code, or as much of its shift and post as there is room for."""

    def __init__(self, roster: Roster) -> None:
        self._roster = roster
        self._known: dict[tuple[str, str], tuple[str, tuple[str, ...]]] = {}
        self.widest = 0

    def of(self, held: tuple[Assignment, ...]) -> tuple[str, tuple[str, ...]]:
        """Return the code of what stands in a cell, and longer forms of it, the longest first."""
        if len(held) == 1:
            return self._of_one(held[0])
        codes = [self._of_one(each)[0] for each in held]
        return f"{len(held)}x", ("+".join(codes),)

    def _of_one(self, duty: Assignment) -> tuple[str, tuple[str, ...]]:
        key = (duty.post, duty.shift)
        if key not in self._known:
            plan = self._roster.plan
            code, post = code_of(plan, duty, CODE_CELLS), plan.posts.get(duty.post)
            shift = plan.shift_name(duty.shift)
            longer: tuple[str, ...] = (f"{shift} {plan.post_name(duty.post)}",)
            if post is not None:
                longer += (f"{shift} {post.short}",)
            self._known[key] = code, longer
            self.widest = max(self.widest, width_of(longer[0]))
        return self._known[key]


def _counters(view: RosterView, person: str) -> tuple[str, ...]:
    load = view.loads.get(person, Load())
    share = view.shares.get(Measure.HOURS, {}).get(person)
    return (
        f"{load.hours:.0f}",
        "" if share is None else signed(load.hours - share),
        str(load.nights),
        str(load.weekends + load.holidays),
    )


def signed(difference: float) -> str:
    """Return how far something is above or below, such as ``+8``, ``-16``, or 0."""
    whole = round(difference)
    return f"{whole:+d}" if whole else "0"


def _cells(view: RosterView, words: DutyWords) -> dict[tuple[str, str], GridCell]:
    roster, days = view.roster, {day: day.isoformat() for day in view.stretch.days}
    cells: dict[tuple[str, str], GridCell] = {}
    for absence in view.absences:
        away = GridCell(_absent_code(absence.kind), "muted", longer=_absent_words(absence.kind))
        for day, column in days.items():
            if absence.first <= day <= absence.last:
                cells[absence.person, column] = away
    broken = {(each.person, each.day) for each in view.clashes if each.person}
    for cell, held in roster.by_cell.items():
        if cell[1] in days:
            cells[cell[0], days[cell[1]]] = _duty_cell(view, words, cell, held, clash=cell in broken)
    for person, day in (broken | view.changed_cells) - roster.by_cell.keys():
        if day in days:
            before = cells.get((person, days[day]), GridCell())
            clash, changed = (person, day) in broken, (person, day) in view.changed_cells
            sign = (CLASH_SIGN if clash else "") + (CHANGED_SIGN if changed else "")
            style = "error" if clash else "warning"
            cells[person, days[day]] = GridCell(before.text, style, sign, before.longer)
    return cells


def _absent_code(kind: str) -> str:
    codes = {
        "sick": pgettext("cell", "sik"),
        "annual": pgettext("cell", "lv"),
        "personal": pgettext("cell", "lv"),
        "course": pgettext("cell", "crs"),
    }
    return codes.get(kind) or pgettext("cell", "off")


def _absent_words(kind: str) -> tuple[str, ...]:
    words = {
        "sick": _("sick"),
        "annual": _("leave"),
        "personal": _("leave"),
        "course": _("course"),
    }
    return (words.get(kind, _("away")),)


def _duty_cell(
    view: RosterView,
    words: DutyWords,
    cell: tuple[str, date],
    held: tuple[Assignment, ...],
    *,
    clash: bool,
) -> GridCell:
    text, longer = words.of(held)
    changed = cell in view.changed_cells
    sign = duty_signs(held, clash=clash, changed=changed)
    shift = view.roster.plan.shifts.get(held[0].shift)
    if clash:
        return GridCell(text, "error", sign, longer)
    if changed:
        return GridCell(text, "warning", sign, longer)
    return GridCell(text, "accent" if shift is not None and shift.night else "", sign, longer)


def duty_signs(held: Iterable[Assignment], *, clash: bool, changed: bool) -> str:
    """Return the signs of what is to be told of duties, the most pressing first."""
    signs = (CLASH_SIGN if clash else "") + (CHANGED_SIGN if changed else "")
    duties = tuple(held)
    if any(each.note for each in duties):
        signs += NOTE_SIGN
    return signs + PIN_SIGN if any(each.pinned for each in duties) else signs


def _footers(view: RosterView) -> Iterable[GridFooter]:
    """Yield heads against demand, a line a shift."""
    wanted: defaultdict[tuple[str, date], int] = defaultdict(int)
    missing: defaultdict[tuple[str, date], int] = defaultdict(int)
    for (place, day), (_line, heads) in view.wanted.items():
        wanted[place[1], day] += heads
        missing[place[1], day] += view.missing_at(place, day)
    for shift in view.roster.plan.settings_shifts:
        yield GridFooter(
            label=shift.name,
            cells=tuple(
                heads_cell(wanted[shift.code, day], missing[shift.code, day]) for day in view.stretch.days
            ),
        )


def heads_cell(wanted: int, missing: int) -> GridCell:
    """Return how many of those who are wanted are there, or how many are missing where that is too long."""
    if not wanted:
        return GridCell()
    if missing:
        return GridCell(f"-{missing}", "error", CLASH_SIGN, (f"{wanted - missing}/{wanted}",))
    return GridCell(str(wanted), "muted")
