"""The rule packs that come with the program, each with a year that keeps it and one that breaks it.

The days are those of `rule_school.CALENDAR`: terms from 1 September 2026 to 22 January and from 22 February
to 9 July 2027. Everything is judged on 1 September 2027, when the year is over.
"""

from datetime import date, timedelta

import pytest

from dutydesk.config.shipped import default_desk
from dutydesk.desk.packs import pack_files, read_pack
from dutydesk_drills.proposing.observed_days import day_of_observance
from dutydesk_drills.rules.in_force import RulePack
from dutydesk_drills.rules.judging import over_year
from dutydesk_drills.rules.pack import PACK_KIND, RulePackFile, pack_faults
from tests.plugins.drills.rule_school import held, school

AFTER = date(2027, 9, 1)
NAMES = ("alabama", "china", "michigan", "new-york", "qingdao")


def read(name):
    file = read_pack(default_desk(), PACK_KIND, name, RulePackFile)
    return RulePack(
        code=name,
        name=file.pack.name,
        source=file.pack.source,
        rules=file.rule,
        observances=file.observance,
        replaces=file.pack.replaces,
    )


def broken(name, facts, sorts=(), text=""):
    """Return the codes of the rules that a year of drills does not keep."""
    listed = ", ".join(f'"{each}"' for each in sorts)
    time = school(f"[school]\nsorts = [{listed}]\n{text}", today=AFTER)
    found = over_year([read(name)], facts, time, 2026)
    return {each.rule.code for each in found if each.state.value not in {"met", "not due"}}


# China: nine months of the year have at least ten days of school.
MONTHS = (
    "2026-09-09",
    "2026-10-14",
    "2026-11-11",
    "2026-12-09",
    "2027-01-13",
    "2027-03-10",
    "2027-04-14",
    "2027-05-12",
    "2027-06-09",
)
NIGHT = {"at": "21:40", "conditions": ("night", "dormitory")}


def test_china_wants_an_evacuation_in_each_month_of_school():
    assert broken("china", held(*MONTHS), ["primary"]) == set()
    assert broken("china", held(*MONTHS[:6], *MONTHS[7:]), ["secondary"]) == {"monthly"}, "none in April"
    # A second one in March is none in April.
    assert broken("china", held(*MONTHS[:6], "2027-03-17", *MONTHS[7:]), ["primary"]) == {"monthly"}


def test_china_counts_a_fire_drill_as_an_evacuation_and_a_lockdown_as_none():
    fire = held("2027-04-15", kind="fire")
    assert broken("china", [*held(*MONTHS[:6], *MONTHS[7:]), *fire], ["primary"]) == set()
    lockdown = held("2027-04-15", kind="lockdown")
    assert broken("china", [*held(*MONTHS[:6], *MONTHS[7:]), *lockdown], ["primary"]) == {"monthly"}


def test_china_wants_a_kindergarten_drill_each_quarter():
    # Quarters of the school year: September-November, December-February, March-May, June-August.
    quarters = held("2026-11-30", "2026-12-01", "2027-05-31", "2027-06-01")
    assert broken("china", quarters, ["kindergarten"]) == set()
    without = held("2026-11-30", "2027-03-01", "2027-05-31", "2027-06-01")
    assert broken("china", without, ["kindergarten"]) == {"kindergarten"}, "none from December to February"


def test_china_wants_a_night_in_the_dormitory_each_term_beside_the_months():
    nights = held("2026-10-21", "2027-04-21", **NIGHT)
    assert broken("china", [*held(*MONTHS), *nights], ["secondary", "boarding"]) == set()
    assert broken("china", [*held(*MONTHS), *nights[:1]], ["secondary", "boarding"]) == {"boarding"}
    # The night in April does not do for the month: everyone is to be there by day.
    by_day = [each for each in held(*MONTHS) if each.day.month != 4]
    assert broken("china", [*by_day, *nights], ["secondary", "boarding"]) == {"monthly"}


def test_china_wants_more_of_special_schools_and_a_bus_drill_each_term():
    autumn = ("2026-09-09", "2026-10-14", "2026-11-11", "2026-12-09", "2027-01-13", "2026-11-18")
    spring = ("2027-03-10", "2027-04-14", "2027-05-12", "2027-06-09", "2027-03-17", "2027-04-21")
    assert broken("china", held(*autumn, *spring), ["special"]) == set()
    assert broken("china", held(*autumn, *spring[:5]), ["special"]) == {"special"}
    buses = held("2026-10-20", "2027-04-20", kind="bus", conditions=("bus",))
    assert broken("china", buses, ["bus"]) == set()
    assert broken("china", buses[:1], ["bus"]) == {"bus"}


