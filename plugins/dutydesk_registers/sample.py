"""The registers of the sample school: this year filled in, some of the last one, and three things still open.

A letter is not signed yet, an extinguisher is to be serviced next week, a round of the season is under way.
"""

from collections.abc import Iterator
from datetime import date

from dutydesk.api import Desk
from dutydesk.wording import _
from dutydesk_registers.field_values import field_context
from dutydesk_registers.registers import registers
from dutydesk_registers.sample_school import lines
from dutydesk_registers.sample_school.days import SampleDays
from dutydesk_registers.sample_school.equipment import keep_equipment
from dutydesk_registers.sample_school.keeping import SampleKeeping, Values
from dutydesk_registers.sample_school.rounds import keep_rounds, seasons_to_fill


def fill_sample(desk: Desk, today: date) -> None:
    """Fill the registers that the desk has, as one change."""
    there, context, days = registers(desk), field_context(desk), SampleDays(today)
    plain: dict[str, Iterator[Values]] = {
        "publicity": lines.publicity(days),
        "letters": lines.letters(days),
        "plans": lines.plans(days),
        "incidents": lines.incidents(days),
        "breaches": lines.breaches(days),
        "dutylog": lines.dutylog(days),
        "bicycles": lines.bicycles(days),
        "counters": lines.counters(days),
        "evaluation": lines.evaluation(days, context),
    }
    with desk.change(_("The registers of the sample school")) as change:
        keeping = SampleKeeping(change, there, context, days)
        for code, many in plain.items():
            for values in many:
                keeping.keep(code, values)
        keep_equipment(keeping)
        keep_rounds(keeping, seasons_to_fill(desk, keeping))
