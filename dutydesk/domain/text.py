"""Making text that people typed or imported safe to store, show and print."""

import re
import unicodedata

_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_MOST_COMBINING_MARKS = 4
_BYTE_ORDER_MARK = "\ufeff"
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

UNSHOWN = re.compile(f"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff{''.join(sorted(_BIDI))}]")
"""What a terminal may take for an order, or for a turn of the writing direction, and never draws."""


def _cleaned(text: str, keep: str) -> str:
    if text.isascii() and text.isprintable():
        return text
    kept: list[str] = []
    marks = 0
    for character in unicodedata.normalize("NFC", text):
        category = unicodedata.category(character)
        if category.startswith("M"):
            marks += 1
            if marks > _MOST_COMBINING_MARKS:
                continue
        else:
            marks = 0
        if character == _BYTE_ORDER_MARK:
            continue
        if character in keep:
            kept.append(character)
        elif category in {"Cc", "Cs"} or character in _BIDI or character in "\u2028\u2029":
            kept.append(" " if character in "\t\n\v\f\r\u2028\u2029" else _REPLACEMENT)
        else:
            kept.append(character)
    return "".join(kept)


def clean_line(text: str, limit: int = 200) -> str:
    """Return `text` as one safe line of at most `limit` characters.

    Control characters, lone surrogates and marks that turn the writing direction are replaced, line breaks
    become spaces, white space is folded and trimmed, byte order marks go, and a letter keeps at most four
    combining marks: what remains can neither move a terminal's cursor nor break a table, a calendar or a
    log line.
    """
    return " ".join(_cleaned(text, "").split())[:limit].rstrip()


def clean(text: str, limit: int = 4000) -> str:
    r"""Return `text` like `clean_line`, but with its line breaks kept as ``\n``."""
    unified = text.replace("\r\n", "\n").replace("\r", "\n")
    return _cleaned(unified, "\n")[:limit].strip()