def test_qingdao_wants_more_in_place_of_the_country():
    # Pairs of months: September-October, November-December, January-February, March-April, May-June,
    # July-August with 7 days of school, which ask for none.
    pairs = held("2026-10-30", "2026-11-02", "2027-02-26", "2027-03-01", "2027-06-30")
    assert broken("qingdao", pairs, ["kindergarten"]) == set()
    assert broken("qingdao", pairs[:4], ["kindergarten"]) == {"kindergarten"}
    nights = held("2026-10-21", "2026-11-18", **NIGHT)
    assert broken("qingdao", nights, ["boarding"]) == set(), "both may be in one term"
    assert broken("qingdao", nights[:1], ["boarding"]) == {"boarding"}
    buses = held("2026-10-20", "2026-10-27", kind="bus", conditions=("bus",))
    assert broken("qingdao", buses, ["bus"]) == set()
    assert broken("qingdao", buses[1:], ["bus"]) == {"bus"}
    assert read("qingdao").replaces == ("china:kindergarten", "china:boarding", "china:bus")


# New York: eight of the twelve in the autumn. Evacuations on Tuesday 8, Wednesday 16 and Thursday 24
# September, Friday 9 and Monday 19 October, Wednesday 4 November; lockdowns on 20 October and 17 November.
AUTUMN_OUT = ("2026-09-08", "2026-09-16", "2026-09-24", "2026-10-09", "2026-10-19", "2026-11-04")
AUTUMN_LOCKED = ("2026-10-20", "2026-11-17")
SPRING_OUT = ("2027-03-09", "2027-04-14")
SPRING_LOCKED = ("2027-03-16", "2027-05-19")


def new_york(
    *, second=4, notice=7, spring=SPRING_OUT, locked=SPRING_LOCKED, hours=("09:00", "10:00", "14:00")
):
    out = [*AUTUMN_OUT, *spring]
    facts = []
    for index, day in enumerate(out):
        more = {"conditions": ("second_way_out",)} if index < second else {}
        facts += held(day, at=hours[index % len(hours)], **more)
    for day in (*AUTUMN_LOCKED, *locked):
        told = date.fromisoformat(day) - timedelta(days=notice)
        facts += held(day, kind="lockdown", at="10:30", notice_on=told)
    return sorted(facts, key=lambda each: each.day)


def test_new_york_is_kept_by_eight_evacuations_and_four_lockdowns():
    assert broken("new-york", new_york()) == set()


@pytest.mark.parametrize(
    ("facts", "codes"),
    [
        (new_york(spring=SPRING_OUT[:1]), {"twelve", "evacuation"}),
        (new_york(locked=SPRING_LOCKED[:1]), {"twelve", "lockdown"}),
        (new_york(second=3), {"second-way-out"}),
        (new_york(notice=6), {"notice"}),
        (new_york(hours=("10:00",)), {"hours"}),
        # The lockdown of 17 November is put off to January: only seven are left before the new year.
        (
            [
                *(each for each in new_york() if each.day != date(2026, 11, 17)),
                *held("2027-01-13", kind="lockdown", at="10:30", notice_on=date(2027, 1, 4)),
            ],
            {"eight-by-december"},
        ),
    ],
)
def test_new_york_is_broken_by_one_thing_at_a_time(facts, codes):
    assert broken("new-york", facts) == codes


def test_new_york_wants_different_days_of_the_week():
    # Twelve Wednesdays from 9 September on: eight in the autumn, four in the spring.
    autumn = [date(2026, 9, 9) + timedelta(weeks=week) for week in range(3)]
    autumn += [date(2026, 10, 14) + timedelta(weeks=week) for week in range(5)]
    spring = [date(2027, 3, 3) + timedelta(weeks=week) for week in range(4)]
    facts = []
    for index, day in enumerate((*autumn, *spring)):
        kind = "lockdown" if index % 3 == 2 else "evacuation"
        told = day - timedelta(days=10)
        hour = ("09:00", "10:00", "14:00", "15:00")[index % 4]
        facts += held(str(day), kind=kind, at=hour, notice_on=told, conditions=("second_way_out",))
    assert broken("new-york", facts) == {"weekdays"}


def test_new_york_wants_four_nights_more_where_people_sleep():
    nights = held("2026-10-13", "2026-11-10", "2027-03-23", "2027-05-11", **NIGHT)
    assert broken("new-york", [*new_york(), *nights], ["boarding"]) == set()
    assert broken("new-york", [*new_york(), *nights[:3]], ["boarding"]) == {"night"}
    fewer = [each for each in new_york() if each.day != date(2027, 4, 14)]
    assert broken("new-york", [*fewer, *nights], ["boarding"]) == {"twelve", "evacuation"}, "nights are more"


def test_new_york_wants_two_in_a_summer_school_one_of_them_in_its_first_week():
    summer = "[[summer_school]]\nfirst = 2027-07-19\nlast = 2027-08-13\n"
    kept = [*new_york(), *held("2027-07-23", "2027-08-04")]
    assert broken("new-york", kept, text=summer) == set()
    late = [*new_york(), *held("2027-07-26", "2027-08-04")]
    assert broken("new-york", late, text=summer) == {"summer-first-week"}
    assert broken("new-york", [*new_york(), *held("2027-07-23")], text=summer) == {"summer"}


