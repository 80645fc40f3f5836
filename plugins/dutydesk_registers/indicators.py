"""The entries of registers that are indicators of the evaluation in the annual summary."""

from collections.abc import Iterator

from dutydesk.api import Desk, Indicator
from dutydesk_registers.entries import Entry, entries
from dutydesk_registers.field_values import NO, YES, number_of
from dutydesk_registers.register_file import EvaluationTable
from dutydesk_registers.registers import registers


def evaluation_lines(desk: Desk, year: int) -> Iterator[Indicator]:
    """Yield the indicators of a year by their titles; those without a day are of every year."""
    for register in registers(desk).values():
        table = register.file.evaluation
        if table is not None:
            found = entries(desk, register, year)
            for entry in sorted(found, key=lambda each: (each.record.title, each.id)):
                yield _indicator(entry, table)


def _indicator(entry: Entry, table: EvaluationTable) -> Indicator:
    values = entry.values
    return Indicator(
        key=entry.record.subject,
        title=values.get(table.indicator, "") or entry.title,
        standard=values.get(table.standard, ""),
        figure=values.get(table.figure, ""),
        least=number_of(values.get(table.least, "")),
        met={YES: True, NO: False}.get(values.get(table.met, "")),
        points=number_of(values.get(table.points, "")) if table.points else None,
        proof=values.get(table.proof, "") if table.proof else "",
        records=(entry.record.subject,),
    )
