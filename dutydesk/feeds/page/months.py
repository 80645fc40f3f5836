"""The months as tables: a row a week, a cell a day."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dutydesk.domain import month_name
from dutydesk.feeds.page.occasion import Occasion, shortened

_NEAR_END = 10
_WEEK = 7
_MOST_IN_CELL = 3
_LONGEST_TITLE = 48
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class CellLine:
    """An event in short, in the cell of a day."""

    hours: str
    title: str
    tentative: bool
    cancelled: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """A day with its first events and the number of the others."""

    day: date
    today: bool
    past: bool
    lines: tuple[CellLine, ...]
    more: int


@dataclass(frozen=True, slots=True)
class MonthTable:
    """A month; where a week reaches into another month, there is None."""

    first: date
    weeks: tuple[tuple[Cell | None, ...], ...]

    @property
    def title(self) -> str:
        """The month and its year."""
        return month_name(self.first)

    @property
    def uncertain(self) -> bool:
        """Whether something in it is tentative or cancelled."""
        lines = (line for week in self.weeks for cell in week if cell is not None for line in cell.lines)
        return any(line.tentative or line.cancelled for line in lines)


def shown_months(today: date) -> tuple[date, ...]:
    """Return the first day of each month to show: this month, and near its end also the next."""
    first = today.replace(day=1)
    following = _following(first)
    return (first, following) if (following - today).days <= _NEAR_END else (first,)


def last_day_of(months: Sequence[date]) -> date:
    """Return the last day of the last of `months`."""
    return _following(months[-1]) - _DAY


def month_tables(occasions: Iterable[Occasion], today: date) -> tuple[MonthTable, ...]:
    """Return the months to show, each day with what is held on it: first what lasts all day, then by hour."""
    months = shown_months(today)
    by_day: defaultdict[date, list[Occasion]] = defaultdict(list)
    for each in occasions:
        day, until = max(each.first_day, months[0]), min(each.last_day, last_day_of(months))
        while day <= until:
            by_day[day].append(each)
            day += _DAY
    return tuple(MonthTable(first, _weeks(first, by_day, today)) for first in months)


def _following(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)


def _weeks(
    first: date, by_day: dict[date, list[Occasion]], today: date
) -> tuple[tuple[Cell | None, ...], ...]:
    days = [first + timedelta(days=n) for n in range((_following(first) - first).days)]
    cells: list[Cell | None] = [None] * first.weekday()
    cells += [_cell(day, by_day.get(day, []), today) for day in days]
    cells += [None] * (-len(cells) % _WEEK)
    return tuple(tuple(cells[n : n + _WEEK]) for n in range(0, len(cells), _WEEK))


def _cell(day: date, held: list[Occasion], today: date) -> Cell:
    ordered = sorted(held, key=lambda each: (each.first_day == day and not each.all_day, each.start))
    shown = ordered if len(ordered) <= _MOST_IN_CELL else ordered[: _MOST_IN_CELL - 1]
    lines = tuple(
        CellLine(
            each.hours_on(day),
            shortened(each.title, _LONGEST_TITLE),
            each.event.tentative and not each.event.cancelled,
            each.event.cancelled,
        )
        for each in shown
    )
    return Cell(day, day == today, day < today, lines, len(ordered) - len(shown))
