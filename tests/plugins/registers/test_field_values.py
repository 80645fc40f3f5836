"""What fields keep of what is typed or imported, and what people read of it."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dutydesk.wording import speaking
from dutydesk_registers.field_values import canonical, count_of, day_of, number_of, shown
from tests.plugins.registers.keys_register import FIGURES, PEOPLE, TODAY, context_of, register_of

KEYS = {language: register_of() for language in ["en"]}
with speaking("zh"):
    KEYS["zh"] = register_of()
CONTEXT = context_of()


def kept(code, typed, language="en"):
    with speaking(language):
        return canonical(KEYS[language].fields[code], typed, CONTEXT)


def refused(code, typed):
    with pytest.raises(ValueError, match=r".") as caught:
        kept(code, typed)
    return str(caught.value)


@pytest.mark.parametrize(
    ("code", "typed", "expected"),
    [
        ("label", "  main \x1b[31m gate\n", "main \ufffd[31m gate"),
        ("label", 12.0, "12"),
        ("label", "  ", ""),
        ("label", None, ""),
        ("note", "one\r\ntwo", "one\ntwo"),
        ("kind", "safe", "safe"),
        ("kind", "SAFE KEY", "safe"),
        ("kind", "保险柜钥匙", "safe"),
        ("kind", "House Key", "door"),
        ("given", "2026-03-01", "2026-03-01"),
        ("given", "2026/3/1", "2026-03-01"),
        ("given", "2026年3月1日", "2026-03-01"),
        ("given", "２０２６．３．１", "2026-03-01"),
        ("given", "3-1", "2027-03-01"),
        ("given", "11月30日", "2026-11-30"),
        ("given", "today", "2026-11-24"),
        ("given", "昨天", "2026-11-23"),
        ("given", "+3", "2026-11-27"),
        ("given", datetime(2026, 3, 1, 8, 0), "2026-03-01"),  # noqa: DTZ001 - as spreadsheets hold it
        ("given", date(2026, 3, 1), "2026-03-01"),
        ("given", 46082.0, "2026-03-01"),
        ("holder", "li", "li"),
        ("holder", "赵建国", "zhao"),
        ("holder", "zhao jianguo", "zhao"),
        ("holder", "ZhaoJianguo", "zhao"),
        ("holder", "李强 (li2)", "li2"),
        ("holder", "赵", "赵"),
        ("holder", "Locksmith Chen", "Locksmith Chen"),
        ("copies", "over 1,000", "over 1000"),
        ("copies", "约200份", "about 200"),
        ("copies", "1千", "1000"),
        ("copies", 3.0, "3"),
        ("weight", "12.50", "12.5"),
        ("weight", "1,200", "1200"),
        ("weight", "-0.0", "0"),
        ("weight", 0.1, "0.1"),
        ("weight", "０１２", "12"),
        ("tagged", "Y", "yes"),
        ("tagged", "是", "yes"),
        ("tagged", "✓", "yes"),
        ("tagged", "✔️", "yes"),
        ("tagged", True, "yes"),
        ("tagged", False, "no"),
        ("tagged", "否", "no"),
        ("tagged", 0.0, "no"),
        ("at", "9.05", "09:05"),
        ("at", "14点", "14:00"),
        ("at", 0.5, "12:00"),
        ("term", "2026年", "2026"),
        ("term", 2026.0, "2026"),
        ("term", date(2026, 3, 1), "2026"),
        ("list", "Key Cabinet", "cabinet"),
        ("list", "钥匙柜", "cabinet"),
        ("proves", "hazards found", "hazards.found"),
        ("proves", "keys.copies", "keys.copies"),
    ],
)
def test_what_is_typed_or_stands_in_a_cell_is_kept_in_one_form(code, typed, expected):
    assert kept(code, typed) == expected
    assert kept(code, typed, "zh") == expected


@pytest.mark.parametrize(
    ("code", "typed", "said"),
    [
        ("label", "x" * 301, "longer than 300 characters"),
        ("label", "x" * 300 + " y", "longer than 300 characters"),
        ("note", "x" * 4000 + "\n\ny", "longer than 4000 characters"),
        ("kind", "window", "'window' is none of these: Door key, Safe key"),
        ("given", "2026-02-30", "'2026-02-30' is no day such as 2026-11-24"),
        ("given", "0001-01-01", "is no day"),
        ("given", "+9999999", "is no day"),
        ("given", True, "is no day"),
        ("given", "soon", "'soon' is no day"),
        ("holder", "李强", "may be li, li2; type one key"),
        ("copies", "many", "'many' is no count"),
        ("copies", float("inf"), "is no"),
        ("weight", "2 kg", "'2 kg' is no number"),
        ("weight", float("nan"), "is no number"),
        ("weight", "9" * 400, "is no number"),
        ("tagged", "x", "neither yes nor no"),
        ("at", "25:00", "is no time of day"),
        ("term", "26", "'26' is no year"),
        ("term", "9999", "is no year"),
        ("list", "attic", "'attic' is none of these: Key cabinet"),
        ("proves", "Copies", "is no figure of the desk"),
        ("proves", "nothing.of", "is no figure of the desk"),
    ],
)
def test_what_a_field_cannot_hold_is_refused_in_a_sentence(code, typed, said):
    assert said in refused(code, typed)


def test_people_read_names_in_their_language():
    values = {"kind": "safe", "holder": "zhao", "tagged": "yes", "copies": "over 1000", "list": "cabinet"}
    read = {}
    for language, register in KEYS.items():
        with speaking(language):
            read[language] = [shown(register.fields[code], text, CONTEXT) for code, text in values.items()]
    assert read["en"] == ["Safe key", "赵建国", "yes", "over 1000", "Key cabinet"]
    assert read["zh"] == ["保险柜钥匙", "赵建国", "是", "超过 1000", "钥匙柜"]


def test_a_name_that_two_people_have_is_shown_with_its_key():
    field = KEYS["en"].fields["holder"]
    assert shown(field, "li2", CONTEXT) == "李强 (li2)"
    assert shown(field, "wu", CONTEXT) == "吴刚 (wu)"


def test_a_value_that_the_register_has_no_more_is_shown_as_it_is_kept():
    fields = KEYS["en"].fields
    assert shown(fields["kind"], "padlock", CONTEXT) == "padlock"
    assert shown(fields["proves"], "gone.figure", CONTEXT) == "gone.figure"
    assert shown(fields["copies"], "some", CONTEXT) == "some"


def test_kept_texts_are_read_as_numbers_and_days():
    assert [number_of(text) for text in ("12.5", "over 1000", "many", "nan")] == [12.5, 1000.0, None, None]
    assert (count_of("about 200").count, count_of("many")) == (200, None)
    assert (day_of("2026-03-01"), day_of("2026")) == (date(2026, 3, 1), None)


COUNTS = st.tuples(st.sampled_from(["", "over ", "about "]), st.integers(0, 10_000_000))
TEXTS = {
    "label": st.text(max_size=60),
    "note": st.text(max_size=60),
    "kind": st.sampled_from(["door", "safe", "Door key", "house key"]),
    "given": st.dates(date(1900, 1, 1), date(2200, 12, 31)).map(str),
    "until": st.one_of(
        st.sampled_from(["today", "+9", "-30", "3-1", "12月3日"]), st.integers(10_000, 80_000)
    ),
    "holder": st.one_of(
        st.sampled_from([each.id for each in PEOPLE]),
        st.text(min_size=1, max_size=20).filter(lambda text: text.strip() != "李强"),
    ),
    "copies": COUNTS.map(lambda parts: f"{parts[0]}{parts[1]}"),
    "weight": st.floats(-1e9, 1e9),
    "tagged": st.sampled_from(["yes", "no", True, False, "是", "×"]),
    "at": st.times().map(lambda time: f"{time:%H:%M}"),
    "term": st.integers(1900, 2200),
    "list": st.just("cabinet"),
    "proves": st.sampled_from([*FIGURES, "Hazards found"]),
}


@given(st.data(), st.sampled_from(sorted(TEXTS)), st.sampled_from(["en", "zh"]))
def test_what_people_read_is_kept_again_as_it_was(data, code, language):
    with speaking(language):
        field = KEYS[language].fields[code]
        try:
            once = canonical(field, data.draw(TEXTS[code]), CONTEXT)
        except ValueError:
            return
        assert canonical(field, once, CONTEXT) == once
        assert canonical(field, shown(field, once, CONTEXT), CONTEXT) == once


@given(
    st.sampled_from(sorted(TEXTS)),
    st.one_of(st.text(), st.floats(), st.booleans(), st.datetimes(), st.dates()),
)
def test_no_cell_breaks_a_field(code, cell):
    try:
        text = canonical(KEYS["en"].fields[code], cell, CONTEXT)
    except ValueError:
        return
    assert text == canonical(KEYS["en"].fields[code], text, CONTEXT)
    assert not set(text) & {"\0", "\x1b", "\r"}


@given(st.integers(-180, 180))
def test_a_day_without_its_year_is_the_nearest_of_that_name(days):
    day = TODAY + timedelta(days=days)
    assert kept("given", f"{day.month}-{day.day}") == day.isoformat()
