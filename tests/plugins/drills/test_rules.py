"""The drill rules: the meter, the latest safe date, recording, what is due, and the sample school."""

from datetime import UTC, date, datetime, timedelta

import pytest

from dutydesk.api import DataProblem, DueState
from dutydesk.exchange.sample_school import fill_sample_school, found_sample_school
from dutydesk.host.opening import open_desk
from dutydesk_drills.drills import drill_occurrences
from tests.plugins.drills.test_drills import DRILL, NIGHT
from tests.plugins.planned_desk import area, fill, press, run, run_json, wall, with_people
from tests.terminal.pilot_help import lines, text

MONTHLY = """
[[rule]]
pack = "cn-schools"
name = "Monthly"
least = 1
every = "month"
source = "where it is written"
"""
PAST = DRILL.replace("2026-12-02", "2026-11-11")


def rules(planned, *arguments):
    status, document = run_json(planned, "drills", "status", *arguments)
    return status, {each["rule"]: each for each in document["rules"]}


def drills_due(desk, days=7):
    today = desk.today()
    return [each for each in desk.due(today, today + timedelta(days=days)) if each.screen == "drills"]


def test_without_rules_the_command_says_so(planned):
    assert run(planned, "drills", "status") == (0, "No [[rule]] stands in config/drills.toml yet.\n")


def test_a_rule_without_a_drill_is_due_by_the_last_day_of_school(planned):
    planned.write(drills=MONTHLY)
    status, found = rules(planned)
    assert status == 0
    assert found["Monthly"] == {
        "pack": "cn-schools",
        "rule": "Monthly",
        "period": "2026-11",
        "needed": 1,
        "done": 0,
        "planned": 0,
        "next_by": "2026-11-30",
        "state": "due",
        "reason": "1 more must be planned, by 2026-11-30.",
    }
    (item,) = drills_due(planned.open())
    assert (item.title, item.day, item.state) == (
        "A drill must be planned: Monthly",
        date(2026, 11, 30),
        DueState.DUE,
    )


def test_each_missing_drill_needs_a_day_of_school_of_its_own(planned):
    planned.write(drills=MONTHLY.replace("least = 1", "least = 3"))
    assert rules(planned)[1]["Monthly"]["next_by"] == "2026-11-26"
    planned.write(drills=MONTHLY.replace("least = 1", "least = 6"))
    monthly = rules(planned)[1]["Monthly"]
    assert (monthly["next_by"], monthly["state"]) == (None, "due")


def test_a_planned_drill_keeps_the_rule_and_a_held_one_meets_it(planned):
    planned.write(drills=MONTHLY + DRILL.replace("2026-12-02", "2026-11-27"))
    monthly = rules(planned)[1]["Monthly"]
    assert (monthly["state"], monthly["planned"], monthly["next_by"]) == ("planned", 1, "2026-11-30")
    assert monthly["reason"] == "Fire drill is planned on 2026-11-27."
    planned.at(date(2026, 11, 27), 4)
    assert run(planned, "drills", "record", "fire", "--minutes", "12")[0] == 0
    monthly = rules(planned)[1]["Monthly"]
    assert (monthly["state"], monthly["done"], monthly["next_by"]) == ("met", 1, "2026-12-31")


def test_the_next_month_that_asks_passes_over_short_ones(planned):
    planned.write(drills=MONTHLY + DRILL.replace("2026-12-02", "2027-01-15"))
    planned.at(date(2027, 1, 20))
    run(planned, "drills", "record", "fire", "--minutes", "12")
    assert rules(planned)[1]["Monthly"]["next_by"] == "2027-03-31"
    planned.at(date(2027, 2, 24))
    february = rules(planned)[1]["Monthly"]
    assert (february["needed"], february["state"]) == (0, "met")


def test_a_drill_that_nobody_has_marked_is_asked_about(planned):
    planned.write(drills=MONTHLY + PAST)
    assert rules(planned)[1]["Monthly"]["reason"] == "Say whether Fire drill of 2026-11-11 was held."
    assert [(each.title, each.state) for each in drills_due(planned.open())] == [
        ("Say whether Fire drill of 2026-11-11 was held", DueState.OVERDUE)
    ]


def test_a_rule_wants_its_own_kind(planned):
    planned.write(drills=MONTHLY + 'kind = "evacuation"\n' + DRILL.replace("2026-12-02", "2026-11-27"))
    assert rules(planned)[1]["Monthly"]["state"] == "due"


