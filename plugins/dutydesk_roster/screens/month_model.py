"""The roster of a month as the grid shows it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from dutydesk.api import Desk
from dutydesk.domain import Absence, AbsenceState, Clash, DayKind, Person
from dutydesk.tui.widgets import (
    HOLIDAY_SIGN,
    WEEKEND_SIGN,
    GridCell,
    GridColumn,
    GridFooter,
    GridModel,
    GridRow,
    weekday_name,
)
from dutydesk.wording import _
from dutydesk_roster.assignment import Assignment
from dutydesk_roster.checking import duty_clashes
from dutydesk_roster.codes import code_of
from dutydesk_roster.month import Month
from dutydesk_roster.roster import Roster

CODE_CELLS = 3
ABSENT_CODES = {"sick": "sik", "annual": "lv", "personal": "lv", "course": "crs"}
CLASH_SIGN = "!"
PIN_SIGN = "*"
CHANGED_SIGN = "~"


@dataclass(frozen=True)
class MonthView:
    """What the roster screen shows: the roster, who is away, and what is broken."""

    roster: Roster
    absences: tuple[Absence, ...]
    clashes: tuple[Clash, ...]

    def clashes_at(self, person: str, day: date) -> tuple[Clash, ...]:
        """Return the rules broken in one cell, or elsewhere by the duties that stand in it."""
        own = {f"assignment:{each.id}" for each in self.roster.by_cell.get((person, day), ())}
        return tuple(
            each
            for each in self.clashes
            if each.person == person and (each.day == day or not own.isdisjoint(each.sources))
        )

    def absence_at(self, person: str, day: date) -> Absence | None:
        """Return the approved absence that covers one cell, if any."""
        return next(
            (each for each in self.absences if each.person == person and each.first <= day <= each.last), None
        )


def read_month(desk: Desk, month: Month) -> MonthView:
    """Read a month and check it; plugins are asked for clashes, so this belongs in a thread."""
    absences = desk.table(Absence).between("last", month.first, date.max, state=AbsenceState.APPROVED)
    return MonthView(
        roster=Roster.of(desk, month.first, month.last),
        absences=tuple(each for each in absences if each.first <= month.last),
        clashes=duty_clashes(desk, month.first, month.last),
    )


def rows_shown(roster: Roster) -> tuple[Person, ...]:
    """Return the people to show: those who serve in these days, and whoever has a duty in them."""
    on_duty = {each.person for each in roster.assignments}
    return tuple(
        person
        for person in roster.people
        if person.id in on_duty
        or (
            (person.starts is None or person.starts <= roster.last)
            and (person.ends is None or person.ends >= roster.first)
        )
    )


def month_model(view: MonthView) -> GridModel:
    """Return the grid of a month: people down, days across, counters at the right and below."""
    roster = view.roster
    loads = roster.loads()
    return GridModel(
        rows=tuple(
            GridRow(
                key=person.id,
                label=person.name,
                counters=(
                    f"{loads[person.id].hours:.0f}",
                    str(loads[person.id].nights),
                    str(loads[person.id].weekends + loads[person.id].holidays),
                ),
            )
            for person in rows_shown(roster)
        ),
        columns=tuple(_column(roster, day) for day in roster.days),
        cells=_cells(view),
        counters=(_("Hrs"), _("Nt"), _("We")),
        footers=tuple(_footers(roster)),
        corner=f"{roster.first:%Y-%m}",
    )


def _column(roster: Roster, day: date) -> GridColumn:
    kind = roster.plan.day_kind(day)
    sign = {DayKind.HOLIDAY: HOLIDAY_SIGN, DayKind.WEEKEND: WEEKEND_SIGN}.get(kind, "")
    return GridColumn(
        key=day.isoformat(),
        top=weekday_name(day)[:2],
        bottom=str(day.day),
        sign=sign,
        style="muted" if kind is not DayKind.WEEKDAY else "",
    )


def _cells(view: MonthView) -> Mapping[tuple[str, str], GridCell]:
    roster = view.roster
    cells: dict[tuple[str, str], GridCell] = {}
    broken = Counter((each.person, each.day) for each in view.clashes)
    for absence in view.absences:
        for day in roster.days:
            if absence.first <= day <= absence.last:
                cells[absence.person, day.isoformat()] = GridCell(
                    ABSENT_CODES.get(absence.kind, "off"), "muted"
                )
    for (person, day), held in roster.by_cell.items():
        cells[person, day.isoformat()] = _duty_cell(roster, held, clash=broken[person, day] > 0)
    for person, day in broken.keys() - roster.by_cell.keys():
        text = cells[person, day.isoformat()].text if (person, day.isoformat()) in cells else ""
        cells[person, day.isoformat()] = GridCell(text, "error", CLASH_SIGN)
    return cells


def _duty_cell(roster: Roster, held: tuple[Assignment, ...], *, clash: bool) -> GridCell:
    first = held[0]
    text = code_of(roster.plan, first, CODE_CELLS) if len(held) == 1 else f"{len(held)}x"
    shift = roster.plan.shifts.get(first.shift)
    if clash:
        return GridCell(text, "error", CLASH_SIGN)
    if any(each.pinned for each in held):
        return GridCell(text, "strong", PIN_SIGN)
    if any(roster.state(each) == "changed" for each in held):
        return GridCell(text, "warning", CHANGED_SIGN)
    return GridCell(text, "accent" if shift is not None and shift.night else "", "")


def _footers(roster: Roster) -> Iterable[GridFooter]:
    wanted: defaultdict[tuple[str, date], int] = defaultdict(int)
    missing: defaultdict[tuple[str, date], int] = defaultdict(int)
    for day in roster.days:
        for line, heads in roster.plan.demand_on(day):
            wanted[line.shift, day] += heads
    for slot in roster.open_slots:
        missing[slot.shift, slot.day] += slot.missing
    for shift in roster.plan.shifts.values():
        yield GridFooter(
            label=shift.name,
            cells=tuple(
                _heads_cell(wanted[shift.code, day], missing[shift.code, day]) for day in roster.days
            ),
        )


def _heads_cell(wanted: int, missing: int) -> GridCell:
    if not wanted:
        return GridCell()
    if missing:
        return GridCell(f"{wanted - missing}/{wanted}", "error", CLASH_SIGN)
    return GridCell(str(wanted), "muted")
