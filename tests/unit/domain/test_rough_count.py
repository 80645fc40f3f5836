"""Counts that are as exact as people know them: read, written and added up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dutydesk.domain import RoughCount, count_fault, count_fields, kept_count, parse_count, total_count
from dutydesk.domain.rough_count import MOST_COUNTED, PRECISIONS
from dutydesk.wording import LANGUAGES, speaking

counts = st.builds(RoughCount, st.integers(0, MOST_COUNTED), st.sampled_from(PRECISIONS))


@pytest.mark.parametrize(
    ("typed", "count", "precision"),
    [
        ("240", 240, ""),
        (" 1,000 ", 1000, ""),
        ("１０００人", 1000, ""),
        ("0", 0, ""),
        ("300份", 300, ""),
        ("300 leaflets", 300, ""),
        ("24个班", 24, ""),
        ("1126 people", 1126, ""),
        ("共300人", 300, ""),
        ("师生1200人", 1200, ""),
        ("1.2万", 12_000, ""),
        ("1.1百", 110, ""),
        ("over 1000", 1000, "over"),
        ("Over 1,000 people", 1000, "over"),
        ("more than 50 pupils", 50, "over"),
        ("at least 50", 50, "over"),
        ("50 or more", 50, "over"),
        ("> 300", 300, "over"),
        ("≥300", 300, "over"),
        ("1000+", 1000, "over"),
        ("超过1000", 1000, "over"),
        ("超过 1000", 1000, "over"),
        ("至少1000人次", 1000, "over"),
        ("1000余", 1000, "over"),
        ("1000余人", 1000, "over"),
        ("1000人以上", 1000, "over"),
        ("1千多人", 1000, "over"),
        ("1万余份", 10_000, "over"),
        ("about 200", 200, "about"),
        ("approx. 200", 200, "about"),
        ("~200", 200, "about"),
        ("200 or so", 200, "about"),
        ("约200", 200, "about"),
        ("约３００人", 300, "about"),
        ("大约200人", 200, "about"),
        ("近1000名学生", 1000, "about"),
        ("200左右", 200, "about"),
        ("200人左右", 200, "about"),
        ("约1000余人", 1000, "about"),
    ],
)
def test_a_count_is_read_as_people_write_it(typed, count, precision):
    assert parse_count(typed) == RoughCount(count, precision)
    assert count_fault(typed) == ""


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "  ",
        "many",
        "people",
        "-5",
        "over",
        "over many",
        "under 300",
        "不到1000人",
        "12.5",
        "1,00",
        "1,000.5",
        "3 or 4",
        "学生3人4名",
        "3 people 4",
        "1/2",
        str(MOST_COUNTED + 1),
        "9" * 5000,
        "nan",
        "1000?",
        "\x1b[31m5",
    ],
)
def test_what_is_no_count_is_refused_in_one_line_that_says_what_was_expected(typed):
    with pytest.raises(ValueError, match=r"^'.*' is no count such as 300, over 1000 or about 200$"):
        parse_count(typed)
    assert "\x1b" not in count_fault(typed)
    assert len(count_fault(typed)) < 150


@pytest.mark.parametrize("language", LANGUAGES)
@given(counts)
def test_a_count_is_read_again_as_it_is_written_in_any_language(language, count):
    with speaking(language):
        assert parse_count(str(count)) == count


@pytest.mark.parametrize(
    ("language", "count", "written"),
    [
        ("en", RoughCount(1000), "1000"),
        ("en", RoughCount(1000, "over"), "over 1000"),
        ("en", RoughCount(200, "about"), "about 200"),
        ("zh", RoughCount(1000, "over"), "超过 1000"),
        ("zh", RoughCount(200, "about"), "约 200"),
    ],
)
def test_a_count_is_written_in_the_readers_language(language, count, written):
    with speaking(language):
        assert str(count) == written


@pytest.mark.parametrize(
    ("parts", "total"),
    [
        ("", "0"),
        ("24 300", "324"),
        ("over-1000 72", "over 1072"),
        ("over-1000 over-300", "over 1300"),
        ("about-200 72", "about 272"),
        ("over-1000 about-200", "about 1200"),
        ("over-1000 about-200 72", "about 1272"),
    ],
)
def test_a_sum_says_no_more_than_its_parts(parts, total):
    assert str(total_count(parse_count(each.replace("-", " ")) for each in parts.split())) == total


@given(st.lists(counts), st.lists(counts))
def test_a_sum_of_sums_is_the_sum_of_all_parts(some, others):
    assert total_count([total_count(some), total_count(others)]) == total_count(some + others)


@given(st.none() | counts)
def test_a_record_gives_back_the_count_that_it_keeps(count):
    assert kept_count(*count_fields(count)) == count


def test_a_precision_that_nobody_knows_is_none():
    assert kept_count(5, "nearly") == RoughCount(5)
