"""The fields of a form: what each is called, how what is typed is read, and what is wrong with it."""

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from dutydesk.tui.widgets.text import shown
from dutydesk.wording import _

FieldKind = Literal["text", "date", "time", "choice"]
Check = Callable[[str], str]
"""Returns what is wrong with a text in one short line, or an empty string."""

_CLOCK = re.compile(r"(\d{1,2})[:.]?(\d{2})?")
_BEGUN = re.compile(r"[\d+./:-]*")
_OFFSET = re.compile(r"([+-]\d{1,3})")
_MONTH_DAY = re.compile(r"(\d{1,2})[-/.](\d{1,2})")
_LAST_HOUR, _LAST_MINUTE, _DAY_END = 23, 59, (24, 0)


@dataclass(frozen=True, slots=True)
class FormField:
    """A field: ``FormField(name, label, kind="text", value="", ...)``.

    A ``date`` may be typed as 2026-12-01, 12-01, +3 or today and is handed over as an ISO date; a ``time``
    as 8, 800 or 8:00 and is handed over as 08:00, with 24:00 allowed. A ``choice`` has `choices`, each a
    value and what people read. `check` sees the text as it would be handed over. `hint` stands behind an
    empty field; `today` is the day that short dates are counted from.
    """

    name: str
    label: str
    kind: FieldKind = "text"
    value: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    required: bool = False
    check: Check | None = None
    hint: str = ""
    today: date | None = None
    limit: int = 200

    def is_begun(self, typed: str) -> bool:
        """Tell whether `typed` may be the beginning of a day or time, which is not yet right or wrong."""
        text = typed.strip().casefold()
        if self.kind not in {"date", "time"}:
            return False
        begins_word = self.kind == "date" and any(word.startswith(text) for word in _day_words())
        return begins_word or _BEGUN.fullmatch(text) is not None

    def read(self, typed: str) -> str:
        """Return `typed` as the form hands it over.

        Raises:
            ValueError: what is wrong, in words to show beneath the field.
        """
        text = typed.strip()
        if not text:
            if self.required:
                raise ValueError(_("This is needed."))
            return ""
        if self.kind == "date":
            text = parse_day(text, self.today or date.today()).isoformat()  # noqa: DTZ011 - desks pass `today`
        elif self.kind == "time":
            text = parse_clock(text)
        if self.check is not None and (wrong := self.check(text)):
            raise ValueError(wrong)
        return text


def whole_number(most: int, example: int, least: int = 0) -> Check:
    """Return a check of a field that takes a number in digits, from `least` to `most`."""

    def check(text: str) -> str:
        is_number = text.isascii() and text.isdigit() and len(text) <= len(str(most))
        if is_number and least <= int(text) <= most:
            return ""
        return _("Type a number such as {example}.").format(example=example)

    return check


def one_line(text: str) -> str:
    """Return a text of several lines as a field of one line shows it."""
    return shown(text.replace("\n", " "))


def kept_lines(typed: str, before: str) -> str:
    """Return what was typed, or the lines of `before` where the field says still what `one_line` showed."""
    return before if typed == one_line(before) else typed


def _day_words() -> dict[str, int]:
    return {_("today"): 0, _("tomorrow"): 1, _("yesterday"): -1, "today": 0, "tomorrow": 1, "yesterday": -1}


def parse_day(text: str, today: date) -> date:
    """Return the day that `text` means, seen from `today`.

    Raises:
        ValueError: it means none.
    """
    lower = text.strip().casefold()
    words = _day_words()
    try:
        if lower in words:
            return today + timedelta(days=words[lower])
        if match := _OFFSET.fullmatch(lower):
            return today + timedelta(days=int(match[1]))
        if match := _MONTH_DAY.fullmatch(lower):
            return _nearest(int(match[1]), int(match[2]), today)
        return date.fromisoformat(lower.replace("/", "-").replace(".", "-"))
    except (ValueError, OverflowError) as error:
        raise ValueError(_("Type a day such as {day}, +3 or today.").format(day=today.isoformat())) from error


def _nearest(month: int, day: int, today: date) -> date:
    """Return the day of that name which is nearest to `today`.

    Raises:
        ValueError: the last year, this one and the next have no such day.
    """
    found: list[date] = []
    for year in (today.year, today.year + 1, today.year - 1):
        with suppress(ValueError):
            found.append(date(year, month, day))
    if not found:
        raise ValueError(f"{month}-{day}")
    return min(found, key=lambda each: abs(each - today))


def parse_clock(text: str) -> str:
    """Return the time of day that `text` means as ``HH:MM``.

    Raises:
        ValueError: it means none.
    """
    match = _CLOCK.fullmatch(text.strip())
    if match:
        hour, minute = int(match[1]), int(match[2] or 0)
        if (hour <= _LAST_HOUR and minute <= _LAST_MINUTE) or (hour, minute) == _DAY_END:
            return f"{hour:02d}:{minute:02d}"
    raise ValueError(_("Type a time such as 08:00."))
