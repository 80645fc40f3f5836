"""The list of a register: its columns, its lines, and what the lines above it say."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from dutydesk.tui.widgets import LinePart, TableColumn, TableRow, one_line, width_of
from dutydesk.wording import _, ngettext, phrases
from dutydesk_registers.entries import Entry, read_entry
from dutydesk_registers.entry_state import entry_state, has_states
from dutydesk_registers.field_values import FieldContext, shown
from dutydesk_registers.inspecting.seasons import SeasonDue
from dutydesk_registers.register import Register
from dutydesk_registers.register_file import FieldTable
from dutydesk_registers.screens.long_table import MOST_SHOWN
from dutydesk_registers.screens.season_words import season_words

_USUAL_TITLE, _MOST_TITLE = 16, 24
_STATE_WIDTH = 6
_GAP = 2


@dataclass(frozen=True, slots=True)
class RegisterView:
    """Which entries of a register are looked at: those of a year, or of all; or only those that are open."""

    year: int | None
    only_open: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EntriesRead:
    """What was read of a register at one moment.

    `open` and `overdue` are counted in all years; `waiting` tasks could be taken in; `wanted` are the rounds
    that seasons want by now.
    """

    register: Register
    context: FieldContext
    view: RegisterView
    entries: "EntryLines"
    open: int
    overdue: int
    is_complete: bool
    waiting: int
    wanted: tuple[SeasonDue, ...]


@dataclass(frozen=True, slots=True)
class EntryLines:
    """Entries as lines: `texts` are what the filter looks through, `columns` what is shown of each."""

    register: Register
    context: FieldContext
    entries: tuple[Entry, ...]
    keys: tuple[str, ...]
    texts: tuple[str, ...]
    state_width: int
    columns: tuple[FieldTable, ...] = ()
    _rows: dict[int, TableRow] = field(default_factory=dict)

    def row(self, at: int) -> TableRow:
        """Return the line of an entry, made when it is first shown."""
        found = self._rows.get(at)
        if found is None:
            found = self._rows[at] = self._made(self.entries[at])
        return found

    def entry(self, key: str) -> Entry | None:
        """Return the entry with this key, or None."""
        return self.entries[self.keys.index(key)] if key in self.keys else None

    def _made(self, entry: Entry) -> TableRow:
        state, style = entry_state(self.register, entry, self.context.today)
        cells = [
            one_line(shown(each, entry.values.get(each.code, ""), self.context)) for each in self.columns
        ]
        return TableRow(entry.id, (*cells, state), style)


def entry_lines(
    register: Register, context: FieldContext, entries: Sequence[Entry], width: int
) -> EntryLines:
    """Return entries as lines for a list of `width` cells."""
    states = [entry_state(register, each, context.today)[0] for each in entries]
    state_width = max([_STATE_WIDTH, *map(width_of, set(states))]) if has_states(register) else 0
    return EntryLines(
        register,
        context,
        tuple(entries),
        tuple(each.id for each in entries),
        tuple(_texts(register, context, entries, states)),
        state_width,
        listed_fields(register, state_width, width),
    )


def _texts(
    register: Register, context: FieldContext, entries: Sequence[Entry], states: Sequence[str]
) -> Iterator[str]:
    """Yield what the filter looks through; what a value is called is worked out once for each.

    The values are those of a passing copy of each entry, so that they are not all kept.
    """
    fields = register.fields
    called: dict[tuple[str, str], str] = {}
    for entry, state in zip(entries, states, strict=True):
        parts = []
        for pair in read_entry(entry.record).values.items():
            text = called.get(pair)
            if text is None:
                field = fields.get(pair[0])
                text = called[pair] = shown(field, pair[1], context).casefold() if field is not None else ""
            parts.append(text)
        parts.append(state.casefold())
        yield " ".join(parts)


def listed_fields(register: Register, state_width: int, width: int) -> tuple[FieldTable, ...]:
    """Return the fields that are columns of a list of `width` cells; the last give way first."""
    title = register.title_field
    listed = [each for each in register.file.field if each.width or each.code == title.code]
    least = min(title.width or _USUAL_TITLE, _MOST_TITLE)
    room = width - 1 - least - (state_width + _GAP if state_width else 0)
    kept: list[FieldTable] = []
    for each in listed:
        if each.code == title.code:
            kept.append(each)
        elif each.width + _GAP <= room:
            room -= each.width + _GAP
            kept.append(each)
    return tuple(kept)


def list_columns(lines: EntryLines) -> tuple[TableColumn, ...]:
    """Return the columns of a list: fields, of which the title takes what is left, and the state."""
    title = lines.register.title_field.code
    columns = [
        TableColumn(each.code, each.name, 0 if each.code == title else each.width) for each in lines.columns
    ]
    if lines.state_width:
        columns.append(TableColumn("@state", _("State"), lines.state_width))
    return tuple(columns)


def head_parts(read: EntriesRead) -> tuple[list[LinePart], list[LinePart]]:
    """Return what the register is and how it stands, and a word on its seasons."""
    parts = [LinePart(f" {read.register.name} ", "strong"), LinePart(f" {_counted(read)}")]
    if read.open and not read.view.only_open:
        parts.append(LinePart(phrases(("", _("{count} open").format(count=read.open)))))
    if read.overdue:
        parts.append(LinePart(phrases(("", _("{count} overdue").format(count=read.overdue))), "error"))
    if read.is_complete:
        parts.append(LinePart(phrases(("", _("said to be complete")))))
    if read.waiting:
        waiting = ngettext("{count} task to take in", "{count} tasks to take in", read.waiting)
        parts += [LinePart(", "), LinePart(waiting.format(count=read.waiting), "key", "screen.take")]
    text, style = season_words(read.register, read.wanted)
    return parts, [LinePart(f" {text} ", style, "screen.begin")] if text else []


def _counted(read: EntriesRead) -> str:
    count, year = len(read.entries.entries), read.view.year
    if read.view.only_open:
        return _("{count} open in all").format(count=count)
    if year is None:
        return ngettext("{count} entry", "{count} entries", count).format(count=count)
    return ngettext("{count} entry of {year}", "{count} entries of {year}", count).format(
        count=count, year=year
    )


def view_parts(read: EntriesRead) -> list[LinePart]:
    """Return the line that says which entries are looked at, and what changes that."""
    view = read.view
    parts = []
    if read.register.day_field is not None:
        year = _("all years") if view.year is None else str(view.year)
        parts = [
            LinePart(" [ ", "key", "screen.year(-1)"),
            LinePart(f" {year} " if not view.only_open else " - ", "strong"),
            LinePart(" ] ", "key", "screen.year(1)"),
            LinePart(" y ", "key", "screen.all_years"),
            LinePart(
                (_("All years") if view.year is not None else _("One year")) + " ", "", "screen.all_years"
            ),
        ]
    if has_states(read.register):
        parts += [
            LinePart(" o ", "key", "screen.only_open"),
            LinePart((_("With closed") if view.only_open else _("Only open")) + " ", "", "screen.only_open"),
        ]
    return parts


def matching_text(matching: int, total: int, *, filtered: bool) -> str:
    """Return how many lines of a list match and are shown, where those are not simply all."""
    if matching <= MOST_SHOWN:
        return _("{matching} of {total} match").format(matching=matching, total=total) if filtered else ""
    if filtered:
        text = _("{matching} of {total} match, {shown} shown")
    else:
        text = _("{shown} of {total} shown, / finds all")
    return text.format(matching=matching, total=total, shown=MOST_SHOWN)
