"""The figures of registers: what they count, what proves them, and when nothing is known."""

from datetime import date

import pytest

from dutydesk.api import FigureName
from dutydesk.wording import speaking
from dutydesk_registers.complete_years import say_complete
from dutydesk_registers.figures import register_figure_names, register_figures
from dutydesk_registers.named_records import named_entries
from dutydesk_registers.registers import known_register
from tests.plugins.registers.hook_desk import (
    LEAKS,
    TODAY,
    WALKS,
    emptied,
    keep,
    keep_again,
    keeping,
)

STOCK = """
plugin = "register"
[register]
code = "stock"
name = "Stock"
title = "what"
[[field]]
code = "what"
name = "What"
[[field]]
code = "bought"
name = "Bought"
kind = "year"
[[field]]
code = "gone"
name = "Gone"
kind = "date"
[[figure]]
code = "all"
name = "In stock"
where = [{ field = "gone", filled = false }]
[[figure]]
code = "new"
name = "Bought in the year"
day = "bought"
"""


@pytest.fixture(scope="module")
def planned(tmp_path_factory):
    folder = tmp_path_factory.mktemp("figures") / "desk"
    with keeping(folder, leaks=LEAKS, walks=WALKS, stock=STOCK) as made:
        yield made


@pytest.fixture(scope="module")
def opened(planned):
    return planned.open()


@pytest.fixture
def desk(planned, opened):
    planned.at(TODAY)
    yield opened
    emptied(opened)


def leak(desk, what, found="2026-03-02", **more):
    return keep(desk, "leaks", what=what, found=found, **more)


def figures(desk, year=2026):
    return {each.key: each for each in register_figures(desk, year)}


def value(desk, key, year=2026):
    figure = figures(desk, year).get(key)
    return None if figure is None else (figure.value, figure.precision)


def keys(*entries):
    return {entry.record.subject for entry in entries}


def test_a_figure_counts_the_entries_of_the_year_and_names_them(desk):
    first, second = leak(desk, "Pipe"), leak(desk, "Tap", "2026-12-31")
    leak(desk, "Old", "2025-12-31")
    figure = figures(desk)["leaks.found"]
    assert (figure.title, figure.value, set(figure.records)) == ("Leaks found", 2, keys(first, second))
    assert value(desk, "leaks.found", 2025) == (1, "")


def test_nothing_is_said_of_a_year_of_which_nothing_is_kept(desk):
    assert figures(desk) == {}
    leak(desk, "Old", "2025-12-31")
    assert value(desk, "leaks.found") is None
    assert value(desk, "leaks.mended") is None


def test_none_is_told_where_the_register_was_kept_in_the_year(desk):
    leak(desk, "Pipe")
    figure = figures(desk)["leaks.mended"]
    assert (figure.value, figure.records) == (0, ()), "one was found, and none mended"


def test_none_is_told_where_somebody_said_that_the_year_is_complete(desk):
    said = say_complete(desk, known_register(desk, "leaks"), 2026)
    found = figures(desk)
    assert (found["leaks.found"].value, found["leaks.found"].records) == (0, (said.subject,))
    assert found["leaks.copies"].value == 0
    assert value(desk, "leaks.found", 2025) is None, "the word is of that year alone"
    (named,) = named_entries(desk, found["leaks.found"].records)
    assert named.title == "Leaks: test says that 2026 is complete"
    assert (named.day, named.screen, named.action) == (TODAY, "registers", "go_to('leaks', '')")


def test_a_figure_with_a_day_of_its_own_goes_by_that_day(desk):
    mended = leak(desk, "Pipe", "2025-12-30", mended="2026-01-02")
    leak(desk, "Tap", "2026-11-30", mended="2027-01-02")
    assert figures(desk)["leaks.mended"].records == tuple(keys(mended))
    assert value(desk, "leaks.mended", 2025) == (0, ""), "one was found then, and mended later"
    assert value(desk, "leaks.mended", 2027) == (1, "")


def test_an_entry_without_a_day_is_of_no_year(desk):
    leak(desk, "Pipe", found="")
    assert figures(desk) == {}


def test_one_of_several_tests_will_do_where_the_file_says_any(desk):
    leak(desk, "Pipe", grade="grave")
    leak(desk, "Tap", note="drips")
    leak(desk, "Sink", grade="small")
    assert value(desk, "leaks.grave") == (2, "")


@pytest.mark.parametrize(
    ("copies", "expected"),
    [
        (("300", "200"), (500, "")),
        (("over 1000", "200"), (1200, "over")),
        (("超过1000", "约200份"), (1200, "about")),
        (("300", ""), (300, "over")),
        (("about 300", ""), (300, "about")),
        (("0", "0"), (0, "")),
        (("0", ""), None),
        (("", ""), None),
    ],
)
def test_a_sum_is_as_exact_as_its_parts(desk, copies, expected):
    for each in copies:
        leak(desk, "Leaflet", copies=each)
    assert value(desk, "leaks.copies") == expected


def test_a_sum_names_the_entries_that_tell_a_number(desk):
    telling = leak(desk, "Pipe", cost="12.5")
    leak(desk, "Tap")
    figure = figures(desk)["leaks.cost"]
    assert (figure.value, figure.precision, figure.across) == (12.5, "over", "apart")
    assert figure.records == (telling.record.subject,)
    leak(desk, "Sink", cost="0.1")
    assert figures(desk)["leaks.cost"].value == 12.6


