# ruff: noqa: DTZ001, PT012 - activities are kept as naive wall time; what is dropped is several statements
import threading
from datetime import UTC, date, datetime, timedelta

import pytest

from dutydesk.api import DataProblem, DueItem, DueState, Feed, FeedEvent, UndoRefused, hookimpl
from dutydesk.domain import (
    Absence,
    AbsenceState,
    Activity,
    ActivityException,
    ActivityKind,
    Clash,
    Commitment,
    CommitmentKind,
    DayKind,
    Person,
    Window,
)

MONDAY = date(2026, 11, 2)
MONTH = (date(2026, 11, 1), date(2026, 11, 30))
LI = Person(id="li", name="Li Na", rank="leader", squad="red")
WANG = Person(id="wang", name="Wang", squad="red", ends=date(2026, 11, 10))


def keep(desk, *records):
    with desk.change("kept") as change:
        for record in records:
            change.add(record)


def activity(day=MONDAY, hour=9, hours=1.0, key="m", kind="meeting", **more):
    start = datetime(day.year, day.month, day.day, hour)
    more.setdefault("participants", ("@all",))
    return Activity(id=key, kind=kind, title=key, start=start, end=start + timedelta(hours=hours), **more)


def duty(desk, person, start, hours=8, **more):
    begin = desk.zone.instant(start)
    return Commitment(
        person=person,
        window=Window(begin, begin + timedelta(hours=hours)),
        kind=CommitmentKind.ASSIGNMENT,
        title="Main gate",
        source=f"assignment:{person}",
        **more,
    )


class Watch:
    """A test plugin that puts Li on duty on Monday morning, and remembers what it is told."""

    def __init__(self):
        self.heard = []

    @hookimpl
    def commitments(self, desk, window):
        del window
        return [duty(desk, "li", datetime(2026, 11, 2, 7)), duty(desk, "li", datetime(2027, 5, 1, 7))]

    @hookimpl
    def activities(self):
        return [
            activity(key="from-settings", day=date(2026, 11, 5), kind="drill", rule="FREQ=WEEKLY;COUNT=2")
        ]

    @hookimpl
    def clashes(self, first):
        return [
            Clash(person="wang", day=each, rule="own", text="too much") for each in (first, date(2030, 1, 1))
        ]

    @hookimpl
    def due(self, first):
        return [
            DueItem(title="later", day=first + timedelta(days=2)),
            DueItem(title="planned", day=first, state=DueState.PLANNED),
            DueItem(title="late", day=first + timedelta(days=3), state=DueState.OVERDUE),
        ]

    @hookimpl
    def feeds(self):
        return [Feed("post/main-gate", "Main gate")]

    @hookimpl
    def feed_events(self):
        at = datetime(2026, 11, 2, tzinfo=UTC)
        return [FeedEvent(uid="own", start=at, end=at, title="Own", changed=at)]

    @hookimpl
    def changes_committed(self, subjects):
        self.heard.append(subjects)


def test_leaders_come_first_then_squads_then_names(desk):
    keep(
        desk,
        Person(id="z", name="赵", latin="Zhao", squad="blue"),
        Person(id="a", name="Adam", squad="red"),
        Person(id="c", name="陈", latin="Chen", squad="blue"),
        Person(id="d", name="Deputy", rank="deputy"),
        Person(id="s", name="Staff", rank="staff"),
        Person(id="k", name="Cook", rank="cook"),
        LI,
    )
    assert [person.id for person in desk.people()] == ["li", "d", "c", "z", "a", "s", "k"]


def test_people_of_a_day_are_those_who_serve_then(desk):
    keep(desk, LI, WANG)
    assert [person.id for person in desk.people(on=date(2026, 11, 10))] == ["li", "wang"]
    assert [person.id for person in desk.people(on=date(2026, 11, 11))] == ["li"]


def test_commitments_join_absences_activities_and_plugins_in_order_of_time(make_desk):
    desk = make_desk(
        Watch(), kinds=[ActivityKind("drill", "Drill"), ActivityKind("notice", "N", blocks=False)]
    )
    keep(
        desk,
        LI,
        WANG,
        Absence(id="ill", person="wang", kind="sick", first=MONDAY, last=MONDAY),
        Absence(id="asked", person="li", first=MONDAY, last=MONDAY, state=AbsenceState.ASKED),
        Absence(id="old", person="li", first=date(2026, 10, 1), last=date(2026, 11, 1)),
        activity(key="m", hour=10, excuses_duty=True),
        activity(key="n", kind="notice"),
        activity(key="c", state="cancelled"),
        activity(key="t", day=date(2026, 11, 3)),
    )
    found = desk.commitments(desk.zone.days(MONDAY, MONDAY))
    assert [(each.person, each.source) for each in found] == [
        ("wang", "absence:ill"),
        ("li", "assignment:li"),
        ("li", "activity:m"),
        ("wang", "activity:m"),
    ]
    assert found[2].yields
    assert found[0].title == "sick leave"


