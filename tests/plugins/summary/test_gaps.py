import pytest

from dutydesk_summary.year.gaps import Gap, GapProblem, figure_gaps, parsed


def keys(text):
    return [(gap.key, gap.is_before) for gap in figure_gaps(parsed(text))]


def test_a_sentence_is_taken_apart_into_words_and_gaps():
    assert parsed("Found: {hazards.found}, before: {hazards.found:before}.") == (
        "Found: ",
        Gap("hazards.found"),
        ", before: ",
        Gap("hazards.found", is_before=True),
        ".",
    )


def test_words_and_the_star_are_no_figures():
    assert keys("{year} {last_year} {school} {*} {a.*}") == [("a.*", False)]


@pytest.mark.parametrize(
    "text",
    ["{", "}", "{}", "{ }", "{{a}}", "{a.b:after}", "{a*b}", "{year:before}", "a}b{c}", "{a.b:before:x}"],
)
def test_a_brace_that_is_no_gap_is_refused(text):
    with pytest.raises(GapProblem):
        parsed(text)


@pytest.mark.parametrize("text", ["{a.__class__.__init__}", "{0.__globals__}", "{a[0]}", "{a!r}"])
def test_what_python_would_look_into_is_no_more_than_the_key_of_a_figure(text):
    assert keys(text) == [(text[1:-1], False)]
