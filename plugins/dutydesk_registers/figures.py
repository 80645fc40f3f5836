"""The figures of registers for the annual summary, each with the entries that prove it."""

from collections.abc import Iterator, Sequence
from datetime import date

from dutydesk.api import Desk, Figure, FigureName
from dutydesk_registers.counting import Counted, counted, is_counted, was_overdue
from dutydesk_registers.entries import Entry
from dutydesk_registers.field_values import day_of
from dutydesk_registers.inspecting.figures import round_figure_names, round_figures
from dutydesk_registers.register import Register
from dutydesk_registers.register_file import FigureTable
from dutydesk_registers.registers import registers
from dutydesk_registers.year_evidence import YearEvidence, year_evidence


def register_figures(desk: Desk, year: int) -> Iterator[Figure]:
    """Yield the figures of a year that the registers' files define.

    A figure of 0 is told only where the register holds entries of the year, or is said to hold all there was.
    """
    for register in registers(desk).values():
        if not register.file.figure and not register.file.season:
            continue
        evidence = year_evidence(desk, register, year, whole=_wants_all(register))
        for figure in register.file.figure:
            found = _counted(desk, register, figure, evidence)
            if found is not None:
                yield Figure(
                    figure_key(register, figure),
                    figure.name,
                    found.value,
                    tuple(entry.record.subject for entry in found.entries) or evidence.said_complete,
                    found.precision,
                    figure.across,
                )
        yield from round_figures(desk, register, evidence)


def register_figure_names(desk: Desk) -> Iterator[FigureName]:
    """Yield the name of every figure of the registers."""
    for register in registers(desk).values():
        for figure in register.file.figure:
            yield FigureName(figure_key(register, figure), figure.name)
        yield from round_figure_names(register)


def figure_key(register: Register, figure: FigureTable) -> str:
    """Return the key by which templates and indicators name a figure of a register."""
    return f"{register.code}.{figure.code}"


def _wants_all(register: Register) -> bool:
    """Tell whether some figure counts entries that a year does not name by the register's day."""
    own = register.file.register.day
    return not own or any(each.overdue or each.day not in {"", own} for each in register.file.figure)


def _counted(desk: Desk, register: Register, figure: FigureTable, evidence: YearEvidence) -> Counted | None:
    """Return what a figure comes to, or None where nothing shows it.

    Entries without a day tell what there is today, and nothing of another year.
    """
    if figure.overdue:
        base = _overdue(desk, register, figure, evidence)
    else:
        day = figure.day or register.file.register.day
        if not day and evidence.year != desk.today().year:
            return None
        base = [
            entry for entry in evidence.entries if not day or _year(register, day, entry) == evidence.year
        ]
    if base is None:
        return None
    found = counted(register, figure, [entry for entry in base if is_counted(figure, entry.values)])
    if found is None or (not found.value and not base and not evidence.is_there):
        return None
    return found


def _overdue(
    desk: Desk, register: Register, figure: FigureTable, evidence: YearEvidence
) -> Sequence[Entry] | None:
    """Return the entries that were overdue at the end of the year, or are today where it is not over."""
    rule, today = register.due_rule(figure.overdue), desk.today()
    if rule is None or evidence.year > today.year:
        return None
    before = min(today, date(evidence.year + 1, 1, 1))
    return [entry for entry in evidence.entries if was_overdue(register, rule, entry, before)]


def _year(register: Register, field: str, entry: Entry) -> int | None:
    """Return the year that a date or year field of an entry names, or None where it is empty."""
    text = entry.values.get(field, "")
    if field in register.fields and register.fields[field].kind == "year":
        return int(text) if text.isdecimal() else None
    day = day_of(text)
    return day.year if day is not None else None
