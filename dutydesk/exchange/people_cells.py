"""What the cells of a file of people say, however the program that wrote them put it."""

import math
import re
import unicodedata
from collections.abc import Mapping
from difflib import get_close_matches

from dutydesk.domain import clean_line
from dutydesk.exchange.people_columns import RANK_WORDS, rank_named
from dutydesk.sheets.cells import WrongCell, note_of, text_of
from dutydesk.sheets.reading import Cell
from dutydesk.wording import _, listed

KEY_LENGTH = 40
_KEY = re.compile(rf"[a-z0-9_\-\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]{{1,{KEY_LENGTH}}}\Z")
_SEPARATORS = re.compile(r"[,;、，；\n]")
_SCIENTIFIC = re.compile(r"[\d.]+e\+?\d+\Z", re.IGNORECASE)


def key_of(cell: Cell) -> str:
    """Return a person's key in small letters, or an empty string.

    Raises:
        WrongCell: it holds what a key must not.
    """
    key = unicodedata.normalize("NFKC", text_of(cell)).lower()
    if key and not _KEY.match(key):
        raise WrongCell(
            _("the key {key!r} may hold only letters, digits, dashes, underscores, at most 40").format(
                key=clean_line(key, 60)
            )
        )
    return key


def share_of(cell: Cell) -> float | None:
    """Return the part of a full post, from 0.5 or 50%, or None for an empty cell.

    Raises:
        WrongCell: it is no number above 0 and up to 1.
    """
    text = unicodedata.normalize("NFKC", text_of(cell))
    if not text:
        return None
    try:
        share = float(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
    except ValueError:
        share = math.nan
    if isinstance(cell, bool) or not 0 < share <= 1:
        raise WrongCell(
            _("the share must be above 0 and at most 1, such as 0.5 or 50%; found {text!r}").format(
                text=clean_line(text, 40)
            )
        )
    return share


def rank_of(cell: Cell) -> str | None:
    """Return the rank, or None for an empty cell.

    Raises:
        WrongCell: no rank is called so.
    """
    text = text_of(cell)
    rank = rank_named(text) if text else None
    if text and rank is None:
        known = listed(f"{words[0]} ({words[1]})" for words in RANK_WORDS.values())
        raise WrongCell(
            _("{text!r} is no rank; expected one of {known}").format(text=clean_line(text, 40), known=known)
        )
    return rank


def phone_of(cell: Cell) -> str:
    """Return a phone number.

    Raises:
        WrongCell: a spreadsheet has shortened it, so that its last digits are lost.
    """
    text = text_of(cell)
    if _SCIENTIFIC.match(text):
        raise WrongCell(
            _(
                "the phone number {text!r} was shortened by the spreadsheet; please keep the column as text"
            ).format(text=text)
        )
    return text.removesuffix(".0") if re.match(r"\d+\.0\Z", text) else text


def email_of(cell: Cell) -> str:
    """Return an e-mail address.

    Raises:
        WrongCell: it cannot be one.
    """
    text = text_of(cell)
    name, at, host = text.rpartition("@")
    if (text and not (name and at and host)) or " " in text:
        raise WrongCell(_("{text!r} is no e-mail address").format(text=clean_line(text, 60)))
    return text


def qualifications_of(cell: Cell, known: Mapping[str, str]) -> tuple[str, ...]:
    """Return the codes of the qualifications that a cell lists by code or name, each once.

    `known` maps both, in the form of `plain_qualification`, to the code.

    Raises:
        WrongCell: one of them is not known.
    """
    codes: dict[str, None] = {}
    for written in _SEPARATORS.split(note_of(cell)):
        word = clean_line(written)
        if not word:
            continue
        code = known.get(plain_qualification(word))
        if code is None:
            near = get_close_matches(plain_qualification(word), list(known), n=1, cutoff=0.6)
            text = _("the qualification {word!r} is not known").format(word=clean_line(word, 40))
            raise WrongCell(text + (_("; did you mean {near!r}?").format(near=near[0]) if near else ""))
        codes[code] = None
    return tuple(codes)


def plain_qualification(word: str) -> str:
    """Return the form in which codes and names of qualifications are compared."""
    return unicodedata.normalize("NFKC", clean_line(word)).casefold()
