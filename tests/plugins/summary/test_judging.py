import pytest

from dutydesk.api import Indicator
from dutydesk_summary.year.work_summary import IndicatorState
from tests.plugins.summary.figured_desk import HEAD, figure

HEAD = HEAD + 'shows = "evaluation"\n'


def judged(figured, *indicators, language="en"):
    figured.template("", head=HEAD)
    figured.given.judged = list(indicators)
    return figured.written(language=language)


@pytest.mark.parametrize(
    ("value", "precision", "state"),
    [
        (4, "", IndicatorState.MET),
        (5, "over", IndicatorState.MET),
        (3, "", IndicatorState.NOT_MET),
        (3, "about", IndicatorState.NOT_MET),
        (3, "over", IndicatorState.NOT_JUDGED),
    ],
)
def test_an_indicator_with_a_figure_is_met_where_the_figure_comes_to_enough(figured, value, precision, state):
    figured.give(figure("t.lectures", value, precision, "activity:a"))
    written = judged(figured, Indicator(key="e1", title="Lectures", figure="t.lectures", least=4))
    (each,) = written.indicators
    assert each.state is state
    assert each.marked.endswith("[1]")
    assert written.evidence[0].records == ("activity:a",)


def test_an_indicator_without_evidence_is_not_judged_and_says_what_is_missing(figured):
    figured.name("t.lectures")
    written = judged(figured, Indicator(key="e1", title="Lectures", figure="t.lectures", least=4))
    (each,) = written.indicators
    assert each.state is IndicatorState.NOT_JUDGED
    assert each.why == "Title of t.lectures: no record of 2026; at least 4 wanted"


@pytest.mark.parametrize(
    ("met", "state"),
    [(True, IndicatorState.MET), (False, IndicatorState.NOT_MET), (None, IndicatorState.NOT_JUDGED)],
)
def test_an_indicator_without_a_figure_is_as_people_judged_it(figured, met, state):
    indicator = Indicator(
        key="e1", title="Discipline", met=met, proof="Inspection of May", records=("entry:a",)
    )
    written = judged(figured, indicator)
    (each,) = written.indicators
    assert (each.state, each.why) == (state, "Inspection of May")
    assert written.evidence[0].key == "indicator:e1"


def test_what_nobody_judged_asks_for_it(figured):
    (each,) = judged(figured, Indicator(key="e1", title="Discipline")).indicators
    assert "nobody has judged it" in each.why


def test_the_section_tells_how_many_were_met_and_the_points(figured):
    figured.give(figure("t.lectures", 4))
    written = judged(
        figured,
        Indicator(key="a", title="A", figure="t.lectures", least=4, points=10),
        Indicator(key="b", title="B", met=False, points=5),
        Indicator(key="c", title="C"),
    )
    assert [line.text for line in written.sections[0].written] == [
        "Of 3 indicators 1 were met, 1 were not, 1 could not be judged. Points: 10 of 15."
    ]


def test_without_indicators_it_says_so(figured):
    assert judged(figured).sections[0].written[0].text == "No indicator of an evaluation is entered."
