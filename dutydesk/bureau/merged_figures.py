"""The figures of a year of every desk, and what they come to together."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from dutydesk.api import DataProblem, Figure
from dutydesk.bureau.bureau import Bureau
from dutydesk.bureau.desk_places import DeskPlace
from dutydesk.domain import RoughCount, clean_line, total_count
from dutydesk.domain.rough_count import PRECISIONS
from dutydesk.sheets import Cell

TOGETHER = "sum"
_DECIMALS = 6


@dataclass(frozen=True, slots=True)
class DeskFigures:
    """The figures of one desk; `faults` say which of its plugins gave none, or why it cannot be asked."""

    place: DeskPlace
    school: str
    figures: tuple[Figure, ...] = ()
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MergedFigure:
    """One figure over all desks: what it comes to, None where each stands apart, and that of each desk.

    `precision` is as exact as the least exact of them: over 1000 and 500 are over 1500.
    """

    key: str
    title: str
    across: str
    value: float | None
    precision: str
    of_desks: Mapping[str, Figure]


def desk_figures(bureau: Bureau, places: Iterable[DeskPlace], year: int) -> Iterator[DeskFigures]:
    """Yield the figures of each desk, one after another."""
    for place in places:
        school = place.name
        try:
            card = bureau.card(place)
            school = card.school
            refusal = bureau.refusal(card)
            if refusal:
                yield DeskFigures(place, school, faults=(refusal,))
                continue
            with bureau.desk(place) as desk:
                found = desk.figures(year)
                faults = tuple(clean_line(f"{each.plugin}: {each.summary}", 300) for each in desk.faults())
        except DataProblem as problem:
            yield DeskFigures(place, school, faults=(str(problem),))
        else:
            yield DeskFigures(place, school, found, faults)


def merged(told: Iterable[DeskFigures]) -> tuple[MergedFigure, ...]:
    """Return every figure that a desk has told, in the order in which they were told first."""
    by_key: dict[str, dict[str, Figure]] = {}
    for each in told:
        for figure in each.figures:
            by_key.setdefault(figure.key, {})[each.place.name] = figure
    return tuple(_merged(key, figures) for key, figures in by_key.items())


def _merged(key: str, of_desks: Mapping[str, Figure]) -> MergedFigure:
    first = next(iter(of_desks.values()))
    across = first.across if all(each.across == first.across for each in of_desks.values()) else "apart"
    values = [each.value for each in of_desks.values()]
    value: float | None = None
    if across == TOGETHER:
        value = round(sum(values), _DECIMALS)
    elif across == "least":
        value = min(values)
    elif across == "most":
        value = max(values)
    precision = "" if value is None else _precision(of_desks.values())
    return MergedFigure(key, first.title, across, value, precision, of_desks)


def _precision(figures: Iterable[Figure]) -> str:
    known = {each.precision for each in figures}
    return total_count(RoughCount(0, each) for each in PRECISIONS if each in known).precision


def figures_table(
    told: Sequence[DeskFigures], figures: Sequence[MergedFigure], heads: tuple[str, str, str]
) -> tuple[tuple[str, ...], tuple[tuple[Cell, ...], ...]]:
    """Return headings and rows of a table with a column for each desk, for a spreadsheet.

    `heads` are the headings of the figures' titles, keys and totals. A number that is not exact is text.
    """
    headers = (*heads, *(each.school for each in told))
    rows = tuple(
        (
            each.title,
            each.key,
            number_cell(each.value, each.precision),
            *(
                number_cell(own.value, own.precision) if (own := each.of_desks.get(desk.place.name)) else None
                for desk in told
            ),
        )
        for each in figures
    )
    return headers, rows


def number_cell(value: float | None, precision: str) -> Cell:
    """Return a figure as a cell: a number, or such a text as ``over 1000``; None where there is none."""
    if value is None:
        return None
    number = int(value) if float(value).is_integer() else value
    return f"{precision} {number}" if precision else number
