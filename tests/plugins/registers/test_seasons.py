"""When the seasons of a year want rounds of inspection, and which rounds serve them."""

from datetime import date

import pytest

from dutydesk.domain import SchoolCalendar, Span
from dutydesk.wording import speaking
from dutydesk_registers.inspecting.season_window import season_windows
from dutydesk_registers.inspecting.seasons import (
    SeasonState,
    rounds_wanted,
    season_state_name,
    seasons_of_year,
)
from dutydesk_registers.register_file import SeasonTable
from dutydesk_registers.registers import known_register
from tests.plugins.planned_desk import make
from tests.plugins.registers.hook_desk import LEAKS, TODAY, WALKS, emptied, keep, keeping


def windows(year, school=None, **season):
    table = SeasonTable(code="s", name="S", checklist="c", **season)
    return [
        (each.key, each.first, each.last) for each in season_windows(table, year, school or SchoolCalendar())
    ]


def test_a_season_into_the_next_year_is_of_the_year_in_which_it_begins():
    assert windows(2026, first="11-15", last="01-31") == [("s-2026", date(2026, 11, 15), date(2027, 1, 31))]
    assert windows(2026, first="03-01", last="03-31") == [("s-2026", date(2026, 3, 1), date(2026, 3, 31))]
    assert windows(2026, first="03-01", last="03-01") == [("s-2026", date(2026, 3, 1), date(2026, 3, 1))]


def test_a_day_that_a_year_lacks_is_the_last_of_its_month():
    assert windows(2027, first="02-29", last="06-31") == [("s-2027", date(2027, 2, 28), date(2027, 6, 30))]
    assert windows(2028, first="02-29", last="03-05")[0][1] == date(2028, 2, 29)


def test_a_season_around_terms_comes_with_each_term_of_the_year():
    autumn = Span("Autumn", date(2026, 9, 1), date(2027, 1, 22))
    spring = Span("Spring", date(2026, 2, 23), date(2026, 7, 10))
    school = SchoolCalendar(terms=(autumn, spring))
    assert windows(2026, school, around="begin", days_before=5, days_after=3) == [
        ("s-2026-1", date(2026, 2, 18), date(2026, 2, 26)),
        ("s-2026-2", date(2026, 8, 27), date(2026, 9, 4)),
    ]
    assert windows(2026, school, around="end", days_before=0, days_after=2) == [
        ("s-2026-1", date(2026, 7, 10), date(2026, 7, 12))
    ]
    assert windows(2027, school, around="end")[0][1:] == (date(2027, 1, 15), date(2027, 1, 29))
    assert windows(2026, around="begin") == []


def test_the_key_of_a_season_stays_when_the_school_moves_a_term():
    moved = [
        windows(2026, SchoolCalendar(terms=(Span("Autumn", first, date(2027, 1, 22)),)), around="begin")[0][0]
        for first in (date(2026, 9, 1), date(2026, 9, 7))
    ]
    assert moved[0] == moved[1]


@pytest.mark.parametrize("year", [-5, 0, 1, 9999, 20000])
def test_years_at_the_edge_of_time_have_no_seasons(year):
    assert windows(year, first="11-15", last="01-31") == []


@pytest.fixture(scope="module")
def planned(tmp_path_factory):
    with keeping(tmp_path_factory.mktemp("seasons") / "desk", leaks=LEAKS, walks=WALKS) as made:
        yield made


@pytest.fixture(scope="module")
def opened(planned):
    return planned.open()


@pytest.fixture
def desk(planned, opened):
    planned.at(TODAY)
    yield opened
    emptied(opened)


def of(desk, code, year=2026, place=None):
    found = [
        each
        for each in seasons_of_year(desk, known_register(desk, "walks"), year)
        if each.season.code == code and place in {None, each.place}
    ]
    assert len(found) == 1 or place is None
    return found[0] if place is not None else found


def walk(desk, day, place="gym", checklist="fire", done=""):
    return keep(desk, "walks", what="A walk", day=day, list=checklist, place=place, done=done)


def test_each_place_of_a_season_wants_a_round_of_its_own(desk):
    assert [(each.place, each.state) for each in of(desk, "winter")] == [
        ("Gym", SeasonState.DUE),
        ("Laboratory", SeasonState.DUE),
    ]
    made = walk(desk, "2026-11-20", "gym", done="2026-11-20")
    gym, laboratory = of(desk, "winter")
    assert (gym.state, gym.done.id) == (SeasonState.DONE, made.id)
    assert (laboratory.state, laboratory.done) == (SeasonState.DUE, None)


def test_a_place_is_known_by_its_names_in_any_language(desk):
    walk(desk, "2026-11-20", "sports hall", done="2026-11-20")
    with speaking("zh"):
        assert of(desk, "winter", place="Gym").state is SeasonState.DONE


