"""What is wrong in the roster's settings is told in one line: file, line, key, what was expected."""

import re
import tomllib
from typing import get_args

import msgspec
import pytest

from dutydesk.api import DataProblem
from dutydesk.config.shipped import default_desk
from dutydesk_roster.settings import DemandEvent, DemandFile, RotationsFile, RulesFile, WeightsTable
from dutydesk_roster.settings.rule_tables import AnyRule
from tests.plugins.roster.roster_desk import DEMAND, POSTS, SHIFTS

EXTRA_POST = '[[post]]\ncode = "tower"\nshort = "T"\nname = "Tower"\n'


def line_of(text: str, key: str, nth: int = 0) -> int:
    return [number for number, line in enumerate(text.splitlines(), 1) if line.startswith(key)][nth]


CASES = {
    "a post that no shift serves": (
        "posts",
        POSTS + EXTRA_POST,
        "code",
        3,
        "no shift serves the post 'tower'",
    ),
    "a code twice": ("posts", POSTS.replace('"room"', '"gate"'), "code", 1, "'gate' is used twice"),
    "a short twice": ("posts", POSTS.replace('"MR"', '"mg"'), "short", 1, "'mg' is used twice"),
    "a short too long": (
        "posts",
        POSTS.replace('"MR"', '"MRXX"'),
        "short",
        1,
        "one to three letters or digits",
    ),
    "a short of spaces": (
        "posts",
        POSTS.replace('"MR"', '" "'),
        "short",
        1,
        "one to three letters or digits",
    ),
    "a code with a space": (
        "posts",
        POSTS.replace('"room"', '"my room"'),
        "code",
        1,
        "letters, digits, dashes",
    ),
    "a key unknown": ("posts", POSTS.replace("orders", "order"), "order", 0, "did you mean 'orders'?"),
    "a shift code twice": (
        "shifts",
        SHIFTS.replace('"night"\n', '"day"\n'),
        "code",
        2,
        "'day' is used twice",
    ),
    "a shift short twice": ("shifts", SHIFTS.replace('"N"', '"d"'), "short", 2, "'d' is used twice"),
    "a bad time": (
        "shifts",
        SHIFTS.replace('"15:00"\nend', '"25:00"\nend'),
        "start",
        1,
        "a time of day such as",
    ),
    "a time with a line end": (
        "shifts",
        SHIFTS.replace('"07:00"\nend', '"07:00\\n"\nend'),
        "start",
        0,
        "time of day",
    ),
    "an unknown shift": (
        "demand",
        DEMAND.replace('"night"', '"nigth"'),
        "shift",
        2,
        "'nigth' is no shift of",
    ),
    "an unknown post": ("demand", DEMAND.replace('"yard"', '"garden"'), "post", 3, "'garden' is no post of"),
    "a qualification unknown": (
        "demand",
        DEMAND.replace('"panel"', '"panels"'),
        "needs",
        0,
        "is no qualification of",
    ),
    "a slot twice": (
        "demand",
        DEMAND + '[[demand]]\npost = "gate"\nshift = "day"\n',
        "post",
        4,
        "stands here twice",
    ),
    "heads below nobody": (
        "demand",
        DEMAND.replace("weekday = 2", "weekday = -1"),
        "weekday",
        0,
        "at least 0",
    ),
    "a rule that is no number": ("rules", 'rest_hours = "11"\n', "rest_hours", 0, "expected a number"),
    "a rule unknown": ("rules", "rest_hour = 11\n", "rest_hour", 0, "did you mean 'rest_hours'?"),
    "a search without time": ("rules", "search_seconds = 0\n", "search_seconds", 0, "above 0"),
    "a weekday unknown": (
        "demand",
        DEMAND + '[[demand]]\npost = "gate"\nshift = "day"\ndays = ["friday"]\n',
        "days",
        0,
        "expected one of",
    ),
    "a day of the week twice": (
        "demand",
        DEMAND + ('[[demand]]\npost = "gate"\nshift = "day"\ndays = ["fri"]\n' * 2),
        "days",
        1,
        "has a [[demand]] for fri already",
    ),
    "a least above what is wanted": (
        "demand",
        DEMAND.replace("weekday = 2", "weekday = 2\nleast = 2"),
        "least",
        0,
        "the least, 2, is more than the 1",
    ),
    "a most below what is wanted": (
        "demand",
        DEMAND.replace("weekday = 2", "weekday = 2\nmost = 1"),
        "most",
        0,
        "the most, 1, is fewer than the 2",
    ),
}

