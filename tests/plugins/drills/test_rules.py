"""How rules stand at a desk: the commands, what makes a drill count, and what is wrong with packs."""

from datetime import date

import pytest

from dutydesk.api import DataProblem, DueState
from dutydesk.api.holding import change_occurrence
from dutydesk.wording import speaking
from dutydesk_drills.drill_plan import DrillBuilding, DrillPlan
from dutydesk_drills.drills import drill_occurrences
from tests.plugins.drills.rule_desk import (
    CHINA,
    MONTHLY,
    MONTHS,
    drills_due,
    mark_held,
    of_day,
    pack_file,
    rules,
)
from tests.plugins.drills.test_drills import DRILL, NIGHT
from tests.plugins.planned_desk import area, press, run, run_json, with_people
from tests.terminal.pilot_help import lines, text

# The commands


def test_without_rules_the_command_says_so(planned):
    assert run(planned, "drills", "status") == (0, "No rule holds yet: name packs in config/drills.toml.\n")


def test_the_status_of_a_rule_holds_all_that_is_known_of_it(planned):
    planned.write(drills=MONTHLY)
    status, document = run_json(planned, "drills", "status")
    assert status == 0
    assert document == {
        "rules": [
            {
                "pack": "own",
                "code": "monthly",
                "rule": "Monthly",
                "period": "2026-11",
                "needed": 1,
                "done": 0,
                "planned": 0,
                "next_by": "2026-11-30",
                "state": "due",
                "reason": "0 of 1 held; the next by Mon 2026-11-30",
                "source": "where it is written",
                "note": "as it was read",
            }
        ]
    }
    output = run(planned, "drills", "status")[1].splitlines()
    assert output[1].split() == ["Monthly", "2026-11", "1", "0", "0", "2026-11-30", "due"]
    assert output[-1] == "Monthly, due: 0 of 1 held; the next by Mon 2026-11-30"


def test_a_year_that_keeps_the_pack_of_china_and_one_that_breaks_it(planned):
    planned.write(drills=CHINA + "".join(map(of_day, MONTHS)))
    planned.at(date(2027, 9, 1))
    mark_held(planned.open(), *MONTHS)
    status, found = rules(planned, "--year", "2026")
    monthly = found["An evacuation drill every month"]
    assert (status, monthly["needed"], monthly["done"], monthly["state"]) == (0, 9, 9, "met")
    # Without the drill of 14 April.
    left = [each for each in MONTHS if each != "2027-04-14"]
    planned.write(drills=CHINA + "".join(map(of_day, left)))
    status, found = rules(planned, "--year", "2026")
    monthly = found["An evacuation drill every month"]
    assert (status, monthly["done"], monthly["state"]) == (1, 8, "overdue")
    assert monthly["reason"] == "2027-04: 0 of 1 held; the time is over"


def test_an_unannounced_drill_counts(planned):
    planned.write(drills=MONTHLY + NIGHT.replace("2026-12-03", "2026-11-26"))
    assert rules(planned)[1]["Monthly"]["state"] == "planned"


def test_one_pack_can_be_looked_at_that_is_not_in_force(planned):
    planned.write(drills=CHINA)
    status, found = rules(planned, "--pack", "alabama")
    assert {each["pack"] for each in found.values()} == {"alabama"}
    assert len(found) == 5
    assert status == 0
    assert {each["pack"] for each in rules(planned)[1].values()} == {"china"}
    with pytest.raises(DataProblem, match="--pack: there is no rule pack 'ohio'; expected one of alabama"):
        run(planned, "drills", "status", "--pack", "ohio")


def test_names_are_in_the_language_of_the_reader(planned):
    planned.write(drills=CHINA)
    with speaking("zh"):
        found = rules(planned)[1]
    assert "每月至少一次应急疏散演练" in found


def test_packs_lists_those_of_files_of_the_desk_and_of_kinds(planned):
    pack_file(planned, "ohio", '[pack]\nname = "Ohio"\nsource = "ORC 3737.73"\n')
    pack_file(planned, "bad", '[pack]\nname = "Bad"\n[[rule]]\ncode = "x"\n')
    (planned.folder / "plugins").mkdir(exist_ok=True)
    (planned.folder / "plugins" / "flood.toml").write_text(
        'plugin = "drill"\n[drill]\ncode = "flood"\nname = "Flood drill"\n'
        '[[rule]]\ncode = "flood"\nwants = "count"\nname = "A flood drill a year"\nkinds = ["flood"]\n'
        'every = "school_year"\n',
        encoding="utf-8",
    )
    planned.write(drills=CHINA + MONTHLY)
    status, document = run_json(planned, "drills", "packs")
    listed = {each["pack"]: each for each in document["packs"]}
    assert [each for each in listed if listed[each]["in_force"]] == ["china", "own", "flood"]
    assert {"alabama", "michigan", "new-york", "ohio", "qingdao", "bad"} < set(listed)
    assert listed["ohio"]["source"] == "ORC 3737.73"
    assert status == 1
    assert listed["bad"]["problem"].startswith("config/packs/drill_rules/bad.toml, line 3, [[rule]] 1")
    assert "A flood drill a year" in rules(planned)[1]
    assert "Ohio" in run(planned, "drills", "packs")[1]


def test_a_city_takes_the_place_of_lines_of_its_country(planned):
    text_ = 'packs = ["china", "qingdao"]\n[school]\nsorts = ["primary", "kindergarten"]\n'
    planned.write(drills=text_)
    found = rules(planned)[1]
    assert [(each["pack"], each["code"]) for each in found.values()] == [
        ("china", "monthly"),
        ("qingdao", "kindergarten"),
    ]


# What a drill is, by its hours, buildings and plan

