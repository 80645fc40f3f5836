"""How long a line is on paper and screen, and making it short."""

from unicodedata import east_asian_width

from dutydesk.domain import clean_line

MOST_CELLS = 110
"""What can be read at a glance, and aloud in one breath."""

_CUT = " ..."


def cells_of(text: str) -> int:
    """Return the width of a text, in which a wide character takes two cells."""
    return sum(1 + (east_asian_width(character) in {"W", "F"}) for character in text)


def shortened(text: str) -> str:
    """Return a sentence as one line of at most `MOST_CELLS`, cut at a word where it is longer."""
    line = clean_line(text, limit=2 * MOST_CELLS)
    if cells_of(line) <= MOST_CELLS:
        return line
    head = line
    while cells_of(head) > MOST_CELLS - len(_CUT):
        head = head[:-1]
    space = head.rfind(" ")
    return (head[:space] if space > len(head) // 2 else head).rstrip(" ,;:-") + _CUT
