import pytest

from dutydesk.api import FigureName
from tests.plugins.summary.figured_desk import HEAD, figure

LINE = """
[[section.line]]
text = "Leaflets: {p.leaflets}; tips: {p.tips}."
translations.zh = { text = "宣传单{p.leaflets}份，提示{p.tips}条。" }
"""
FOUND = """
[[section.line]]
text = "{h.found} dangers were found."
text_zero = "No danger was found."
text_one = "{h.found} danger was found."
text_before = "The year before it was {h.found:before}."
"""


def test_figures_keep_in_words_how_exactly_they_are_known(figured):
    figured.template(LINE)
    figured.give(figure("p.leaflets", 1000, "over"), figure("p.tips", 40, "about"))
    assert figured.texts() == ["Leaflets: over 1,000; tips: about 40."]
    assert figured.texts("zh") == ["宣传单超过 1,000份，提示约 40条。"]


@pytest.mark.parametrize(
    ("value", "precision", "text"),
    [
        (0, "", "No danger was found."),
        (1, "", "1 danger was found."),
        (1, "over", "over 1 dangers were found."),
        (12.5, "", "12.5 dangers were found."),
        (1234567, "", "1,234,567 dangers were found."),
    ],
)
def test_none_and_one_have_sentences_of_their_own(figured, value, precision, text):
    figured.template(FOUND)
    figured.give(figure("h.found", value, precision))
    assert figured.texts() == [text]


def test_the_year_before_is_told_where_it_has_a_record(figured):
    figured.template(FOUND)
    figured.give(figure("h.found", 3), before=(figure("h.found", 5),))
    assert figured.texts() == ["3 dangers were found. The year before it was 5."]
    assert figured.written().missing == ()


def test_a_line_without_its_figure_is_told_with_what_to_enter_and_where(figured):
    figured.template(LINE + '[[advice]]\nfigures = ["p.*"]\ntext = "Enter it in the register Publicity."\n')
    figured.give(figure("p.leaflets", 1000))
    figured.name("p.tips")
    written = figured.written()
    (line,) = written.sections[0].lines
    assert (line.is_written, line.missing) == (False, ("p.tips",))
    assert line.text == "No record of 2026: Title of p.tips."
    (missing,) = written.missing
    assert (missing.key, missing.title, missing.section) == ("p.tips", "Title of p.tips", "Fire safety")
    assert (missing.advice, missing.is_optional) == ("Enter it in the register Publicity.", False)


def test_the_nearest_advice_holds(figured):
    figured.template(
        LINE
        + '[[advice]]\nfigures = ["p.*"]\ntext = "Wide."\n[[advice]]\nfigures = ["p.tips"]\ntext = "Near."\n'
    )
    figured.name("p.tips", "p.leaflets")
    assert {each.key: each.advice for each in figured.written().missing} == {
        "p.leaflets": "Wide.",
        "p.tips": "Near.",
    }


def test_a_line_asking_for_the_year_before_names_that_year_as_missing(figured):
    figured.template('[[section.line]]\ntext = "From {h.found:before} to {h.found}."')
    figured.give(figure("h.found", 3))
    written = figured.written()
    assert written.sections[0].lines[0].text == "No record of 2025: Title of h.found."
    assert [(each.key, each.year) for each in written.missing] == [("h.found", 2025)]


def test_an_optional_line_is_left_out_without_a_word_but_listed(figured):
    figured.template(LINE.replace("translations", "optional = true\ntranslations"))
    figured.give(figure("p.leaflets", 1000))
    figured.name("p.tips")
    written = figured.written()
    assert written.sections[0].lines == ()
    assert [(each.key, each.is_optional) for each in written.missing] == [("p.tips", True)]
    assert written.wanted == ()


def test_a_figure_of_nought_is_a_figure_and_no_figure_is_not_nought(figured):
    figured.template('[[section.line]]\ntext = "Fires: {i.fires}."')
    figured.give(figure("i.fires", 0))
    assert figured.texts() == ["Fires: 0."]
    figured.given.years = {}
    assert figured.texts() == []


def test_what_is_no_number_is_no_record(figured):
    figured.template('[[section.line]]\ntext = "Fires: {i.fires}."')
    figured.give(figure("i.fires", float("nan")))
    assert [each.key for each in figured.written().missing] == ["i.fires"]


