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
        return read_entry(keep_record(change, self.target, self._record(found, of)))

    def renewed(self, change: Change, entry: Entry, before: Finding, now: Finding, of: Entry) -> Entry:
        """Give an entry what is said of the line now, wherever it still says what was said before.

        Raises:
            EntryRefused: a check of the other register does not hold.
        """
        old, new = self._values(before, of), self._values(now, of)
        values = dict(entry.values)
        for code in self.adds.values:
            if values.get(code, "") == old.get(code, ""):
                values[code] = new.get(code, "")
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
        expected = self._values(found, of)
        return all(
            entry.values.get(code, "") == expected.get(code, "")
            for code, field in self.target.fields.items()
            if not self.adds.values.get(code, field.default).startswith("@")
        )

    def _values(self, found: Finding, of: Entry) -> Mapping[str, str]:
        """Return what an entry for `found` would hold, or nothing where it could not be kept any more."""
        with suppress(EntryRefused):
            return read_entry(self._record(found, of)).values
        return {}

    def _record(self, found: Finding, of: Entry) -> RegisterEntry:
        gaps = {ITEM: found.item, NOTE: found.note}
        read = shown_values(self.source.fields, of.values, self.context)
        return added_record(
            self.target,
            self.adds,
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
