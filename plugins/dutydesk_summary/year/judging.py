"""Judging the indicators of the evaluation by the figures of the year, or by what people judged."""

from collections.abc import Iterable, Iterator

from dutydesk.api import Indicator
from dutydesk.domain import clean_line
from dutydesk.wording import _, ngettext
from dutydesk_summary.year.evidence import EvidenceNumbers
from dutydesk_summary.year.figure_words import in_words
from dutydesk_summary.year.figures_of_years import FiguresOfYears
from dutydesk_summary.year.filling import with_mark
from dutydesk_summary.year.work_summary import FigureShown, IndicatorShown, IndicatorState


def judged(
    indicators: Iterable[Indicator], figures: FiguresOfYears, numbers: EvidenceNumbers
) -> Iterator[IndicatorShown]:
    """Yield each indicator with whether it was met, and why."""
    for each in indicators:
        if each.figure and each.least is not None:
            figure = figures.get(each.figure)
            state = _state(figure, each.least)
            why = _by_figure(figure, each.least, state, figures.year)
            mark = numbers.of_figure(figure) if figure.value is not None else ""
        else:
            state = _by_people(each)
            why = _people_said(each, figures, state)
            mark = _mark_of(each, why, figures, numbers)
        yield IndicatorShown(
            indicator=each, state=state, why=why, marked=with_mark(why, mark) if mark else why
        )


def state_word(state: IndicatorState) -> str:
    """Return what people call a state."""
    return {
        IndicatorState.MET: _("met"),
        IndicatorState.NOT_MET: _("not met"),
        IndicatorState.NOT_JUDGED: _("not judged"),
    }[state]


def _state(figure: FigureShown, least: float) -> IndicatorState:
    """Return how an indicator stands; over so many, where that is less than wanted, proves nothing."""
    if figure.value is None:
        return IndicatorState.NOT_JUDGED
    if figure.value >= least:
        return IndicatorState.MET
    return IndicatorState.NOT_JUDGED if figure.precision == "over" else IndicatorState.NOT_MET


def _by_figure(figure: FigureShown, least: float, state: IndicatorState, year: int) -> str:
    wanted = in_words(least, "")
    if figure.value is None:
        return _("{title}: no record of {year}; at least {least} wanted").format(
            title=figure.title, year=year, least=wanted
        )
    value = in_words(figure.value, figure.precision)
    if state is IndicatorState.NOT_JUDGED:
        return _("{title}: {value}, which does not say whether it came to {least}").format(
            title=figure.title, value=value, least=wanted
        )
    return _("{title}: {value}; at least {least} wanted").format(
        title=figure.title, value=value, least=wanted
    )


def _by_people(indicator: Indicator) -> IndicatorState:
    if indicator.met is None:
        return IndicatorState.NOT_JUDGED
    return IndicatorState.MET if indicator.met else IndicatorState.NOT_MET


def _people_said(indicator: Indicator, figures: FiguresOfYears, state: IndicatorState) -> str:
    proof = clean_line(indicator.proof, 500)
    if proof:
        return proof
    figure = figures.get(indicator.figure) if indicator.figure else None
    if figure is not None and figure.value is not None:
        return _("{title}: {value}").format(
            title=figure.title, value=in_words(figure.value, figure.precision)
        )
    if state is IndicatorState.NOT_JUDGED:
        return _("nobody has judged it; enter in the evaluation whether it was met, and what proves it")
    if indicator.records:
        count = len(indicator.records)
        return ngettext("judged by {count} record", "judged by {count} records", count).format(count=count)
    return _("judged, but nothing is named that proves it")


def _mark_of(indicator: Indicator, why: str, figures: FiguresOfYears, numbers: EvidenceNumbers) -> str:
    figure = figures.get(indicator.figure) if indicator.figure else None
    if figure is not None and figure.value is not None:
        return numbers.of_figure(figure)
    if not indicator.records:
        return ""
    title = clean_line(indicator.title)
    return numbers.of_records(f"indicator:{indicator.key}", title, why, indicator.records)