EVENT = """
[[event]]
name = "Sports meet"
dates = [2026-11-20]
post = "gate"
shift = "day"
heads = 4
"""
EVENT_CASES = {
    "a post unknown": (EVENT.replace('"gate"', '"gates"'), "post", "'gates' is no post of"),
    "a shift unknown": (EVENT.replace('"day"', '"days"'), "shift", "'days' is no shift of"),
    "a need unknown": (EVENT + 'needs = ["panels"]\n', "needs", "is no qualification of"),
    "no days": (EVENT.replace("dates = [2026-11-20]\n", ""), "[[event]]", "say on which days"),
    "no end": (EVENT.replace("dates = [2026-11-20]", "first = 2026-11-20"), "[[event]]", "say on which days"),
    "an end before its start": (
        EVENT.replace("dates = [2026-11-20]", "first = 2026-11-20\nlast = 2026-11-19"),
        "last",
        "lies before the first",
    ),
    "dates and a stretch": (EVENT + "first = 2026-11-20\n", "dates", "not both"),
    "a date twice": (
        EVENT.replace("2026-11-20", "2026-11-20, 2026-11-20"),
        "dates",
        "2026-11-20 stands here twice",
    ),
    "no heads": (EVENT.replace("heads = 4", ""), "[[event]]", "the key heads is missing"),
    "a least above the heads": (EVENT + "least = 5\n", "least", "the least, 5, is more than the 4"),
    "another on its day": (
        EVENT + EVENT.replace("Sports meet", "Open day").replace("post", "post ", 1),
        "post  ",
        "is changed on 2026-11-20 by Sports meet already",
    ),
}
RULE_CASES = {
    "a kind unknown": ('[[rule]]\nkind = "day-in-a-row"\nmost = 3', "kind", "did you mean 'days-in-a-row'?"),
    "no kind": ("[[rule]]\nmost = 3", "[[rule]]", "the key kind is missing"),
    "a key of another kind": (
        '[[rule]]\nkind = "rest"\nhours = 12\nmost = 3',
        "most",
        "expected one of name, weight, people, hours",
    ),
    "no number": ('[[rule]]\nkind = "days-in-a-row"', "[[rule]]", "the key most is missing"),
    "a number below nothing": ('[[rule]]\nkind = "rest"\nhours = -1', "hours", "at least 0"),
    "a month of too many weekends": ("whole_weekends_off = 6", "whole_weekends_off", "at most 5"),
    "a weight of nothing": ('[[rule]]\nkind = "rest"\nhours = 12\nweight = 0', "weight", "at least 1"),
    "a price below nothing": ("[weights]\nnights = -1", "nights", "at least 0"),
    "a price of something else": ("[weights]\nnight = 1", "night", "did you mean 'nights'?"),
    "nobody": ('[[rule]]\nkind = "rest"\nhours = 12\npeople = []', "people", "must not be empty"),
    "a rank unknown": (
        '[[rule]]\nkind = "rest"\nhours = 12\npeople = ["@rank:boss"]',
        "people",
        "'boss' is no rank",
    ),
    "a qualification unknown": (
        '[[rule]]\nkind = "beside"\nwho = ["li"]\nby = ["@qualified:panels"]',
        "by",
        "'panels' is no qualification of",
    ),
    "a person twice": (
        '[[rule]]\nkind = "apart"\npeople = ["li", "li"]',
        "people",
        "'li' stands here twice",
    ),
    "one person apart": ('[[rule]]\nkind = "apart"\npeople = ["li"]', "people", "at least two people"),
    "one person together": ('[[rule]]\nkind = "together"\npeople = ["li"]', "people", "at least two people"),
    "people of nowhere": ('[[rule]]\nkind = "apart"', "[[rule]]", "the key people is missing"),
    "nearness unknown": (
        '[[rule]]\nkind = "apart"\npeople = ["li", "wu"]\nwithin = "day"',
        "within",
        "expected one of 'post', 'shift'",
    ),
    "a shift before unknown": (
        '[[rule]]\nkind = "succession"\nbefore = "late"\nafter = ["day"]',
        "before",
        "'late' is no shift of",
    ),
    "a shift after unknown": (
        '[[rule]]\nkind = "succession"\nbefore = "day"\nafter = ["late"]',
        "after",
        "'late' is no shift of",
    ),
    "heads that contradict": (
        '[[rule]]\nkind = "heads-of"\nwho = ["@rank:leader"]\nleast = 2\nmost = 1',
        "most",
        "fewer than the least, 2",
    ),
    "heads of nothing": (
        '[[rule]]\nkind = "heads-of"\nwho = ["@rank:leader"]\nleast = 0',
        "least",
        "asks for nothing",
    ),
    "heads at a post unknown": (
        '[[rule]]\nkind = "heads-of"\nwho = ["@rank:leader"]\nposts = ["gates"]',
        "posts",
        "'gates' is no post of",
    ),
    "heads in a shift unknown": (
        '[[rule]]\nkind = "heads-of"\nwho = ["@rank:leader"]\nshifts = ["late"]',
        "shifts",
        "'late' is no shift of",
    ),
    "a name twice": (
        '[[rule]]\nkind = "rest"\nhours = 12\nname = "R"\n[[rule]]\nkind = "one-post"\nname  = "R"',
        "name  ",
        "'R' is used twice",
    ),
    "overtime without a contract": (
        "most_overtime_hours = 36",
        "most_overtime_hours",
        "needs contract_hours",
    ),
    "a contract without overtime": ("contract_hours = 160", "contract_hours", "needs most_overtime_hours"),
    "runs that contradict": (
        "most_days_in_a_row = 3\nfewest_days_in_a_row = 4",
        "fewest_days_in_a_row",
        "more than most_days_in_a_row allows, 3",
    ),
    "a wish of several": (
        '[[wish]]\nperson = "@squad:1"\nwant = "on"\ndays = ["mon"]',
        "person",
        "one person's",
    ),
    "a wish for anything": (
        '[[wish]]\nperson = "li"\nwant = "maybe"\ndays = ["mon"]',
        "want",
        "expected one of 'off', 'on'",
    ),
    "a wish for no day": ('[[wish]]\nperson = "li"\nwant = "on"', "[[wish]]", "say on which days"),
    "a wish for a shift unknown": (
        '[[wish]]\nperson = "li"\nwant = "on"\ndays = ["mon"]\nshift = "late"',
        "shift",
        "'late' is no shift of",
    ),
    "a wish for a post unknown": (
        '[[wish]]\nperson = "li"\nwant = "on"\ndays = ["mon"]\npost = "gates"',
        "post",
        "'gates' is no post of",
    ),
    "a wish that must be and need not": (
        '[[wish]]\nperson = "li"\nwant = "on"\ndays = ["mon"]\nmust = true\nweight = 3',
        "weight",
        "leave out one",
    ),
}