BUILDINGS = """
[[building]]
code = "dormitory"
name = "Dormitory"
sort = "dormitory"
[[building]]
code = "block"
name = "Block"
[[building]]
code = "bus-1"
name = "Bus 1"
sort = "bus"
"""


def condition(name):
    wanted = f'every = "month"\nconditions = ["{name}"]\n'
    return f'[[rule]]\ncode = "c"\nwants = "count"\nname = "C"\n{wanted}'


@pytest.mark.parametrize(
    ("start", "name", "done"),
    [
        ("21:40", "night", 1),
        ("20:29", "night", 0),
        ("20:30", "night", 1),
        ("06:29", "night", 1),
        ("06:30", "night", 0),
        ("12:00", "break", 1),
        ("13:30", "break", 0),
    ],
)
def test_night_and_break_follow_from_when_a_drill_begins(planned, start, name, done):
    planned.write(drills=condition(name) + DRILL.replace('"10:00"', f'"{start}"').replace("12-02", "11-26"))
    assert rules(planned)[1]["C"]["planned"] == done


def test_sorts_of_building_second_ways_out_and_secrecy_are_conditions(planned):
    def planned_for(name):
        return rules(planned)[1][name]["planned"]

    every = ("dormitory", "bus", "second_way_out", "unannounced")
    text_ = "".join(condition(each).replace('"c"', f'"{each}"').replace('"C"', f'"{each}"') for each in every)
    drill = of_day("2026-11-26")
    planned.write(drills=text_ + BUILDINGS + drill)
    assert [planned_for(each) for each in every] == [1, 0, 0, 0], "a drill of the whole school"
    desk = planned.open()
    with desk.change("plan") as change:
        change.add(DrillBuilding(id="b", drill="drill-d2026-11-26", building="block"))
        change.add(DrillPlan(id="drill-d2026-11-26", conditions=("second_way_out",)))
    assert [planned_for(each) for each in every] == [0, 0, 1, 0]
    planned.write(drills=text_ + BUILDINGS + of_day("2026-11-26", "bus") + "announced = false\n")
    assert [planned_for(each) for each in every] == [0, 1, 1, 1], "a drill of the kind bus is one with buses"


def test_a_drill_that_was_called_off_does_not_count(planned):
    planned.write(drills=MONTHLY + of_day("2026-11-26"))
    desk = planned.open()
    assert rules(planned)[1]["Monthly"]["planned"] == 1
    (drill,) = drill_occurrences(desk, date(2026, 11, 1), date(2026, 11, 30))
    with desk.change("rain") as change:
        change_occurrence(change, drill, state="cancelled")
    assert rules(planned)[1]["Monthly"]["planned"] == 0


# What is wrong is one line, and takes nothing down


@pytest.mark.parametrize(
    ("text_", "expected"),
    [
        (
            '# rules\npacks = ["china", "chine"]\n',
            "config/drills.toml, line 2, packs, item 2: there is no rule pack 'chine'; expected one of",
        ),
        (
            MONTHLY + 'kinds = ["fire", "flood"]\n',
            "config/drills.toml, line 9, [[rule]] 1, kinds, item 2: 'flood' is no kind of drill; expected",
        ),
        (
            DRILL.replace('kind = "fire"', 'kind = "fier"'),
            "config/drills.toml, line 4, [[drill]] 1, kind: 'fier' is no kind of drill; expected one of bus",
        ),
        (
            'packs = ["ours"]\n',
            "config/packs/drill_rules/ours.toml, line 7, [[rule]] 1, kinds, item 1: 'flood' is no kind",
        ),
        (
            'packs = ["parts"]\n',
            "config/packs/drill_rules/parts.toml, line 8, [[rule]] 1, first: only a year has a part",
        ),
        (
            'packs = ["china", "city"]\n',
            "config/packs/drill_rules/city.toml, line 3, [pack] replaces, item 1: 'china:weekly' is no rule",
        ),
        (
            'packs = ["days"]\n',
            "config/packs/drill_rules/days.toml, line 3, [[observance]] 1: give either a day, or month",
        ),
    ],
)
def test_a_fault_is_one_line_with_file_and_line_on_the_command_line_and_today(planned, text_, expected):
    head = '[pack]\nname = "Ours"\n[[rule]]\ncode = "x"\nwants = "count"\nname = "X"\n'
    pack_file(planned, "ours", head + 'kinds = ["flood"]\nevery = "month"\n')
    pack_file(planned, "parts", head + 'every = "month"\nfirst = "12-01"\n')
    pack_file(planned, "city", '[pack]\nname = "City"\nreplaces = ["china:weekly"]\n')
    pack_file(planned, "days", '[pack]\nname = "Days"\n[[observance]]\ncode = "x"\nname = "X"\n')
    planned.write(drills=text_)
    with pytest.raises(DataProblem) as caught:
        run(planned, "drills", "status")
    assert expected in str(caught.value)
    desk = planned.open()
    assert expected in next(each.title for each in drills_due(desk) if "toml" in each.title)
    assert desk.faults() == ()


async def test_with_a_pack_at_fault_the_others_hold_and_the_screens_open(planned):
    planned.write(drills='packs = ["chine", "china"]\n[school]\nsorts = ["primary"]\n')
    desk = with_people(planned.open())
    assert {each.state for each in drills_due(desk)} == {DueState.OVERDUE, DueState.DUE}
    async with area(desk, "drills") as (app, pilot):
        assert "config/drills.toml, line 1, packs, item 1: there is no rule pack 'chine'" in lines(app)[1]
        await press(pilot, "m")
        assert "at fault" in text(app)
        assert "An evacuation drill every month" in text(app)
