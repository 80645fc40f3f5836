# ruff: noqa: PT012 - what is dropped is more than one statement
import threading
import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from dutydesk.api import DataProblem, StaleChange
from dutydesk.domain import Absence, Person
from dutydesk.domain.record import NEVER
from dutydesk.store import postgres, sqlite
from dutydesk.store.database import Database, sqlite_url
from dutydesk.store.reading import TableReader
from dutydesk_roster.assignment import Assignment
from tests.both_databases import only_on

LI = Person(id="li", name="Li")


def read(keeper, of):
    return TableReader(keeper.schema.of(of), keeper.database.reading)


def journal(keeper):
    return keeper.sql("select number, who, kind from journal order by number")


def test_a_new_record_gets_its_first_revision_and_time_from_the_store(keeper):
    with keeper.change() as change:
        kept = change.add(replace(LI, revision=77))
    assert kept.revision == 1
    assert kept.changed > NEVER
    assert read(keeper, Person).get("li") == kept


def test_an_update_needs_the_revision_that_is_kept(keeper):
    with keeper.change() as change:
        first = change.add(LI)
    with keeper.change("wang", "new phone") as change:
        change.replace(replace(first, phone="1"))
    with (
        pytest.raises(StaleChange, match=r"wang changed this at \d\d:\d\d \(new phone\)"),
        keeper.change() as change,
    ):
        change.replace(replace(first, phone="2"))
    with pytest.raises(StaleChange, match="wang"), keeper.change() as change:
        change.remove(first)
    assert read(keeper, Person).get("li").phone == "1"


def test_a_record_that_is_gone_cannot_be_changed_and_it_says_who_removed_it(keeper):
    with keeper.change() as change:
        kept = change.add(LI)
    with keeper.change("wang", "left us") as change:
        change.remove(kept)
    for act in ("replace", "remove"):
        with pytest.raises(StaleChange, match=r"wang .*left us"), keeper.change() as change:
            getattr(change, act)(replace(kept, name="Other"))
    with pytest.raises(StaleChange, match="gone"), keeper.change() as change:
        change.replace(Person(id="never", name="Never"))


def test_an_identity_that_is_taken_cannot_be_added_and_it_says_who_has_it(keeper):
    with keeper.change("wang", "hired") as change:
        change.add(LI)
    with pytest.raises(StaleChange, match=r"wang .*hired"), keeper.change() as change:
        change.add(replace(LI, name="Another Li"))
    assert read(keeper, Person).get("li").name == "Li"


def test_a_record_added_again_goes_on_counting(keeper):
    with keeper.change() as change:
        kept = change.add(LI)
        kept = change.replace(replace(kept, name="Li Na"))
    with keeper.change() as change:
        change.remove(kept)
    with keeper.change() as change:
        assert change.add(LI).revision == 3
    with keeper.change() as change:
        change.remove(read(keeper, Person).get("li"))
        assert change.add(LI).revision == 4


def test_a_record_that_is_the_same_is_left_alone(keeper):
    with keeper.change() as change:
        kept = change.add(LI)
    with keeper.change() as change:
        assert change.replace(replace(kept, changed=NEVER)) == kept
    assert len(journal(keeper)) == 1


def test_the_time_of_a_change_never_goes_back(keeper):
    future = datetime.now(UTC) + timedelta(days=3)
    with keeper.change() as change:
        change._now = future
        kept = change.add(LI)
    with keeper.change() as change:
        later = change.replace(replace(kept, name="Li Na"))
    assert later.changed > kept.changed


def test_a_change_is_kept_whole_or_not_at_all(keeper, assignment):
    class Fault(Exception):
        pass

    with keeper.change() as change:
        kept = change.add(LI)
    with pytest.raises(Fault), keeper.change() as change:
        change.add(assignment)
        change.replace(replace(kept, name="Li Na"))
        change.remove(change.table(Person).get("li"))
        raise Fault
    assert read(keeper, Person).all() == (kept,)
    assert read(keeper, Assignment).all() == ()
    assert len(journal(keeper)) == 1
    assert keeper.sql("select count(*) from journal_row") == [(1,)]


