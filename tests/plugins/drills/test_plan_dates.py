"""Dates proposed beside what stands, kept in one change, and explained where they cannot be had."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from dutydesk.api import DataProblem
from dutydesk.api.holding import HELD
from dutydesk.domain import Absence, Activity
from dutydesk_drills.drill_plan import DrillBuilding, DrillPlan
from dutydesk_drills.drills import drills, those_who_know
from dutydesk_drills.rules.standing import RuleState, year_standings
from tests.plugins.drills import independent_checker as law
from tests.plugins.drills.date_desk import (
    CHINA,
    CHINA_CALENDAR,
    NEW_YORK_CALENDAR,
    SCHOOL,
    date_desk,
    proposed,
    told,
)
from tests.plugins.planned_desk import run, run_json, wall

MONTHLY = """
[[rule]]
code = "monthly"
wants = "count"
name = "One a month"
kinds = ["evacuation"]
every = "month"
least = 1
school_days = 10
"""
YEAR = (date(2026, 9, 1), date(2027, 8, 31))


def rule(text):
    return f'\n[[rule]]\ncode = "r"\nname = "The rule"\n{text.replace(";", chr(10))}\n'


def drill(day, start="10:10", kind="fire", **more):
    begins = wall(f"{day}T{start}")
    return Activity(
        id=f"{kind}-{day}",
        kind=f"drill-{kind}",
        title=f"{kind} of {day}",
        start=begins,
        end=begins + timedelta(minutes=30),
        participants=("@all",),
        excuses_duty=True,
        **more,
    )


def keep(desk, *records):
    with desk.change("kept") as change:
        for each in records:
            change.add(each)


def by_title(found):
    return {each["title"]: each for each in found}


# Keeping a plan


def test_the_command_proposes_and_keeps_nothing(planned):
    desk = date_desk(planned, packs=("china",))
    status, found = run_json(planned, "drills", "plan", "2026", "--seconds", "1")
    assert (status, found["applied"], found["unmet"], found["clashes"]) == (0, False, [], [])
    assert (found["year"], found["first"], found["last"]) == (2026, "2026-09-01", "2027-08-31")
    first = found["drills"][0]
    assert set(first) == {
        *("kind", "title", "day", "start", "end", "announced", "conditions", "buildings"),
        *("what", "from", "reason"),
    }
    assert desk.table(Activity).all() == ()
    status, output = run(planned, "drills", "plan", "2026", "--seconds", "1")
    assert status == 0
    assert f"Nothing was kept; --apply keeps {len(found['drills'])} drills." in output


def test_a_plan_is_kept_as_one_change_that_one_undo_takes_back(planned):
    desk = date_desk(planned, packs=("new-york",), calendar=NEW_YORK_CALENDAR)
    kept_by = ("--apply", "--owner", "qian", "--seconds", "1")
    status, found = run_json(planned, "drills", "plan", "2026", *kept_by)
    assert (status, found["applied"]) == (0, True)
    kept = drills(desk, *YEAR)
    assert [(each.day.isoformat(), each.kind.code) for each in kept] == [
        (each["day"], each["kind"]) for each in found["drills"]
    ]
    assert sum("second_way_out" in each.plan.conditions for each in kept) >= 4
    assert {each.building for each in desk.table(DrillBuilding).all()} == {"dormitory"}
    assert {each.held.activity.owner for each in kept} == {"qian"}
    for each in year_standings(desk, 2026):
        if each.rule.code.startswith("summer"):
            assert each.state is RuleState.NOT_DUE
        elif each.rule.code != "notice":
            assert each.state is RuleState.PLANNED
    assert "Drills of 2026: 16 added" in [each.why for each in desk.journal()]
    planned.open("clerk").undo()
    assert (desk.table(Activity).all(), desk.table(DrillPlan).all()) == ((), ())


def test_a_plan_that_is_kept_is_found_good_when_it_is_planned_again(planned):
    desk = date_desk(planned, packs=("china", "michigan"))
    proposed(desk).accept(desk)
    again, _drills = told(proposed(desk))
    assert {each["what"] for each in again["drills"]} == {"kept"}
    assert again["unmet"] == []
    with pytest.raises(DataProblem, match="nothing new to keep"):
        proposed(desk).accept(desk)


def test_some_of_a_plan_can_be_kept(planned):
    desk = date_desk(planned, more=MONTHLY)
    proposal = proposed(desk)
    proposal.accept(desk, {0, 2})
    assert [each.day for each in drills(desk, *YEAR)] == [proposal.drills[0].day, proposal.drills[2].day]


def test_a_plan_is_refused_once_the_desk_has_changed(planned):
    desk = date_desk(planned, more=MONTHLY)
    proposal = proposed(desk)
    keep(desk, drill("2026-10-22"))
    with pytest.raises(DataProblem, match="has changed since this plan was searched"):
        proposal.accept(desk)


def test_unannounced_drills_are_kept_from_those_who_must_not_know(planned):
    desk = date_desk(planned, more=MONTHLY)
    proposed(desk, every_unannounced=1, owner="li").accept(desk)
    for each in drills(desk, *YEAR):
        activity = each.held.activity
        assert (activity.private, activity.participants) == (True, those_who_know("li"))
        (event,) = [
            event
            for event in desk.feed_events(desk.zone.days(each.day, each.day))
            if event.uid == f"activity-{activity.id}"
        ]
        assert (event.people, event.feeds) == (("zhao", "li"), ())


@pytest.mark.parametrize(("every", "secret"), [(0, 0), (1, 9), (2, 4), (5, 1)])
def test_the_leader_chooses_how_many_evacuations_are_unannounced(planned, every, secret):
    desk = date_desk(planned, more=MONTHLY)
    _found, planned_drills = told(proposed(desk, every_unannounced=every))
    assert len(planned_drills) == 9
    assert sum(not each["announced"] for each in planned_drills) == secret


# What stands


def test_what_stands_and_fits_is_kept_and_counts(planned):
    desk = date_desk(planned, more=MONTHLY)
    keep(desk, drill("2026-10-22", "09:15"), drill("2026-11-04", "15:00", kind="evacuation"))
    found, planned_drills = told(proposed(desk))
    kept = by_title(found["drills"])
    for title, day in (("fire of 2026-10-22", "2026-10-22"), ("evacuation of 2026-11-04", "2026-11-04")):
        assert (kept[title]["what"], str(kept[title]["day"])) == ("kept", day)
        assert kept[title]["reason"] == "It fits where it is"
    assert len(planned_drills) == 9


@pytest.mark.parametrize(
    ("day", "start", "why"),
    [
        ("2026-10-06", "10:10", "National Day"),
        ("2026-11-14", "10:10", "there is no school that day"),
        ("2027-01-13", "10:10", "Examinations is then"),
        ("2026-11-16", "08:40", "Flag raising is then"),
    ],
)
def test_a_drill_that_cannot_stay_is_moved_and_the_reason_says_why(planned, day, start, why):
    desk = date_desk(planned, more=MONTHLY)
    keep(desk, drill(day, start))
    found, planned_drills = told(proposed(desk))
    moved = by_title(found["drills"])[f"fire of {day}"]
    assert (moved["what"], moved["from"]) == ("moved", wall(f"{day}T{start}"))
    assert f"{day} {start}: {why}" in moved["reason"]
    assert law.misplaced(planned_drills, CHINA, today=desk.today()) == []
    assert len(planned_drills) == 9
    proposed(desk).accept(desk)
    (held,) = [each for each in drills(desk, *YEAR) if each.held.activity.title == f"fire of {day}"]
    assert held.held.start != wall(f"{day}T{start}")


def test_a_drill_of_the_file_stays_and_is_told_as_a_clash(planned):
    more = """
