"""What is wrong in the roster's settings is told in one line: file, line, key, what was expected."""

import pytest

from dutydesk.api import DataProblem
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
}


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
    assert [item.title for item in desk.due(desk.today(), desk.today())] == []
