"""Reading an attendance list that someone else made: a preview first, then all of it or nothing."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from dutydesk.api import DataProblem
from dutydesk.domain import Person, clean_line
from dutydesk.sheets import Cell, Sheet
from dutydesk.sheets.cells import WrongCell, text_of
from dutydesk.sheets.headings import Columns, find_columns
from dutydesk.wording import _, clauses, listed
from dutydesk_training.attendance import Presence
from dutydesk_training.attendance_marking import MOST_MINUTES, USUAL_LATE, Mark
from dutydesk_training.attendance_words import COLUMNS, STATES, StateWord, state_named
from dutydesk_training.roll import Roll

_NEAR = 0.5
_MOST_NAMED = 4
_LONG = 60


@dataclass(frozen=True, slots=True)
class RowError:
    """A row that cannot be used, by its number in the spreadsheet, with every reason why."""

    row: int
    reason: str


@dataclass(frozen=True, slots=True)
class ImportedMark:
    """A row that was understood: its number, whom it means and how they took part."""

    row: int
    person: Person
    mark: Mark
    guest: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendancePreview:
    """What an attendance list would keep; whoever wants all or nothing looks whether there are `errors`.

    `unmarked` are people whose row has no state, and stay as they are; `missing` are those expected whom the
    list does not name and nobody has marked.
    """

    marks: tuple[ImportedMark, ...] = ()
    errors: tuple[RowError, ...] = ()
    unmarked: tuple[Person, ...] = ()
    missing: tuple[Person, ...] = ()
    ignored_columns: tuple[str, ...] = ()


@dataclass(slots=True)
class _Row:
    """A row on its way, and what is wrong with it."""

    number: int
    reasons: list[str] = field(default_factory=list)
    person: Person | None = None
    mark: Mark | None = None


def read_attendance(sheet: Sheet, roll: Roll, people: Iterable[Person]) -> AttendancePreview:
    """Return what importing `sheet` would keep of the session whose roll is `roll`.

    `people` are those who may have come; whoever of them is not expected is a guest. In a list without a
    column of states everybody who stands in it was present.

    Raises:
        DataProblem: no heading means a name or a key, so this is no list of people.
    """
    columns = find_columns(sheet.headers, COLUMNS)
    if not columns.of_field.keys() & {"key", "name"}:
        found = listed(clean_line(header, 30) for header in sheet.headers if header) or _("none")
        raise DataProblem(
            _("{file}: no column is headed name or 姓名, key or 工号; the headings are: {found}").format(
                file=sheet.source or _("the file"), found=clean_line(found, 300)
            )
        )
    names = NamesOfPeople(people)
    rows = [
        _read_row(number, cells, columns, names, roll)
        for number, cells in enumerate(sheet.rows, start=sheet.first_row_number)
        if any(text_of(cell) for cell in cells)
    ]
    _find_repeated(rows)
    return _preview(rows, roll, columns)


def _preview(rows: Sequence[_Row], roll: Roll, columns: Columns) -> AttendancePreview:
    expected = {line.person.id for line in roll.lines if not line.guest}
    listed = {row.person.id for row in rows if row.person is not None}
    return AttendancePreview(
        marks=tuple(
            ImportedMark(row.number, row.person, row.mark, guest=row.person.id not in expected)
            for row in rows
            if row.person is not None and row.mark is not None and not row.reasons
        ),
        errors=tuple(RowError(row.number, clauses(row.reasons)) for row in rows if row.reasons),
        unmarked=tuple(
            row.person for row in rows if row.person is not None and row.mark is None and not row.reasons
        ),
        missing=tuple(
            line.person for line in roll.open_lines if not line.guest and line.person.id not in listed
        ),
        ignored_columns=columns.ignored,
    )


class NamesOfPeople:
    """Finds people by key, name or Latin name, written whole, whatever the case, width and spaces."""

    def __init__(self, people: Iterable[Person]) -> None:
        self._by_key: dict[str, Person] = {}
        self._by_name: defaultdict[str, dict[str, Person]] = defaultdict(dict)
        self._shown: dict[str, str] = {}
        for person in people:
            self._by_key[plain_name(person.id)] = person
            for name in (person.name, person.latin):
                if plain_name(name):
                    self._by_name[plain_name(name)][person.id] = person
                    self._shown[plain_name(name)] = f"{person.name} ({person.id})"
            self._shown[plain_name(person.id)] = f"{person.name} ({person.id})"

    def of_key(self, text: str) -> Person:
        """Return the person with a key.

        Raises:
            WrongCell: nobody has it.
        """
        found = self._by_key.get(plain_name(text))
        if found is None:
            raise WrongCell(
                _("nobody has the key {key!r}").format(key=clean_line(text, _LONG)) + self._near(text)
            )
        return found

    def of_name(self, text: str) -> Person:
        """Return the one person of a name, or whose key stands in place of it.

        Raises:
            WrongCell: nobody is called so, or several are.
        """
        found = self._by_name.get(plain_name(text), {})
        by_key = self._by_key.get(plain_name(text))
        if by_key is not None and not found:
            return by_key
        if len(found) == 1:
            return next(iter(found.values()))
        if found:
            keys = ", ".join(list(found)[:_MOST_NAMED])
            raise WrongCell(
                _("{count} people are called {name!r} ({keys}); please give the key").format(
                    count=len(found), name=clean_line(text, _LONG), keys=keys
                )
            )
        raise WrongCell(
            _("nobody is called {name!r}").format(name=clean_line(text, _LONG)) + self._near(text)
        )

    def _near(self, text: str) -> str:
        near = get_close_matches(plain_name(text)[:_LONG], list(self._shown), n=1, cutoff=_NEAR)
        return _("; the nearest is {name}").format(name=self._shown[near[0]]) if near else ""


def plain_name(text: str) -> str:
    """Return the form in which names are compared: no accents, case, width, spaces, dots or dashes."""
    decomposed = unicodedata.normalize("NFKD", clean_line(text)).casefold()
    return "".join(each for each in decomposed if each.isalnum())


def _read_row(number: int, cells: Sequence[Cell], columns: Columns, names: NamesOfPeople, roll: Roll) -> _Row:
    """Understand a row, so that everything wrong with it is told at once."""
    texts = {field_: text_of(cells[index]) for field_, index in columns.of_field.items()}
    row = _Row(number)
    try:
        row.person = _person(texts, names)
    except WrongCell as wrong:
        row.reasons.append(str(wrong))
    try:
        state, minutes = _state(texts), _minutes(texts.get("minutes", ""))
    except WrongCell as wrong:
        row.reasons.append(str(wrong))
        return row
    if row.person is not None and state is not None:
        row.mark = _mark(row.person, state, minutes, texts.get("reason", ""), roll)
        if row.mark.minutes > MOST_MINUTES:
            row.reasons.append(
                _("{minutes} minutes late: expected 0 to {most}").format(
                    minutes=row.mark.minutes, most=MOST_MINUTES
                )
            )
    return row


def _person(texts: Mapping[str, str], names: NamesOfPeople) -> Person:
    key, name = texts.get("key", ""), texts.get("name", "")
    if not key and not name:
        raise WrongCell(_("there is neither a key nor a name"))
    if not key:
        return names.of_name(name)
    person = names.of_key(key)
    if name and plain_name(name) not in {plain_name(person.name), plain_name(person.latin)}:
        raise WrongCell(
            _("the key {key} is that of {person}, not of {name!r}").format(
                key=person.id, person=person.name, name=clean_line(name, _LONG)
            )
        )
    return person


def _state(texts: Mapping[str, str]) -> StateWord | None:
    """Return the state, present where the list has no column for it, None for an empty cell."""
    if "state" not in texts:
        return StateWord(Presence.PRESENT)
    text = texts["state"]
    if not text:
        return None
    state = state_named(text)
    if state is None:
        known = listed(f"{words[0]} ({words[1]})" for words in STATES.values())
        raise WrongCell(
            _("{text!r} is no state; expected one of {known}").format(
                text=clean_line(text, _LONG), known=known
            )
        )
    return state


def _minutes(text: str) -> int:
    if not text:
        return 0
    digits = unicodedata.normalize("NFKC", text).removesuffix("分钟").removesuffix("分").strip()
    if not (digits.isascii() and digits.isdigit()) or len(digits) > len(str(MOST_MINUTES)):
        raise WrongCell(
            _("{text!r} is no number of minutes from 0 to {most}").format(
                text=clean_line(text, _LONG), most=MOST_MINUTES
            )
        )
    return int(digits)


def _mark(person: Person, state: StateWord, minutes: int, reason: str, roll: Roll) -> Mark:
    """Return a mark: minutes make someone who came late, and an excuse without a reason has the proposed."""
    presence = state.presence
    if presence is Presence.PRESENT and minutes:
        presence = Presence.LATE
    late = state.minutes if state.minutes is not None else minutes or USUAL_LATE
    words = [state.reason, reason] if reason != state.reason else [reason]
    told = clauses(word for word in words if word)
    if presence is Presence.EXCUSED and not told:
        line = roll.line_of(person.id)
        told = line.proposed if line is not None else ""
    return Mark(person.id, presence, late if presence is Presence.LATE else 0, told)


def _find_repeated(rows: Iterable[_Row]) -> None:
    first_rows: dict[str, int] = {}
    for row in rows:
        if row.person is None:
            continue
        first = first_rows.setdefault(row.person.id, row.number)
        if first != row.number:
            row.reasons.append(
                _("{name} stands in row {row} already").format(name=row.person.name, row=first)
            )