def michigan(*, fire=("2026-09-10", "2026-10-13", "2026-12-01", "2027-03-02", "2027-04-13")):
    return [
        *held(*fire, kind="fire"),
        *held("2026-10-01", "2027-03-31", kind="weather"),
        *held("2026-11-10", "2027-05-18", kind="lockdown"),
        *held("2027-01-12", kind="lockdown", at="12:20", conditions=("break",)),
    ]


def test_michigan_is_kept_by_ten_drills_in_time():
    assert broken("michigan", michigan()) == set()


@pytest.mark.parametrize(
    ("facts", "codes"),
    [
        (michigan(fire=("2026-09-10", "2026-10-13", "2026-12-01", "2027-03-02")), {"fire"}),
        (
            michigan(fire=("2026-09-10", "2026-10-13", "2026-12-02", "2027-03-02", "2027-04-13")),
            {"fire-by-december"},
        ),
        (
            [
                *(each for each in michigan() if each.day != date(2027, 3, 31)),
                *held("2027-04-01", kind="weather"),
            ],
            {"tornado-in-march"},
        ),
        ([each for each in michigan() if each.day != date(2026, 10, 1)], {"tornado"}),
        (
            [
                *(each for each in michigan() if each.day != date(2026, 11, 10)),
                *held("2026-12-02", kind="lockdown"),
            ],
            {"lockdown-by-december"},
        ),
        (
            [
                *(each for each in michigan() if "lockdown" not in each.kinds),
                *held("2026-11-10", "2026-11-17", kind="lockdown"),
                *held("2026-12-08", kind="lockdown", at="12:20", conditions=("break",)),
            ],
            {"lockdown-after-january"},
        ),
        ([each for each in michigan() if each.day != date(2027, 1, 12)], {"lockdown", "break"}),
    ],
)
def test_michigan_is_broken_by_one_thing_at_a_time(facts, codes):
    assert broken("michigan", facts) == codes


def alabama():
    # The first six weeks of the terms are 1 September to 12 October and 22 February to 4 April.
    return [
        *held(*MONTHS, kind="fire"),
        *held("2026-11-30", "2027-01-04", kind="weather"),
        *held("2026-10-12", "2027-04-02", kind="lockdown"),
        *held("2027-01-22", "2027-07-09", kind="bus", conditions=("bus",)),
    ]


def test_alabama_is_kept_on_the_last_day_of_each():
    assert broken("alabama", alabama()) == set()


@pytest.mark.parametrize(
    ("left_out", "instead", "kind", "code"),
    [
        ("2026-12-09", "2027-01-06", "fire", "fire"),
        ("2026-11-30", "2026-12-01", "weather", "weather-autumn"),
        ("2027-01-04", "2027-04-01", "weather", "weather-spring"),
        ("2026-10-12", "2026-10-13", "lockdown", "lockdown"),
        ("2027-04-02", "2027-04-05", "lockdown", "lockdown"),
        ("2027-01-22", "2027-03-05", "bus", "bus"),
    ],
)
def test_alabama_is_broken_a_day_later(left_out, instead, kind, code):
    facts = [each for each in alabama() if each.day != date.fromisoformat(left_out)]
    conditions = ("bus",) if kind == "bus" else ()
    assert broken("alabama", [*facts, *held(instead, kind=kind, conditions=conditions)]) == {code}


def test_several_packs_hold_at_once():
    time = school('[school]\nsorts = ["primary"]', today=AFTER)
    found = over_year([read("china"), read("michigan")], [*held(*MONTHS), *michigan()], time, 2026)
    assert {each.pack.code for each in found} == {"china", "michigan"}
    assert {each.state.value for each in found} == {"met"}


@pytest.mark.parametrize("name", NAMES)
def test_every_line_says_where_it_is_written_and_has_a_chinese_name(name):
    file = read_pack(default_desk(), PACK_KIND, name, RulePackFile)
    assert not list(pack_faults(file))
    assert file.pack.source
    assert "zh" in file.pack.translations
    for each in file.rule:
        assert each.source
        assert each.translations["zh"].name != each.name
    assert all(each.translations["zh"].name for each in file.observance)


def test_those_are_all_the_packs():
    assert tuple(pack_files(default_desk(), PACK_KIND)) == NAMES


@pytest.mark.parametrize(
    ("code", "year", "day"),
    [
        ("safety-education", 2020, date(2020, 3, 30)),
        ("safety-education", 2022, date(2022, 3, 28)),
        ("safety-education", 2024, date(2024, 3, 25)),
        ("safety-education", 2027, date(2027, 3, 29)),
        ("national-security", 2027, date(2027, 4, 15)),
        ("disaster-prevention", 2027, date(2027, 5, 12)),
        ("fire", 2026, date(2026, 11, 9)),
        ("traffic", 2026, date(2026, 12, 2)),
        ("constitution", 2026, date(2026, 12, 4)),
    ],
)
def test_the_days_of_observance_of_china(code, year, day):
    observance = next(each for each in read("china").observances if each.code == code)
    assert day_of_observance(observance, year) == day
