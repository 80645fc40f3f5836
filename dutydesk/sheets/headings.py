"""What the headings of a table mean, whatever people vary in them."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dutydesk.api import DataProblem
from dutydesk.domain import clean_line
from dutydesk.sheets.reading import Sheet
from dutydesk.wording import _, listed


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


def needed_columns(
    sheet: Sheet, fields: Mapping[str, Sequence[str]], needed: Iterable[str], *, most_named: int | None = None
) -> Columns:
    """Return what the headings of `sheet` mean, each of the `needed` fields among them.

    A missing one is told by the first `most_named` of its names, or by all.

    Raises:
        DataProblem: no column is headed as a field that is needed.
    """
    columns = find_columns(sheet.headers, fields)
    missing = next((field for field in needed if field not in columns.of_field), None)
    if missing is not None:
        raise DataProblem(
            _("{file}: no column is headed {names}; the headings are: {found}").format(
                file=sheet.source,
                names=" / ".join(fields[missing][:most_named]),
                found=clean_line(listed(filter(None, sheet.headers)), 300) or _("none"),
            )
        )
    return columns
