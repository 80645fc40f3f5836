"""What someone must do by a day: on Today, in their calendar, told of at the week's end."""

from dataclasses import replace
from datetime import date

import pytest

from dutydesk.api import DataProblem, DueState
from dutydesk.api.tasks import finished, new_task, reopened, tasks_about, tasks_in_order
from dutydesk.domain import Absence, Person, TaskKind

TODAY = date(2026, 11, 2)


@pytest.fixture
def desk(make_desk):
    desk = make_desk()
    with desk.change("people") as change:
        change.add(Person(id="li", name="李强", latin="Li Qiang"))
        change.add(Person(id="lin", name="林敏", latin="Lin Min"))
    return desk


def kept(desk, title, **more):
    with desk.change(f"Task: {title}") as change:
        return change.add(new_task(title, **more))


def done(desk, task, day=TODAY, outcome="mended"):
    with desk.change("done") as change:
        return change.replace(finished(task, day, outcome))


def in_feed(desk, first=date(2026, 10, 1), last=date(2027, 1, 31)):
    return [each for each in desk.feed_events(desk.zone.days(first, last)) if each.kind == "task"]


def test_an_open_task_is_due_until_it_is_done(desk):
    late = kept(desk, "Mend the lamp", owner="li", due=date(2026, 11, 1), kind=TaskKind.HAZARD)
    kept(desk, "Write the notice", due=date(2026, 11, 5))
    kept(desk, "Some day")
    due = desk.due(TODAY, date(2026, 11, 8))
    assert [(item.title, item.state, item.detail) for item in due if item.screen == "tasks"] == [
        ("Mend the lamp", DueState.OVERDUE, "hazard, 李强"),
        ("Write the notice", DueState.DUE, "task"),
    ]
    done(desk, late)
    assert [item.title for item in desk.due(TODAY, date(2026, 11, 8))] == ["Write the notice"]


def test_an_open_task_stands_in_its_owners_calendar_alone_and_takes_no_time(desk):
    task = kept(desk, "Invite the speaker", owner="li", due=date(2026, 11, 20), note="Phone first")
    kept(desk, "Nobody's", due=date(2026, 11, 20))
    (event,) = in_feed(desk)
    assert (event.people, event.feeds, event.start, event.end) == (
        ("li",),
        (),
        date(2026, 11, 20),
        date(2026, 11, 21),
    )
    assert (event.busy, event.title) == (False, "To do: Invite the speaker")
    assert "Phone first" in event.description
    with desk.change("later") as change:
        moved = change.replace(replace(task, due=date(2026, 12, 1)))
    assert [(each.uid, each.start) for each in in_feed(desk)] == [(event.uid, date(2026, 12, 1))]
    finished_one = done(desk, moved)
    assert in_feed(desk) == []
    with desk.change("not done") as change:
        change.replace(reopened(finished_one))
    assert [each.uid for each in in_feed(desk)] == [event.uid]


def test_a_change_of_a_task_tells_feeds_which_days_to_read_again(desk):
    before = desk.revision()
    task = kept(desk, "Invite", owner="li", due=date(2026, 11, 20))
    with desk.change("later") as change:
        change.replace(replace(task, due=date(2026, 12, 1)))
    assert desk.days_changed_since(before) == (
        (date(2026, 11, 20), date(2026, 11, 20)),
        (date(2026, 12, 1), date(2026, 12, 1)),
    )


def test_the_digest_of_a_week_names_what_was_done_what_is_late_and_who_was_away(desk):
    done(desk, kept(desk, "Mend the lamp", due=date(2026, 10, 28)), date(2026, 10, 27))
    late = kept(desk, "Write the notice", due=date(2026, 10, 30))
    done(desk, kept(desk, "Long ago"), date(2026, 9, 1))
    with desk.change("leave") as change:
        change.add(Absence(id="a", person="lin", first=date(2026, 10, 29), last=date(2026, 11, 3)))
    lines = desk.digest(date(2026, 10, 26), date(2026, 11, 1))
    assert [(line.heading, line.text) for line in lines] == [
        ("Tasks", "1 task done: Mend the lamp"),
        ("Tasks", "1 task due and not done: Write the notice"),
        ("Away", "林敏"),
    ]
    assert lines[1].records == (f"task:{late.id}",)
    assert desk.digest(date(2026, 8, 3), date(2026, 8, 9)) == ()


def test_open_tasks_come_first_by_due_day_and_then_those_done_last(desk):
    kept(desk, "Later", due=date(2026, 12, 1))
    kept(desk, "Some day")
    kept(desk, "Soon", due=date(2026, 11, 3), about="activity:x")
    done(desk, kept(desk, "First done"), date(2026, 10, 1))
    done(desk, kept(desk, "Last done"), date(2026, 10, 9))
    assert [each.title for each in tasks_in_order(desk)] == [
        "Soon",
        "Later",
        "Some day",
        "Last done",
        "First done",
    ]
    assert [each.title for each in tasks_about(desk, "activity:x")] == ["Soon"]


def test_a_task_needs_words_and_hostile_ones_are_cleaned():
    with pytest.raises(DataProblem, match="some words"):
        new_task(" \n ")
    assert "\x1b" not in new_task("\x1b[2Jwipe", note="\x1b]0;x\x07").title
