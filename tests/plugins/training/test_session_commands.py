"""Listing, adding and cancelling sessions, and naming one by its key."""

from datetime import date

import pytest

from dutydesk.api import DataProblem
from dutydesk.domain import Activity
from dutydesk_training.session_key import find_session, short_key
from tests.plugins.planned_desk import run, run_json, wall, with_people
from tests.plugins.training.test_sessions import MEETING

KEY = "training-regular-meeting-20261130"
ADD = ("add", "Fire", "--kind", "lecture", "--day", "2026-12-01", "--from", "14:00", "--to", "15:00")


@pytest.mark.parametrize(
    "typed",
    [
        KEY,
        "training-regular-meeting-20261130",
        "regular-meeting-20261130",
        "20261130",
        "regular-meeting 2026-11-30",
        "2026-11-30",
        "  Meeting 2026-11-30 ",
    ],
)
def test_a_session_is_found_by_its_key_or_words_that_fit_it_alone(planned, typed):
    planned.write(training=MEETING)
    assert find_session(planned.open(), typed).key == KEY


@pytest.mark.parametrize("typed", ["regular-meeting-20261130", "meeting 2026-11-30", KEY])
def test_a_session_of_years_ago_is_found_by_its_day(planned, typed):
    planned.write(training=MEETING.replace("in_terms = true", "first = 2026-09-07"))
    planned.at(date(2029, 6, 1))
    assert find_session(planned.open(), typed).key == KEY
    with pytest.raises(DataProblem, match="no session fits"):
        find_session(planned.open(), "regular-meeting 2020-11-30")


def test_a_session_that_was_moved_is_found_by_either_day(planned):
    from dutydesk.api.holding import change_occurrence

    planned.write(training=MEETING)
    desk = planned.open()
    with desk.change("moved") as change:
        change_occurrence(
            change, find_session(desk, KEY), start=wall("2026-12-02T09:00"), end=wall("2026-12-02T10:00")
        )
    assert find_session(desk, "meeting 2026-11-30").key == find_session(desk, "meeting 2026-12-02").key == KEY


def test_a_whole_key_is_not_mistaken_for_the_beginning_of_another(planned):
    desk = planned.open()
    with desk.change("two") as change:
        for key in ("fire", "fire-2"):
            start, end = wall("2026-12-01T14:00"), wall("2026-12-01T15:00")
            change.add(Activity(id=key, kind="lecture", title="Talk", start=start, end=end))
    assert find_session(desk, "fire").key == "fire"
    assert find_session(desk, "fire-").key == "fire-2"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", "no session fits ''"),
        ("nothing", "no session fits 'nothing'; `dutydesk training sessions` shows the keys"),
        ("meeting 2026-12-01", "no session fits"),
        ("regular", r"'regular' fits \d+ sessions, such as training-regular-meeting-20261123, .*; say which"),
    ],
)
def test_what_fits_no_session_or_several_is_refused(planned, typed, expected):
    planned.write(training=MEETING)
    with pytest.raises(DataProblem, match=expected):
        find_session(planned.open(), typed)


def test_the_short_key_of_a_list_names_the_session(planned):
    planned.write(training=MEETING)
    desk = planned.open()
    _status, document = run_json(planned, "training", *ADD)
    for key in (KEY, document["key"]):
        assert len(short_key(key)) < len(key)
        assert find_session(desk, short_key(key)).key == key


def test_the_list_shows_what_is_held_planned_and_cancelled(planned):
    planned.write(training=MEETING)
    with_people(planned.open())
    run(planned, "training", "hold", "2026-11-16")
    run(planned, "training", "cancel", "2026-12-07")
    status, document = run_json(
        planned, "training", "sessions", "--from", "2026-11-16", "--to", "2026-12-07", "--kind", "meeting"
    )
    assert status == 0
    assert [(each["day"], each["state"]) for each in document["sessions"]] == [
        ("2026-11-16", "held"),
        ("2026-11-23", "unmarked"),
        ("2026-11-30", "planned"),
        ("2026-12-07", "cancelled"),
    ]
    first = document["sessions"][0]
    assert (first["key"], first["kind"], first["place"], first["people"]) == (
        "training-regular-meeting-20261116",
        "meeting",
        "Meeting room",
        ["zhao", "qian"],
    )
    _status, output = run(planned, "training", "sessions")
    assert "regular-meeting-20261123  2026-11-23  15:10-16:00  Regular meeting" in output


