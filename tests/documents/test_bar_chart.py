"""Bar charts in every format: what they say, how long bars are, what does them no harm."""

import re

import docx
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dutydesk.documents import BarChart, BarGroup, Document, Paragraph
from dutydesk.documents.bar_chart import laid_out
from dutydesk.documents.prepared import prepared
from tests.documents.foreign_readers import (
    MarkdownPage,
    pdf_facts,
    pdf_text,
    poppler,
    word_lines,
    word_parts,
    word_pictures,
    write,
)
from tests.documents.test_every_format import ENDINGS, HOSTILE, read

LONG_WORD = "Donaudampfschifffahrtsgesellschaft" * 5
YEARS = ("2025", "2026")
FIGURES = BarChart(
    "What was done",
    (
        BarGroup("Hazards found", (3, 5)),
        BarGroup("Leaflets", (1000, 1200.5), ("over 1000",)),
        BarGroup("Notices", (None, 4)),
    ),
    YEARS,
    "pieces",
)
WORDS = (
    "Hazards found: 3 (2025), 5 (2026). Leaflets: over 1000 (2025), 1200.5 (2026). "
    "Notices: not known (2025), 4 (2026)."
)


def written(folder, ending, *charts):
    return write(Document(title="T", blocks=(*charts, Paragraph("the end"))), folder, ending)


def told_to_the_blind(path):
    """Return what a DOCX file says of its pictures to those who cannot see them."""
    return [
        each.get("descr")
        for each in word_parts(path)["word/document.xml"].iter()
        if each.tag.endswith("}docPr")
    ]


@pytest.mark.parametrize("ending", ENDINGS)
def test_title_and_words_say_what_is_seen_in_every_format(tmp_path, ending):
    text = " ".join(read(written(tmp_path, ending, FIGURES).path).split())
    assert "What was done" in text
    assert WORDS in text
    assert text.endswith(("the end", "the end 1/1"))


def test_the_pdf_draws_it_with_names_and_numbers_as_text(tmp_path):
    path = written(tmp_path, "pdf", FIGURES).path
    drawn = pdf_text(path).partition("Hazards found: 3")[0]
    lines = [" ".join(line.split()) for line in drawn.splitlines() if line.strip()]
    assert lines[1:4] == ["What was done", "pieces", "2025 2026"]
    assert sorted(" ".join(lines[4:]).split()) == sorted(
        ["Hazards", "found", "3", "5", "Leaflets", "over", "1000", "1200.5", "Notices", "not", "known", "4"]
    )
    assert poppler("pdfimages", "-list", path).splitlines()[2:] == [], "it is drawn, not a picture"


def test_word_has_a_picture_as_wide_as_the_text_with_words_for_those_who_cannot_see_it(tmp_path):
    path = written(tmp_path, "docx", FIGURES).path
    (content,) = word_pictures(path)
    assert content.startswith(b"\x89PNG")
    (shape,) = docx.Document(path).inline_shapes
    assert round(shape.width.mm) == 170
    assert 20 < shape.height.mm < 60
    assert told_to_the_blind(path) == [f"What was done. {WORDS}"]


def test_markdown_has_the_values_as_a_table(tmp_path):
    page = MarkdownPage(written(tmp_path, "md", FIGURES).path)
    assert page.texts("th") == ["pieces", "2025", "2026"]
    assert page.texts("td") == [
        *("Hazards found", "3", "5"), *("Leaflets", "over 1000", "1200.5"), *("Notices", "not known", "4"),
    ]  # fmt: skip


def test_one_series_needs_no_name(tmp_path):
    chart = BarChart("Found", (BarGroup("Hazards", (3,)), BarGroup("Faults", (4,))), ("2026",))
    text = pdf_text(written(tmp_path, "pdf", chart).path)
    assert "2026" not in text
    assert "Hazards: 3. Faults: 4." in " ".join(text.split())


@pytest.mark.parametrize("text", HOSTILE)
def test_what_looks_like_markup_is_text(tmp_path, text):
    group = BarGroup(text, (3, 5), (text,))
    chart = BarChart(text, (group, BarGroup("other", (4, 4))), (text, "other"), text)
    found = "".join(read(written(tmp_path, "md", chart).path).split())
    assert found.count("".join(text.split())) == 9


