"""The draft of a reminder: what the records have, and nothing else."""

from datetime import timedelta

import pytest

from dutydesk.api import DigestLine
from dutydesk.api.week import Week
from dutydesk.domain import Activity, Task, short_day
from dutydesk.wording import speaking
from dutydesk_summary.reminder.drafting import MOST_DUE, MOST_OF_HEADING, draft
from dutydesk_summary.reminder.line_length import MOST_CELLS, cells_of, shortened
from dutydesk_summary.reminder.spoken import spoken_lines
from tests.plugins.planned_desk import make, wall
from tests.plugins.summary.reminder_desk import MONDAY, WEEK, opened, with_records


@pytest.fixture
def planned(tmp_path):
    yield from make(tmp_path / "desk")


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    for planned in make(tmp_path_factory.mktemp("drafts") / "desk"):
        yield with_records(opened(planned))


def test_last_week_is_told_from_the_records_a_line_a_thing(desk):
    lines = draft(desk, WEEK).last_week.splitlines()
    assert "Meeting: 1 held - Weekly meeting (11-16)." in lines
    assert "- Training: 1 held - Morning training (11-17)." in lines
    assert "1 task due and not done: Mend the bell" in lines


def test_of_each_heading_the_first_line_is_read_out(desk):
    assert spoken_lines(draft(desk, WEEK).last_week) == (
        "Meeting: 1 held - Weekly meeting (11-16).",
        "1 task due and not done: Mend the bell",
    )


def test_who_was_away_or_sick_is_not_told(desk):
    reminder = draft(desk, WEEK)
    assert any("李强" in each.text for each in desk.digest(WEEK.before.monday, WEEK.before.sunday))
    assert "李强" not in reminder.last_week
    assert not [each for each in reminder.records if each.startswith("absence:")]


def test_the_points_are_what_is_held_single_things_first_and_then_what_is_due(desk):
    points = draft(desk, WEEK).points.splitlines()
    assert points[:3] == [
        "Wed 11-25 10:00: Fire drill, Playground",
        "Mon 11-23 15:10: Weekly meeting, Meeting room",
        "Tue, Thu, Fri: Morning training",
    ]
    assert "- Overdue since Fri 11-20: Mend the bell" in points
    assert "- By Fri 11-27: Repair the gate lock" in points
    assert all(each.startswith("- ") for each in points[3:])


def test_what_is_private_is_no_point(desk):
    assert "Night drill" not in draft(desk, WEEK).points


def test_a_reminder_does_not_ask_for_itself(desk):
    assert [each for each in desk.due(MONDAY, WEEK.sunday) if "safety reminder" in each.title]
    assert "safety reminder" not in draft(desk, WEEK).points


def test_a_draft_names_its_records_each_once_and_is_not_kept(desk):
    reminder = draft(desk, WEEK)
    assert {"activity:training-weekly-20261116", "activity:drill", "task:bell"} <= set(reminder.records)
    assert len(set(reminder.records)) == len(reminder.records)
    assert (reminder.id, reminder.monday, reminder.revision) == ("2026-W48", MONDAY, 0)


def test_of_a_week_that_is_over_nothing_is_due_any_more(desk):
    points = draft(desk, WEEK.before).points
    assert "Weekly meeting" in points
    assert "Mend the bell" not in points


def test_a_week_without_any_record_has_an_empty_draft(desk):
    reminder = draft(desk, Week.parse("2026-W30"))
    assert (reminder.last_week, reminder.points, reminder.records) == ("", "", ())


def test_it_is_in_the_language_of_the_papers(planned):
    planned.write(summary='language = "zh"')
    desk = opened(planned)
    with speaking("zh"):
        expected = short_day(MONDAY)
    assert expected in draft(desk, WEEK).points


def test_long_sentences_are_cut_at_a_word():
    cut = shortened("A door that sticks, " * 20)
    assert cells_of(cut) <= MOST_CELLS
    assert cut.endswith("sticks, A ..."), cut
    assert cells_of(shortened("短" * 300)) in {MOST_CELLS - 1, MOST_CELLS}


def test_of_many_lines_the_first_few_are_told_and_how_many_more_there_are(desk, monkeypatch):
    many = [
        DigestLine(heading="Hazards", text=f"Hazard {number}", records=(f"entry:{number}",))
        for number in range(9)
    ]
    monkeypatch.setattr(desk, "digest", lambda _first, _last: tuple(many))
    reminder = draft(desk, WEEK)
    lines = reminder.last_week.splitlines()
    assert len(lines) == MOST_OF_HEADING + 1
    assert lines[-1] == "- Hazards: and 6 more"
    assert "entry:8" in reminder.records


def test_a_single_further_line_is_told_rather_than_counted(desk, monkeypatch):
    few = [DigestLine(heading="Hazards", text=f"Hazard {number}") for number in range(MOST_OF_HEADING + 1)]
    monkeypatch.setattr(desk, "digest", lambda _first, _last: (*few, DigestLine(heading="Empty", text=" ")))
    assert draft(desk, WEEK).last_week.splitlines() == ["Hazard 0", "- Hazard 1", "- Hazard 2", "- Hazard 3"]


def test_of_many_tasks_the_most_pressing_are_told(planned):
    desk = opened(planned)
    with desk.change("tasks") as change:
        for number in range(20):
            change.add(
                Task(id=f"t{number}", title=f"Task {number:02}", due=MONDAY + timedelta(days=number % 4))
            )
    points = draft(desk, WEEK).points.splitlines()
    assert sum("Task " in each for each in points) <= MOST_DUE + 1
    assert any("more things are due" in each for each in points)


def test_hostile_texts_become_single_harmless_lines(planned):
    desk = opened(planned)
    bad = "\x1b]52;c;aGk=\x07[/b]\u202eevil\n- second line"
    with desk.change("bad") as change:
        change.add(Task(id="bad", title=bad, due=MONDAY))
        change.add(
            Activity(
                id="bad",
                kind="school",
                title=bad,
                start=wall("2026-11-24 08:00"),
                end=wall("2026-11-24 09:00"),
            )
        )
    reminder = draft(desk, WEEK)
    told = reminder.last_week + reminder.points
    assert not [each for each in told if each in "\x1b\x07\u202e"]
    assert not [each for each in told.splitlines() if each.startswith("- second")]
