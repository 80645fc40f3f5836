"""Keeping what the registers of the sample school hold, within one change."""

from collections.abc import Mapping
from dataclasses import dataclass

from dutydesk.api import Change
from dutydesk_registers.entry import RegisterEntry
from dutydesk_registers.field_values import FieldContext
from dutydesk_registers.keeping import keep_record, kept_record
from dutydesk_registers.register import Register
from dutydesk_registers.sample_school.days import SampleDays

Values = Mapping[str, str]
LEADER, HEAD_OF_EQUIPMENT = "zhao-jianguo", "li-qiang"
"""Who of the sample school's people is in charge of nearly all, and who of the equipment."""


@dataclass(frozen=True, slots=True)
class SampleKeeping:
    """Keeps entries of the registers that are there, within the one change."""

    change: Change
    registers: Mapping[str, Register]
    context: FieldContext
    days: SampleDays

    def keep(self, code: str, values: Values, source: str = "") -> RegisterEntry | None:
        """Keep an entry and return it; nothing, where there is no such register.

        People whom the desk does not have are left out where nobody must be named.
        """
        register = self.registers.get(code)
        if register is None:
            return None
        said: dict[str, str] = {}
        for code_of_field, field in register.fields.items():
            text = values.get(code_of_field, "")
            is_somebody = field.kind != "person" or field.required or text in self.context.names
            if text and is_somebody:
                said[code_of_field] = text
        return keep_record(self.change, register, kept_record(register, said, None, self.context, source))