def test_a_stale_record_takes_the_whole_change_with_it(keeper, assignment):
    with keeper.change() as change:
        kept = change.add(LI)
    with keeper.change() as change:
        change.replace(replace(kept, name="Li Na"))
    with pytest.raises(StaleChange), keeper.change() as change:
        change.add(assignment)
        change.replace(replace(kept, name="Li Li"))
    assert read(keeper, Assignment).all() == ()


def test_the_journal_is_written_in_the_transaction_of_the_change(keeper, monkeypatch):
    def full(*_arguments, **_more):
        raise OSError("no")

    monkeypatch.setattr(keeper.journal, "write", full)
    with pytest.raises(OSError, match="no"), keeper.change() as change:
        change.add(LI)
    assert read(keeper, Person).all() == ()


def test_the_journal_holds_before_and_after_of_each_row_and_what_it_was_about(keeper, assignment):
    with keeper.change() as change:
        kept = change.add(assignment)
    with keeper.change() as change:
        moved = change.replace(replace(kept, person="wang"))
        change.note("swap:1")
    with keeper.database.reading() as connection:
        (entry,) = keeper.journal.about(connection, "swap:1", 10)
        assert set(keeper.journal.subjects(connection, entry.number)) >= {
            "person:li",
            "person:wang",
            "month:2026-11",
        }
    (row,) = entry.rows
    table = keeper.schema.of(Assignment)
    assert table.from_document(row.before) == kept
    assert table.from_document(row.after) == moved


def test_a_change_sees_its_own_rows_and_others_see_them_when_it_is_done(keeper):
    with keeper.change() as change:
        change.add(LI)
        assert change.table(Person).get("li") is not None
        assert read(keeper, Person).get("li") is None
    assert read(keeper, Person).get("li") is not None


def test_a_table_is_asked_by_equality_by_sets_and_between(keeper):
    with keeper.change() as change:
        for number in range(6):
            change.add(
                Assignment(
                    id=f"a{number}",
                    person=("li", "wang", "zhao")[number % 3],
                    post="gate",
                    shift="day",
                    day=date(2026, 11, 6 - number),
                )
            )
        change.add(replace(LI, ends=date(2027, 1, 1)))
        change.add(Person(id="wang", name="Wang"))
    table = read(keeper, Assignment)
    assert [each.id for each in table.all()] == ["a0", "a1", "a2", "a3", "a4", "a5"]
    assert [each.id for each in table.where(person="li")] == ["a0", "a3"]
    assert [each.id for each in table.where(person=("li", "zhao"), day=date(2026, 11, 4))] == ["a2"]
    assert table.where(person=()) == ()
    assert [each.id for each in table.between("day", date(2026, 11, 2), date(2026, 11, 4))] == [
        "a4",
        "a3",
        "a2",
    ]
    assert [each.id for each in table.between("day", date(2026, 11, 2), date(2026, 11, 4), person="li")] == [
        "a3"
    ]
    assert [each.id for each in read(keeper, Person).where(ends=None)] == ["wang"]
    with pytest.raises(KeyError, match="shoe"):
        table.where(shoe=1)
    assert table.count_between("day", date(2026, 11, 2), date(2026, 11, 4)) == len(
        table.between("day", date(2026, 11, 2), date(2026, 11, 4))
    )
    assert table.count_between("day", date(2026, 11, 2), date(2026, 11, 4), person="nobody") == 0
    assert table.count(person="li") == len(table.where(person="li")) > 0
    assert table.count() == len(table.all())


def test_text_is_ordered_by_code_point_whatever_the_language(keeper):
    names = ["a", "B", "Z", "_", "b", "z", "é", "Ω", "三", "二", "\uffff", "😀", "10", "9", "a b", "ab"]
    with keeper.change() as change:
        for name in names:
            change.add(Absence(id=name, person=name, first=date(2026, 1, 1), last=date(2026, 1, 1)))
    table = read(keeper, Absence)
    assert [each.id for each in table.all()] == sorted(names)
    found = [each.person for each in table.between("person", "Z", "二")]
    assert found == sorted(name for name in names if "Z" <= name <= "二")


@pytest.mark.parametrize(
    ("record", "match"),
    [
        (replace(LI, name="L\0i"), "NUL"),
        (replace(LI, id="l\0i"), "NUL"),
        (replace(LI, name="L\ud83d"), "half a character"),
        (replace(LI, id="\udc00"), "half a character"),
        (replace(LI, share=float("nan")), "nan is no number"),
        (replace(LI, share=float("-inf")), "-inf is no number"),
    ],
)
def test_what_no_database_could_keep_is_refused_in_one_line(keeper, record, match):
    with pytest.raises(DataProblem, match=match) as refused, keeper.change() as change:
        change.add(record)
    assert "\n" not in str(refused.value)
    assert read(keeper, Person).all() == ()


