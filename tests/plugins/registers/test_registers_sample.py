"""The registers of the sample school: the figures of its year, and what is still open."""

from datetime import UTC, date, datetime, timedelta

import pytest

from dutydesk.api import Figure
from dutydesk.exchange.sample_school import fill_sample_school, found_sample_school
from dutydesk.host.opening import open_desk
from dutydesk_registers.entry import EntryMark, RegisterEntry
from dutydesk_registers.indicators import evaluation_lines
from dutydesk_registers.inspecting.seasons import seasons_of_year
from dutydesk_registers.registers import known_register
from dutydesk_registers.sample import fill_sample
from dutydesk_registers.sample_school.rows import INDICATORS
from tests.plugins.planned_desk import make

TODAY = date(2026, 11, 24)
YEAR = {
    "publicity.notices": (5, ""),
    "publicity.leaflets": (1000, "over"),
    "publicity.tips": (40, ""),
    "publicity.letters": (1, ""),
    "hazards.found": (3, ""),
    "hazards.rectified": (3, ""),
    "hazards.overdue": (0, ""),
    "incidents.fires": (0, ""),
    "equipment.extinguishers_new": (96, ""),
    "equipment.lights_new": (6, ""),
    "servicing.refilled": (33, ""),
    "counters.moved_out": (180, "over"),
    "counters.moved_in": (26, ""),
    "counters.identity_cards": (80, ""),
    "letters.expected": (18, ""),
    "letters.signed": (17, ""),
    "plans.plans": (7, ""),
    "plans.reviewed": (7, ""),
    "bicycles.all": (12, ""),
    "bicycles.failing": (3, ""),
    "dutylog.handovers": (4, ""),
    "dutylog.acknowledged": (4, ""),
    "evaluation.indicators": (len(INDICATORS), ""),
}
LESS_THE_YEAR_BEFORE = (
    "publicity.notices",
    "publicity.leaflets",
    "publicity.tips",
    "hazards.found",
    "equipment.extinguishers_new",
    "equipment.lights_new",
    "servicing.refilled",
    "counters.moved_out",
    "counters.moved_in",
    "counters.identity_cards",
    "letters.signed",
    "bicycles.all",
)


def sample(folder, today):
    found_sample_school(folder, today)
    now = datetime(today.year, today.month, today.day, 2, tzinfo=UTC)
    desk = open_desk(folder, actor="test", clock=lambda: now)
    fill_sample_school(desk, today)
    return desk


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    desk = sample(tmp_path_factory.mktemp("sample") / "desk", TODAY)
    yield desk
    desk.close()


def figures(desk, year):
    return {each.key: each for each in desk.ask("figures", Figure, year=year)}


def test_the_figures_of_the_year_are_those_of_a_school_that_did_its_work(desk):
    found = figures(desk, TODAY.year)
    assert {key: (found[key].value, found[key].precision) for key in YEAR} == YEAR
    without_records = [key for key in YEAR if found[key].value and not found[key].records]
    assert without_records == [], "every one of them can be shown"


def test_the_year_before_has_less(desk):
    now, before = figures(desk, TODAY.year), figures(desk, TODAY.year - 1)
    assert [key for key in LESS_THE_YEAR_BEFORE if not 0 < before[key].value < now[key].value] == []


def test_every_round_of_the_year_was_made_but_the_one_of_the_season(desk):
    wanted = seasons_of_year(desk, known_register(desk, "inspections"), TODAY.year)
    assert [each.state.value for each in wanted] == ["done"] * 6 + ["begun"]
    assert figures(desk, TODAY.year)["inspections.rounds_done"].value == 6
    (begun,) = desk.table(RegisterEntry).where(register="inspections", closed=False)
    assert begun.title == "Wiring and family areas in winter"
    assert len(desk.table(EntryMark).where(entry=begun.id)) == 3


def test_the_hazards_of_rounds_are_those_that_their_wrong_lines_raised(desk):
    wrong = [each for each in desk.table(EntryMark).all() if not each.is_right]
    raised = [desk.table(RegisterEntry).get(each.raised) for each in wrong]
    assert sorted(each.day for each in raised) == [date(2025, 4, 20), date(2026, 3, 6), date(2026, 4, 20)]
    assert all(each.source == f"entry:{mark.entry}" for each, mark in zip(raised, wrong, strict=True))


def test_a_letter_an_extinguisher_and_a_round_are_open_and_nothing_is_overdue(desk):
    due = [each for each in desk.due(TODAY, TODAY + timedelta(days=7)) if each.screen == "registers"]
    assert sorted((each.day, each.title) for each in due) == [
        (date(2026, 11, 28), "Have MT-101 serviced: Computer room 计算机教室"),
        (date(2026, 11, 28), "Have the letter signed: School shop 校内超市"),
        (date(2026, 12, 31), "Round: Wiring and family areas, in winter"),
    ]
    assert [each.title for each in due if each.state.value == "overdue"] == []


def test_the_indicators_stand_on_figures_that_the_desk_has(desk):
    lines = list(evaluation_lines(desk, TODAY.year))
    named = [each.figure for each in lines if each.figure]
    assert sorted(named) == sorted(row[4] for row in INDICATORS if row[4])
    assert set(named) <= set(figures(desk, TODAY.year))


@pytest.mark.parametrize("today", [date(2026, 1, 1), date(2028, 2, 29)])
def test_early_in_a_year_what_is_still_to_come_is_brought_forward(tmp_path, today):
    for planned in make(tmp_path / "desk"):
        planned.at(today)
        desk = planned.open()
        fill_sample(desk, today)
        found = figures(desk, today.year)
        early = {
            key: (found[key].value, found[key].precision) for key in YEAR if not key.startswith("dutylog")
        }
        assert early == {key: value for key, value in YEAR.items() if not key.startswith("dutylog")}
        assert [each for each in desk.table(RegisterEntry).all() if each.day and each.day > today] == []
        assert desk.faults() == ()


def test_a_desk_without_the_schools_people_gets_the_entries_without_them(tmp_path):
    for planned in make(tmp_path / "desk"):
        desk = planned.open()
        fill_sample(desk, TODAY)
        assert {each.owner for each in desk.table(RegisterEntry).all() if each.register != "dutylog"} == {""}
