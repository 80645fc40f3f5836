"""The looks that a terminal can draw letters in, and the fewest codes that lead from one to another."""

import re
from functools import lru_cache
from typing import NamedTuple

from rich.color import ColorSystem
from rich.style import Style
from textual.strip import Strip

_GROUND_FLAGS = frozenset({"1", "2", "3"})
"""Bold, faint and italic: what a blank does not show."""

_EXTENDED = {"5": 1, "2": 3}
"""How many numbers follow the kind of an extended colour: a place in the palette, or red, green and blue."""

_SGR = re.compile(r"\x1b\[([0-9;]*)m")
_ON_LETTERS = re.compile(r"3[0-79]|9[0-7]")
_ON_GROUND = re.compile(r"4[0-79]|10[0-7]")


class Look(NamedTuple):
    """How letters look: flags such as bold, the colours of letters and of their ground, and a link's ends.

    A colour is the codes that set it, and empty for the terminal's own.
    """

    flags: frozenset[str] = frozenset()
    letters: str = ""
    ground: str = ""
    link: tuple[str, str] = ("", "")

    @property
    def blank_is_plain(self) -> bool:
        """Whether a blank in this look shows nothing but the terminal's own ground."""
        return not self.ground and not self.link[0] and self.flags <= _GROUND_FLAGS


PLAIN = Look()
"""The look in which a terminal begins."""


@lru_cache(maxsize=4096)
def look_of(style: Style, colours: ColorSystem) -> Look:
    """Return the look of a style; styles that differ in nothing that shows have the same."""
    before, _mark, after = Strip.render_style(style, "x", color_system=colours).partition("x")
    found = _SGR.search(before)
    link = ("", "")
    if style.link and style.link.isprintable():
        link = (before[: found.start()] if found else before, after.removeprefix("\x1b[0m"))
    flags: set[str] = set()
    letters = ground = ""
    codes = iter((found[1] if found else "").split(";"))
    for code in codes:
        if code in {"38", "48"}:
            kind = next(codes, "")
            colour = ";".join((code, kind, *(next(codes, "0") for _number in range(_EXTENDED.get(kind, 0)))))
            letters, ground = (colour, ground) if code == "38" else (letters, colour)
        elif _ON_LETTERS.fullmatch(code):
            letters = "" if code == "39" else code
        elif _ON_GROUND.fullmatch(code):
            ground = "" if code == "49" else code
        elif code:
            flags.add(code)
    return Look(frozenset(flags), letters, ground, link)


class Pen:
    """Follows the look in which a terminal stands, to say what leads to the next one."""

    def __init__(self) -> None:
        self.look = PLAIN

    def change(self, look: Look) -> str:
        """Return what to send so that the terminal draws in `look` from now on."""
        now, self.look = self.look, look
        if now == look:
            return ""
        left, entered = ("", "") if now.link == look.link else (now.link[1], look.link[0])
        if not look.flags >= now.flags:
            codes = ["0", *sorted(look.flags), *filter(None, (look.letters, look.ground))]
        else:
            codes = sorted(look.flags - now.flags)
            if look.letters != now.letters:
                codes.append(look.letters or "39")
            if look.ground != now.ground:
                codes.append(look.ground or "49")
        return left + (f"\x1b[{';'.join(codes)}m" if codes else "") + entered
