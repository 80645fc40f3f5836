from datetime import date

import pytest

from dutydesk.api import Indicator
from dutydesk.wording import speaking
from dutydesk_summary.year.document import section_heading, summary_document, write_summary
from dutydesk_summary.year.notes import keep_note
from tests.plugins.summary.figured_desk import HEAD, figure, record

TEMPLATE = """
table = ["h.found", "h.copies"]
[section.chart]
title = "Two years"
figures = ["h.found"]
[[section.line]]
text = "{h.found} dangers were found."
translations.zh = { text = "排查隐患{h.found}处。" }
[[section.line]]
text = "Tips: {h.tips}."
[[section]]
code = "rest"
heading = "The rest"
"""


@pytest.fixture
def year(figured):
    figured.template(TEMPLATE, head=HEAD.rstrip() + "\n")
    records = [f"entry:{number}" for number in range(45)]
    figured.give(
        figure("h.found", 45, "", *records, title="Hazards found"),
        figure("h.copies", 1200, "over", title="Copies"),
        before=(figure("h.found", 40), figure("h.copies", 1000)),
    )
    figured.name("h.tips")
    figured.given.records = {
        key: record(key, "Loose rail" if index < 3 else f"Danger {index}", date(2026, 3, index + 1))
        for index, key in enumerate(records[:20])
    }
    return figured


def written(figured, tmp_path, language="en"):
    path = tmp_path / "summary.md"
    write_summary(figured.desk, 2026, path, language)
    return path.read_text(encoding="utf-8")


def test_the_document_holds_sections_tables_and_charts_with_the_numbers_of_evidence(year, tmp_path):
    text = written(year, tmp_path)
    assert text.startswith("*Xuefu Road School*\n\n# Summary of 2026\n")
    assert "as of 2026-12-31" in text
    assert r"## 1\. Fire safety" in text
    assert r"45 dangers were found \[1\]." in text
    assert r"| Hazards found | 45 | 40 | \+5 | \[1\] |" in text
    assert r"| Copies | over 1,200 | 1,000 | over +200 | \[2\] |" in text
    assert "**Two years**" in text
    assert "Nothing of 2026 is recorded that could stand here." in text


def test_the_annex_lists_the_records_of_each_figure_by_name_and_day_and_says_how_many_more(year, tmp_path):
    annex = written(year, tmp_path).partition("## Records behind the figures")[2]
    row = next(line for line in annex.splitlines() if line.startswith(r"| \[1\]"))
    assert "Hazards found: 45" in row
    assert "Loose rail (03-01, 03-02, 03-03); Danger 3 (03-04)" in row
    assert "Danger 19 (03-20)" in row
    assert "entry:39" in row
    assert "entry:40" not in row
    assert "and 5 more" in row


def test_a_figure_that_no_single_record_is_behind_says_so(year, tmp_path):
    row = next(
        line for line in written(year, tmp_path).splitlines() if line.startswith(r"| \[2\] | Copies: over")
    )
    assert "no single record is behind it" in row


def test_what_is_missing_stands_in_a_part_of_its_own_and_not_among_the_lines(year, tmp_path):
    text = written(year, tmp_path)
    before, _heading, after = text.partition("## What is missing")
    assert "Tips" not in before
    assert "h.tips" not in before
    assert (
        "| Fire safety | Title of h.tips | Nothing of 2026 is kept that it could be counted from. |" in after
    )


def test_the_paragraph_of_the_school_stands_in_its_section(year, tmp_path):
    keep_note(year.desk, 2026, "rest", "We mended the east stairs.\n\nAnd *the* lamp.")
    text = written(year, tmp_path)
    assert "We mended the east stairs.\n\nAnd \\*the\\* lamp." in text
    assert "Nothing of 2026" not in text.partition("## What is missing")[0]


def test_it_is_written_in_the_language_asked_for(year, tmp_path):
    assert "排查隐患45处" in written(year, tmp_path, "zh")
    year.config("summary.toml", 'template = "own"\nlanguage = "zh"')
    year.desk.renew_settings()
    assert "排查隐患45处" in written(year, tmp_path, "")


@pytest.mark.parametrize("ending", [".pdf", ".docx"])
def test_it_becomes_a_paper_too(year, tmp_path, ending):
    path = tmp_path / f"summary{ending}"
    found = write_summary(year.desk, 2026, path)
    assert found.path.stat().st_size > 5_000


def test_the_evaluation_is_a_table_of_indicators_with_what_proves_each(figured):
    figured.template("", head=HEAD + 'shows = "evaluation"\n')
    figured.give(figure("t.lectures", 4, title="Lectures"))
    figured.given.judged = [
        Indicator(key="a", title="Teach safety", standard="4 a year", figure="t.lectures", least=4),
        Indicator(key="b", title="Discipline", standard="None broken", met=False, proof="Two breaches"),
    ]
    with speaking("en"):
        document = summary_document(figured.desk, figured.written())
    table = next(each for each in document.blocks if getattr(each, "headers", ())[:1] == ("Indicator",))
    assert table.rows == (
        ("Teach safety", "4 a year", "Lectures: 4; at least 4 wanted [1]", "met"),
        ("Discipline", "None broken", "Two breaches", "not met"),
    )


@pytest.mark.parametrize(
    ("number", "heading"), [(1, "一"), (9, "九"), (10, "十"), (12, "十二"), (20, "二十"), (34, "三十四")]
)
def test_chinese_sections_have_chinese_numbers(number, heading):
    with speaking("zh"):
        assert section_heading(number, "消防").startswith(heading)
    with speaking("en"):
        assert section_heading(number, "Fire") == f"{number}. Fire"