def test_different_values_are_counted_once_each(desk):
    for place in ("Gym", "gym", "Laboratory", ""):
        leak(desk, "Pipe", place=place)
    figure = figures(desk)["leaks.places"]
    assert (figure.value, len(figure.records)) == (2, 3)


def test_overdue_is_what_was_so_at_the_end_of_the_year_whenever_it_was_found(desk):
    late = leak(desk, "Pipe", "2024-12-01", until="2025-11-01", mended="2026-02-01")
    leak(desk, "In time", "2025-03-01", until="2025-11-01", mended="2025-10-01")
    leak(desk, "Later", "2025-03-01", until="2026-01-01")
    assert figures(desk, 2025)["leaks.open"].records == (late.record.subject,)
    assert figures(desk, 2024)["leaks.open"].value == 0
    assert value(desk, "leaks.open", 2026) == (1, ""), "the later one, until today"
    assert value(desk, "leaks.open", 2027) is None, "nobody knows yet"


def test_of_this_year_overdue_is_what_is_so_today(planned, desk):
    entry = leak(desk, "Pipe", until="2026-11-24")
    assert value(desk, "leaks.open") == (0, ""), "it is due today"
    planned.at(date(2026, 11, 25))
    assert value(desk, "leaks.open") == (1, "")
    keep_again(desk, entry, mended="2026-11-25")
    assert value(desk, "leaks.open") == (1, ""), "this morning it was"
    planned.at(date(2026, 11, 26))
    assert value(desk, "leaks.open") == (0, "")


def test_a_register_without_days_counts_what_it_holds_today_and_nothing_of_other_years(desk):
    assert value(desk, "stock.all") is None
    new, old = (
        keep(desk, "stock", what="Lamp", bought="2026"),
        keep(desk, "stock", what="Rope", bought="2020"),
    )
    keep(desk, "stock", what="Hose", gone="2026-02-01")
    assert set(figures(desk)["stock.all"].records) == keys(new, old)
    assert value(desk, "stock.all", 2025) is None
    assert figures(desk)["stock.new"].records == (new.record.subject,)
    assert value(desk, "stock.new", 2025) == (0, "")


def test_rounds_are_due_in_seasons_that_are_over_or_have_theirs(planned, desk):
    assert not {"walks.rounds_due", "walks.rounds_done"} & figures(desk).keys()
    made = keep(desk, "walks", what="W", day="2026-11-20", list="fire", place="gym", done="2026-11-21")
    found = figures(desk)
    assert (found["walks.rounds_due"].value, found["walks.rounds_done"].value) == (3, 1), (
        "the winter is not over"
    )
    assert found["walks.rounds_done"].records == (made.record.subject,)
    planned.at(date(2027, 2, 1))
    assert (value(desk, "walks.rounds_due"), value(desk, "walks.rounds_done")) == ((4, ""), (1, ""))
    assert value(desk, "walks.rounds_due", 2027) is None


def test_no_round_is_told_where_the_year_is_said_to_be_complete(desk):
    said = say_complete(desk, known_register(desk, "walks"), 2026)
    figure = figures(desk)["walks.rounds_done"]
    assert (figure.value, figure.records) == (0, (said.subject,))


def test_every_figure_has_a_name_beforehand(desk):
    leak(desk, "Pipe", copies="1", cost="1", place="Gym")
    keep(desk, "stock", what="Lamp", bought="2026")
    keep(desk, "walks", what="W", day="2026-11-20")
    names = {each.key: each.title for each in register_figure_names(desk)}
    assert names == {key: each.title for key, each in figures(desk).items()}
    assert names["walks.rounds_done"] == "Walks: rounds made"


def test_figures_are_named_in_the_readers_language(desk):
    leak(desk, "Pipe")
    with speaking("zh"):
        (named,) = named_entries(desk, figures(desk)["leaks.found"].records)
        assert named.title == "漏洞：Pipe"


def test_the_desk_gives_them_with_those_of_others(desk):
    entry = leak(desk, "Pipe")
    assert [each.records for each in desk.figures(2026) if each.key == "leaks.found"] == [
        (entry.record.subject,)
    ]
    assert "leaks.found" in {each.key for each in desk.ask("figure_names", FigureName)}


def test_records_behind_figures_are_named_and_lead_to_the_entry(desk):
    pipe, tap = leak(desk, "Pipe"), leak(desk, "Tap")
    found = list(
        named_entries(
            desk,
            (
                "entry:gone",
                pipe.record.subject,
                "task:1",
                "complete:x-2026",
                tap.record.subject,
                "entry:\0",
                "?",
            ),
        )
    )
    assert {(each.key, each.title, each.day, each.screen, each.action) for each in found} == {
        (
            entry.record.subject,
            f"Leaks: {entry.title}",
            date(2026, 3, 2),
            "registers",
            f"go_to('leaks', '{entry.id}')",
        )
        for entry in (pipe, tap)
    }


def test_thousands_of_records_are_named_at_once(desk):
    entry = leak(desk, "Pipe")
    many = [*(f"entry:{number}" for number in range(40_000)), entry.record.subject]
    assert [each.key for each in named_entries(desk, many)] == [entry.record.subject]
