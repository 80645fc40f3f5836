"""Keeping entries: from what was typed, checked, to a record; each time as one change."""

from collections.abc import Iterable, Mapping, Sequence

from dutydesk.api import Change, DataProblem, Desk
from dutydesk.domain import new_id
from dutydesk.sheets import Cell
from dutydesk.wording import _, clauses, ngettext
from dutydesk_registers.entries import Entry, read_entry
from dutydesk_registers.entry import EntryMark, RegisterEntry
from dutydesk_registers.entry_checks import EntryFault, entry_faults
from dutydesk_registers.field_values import FieldContext, canonical, field_context, shown
from dutydesk_registers.reckoning import reckoned
from dutydesk_registers.register import Register
from dutydesk_registers.register_file import FieldTable
from dutydesk_registers.standing_values import standing_value

_ASKED_AT_ONCE = 500


class EntryRefused(DataProblem):
    """An entry is not kept; `faults` say of which field what is wrong."""

    def __init__(self, register: Register, faults: Sequence[EntryFault]) -> None:
        names = {code: field.name for code, field in register.fields.items()}
        told = (
            _("{field}: {problem}").format(field=names.get(each.field, each.field), problem=each.problem)
            for each in faults
        )
        super().__init__(clauses(told))
        self.faults = tuple(faults)


def new_values(register: Register, context: FieldContext) -> dict[str, str]:
    """Return what a new entry holds to begin with."""
    found: dict[str, str] = {}
    for field in register.fields.values():
        if field.default:
            found[field.code] = standing_value(field, field.default, context)
    return found


def typed_values(
    register: Register, typed: Mapping[str, Cell], before: Entry | None, context: FieldContext
) -> tuple[dict[str, str], tuple[EntryFault, ...]]:
    """Return the values of an entry after what was typed, and what is wrong with them.

    A field that is not among `typed` stays as it is in `before`; so does one that says what it said there,
    even where the register would not take it any more.
    """
    values = dict(before.values) if before is not None else {}
    faults: list[EntryFault] = []
    for code, cell in typed.items():
        field, kept = register.fields.get(code), values.get(code, "")
        if field is None:
            faults.append(EntryFault(code, _("the register has no such field")))
        elif not (kept and (cell == kept or cell == shown(field, kept, context))):
            try:
                values[code] = canonical(field, cell, context)
            except ValueError as error:
                faults.append(EntryFault(code, str(error)))
                values.pop(code, None)
    wrong = {each.field for each in faults}
    checks = (each for each in entry_faults(register, values, context.today) if each.field not in wrong)
    return values, (*faults, *checks)


def kept_record(
    register: Register,
    values: Mapping[str, str],
    before: RegisterEntry | None,
    context: FieldContext,
    source: str = "",
) -> RegisterEntry:
    """Return the record of an entry with these values, a new one or `before` changed.

    Raises:
        EntryRefused: a check of the register does not hold.
    """
    if faults := entry_faults(register, values, context.today):
        raise EntryRefused(register, faults)
    return record_of(register, values, before, context, source)


def record_of(
    register: Register,
    values: Mapping[str, str],
    before: RegisterEntry | None,
    context: FieldContext,
    source: str = "",
) -> RegisterEntry:
    """Return the record of an entry with these values, which nobody checks."""
    record = before or RegisterEntry(id=new_id(), register=register.code, title="", source=source)
    return reckoned(register, record, values, context)


def keep_entry(
    desk: Desk, register: Register, typed: Mapping[str, Cell], before: Entry | None = None
) -> Entry:
    """Keep an entry as it was typed: a new one, or `before` changed.

    Raises:
        EntryRefused: something is wrong with it.
        StaleChange: somebody else has changed it since.
    """
    context = field_context(desk)
    values, faults = typed_values(register, typed, before, context)
    if faults:
        raise EntryRefused(register, faults)
    record = record_of(register, values, before.record if before else None, context)
    with desk.change(why_of(register, record, is_new=before is None)) as change:
        return read_entry(keep_record(change, register, record))


def keep_entries(
    desk: Desk, register: Register, many: Iterable[tuple[Mapping[str, Cell], Entry | None]], why: str
) -> tuple[Entry, ...]:
    """Keep many entries as they were typed, each a new one or the one beside it changed, as one change.

    Raises:
        EntryRefused: something is wrong with one of them; none is kept.
        StaleChange: somebody else has changed one since.
    """
    context = field_context(desk)
    records: list[RegisterEntry] = []
    for typed, before in many:
        values, faults = typed_values(register, typed, before, context)
        if faults:
            raise EntryRefused(register, faults)
        records.append(record_of(register, values, before.record if before else None, context))
    with desk.change(why) as change:
        return tuple(map(read_entry, keep_records(change, register, records)))


def remove_entry(desk: Desk, register: Register, entry: Entry) -> None:
    """Remove an entry, and the marks of a round with it.

    Raises:
        StaleChange: somebody else has changed it since.
    """
    why = _("{register}: {title} removed").format(register=register.name, title=entry.title)
    with desk.change(why) as change:
        for mark in change.table(EntryMark).where(entry=entry.id):
            change.remove(mark)
        change.remove(entry.record)


def keep_record(change: Change, register: Register, record: RegisterEntry) -> RegisterEntry:
    """Keep a record within a change.

    Raises:
        EntryRefused: another entry has its unique value already.
        StaleChange: somebody else has changed it since.
    """
    return keep_records(change, register, (record,))[0]


def keep_records(
    change: Change, register: Register, records: Sequence[RegisterEntry]
) -> tuple[RegisterEntry, ...]:
    """Keep many records of one register within a change.

    Raises:
        EntryRefused: another entry, or another of them, has the unique value of one.
        StaleChange: somebody else has changed one since.
    """
    if (unique := register.unique_field) is not None:
        _refuse_taken(change, register, unique, records)
    return tuple([change.replace(each) if each.revision else change.add(each) for each in records])


def _refuse_taken(
    change: Change, register: Register, unique: FieldTable, records: Sequence[RegisterEntry]
) -> None:
    seen: dict[str, RegisterEntry] = {}
    for record in records:
        if record.known_by and seen.setdefault(record.known_by, record) is not record:
            raise EntryRefused(register, (taken(unique.code, seen[record.known_by].title),))
    written, table = {each.id for each in records}, change.table(RegisterEntry)
    sought = tuple(seen)
    for start in range(0, len(sought), _ASKED_AT_ONCE):
        asked = sought[start : start + _ASKED_AT_ONCE]
        for other in table.where(register=register.code, known_by=asked):
            if other.id not in written:
                raise EntryRefused(register, (taken(unique.code, other.title),))


def taken(field: str, title: str) -> EntryFault:
    """Return what is wrong where another entry, called `title`, has the value of a unique field already."""
    return EntryFault(field, _("another entry has this already: {title}").format(title=title))


def why_of(register: Register, record: RegisterEntry, *, is_new: bool) -> str:
    """Return what the journal says of an entry that is kept."""
    text = _("{register}: {title} added") if is_new else _("{register}: {title} changed")
    return text.format(register=register.name, title=record.title)


def why_many(register: Register, count: int) -> str:
    """Return what the journal says of many entries that are kept at once."""
    return ngettext("{register}: {count} entry", "{register}: {count} entries", count).format(
        register=register.name, count=count
    )