def test_only_those_who_serve_that_day_are_expected_at_an_activity(desk):
    keep(desk, LI, WANG, activity(rule="FREQ=WEEKLY;COUNT=3"))
    people = {
        each.person for each in desk.commitments(desk.zone.days(date(2026, 11, 16), date(2026, 11, 16)))
    }
    assert people == {"li"}


def test_a_recurring_activity_follows_its_exceptions(desk):
    keep(
        desk,
        LI,
        activity(rule="FREQ=WEEKLY;COUNT=3"),
        ActivityException(id="x", activity="m", day=date(2026, 11, 9), cancelled=True),
        ActivityException(id="y", activity="m", day=date(2026, 11, 16), start=datetime(2026, 11, 17, 14)),
        ActivityException(id="z", activity="other", day=MONDAY, cancelled=True),
    )
    held = desk.occurrences(*MONTH)
    assert [each.start for each in held] == [datetime(2026, 11, 2, 9), datetime(2026, 11, 17, 14)]
    assert desk.occurrences(*MONTH, kinds=["drill"]) == ()


def test_activities_of_settings_stand_beside_those_kept(make_desk):
    desk = make_desk(Watch())
    keep(desk, activity())
    assert {each.id for each in desk.activities()} == {"m", "from-settings"}
    assert len(desk.occurrences(*MONTH, kinds=("drill",))) == 2


def test_one_bad_activity_or_absence_does_not_hide_the_others(desk, caplog):
    keep(
        desk,
        LI,
        activity(),
        activity(key="backwards", hours=-3),
        activity(key="no-rule", rule="FREQ=NEVER"),
        Absence(id="backwards", person="li", first=date(2026, 11, 9), last=date(2026, 11, 2)),
        Absence(id="further-notice", person="li", first=date(2026, 11, 2), last=date.max),
    )
    found = desk.commitments(desk.zone.days(*MONTH))
    assert {each.source for each in found} == {"activity:m", "absence:further-notice"}
    assert "no-rule" in caplog.text
    assert desk.clashes(*MONTH) == ()
    assert [each.title for each in desk.feed_events(desk.zone.days(*MONTH))] == ["m"]


def test_clashes_are_found_among_commitments_and_taken_from_plugins(make_desk):
    desk = make_desk(Watch())
    keep(desk, LI, activity(hour=10), Absence(id="ill", person="li", first=MONDAY, last=MONDAY))
    found = desk.clashes(*MONTH)
    assert [(each.day, each.person, each.rule) for each in found] == [
        (date(2026, 11, 1), "wang", "own"),
        (MONDAY, "li", "during-activity"),
        (MONDAY, "li", "on-leave"),
    ]
    assert "Li Na is away (sick leave" not in found[2].text
    assert [each.rule for each in desk.clashes(date(2026, 11, 3), MONTH[1])] == ["own"]


def test_what_is_due_comes_with_the_most_pressing_first_and_asked_leave_among_it(make_desk):
    desk = make_desk(Watch())
    keep(
        desk,
        LI,
        Absence(
            id="a", person="li", first=date(2026, 11, 20), last=date(2026, 11, 21), state=AbsenceState.ASKED
        ),
        Absence(id="b", person="li", first=MONDAY, last=MONDAY, state=AbsenceState.ASKED),
        Absence(id="c", person="li", first=MONDAY, last=MONDAY, state=AbsenceState.DECLINED),
    )
    titles = [item.title for item in desk.due(MONDAY, date(2026, 11, 9))]
    assert titles == [
        "Li Na asks for leave, 2026-11-02 to 2026-11-02",
        "late",
        "later",
        "Li Na asks for leave, 2026-11-20 to 2026-11-21",
        "planned",
    ]


