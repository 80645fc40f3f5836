"""A bar chart laid out: how far each bar reaches, its number and name, and the same in words."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from dutydesk.documents.document import BarChart, BarGroup, DocumentTable
from dutydesk.domain import number_text
from dutydesk.wording import _, listed


@dataclass(frozen=True, slots=True)
class _Scale:
    """From which value to which bars are drawn; 0 is always between them, and `largest` above 0."""

    low: float
    high: float
    largest: float

    @classmethod
    def of(cls, groups: Iterable[BarGroup]) -> "_Scale":
        values = [0.0, *(value for group in groups for value in group.values if value is not None)]
        low, high = min(values), max(values)
        largest = max(-low, high)
        return cls(low, high, largest) if largest else cls(0.0, 1.0, 1.0)

    def share(self, value: float) -> float:
        """Return how far from the left end `value` lies, 0 at the left end and 1 at the right."""
        low, high = self.low / self.largest, self.high / self.largest
        return (value / self.largest - low) / (high - low)


def laid_out(chart: BarChart, whole: BarChart | None = None) -> Mapping[str, object]:
    """Return what the template draws; ends of bars are shares of the field, from the left.

    A chart that is only a part is drawn to the scale of the `whole`, and as wide in its columns.
    """
    all_groups = (whole or chart).groups
    common = _Scale.of(all_groups)
    return {
        "title": chart.title,
        "unit": chart.unit,
        "words": words_of(chart),
        "series": list(chart.series),
        "names": [group.name for group in all_groups],
        "numbers": [value_text(group, place) for group in all_groups for place in range(len(chart.series))],
        "groups": [
            _group(group, _Scale.of((group,)) if chart.own_scales else common) for group in chart.groups
        ],
    }


def _group(group: BarGroup, scale: _Scale) -> Mapping[str, object]:
    """Return the two ends of each bar, and its number; one that is not known is as short as can be."""
    nought = scale.share(0.0)
    ends = [nought if value is None else scale.share(value) for value in group.values]
    return {
        "name": group.name,
        "nought": nought,
        "bars": [
            {
                "first": min(nought, end),
                "last": max(nought, end),
                "known": group.values[place] is not None,
                "text": value_text(group, place),
            }
            for place, end in enumerate(ends)
        ],
    }


def value_text(group: BarGroup, place: int) -> str:
    """Return how the value of the series at `place` is written."""
    value = group.values[place]
    return group.texts[place] or (_("not known") if value is None else number_text(value))


def words_of(chart: BarChart) -> str:
    """Return in words what the chart shows, for those who cannot see it."""
    return " ".join(
        _("{name}: {values}.").format(name=group.name, values=listed(_values(chart, group)))
        for group in chart.groups
    )


def _values(chart: BarChart, group: BarGroup) -> Iterator[str]:
    for place, series in enumerate(chart.series):
        value = value_text(group, place)
        if len(chart.series) > 1:
            yield _("{value} ({series})").format(value=value, series=series)
        else:
            yield value


def as_table(chart: BarChart) -> DocumentTable:
    """Return the values of the chart as a table: a row a group, a column a series."""
    return DocumentTable(
        headers=(chart.unit, *chart.series),
        rows=tuple(
            (group.name, *(value_text(group, place) for place in range(len(chart.series))))
            for group in chart.groups
        ),
    )