@pytest.mark.parametrize("ending", ["pdf", "docx"])
def test_what_looks_like_markup_is_text_on_paper(tmp_path, ending):
    groups = tuple(BarGroup(text, (3, 5), (text,)) for text in HOSTILE)
    found = "".join(read(written(tmp_path, ending, BarChart("x", groups, HOSTILE[:2])).path).split())
    first, second = ("".join(text.split()) for text in HOSTILE[:2])
    for text in map("".join, map(str.split, HOSTILE)):
        assert f"{text}:{text}({first}),5({second})." in found


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize(
    "chart",
    [
        BarChart("nothing", (), YEARS),
        BarChart("nothing", (BarGroup("a", (3, 4)),), ()),
        BarChart("nothing", (BarGroup("a", (None, float("nan"))), BarGroup("b", (float("inf"),))), YEARS),
    ],
)
def test_a_chart_without_a_value_says_so(tmp_path, ending, chart):
    text = " ".join(read(written(tmp_path, ending, chart).path).split())
    assert "nothing: there is nothing to show yet. the end" in text


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize(
    "chart",
    [
        BarChart("x", (BarGroup("nought", (0, 0)),), YEARS),
        BarChart("x", (BarGroup("below", (-5, -400)), BarGroup("above", (7, 0))), YEARS, own_scales=True),
        BarChart("x", (BarGroup("huge", (1e300, -1e300, 5e-324)),), ("a", "b", "c")),
        BarChart("x", (BarGroup("too few", (3,)), BarGroup("too many", (1, 2, 3), ("", "", "", ""))), YEARS),
        BarChart(
            LONG_WORD,
            tuple(BarGroup(f"{n} {LONG_WORD}", (n, 2 * n), (LONG_WORD,)) for n in range(9)),
            (LONG_WORD, LONG_WORD),
            LONG_WORD,
        ),
        BarChart("many", tuple(BarGroup(f"{n}.", (n, n % 7)) for n in range(1, 121)), YEARS),
        BarChart("all", (BarGroup("x", tuple(range(50))),), tuple(map(str, range(50)))),
    ],
)
def test_few_many_and_odd_values_do_no_harm(tmp_path, ending, chart):
    result = written(tmp_path, ending, chart)
    assert "the end" in read(result.path)
    assert result.missing_glyphs == ()
    if ending == "pdf":
        right = re.findall(r'xMax="([\d.]+)"', poppler("pdftotext", "-bbox", result.path, "-"))
        assert max(map(float, right)) <= (210 - 20) * 72 / 25.4 + 1
    if ending == "docx":
        assert word_lines(result.path)[-1] == "the end"
        assert all(shape.height.mm <= 257 for shape in docx.Document(result.path).inline_shapes)


def test_many_groups_go_on_over_pages_and_over_pictures_none_of_them_left_out(tmp_path):
    chart = BarChart("many", tuple(BarGroup(f"Nr{n}", (n, n)) for n in range(1, 61)), YEARS)
    path = written(tmp_path, "pdf", chart).path
    assert int(pdf_facts(path)["Pages"]) > 2
    assert re.findall(r"Nr(\d+)\s", pdf_text(path)) == [str(n) for n in range(1, 61)]
    path = written(tmp_path, "docx", chart).path
    told = told_to_the_blind(path)
    assert len(told) == len(word_pictures(path)) == 4
    assert re.findall(r"Nr(\d+)", " ".join(told)) == [str(n) for n in range(1, 61)]
    assert sum("Nr1:" in line for line in word_lines(path)) == 1, "the words stand once, below the last"


def ready(chart):
    return prepared(Document(title="x", blocks=(chart,))).blocks[0]


def lengths(chart, whole=None):
    groups = laid_out(ready(chart), whole and ready(whole))["groups"]
    return [[bar["last"] - bar["first"] for bar in group["bars"]] for group in groups]


def test_bars_are_as_long_as_their_values_are_large():
    chart = BarChart("x", (BarGroup("a", (1, 4)), BarGroup("b", (10, None))), YEARS)
    assert lengths(chart) == [[pytest.approx(0.1), pytest.approx(0.4)], [pytest.approx(1), 0]]


def test_a_part_is_drawn_to_the_scale_of_the_whole():
    whole = BarChart("x", (BarGroup("a", (1, 4)), BarGroup("b", (10, None))), YEARS)
    assert lengths(BarChart("x", whole.groups[:1], YEARS), whole) == lengths(whole)[:1]


def test_figures_of_different_things_have_scales_of_their_own():
    groups = (BarGroup("lectures", (2, 4)), BarGroup("people", (600, 1200)))
    chart = BarChart("x", groups, YEARS, own_scales=True)
    assert lengths(chart) == [[pytest.approx(0.5), pytest.approx(1)]] * 2


def test_what_is_below_nought_lies_to_the_left_of_it():
    (group,) = laid_out(ready(BarChart("x", (BarGroup("a", (-5, 15)),), YEARS)))["groups"]
    less, more = group["bars"]
    assert (less["first"], less["last"], more["last"]) == (0, pytest.approx(0.25), 1)
    assert more["first"] == less["last"]


VALUES = st.none() | st.floats()


@given(st.lists(st.tuples(VALUES, VALUES), min_size=1, max_size=20), st.booleans())
@example(values=[(5e-324, None)], own_scales=False)
@example(values=[(1.7e308, -1.7e308)], own_scales=True)
def test_all_of_it_lies_within_the_field(values, own_scales):
    chart = BarChart("x", tuple(BarGroup("g", each) for each in values), YEARS, own_scales=own_scales)
    drawn = ready(chart)
    for group in () if isinstance(drawn, Paragraph) else laid_out(drawn)["groups"]:
        assert 0 <= group["nought"] <= 1
        assert all(0 <= bar["first"] <= bar["last"] <= 1 for bar in group["bars"])