@pytest.mark.parametrize(("key", "match"), [("l\0i", "NUL"), ("\ud83d", "half a character")])
def test_a_question_for_what_no_database_could_keep_is_refused_too(keeper, key, match):
    for ask in (lambda table: table.get(key), lambda table: table.where(name=key)):
        with pytest.raises(DataProblem, match=match):
            ask(read(keeper, Person))


@only_on("sqlite", "PostgreSQL's server is set by whoever runs it")
def test_every_connection_is_set_to_keep_what_it_acknowledges(keeper):
    for opened in (keeper.database.reading, keeper.database.writing):
        with opened() as connection:
            answers = {
                name: connection.exec_driver_sql(f"pragma {name}").scalar()
                for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
            }
        assert answers == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 5000}


def test_a_reader_sees_one_moment_while_others_write(keeper):
    with keeper.database.reading() as connection:
        count = "select count(*) from person"
        assert connection.exec_driver_sql(count).scalar() == 0
        with keeper.change() as change:
            change.add(LI)
        assert connection.exec_driver_sql(count).scalar() == 0
    assert keeper.sql(count) == [(1,)]


def test_a_reader_cannot_write_by_mistake_past_a_writer(keeper):
    with keeper.change() as change:
        change.add(LI)
        assert keeper.sql("select count(*) from person") == [(0,)]


def test_writers_wait_for_one_another(keeper, make_keeper):
    other = make_keeper()
    entered, waited = threading.Event(), []

    def slow():
        with keeper.change("slow") as change:
            change.add(LI)
            entered.set()
            time.sleep(0.4)

    thread = threading.Thread(target=slow)
    thread.start()
    entered.wait(5)
    began = time.monotonic()
    with other.change("quick") as change:
        waited.append(time.monotonic() - began)
        change.add(Person(id="wang", name="Wang"))
    thread.join()
    assert waited[0] > 0.2
    assert [row[1] for row in journal(keeper)] == ["slow", "quick"]


def test_a_writer_that_waits_too_long_is_told_so_in_one_line(keeper, make_keeper, monkeypatch):
    for module in (sqlite, postgres):
        monkeypatch.setattr(module, "BUSY_SECONDS", 0.1)
    other = make_keeper()
    with keeper.change() as change:
        change.add(LI)
        with pytest.raises(DataProblem, match=r"busy.*try again"), other.database.writing():
            pass


def test_a_change_inside_a_change_fails_at_once_instead_of_waiting_for_itself(keeper):
    began = time.monotonic()
    with pytest.raises(RuntimeError, match="already"), keeper.change() as change:
        change.add(LI)
        with keeper.change():
            pass
    assert time.monotonic() - began < 1
    assert read(keeper, Person).all() == ()
    with keeper.change() as change:
        change.add(LI)


def test_many_threads_may_write_through_one_database(keeper):
    def add(number):
        with keeper.change(f"t{number}") as change:
            change.add(Absence(id=f"x{number}", person="li", first=date(2026, 1, 1), last=date(2026, 1, 1)))

    threads = [threading.Thread(target=add, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(read(keeper, Absence).all()) == len(journal(keeper)) == 12


@pytest.mark.parametrize("url", ["nonsense", "no-such-thing://host/name"])
def test_an_address_that_leads_to_no_database_is_refused_in_one_line(url):
    with pytest.raises(DataProblem, match=r"desk.toml"):
        Database(url)


@only_on("sqlite", "a schema lies in no folder")
def test_a_desk_may_lie_in_a_folder_with_any_name(make_keeper, tmp_path):
    folder = tmp_path / "50% a?b#c 值勤"
    folder.mkdir()
    keeper = make_keeper(f"{folder.name}/desk.db").migrated()
    assert (folder / "desk.db").is_file()
    before = keeper.database.file_version()
    other = Database(sqlite_url(folder / "desk.db"))
    with other.writing() as connection:
        connection.exec_driver_sql("create table t (x)")
    other.close()
    assert keeper.database.file_version() != before
