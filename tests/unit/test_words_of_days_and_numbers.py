"""Days, numbers and lists as readers of each language expect them."""

from datetime import date

import pytest

from dutydesk.cli.wide_help import WideFormatter
from dutydesk.domain import (
    RoughCount,
    day_text,
    month_name,
    narrow_weekday,
    number_text,
    parse_count,
    short_day,
    whole_day,
    written_day,
)
from dutydesk.domain.line_breaks import cells_of
from dutydesk.tui.widgets import wrapped
from dutydesk.wording import LANGUAGES, bracketed, clauses, headed, listed, phrases, sentence, speaking

DAY = date(2026, 11, 3)
DAYS = {
    short_day: ("Tue 11-03", "周二11-03"),
    whole_day: ("Tue 2026-11-03", "周二 2026-11-03"),
    written_day: ("Tue 11-03", "11月3日（周二）"),
    day_text: ("Tue 3 Nov", "11月3日 周二"),
    month_name: ("November 2026", "2026年11月"),
    narrow_weekday: ("Tu", "二"),
}


@pytest.mark.parametrize("words", DAYS, ids=lambda words: words.__name__)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_day_is_written_as_its_readers_write_it(words, language):
    with speaking(language):
        assert words(DAY) == DAYS[words][LANGUAGES.index(language)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_days_of_a_column_are_equally_wide(language):
    with speaking(language):
        widths = {cells_of(short_day(date(2026, 11, day))) for day in range(1, 31)}
    assert widths == {9}


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (1000, "1000"),
        (9999.96, "10,000"),
        (12500, "12,500"),
        (2.25, "2.2"),
        (-1234567.5, "-1,234,567.5"),
    ],
)
def test_long_numbers_are_read_by_thousands(value, text):
    assert number_text(value) == text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "count", [RoughCount(12_500), RoughCount(1000, "over"), RoughCount(1_200_000, "about")]
)
def test_a_count_is_read_back_as_it_is_written(count, language):
    with speaking(language):
        assert parse_count(str(count)) == count


def test_texts_are_joined_with_the_signs_of_the_language():
    with speaking("en"):
        assert listed(["Li", "Wu"]) == phrases(["Li", "Wu"]) == "Li, Wu"
        assert clauses(["a, b", "c"]) == "a, b; c"
        assert headed("Li", sentence("came")) == "Li: came."
        assert bracketed("drill", "held") == "drill (held)"
    with speaking("zh"):
        assert listed(["李", "吴"]) == "李、吴"
        assert phrases(["演练", "周二"]) == "演练，周二"
        assert clauses(["甲", "乙"]) == "甲；乙"
        assert headed("李", sentence("已到")) == "李：已到。"
        assert bracketed("演练", "已举行") == "演练（已举行）"


def test_chinese_lines_are_full_and_begin_with_no_comma():
    lines = wrapped("值班人员应当按时到岗，不得擅自离岗，交接班时应当清点器材。", 20)
    assert "".join(lines) == "值班人员应当按时到岗，不得擅自离岗，交接班时应当清点器材。"
    assert all(cells_of(line) <= 20 for line in lines)
    assert all(cells_of(line) >= 16 for line in lines[:-1])
    assert not [line for line in lines if line[0] in "，。"]


def test_words_within_chinese_are_not_cut_where_a_line_can_end_before_them():
    lines = wrapped("岗位的设置都应当写在 config/posts.toml 里", 28)
    assert lines == ["岗位的设置都应当写在", "config/posts.toml 里"]


def test_english_lines_end_between_words():
    assert wrapped("Nobody is asked for that day", 12) == ["Nobody is", "asked for", "that day"]


def test_help_with_wide_letters_fits_and_its_columns_stand():
    formatter = WideFormatter(width=40)
    formatter.write_dl([("--on DAY", "从哪天起。" * 6), ("--apply-all-of-them", "保存。")], col_max=12)
    lines = formatter.getvalue().splitlines()
    assert all(cells_of(line) <= 40 for line in lines)
    assert {line[:14] for line in lines if line.startswith(" ")} == {" " * 14}
    assert lines[-2:] == ["--apply-all-of-them", " " * 14 + "保存。"]
