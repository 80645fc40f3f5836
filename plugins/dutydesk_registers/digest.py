"""What registers tell of some days for the weekly meeting and reminder."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from dutydesk.api import Desk, DigestLine
from dutydesk.wording import clauses, ngettext
from dutydesk_registers.due_days import holds
from dutydesk_registers.entries import Entry, read_entry
from dutydesk_registers.entry import RegisterEntry
from dutydesk_registers.register import Register
from dutydesk_registers.register_file import DigestTable
from dutydesk_registers.registers import registers

_MOST_TITLES = 12
_MOST_SOUGHT = 31
"""So many days at most are looked for in what an entry holds before its values are read."""


def register_digest(desk: Desk, first: date, last: date) -> Iterator[DigestLine]:
    """Yield a line for each digest of a register that has entries in the days `first` to `last`."""
    for register in registers(desk).values():
        for table in register.file.digest:
            found = [
                entry
                for entry in _entries(desk, register, table, first, last)
                if all(holds(test, entry.values) for test in table.where)
            ]
            if found:
                yield DigestLine(
                    heading=register.name,
                    text=_text(table, found),
                    order=table.order,
                    records=tuple(entry.record.subject for entry in found),
                )


def _entries(desk: Desk, register: Register, table: DigestTable, first: date, last: date) -> Sequence[Entry]:
    """Return the entries whose day lies in those days, in its order; a year is no day."""
    code = table.day or register.file.register.day
    field = register.fields.get(code)
    if field is None or field.kind != "date":
        return ()
    kept = desk.table(RegisterEntry)
    if code == register.file.register.day:
        return [read_entry(each) for each in kept.between("day", first, last, register=register.code)]
    records = _likely(kept.where(register=register.code), first, last)
    low, high = first.isoformat(), last.isoformat()
    found = [entry for entry in map(read_entry, records) if low <= entry.values.get(code, "") <= high]
    return sorted(found, key=lambda entry: (entry.values[code], entry.id))


def _likely(records: Iterable[RegisterEntry], first: date, last: date) -> Iterator[RegisterEntry]:
    """Yield the records that may name one of the days; most are passed over before their values are read."""
    count = (last - first).days + 1
    days = [(first + timedelta(days=each)).isoformat() for each in range(min(count, _MOST_SOUGHT))]
    for record in records:
        if count > _MOST_SOUGHT or any(day in record.body for day in days):
            yield record


def _text(table: DigestTable, found: Sequence[Entry]) -> str:
    titles = [entry.title for entry in found[:_MOST_TITLES]]
    if more := len(found) - len(titles):
        titles.append(ngettext("and {count} more", "and {count} more", more).format(count=more))
    return table.text.replace("{count}", str(len(found))).replace("{titles}", clauses(titles))
