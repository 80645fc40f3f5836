"""What people call the entries behind figures, and where they can be looked at."""

from collections.abc import Iterator, Sequence

from dutydesk.api import Desk, NamedRecord
from dutydesk.wording import _
from dutydesk_registers.area import AREA, going_to
from dutydesk_registers.entry import CompleteYear, RegisterEntry
from dutydesk_registers.registers import registers

_ENTRY, _COMPLETE = "entry:", "complete:"
_MOST_AT_ONCE = 500
"""So many keys are asked for in one statement."""


def named_entries(desk: Desk, keys: Sequence[str]) -> Iterator[NamedRecord]:
    """Yield what the entries and complete years among `keys` are called; others' keys are passed over."""
    entries = [key.removeprefix(_ENTRY) for key in keys if key.startswith(_ENTRY)]
    years = [key.removeprefix(_COMPLETE) for key in keys if key.startswith(_COMPLETE)]
    if not entries and not years:
        return
    kept = registers(desk)
    for some in _parts(entries):
        for record in desk.table(RegisterEntry).where(id=some):
            register = kept.get(record.register)
            name = register.name if register is not None else record.register
            yield NamedRecord(
                key=record.subject,
                title=_("{register}: {title}").format(register=name, title=record.title),
                day=record.day,
                screen=AREA if register is not None else "",
                action=going_to(register.code, record.id) if register is not None else "",
            )
    for some in _parts(years):
        for said in desk.table(CompleteYear).where(id=some):
            register = kept.get(said.register)
            text = _("{register}: {name} says that {year} is complete")
            yield NamedRecord(
                key=said.subject,
                title=text.format(
                    register=register.name if register is not None else said.register,
                    name=said.by,
                    year=said.year,
                ),
                day=said.on,
                screen=AREA if register is not None else "",
                action=going_to(register.code) if register is not None else "",
            )


def _parts(keys: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Yield the keys, each once, in parts; what cannot be kept is no key."""
    different = tuple(dict.fromkeys(key for key in keys if "\0" not in key))
    for start in range(0, len(different), _MOST_AT_ONCE):
        yield different[start : start + _MOST_AT_ONCE]