def test_an_unannounced_drill_counts(planned):
    planned.write(drills=MONTHLY + NIGHT.replace("2026-12-03", "2026-11-26"))
    assert rules(planned)[1]["Monthly"]["state"] == "planned"


def test_rules_of_a_term_and_a_year(planned):
    more = '[[rule]]\nname = "Term"\nevery = "term"\nleast = 2\n[[rule]]\nname = "Year"\nevery = "year"\n'
    planned.write(drills=PAST + more)
    run(planned, "drills", "record", "fire", "--minutes", "9")
    found = rules(planned)[1]
    assert (found["Term"]["period"], found["Term"]["done"], found["Term"]["next_by"]) == (
        "Autumn",
        1,
        "2027-01-22",
    )
    assert (found["Year"]["period"], found["Year"]["state"], found["Year"]["next_by"]) == (
        "2026",
        "met",
        "2027-07-09",
    )
    planned.at(date(2027, 2, 1))
    assert rules(planned)[1]["Term"]["period"] == "Spring"


def test_rules_without_any_term_in_sight(planned):
    planned.write(drills='[[rule]]\nname = "Term"\nevery = "term"\n', calendar="")
    status, found = rules(planned)
    assert (status, found["Term"]["needed"], found["Term"]["state"]) == (0, 0, "met")
    assert "calendar.toml" in found["Term"]["reason"]


def test_a_whole_year_adds_its_months_and_two_in_one_do_not_make_up_for_none_in_another(planned):
    second = PAST.replace('"fire"\nkind', '"again"\nkind').replace("11-11", "11-12")
    planned.write(drills=MONTHLY + PAST + second)
    for code in ("fire", "again"):
        run(planned, "drills", "record", code, "--minutes", "9")
    status, found = rules(planned, "--year", "2026")
    monthly = found["Monthly"]
    assert status == 1
    assert (monthly["period"], monthly["needed"], monthly["done"]) == ("2026", 4, 1)
    assert (monthly["state"], monthly["reason"]) == ("missed", "2026-09: Only 0 of 1 were held.")
    assert monthly["next_by"] == "2026-12-31"
    status, found = rules(planned, "--year", "2027")
    assert (status, found["Monthly"]["needed"], found["Monthly"]["state"]) == (0, 5, "due")


def test_a_month_whose_days_of_school_have_gone_by_is_missed(planned):
    planned.write(drills=MONTHLY, calendar='[[term]]\nname = "T"\nfirst = 2026-09-01\nlast = 2026-11-20\n')
    status, found = rules(planned)
    assert (status, found["Monthly"]["state"], found["Monthly"]["next_by"]) == (1, "missed", None)
    assert "Only 0 of 1 were held." in run(planned, "drills", "status")[1]


def test_recording_a_drill_on_another_day_than_planned(planned):
    planned.write(drills=PAST)
    status, document = run_json(
        planned,
        "drills",
        "record",
        "fire",
        "--date",
        "2026-11-18",
        "--minutes",
        "7",
        "--note",
        "one door stuck",
    )
    assert status == 0
    assert document == {"drill": "drill-fire", "date": "2026-11-18", "minutes": 7, "state": "held"}
    desk = planned.open("clerk")
    (held,) = drill_occurrences(desk, date(2026, 11, 1), date(2026, 11, 30))
    assert (held.start, held.end) == (wall("2026-11-18T10:00"), wall("2026-11-18T10:07"))
    assert held.exception.note == "one door stuck"
    assert desk.history("activity:drill-fire")[0].why == "Drill held: Fire drill, 2026-11-18, 7 min"
    figures = {each.key: each.value for each in desk.figures(2026) if each.key.startswith("drills")}
    assert figures == {"drills.held": 1, "drills.fire": 1}
    run(planned, "drills", "record", "drill-fire", "--date", "2026-11-18", "--minutes", "8")
    (held,) = drill_occurrences(desk, date(2026, 11, 1), date(2026, 11, 30))
    assert held.end == wall("2026-11-18T10:08")
    desk.undo()
    desk.undo()
    (held,) = drill_occurrences(desk, date(2026, 11, 1), date(2026, 11, 30))
    assert (held.state, held.start) == ("planned", wall("2026-11-11T10:00"))


