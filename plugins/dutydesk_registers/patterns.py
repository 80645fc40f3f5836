"""Patterns that texts of fields must have the form of, kept so small that none takes long to try."""

import re

from dutydesk.wording import _

MOST_MATCHED = 100
"""No longer text is held against a pattern."""
_MOST_WAYS = 10_000_000
_MOST_POWER = 20
_NESTED_DEEPLY = 20
_TOKEN = re.compile(
    r"(?P<repeat>(?:[*+?]|\{(?P<low>\d*)(?P<comma>,?)(?P<high>\d*)\})[?+]?)"
    r"|(?P<open>\((?:\?:)?)|(?P<close>\))|(?P<other>\|)"
    r"|\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|.",
    re.DOTALL,
)
_UNUSUAL = re.compile(r"\(\?(?!:)|\\[1-9]")


def pattern_problem(pattern: str) -> str:
    """Return what is wrong with a regular expression, or nothing.

    It may not let a text fit in so many ways that trying them all takes long with one that nearly fits.
    """
    try:
        re.compile(pattern)
    except (re.error, RecursionError, OverflowError) as error:
        return _("this is no regular expression: {reason}").format(reason=error)
    if _UNUSUAL.search(pattern):
        return _("a pattern may have groups as (...) and (?:...) alone, and names none of them")
    if _Ways(pattern).count() > _MOST_WAYS:
        return _("too much of this pattern is repeated or left open; write it out")
    return ""


class _Ways:
    """Counts in how many ways a text of `MOST_MATCHED` characters can fit a pattern, or rather more."""

    def __init__(self, pattern: str) -> None:
        self._tokens = [*_TOKEN.finditer(pattern)]
        self._at = 0

    def count(self, depth: int = 0) -> float:
        """Return the ways of what stands between two brackets, or of all."""
        if depth > _NESTED_DEEPLY:
            return float("inf")
        every, here = 0.0, 1.0
        while (token := self._next()) is not None and not token["close"]:
            if token["other"]:
                every, here = every + here, 1.0
            else:
                ways = self.count(depth + 1) if token["open"] else 1.0
                while (repeat := self._next_repeat()) is not None:
                    ways = _repeated(ways, *_bounds(repeat))
                here *= ways
        return every + here

    def _next(self) -> re.Match[str] | None:
        self._at += 1
        return self._tokens[self._at - 1] if self._at <= len(self._tokens) else None

    def _next_repeat(self) -> re.Match[str] | None:
        token = self._tokens[self._at] if self._at < len(self._tokens) else None
        return self._next() if token is not None and token["repeat"] else None


def _bounds(repeat: re.Match[str]) -> tuple[int, int]:
    """Return how often at least and at most a part comes up."""
    sign = repeat[0][0]
    if sign != "{":
        return (0, 1) if sign == "?" else (int(sign == "+"), MOST_MATCHED)
    low = min(int(repeat["low"] or 0), MOST_MATCHED)
    if not repeat["comma"]:
        return low, low
    return low, min(int(repeat["high"] or MOST_MATCHED), MOST_MATCHED)


def _repeated(ways: float, low: int, high: int) -> float:
    if ways <= 1:
        return float(high - low + 1)
    if high > _MOST_POWER or ways > _MOST_WAYS:
        return float("inf")
    return float(sum(ways**times for times in range(low, high + 1)))
