"""What the fields of entries hold: from what people type or import to the text that is kept, and back."""

import math
import re
import unicodedata
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property, lru_cache

from dutydesk.api import Desk
from dutydesk.domain import Person, RoughCount, clean, clean_line, parse_count
from dutydesk.sheets import Cell
from dutydesk.sheets.cells import WrongCell, clock_of, note_of, text_of
from dutydesk.wording import _, listed
from dutydesk_registers.figure_titles import FigureTitles
from dutydesk_registers.register import names_of
from dutydesk_registers.register_file import FieldKind, FieldTable
from dutydesk_registers.same import Same
from dutydesk_registers.typed_days import FIRST_YEAR, LAST_YEAR, typed_day

MOST_LINE, MOST_LONG = 300, 4000
"""How many characters a text of one line, and one of several, can have."""
YES, NO = "yes", "no"
_YES_WORDS = frozenset(
    {YES, "y", "true", "1", "ok", "on", "是", "对", "有", "合格", "✓", "✔", "√", "☑", "✅", "已", "已完成"}
)
_NO_WORDS = frozenset(
    {NO, "n", "false", "0", "off", "否", "不", "无", "没有", "不合格", "✗", "✘", "×", "☒", "❌", "未"}
)
_NUMBER = re.compile(r"[-+]?(?:\d{1,12}|\d{1,3}(?:,\d{3}){1,3})(?:\.\d{1,9})?\Z", re.ASCII)
_YEAR = re.compile(r"(\d{4})(?:\.0)?\s*年?\Z", re.ASCII)
_KEY_AT_END = re.compile(r"(?P<name>.+) \((?P<key>[^()]+)\)\Z")
_MOST_EXACT = 10**12
_MOST_NAMED = 8


@dataclass(frozen=True)
class FieldContext:
    """What the desk knows that makes sense of values.

    `names` are those of everyone, by key; `figures` the titles of the desk's figures, by key. `now` is wall
    time. `me` is the key of whoever works at the desk, or their name where they are nobody of the squadron.
    """

    names: Mapping[str, str]
    people: tuple[Person, ...]
    today: date
    now: datetime
    me: str
    figures: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def keys_by_name(self) -> Mapping[str, tuple[str, ...]]:
        """The keys of those who have a name, as it is written in either script, in small letters."""
        found: dict[str, tuple[str, ...]] = {}
        for person in self.people:
            for name in {narrow(person.name), narrow(person.latin), narrow(person.latin).replace(" ", "")}:
                if name:
                    found[name] = (*found.get(name, ()), person.id)
        return found

    @cached_property
    def figures_by_title(self) -> Mapping[str, tuple[str, ...]]:
        """The keys of figures that have a title, in small letters."""
        found: dict[str, tuple[str, ...]] = {}
        for key, title in self.figures.items():
            found[narrow(title)] = (*found.get(narrow(title), ()), key)
        return found


def field_context(desk: Desk) -> FieldContext:
    """Return what `desk` knows now that makes sense of values."""
    people, member = desk.people(), desk.member
    return FieldContext(
        names={each.id: each.name for each in people},
        people=people,
        today=desk.today(),
        now=desk.zone.wall(desk.now()).replace(tzinfo=None),
        me=member.person or member.name,
        figures=FigureTitles(desk),
    )


def canonical(field: FieldTable, typed: Cell, context: FieldContext) -> str:
    """Return what is kept for what was typed or stands in a cell; nothing stays nothing.

    Raises:
        ValueError: the field cannot hold it, in a short sentence for whoever wrote it.
    """
    if typed is None or (isinstance(typed, str) and not typed.strip()):
        return ""
    if isinstance(typed, float) and not math.isfinite(typed):
        raise ValueError(_("{text!r} is no number such as 12 or 12.5").format(text=str(typed)))
    return _READERS[field.kind](field, typed, context)


