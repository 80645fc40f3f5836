"""How many people were reached, and how exactly that is known."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from dutydesk.api import DataProblem
from dutydesk.domain import clean_line
from dutydesk.wording import _

OVER, ABOUT = "over", "about"
MOST = 10_000_000
_UNITS = {"": 1, "百": 100, "千": 1_000, "万": 10_000, "萬": 10_000}
_FORM = re.compile(
    r"(?P<before>\D*?)\s*(?P<number>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)\s*(?P<unit>[百千万萬]?)\s*(?P<after>\D*)"
)
_BEFORE = {
    OVER: {"over", "more than", "at least", ">", ">=", "≥", "超过", "超過", "超", "逾", "多于", "至少"},
    ABOUT: {"about", "around", "some", "nearly", "almost", "circa", "c.", "ca.", "~", "≈",
            "约", "約", "大约", "大概", "近", "将近"},
}  # fmt: skip
_AFTER = {
    OVER: {"+", "余", "餘", "多", "以上"},
    ABOUT: {"左右", "上下", "or so"},
}
_PEOPLE = re.compile(r"\s*(people|persons|pupils|students|heads|人次|人|名|位)\s*")


@dataclass(frozen=True, slots=True)
class Heads:
    """A number of people; `precision` is nothing where it is exact, ``over`` or ``about``."""

    count: int
    precision: str = ""

    def __str__(self) -> str:
        if self.precision == OVER:
            return _("over {count}").format(count=self.count)
        return _("about {count}").format(count=self.count) if self.precision == ABOUT else str(self.count)


def parse_heads(text: str) -> Heads:
    """Read 240, over 1,000, about 200, or 超过1000, 1000余人, 约200.

    Raises:
        DataProblem: it is no number of people.
    """
    plain = _PEOPLE.sub("", unicodedata.normalize("NFKC", text).strip().casefold())
    form = _FORM.fullmatch(plain)
    if form is not None:
        before, after = form["before"].strip(), form["after"].strip()
        count = float(form["number"].replace(",", "")) * _UNITS[form["unit"]]
        precision = _precision(before, _BEFORE), _precision(after, _AFTER)
        if None not in precision and count <= MOST and count.is_integer():
            return Heads(int(count), precision[0] or precision[1] or "")
    raise DataProblem(
        _("{text!r} is no number of people; expected such as 240, over 1000 or about 200").format(
            text=clean_line(text, 60)
        )
    )


def _precision(word: str, known: dict[str, set[str]]) -> str | None:
    """Return what a word beside a number makes of it, or None if it is not known."""
    if not word:
        return ""
    return next((precision for precision, words in known.items() if word in words), None)


def total_heads(parts: Iterable[Heads]) -> Heads:
    """Return the sum; it is over where any part is, or else about where any is."""
    known = tuple(parts)
    precisions = {each.precision for each in known}
    precision = OVER if OVER in precisions else ABOUT if ABOUT in precisions else ""
    return Heads(sum(each.count for each in known), precision)
