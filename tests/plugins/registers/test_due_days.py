"""By when something must be done about an entry."""

from datetime import date, timedelta

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from dutydesk.wording import speaking
from dutydesk_registers.due_days import due_days, filled_text, first_due, holds, is_closed
from dutydesk_registers.register_file import DueTable
from dutydesk_registers.register_file import Test as Condition
from tests.plugins.registers.keys_register import context_of, register_of

KEYS = register_of()
CONTEXT = context_of()


def days(**values):
    return [(each.rule.code, each.day, each.text) for each in due_days(KEYS, values, CONTEXT)]


def test_a_rule_counts_from_a_date_field_or_is_one():
    assert days(label="Gate", given="2026-08-31", until="2026-12-01", kind="safe", holder="zhao") == [
        ("return", date(2026, 12, 1), "Ask 赵建国 for Gate"),
        ("count", date(2027, 6, 2), ""),
    ]


def test_the_first_field_that_is_filled_counts_and_a_short_month_ends_at_its_last_day():
    assert days(given="2026-08-31", kind="safe") == [("count", date(2027, 3, 1), "")]


def test_a_rule_holds_only_where_its_conditions_do_and_while_its_end_is_empty():
    assert days(given="2026-08-31", kind="door") == []
    assert days(until="2026-12-01", back="2026-11-20") == []


def test_nothing_is_due_of_what_is_closed():
    values = {"given": "2026-08-31", "kind": "safe", "back": "2026-09-01"}
    assert is_closed(KEYS, values)
    assert days(**values) == []
    assert first_due(KEYS, values) == (None, "")


def test_what_is_due_is_said_in_the_readers_language():
    with speaking("zh"):
        (due,) = due_days(register_of(), {"label": "门", "until": "2026-12-01", "holder": "zhao"}, CONTEXT)
    assert due.text == "向赵建国要回门"


def test_a_condition_wants_all_that_it_says():
    values = {"kind": "safe"}
    assert holds(Condition(field="kind", among=("safe", "door")), values)
    assert not holds(Condition(field="kind", among=("door",)), values)
    assert not holds(Condition(field="kind", other_than=("safe",)), values)
    assert holds(Condition(field="kind", other_than=("door",), filled=True), values)
    assert not holds(Condition(field="kind", among=("safe",), filled=False), values)
    assert holds(Condition(field="note", filled=False), values)
    assert holds(Condition(field="note", among=("",)), values)


def test_gaps_are_filled_in_once_and_an_empty_field_leaves_nothing():
    assert filled_text("{a} at {b}{c}", {"a": "{b}", "b": "gate"}) == "{b} at gate"


RULES = st.lists(
    st.builds(
        DueTable,
        code=st.sampled_from("abcdef"),
        name=st.just("Rule"),
        since=st.lists(st.sampled_from(["given", "until"]), min_size=1, max_size=2).map(tuple),
        months=st.integers(0, 1200),
        days=st.integers(0, 36500),
        until=st.sampled_from(["", "note"]),
        where=st.sampled_from([(), (Condition(field="kind", among=("safe",)),)]),
    ),
    max_size=4,
)
DATES = st.dates(date(1900, 1, 1), date(2200, 12, 31)).map(str)


@given(
    RULES, st.one_of(st.just(""), DATES), st.one_of(st.just(""), DATES), st.sampled_from(["", "safe", "door"])
)
def test_due_days_are_in_order_and_the_first_is_what_an_entry_keeps(rules, given_on, until, kind):
    register = type(KEYS)(KEYS.file, tuple(rules), "")
    values = {"given": given_on, "until": until, "kind": kind}
    found = due_days(register, values, CONTEXT)
    assert [each.day for each in found] == sorted(each.day for each in found)
    first = (found[0].day, found[0].rule.code) if found else (None, "")
    assert first_due(register, values) == first
    for each in found:
        start = next(date.fromisoformat(values[code]) for code in each.rule.since if values[code])
        assert each.day >= start
        assert not each.rule.where or kind == "safe"


@given(st.dates(date(1900, 1, 1), date(2200, 1, 1)), st.integers(0, 600))
def test_months_later_is_the_same_day_or_the_last_of_a_shorter_month(start, months):
    rule = DueTable(code="a", name="A", since=("given",), months=months)
    register = type(KEYS)(KEYS.file, (rule,), "")
    (due,) = due_days(register, {"given": start.isoformat()}, CONTEXT)
    assert (due.day.year * 12 + due.day.month) - (start.year * 12 + start.month) == months
    assert due.day.day == start.day or (due.day.day < start.day and (due.day + timedelta(days=1)).day == 1)


def test_a_day_beyond_all_calendars_is_no_due_day():
    rule = DueTable(code="a", name="A", since=("given",), months=1200, days=36500)
    register = msgspec_register((rule,))
    assert due_days(register, {"given": "9950-01-01"}, CONTEXT) == ()


def msgspec_register(rules):
    return type(KEYS)(msgspec.structs.replace(KEYS.file), rules, "")
