"""What people write in a reminder is kept, issued and withdrawn; two who change one at once lose nothing."""

from datetime import date

import pytest

from dutydesk.api import DataProblem, StaleChange
from dutydesk.api.week import Week
from dutydesk_summary.reminder.issuing import issue, issued_text, withdraw
from dutydesk_summary.reminder.keeping import (
    MOST_TEXT,
    Part,
    draft_again,
    keep_part,
    kept_reminder,
    reminder_of,
)
from tests.plugins.summary.reminder_desk import MONDAY, small_school


@pytest.fixture(scope="module")
def school(tmp_path_factory):
    yield from small_school(tmp_path_factory.mktemp("kept") / "desk")


@pytest.fixture(scope="module")
def desk(school):
    return school.desk


@pytest.fixture(scope="module")
def other(school):
    return school.open("wu")


@pytest.fixture(scope="module")
def weeks():
    """Yield weeks one after another, so that each test has one of its own."""
    return iter(Week.all_of(2027))


@pytest.fixture
def week(weeks):
    return next(weeks)


def test_a_draft_is_kept_with_the_first_text_that_is_written(desk):
    shown = reminder_of(desk, Week(MONDAY))
    kept = keep_part(desk, shown, Part.POINTS, "No running.\nMind the ice.")
    assert kept.points == "No running.\nMind the ice."
    assert kept.last_week == shown.last_week != ""
    assert (kept.records, kept.issued) == (shown.records, None)
    assert kept_reminder(desk, Week(MONDAY)) == kept


def test_what_is_typed_is_kept_as_clean_lines(desk, week):
    typed = "  one\x1b[31m \r\n\r\n\u202etwo\t\n   \nthree"
    kept = keep_part(desk, reminder_of(desk, week), Part.LAST_WEEK, typed)
    assert kept.last_week.splitlines() == [
        "one\N{REPLACEMENT CHARACTER}[31m",
        "\N{REPLACEMENT CHARACTER}two",
        "three",
    ]


def test_a_text_that_is_too_long_is_refused_and_nothing_is_kept(desk, week):
    with pytest.raises(DataProblem, match="expected at most 5000"):
        keep_part(desk, reminder_of(desk, week), Part.POINTS, "x" * (MOST_TEXT + 1))
    assert kept_reminder(desk, week) is None


def test_two_who_write_different_parts_both_keep_theirs(desk, other, week):
    mine, theirs = reminder_of(desk, week), reminder_of(other, week)
    keep_part(desk, mine, Part.POINTS, "mine")
    kept = keep_part(other, theirs, Part.LAST_WEEK, "theirs")
    assert (kept.points, kept.last_week) == ("mine", "theirs")


def test_two_who_write_the_same_part_the_second_is_refused_and_the_first_stays(desk, other, week):
    theirs = reminder_of(other, week)
    keep_part(desk, reminder_of(desk, week), Part.POINTS, "mine")
    with pytest.raises(StaleChange, match="Someone else has written here meanwhile"):
        keep_part(other, theirs, Part.POINTS, "theirs")
    assert reminder_of(other, week).points == "mine"


def test_one_may_save_twice_what_one_goes_on_writing(desk, week):
    first = keep_part(desk, reminder_of(desk, week), Part.POINTS, "one")
    assert keep_part(desk, first, Part.POINTS, "one two").points == "one two"


def test_drafting_again_replaces_both_parts_and_can_be_undone(desk, week):
    kept = keep_part(desk, reminder_of(desk, week), Part.POINTS, "mine")
    assert "mine" not in draft_again(desk, kept).points
    desk.undo()
    assert reminder_of(desk, week).points == "mine"


def test_drafting_again_over_what_another_has_written_is_refused(desk, other, week):
    shown = reminder_of(other, week)
    keep_part(desk, reminder_of(desk, week), Part.POINTS, "mine")
    with pytest.raises(StaleChange):
        draft_again(other, shown)
    assert reminder_of(desk, week).points == "mine"


def test_an_issued_reminder_says_by_whom_and_stands_as_it_is(desk, week):
    issued = issue(desk, keep_part(desk, reminder_of(desk, week), Part.POINTS, "Mind the ice."))
    assert (issued.issued, issued.issued_by) == (MONDAY, "zhao")
    assert "2026-11-23" in issued_text(desk, issued)
    assert "赵建国" in issued_text(desk, issued)
    for change in (
        lambda: keep_part(desk, issued, Part.POINTS, "other"),
        lambda: draft_again(desk, issued),
        lambda: issue(desk, issued),
    ):
        with pytest.raises(DataProblem, match="withdraw it first"):
            change()
    assert reminder_of(desk, week) == issued


def test_a_withdrawn_reminder_can_be_changed_and_issued_again(desk, week):
    issued = issue(desk, keep_part(desk, reminder_of(desk, week), Part.POINTS, "Mind the ice."))
    back = withdraw(desk, issued)
    assert (back.issued, back.issued_by, back.points) == (None, "", "Mind the ice.")
    changed = keep_part(desk, back, Part.POINTS, "No ice any more.")
    assert issue(desk, changed).issued == MONDAY


def test_a_draft_is_issued_as_it_is_shown_though_nobody_has_kept_it(desk, week):
    shown = reminder_of(desk, week)
    assert shown.revision == 0
    assert (issue(desk, shown).points, shown.points != "") == (shown.points, True)


def test_without_a_word_nothing_is_issued(desk):
    empty = reminder_of(desk, Week.parse("2026-W30"))
    with pytest.raises(DataProblem, match="nothing stands in the reminder of 2026-W30 yet"):
        issue(desk, empty)


def test_what_was_not_issued_is_not_withdrawn(desk, week):
    with pytest.raises(DataProblem, match="is not issued"):
        withdraw(desk, reminder_of(desk, week))


def test_what_another_has_changed_since_is_not_issued_unseen(desk, other, week):
    seen = keep_part(desk, reminder_of(desk, week), Part.POINTS, "mine")
    keep_part(other, reminder_of(other, week), Part.POINTS, "theirs")
    with pytest.raises(StaleChange, match="look at it again first"):
        issue(desk, seen)
    assert reminder_of(desk, week).issued is None


def test_what_another_has_withdrawn_or_issued_is_told(desk, other, week):
    seen = issue(desk, keep_part(desk, reminder_of(desk, week), Part.POINTS, "mine"))
    withdraw(other, reminder_of(other, week))
    with pytest.raises(DataProblem, match="is not issued"):
        withdraw(desk, seen)


def test_each_step_is_one_entry_of_the_history(desk, week):
    kept = issue(desk, keep_part(desk, reminder_of(desk, week), Part.POINTS, "mine"))
    told = [entry.why for entry in desk.history(kept.subject)]
    assert told == [f"Reminder {week.name}: issued", f"Reminder {week.name}: Points of this week"]


def test_a_text_whose_first_keeping_was_undone_meanwhile_is_kept_anew(desk, week):
    seen = keep_part(desk, reminder_of(desk, week), Part.POINTS, "mine")
    desk.undo()
    assert kept_reminder(desk, week) is None
    assert keep_part(desk, seen, Part.POINTS, "mine again").points == "mine again"


def test_the_reminder_of_new_year_is_that_of_the_last_week_of_the_old_year(desk):
    kept = keep_part(desk, reminder_of(desk, Week.of(date(2027, 1, 1))), Part.POINTS, "x")
    assert (kept.id, kept.monday) == ("2026-W53", date(2026, 12, 28))