[[drill]]
code = "fixed"
kind = "fire"
title = "Fixed drill"
date = 2026-10-05
start = "10:10"
"""
    found, _drills = told(proposed(date_desk(planned, more=MONTHLY + more)))
    fixed = by_title(found["drills"])["Fixed drill"]
    assert (fixed["what"], str(fixed["day"])) == ("kept", "2026-10-05")
    assert "config/drills.toml plans it; move it there" in fixed["reason"]
    (clash,) = found["clashes"]
    assert (clash["title"], clash["text"]) == ("Fixed drill", "National Day")


def test_a_drill_that_was_held_stays_wherever_it_was(planned):
    desk = date_desk(planned, more=MONTHLY, today=date(2026, 11, 20))
    keep(desk, drill("2026-10-05", state=HELD), drill("2026-11-12", state=HELD))
    found, _drills = told(proposed(desk))
    held = [each for each in found["drills"] if each["what"] == "held"]
    assert [str(each["day"]) for each in held] == ["2026-10-05", "2026-11-12"]
    assert [(each["period"], each["missing"]) for each in found["unmet"]] == [("2026-09", 1)]
    assert found["unmet"][0]["reason"] == "0 of 1; the time is over"
    assert min(each["day"] for each in found["drills"] if each["what"] == "new") > date(2026, 11, 20)


def test_a_planned_drill_gets_the_second_way_out_before_another_is_added(planned):
    desk = date_desk(planned, more=MONTHLY)
    proposed(desk).accept(desk)
    more = MONTHLY + rule('wants = "count";conditions = ["second_way_out"];every = "school_year";least = 4')
    planned.write(drills=f"packs = []\n{SCHOOL}{more}")
    desk = planned.open()
    proposal = proposed(desk)
    assert {each.planned.what.value for each in proposal.drills} == {"kept"}
    assert sum("second_way_out" in each.conditions for each in proposal.drills) == 4
    proposal.accept(desk)
    assert len(desk.table(DrillPlan).all()) == 4
    assert told(proposed(desk))[0]["unmet"] == []


# What takes the time


def test_hours_that_everybody_is_busy_at_are_left_free(planned):
    hours = '\n[hours]\ndrills = ["10:10", "15:40"]\n'
    desk = date_desk(planned, more=hours + MONTHLY)
    keep(
        desk,
        Activity(
            id="study",
            kind="study",
            title="Study",
            start=wall("2026-09-01T15:00"),
            end=wall("2026-09-01T16:00"),
            rule="FREQ=DAILY;UNTIL=20270731",
            participants=("@all",),
        ),
        Activity(
            id="sports",
            kind="school",
            title="Sports meet",
            start=wall("2026-11-01T00:00"),
            end=wall("2026-11-27T00:00"),
            all_day=True,
        ),
    )
    _found, planned_drills = told(proposed(desk))
    assert {each["start"] for each in planned_drills} == {"10:10"}
    (november,) = [each for each in planned_drills if each["day"].month == 11]
    assert november["day"] in {date(2026, 11, 27), date(2026, 11, 30)}


def test_whoever_leads_the_drills_is_there_where_that_can_be(planned):
    desk = date_desk(planned, more=MONTHLY)
    keep(
        desk,
        Absence(id="a", person="qian", first=date(2026, 10, 1), last=date(2026, 10, 27), kind="annual"),
        Absence(id="b", person="qian", first=date(2026, 12, 1), last=date(2026, 12, 31), kind="annual"),
    )
    found, planned_drills = told(proposed(desk, owner="qian"))
    (october,) = [each for each in planned_drills if each["day"].month == 10]
    assert october["day"] >= date(2026, 10, 28)
    (clash,) = found["clashes"]
    assert clash["day"].month == 12
    assert "whoever leads it is away" in clash["text"]
    assert found["unmet"] == []


def test_nothing_is_added_before_a_day_that_is_given(planned):
    desk = date_desk(planned, more=MONTHLY)
    found, planned_drills = told(proposed(desk, begin=date(2026, 12, 1)))
    assert min(each["day"] for each in planned_drills) >= date(2026, 12, 1)
    assert [each["period"] for each in found["unmet"]] == ["2026-09", "2026-10", "2026-11"]


def test_parents_can_be_told_of_each_drill_in_time(planned):
    more = rule('wants = "notice";kinds = ["lockdown"];days_before = 7') + rule(
        'wants = "count";kinds = ["lockdown"];every = "month";least = 1;school_days = 10'
    ).replace('"r"', '"s"')
    today = date(2026, 11, 24)
    desk = date_desk(planned, more=more, today=today)
    keep(desk, drill("2026-11-27", kind="lockdown"))
    found, planned_drills = told(proposed(desk))
    moved = by_title(found["drills"])["lockdown of 2026-11-27"]
    assert moved["what"] == "moved"
    assert "parents must hear of it 7 days before" in moved["reason"]
    assert law.untold(planned_drills, kinds={"lockdown"}, days=7, today=today) == []
    november = next(each for each in found["unmet"] if each["period"] == "2026-11")
    assert "4 come before parents can be told" in november["reason"]
    assert all("tell parents 7 days before" in each["reason"] for each in planned_drills)


# What cannot be had


@pytest.mark.parametrize(
    ("asked", "calendar", "missing", "why"),
    [
        (
            'kinds = ["fire"];every = "school_year";first = "10-01";last = "10-09";least = 3',
            CHINA_CALENDAR,
            1,
            "2 of 3; of 7 workdays 5 are days off (National Day), 2 can be used",
        ),
        (
            'kinds = ["fire"];every = "school_year";first = "01-11";last = "01-15";least = 1',
            CHINA_CALENDAR,
            1,
            "0 of 1; of 5 workdays 5 are kept for Examinations, 0 can be used",
        ),
        (
            'conditions = ["kindergarten"];every = "school_year";least = 2',
            CHINA_CALENDAR,
            2,
            '0 of 2; config/drills.toml names no [[building]] with sort = "kindergarten"',
        ),
    ],
)
def test_what_cannot_be_had_is_named_with_what_stands_in_its_way(planned, asked, calendar, missing, why):
    desk = date_desk(planned, calendar=calendar, more=rule(f'wants = "count";{asked}'))
    found, _drills = told(proposed(desk))
    (unmet,) = found["unmet"]
    assert (unmet["pack"], unmet["rule"], unmet["missing"]) == ("own", "The rule", missing)
    assert unmet["reason"] == why


def test_a_rule_that_stands_in_the_way_of_another_is_named(planned):
    more = rule(
        'wants = "count";kinds = ["fire"];every = "school_year";first = "11-02";last = "11-06";least = 2'
    ) + rule('wants = "spacing";kinds = ["fire"];least_days = 14').replace('"r"', '"s"').replace(
        "The rule", "Two weeks apart"
    )
    found, planned_drills = told(proposed(date_desk(planned, more=more)))
    (unmet,) = found["unmet"]
    assert unmet["missing"] == 1
    if unmet["rule"] == "The rule":
        assert "in the way is Two weeks apart" in unmet["reason"]
        assert len(planned_drills) == 1
    else:
        assert "days apart" in unmet["reason"]
        assert len(planned_drills) == 2


def test_drills_are_neither_too_near_nor_too_far_apart(planned):
    more = (
        rule('wants = "spacing";least_days = 20')
        + rule('wants = "spacing";most_days = 45').replace('"r"', '"s"')
        + rule('wants = "count";kinds = ["fire"];every = "term";least = 2').replace('"r"', '"t"')
    )
    found, planned_drills = told(proposed(date_desk(planned, more=more)))
    assert found["unmet"] == []
    days = [each["day"] for each in planned_drills]
    for one, other in pairwise(days):
        in_term = [day for day in CHINA.days(one + timedelta(days=1), other) if CHINA.in_term(day)]
        assert (other - one).days >= 20
        assert len(in_term) <= 45


def test_the_command_says_what_is_unmet_and_its_status_is_one(planned):
    date_desk(planned, more=rule('wants = "count";conditions = ["kindergarten"];every = "month"'))
    status, output = run(planned, "drills", "plan", "2026", "--seconds", "1")
    assert status == 1
    assert "Not met: The rule (2026-10): 0 of 1; config/drills.toml names no [[building]]" in output


def test_a_desk_without_rules_says_how_to_begin(planned):
    found, planned_drills = told(proposed(date_desk(planned)))
    assert planned_drills == []
    assert any("No rule holds yet" in each for each in found["remarks"])


def test_packs_that_are_not_in_force_can_be_planned_under(planned):
    desk = date_desk(planned)
    _found, planned_drills = told(proposed(desk, packs=("china",)))
    assert law.china(planned_drills, CHINA) == []
    with pytest.raises(DataProblem, match="there is no pack 'mars'"):
        proposed(desk, packs=("mars",))


def test_nobody_leads_drills_whom_the_desk_does_not_know(planned):
    with pytest.raises(DataProblem, match="nobody has the key 'nobody'"):
        proposed(date_desk(planned, more=MONTHLY), owner="nobody")


def test_one_problem_has_one_answer(planned):
    desk = date_desk(planned, packs=("china",))
    assert told(proposed(desk)) == told(proposed(desk))
