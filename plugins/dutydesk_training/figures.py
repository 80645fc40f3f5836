"""The figures of a year: sessions held, periods in which rules were met, lectures and whom they reached."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from dutydesk.api import Desk, Figure, FigureName
from dutydesk.api.holding import HELD, MeterState
from dutydesk.domain import Occurrence, total_count
from dutydesk.wording import _
from dutydesk_training.lectures import LECTURE, heads_of, lectures_of, topics_in
from dutydesk_training.meter import measured
from dutydesk_training.period import DECEMBER, Period, periods_of_year
from dutydesk_training.sessions import kinds
from dutydesk_training.settings import Every, Rule, TrainingFile
from dutydesk_training.training_days import TrainingDays


def training_figure_names(desk: Desk) -> Iterator[FigureName]:
    """Name every figure of sessions, lectures and rules, those of the desk's rules too."""
    for kind in kinds():
        yield FigureName(f"training.{kind.code}", _("{kind}: sessions held").format(kind=kind.name))
    yield FigureName("training.lecture-heads", _("Lectures: people reached"))
    yield FigureName("training.lecture-hours", _("Lectures: credit hours"))
    yield FigureName("training.lecture-topics", _("Lectures: different topics"))
    for rule in desk.settings(TrainingFile).rule:
        yield FigureName(f"training.{rule.every}s-met.{rule.name}", _met_title(rule.every, rule.name))
        yield FigureName(f"training.{rule.every}s-due.{rule.name}", _due_title(rule.every, rule.name))


def training_figures(desk: Desk, year: int) -> Sequence[Figure]:
    """Return how many sessions of each kind a year held, what lectures reached, and how rules were met."""
    days = TrainingDays(desk, date(year, 1, 1), date(year, DECEMBER, 31))
    held = [each for each in days.found if each.state == HELD]
    figures: list[Figure] = []
    for kind in kinds():
        records = _records(each for each in held if each.activity.kind == kind.code)
        if records:
            title = _("{kind}: sessions held").format(kind=kind.name)
            figures.append(Figure(f"training.{kind.code}", title, len(records), records))
    lectures = [each for each in held if each.activity.kind == LECTURE]
    return [*figures, *_lecture_figures(desk, lectures), *_rules_met(desk, year)]


def _records(held: Iterable[Occurrence]) -> tuple[str, ...]:
    return tuple(f"activity:{each.key}" for each in held)


def _lecture_figures(desk: Desk, lectures: Sequence[Occurrence]) -> Iterator[Figure]:
    """Yield how many people lectures reached, their credit hours and topics, as far as these were told."""
    told = lectures_of(desk, lectures)
    counted = {
        each.key: heads for each in lectures if each.key in told and (heads := heads_of(told[each.key]))
    }
    if counted:
        heads = total_count(counted.values())
        yield Figure(
            "training.lecture-heads",
            _("Lectures: people reached"),
            heads.count,
            _records(each for each in lectures if each.key in counted),
            heads.precision,
        )
    hours = [each for each in lectures if each.key in told and told[each.key].credit_hours]
    if hours:
        total = sum(told[each.key].credit_hours or 0.0 for each in hours)
        yield Figure("training.lecture-hours", _("Lectures: credit hours"), total, _records(hours))
    with_topic = [each for each in lectures if each.key in told and told[each.key].topic]
    topics = topics_in(told[each.key] for each in with_topic)
    if topics:
        title = _("Lectures: different topics")
        yield Figure("training.lecture-topics", title, len(topics), _records(with_topic), across="apart")


def _rules_met(desk: Desk, year: int) -> Iterator[Figure]:
    """Yield, for each rule, the periods in which it was met and those that have asked for it so far."""
    calendar, today = desk.school_calendar(), desk.today()
    asked: list[tuple[Rule, Sequence[Period]]] = []
    for rule in desk.settings(TrainingFile).rule:
        begun = [each for each in periods_of_year(rule.every, year, calendar) if each.first <= today]
        if begun:
            asked.append((rule, begun))
    if not asked:
        return
    days = TrainingDays(
        desk,
        min(periods[0].first for _rule, periods in asked),
        max(periods[-1].last for _rule, periods in asked),
    )
    for rule, periods in asked:
        meters = [meter for period in periods if (meter := measured(days, rule, period)).needed]
        met = sum(meter.state is MeterState.MET for meter in meters)
        yield Figure(f"training.{rule.every}s-met.{rule.name}", _met_title(rule.every, rule.name), met)
        yield Figure(
            f"training.{rule.every}s-due.{rule.name}", _due_title(rule.every, rule.name), len(meters)
        )


def _met_title(every: Every, name: str) -> str:
    return {
        "week": _("{name}: weeks met"),
        "month": _("{name}: months met"),
        "term": _("{name}: terms met"),
        "year": _("{name}: years met"),
    }[every].format(name=name)


def _due_title(every: Every, name: str) -> str:
    return {
        "week": _("{name}: weeks due"),
        "month": _("{name}: months due"),
        "term": _("{name}: terms due"),
        "year": _("{name}: years due"),
    }[every].format(name=name)