def shown(field: FieldTable, text: str, context: FieldContext) -> str:
    """Return how people read what is kept; `canonical` makes the same of it again."""
    show = _SHOWN.get(field.kind)
    return text if show is None or not text else show(field, text, context)


def shown_values(
    fields: Mapping[str, FieldTable], values: Mapping[str, str], context: FieldContext
) -> dict[str, str]:
    """Return how people read all values of an entry; those of fields that are no more are left out."""
    return {code: shown(fields[code], text, context) for code, text in values.items() if code in fields}


def count_of(text: str) -> RoughCount | None:
    """Return the count that a kept text says, or None."""
    with suppress(ValueError):
        return parse_count(text)
    return None


def day_of(text: str) -> date | None:
    """Return the day that a kept text says, or None."""
    with suppress(ValueError):
        return date.fromisoformat(text)
    return None


def number_of(text: str) -> float | None:
    """Return the number that a kept text says, how exactly it is known left aside, or None."""
    with suppress(ValueError):
        number = float(text)
        return number if math.isfinite(number) else None
    count = count_of(text)
    return None if count is None else float(count.count)


def narrow(text: str) -> str:
    """Return a text as words are compared: whatever their width and case."""
    return unicodedata.normalize("NFKC", clean_line(text)).casefold().strip()


def _text(_field: FieldTable, typed: Cell, _context: FieldContext) -> str:
    text = clean_line(typed, _whole(typed)) if isinstance(typed, str) else text_of(typed)
    return _not_longer(text, MOST_LINE)


def _long(_field: FieldTable, typed: Cell, _context: FieldContext) -> str:
    text = clean(typed, _whole(typed)) if isinstance(typed, str) else note_of(typed)
    return _not_longer(text, MOST_LONG)


def _whole(text: str) -> int:
    """Return a limit that cuts nothing of a text off: what is too long is refused, not cut."""
    return 4 * len(text)


def _not_longer(text: str, most: int) -> str:
    if len(text) > most:
        raise ValueError(_("this is longer than {most} characters").format(most=most))
    return text


def _number(_field: FieldTable, typed: Cell, _context: FieldContext) -> str:
    text = unicodedata.normalize("NFKC", text_of(typed)).strip()
    if isinstance(typed, float) and abs(typed) < _MOST_EXACT:
        text = f"{typed:.9f}"
    if isinstance(typed, bool) or not _NUMBER.match(text):
        raise ValueError(_("{text!r} is no number such as 12 or 12.5").format(text=clean_line(text, 40)))
    number = format(Decimal(text.replace(",", "")), "f")
    plain = number.rstrip("0").rstrip(".") if "." in number else number
    return "0" if plain == "-0" else plain


def _count(_field: FieldTable, typed: Cell, _context: FieldContext) -> str:
    count = parse_count(text_of(typed))
    return f"{count.precision} {count.count}" if count.precision else str(count.count)


def _date(_field: FieldTable, typed: Cell, context: FieldContext) -> str:
    return typed_day(typed, context.today).isoformat()


def _time(_field: FieldTable, typed: Cell, _context: FieldContext) -> str:
    try:
        clock = clock_of(typed)
    except WrongCell as error:
        raise ValueError(str(error)) from error
    return "" if clock is None else f"{clock:%H:%M}"


def _year(_field: FieldTable, typed: Cell, _context: FieldContext) -> str:
    cell = str(typed.year) if isinstance(typed, date) else text_of(typed)
    text = unicodedata.normalize("NFKC", cell).strip()
    found = _YEAR.match(text)
    if isinstance(typed, bool) or found is None or not FIRST_YEAR <= int(found[1]) <= LAST_YEAR:
        raise ValueError(_("{text!r} is no year such as 2026").format(text=clean_line(text, 40)))
    return found[1]


def _yes(_field: FieldTable, typed: Cell, _context: FieldContext) -> str:
    word = narrow(text_of(typed)).strip("\N{VARIATION SELECTOR-16}")
    if word in _YES_WORDS or word == narrow(_("yes")):
        return YES
    if word in _NO_WORDS or word == narrow(_("no")):
        return NO
    raise ValueError(_("{text!r} is neither yes nor no").format(text=clean_line(word, 40)))