def test_there_is_a_feed_for_each_person_and_kind_the_squadron_and_what_plugins_add(make_desk):
    desk = make_desk(Watch(), kinds=[ActivityKind("drill", "Drill", "teal")])
    keep(desk, LI)
    names = {feed.name for feed in desk.feeds()}
    kinds = {"kind/holiday", "kind/school", "kind/drill"}
    assert names == {"person/li", "squadron", "open", "post/main-gate", *kinds}


def test_the_feed_of_open_events_tells_no_names_and_no_notes(desk):
    told = activity(kind="school", place="Hall", owner="li", note="bring radios")
    keep(desk, LI, told, activity(key="p", kind="school", private=True), activity(key="m2", kind="meeting"))
    found = [each for each in desk.feed_events(desk.zone.days(*MONTH)) if "open" in each.feeds]
    assert [(each.uid, each.place, each.description, each.people) for each in found] == [
        ("open-m", "Hall", "", ())
    ]


def test_what_is_called_off_leaves_feeds_or_stays_marked_as_the_settings_say(folder, desk):
    keep(desk, activity(state="cancelled"))
    assert desk.feed_events(desk.zone.days(*MONTH)) == ()
    file = folder / "desk.toml"
    file.write_text(f"{file.read_text(encoding='utf-8')}\n[feeds]\nkeep_cancelled = true\n", encoding="utf-8")
    desk.renew_settings()
    assert [each.cancelled for each in desk.feed_events(desk.zone.days(*MONTH))] == [True]


def test_a_change_tells_the_days_whose_calendars_it_can_alter(desk):
    keep(desk, LI)
    start = desk.revision()
    assert desk.days_changed_since(start) == ()
    keep(
        desk, activity(), activity(key="n", day=date(2026, 11, 3)), activity(key="far", day=date(2026, 12, 9))
    )
    days = ((MONDAY, date(2026, 11, 3)), (date(2026, 12, 9), date(2026, 12, 9)))
    assert desk.days_changed_since(start) == days
    desk.undo()
    assert desk.days_changed_since(start) == days
    keep(desk, WANG)
    assert desk.days_changed_since(start) is None


def test_what_recurs_may_be_any_day_but_one_time_of_it_is_not(desk):
    keep(desk, activity(rule="FREQ=WEEKLY"))
    start = desk.revision()
    moved = datetime(2026, 11, 11, 9)
    keep(desk, ActivityException(id="x", activity="m", day=date(2026, 11, 9), start=moved, end=moved))
    day = date(2026, 11, 9)
    assert desk.days_changed_since(start) == ((day, day), (moved.date(), moved.date()))
    assert desk.days_changed_since(start - 1) is None


def test_an_activity_is_an_event_in_its_feeds(make_desk):
    desk = make_desk(Watch(), kinds=[ActivityKind("drill", "Drill", "teal", blocks=False)])
    keep(desk, LI, WANG, activity(kind="drill", place="Yard", owner="li", note="bring radios"))
    event = next(
        each for each in desk.feed_events(desk.zone.days(MONDAY, MONDAY)) if each.uid == "activity-m"
    )
    assert (event.start.isoformat(), event.end.isoformat()) == (
        "2026-11-02T09:00:00+08:00",
        "2026-11-02T10:00:00+08:00",
    )
    assert (event.place, event.kind, event.category) == ("Yard", "drill", "Drill")
    assert (event.colour, event.busy) == ("teal", False)
    assert (event.people, event.feeds) == (("li", "wang"), ("kind/drill", "squadron"))
    assert event.description == "bring radios\nIn charge: Li Na"
    assert event.revision == 1


def test_an_all_day_activity_is_an_event_of_days(desk):
    keep(desk, activity(hour=0, hours=48, all_day=True))
    (event,) = desk.feed_events(desk.zone.days(*MONTH))
    assert (event.start, event.end) == (MONDAY, date(2026, 11, 4))


def test_holidays_that_were_imported_make_days_holidays(desk):
    holiday = activity(key="h", day=date(2026, 11, 3), hour=0, hours=48, kind="holiday", all_day=True)
    gone = activity(key="g", hour=0, hours=24, kind="holiday", all_day=True, state="cancelled")
    keep(desk, LI, holiday, gone)
    calendar = desk.school_calendar()
    kinds = [calendar.kind(date(2026, 11, day)) for day in (2, 3, 4, 5)]
    assert kinds == [DayKind.WEEKDAY, DayKind.HOLIDAY, DayKind.HOLIDAY, DayKind.WEEKDAY]
    assert desk.commitments(desk.zone.days(*MONTH)) == ()


