"""Counts as leaders type them: 640, over 1000, about 300."""

import re
from dataclasses import dataclass

from dutydesk.wording import _
from dutydesk_safetyweek.words import precise

_COUNT = re.compile(r"(?P<before>\D*?)\s*(?P<digits>\d{1,3}(?:[, ]\d{3})+|\d{1,8})\s*(?P<after>\D*)")


@dataclass(frozen=True, slots=True)
class TypedCount:
    """A count, and how exact it is: `precision` is nothing, ``over`` or ``about``."""

    number: int
    precision: str = ""


def read_count(text: str) -> TypedCount | None:
    """Return the count that `text` means, None where nothing is typed.

    Raises:
        ValueError: it means none, in words to show beneath the field.
    """
    if not text.strip():
        return None
    found = _COUNT.fullmatch(text.strip().casefold())
    precision = (
        None if found is None else _precisions().get((found["before"].strip(), found["after"].strip()))
    )
    if found is None or precision is None or not found["digits"].isascii():
        raise ValueError(_("Type a count, such as 640, over 1000 or about 300."))
    return TypedCount(int(re.sub(r"[, ]", "", found["digits"])), precision)


def _precisions() -> dict[tuple[str, str], str]:
    """Return what the words before and behind a number say of how exact it is."""
    over, about = (precise(0, each).replace("0", "").strip().casefold() for each in ("over", "about"))
    return {
        ("", ""): "",
        **dict.fromkeys([(over, ""), ("over", ""), (">", ""), ("超过", ""), ("", "+")], "over"),
        **dict.fromkeys([("", each) for each in ("多", "余", "多人", "余人")], "over"),
        **dict.fromkeys([(each, "") for each in (about, "about", "~", "约", "大约")], "about"),
        ("", "左右"): "about",
    }


def check_count(text: str) -> str:
    """Return what is wrong with a count, or nothing."""
    try:
        read_count(text)
    except ValueError as error:
        return str(error)
    return ""


def count_text(number: int | None, precision: str) -> str:
    """Return a count as `read_count` reads it."""
    return "" if number is None else precise(number, precision)
