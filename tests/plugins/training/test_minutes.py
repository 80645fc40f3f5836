"""The minutes of a meeting: written, kept against two who write at once, and read from a file."""

from dataclasses import replace

import pytest

from dutydesk.api import DataProblem, StaleChange
from dutydesk.api.attachments import attached, file_of
from dutydesk_training.agenda import agenda_of
from dutydesk_training.decisions import about
from dutydesk_training.minutes import (
    MOST_TEXT,
    Minutes,
    add_point,
    keep_minutes,
    minutes_of,
    write_last_week,
    write_text,
)
from dutydesk_training.session_key import find_session
from tests.plugins.planned_desk import run, run_json, with_people
from tests.plugins.training.test_agenda import KEY, MEETING


@pytest.fixture
def desk(planned):
    planned.write(training=MEETING)
    return with_people(planned.open())


@pytest.fixture
def held(desk):
    return find_session(desk, KEY)


def test_the_text_is_kept_line_by_line_and_undone_at_once(desk, held):
    assert write_text(desk, held, "Opened at 15:12.\r\n\r\n- 王芳 spoke\x1b[2J\n", "") == (
        "Opened at 15:12.\n\n- 王芳 spoke\N{REPLACEMENT CHARACTER}[2J"
    )
    desk.undo()
    assert minutes_of(desk, held) == Minutes(id=KEY, day=held.day)


def test_what_another_wrote_meanwhile_is_never_overwritten(planned, desk, held):
    other = planned.open("other")
    write_text(other, held, "theirs", "")
    with pytest.raises(StaleChange, match="Someone else has written here"):
        write_text(desk, held, "mine", "")
    assert minutes_of(desk, held).text == "theirs"


def test_a_point_added_meanwhile_does_not_hinder_writing(planned, desk, held):
    add_point(planned.open("other"), held, "Torches")
    write_text(desk, held, "mine", "")
    assert (minutes_of(desk, held).text, minutes_of(desk, held).points) == ("mine", ("Torches",))


def test_last_week_as_edited_stands_until_it_is_emptied(desk, held):
    write_last_week(desk, held, "All was quiet.", "")
    section = agenda_of(desk, held).last_week
    assert (section.text, section.drafted) == ("All was quiet.", False)
    write_last_week(desk, held, "  \n", "All was quiet.")
    assert agenda_of(desk, held).last_week.drafted


def test_a_text_that_is_too_long_is_refused_whole(desk, held):
    with pytest.raises(DataProblem, match="at most 50000"):
        write_text(desk, held, "x" * (MOST_TEXT + 1), "")
    assert desk.table(Minutes).all() == ()


def test_chair_and_writer_are_kept_apart_from_the_text(desk, held):
    keep_minutes(desk, held, text="said", chair="zhao")
    keep_minutes(desk, held, writer="li")
    found = minutes_of(desk, held)
    assert (found.text, found.chair, found.writer) == ("said", "zhao", "li")
    assert replace(
        found, revision=0, text="", chair="", writer="", changed=Minutes(id="", day=held.day).changed
    ) == (Minutes(id=KEY, day=held.day))


# The commands


def test_minutes_are_read_from_a_file_and_shown(planned, desk, tmp_path):
    text = tmp_path / "said.txt"
    text.write_bytes("\ufeffOpened.\r\n- 王芳 spoke\r\n".encode())
    status, document = run_json(
        planned, "training", "minutes", KEY, "--from", str(text), "--chair", "赵建国", "--writer", "li"
    )
    assert (status, document["text"], document["chair"], document["writer"]) == (
        0,
        "Opened.\n- 王芳 spoke",
        "zhao",
        "li",
    )
    assert len(desk.history(f"activity:{KEY}")) == 1
    _status, output = run(planned, "training", "minutes", KEY)
    assert "Chair: 赵建国" in output
    assert "- 王芳 spoke" in output


@pytest.mark.usefixtures("desk")
def test_minutes_that_nobody_wrote_say_how_to_begin(planned):
    assert "--from FILE.txt keeps a text" in run(planned, "training", "minutes", KEY)[1]


def wrong_files(folder):
    (folder / "latin.txt").write_bytes("Zürich".encode("latin-1"))
    (folder / "long.txt").write_text("x" * (MOST_TEXT + 1))
    (folder / "huge.txt").write_text("x" * (5 * MOST_TEXT))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("none.txt", "none.txt cannot be read: no such file"),
        (".", "cannot be read: is a directory"),
        ("latin.txt", "latin.txt is no text in UTF-8"),
        ("long.txt", "the text has 50001 characters"),
        ("huge.txt", "huge.txt is too large"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_and_nothing_is_kept(planned, desk, tmp_path, name, expected):
    wrong_files(tmp_path)
    with pytest.raises(DataProblem, match=expected):
        run(planned, "training", "minutes", KEY, "--from", str(tmp_path / name), "--chair", "zhao")
    assert desk.table(Minutes).all() == ()


def test_nobody_is_in_the_chair_whom_nobody_knows(planned, desk, tmp_path):
    (tmp_path / "said.txt").write_text("said")
    with pytest.raises(DataProblem, match="'nobody' is nobody here"):
        run(planned, "training", "minutes", KEY, "--from", str(tmp_path / "said.txt"), "--chair", "nobody")
    assert desk.table(Minutes).all() == ()


def test_materials_are_attached_and_a_missing_file_is_status_1(planned, desk, held, tmp_path):
    plan = tmp_path / "plan.txt"
    plan.write_text("plan")
    assert run_json(planned, "training", "attach", KEY, str(plan), "--title", "Plan")[1]["title"] == "Plan"
    run(planned, "training", "attach", KEY, "https://example.org/winter")
    status, output = run(planned, "training", "materials", KEY)
    assert status == 0
    assert "https://example.org/winter" in output
    (kept,) = [each for each in attached(desk, about(held)) if not each.is_link]
    file_of(desk, kept).unlink()
    status, document = run_json(planned, "training", "materials", KEY)
    assert status == 1
    assert [(each["title"], each["gone"]) for each in document["materials"]] == [
        ("Plan", True),
        ("https://example.org/winter", False),
    ]
    assert "the file is missing" in run(planned, "training", "materials", KEY)[1]


def test_a_file_that_is_not_there_is_not_attached(planned, desk, held):
    with pytest.raises(DataProblem, match=r"/no/such.pdf cannot be kept"):
        run(planned, "training", "attach", KEY, "/no/such.pdf")
    assert not attached(desk, about(held))
    assert "Nothing is attached" in run(planned, "training", "materials", KEY)[1]
