"""The paper of a reminder: one page for the meeting, with what is read out at the flag-raising."""

from dataclasses import replace

import pytest

from dutydesk.documents import Bullets, Heading, Paragraph
from dutydesk_summary.reminder.document import reminder_document, write_reminder
from dutydesk_summary.reminder.drafting import MOST_DUE, MOST_HELD, MOST_OF_HEADING
from dutydesk_summary.reminder.line_length import MOST_CELLS
from dutydesk_summary.reminder.reminder import Reminder
from dutydesk_summary.reminder.spoken import MOST_READ_OUT
from tests.plugins.summary.reminder_desk import MONDAY, small_school

REMINDER = Reminder(
    id="2026-W48",
    monday=MONDAY,
    last_week="The fire drill took 2 minutes.\n- 3 tasks are overdue.",
    points="Mind the ice.\n- Lock the gate at six.",
    issued=MONDAY,
    issued_by="zhao",
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    for school in small_school(tmp_path_factory.mktemp("paper") / "desk"):
        yield school.desk


def after(document, heading):
    """Return the blocks below a heading up to the next."""
    headings = [index for index, each in enumerate(document.blocks) if isinstance(each, Heading)]
    first = next(index for index in headings if document.blocks[index].text == heading)
    last = next((index for index in headings if index > first), len(document.blocks))
    return document.blocks[first + 1 : last]


def lists(blocks):
    return [each.items for each in blocks if isinstance(each, Bullets)]


def test_the_meeting_gets_both_parts_whole(desk):
    document = reminder_document(desk, REMINDER)
    assert lists(after(document, "For the meeting before the week")) == [
        ("The fire drill took 2 minutes.", "3 tasks are overdue."),
        ("Mind the ice.", "Lock the gate at six."),
    ]
    assert "issued on 2026-11-23 by 赵建国" in document.about


def test_the_school_hears_what_has_no_dash_before_it(desk):
    blocks = after(reminder_document(desk, REMINDER), "To read out at the flag-raising")
    assert lists(blocks) == [("The fire drill took 2 minutes.",), ("Mind the ice.",)]


def test_only_so_much_is_read_out_as_people_listen_to(desk):
    many = replace(REMINDER, points="\n".join(f"Point {number}" for number in range(30)))
    (_told, points) = lists(after(reminder_document(desk, many), "To read out at the flag-raising"))
    assert len(points) == MOST_READ_OUT


def test_where_nothing_is_recorded_the_paper_says_so(desk):
    empty = replace(REMINDER, last_week="", points="", issued=None)
    document = reminder_document(desk, empty)
    said = [each.text for each in document.blocks if isinstance(each, Paragraph)]
    assert "Nothing is recorded of the week before, 2026-11-16 to 2026-11-22." in said
    assert "Nothing is recorded as due or held in this week." in said
    assert "No line is meant to be read out." in said


def test_a_full_draft_fits_on_one_page(desk, tmp_path):
    told = ["A " * (MOST_CELLS // 2), *["- " + "A " * (MOST_CELLS // 2)] * MOST_OF_HEADING] * 5
    points = ["安全" * (MOST_CELLS // 4)] * (MOST_HELD + MOST_DUE + 3)
    full = replace(REMINDER, last_week="\n".join(told), points="\n".join(points))
    assert write_reminder(desk, full, tmp_path / "reminder.pdf").pages == 1


def test_hostile_text_is_printed_as_text(desk, tmp_path):
    hostile = replace(REMINDER, points='#panic("x") [/b] *bold* <script>alert(1)</script> \\u{1b}')
    write_reminder(desk, hostile, tmp_path / "reminder.pdf")
    write_reminder(desk, hostile, tmp_path / "reminder.docx")
    write_reminder(desk, hostile, tmp_path / "reminder.md")
    assert "\\<script>" in (tmp_path / "reminder.md").read_text(encoding="utf-8")