ROTATION = """[[rotation]]
name = "Gate"
pattern = "D D N N - -"
starts = 2026-11-02
crews = [["li", "wu"], ["zhu"]]
"""
FOUR = """[[rotation]]
name = "Four"
preset = "four-crews"
shifts = ["day", "evening", "night"]
starts = 2026-11-02
crews = [["li"], ["wu"], ["zhu"], ["sun"]]
"""
ROTATION_CASES = {
    "a pattern of no shift": (ROTATION.replace("N N", "N X"), "pattern", "'X' is the short of no shift"),
    "a pattern of days off": (ROTATION.replace("D D N N - -", "- -"), "pattern", "at least one with a shift"),
    "neither": (ROTATION.replace('pattern = "D D N N - -"\n', ""), "[[rotation]]", "by one of pattern"),
    "both": (FOUR + 'pattern = "D"\n', "preset", "by one of pattern"),
    "a preset unknown": (FOUR.replace("four-crews", "five-crews"), "preset", "did you mean 'four-crews'?"),
    "a shift too few": (FOUR.replace(', "night"', ""), "shifts", "four-crews needs 3 shifts"),
    "no shifts": (
        FOUR.replace('shifts = ["day", "evening", "night"]\n', ""),
        "preset",
        "four-crews needs 3 shifts",
    ),
    "a shift unknown": (FOUR.replace('"night"', '"late"'), "shifts", "'late' is no shift of"),
    "a crew too few": (FOUR.replace(', ["sun"]', ""), "crews", "four-crews is for 4 crews, found 3"),
    "a step of its own": (FOUR + "step = 2\n", "step", "leave it out"),
    "shifts beside a pattern": (ROTATION + 'shifts = ["day"]\n', "shifts", "leave this out"),
    "a person in two crews": (
        ROTATION.replace('["zhu"]', '["zhu", "li"]'),
        "crews",
        "'li' is in crew 1 already",
    ),
    "an empty crew": (ROTATION.replace('["zhu"]', "[]"), "crews", "must not be empty"),
    "a crew of a rank unknown": (ROTATION.replace('"zhu"', '"@rank:boss"'), "crews", "'boss' is no rank"),
    "a name twice": (
        FOUR + FOUR.replace("name", "name ", 1),
        "name  ",
        "is used twice",
    ),
    "a step backwards": (ROTATION + "step = -1\n", "step", "at least 0"),
    "no start": (ROTATION.replace("starts = 2026-11-02\n", ""), "[[rotation]]", "the key starts is missing"),
    "an end before its start": (ROTATION + "ends = 2026-11-01\n", "ends", "before it starts"),
}