def _choice(field: FieldTable, typed: Cell, _context: FieldContext) -> str:
    text = text_of(typed)
    if any(text == choice.code for choice in field.choice):
        return text
    code = _codes_by_word(Same(field)).get(narrow(text))
    if code is None:
        raise ValueError(
            _("{text!r} is none of these: {known}").format(
                text=clean_line(text, 40), known=_some_names(field)
            )
        )
    return code


def _person(_field: FieldTable, typed: Cell, context: FieldContext) -> str:
    text = _text(_field, typed, context)
    if text in context.names:
        return text
    ending = _KEY_AT_END.match(text)
    if ending is not None and context.names.get(ending["key"]) == ending["name"]:
        return ending["key"]
    keys = context.keys_by_name.get(narrow(text), ())
    if len(keys) > 1:
        raise ValueError(
            _("{text!r} may be {names}; type one key").format(
                text=clean_line(text, 40), names=", ".join(keys)
            )
        )
    return keys[0] if keys else text


def _figure(_field: FieldTable, typed: Cell, context: FieldContext) -> str:
    text = text_of(typed)
    if text in context.figures:
        return text
    keys = context.figures_by_title.get(narrow(text), ())
    if len(keys) != 1:
        raise ValueError(
            _("{text!r} is no figure of the desk, such as {example}").format(
                text=clean_line(text, 60),
                example=next(iter(sorted(keys or context.figures)), "hazards.found"),
            )
        )
    return keys[0]


@lru_cache(maxsize=512)
def _codes_by_word(same: Same[FieldTable]) -> Mapping[str, str]:
    """Return the codes of a field's choices by all that people call them; an earlier choice goes first."""
    found: dict[str, str] = {}
    for choice in same.it.choice:
        for word in (choice.code, *names_of(choice), *choice.aliases):
            found.setdefault(narrow(word), choice.code)
    return found


def _some_names(field: FieldTable) -> str:
    names = [choice.name for choice in field.choice]
    return listed(names[:_MOST_NAMED]) + (" ..." if len(names) > _MOST_NAMED else "")


def _shown_choice(field: FieldTable, text: str, _context: FieldContext) -> str:
    return next((choice.name for choice in field.choice if choice.code == text), text)


def _shown_count(_field: FieldTable, text: str, _context: FieldContext) -> str:
    count = count_of(text)
    return text if count is None else str(count)


def _shown_yes(_field: FieldTable, text: str, _context: FieldContext) -> str:
    return {YES: _("yes"), NO: _("no")}.get(text, text)


def _shown_person(_field: FieldTable, text: str, context: FieldContext) -> str:
    name = context.names.get(text)
    if name is None:
        return text
    is_plain = name not in context.names and context.keys_by_name.get(narrow(name)) == (text,)
    return name if is_plain else f"{name} ({text})"


def _shown_figure(_field: FieldTable, text: str, context: FieldContext) -> str:
    title = context.figures.get(text)
    is_plain = title is not None and context.figures_by_title.get(narrow(title)) == (text,)
    return title if title is not None and is_plain and title not in context.figures else text


_Reader = Callable[[FieldTable, Cell, FieldContext], str]
_READERS: Mapping[FieldKind, _Reader] = {
    "text": _text,
    "long": _long,
    "number": _number,
    "count": _count,
    "date": _date,
    "time": _time,
    "year": _year,
    "yes": _yes,
    "choice": _choice,
    "person": _person,
    "checklist": _choice,
    "figure": _figure,
}
_SHOWN: Mapping[FieldKind, Callable[[FieldTable, str, FieldContext], str]] = {
    "count": _shown_count,
    "yes": _shown_yes,
    "choice": _shown_choice,
    "person": _shown_person,
    "checklist": _shown_choice,
    "figure": _shown_figure,
}