def test_an_empty_list_says_how_to_begin(planned):
    assert run(planned, "training", "sessions") == (
        0,
        "No sessions in these days. `dutydesk training add` adds one.\n",
    )


def test_days_the_wrong_way_round_are_refused(planned):
    with pytest.raises(DataProblem, match="the last day 2026-11-01 lies before the first, 2026-11-02"):
        run(planned, "training", "sessions", "--from", "2026-11-02", "--to", "2026-11-01")


def test_a_session_is_added_with_its_people(planned):
    desk = with_people(planned.open())
    status, document = run_json(
        planned, "training", *ADD, "--place", "Hall", "--people", "李强, @squad:2", "--owner", "zhao"
    )
    assert status == 0
    kept = desk.table(Activity).get(document["key"])
    assert (kept.kind, kept.title, kept.start, kept.end) == (
        "lecture",
        "Fire",
        wall("2026-12-01T14:00"),
        wall("2026-12-01T15:00"),
    )
    assert (kept.participants, kept.owner, kept.excuses_duty) == (("li", "@squad:2"), "zhao", True)
    desk_of_clerk = planned.open("clerk")
    desk_of_clerk.undo()
    assert desk.table(Activity).all() == ()


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        (("--to", "13:00"), "the end 13:00 must be later than the start, 14:00"),
        (("--people", "@boss"), "'@boss' names nobody"),
        (("--people", "nobody"), "'nobody' is nobody here"),
        (("--owner", "nobody"), "'nobody' is nobody here"),
    ],
)
def test_what_cannot_be_added_is_refused(planned, more, expected):
    with_people(planned.open())
    with pytest.raises(DataProblem, match=expected):
        run(planned, "training", *ADD, *more)
    assert planned.open().table(Activity).all() == ()


@pytest.mark.parametrize("option", [("--day", "soon"), ("--from", "25:00"), ("--kind", "party")])
def test_wrong_options_are_refused_by_their_name(planned, option):
    status, output = run(planned, "training", *ADD, *option)
    assert status == 2
    assert option[0] in output


def test_a_session_is_cancelled_and_held_after_all(planned):
    planned.write(training=MEETING)
    desk = planned.open()
    day = date(2026, 11, 30)
    assert run(planned, "training", "cancel", "2026-11-30") == (
        0,
        "Regular meeting, 2026-11-30 is cancelled.\n",
    )
    assert desk.occurrences(day, day) == ()
    with pytest.raises(DataProblem, match="is cancelled already"):
        run(planned, "training", "cancel", "2026-11-30")
    _status, document = run_json(planned, "training", "cancel", "2026-11-30", "--undo")
    assert document == {"key": KEY, "state": "planned"}
    assert len(desk.occurrences(day, day)) == 1
    with pytest.raises(DataProblem, match="is not cancelled"):
        run(planned, "training", "cancel", "2026-11-30", "--undo")


def test_a_session_that_was_held_is_not_cancelled_and_one_without_mark_has_none_to_take_back(planned):
    planned.write(training=MEETING)
    run(planned, "training", "hold", "2026-11-23")
    with pytest.raises(DataProblem, match="was held; take that mark back first"):
        run(planned, "training", "cancel", "2026-11-23")
    run(planned, "training", "hold", "2026-11-23", "--undo")
    with pytest.raises(DataProblem, match="is not marked held"):
        run(planned, "training", "hold", "2026-11-23", "--undo")
