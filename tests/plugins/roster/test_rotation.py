"""A rotation lays a shift or a day off under each day of its crews."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dutydesk_roster.engine.problem import Based
from dutydesk_roster.problem_of import problem_of, settings_complaints
from dutydesk_roster.rotation import Rotation, based, even_step
from dutydesk_roster.rotation_presets import CREWS_OF_A_PRESET, PRESETS, preset_cycle
from tests.plugins.roster.roster_desk import day, month_of

SHIFTS = ("day", "evening", "night")
STARTS = date(2026, 11, 2)
STARTS_TABLE = "starts = 2026-11-02\n"


def preset_rotation(name):
    preset = PRESETS[name]
    return Rotation(
        name=name,
        starts=STARTS,
        cycle=preset_cycle(name, SHIFTS),
        crews=tuple((f"crew{number}",) for number in range(CREWS_OF_A_PRESET)),
        step=preset.step,
    )


@pytest.mark.parametrize("name", PRESETS)
@given(offset=st.integers(0, 4000))
@settings(max_examples=60, deadline=None)
def test_a_preset_has_just_one_crew_in_each_shift_on_every_day(name, offset):
    on = STARTS + timedelta(days=offset)
    standing = sorted(each.shift for each in based(preset_rotation(name), on, on) if each.shift)
    assert standing == sorted(SHIFTS[: PRESETS[name].shifts])


@pytest.mark.parametrize("name", PRESETS)
@given(offset=st.integers(0, 4000))
@settings(max_examples=60, deadline=None)
def test_a_preset_comes_round_and_gives_all_crews_the_same(name, offset):
    rotation = preset_rotation(name)
    length, on = len(rotation.cycle), STARTS + timedelta(days=offset)
    shifts = [[rotation.shift_of(crew, on + timedelta(days=n)) for n in range(length)] for crew in range(4)]
    assert all(sorted(each) == sorted(rotation.cycle) for each in shifts)
    assert [rotation.shift_of(crew, on + timedelta(days=length)) for crew in range(4)] == [
        each[0] for each in shifts
    ]


@pytest.mark.parametrize("name", PRESETS)
def test_no_crew_of_a_preset_goes_from_a_night_to_a_day(name):
    cycle = preset_cycle(name, SHIFTS)
    night = SHIFTS[PRESETS[name].shifts - 1]
    after = {second for first, second in zip(cycle, (*cycle[1:], cycle[0]), strict=True) if first == night}
    assert after <= {night, ""}


def test_two_two_three_has_every_other_weekend_off():
    rotation = preset_rotation("2-2-3")
    weekends = [
        any(rotation.shift_of(0, STARTS + timedelta(days=7 * week + n)) for n in (5, 6)) for week in range(4)
    ]
    assert sorted(weekends) == [False, False, True, True]


def test_nothing_is_laid_outside_the_days_of_a_rotation():
    rotation = Rotation("r", STARTS, ("day", ""), (("li",),), 1, ends=date(2026, 11, 4))
    assert based(rotation, day(1), day(30)) == (
        Based("li", day(2), "day"),
        Based("li", day(3)),
        Based("li", day(4), "day"),
    )
    assert based(rotation, day(5), day(30)) == ()


def test_later_crews_are_behind_the_first():
    rotation = Rotation("r", STARTS, ("day", "day", "night", ""), (("li",), ("wu", "zhu")), 1)
    assert {(each.person, each.shift) for each in based(rotation, day(4), day(4))} == {
        ("li", "night"),
        ("wu", "day"),
        ("zhu", "day"),
    }


@pytest.mark.parametrize(("length", "crews", "step"), [(8, 4, 2), (8, 3, 2), (2, 5, 1)])
def test_crews_are_spread_evenly_where_nothing_is_said(length, crews, step):
    assert even_step(length, crews) == step


PATTERN = f"""[[rotation]]
name = "Gate"
pattern = "d n - -"
{STARTS_TABLE}crews = [["li", "wu"], ["@rank:leader"]]
"""


def test_a_rotation_of_the_settings_is_laid_under_the_month(at):
    desk = at.reopened(rotations=PATTERN)
    base = {(each.person, each.day): each.shift for each in problem_of(desk, month_of(desk)).base}
    assert {person for person, _on in base} == {"li", "wu", "zhao"}
    assert ("li", day(1)) not in base
    assert [base["wu", day(number)] for number in range(2, 7)] == ["day", "night", "", "", "day"]
    assert [base["zhao", day(number)] for number in range(2, 7)] == ["", "", "day", "night", ""]


def test_a_preset_of_the_settings_is_laid_under_the_month(at):
    desk = at.reopened(
        rotations=f"""[[rotation]]
name = "Four"
preset = "four-crews"
shifts = ["day", "evening", "night"]
{STARTS_TABLE}crews = [["li"], ["wu"], ["zhu"], ["sun"]]
"""
    )
    problem = problem_of(desk, month_of(desk))
    on_tenth = {each.person: each.shift for each in problem.base if each.day == day(10)}
    assert on_tenth == {"li": "day", "wu": "", "zhu": "night", "sun": "evening"}
    assert settings_complaints(desk, month_of(desk)) == ()


def test_who_is_not_there_is_named_and_nothing_is_laid_under_them(at):
    desk = at.reopened(rotations=PATTERN.replace('"wu"', '"wuu", "@squad:9"'))
    assert {each.person for each in problem_of(desk, month_of(desk)).base} == {"li", "zhao"}
    assert settings_complaints(desk, month_of(desk)) == (
        "rotations.toml: the rotation Gate names wuu, who is not in the squadron.",
        "rotations.toml: the rotation Gate names @squad:9, who is not in the squadron.",
    )


def test_who_is_in_two_crews_by_other_names_is_named_and_the_first_holds(at):
    desk = at.reopened(rotations=PATTERN.replace('"@rank:leader"', '"@rank:leader", "@rank:guard"'))
    base = problem_of(desk, month_of(desk)).base
    assert len({(each.person, each.day) for each in base}) == len(base)
    assert next(each.shift for each in base if (each.person, each.day) == ("li", day(2))) == "day"
    assert set(settings_complaints(desk, month_of(desk))) == {
        "rotations.toml: the rotation Gate has 李强 in a second crew on 2026-11-02.",
        "rotations.toml: the rotation Gate has 吴刚 in a second crew on 2026-11-02.",
    }