def test_seasons_stand_in_the_order_of_their_days(desk):
    found = seasons_of_year(desk, known_register(desk, "walks"), 2026)
    assert [each.season.code for each in found] == ["flood", "begin", "winter", "winter"]


def test_a_register_without_rounds_has_no_seasons(desk):
    assert seasons_of_year(desk, known_register(desk, "leaks"), 2026) == ()
    assert rounds_wanted(desk, known_register(desk, "leaks"), TODAY) == ()


def test_a_round_with_open_lines_has_begun_and_does_not_serve(desk):
    begun = walk(desk, "2026-11-20")
    gym = of(desk, "winter", place="Gym")
    assert (gym.state, gym.begun.id, gym.done) == (SeasonState.BEGUN, begun.id, None)


def test_a_round_with_another_checklist_or_at_another_place_does_not_serve(desk):
    walk(desk, "2026-11-20", "gym", checklist="roof", done="2026-11-20")
    walk(desk, "2026-11-20", "lab", done="2026-11-20")
    assert of(desk, "winter", place="Gym").state is SeasonState.DUE


def test_without_places_a_round_anywhere_will_do(desk):
    walk(desk, "2026-05-20", "lab", checklist="roof", done="2026-05-21")
    assert of(desk, "flood", place="").state is SeasonState.DONE


def test_a_round_of_january_serves_the_winter_that_began_the_year_before(planned, desk):
    planned.at(date(2027, 1, 10))
    walk(desk, "2027-01-09", done="2027-01-09")
    assert of(desk, "winter", 2026, "Gym").state is SeasonState.DONE
    assert of(desk, "winter", 2027, "Gym").state is SeasonState.PLANNED


def test_what_was_not_done_in_its_season_is_overdue_and_then_late(planned, desk):
    planned.at(date(2027, 2, 10))
    assert of(desk, "winter", place="Gym").state is SeasonState.OVERDUE
    begun = walk(desk, "2027-02-08")
    assert of(desk, "winter", place="Gym").state is SeasonState.OVERDUE
    walk(desk, "2027-02-09", done="2027-02-10")
    late = of(desk, "winter", place="Gym")
    assert (late.state, late.begun.id) == (SeasonState.LATE, begun.id)


def test_a_round_that_was_finished_after_its_season_is_late(planned, desk):
    planned.at(date(2027, 2, 10))
    walk(desk, "2027-01-30", done="2027-02-02")
    assert of(desk, "winter", place="Gym").state is SeasonState.LATE


def test_a_round_of_the_next_season_is_not_a_late_one_of_this(planned, desk):
    planned.at(date(2026, 11, 24))
    walk(desk, "2026-09-02", "lab", checklist="roof", done="2026-09-02")
    assert of(desk, "begin", place="").state is SeasonState.DONE
    assert of(desk, "flood", place="").state is SeasonState.OVERDUE


def test_a_round_that_was_begun_before_its_season_serves_it_once_it_is_finished(desk):
    walk(desk, "2026-11-10", done="2026-11-16")
    assert of(desk, "winter", place="Gym").state is SeasonState.DONE


def test_a_round_that_was_begun_in_one_season_and_finished_in_another_serves_the_first_alone(desk):
    walk(desk, "2026-06-29", "lab", checklist="roof", done="2026-08-28")
    assert of(desk, "flood", place="").state is SeasonState.LATE
    assert of(desk, "begin", place="").state is SeasonState.OVERDUE


def test_wanted_are_rounds_whose_season_is_on_or_has_lately_passed(planned, desk):
    register = known_register(desk, "walks")

    def wanted(day, last=None):
        planned.at(day)
        return [
            (each.season.code, each.place, each.state.value)
            for each in rounds_wanted(desk, register, last or day)
        ]

    winter = [("winter", "Gym", "due"), ("winter", "Laboratory", "due")]
    assert wanted(date(2026, 11, 24)) == winter
    assert wanted(date(2026, 11, 24), date(2027, 2, 20)) == [*winter, ("begin", "", "planned")]
    assert wanted(date(2027, 2, 20))[0] == ("winter", "Gym", "overdue")
    assert wanted(date(2027, 5, 1)) == [], "it is too long ago to be asked for"
    assert wanted(date(2026, 9, 20)) == [], "the desk did not begin before the term did"
    assert wanted(date(2026, 11, 24), date.max)[-1] == ("winter", "Laboratory", "planned")


def test_every_state_has_a_name():
    assert len({season_state_name(state) for state in SeasonState}) == len(SeasonState)


def test_a_desk_that_begins_today_owes_no_round_of_a_season_that_is_over(tmp_path):
    for planned in make(tmp_path / "desk"):
        planned.at(date(2026, 11, 24))
        new = planned.open()
        assert new.revision() == 0
        register = known_register(new, "inspections")
        over = [each for each in seasons_of_year(new, register, 2026) if each.last < TODAY]
        assert over
        assert not {each.key for each in over} & {each.key for each in rounds_wanted(new, register, TODAY)}