def refused(at, file, text, key, expected):
    with pytest.raises(DataProblem) as caught:
        at.reopened(**{file: text})
    message = str(caught.value)
    assert "\n" not in message
    assert f"config/{file}.toml, line {line_of(text, key)}" in message
    assert expected in message


@pytest.mark.parametrize("case", EVENT_CASES)
def test_a_bad_event_is_refused_with_its_line(at, case):
    text, key, expected = EVENT_CASES[case]
    refused(
        at, "demand", text + DEMAND.replace("post =", "post=").replace("shift =", "shift="), key, expected
    )


@pytest.mark.parametrize("case", RULE_CASES)
def test_a_bad_rule_is_refused_with_its_line(at, case):
    refused(at, "rules", *RULE_CASES[case])


@pytest.mark.parametrize("case", ROTATION_CASES)
def test_a_bad_rotation_is_refused_with_its_line(at, case):
    refused(at, "rotations", *ROTATION_CASES[case])


@pytest.mark.parametrize(
    ("name", "of"), [("rules", RulesFile), ("rotations", RotationsFile), ("demand", DemandFile)]
)
def test_what_the_default_files_show_as_comments_can_be_used(name, of):
    shown = uncommented((default_desk() / f"{name}.toml").read_text(encoding="utf-8"))
    assert msgspec.convert(tomllib.loads(shown), of) != of()


def test_what_the_manual_shows_can_be_used():
    page = (default_desk().parent / "docs" / "manual" / "rules.md").read_text(encoding="utf-8")
    files = {"rule": RulesFile, "wish": RulesFile, "event": DemandFile, "rotation": RotationsFile}
    shown = [tomllib.loads(block) for block in re.findall(r"```toml\n(.*?)```", page, re.DOTALL)]
    assert {key for document in shown for key in document} == set(files)
    for document in shown:
        (key,) = document
        assert msgspec.convert(document, files[key]) != files[key]()


def test_the_manual_has_every_key_and_kind_of_rule():
    page = (default_desk().parent / "docs" / "manual" / "rules.md").read_text(encoding="utf-8")
    kinds = [each.__struct_config__.tag for each in get_args(AnyRule)]
    keys = [*RulesFile.__struct_fields__, *WeightsTable.__struct_fields__, *DemandEvent.__struct_fields__]
    told = {"search_seconds", "memory_months", "rule", "wish", "weights"}
    assert [each for each in (*kinds, *keys) if each not in told and each not in page] == []


def uncommented(text):
    """Return the settings that stand behind a # in a file, one table after another."""
    lines = [line.removeprefix("#").strip() for line in text.splitlines() if line.startswith("#")]
    return "\n".join(line for line in lines if re.match(r"(\[+\w+\]+|\w+ = )", line))


@pytest.mark.parametrize("case", CASES)
def test_a_bad_settings_file_is_refused_with_its_line(at, case):
    name, text, key, nth, expected = CASES[case]
    with pytest.raises(DataProblem) as caught:
        at.reopened(**{name: text})
    message = str(caught.value)
    assert "\n" not in message
    assert f"{name}.toml" in message
    assert f"line {line_of(text, key, nth)}" in message
    assert key in message
    assert expected in message


def test_demand_for_posts_that_are_not_there_yet_says_so(at):
    with pytest.raises(DataProblem, match="none yet"):
        at.reopened(posts="")


def test_broken_toml_is_refused_with_its_line(at):
    with pytest.raises(DataProblem, match=r"posts\.toml.*line 2"):
        at.reopened(posts='[[post]]\ncode = "gate\n')


def test_the_roster_asks_for_nothing_without_settings(at):
    desk = at.reopened(posts="", shifts="", demand="")
    assert [each.title for each in desk.due(desk.today(), desk.today()) if each.screen == "roster"] == []
