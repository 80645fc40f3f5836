"""The entries that wrong lines of a round raise in another register, such as hazards."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

from dutydesk.api import Change, Desk
from dutydesk.domain import Attachment
from dutydesk_registers.adding import added_record
from dutydesk_registers.entries import Entry, read_entry
from dutydesk_registers.entry import RegisterEntry
from dutydesk_registers.field_values import FieldContext, shown_values
from dutydesk_registers.keeping import EntryRefused, keep_record, kept_record
from dutydesk_registers.register import Register
from dutydesk_registers.register_file import AddTable
from dutydesk_registers.registers import registers

ITEM, NOTE = "item", "note"
"""The gaps that are filled with the line and with what was noted of it."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A line that was found wrong: its text, and what was noted of it."""

    item: str
    note: str


@dataclass(frozen=True, slots=True)
class Raising:
    """How the rounds of a register raise entries, by what `adds` says, in the register `target`."""

    source: Register
    target: Register
    adds: AddTable
    context: FieldContext

    def raised(self, change: Change, found: Finding, of: Entry) -> Entry:
        """Keep a new entry for a line of the round `of`.

        Raises:
            EntryRefused: a check of the other register does not hold.
        """
        return read_entry(keep_record(change, self.target, self._record(self.adds, found, of)))

    def renewed(self, change: Change, entry: Entry, before: Finding, now: Finding, of: Entry) -> Entry:
        """Give an entry what is said of the line now, wherever it still says what was said before.

        Raises:
            EntryRefused: a check of the other register does not hold.
        """
        old, new = self._expected(before, of), self._record(self.adds, now, of)
        values = dict(entry.values)
        for code in self.adds.values:
            if any(values.get(code, "") == each.get(code, "") for each in old):
                values[code] = read_entry(new).values.get(code, "")
        if values == entry.values:
            return entry
        record = kept_record(self.target, values, entry.record, self.context)
        return read_entry(keep_record(change, self.target, record))

    def is_untouched(self, change: Change, entry: Entry, found: Finding, of: Entry) -> bool:
        """Tell whether nobody has gone on with an entry since it was raised for `found`.

        What was filled in by the clock, or for whoever marked the line, is passed over: it may differ today.
        """
        if change.table(Attachment).where(about=entry.record.subject):
            return False
        if entry.record.revision == 1:
            return True
        expected = self._expected(found, of)
        return all(
            any(entry.values.get(code, "") == each.get(code, "") for each in expected)
            for code, field in self.target.fields.items()
            if not self.adds.values.get(code, field.default).startswith("@")
        )

    def _expected(self, found: Finding, of: Entry) -> tuple[Mapping[str, str], ...]:
        """Return what an entry for `found` would hold, in each language in which it may have been raised."""
        expected: list[Mapping[str, str]] = []
        for values in (self.adds.values, *(words.values for words in self.adds.translations.values())):
            adds = AddTable(register=self.adds.register, values={**self.adds.values, **values})
            with suppress(EntryRefused):
                expected.append(read_entry(self._record(adds, found, of)).values)
        return tuple(expected)

    def _record(self, adds: AddTable, found: Finding, of: Entry) -> RegisterEntry:
        gaps = {ITEM: found.item, NOTE: found.note}
        read = shown_values(self.source.fields, of.values, self.context)
        return added_record(
            self.target,
            adds,
            {**of.values, **gaps},
            {**read, **gaps},
            context=self.context,
            source=of.record.subject,
        )


def raising_of(desk: Desk, register: Register, context: FieldContext) -> Raising | None:
    """Return how the rounds of a register raise entries, or None where they raise none.

    A school that does not keep the other register makes rounds all the same.
    """
    adds = register.file.rounds.fails if register.file.rounds is not None else None
    target = registers(desk).get(adds.register) if adds is not None else None
    return Raising(register, target, adds, context) if adds is not None and target is not None else None
