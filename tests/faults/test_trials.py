"""The trials see what they are there to see, and the page says it."""

from dataclasses import replace
from datetime import date

import pytest

from benchmarks.faults.desks import SHARED, new_desk, opened, torn
from benchmarks.faults.page import Tried, write_page
from benchmarks.faults.registry import TRIALS
from benchmarks.faults.rows import kept, missing
from benchmarks.faults.trial import Outcome, Trial
from benchmarks.faults.writers import Heard, lost, partly_done
from dutydesk.domain import Person

TRIAL = Trial("storms", "a storm", "the roof stays", 100, lambda count, _seed: Outcome(count), "storms")


@pytest.fixture
def desk(tmp_path):
    with opened(new_desk(tmp_path / "desk")) as desk:
        yield desk


def behind_its_back(desk, statement):
    with desk.database.writing() as connection:
        connection.exec_driver_sql(statement)


def test_a_desk_that_nobody_harmed_is_whole(desk):
    with desk.change("more 1 rows") as change:
        change.replace(replace(change.table(Person).get(SHARED), phone="1"))
    assert torn(desk) == []
    assert partly_done(desk) == []


@pytest.mark.parametrize(
    ("statement", "seen"),
    [
        ("update person set phone = '7'", "not what the journal says"),
        ("delete from person", "not what the journal says"),
        ("delete from journal_row", "not what the journal says"),
        ("update journal set kind = 'refused'", "is half"),
        ("update journal_row set before = after", "did not begin"),
    ],
)
def test_harm_to_a_record_or_to_the_journal_is_seen(desk, statement, seen):
    behind_its_back(desk, statement)
    assert any(seen in each for each in torn(desk))


def test_an_entry_without_some_of_its_rows_is_seen(desk):
    behind_its_back(desk, "update journal set why = 'two of 2 rows'")
    assert partly_done(desk) == ["entry 1 has 1 rows: two of 2 rows"]


def test_a_change_that_was_acknowledged_and_is_gone_is_seen(desk):
    assert lost(desk, [Heard("leader", ("change the first",))]) == []
    assert lost(desk, [Heard("leader", ("change the first", "change the second"))])
    assert lost(desk, [Heard("leader", ("change another",))])


def test_a_row_that_a_migration_lost_or_altered_is_seen(desk):
    with desk.database.reading() as connection:
        before = kept(connection)
    assert missing(before, before) == []
    behind_its_back(desk, "update person set name = 'Wang'")
    with desk.database.reading() as connection:
        assert missing(before, kept(connection)) == ["rows of person are not what they were"]
    assert missing(before, {**before, "person": ()}) == ["rows of person are not what they were"]
    assert missing(before, {key: rows for key, rows in before.items() if key != "person"}) == [
        "the table person is gone"
    ]


def test_the_page_says_what_held_what_broke_and_what_was_not_tried(tmp_path):
    outcomes = (
        Outcome(100, figures={"storms_seen": 1000}),
        Outcome(10, ("the roof is gone",)),
        Outcome(0, skipped="there is no wind"),
    )
    write_page(tmp_path / "page.md", [Tried(TRIAL, each, 1.0) for each in outcomes], date(2026, 11, 2))
    page = (tmp_path / "page.md").read_text()
    assert "| a storm | the roof stays | 100 storms | **held** | storms seen 1,000 |" in page
    assert "| 10 storms (in full 100) | **broken 1 times** |" in page
    assert "`storms`: the roof is gone" in page
    assert "**not tried: there is no wind**" in page
    assert "Loss of power was not tried" in page


def test_each_trial_has_a_name_of_its_own():
    names = [each.name for each in TRIALS]
    assert len(set(names)) == len(names)
