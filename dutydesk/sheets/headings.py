"""What the headings of a table mean, whatever people vary in them."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column of a table holds which field, and the headings that mean nothing here."""

    of_field: Mapping[str, int]
    ignored: tuple[str, ...]


def plain_word(text: str) -> str:
    """Return a heading or a word without what people vary: case, width, spaces, dashes, a star, brackets."""
    narrow = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"\(.*?\)|[\s_*:.\-]", "", narrow)


def words_of(names: Mapping[str, Iterable[str]]) -> Mapping[str, str]:
    """Return by its plain form what each of the `names` of a field or value stands for."""
    return {plain_word(name): meant for meant, each in names.items() for name in each}


def find_columns(headers: Iterable[str], fields: Mapping[str, Iterable[str]]) -> Columns:
    """Tell what each heading means by the names of `fields`; of two for one field the first counts."""
    known = words_of(fields)
    of_field: dict[str, int] = {}
    ignored: list[str] = []
    for index, header in enumerate(headers):
        field = known.get(plain_word(header))
        if field is not None and field not in of_field:
            of_field[field] = index
        elif header:
            ignored.append(header)
    return Columns(of_field, tuple(ignored))