PROBLEMS = """
empty = "The records show no problem in {year}."
[[section.line]]
text = "Overdue: {h.overdue}."
where = [{ figure = "h.overdue", least = 1 }]
[[section.line]]
text = "Only {l.signed} of {l.expected} signed."
where = [{ figure = "l.signed", below = "l.expected" }]
"""


@pytest.mark.parametrize(
    ("overdue", "signed", "texts"),
    [
        (2, 3, ["Overdue: 2.", "Only 3 of 4 signed."]),
        (0, 3, ["Only 3 of 4 signed."]),
        (0, 4, ["The records show no problem in 2026."]),
    ],
)
def test_a_problem_is_told_only_where_its_figures_say_so(figured, overdue, signed, texts):
    figured.template(PROBLEMS)
    figured.give(figure("h.overdue", overdue), figure("l.signed", signed), figure("l.expected", 4))
    assert figured.texts() == texts


def test_that_there_is_no_problem_is_not_said_where_one_could_not_be_judged(figured):
    figured.template(PROBLEMS)
    figured.give(figure("h.overdue", 0), figure("l.expected", 4))
    figured.name("l.signed")
    assert figured.texts() == []
    assert [each.key for each in figured.written().wanted] == ["l.signed"]


def test_a_star_makes_a_line_of_each_figure_that_begins_so(figured):
    figured.template(
        '[[section.line]]\ntext = "{*}: {t.met.*} of {t.due.*} weeks."\n'
        'where = [{ figure = "t.due.*", least = 1 }]'
    )
    figured.give(
        *(figure("t.met.Meeting: weekly", 8), figure("t.due.Meeting: weekly", 14)),
        *(figure("t.met.Study", 7), figure("t.due.Study", 0)),
        *(figure("t.met.{year}", 1), figure("t.due.{year}", 2)),
    )
    assert figured.texts() == ["Meeting: weekly: 8 of 14 weeks.", "{year}: 1 of 2 weeks."]


def test_the_numbers_of_evidence_stand_behind_their_figures(figured):
    figured.template(LINE + FOUND)
    figured.give(
        *(figure("p.leaflets", 1000, "over", "entry:a"), figure("p.tips", 40, "", "entry:b")),
        figure("h.found", 0, "", "complete:hazards-2026"),
        before=(figure("h.found", 5, "", "entry:old"),),
    )
    written = figured.written()
    assert [line.marked for line in written.sections[0].lines] == [
        "Leaflets: over 1,000 [1]; tips: 40 [2].",
        "No danger was found [3]. The year before it was 5 [4].",
    ]
    assert [(each.mark, each.key, each.year, each.records) for each in written.evidence] == [
        ("[1]", "p.leaflets", 2026, ("entry:a",)),
        ("[2]", "p.tips", 2026, ("entry:b",)),
        ("[3]", "h.found", 2026, ("complete:hazards-2026",)),
        ("[4]", "h.found", 2025, ("entry:old",)),
    ]


def test_every_plugin_is_asked_once_for_each_of_the_two_years(figured):
    figured.template(LINE + FOUND)
    figured.name("p.leaflets", "p.tips", "h.found")
    figured.written()
    assert sorted(figured.given.asked) == [2025, 2026]


def test_a_table_shows_both_years_and_tells_what_this_one_lacks(figured):
    figured.template("", head=HEAD + 'table = ["h.found", "h.gone", "h.never"]\n')
    figured.give(figure("h.found", 3), before=(figure("h.found", 5), figure("h.gone", 2)))
    figured.name("h.never")
    written = figured.written()
    assert written.sections[0].table.figures == ("h.found", "h.gone")
    assert [(each.key, each.is_optional) for each in written.missing] == [
        ("h.gone", False),
        ("h.never", True),
    ]


def test_what_people_called_a_figure_can_do_no_harm(figured):
    figured.template('[[section.line]]\ntext = "Fires: {i.fires}."')
    figured.given.names = [FigureName("i.fires", "Fires\x1b[31m {school.__class__}\n\u202e")]
    (missing,) = figured.written().missing
    assert "\x1b" not in missing.title
    assert "\u202e" not in missing.title
    assert "{school.__class__}" in missing.title