def test_what_cannot_be_recorded(planned):
    planned.write(drills=PAST)
    with pytest.raises(DataProblem, match="'flood' is no drill that is planned; expected one of fire"):
        run(planned, "drills", "record", "flood", "--minutes", "7")
    with pytest.raises(DataProblem, match="2026-12-24 has not come yet"):
        run(planned, "drills", "record", "fire", "--date", "2026-12-24", "--minutes", "7")
    planned.write(drills="")
    with pytest.raises(DataProblem, match="none yet"):
        run(planned, "drills", "record", "fire", "--minutes", "7")


async def test_the_area_shows_rules_and_drills_and_records_one(planned):
    planned.write(drills=MONTHLY + PAST + NIGHT)
    desk = with_people(planned.open())
    async with area(desk, "drills") as (app, pilot):
        assert "Monthly (2026-11): 0 of 1 held - planned" in text(app)
        assert "Say whether Fire drill of 2026-11-11 was held." in text(app)
        assert "Night evacuation" in next(each for each in lines(app) if "Thu 12-03" in each)
        await press(pilot, "home", "d")
        assert "Fire drill, Wed 2026-11-11 was held" in text(app)
        await fill(app, pilot, minutes="soon")
        await press(pilot, "enter")
        assert "Type the minutes it took" in text(app)
        await fill(app, pilot, minutes="14", note="calm")
        await press(pilot, "enter")
        assert "Monthly (2026-11): 1 of 1 held - met" in text(app)
        assert "10:00-10:14" in text(app)
        await press(pilot, "u")
        assert "not marked" in next(each for each in lines(app) if "Wed 11-11" in each)


async def test_more_rules_than_lines_are_cut_with_the_worst_on_top(planned):
    many = "".join(MONTHLY.replace("Monthly", f"Rule {n}") for n in range(4))
    planned.write(drills=many + MONTHLY.replace("least = 1", "least = 2") + PAST)
    run(planned, "drills", "record", "fire", "--minutes", "12")
    async with area(planned.open(), "drills") as (app, _pilot):
        assert "Monthly (2026-11): 1 of 2 held - due" in lines(app)[1]
        assert "and 5 more lines" in lines(app)[6]


async def test_an_unannounced_drill_is_cancelled_and_taken_up_again(planned):
    planned.write(drills=NIGHT)
    desk = with_people(planned.open())
    async with area(desk, "drills") as (app, pilot):
        await press(pilot, "x", "y")
        assert "cancelled" in next(each for each in lines(app) if "Thu 12-03" in each)
        assert drill_occurrences(desk, date(2026, 12, 1), date(2026, 12, 31)) == ()
        await press(pilot, "x", "y")
        assert len(drill_occurrences(desk, date(2026, 12, 1), date(2026, 12, 31))) == 1


async def test_an_empty_area_says_how_to_begin(planned):
    async with area(planned.open(), "drills") as (app, _pilot):
        assert "write a [[drill]] in config/drills.toml, or press a" in text(app)


@pytest.mark.parametrize(
    "today", [date(2026, 11, 24), date(2027, 5, 10), date(2026, 8, 2), date(2027, 7, 25), date(2027, 1, 3)]
)
def test_the_sample_school_has_sessions_and_four_drills(tmp_path, today):
    found_sample_school(tmp_path / "desk", today)
    now = datetime(today.year, today.month, today.day, 2, tzinfo=UTC)
    desk = open_desk(tmp_path / "desk", actor="test", clock=lambda: now)
    fill_sample_school(desk, today)
    assert desk.faults() == ()
    year = today.year if today > date(today.year, 7, 9) else today.year - 1
    drills = drill_occurrences(desk, date(year, 8, 1), date(year + 1, 7, 31))
    assert len({each.key for each in drills}) == 4
    terms = desk.school_calendar()
    assert all(terms.term(each.start.date()) and not terms.holiday_name(each.start.date()) for each in drills)
    since = max(today, terms.terms[0].first)
    near = sorted(abs(each.start.date() - since) for each in drills)
    assert near[1] <= timedelta(days=35)
    weekly = desk.occurrences(date(year, 11, 23), date(year, 11, 29), ["meeting", "study", "training"])
    assert len(weekly) == 7
    assert not [
        each for each in desk.clashes(date(year, 9, 1), date(year + 1, 7, 9)) if "运动会" not in each.text
    ]
    desk.close()
