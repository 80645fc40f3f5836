"""People in a CSV file or a spreadsheet: reading them for import, and writing them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from dutydesk.api import DataProblem
from dutydesk.domain import Person, clean_line
from dutydesk.exchange.people_cells import (
    email_of,
    key_of,
    phone_of,
    plain_qualification,
    qualifications_of,
    rank_of,
    share_of,
)
from dutydesk.exchange.people_columns import COLUMNS, headings, rank_word
from dutydesk.exchange.people_keys import Keys
from dutydesk.sheets import Cell, Sheet, write_table
from dutydesk.sheets.cells import WrongCell, day_of, note_of, text_of
from dutydesk.sheets.headings import Columns, find_columns
from dutydesk.wording import _, clauses, listed


@dataclass(frozen=True, slots=True)
class RowError:
    """A row that cannot be used, by its number in the spreadsheet, and every reason why."""

    row: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PeoplePreview:
    """What a file of people would change; rows with errors are in none of the others."""

    added: tuple[Person, ...] = ()
    updated: tuple[Person, ...] = ()
    unchanged: int = 0
    errors: tuple[RowError, ...] = ()
    ignored_columns: tuple[str, ...] = ()


@dataclass(slots=True)
class _Row:
    """A row on its way: its fields as they were understood, and what was wrong with the others."""

    number: int
    key: str
    fields: dict[str, Any]
    reasons: list[str]


def read_people(
    sheet: Sheet, known: Mapping[str, Person], qualifications: Mapping[str, str]
) -> PeoplePreview:
    """Return what importing `sheet` would do to the people `known` by their keys.

    `qualifications` maps the code or name of each qualification to its code. A person who is known keeps
    what the file has no column for; an empty cell empties the field, except rank and share. The caller who
    wants all or nothing looks whether `errors` is empty.

    Raises:
        DataProblem: no heading means a name or a key, so this is no file of people.
    """
    columns = find_columns(sheet.headers, COLUMNS)
    if not columns.of_field.keys() & {"key", "name"}:
        found = listed(clean_line(header, 30) for header in sheet.headers if header) or _("none")
        raise DataProblem(
            _("{file}: no column is headed name or 姓名; the headings are: {found}").format(
                file=sheet.source or _("the file"), found=clean_line(found, 300)
            )
        )
    codes = {plain_qualification(word): code for word, code in qualifications.items()}
    codes |= {plain_qualification(code): code for code in qualifications.values()}
    rows = [
        _read_row(number, cells, columns, codes)
        for number, cells in enumerate(sheet.rows, start=sheet.first_row_number)
        if any(cell is not None for cell in cells)
    ]
    return _merged(rows, known, columns.ignored)


def write_people(path: Path, people: Iterable[Person], *, language: str = "en") -> None:
    """Write `people` to `path`, which ends in ``.xlsx`` or ``.csv``.

    Headings and ranks are English, or Chinese for the language ``zh``. What was written is read back equal
    by `read_people`.

    Raises:
        DataProblem: the ending is another, or the file cannot be written.
    """
    rows = (_written(person, language) for person in people)
    write_table(path, headings(language), rows, title="people", private=True)


def _read_row(number: int, cells: Sequence[Cell], columns: Columns, codes: Mapping[str, str]) -> _Row:
    """Understand the cells of a row one by one, so that everything wrong with it is told at once."""
    readers: dict[str, Any] = {
        "name": text_of,
        "latin": text_of,
        "rank": rank_of,
        "squad": text_of,
        "qualifications": lambda cell: qualifications_of(cell, codes),
        "share": share_of,
        "starts": day_of,
        "ends": day_of,
        "phone": phone_of,
        "email": email_of,
        "note": note_of,
    }
    row = _Row(number, "", {}, [])
    for field, index in columns.of_field.items():
        try:
            if field == "key":
                row.key = key_of(cells[index])
            else:
                row.fields[field] = readers[field](cells[index])
        except WrongCell as wrong:
            row.reasons.append(_in_column(field, wrong))
    if "name" in columns.of_field and not row.fields.get("name"):
        row.reasons.append(_("the name is empty"))
    for field in ("rank", "share"):
        if row.fields.get(field, "") is None:
            del row.fields[field]
    return row


def _in_column(field: str, wrong: WrongCell) -> str:
    return f"{wrong}" if field in {"key", "share", "phone", "qualifications"} else f"{field}: {wrong}"


def _merged(rows: list[_Row], known: Mapping[str, Person], ignored: tuple[str, ...]) -> PeoplePreview:
    """Match the rows with the people who are known, and tell apart what is new, changed and wrong."""
    keys = Keys(known, {row.key: row.fields.get("name", "") for row in rows if row.key})
    first_rows: dict[str, int] = {}
    added: list[Person] = []
    updated: list[Person] = []
    errors: list[RowError] = []
    unchanged = 0
    for row in rows:
        person = _person(row, keys, known)
        if person is not None:
            earlier = first_rows.setdefault(person.id, row.number)
            if earlier != row.number:
                row.reasons.append(
                    _("the rows {first} and {second} are the same person, {key}").format(
                        first=earlier, second=row.number, key=person.id
                    )
                )
            elif person.starts is not None and person.ends is not None and person.starts > person.ends:
                row.reasons.append(
                    _("the last day {ends} lies before the first, {starts}").format(
                        ends=person.ends, starts=person.starts
                    )
                )
        if row.reasons or person is None:
            errors.append(RowError(row.number, clauses(row.reasons)))
        elif person.id not in known:
            added.append(person)
        elif person != known[person.id]:
            updated.append(person)
        else:
            unchanged += 1
    return PeoplePreview(
        added=tuple(added),
        updated=tuple(updated),
        unchanged=unchanged,
        errors=tuple(errors),
        ignored_columns=ignored,
    )


def _person(row: _Row, keys: Keys, known: Mapping[str, Person]) -> Person | None:
    """Return the person whom `row` means, as they would be after the import, if that can be told."""
    name = row.fields.get("name", "")
    if not row.key and not name:
        if not row.reasons:
            row.reasons.append(_("there is neither a key nor a name"))
        return None
    try:
        key = row.key or keys.key_for(name, row.fields.get("latin", ""))
    except WrongCell as wrong:
        row.reasons.append(str(wrong))
        return None
    if key in known:
        return replace(known[key], **row.fields)
    if not name:
        if not row.reasons:
            row.reasons.append(_("nobody has the key {key}, and a new person needs a name").format(key=key))
        return None
    return Person(id=key, **row.fields)


def _written(person: Person, language: str) -> list[Cell]:
    """Return the cells of a person, in the order of `COLUMNS`."""
    values = {
        "key": person.id,
        "rank": rank_word(person.rank, language),
        "qualifications": ", ".join(person.qualifications),
    }
    return [values[field] if field in values else getattr(person, field) for field in COLUMNS]
