"""Template packs: those that come with the program, and a desk's own."""

import tomllib
from datetime import time

import pytest

from dutydesk.api import DataProblem
from dutydesk.config.shipped import default_desk
from dutydesk.wording import speaking
from dutydesk_safetyweek.board import WeekBoard, week_of_year
from dutydesk_safetyweek.pack import packs, read_pack
from dutydesk_safetyweek.planning import plan_week
from dutydesk_safetyweek.words import ENTRY_KINDS
from tests.plugins.planned_desk import run, run_json, with_people

SHIPPED = ("campus-safety", "drowning", "fire", "food", "fraud", "traffic")
OWN = """
theme = "Laboratory safety"
[[activity]]
code = "goggles"
kind = "inspection"
title = "Goggles"
day = 1
start = "09:00"
end = "10:00"
participants = ["@rank:leader"]
"""


def own_pack(planned, text):
    folder = planned.folder / "config" / "packs" / "safetyweek"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "laboratory.toml").write_text(text, encoding="utf-8")


def raw(name):
    return tomllib.loads(
        (default_desk() / "packs" / "safetyweek" / f"{name}.toml").read_text(encoding="utf-8")
    )


def test_a_checkout_brings_six_packs(planned):
    assert {each.name for each in packs(planned.open()) if not each.fault} == set(SHIPPED)


@pytest.mark.parametrize("name", SHIPPED)
def test_every_pack_plans_every_year_without_a_clash(planned, name):
    owners = "\n".join(f'{kind} = "li"' for kind in ENTRY_KINDS)
    planned.write(calendar="", safetyweek=f"[owners]\n{owners}\n")
    desk = with_people(planned.open())
    for year in range(2024, 2031):
        week = plan_week(desk, year, pack=name).week
        board = WeekBoard.of(desk, week.id)
        assert (board.week.first.weekday(), board.clashes, board.lacks) == (0, (), ())
        assert all(board.on(day) for day in board.days)


@pytest.mark.parametrize("name", SHIPPED)
def test_every_pack_is_a_whole_week_in_school_hours(planned, name):
    template = read_pack(planned.open(), name)
    assert 8 <= len(template.entries) <= 12
    assert {entry.day for entry in template.entries} == {1, 2, 3, 4, 5}
    assert len({entry.kind for entry in template.entries}) >= 8
    timed = [entry for entry in template.entries if entry.start is not None]
    assert all(time(7, 50) <= entry.start < entry.end <= time(16, 30) for entry in timed)
    prepared = [entry for entry in template.entries if entry.preparation]
    assert len(prepared) >= len(template.entries) - 1
    for day in range(1, 6):
        of_day = [entry for entry in timed if entry.day == day]
        assert not any(entry.meets([each for each in of_day if each is not entry]) for entry in of_day)


@pytest.mark.parametrize("name", SHIPPED)
def test_every_text_of_every_pack_is_there_in_chinese_too(planned, name):
    document = raw(name)
    named = [*document["activity"], *document["cost"], document]
    named += [step for each in document["activity"] for step in each.get("preparation", ())]
    for each in named:
        words = each["translations"]["zh"]
        assert words.keys() >= each.keys() & {"title", "theme", "audience", "place", "materials", "note"}
        assert all(any(ord(letter) > 0x3000 for letter in str(text)) for text in words.values())
    assert len(document["translations"]["zh"]["aims"]) == len(document["aims"])
    desk = planned.open()
    with speaking("zh"):
        chinese = read_pack(desk, name)
    assert chinese.theme == document["translations"]["zh"]["theme"]
    assert [entry.title for entry in chinese.entries] == [
        each["translations"]["zh"]["title"] for each in document["activity"]
    ]
    assert read_pack(desk, name).theme == document["theme"]


def test_packs_differ_by_their_theme(planned):
    desk = planned.open()
    titles = [{entry.title for entry in read_pack(desk, name).entries} for name in SHIPPED]
    assert all(not one & other for one in titles for other in titles if one is not other)


def test_a_pack_of_the_desk_is_planned_from(planned):
    own_pack(planned, OWN)
    desk = with_people(planned.open())
    plan_week(desk, 2027, pack="laboratory")
    board = WeekBoard.of(desk, week_of_year(desk, 2027).id)
    assert (board.week.theme, [entry.title for entry in board.entries]) == ("Laboratory safety", ["Goggles"])


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("day = 1", "day = 9", "config/packs/safetyweek/laboratory.toml, line 7"),
        ('"inspection"', '"party"', "laboratory.toml, line 5"),
        ('code = "goggles"', "", "laboratory.toml, line 3"),
        ('"10:00"', '"08:00"', "[[activity]] goggles: the end 08:00 must be later than the start, 09:00"),
        ('end = "10:00"\n', "", "[[activity]] goggles: give both start and end, or neither"),
        ("@rank:leader", "@rank:king", "[[activity]] goggles: 'king' is no rank"),
        ("participants", "particpants", "laboratory.toml, line 10"),
    ],
)
def test_a_broken_pack_is_named_with_its_file_and_place(planned, old, new, expected):
    assert old in OWN
    own_pack(planned, OWN.replace(old, new))
    desk = planned.open()
    with pytest.raises(DataProblem) as caught:
        plan_week(desk, 2027, pack="laboratory")
    assert expected in str(caught.value)
    assert "laboratory.toml" in str(caught.value)
    assert week_of_year(desk, 2027) is None


def test_codes_are_used_once_and_costs_are_for_something_that_is_there(planned):
    desk = planned.open()
    own_pack(planned, OWN + OWN.replace('theme = "Laboratory safety"\n', ""))
    with pytest.raises(DataProblem, match=r"\[\[activity\]\] 2: 'goggles' is used twice"):
        read_pack(desk, "laboratory")
    own_pack(planned, OWN + '[[cost]]\ntitle = "Glass"\nactivity = "nothing"\n')
    with pytest.raises(DataProblem, match=r"\[\[cost\]\] Glass: 'nothing' is the code of no activity"):
        read_pack(desk, "laboratory")
    own_pack(planned, 'theme = "Nothing"\n')
    with pytest.raises(DataProblem, match="the pack plans nothing"):
        read_pack(desk, "laboratory")


def test_the_list_of_packs_tells_which_is_broken(planned):
    own_pack(planned, OWN.replace("day = 1", "day = 0"))
    status, document = run_json(planned, "safetyweek", "packs")
    assert status == 1
    (broken,) = [each for each in document["packs"] if each["fault"]]
    assert broken["name"] == "laboratory"
    assert "line 7" in broken["fault"]
    status, output = run(planned, "safetyweek", "packs")
    assert status == 1
    assert "campus-safety" in output
