"""Which column of a table is which field of a register, and how columns are headed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dutydesk.domain import clean_line
from dutydesk.sheets import Sheet
from dutydesk.sheets.headings import plain_word
from dutydesk_registers.register import Register, names_of

KEY = "@key"
"""Stands among the fields for the column with the keys of entries, by which a changed row finds its entry."""
KEY_HEADING = "DutyDesk key"
"""How that column is headed, in every language."""

_MOST_HEADING = 60


@dataclass(frozen=True, slots=True)
class EntryColumns:
    """The columns of a table that are fields, how each of those is headed, and what is headed otherwise.

    `unknown` are the numbers, from 1, and headings of columns that are no field; `twice` are pairs of
    headings that mean one field.
    """

    of_field: Mapping[str, int]
    headings: Mapping[str, str]
    unknown: tuple[tuple[int, str], ...] = ()
    twice: tuple[tuple[str, str], ...] = ()


def entry_columns(register: Register, sheet: Sheet) -> EntryColumns:
    """Tell which columns of `sheet` are fields of `register`."""
    known = _fields_by_heading(register)
    of_field: dict[str, int] = {}
    headings: dict[str, str] = {}
    unknown: list[tuple[int, str]] = []
    twice: list[tuple[str, str]] = []
    for index, header in enumerate(sheet.headers):
        heading = clean_line(header, _MOST_HEADING)
        field = known.get(plain_word(header))
        if field is None:
            if heading or any(row[index] is not None for row in sheet.rows):
                unknown.append((index + 1, heading))
        elif field in of_field:
            twice.append((headings[field], heading))
        else:
            of_field[field], headings[field] = index, heading
    return EntryColumns(of_field, headings, tuple(unknown), tuple(twice))


def column_headings(register: Register) -> Mapping[str, str]:
    """Return the heading of each field's column in the reader's language, such that it is read back."""
    known = _fields_by_heading(register)
    found = {
        code: field.name if known.get(plain_word(field.name)) == code else code
        for code, field in register.fields.items()
    }
    return {**found, KEY: KEY_HEADING}


def field_named(register: Register, name: str) -> str | None:
    """Return the code of the field that somebody names as a column may be headed, or None."""
    field = _fields_by_heading(register).get(plain_word(name))
    return None if field == KEY else field


def _fields_by_heading(register: Register) -> Mapping[str, str]:
    """Return which field each heading means in its plain form; where it may be several, the first has it."""
    found: dict[str, str] = {}
    for word, field in _words(register):
        plain = plain_word(word)
        if plain:
            found.setdefault(plain, field)
    return found


def _words(register: Register) -> Iterator[tuple[str, str]]:
    """Yield what the columns may be called: codes before names, and those before further headings."""
    fields = register.fields.values()
    yield KEY_HEADING, KEY
    yield from ((field.code, field.code) for field in fields)
    yield from ((field.name, field.code) for field in fields)
    yield from ((name, field.code) for field in fields for name in names_of(field))
    yield from ((heading, field.code) for field in fields for heading in field.headings)
