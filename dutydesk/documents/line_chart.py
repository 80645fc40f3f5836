"""A line chart laid out: where its points, lines and words come to stand, and the same in words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from math import ceil, floor, log10

from dutydesk.documents.document import ChartPoint, ChartSeries, DocumentTable, LineChart
from dutydesk.domain import number_text, stopwatch_text
from dutydesk.wording import _, ngettext

_STEPS = (1.0, 2.0, 5.0, 10.0)
_TIME_STEPS = (5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 28800, 86400)
_LEAST_REACH = 1e-300
"""Numbers as small as this are none to draw: their parts are too small for a computer's."""
_MOST_TICKS = 6
_DAY_ROOM = 0.15
_EDGE = 0.04
_MOST_WRITTEN = 12


@dataclass(frozen=True, slots=True)
class _Scale:
    """The axis of the values: its ends, and its ticks."""

    first: float
    last: float
    ticks: tuple[float, ...]

    @classmethod
    def of(cls, chart: LineChart) -> "_Scale":
        values = [point.value for series in chart.series for point in series.points]
        all_values = [0.0, *values, *(() if chart.target is None else (chart.target,))]
        low, high = min(all_values), max(all_values)
        reach = high - low
        step = _step(reach if reach > _LEAST_REACH else 1.0, in_time=chart.is_time)
        first, last = floor(low / step), max(ceil(high / step), floor(low / step) + 1)
        return cls(first * step, last * step, tuple(place * step for place in range(first, last + 1)))

    def share(self, value: float) -> float:
        """Return how far up the axis `value` stands, 0 at its foot and 1 at its head."""
        return (value - self.first) / (self.last - self.first)


def _step(reach: float, *, in_time: bool) -> float:
    """Return a round step that divides `reach` into at most `_MOST_TICKS` parts."""
    least = reach / _MOST_TICKS
    if in_time and least <= _TIME_STEPS[-1]:
        return float(next(each for each in _TIME_STEPS if each >= least))
    power = 10.0 ** floor(log10(least))
    return float(power * next(each for each in _STEPS if power * each >= least * (1 - 1e-9)))


def laid_out(chart: LineChart) -> Mapping[str, object]:
    """Return what the template draws; places in it are shares of the field, from the left and the foot."""
    scale = _Scale.of(chart)
    days = sorted({point.day for series in chart.series for point in series.points})
    spread = (days[-1] - days[0]).days if days else 0

    def across(day: date) -> float:
        return _EDGE + (1 - 2 * _EDGE) * ((day - days[0]).days / spread) if spread else 0.5

    written = sum(len(series.points) for series in chart.series) <= _MOST_WRITTEN and len(chart.series) == 1
    return {
        "title": chart.title,
        "unit": chart.unit,
        "words": words_of(chart),
        "ticks": [{"at": scale.share(each), "text": value_text(chart, each)} for each in scale.ticks],
        "days": [{"at": at, "text": str(day)} for day, at in _spaced([(day, across(day)) for day in days])],
        "target": None
        if chart.target is None
        else {
            "at": scale.share(chart.target),
            "text": _("target {value}").format(value=value_text(chart, chart.target)),
        },
        "series": [
            {
                "name": series.name,
                "points": [(across(point.day), scale.share(point.value)) for point in series.points],
                "texts": [value_text(chart, point.value) for point in series.points] if written else [],
            }
            for series in chart.series
        ],
    }


def _spaced(days: Sequence[tuple[date, float]]) -> Iterator[tuple[date, float]]:
    """Yield the first day, the last, and of those between as many as stand clear of one another."""
    end = days[-1][1] if days else 0.0
    before: float | None = None
    for place, (day, at) in enumerate(days):
        clear = before is None or at - before >= _DAY_ROOM
        if clear and (place == len(days) - 1 or before is None or end - at >= _DAY_ROOM):
            yield day, at
            before = at
        elif place == len(days) - 1 and before is not None and at - before > _DAY_ROOM / 2:
            yield day, at


def value_text(chart: LineChart, value: float) -> str:
    """Return a value as the chart writes it: in minutes and seconds, or with at most one decimal."""
    return stopwatch_text(value) if chart.is_time else number_text(value)


def words_of(chart: LineChart) -> str:
    """Return in words what the chart shows, for those who cannot see it."""
    parts = [_series_words(chart, series) for series in chart.series]
    if chart.target is not None:
        parts.append(_("Target: {value}.").format(value=value_text(chart, chart.target)))
    return " ".join(parts)


def _series_words(chart: LineChart, series: ChartSeries) -> str:
    first, last = series.points[0], series.points[-1]
    values = [point.value for point in series.points]
    if len(values) == 1:
        return _("{name}: {value} on {day}.").format(
            name=series.name, value=value_text(chart, first.value), day=first.day
        )
    return ngettext(
        "{name}: {count} value, from {first} on {first_day} to {last} on {last_day}; "
        "lowest {lowest}, highest {highest}.",
        "{name}: {count} values, from {first} on {first_day} to {last} on {last_day}; "
        "lowest {lowest}, highest {highest}.",
        len(values),
    ).format(
        name=series.name,
        count=len(values),
        first=value_text(chart, first.value),
        first_day=first.day,
        last=value_text(chart, last.value),
        last_day=last.day,
        lowest=value_text(chart, min(values)),
        highest=value_text(chart, max(values)),
    )


def as_table(chart: LineChart) -> DocumentTable:
    """Return the values of the chart as a table, by day."""
    rows: list[tuple[ChartPoint, str]] = sorted(
        chain.from_iterable(((point, series.name) for point in series.points) for series in chart.series),
        key=lambda each: each[0].day,
    )
    value = _("Value ({unit})").format(unit=chart.unit) if chart.unit else _("Value")
    return DocumentTable(
        headers=(_("Day"), _("Series"), value),
        rows=tuple((str(point.day), name, value_text(chart, point.value)) for point, name in rows),
    )
