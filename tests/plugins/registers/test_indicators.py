"""The entries of registers that are indicators of the evaluation."""

import pytest

from dutydesk.api import Indicator
from dutydesk_registers.indicators import evaluation_lines
from tests.plugins.registers.hook_desk import LEAKS, MARKS, TODAY, emptied, keep, keeping


@pytest.fixture(scope="module")
def opened(tmp_path_factory):
    with keeping(tmp_path_factory.mktemp("indicators") / "desk", leaks=LEAKS, marks=MARKS) as planned:
        planned.at(TODAY)
        yield planned.open()


@pytest.fixture
def desk(opened):
    yield opened
    emptied(opened)


def test_an_indicator_with_a_figure_says_which_and_how_much(desk):
    entry = keep(
        desk, "marks", what="Leaks mended", year="2026", figure="Leaks mended", least="3", points="2.5"
    )
    assert list(evaluation_lines(desk, 2026)) == [
        Indicator(
            key=f"entry:{entry.id}",
            title="Leaks mended",
            figure="leaks.mended",
            least=3.0,
            points=2.5,
            records=(f"entry:{entry.id}",),
        )
    ]


@pytest.mark.parametrize(("typed", "met"), [("yes", True), ("否", False), ("", None)])
def test_one_without_a_figure_is_met_as_people_judged(desk, typed, met):
    keep(desk, "marks", what="A plan", year="2026", standard="One a year", met=typed, proof="On the wall")
    (line,) = evaluation_lines(desk, 2026)
    assert (line.met, line.standard, line.proof, line.least, line.points) == (
        met,
        "One a year",
        "On the wall",
        None,
        None,
    )


def test_those_of_the_year_and_of_every_year_are_told_in_order(desk):
    for what, year in (("2 second", "2026"), ("1 first", ""), ("3 other", "2025")):
        keep(desk, "marks", what=what, year=year)
    assert [each.title for each in evaluation_lines(desk, 2026)] == ["1 first", "2 second"]


def test_the_desk_gives_them_to_the_summary(desk):
    keep(desk, "marks", what="A plan", year="2026")
    keep(desk, "leaks", what="Pipe")
    assert [each.title for each in desk.ask("indicators", Indicator, year=2026)] == ["A plan"]
