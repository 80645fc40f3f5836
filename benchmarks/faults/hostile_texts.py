"""Texts that a person could type, paste or import to do harm, and how to tell that one has done it."""

import re
from collections.abc import Iterator, Mapping

TEXTS: Mapping[str, str] = {
    "colour": "\x1b[53mcolour",
    "cleared screen": "\x1b[2J\x1b[3J\x1b[7;777Hcleared",
    "clipboard": "\x1b]52;c;SE9TVElMRQ==\x07clip",
    "title": "\x1b]0;TITLE\x07title",
    "link": "\x1b]8;;http://evil.example\x1b\\link\x1b]8;;\x1b\\",
    "device": '\x1bP$q"p\x1b\\\x1b[c\x1b[6ndevice',
    "modes": "\x1b[?1337h\x1b[?1049l\x1bc\x1b(0modes",
    "eight-bit": "\x9b53m\x9d0;TITLE\x9c\x90q\x9ceight",
    "bells": "\a\b\b\b\x0e\x0f\x7fbells",
    "closing markup": "[/]closing [/red] [/",
    "markup": "[red]zmark [bold]zmark [on blue]zmark",
    "linked markup": "[link=http://evil.example]zmark[/link] [@click=app.quit]zmark[/]",
    "turned": "\u202eturned\u202c \u2066isolated\u2069 \u200f\u061c",
    "marks": "a" + "\u0301\u0489\u20dd" * 70 + "marks",
    "joined": "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466\ufe0f\U0001f1e8\U0001f1f3 joined",
    "lines": "one\r\ntwo\rthree\x0bfour\x0cfive\u2028six\u2029seven\x85eight",
    "tabs": "\tone\t\ttwo\t",
    "right to left": "\u0645\u062d\u0645\u062f \u05d3\u05d5\u05d3 right to left",
    "long": "long " + "\u5f88\u957f" * 2500 + "x" * 5000,
    "full width": "\uff26\uff35\uff2c\uff2c \uff3b\uff0f\uff3d\u3000\uffe5",
    "private": "\ue000\uf8ff\U000f0000\uffff\ufffe\ufdd0 private",
    "ambiguous": "\u2460\u2605\u2192\u2026\u25cf\u25a0\u2014 ambiguous",
    "invisible": "\u200b\u2060\ufeff\u00ad\u3164\U000e0041 \u200b",
    "nothing": "\x00nothing\x00",
    "formats": "%s %n {0} {name} {{}} $HOME `id` \\x1b \\n",
    "web": "<script>alert(1)</script> &amp; '\"><img src=x onerror=alert(1)>",
    "typeset": '#read("/etc/passwd") $x^2$ *bold* \\ `raw` //',
}
"""Each under what it tries. A NUL is the one that no database and no XML can hold as it is."""

HALVES: Mapping[str, str] = {
    "half a character": "\udc80half\udcff",
    "bytes that are no text": "\udcff\udc9b[",
}
"""Texts that come from the command line and from names of files only: no encoding can hold them."""

_READ_AS_MARKUP = re.compile(r"(?<![\]z])zmark")
_BROKEN_LINE = re.compile(r"\] *$", re.MULTILINE)

_ORDER = re.compile(
    r"\x1b\[(?:(?P<line>\d+);(?P<column>\d+)H|(?P<look>[\d;]*)m|K|\?(?P<mode>\d+)[hl]|\?\d+\$p|[<>=]?\d*u|>4;?\d*m)"
    r"|\x1b\]22;[a-z-]*\x07"
)
_MODES = frozenset(
    {"7", "25", "1000", "1002", "1003", "1004", "1006", "1015", "1016", "1049", "2004", "2026", "2048"}
)
_NEVER = re.compile(
    "[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)
_NEVER_IN_LINES = re.compile(f"\r|{_NEVER.pattern}")


def rotated(by: int) -> Iterator[str]:
    """Yield the texts again and again, beginning `by` further on."""
    texts = tuple(TEXTS.values())
    at = by
    while True:
        yield texts[at % len(texts)]
        at += 1


def obeyed(sent: bytes, columns: int, lines: int) -> tuple[str, ...]:
    """Return what a terminal of that size would obey in `sent` that is no order of our own.

    Ours are: a place on the screen, a look without overline or blinking, wiping to the end of a line, and the
    modes of the mouse, paste and second screen, and the shape of the pointer.
    """
    try:
        text = sent.decode("utf-8")
    except UnicodeDecodeError as error:
        return (f"bytes that are no text: {sent[max(0, error.start - 20) : error.end + 20]!r}",)

    def known(order: re.Match[str]) -> str:
        if order["line"] is not None:
            known_order = int(order["line"]) <= lines and int(order["column"]) <= columns
        elif order["look"] is not None:
            known_order = "53" not in order["look"].split(";")[:1]
        else:
            known_order = order["mode"] is None or order["mode"] in _MODES
        return "" if known_order else f"\x1b?{order[0][1:]}"

    rest = _ORDER.sub(known, text)
    found = (repr(rest[max(0, one.start() - 15) : one.end() + 25]) for one in _NEVER.finditer(rest))
    return tuple(dict.fromkeys(found))[:20]


def eaten(screen: str) -> tuple[str, ...]:
    """Return the lines of a screen on which a text was read as markup: a bracket before its word is gone."""
    if _BROKEN_LINE.search(screen):
        return ()
    return tuple(line.strip() for line in screen.splitlines() if _READ_AS_MARKUP.search(line))


def raw(text: str) -> tuple[str, ...]:
    """Return what of an output in lines a terminal would obey, or what would turn the writing direction."""
    text = text.replace("\r\n", "\n")
    return tuple(
        repr(text[max(0, one.start() - 15) : one.end() + 15]) for one in _NEVER_IN_LINES.finditer(text)
    )[:10]
