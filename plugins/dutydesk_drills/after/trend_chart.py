"""The times of drills as line charts, one for each target."""

from collections.abc import Iterable, Iterator

from dutydesk.documents import ChartPoint, ChartSeries, LineChart
from dutydesk.wording import _, listed
from dutydesk_drills.after.result import DrillResult
from dutydesk_drills.live.drill_run import BuildingRun


def trend_charts(results: Iterable[DrillResult], of: str) -> Iterator[LineChart]:
    """Yield the times of each building over the drills `results`, those with the same target in one chart.

    `of` says whose times they are, such as a kind of drill. A building's target is that of its last drill.
    """
    times: dict[str, list[tuple[DrillResult, BuildingRun]]] = {}
    for result in results:
        for building in result.timed:
            times.setdefault(building.building.code, []).append((result, building))
    by_target: dict[int, list[ChartSeries]] = {}
    for found in times.values():
        last = found[-1][1].building
        points = tuple(ChartPoint(result.drill.day, float(each.seconds or 0)) for result, each in found)
        by_target.setdefault(last.target_seconds, []).append(ChartSeries(last.name, points))
    for target, series in by_target.items():
        names = listed(each.name for each in series)
        yield LineChart(
            title=_("{what}: {buildings}").format(what=of, buildings=names),
            series=tuple(series),
            target=float(target),
            unit=_("minutes:seconds from the alarm"),
            is_time=True,
        )
