"""Numbers of people or things as exactly as they are known: counted, over so many, or about so many."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, get_args

from dutydesk.domain.number_words import number_text
from dutydesk.domain.text import clean_line
from dutydesk.wording import _

Precision = Literal["", "over", "about"]
PRECISIONS: tuple[Precision, ...] = get_args(Precision)
"""How exactly a count is known: as counted, at least so many, roughly so many."""

MOST_COUNTED = 10_000_000
"""No count is larger."""

_FORM = re.compile(
    r"(?P<before>\D*?) ?(?P<number>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?) ?(?P<times>[百千万萬]?)(?P<after>\D*)"
)
_TIMES = {"": 1, "百": 100, "千": 1_000, "万": 10_000, "萬": 10_000}
_COUNTED = re.compile(
    r"(?<![a-z])(?:people|persons?|pupils?|students?|teachers?|parents?|heads?|leaflets?|copies|copy|sheets?"
    r"|letters?|class(?:es)?|in all|in total|total)(?![a-z])"
    r"|师生|学生|教师|老师|家长|人次|人|名|位|份|张|張|册|冊|本|封|套|班级|班|个|個|共计|合计|总计|共"
)
"""What is counted, and that it is the sum: words that say nothing of how exact a number is."""

_BEFORE: Mapping[Precision, set[str]] = {
    "over": {"over", "more than", "at least", ">", ">=", "≥", "超过", "超過", "超", "逾", "多于", "至少"},
    "about": {"about", "around", "some", "nearly", "almost", "roughly", "approximately", "approx.", "circa",
              "c.", "ca.", "~", "≈", "约", "約", "大约", "大概", "近", "将近"},
}  # fmt: skip
_AFTER: Mapping[Precision, set[str]] = {
    "over": {"+", "or more", "余", "餘", "多", "以上"},
    "about": {"or so", "左右", "上下"},
}


@dataclass(frozen=True, slots=True)
class RoughCount:
    """A number of people or things; `precision` is nothing where it is exact."""

    count: int
    precision: Precision = ""

    def __str__(self) -> str:
        """Return it as people read it, and as `parse_count` reads it again: ``1000``, ``over 12,000``."""
        texts = {"": "{count}", "over": _("over {count}"), "about": _("about {count}")}
        return texts[self.precision].format(count=number_text(self.count))


def parse_count(text: str) -> RoughCount:
    """Return what ``240``, ``over 1,000``, ``about 200``, ``超过1000``, ``1000余人`` or ``约200份`` says.

    Raises:
        ValueError: it is no count, or one above `MOST_COUNTED`, in words for the person who wrote it.
    """
    narrow = unicodedata.normalize("NFKC", text).casefold()
    form = _FORM.fullmatch(" ".join(_COUNTED.sub(" ", narrow).split()))
    if form is not None:
        number = Decimal(form["number"].replace(",", "")) * _TIMES[form["times"]]
        precisions = _meant(form["before"], _BEFORE), _meant(form["after"], _AFTER)
        if None not in precisions and number <= MOST_COUNTED and number == int(number):
            return RoughCount(int(number), _least_exact(precisions))
    raise ValueError(
        _("{text!r} is no count such as 300, over 1000 or about 200").format(text=clean_line(text, 40))
    )


def count_fault(text: str) -> str:
    """Return what is wrong with a count as it is typed, or nothing."""
    try:
        parse_count(text)
    except ValueError as error:
        return str(error)
    return ""


def total_count(parts: Iterable[RoughCount]) -> RoughCount:
    """Return the sum: about so many where any part is, or else over so many where any part is.

    Where some parts are about and some are over, nobody can say that the sum is over what they come to.
    """
    known = tuple(parts)
    return RoughCount(sum(each.count for each in known), _least_exact(each.precision for each in known))


def kept_count(count: int | None, precision: str) -> RoughCount | None:
    """Return a count from the two fields in which a record keeps it; None where nothing was counted."""
    if count is None:
        return None
    return RoughCount(count, next((each for each in PRECISIONS if each == precision), ""))


def count_fields(count: RoughCount | None) -> tuple[int | None, str]:
    """Return the two fields in which a record keeps a count: the number, and how exactly it is known."""
    return (None, "") if count is None else (count.count, count.precision)


def _meant(words: str, known: Mapping[Precision, set[str]]) -> Precision | None:
    """Return what the words beside a number make of it, or None if they are not known."""
    said = words.strip()
    return next((each for each in known if said in known[each]), None) if said else ""


def _least_exact(precisions: Iterable[Precision | None]) -> Precision:
    found = set(precisions)
    return "about" if "about" in found else "over" if "over" in found else ""
