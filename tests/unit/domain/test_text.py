import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dutydesk.domain import clean, clean_line
from dutydesk.domain.record import new_id

BIDI = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
nasty = st.sampled_from(
    [*sorted(BIDI), "\x1b", "\x9b", "\x07", "\ud800", "\udfff", "\u0301", "\u0338", "\u20dd"]
)
blank = st.sampled_from(["\n", "\r", "\t", "\v", "\f", "\x85", "\u2028", "\u2029", "\u3000", "\xa0", " "])
any_text = st.lists(
    st.one_of(st.characters(), st.characters(categories=["Cs", "Cc", "Mn"]), nasty, blank)
).map("".join)


def runs_of_marks(text):
    run = longest = 0
    for character in text:
        run = run + 1 if unicodedata.category(character).startswith("M") else 0
        longest = max(longest, run)
    return longest


@given(any_text, st.integers(1, 60))
@example("e" + "\u0301" * 30, 60)
@example("\u0f71" * 9 + "\u0f80", 60)
def test_a_cleaned_line_can_do_no_harm(text, limit):
    line = clean_line(text, limit)
    assert {unicodedata.category(c) for c in line}.isdisjoint({"Cc", "Cs", "Zl", "Zp"})
    assert BIDI.isdisjoint(line)
    assert runs_of_marks(line) <= 4
    assert len(line) <= limit
    assert line == line.strip()
    assert clean_line(line, limit) == line


@given(any_text, st.integers(1, 60))
def test_cleaned_text_keeps_line_breaks_and_nothing_worse(text, limit):
    cleaned = clean(text, limit)
    assert {unicodedata.category(c) for c in cleaned.replace("\n", "")}.isdisjoint({"Cc", "Cs", "Zl", "Zp"})
    assert BIDI.isdisjoint(cleaned)
    assert runs_of_marks(cleaned) <= 4
    assert len(cleaned) <= limit
    assert clean(cleaned, limit) == cleaned
    cleaned.encode()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Li \t Na\n", "Li Na"),
        ("first\r\nsecond", "first second"),
        ("\x1b]52;c;aGk=\x07", "\ufffd]52;c;aGk=\ufffd"),
        ("abc\u202edef", "abc\ufffddef"),
        ("\ud83d", "\ufffd"),
        ("李娜【班长】", "李娜【班长】"),
        ("[/]", "[/]"),
        ("e\u0301", "é"),
    ],
)
def test_a_line_is_cleaned_to(typed, kept):
    assert clean_line(typed) == kept


def test_text_has_one_kind_of_line_break():
    assert clean("one\r\ntwo\rthree\nfour\u2028five") == "one\ntwo\nthree\nfour five"


def test_identifiers_are_short_distinct_and_without_look_alikes():
    made = {new_id() for _ in range(2000)}
    assert len(made) == 2000
    assert {len(each) for each in made} == {16}
    assert set("".join(made)) <= set("0123456789abcdefghjkmnpqrstvwxyz")
