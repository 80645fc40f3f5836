"""People, days, numbers and amounts as they are typed into the forms of a safety week."""

import re
from collections.abc import Iterator
from datetime import date, time

from dutydesk.api import Desk
from dutydesk.api.people_named import names_by_key, person_fault
from dutydesk.tui.widgets import FormField, whole_number
from dutydesk.wording import _

_AMOUNT = re.compile(r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,9})(?:\.[0-9]{1,2})?")
_NUMBER = whole_number(99_999_999, 12)


def owner_field(desk: Desk, owner: str, label: str = "") -> FormField:
    """Return the field for who is in charge, with `owner` shown by name."""
    shown = next(iter(participants_shown(desk, (owner,) if owner else ())), "")
    return FormField(
        "owner",
        label or _("In charge"),
        value=shown,
        hint=_("a name, or its beginning"),
        check=lambda text: person_fault(desk, text),
    )


def participants_shown(desk: Desk, participants: tuple[str, ...]) -> Iterator[str]:
    """Yield participants as they may be typed: by name where only one person is called so."""
    names = [person.name for person in desk.people()]
    by_key = names_by_key(desk)
    for each in participants:
        name = by_key.get(each, each)
        yield name if names.count(name) == 1 else each


def day_of(text: str) -> date | None:
    """Return the day of a date field that may be empty."""
    return date.fromisoformat(text) if text else None


def clock_of(text: str) -> time | None:
    """Return the time of a time field that may be empty."""
    return time.fromisoformat(text) if text else None


def clock_text(clock: time | None) -> str:
    """Return a time as a time field shows it."""
    return f"{clock:%H:%M}" if clock is not None else ""


def check_end(text: str) -> str:
    """Return what is wrong with the time at which something ends on its day."""
    return _("It must end before midnight.") if text == "24:00" else ""


def number_of(text: str) -> int | None:
    """Return a whole number that `check_number` has passed, None where nothing is typed."""
    return int(text) if text else None


def check_number(text: str) -> str:
    """Return what is wrong with a whole number in digits, which may be left out."""
    return _NUMBER(text) if text else ""


def number_text(number: int | None) -> str:
    """Return a number as it may be typed."""
    return "" if number is None else str(number)


def amount_of(text: str) -> float | None:
    """Return an amount of money that `check_amount` has passed, None where nothing is typed."""
    return float(text.replace("，", ",").replace(",", "")) if text else None


def check_amount(text: str) -> str:
    """Return what is wrong with an amount of money."""
    is_amount = _AMOUNT.fullmatch(text.replace("，", ",")) is not None
    return "" if not text or is_amount else _("Type an amount, such as 120 or 99.50.")
