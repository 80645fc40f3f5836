"""Reading entries from a table: what is new, what is changed, what is wrong, before anything is kept."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from dutydesk.api import DataProblem, Desk
from dutydesk.domain import clean_line
from dutydesk.sheets import Cell, Sheet
from dutydesk.sheets.cells import text_of
from dutydesk.wording import _, listed, ngettext
from dutydesk_registers.entries import Entry, entries, unique_key
from dutydesk_registers.entry_checks import EntryFault
from dutydesk_registers.exchange.entry_columns import KEY, KEY_HEADING, EntryColumns, entry_columns
from dutydesk_registers.field_values import FieldContext, canonical, field_context
from dutydesk_registers.keeping import keep_entries, taken, typed_values
from dutydesk_registers.register import Register
from dutydesk_registers.standing_values import STANDING, standing_value

MOST_TOLD = 20
"""How many faults of a table are told one by one."""
_MOST_HEADINGS = 300


@dataclass(frozen=True, slots=True)
class ImportedRow:
    """A row that makes a new entry, or changes the one `before`; `values` are those of the entry then."""

    number: int
    typed: Mapping[str, Cell]
    values: Mapping[str, str]
    before: Entry | None = None

    @property
    def changes(self) -> tuple[str, ...]:
        """The fields in which the entry differs then from what it was."""
        before = self.before.values if self.before is not None else {}
        codes = dict.fromkeys((*before, *self.values))
        return tuple(code for code in codes if before.get(code, "") != self.values.get(code, ""))


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPreview:
    """What importing a table would do; nothing is kept as long as there are `faults`, each a line.

    `same` is how many rows say what is kept already. Of the faults at most `MOST_TOLD` are lines,
    `more_faults` counts the others. `passed_over` are columns that are no field, where such were to be passed
    over.
    """

    source: str
    added: tuple[ImportedRow, ...] = ()
    changed: tuple[ImportedRow, ...] = ()
    same: int = 0
    faults: tuple[str, ...] = ()
    more_faults: int = 0
    passed_over: tuple[str, ...] = ()


def preview_import(
    desk: Desk, register: Register, sheet: Sheet, *, passes_over: bool = False
) -> ImportPreview:
    """Return what importing `sheet` into a register would do.

    A row changes the entry whose key or unique value it has: an empty cell empties the field, what has no
    column stays. Any other row is new, unless an entry says the same in every column; two equal rows want two
    such entries. In fields without a column a new entry is given what the register's file gives each, unless
    that is a day or a name of now. A column that is no field is a fault, unless such columns are to be passed
    over: what stands in it would be lost.

    Raises:
        DataProblem: no column is one by which an entry is known, so this is no table of this register.
    """
    columns = entry_columns(register, sheet)
    _refuse_other_tables(register, sheet, columns)
    reading = _Reading(register, sheet, columns, field_context(desk), entries(desk, register))
    return reading.preview(passes_over=passes_over)


def keep_import(desk: Desk, register: Register, preview: ImportPreview) -> tuple[Entry, ...]:
    """Keep what a table adds and changes, as one change that one undo takes back.

    Raises:
        DataProblem: a row has a fault.
        StaleChange: somebody has changed one of the entries since.
    """
    if preview.faults:
        raise DataProblem(preview.faults[0])
    rows = (*preview.added, *preview.changed)
    if not rows:
        return ()
    why = _("{register}: imported from {file}").format(
        register=register.name, file=clean_line(preview.source, 100)
    )
    return keep_entries(desk, register, [(each.typed, each.before) for each in rows], why)


def _refuse_other_tables(register: Register, sheet: Sheet, columns: EntryColumns) -> None:
    unique = register.unique_field
    known_by = {register.title_field.code, KEY, *((unique.code,) if unique is not None else ())}
    if known_by.isdisjoint(columns.of_field):
        raise DataProblem(
            _("{file}: no column is headed {name} or {code}; the headings are: {found}").format(
                file=sheet.source,
                name=register.title_field.name,
                code=register.title_field.code,
                found=clean_line(", ".join(filter(None, sheet.headers)), _MOST_HEADINGS) or _("none"),
            )
        )


@dataclass(slots=True)
class _Row:
    """A row on its way: its cells by field, and the entry that it is about, if it says so."""

    number: int
    typed: dict[str, Cell]
    before: Entry | None = None


class _Reading:
    """Reads one table, row by row."""

    def __init__(
        self,
        register: Register,
        sheet: Sheet,
        columns: EntryColumns,
        context: FieldContext,
        kept: Sequence[Entry],
    ) -> None:
        self._register, self._sheet, self._columns, self._context = register, sheet, columns, context
        self._by_key = {each.id: each for each in kept}
        self._by_unique = {each.record.known_by: each for each in kept if each.record.known_by}
        self._faults: list[tuple[int, str]] = []
        self._lacking: dict[str, None] = {}
        self._given = dict(_given(register, columns, context))

    def preview(self, *, passes_over: bool) -> ImportPreview:
        if not passes_over:
            self._faults += [(0, self._no_field(*each)) for each in self._columns.unknown]
        for first, second in self._columns.twice:
            text = _("{file}: the columns {first} and {second} mean the same")
            self._faults.append((0, text.format(file=self._sheet.source, first=first, second=second)))
        found = list(self._understood(list(self._rows())))
        added, changed, same = self._told_apart(found)
        for code in self._lacking:
            named = self._register.fields[code]
            text = _("{file}: no column is headed {name} or {code}, which new entries need")
            self._faults.append((0, text.format(file=self._sheet.source, name=named.name, code=code)))
        lines = [line for _number, line in sorted(self._faults, key=lambda each: each[0])]
        return ImportPreview(
            source=self._sheet.source,
            added=tuple(added),
            changed=tuple(changed),
            same=same,
            faults=tuple(lines[:MOST_TOLD]),
            more_faults=max(0, len(lines) - MOST_TOLD),
            passed_over=tuple(_column_name(*each) for each in self._columns.unknown) if passes_over else (),
        )

    def _no_field(self, number: int, heading: str) -> str:
        return _("{file}, row {row}, {column}: no field of {register} is called so; expected {names}").format(
            file=self._sheet.source,
            row=self._sheet.first_row_number - 1,
            column=_column_name(number, heading),
            register=self._register.name,
            names=listed(field.name for field in self._register.fields.values()),
        )

    def _rows(self) -> Iterator[_Row]:
        """Yield the rows that are filled, each with the entry of its key or unique value."""
        first_rows: dict[str, int] = {}
        for number, cells in enumerate(self._sheet.rows, start=self._sheet.first_row_number):
            if all(cell is None for cell in cells):
                continue
            typed = {code: cells[index] for code, index in self._columns.of_field.items()}
            before = self._by_key.get(text_of(typed.pop(KEY, None)))
            known_by = self._known_by(typed)
            holder = self._by_unique.get(known_by)
            if before is not None and holder is not None and holder.id != before.id:
                self._tell(number, taken(self._told_by, holder.title))
            before = before or holder
            names = [name for name in (before.record.subject if before else "", known_by) if name]
            earlier = next((first_rows[name] for name in names if name in first_rows), None)
            if earlier is not None:
                problem = _("row {row} is about the same entry").format(row=earlier)
                self._tell(number, EntryFault(self._told_by, problem))
            first_rows.update(dict.fromkeys(names, number))
            yield _Row(number, typed, before)

    def _known_by(self, typed: Mapping[str, Cell]) -> str:
        """Return the unique value of a row as entries are found by it, or nothing."""
        unique = self._register.unique_field
        if unique is None:
            return ""
        with suppress(ValueError):
            return unique_key(canonical(unique, typed.get(unique.code), self._context))
        return ""

    @property
    def _told_by(self) -> str:
        """The column by which a row is said to be about an entry."""
        unique = self._register.unique_field
        return unique.code if unique is not None and unique.code in self._columns.of_field else KEY

    def _understood(self, rows: Iterable[_Row]) -> Iterator[ImportedRow]:
        """Yield the rows in which nothing is wrong, and tell what is wrong in the others."""
        for row in rows:
            typed = row.typed if row.before is not None else {**self._given, **row.typed}
            values, faults = typed_values(self._register, typed, row.before, self._context)
            for fault in faults:
                if row.before is None and fault.field not in typed and not values.get(fault.field):
                    self._lacking[fault.field] = None
                else:
                    self._tell(row.number, fault)
            if not faults:
                yield ImportedRow(row.number, typed, _filled(values), row.before)

    def _told_apart(self, rows: Iterable[ImportedRow]) -> tuple[list[ImportedRow], list[ImportedRow], int]:
        """Return what is new, what is changed, and how many rows say what is kept already."""
        rows = list(rows)
        codes = [code for code in self._columns.of_field if code != KEY]
        about = {row.before.id for row in rows if row.before is not None}
        free: dict[tuple[str, ...], int] = defaultdict(int)
        for key, entry in self._by_key.items():
            if key not in about:
                free[_said(entry.values, codes)] += 1
        added: list[ImportedRow] = []
        changed: list[ImportedRow] = []
        same = 0
        for row in rows:
            said = _said(row.values, codes)
            if row.before is not None:
                changed += [row] if row.changes else []
                same += not row.changes
            elif free[said]:
                free[said] -= 1
                same += 1
            else:
                added.append(row)
        return added, changed, same

    def _tell(self, number: int, fault: EntryFault) -> None:
        named = self._register.fields.get(fault.field)
        name = named.name if named is not None else KEY_HEADING
        line = _("{file}, row {row}, {column}: {problem}").format(
            file=self._sheet.source,
            row=number,
            column=self._columns.headings.get(fault.field, name),
            problem=fault.problem,
        )
        self._faults.append((number, line))


def _given(register: Register, columns: EntryColumns, context: FieldContext) -> Iterator[tuple[str, str]]:
    """Yield what new entries hold in fields without a column; a day or a name of now would be made up."""
    for each in register.fields.values():
        if each.default and each.default not in STANDING and each.code not in columns.of_field:
            yield each.code, standing_value(each, each.default, context)


def _filled(values: Mapping[str, str]) -> dict[str, str]:
    return {code: text for code, text in values.items() if text}


def _said(values: Mapping[str, str], codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(values.get(code, "") for code in codes)


def _column_name(number: int, heading: str) -> str:
    if not heading:
        return _("column {number}, without a heading").format(number=number)
    return _("column {number} ({heading})").format(number=number, heading=heading)


def more_faults_line(count: int) -> str:
    """Return the line that stands below the faults that are told, for `count` others."""
    return ngettext("and {count} more fault", "and {count} more faults", count).format(count=count)
