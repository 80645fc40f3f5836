"""Line charts in every format: what they say, what they look like, what does them no harm."""

import re
from datetime import date, timedelta
from itertools import pairwise

import docx
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dutydesk.documents import ChartPoint, ChartSeries, Document, LineChart, Paragraph
from dutydesk.documents.line_chart import laid_out
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

FIRST = date(2025, 9, 1)
LONG_WORD = "Donaudampfschifffahrtsgesellschaft" * 5


def series(name, *values, every=30):
    return ChartSeries(
        name, tuple(ChartPoint(FIRST + timedelta(days=every * n), value) for n, value in enumerate(values))
    )


def in_time(*found, title="Time to empty", target=120.0):
    return LineChart(title, found, target, "minutes", is_time=True)


TEACHING = series("Teaching block", 187, 169, 151, 117)


def written(folder, ending, *charts):
    return write(Document(title="T", blocks=(*charts, Paragraph("the end"))), folder, ending)


@pytest.mark.parametrize("ending", ENDINGS)
def test_title_and_words_say_what_is_seen_in_every_format(tmp_path, ending):
    text = " ".join(read(written(tmp_path, ending, in_time(TEACHING)).path).split())
    assert "Time to empty" in text
    assert (
        "Teaching block: 4 values, from 3:07 on 2025-09-01 to 1:57 on 2025-11-30; lowest 1:57, highest 3:07. "
        "Target: 2:00."
    ) in text
    assert text.endswith(("the end", "the end 1/1"))


def test_the_pdf_draws_it_with_its_axis_as_text(tmp_path):
    path = written(tmp_path, "pdf", in_time(TEACHING)).path
    words = pdf_text(path).split()
    assert [
        each for each in ("0:00", "1:00", "2:00", "3:00", "4:00", "3:07", "1:57") if each not in words
    ] == []
    assert {"2025-09-01", "2025-11-30"} <= set(words)
    assert "target 2:00" in pdf_text(path)
    assert poppler("pdfimages", "-list", path).splitlines()[2:] == [], "it is drawn, not a picture"
    assert pdf_facts(path)["Pages"] == "1"


def test_word_has_a_picture_as_wide_as_the_text_with_words_for_those_who_cannot_see_it(tmp_path):
    path = written(tmp_path, "docx", in_time(TEACHING)).path
    (content,) = word_pictures(path)
    assert content.startswith(b"\x89PNG")
    (shape,) = docx.Document(path).inline_shapes
    assert round(shape.width.mm) == 170
    assert 60 < shape.height.mm < 120
    (told,) = [
        each.get("descr")
        for each in word_parts(path)["word/document.xml"].iter()
        if each.tag.endswith("}docPr")
    ]
    assert told.startswith("Time to empty. Teaching block: 4 values, from 3:07")


def test_markdown_has_the_values_as_a_table(tmp_path):
    path = written(tmp_path, "md", in_time(TEACHING, series("Dormitory", 204))).path
    page = MarkdownPage(path)
    assert page.texts("th") == ["Day", "Series", "Value (minutes)"]
    assert page.texts("td")[:6] == ["2025-09-01", "Teaching block", "3:07", "2025-09-01", "Dormitory", "3:24"]
    assert page.tags.count("tr") == 6


def test_several_series_are_named_beside_their_marks(tmp_path):
    path = written(tmp_path, "pdf", in_time(TEACHING, series("宿舍楼", 204, 190))).path
    assert pdf_text(path).count("Teaching block") == 2
    assert pdf_text(path).count("宿舍楼") == 2


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("text", HOSTILE)
def test_what_looks_like_markup_is_text(tmp_path, ending, text):
    chart = LineChart(text, (series(text, 3, 5), series("other", 4)), 4.0, text)
    found = "".join(read(written(tmp_path, ending, chart).path).split())
    counts = {"pdf": 4, "docx": 2, "md": 5}
    assert found.count("".join(text.split())) == counts[ending]


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize(
    "chart",
    [
        LineChart("nothing", ()),
        LineChart("nothing", (), 120.0),
        LineChart("nothing", (ChartSeries("empty", ()), series("none", float("nan"), float("inf")))),
    ],
)
def test_a_chart_without_a_point_says_so(tmp_path, ending, chart):
    text = " ".join(read(written(tmp_path, ending, chart).path).split())
    assert "nothing: there is nothing to show yet. the end" in text


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize(
    "chart",
    [
        LineChart("x", (series("one", 12.5),)),
        LineChart("x", (series("one", 0),), 0.0),
        LineChart("x", (series("equal", 120, 120, 120),), 120.0),
        LineChart("x", (series("one day", 120, 90, 60, every=0),), 100.0),
        LineChart("x", (series("below", -5, 5, -400),), float("nan")),
        LineChart("x", (series("huge", 1e12, 3e-9),)),
        in_time(series("days", 400_000, 10)),
        LineChart(LONG_WORD, tuple(series(f"{n} {LONG_WORD}", n) for n in range(12)), 3.0, LONG_WORD),
        in_time(series("many", *(100 + n * 37 % 50 for n in range(200)), every=3)),
    ],
)
def test_few_many_and_odd_values_do_no_harm(tmp_path, ending, chart):
    result = written(tmp_path, ending, chart)
    assert "the end" in read(result.path)
    assert result.missing_glyphs == ()
    if ending == "pdf":
        right = re.findall(r'xMax="([\d.]+)"', poppler("pdftotext", "-bbox", result.path, "-"))
        assert max(map(float, right)) <= (210 - 20) * 72 / 25.4 + 1
        assert result.pages <= 3
    if ending == "docx":
        assert len(word_pictures(result.path)) == 1
        assert word_lines(result.path)[-1] == "the end"
        (shape,) = docx.Document(result.path).inline_shapes
        assert shape.height.mm <= 257


def places(chart):
    (ready,) = prepared(Document(title="x", blocks=(chart,))).blocks
    return laid_out(ready)


def test_points_given_in_any_order_stand_in_that_of_their_days():
    backwards = ChartSeries("x", tuple(reversed(TEACHING.points)))
    assert places(in_time(backwards)) == places(in_time(ChartSeries("x", TEACHING.points)))


def test_days_stand_as_far_apart_as_they_are():
    points = (
        ChartPoint(FIRST, 1),
        ChartPoint(FIRST + timedelta(10), 1),
        ChartPoint(FIRST + timedelta(40), 1),
    )
    (one, two, three) = (
        x for x, _y in places(LineChart("x", (ChartSeries("x", points),)))["series"][0]["points"]
    )
    assert (three - one) / (two - one) == pytest.approx(4)


VALUES = st.floats(-1e9, 1e9, allow_nan=False)


@given(st.lists(VALUES, min_size=1, max_size=40), st.none() | VALUES, st.booleans())
@example(values=[5e-324], target=None, is_time=False)
def test_all_of_it_lies_within_the_field(values, target, is_time):
    drawn = places(LineChart("x", (series("x", *values),), target, is_time=is_time))
    inside = [share for point in drawn["series"][0]["points"] for share in point]
    inside += [each["at"] for each in (*drawn["ticks"], *drawn["days"])]
    inside += [drawn["target"]["at"]] if drawn["target"] else []
    assert all(-1e-9 <= share <= 1 + 1e-9 for share in inside)
    ticks = [each["at"] for each in drawn["ticks"]]
    assert 2 <= len(ticks) <= 8
    assert (ticks[0], ticks[-1]) == (pytest.approx(0), pytest.approx(1))
    days = [each["at"] for each in drawn["days"]]
    assert all(later - earlier >= 0.07 for earlier, later in pairwise(days))
