"""Where a line of text may end, in scripts with spaces between words and in those without."""

import unicodedata

_NEVER_FIRST = frozenset("，。、；：？！）》」』】〕”’％…·,.;:?!)]}%")
_NEVER_LAST = frozenset("（《「『【〔“‘([{")


def is_wide(character: str) -> bool:
    """Tell whether a character takes two cells of a terminal, as Chinese ones do."""
    return unicodedata.east_asian_width(character) in {"W", "F"}


def cells_of(text: str) -> int:
    """Return how many cells of a terminal a text without marks and controls takes."""
    return len(text) if text.isascii() else sum(2 if is_wide(each) else 1 for each in text)


def line_end(text: str, most: int) -> int:
    """Return after how many characters a line that holds no more than `most` of `text` is to end.

    That is where a word ends, or beside a wide character, unless more than half of the line were left empty.
    """
    place = most
    while place - 1 > most // 2:
        if _may_break(text[place - 1], text[place]):
            return place
        place -= 1
    return most


def _may_break(before: str, after: str) -> bool:
    if " " in (before, after):
        return True
    if after in _NEVER_FIRST or before in _NEVER_LAST:
        return False
    return is_wide(before) or is_wide(after)
