"""Patterns of fields: usual ones are taken, and those that could take for ever are not."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dutydesk_registers.patterns import MOST_MATCHED, pattern_problem


@pytest.mark.parametrize(
    "pattern",
    [
        "[A-Z]{1,3}-[0-9]+",
        r"\d{4}-\d{2}",
        "(A|B|C)[0-9]{3,5}",
        "(?:A|B){1,3}x?",
        r"[\w.+-]+@[\w-]+\.[a-z]{2,8}",
        "1[3-9][0-9]{9}",
        r"\(\d+\)",
        "[]()|*]+",
        "a{x}|b",
        "",
    ],
)
def test_usual_patterns_are_taken(pattern):
    assert pattern_problem(pattern) == ""


@pytest.mark.parametrize(
    "pattern",
    [
        "(a+)+b",
        "(a|aa)+b",
        "(a*)*",
        "(a|a)*b",
        "((a?){20}){20}b",
        "(a|aa){20}(a|aa){20}(a|aa){20}b",
        "a?" * 30 + "b",
        "(a|aa)" * 30,
        "a*a*a*a*b",
        "a{0,99}a{1,99}a{2,}a{3,99}b",
        "(" * 40 + ")" * 40,
    ],
)
def test_patterns_that_can_take_for_ever_are_refused(pattern):
    assert "too much of this pattern" in pattern_problem(pattern)


@pytest.mark.parametrize("pattern", ["(?P<a>x)(?P=a)", r"(a)\1", "(?i)a", "(?=a)b", "(?#x)"])
def test_what_nobody_needs_is_refused(pattern):
    assert "groups as (...)" in pattern_problem(pattern)


@pytest.mark.parametrize("pattern", ["[a", "(", "*", "a{3,1}", "\\"])
def test_what_is_no_pattern_is_refused(pattern):
    assert pattern_problem(pattern).startswith("this is no regular expression: ")


PARTS = st.sampled_from(["a", "[ab]", "(", ")", "|", "*", "+", "?", "{2}", "{1,9}", "{3,}", "(?:", "b", "."])


@given(st.lists(PARTS, max_size=25).map("".join))
@settings(deadline=None)
def test_a_pattern_that_is_taken_is_tried_quickly(pattern):
    if pattern_problem(pattern):
        return
    started = time.process_time()
    re.compile(pattern).fullmatch("a" * (MOST_MATCHED - 1) + "!")
    assert time.process_time() - started < 5