def test_plugins_hear_of_each_change_once_it_is_committed_and_only_then(make_desk):
    watch = Watch()
    desk = make_desk(watch)
    keep(desk, LI)
    with pytest.raises(ZeroDivisionError), desk.change("fails") as change:
        change.add(WANG)
        raise ZeroDivisionError
    assert watch.heard == [frozenset({"person:li"})]
    desk.undo()
    assert watch.heard == [frozenset({"person:li"})] * 2
    with pytest.raises(UndoRefused):
        desk.undo()
    assert len(watch.heard) == 2


def test_a_plugin_cannot_take_the_place_of_a_kind_of_the_host(make_desk):
    desk = make_desk(kinds=[ActivityKind("holiday", "Party", blocks=True)])
    assert not desk.activity_kinds()["holiday"].blocks


def test_the_version_moves_with_everyones_changes_and_with_nothing_else(make_desk):
    one, other = make_desk(), make_desk(actor="wang")
    first = one.version()
    assert one.version() == first
    heard = one.database.file_version()
    keep(other, LI)
    if not one.database.is_sqlite:
        # A server tells of the changes of others a moment after they are kept.
        one.database.wait(20, heard)
    second = one.version()
    assert second != first
    keep(one, WANG)
    third = one.version()
    assert third != second
    one.undo()
    assert one.version() not in {first, second, third}
    last = one.version()
    one.people()
    with pytest.raises(ZeroDivisionError), other.change("fails") as change:
        change.add(Person(id="x", name="X"))
        raise ZeroDivisionError
    with other.database.writing() as connection:
        connection.exec_driver_sql("insert into feed_use values ('d', 'now')")
    assert one.version() == last


def test_asking_for_the_version_costs_next_to_nothing(desk):
    """It costs this process less than half the work of the smallest reading."""
    import time

    def work(times, asked):
        began = time.process_time()
        for _ in range(times):
            asked()
        return time.process_time() - began

    desk.version()
    desk.people()
    assert work(1000, desk.version) < work(1000, desk.people) / 2


def test_a_desk_may_be_asked_from_many_threads(make_desk):
    desk = make_desk(Watch())
    keep(desk, LI, WANG, activity(rule="FREQ=DAILY"))
    answers, faults = [], []

    def ask(number):
        try:
            for turn in range(5):
                if number % 4 == 0:
                    desk.records("watch").put(f"{number}-{turn}", turn)
                desk.version()
                answers.append(len(desk.commitments(desk.zone.days(*MONTH))))
        except Exception as error:  # noqa: BLE001 - the test wants to see whatever it is
            faults.append(error)

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert len(set(answers)) == 1
    assert len(desk.records("watch").keys()) == 15


class TestRecords:
    def test_a_document_comes_back_as_it_was_put(self, desk):
        records = desk.records("drills")
        document = {"steps": ["ring", "count"], "open": None, "weight": 1.5, "人": True}
        records.put("plan/one", document)
        assert records.get("plan/one") == document
        assert records.get("plan/two", "none") == "none"
        records.put("plan/one", [])
        assert records.get("plan/one") == []

    def test_keys_are_sorted_and_belong_to_one_plugin(self, desk):
        for key in ("b", "a"):
            desk.records("drills").put(key, 1)
        desk.records("other").put("c", 1)
        assert desk.records("drills").keys() == ("a", "b")
        assert desk.records("other").get("a") is None

    def test_a_name_that_would_reach_into_another_plugins_documents_is_refused(self, desk):
        for name in ("drills/plan", ""):
            with pytest.raises(ValueError, match="plugin"):
                desk.records(name)

    def test_putting_and_deleting_are_journalled_and_undone(self, desk):
        records = desk.records("drills")
        records.put("a", 1, why="first")
        records.delete("a")
        records.delete("never-there")
        desk.undo()
        assert records.get("a") == 1
        assert [each.why for each in desk.history("plugin:drills")][-1] == "first"

    @pytest.mark.parametrize(
        "document",
        [object(), {"x": {1j}}, "\ud800", "x" * 1024 * 1024, "值" * 400_000],
        ids=["object", "complex", "half a character", "1 MiB of ASCII", "1.2 MB of Chinese"],
    )
    def test_what_json_cannot_hold_or_is_too_large_is_refused_in_one_line(self, desk, document):
        with pytest.raises(DataProblem, match="drills: a"):
            desk.records("drills").put("a", document)
        assert desk.revision() == 0
