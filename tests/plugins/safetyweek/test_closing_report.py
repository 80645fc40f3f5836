"""The closing report: every figure is the sum of the entries that it names, in all three kinds of file."""

import re
import struct
import zlib
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dutydesk.api import DataProblem
from dutydesk.api.attachments import attach
from dutydesk.api.tasks import finished
from dutydesk.documents import DocumentTable, Picture
from dutydesk.domain import Activity, RoughCount, Task
from dutydesk.domain.rough_count import PRECISIONS
from dutydesk_safetyweek.board import WeekBoard
from dutydesk_safetyweek.changing import (
    Outcome,
    add_cost,
    cancel_entry,
    conclude,
    hold_entry,
    record_weak_point,
)
from dutydesk_safetyweek.closing_report import ClosingReport, report_document, write_report
from dutydesk_safetyweek.entries import WeekEntry
from dutydesk_safetyweek.figures import figures_of
from dutydesk_safetyweek.papers import PAPERS, write_paper
from dutydesk_safetyweek.planning import plan_week
from dutydesk_safetyweek.safety_week import WeekActivity
from tests.plugins.planned_desk import run, run_json, wall
from tests.plugins.safetyweek.board_desk import MONDAY, desk_with_pack

COUNTS = st.none() | st.integers(0, 5000)
ENTRIES = st.lists(
    st.builds(
        lambda number, state, reached, leaflets, classes: WeekEntry(
            Activity(
                id=f"a{number}",
                kind="safety-week",
                title="x",
                start=wall("2027-03-29T08:00"),
                end=wall("2027-03-29T09:00"),
                state=state,
            ),
            WeekActivity(
                id=f"a{number}",
                week="2027",
                kind="study",
                reached=reached[0],
                reached_precision=reached[1],
                leaflets=leaflets[0],
                leaflets_precision=leaflets[1],
                classes_held=classes,
            ),
        ),
        st.integers(0, 10**6),
        st.sampled_from(("planned", "held", "cancelled")),
        st.tuples(COUNTS, st.sampled_from(PRECISIONS)),
        st.tuples(COUNTS, st.sampled_from(PRECISIONS)),
        COUNTS,
    ),
    max_size=12,
    unique_by=lambda entry: entry.activity.id,
)


@given(ENTRIES, st.lists(st.booleans(), max_size=5))
def test_each_figure_is_the_sum_of_the_records_that_it_names(entries, mended):
    tasks = [
        Task(id=f"t{index}", title="x", done=MONDAY if done else None) for index, done in enumerate(mended)
    ]
    by_source = {entry.source: entry for entry in entries}
    figures = {figure.key.partition(".")[2]: figure for figure in figures_of(entries, tasks)}
    held = [entry for entry in entries if entry.activity.state == "held"]
    for key, count in (
        ("activities", lambda _entry: 1),
        ("classes", lambda entry: entry.detail.classes_held),
        ("reached", lambda entry: entry.detail.reached),
        ("leaflets", lambda entry: entry.detail.leaflets),
    ):
        total = sum(count(entry) or 0 for entry in held)
        assert (key in figures) == (total > 0)
        if total:
            named = [by_source[record] for record in figures[key].records]
            assert figures[key].value == total == sum(count(entry) for entry in named)
            assert len(set(figures[key].records)) == len(figures[key].records)
            if key in {"reached", "leaflets"}:
                precisions = {getattr(entry.detail, f"{key}_precision") for entry in named} - {""}
                assert bool(figures[key].precision) == bool(precisions)
    assert ("mended" in figures) == any(mended)
    assert len(figures["found"].records if "found" in figures else ()) == len(mended)


@pytest.fixture
def desk(planned, tmp_path):
    """Return a desk whose week is over: two entries held, one cancelled, two not marked."""
    found = desk_with_pack(planned)
    plan_week(found, 2027, pack="small")
    planned.at(MONDAY + timedelta(days=8))
    hold_entry(
        found,
        entry(found, "Opening"),
        Outcome(
            reached=RoughCount(1000, "over"), leaflets=RoughCount(300), classes_held=24, text="went well"
        ),
    )
    hold_entry(found, entry(found, "Quiz"), Outcome(reached=RoughCount(72)))
    cancel_entry(found, entry(found, "Traffic"))
    dark = record_weak_point(
        found, entry(found, "Opening"), "Dark stairs 楼梯昏暗", "li", MONDAY, hazard=True, place="Block B"
    )
    record_weak_point(found, entry(found, "Quiz"), "Loud hall", "wu", MONDAY, hazard=False)
    with found.change("mended") as change:
        change.replace(finished(dark, MONDAY, "bulb replaced"))
    add_cost(found, WeekBoard.of(found, "2027").week, "Coffee", 20, spent=18.5)
    photo = tmp_path / "photo.png"
    photo.write_bytes(_png())
    attach(found, entry(found, "Opening").about, str(photo), "In the studio")
    attach(found, "safetyweek:2027", "https://example.org/film", "Film")
    return found


def _png():
    """Return a picture of one grey dot."""
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress(b"\x00\x80")),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in parts
    )


def entry(desk, title):
    return WeekBoard.of(desk, "2027").entry(title)


def tables(document):
    return {block.headers[0]: block for block in document.blocks if isinstance(block, DocumentTable)}


def test_the_numbers_in_brackets_lead_to_the_entries(desk):
    report = ClosingReport.of(desk, "2027")
    found = tables(report_document(desk, report))
    kept = {row[0]: row[3] for row in found["No."].rows}
    figures = {row[0]: row for row in found["Figure"].rows}
    assert kept[figures["Leaflets given out in the safety week"][2]] == entry(desk, "Opening").about
    for figure in report.figures:
        numbers = re.findall(r"\[\d+\]", figures[figure.title][2])
        assert tuple(kept[number] for number in numbers) == figure.records
    assert figures["People reached in the safety week"][1] == "over 1072"
    assert figures["Classes that took part in the safety week"][1] == "24"
    assert figures["Weak points of the safety week mended"][1] == "1"
    assert {record.partition(":")[0] for record in kept.values()} == {"activity", "task"}


def test_it_tells_what_was_done_found_spent_and_learned(desk, tmp_path):
    conclude(desk, WeekBoard.of(desk, "2027").week, "More light.\nEarlier letters.")
    path = tmp_path / "report.md"
    write_report(desk, "2027", path)
    text = path.read_text(encoding="utf-8").replace("\\", "")
    for part in (
        "Know safety",
        "2 of 4 held",
        "No accident",
        "Opening [2]: Broadcast, 07:50-08:10, all grades, over 1000 people, 24 classes",
        "300 leaflets. went well",
        "Fire lecture [4]: not marked",
        "Traffic lecture [3]: cancelled",
        "Dark stairs 楼梯昏暗",
        "mended on 2027-03-29: bulb replaced",
        "overdue since 2027-03-29",
        "Together",
        "18.50",
        "More light.",
        "Earlier letters.",
        "Principal",
        "https://example.org/film",
        entry(desk, "Opening").about,
    ):
        assert part in text


def test_pictures_that_are_attached_are_shown(desk):
    document = report_document(desk, ClosingReport.of(desk, "2027"))
    (picture,) = [block for block in document.blocks if isinstance(block, Picture)]
    assert picture.caption == "Opening: In the studio"
    picture.path.unlink()
    again = report_document(desk, ClosingReport.of(desk, "2027"))
    assert not [block for block in again.blocks if isinstance(block, Picture)]


@pytest.mark.parametrize("ending", ["md", "docx", "pdf"])
def test_writing_it_closes_the_week_as_one_change(desk, tmp_path, ending):
    before, path = desk.revision(), tmp_path / f"report.{ending}"
    write_report(desk, "2027", path, conclusion="Learned.")
    assert path.stat().st_size > 500
    week = WeekBoard.of(desk, "2027").week
    assert (week.conclusion, week.closed, desk.revision()) == ("Learned.", desk.today(), before + 1)
    desk.undo()
    assert WeekBoard.of(desk, "2027").week.closed is None


def test_what_cannot_be_written_closes_nothing(desk, tmp_path):
    before = desk.revision()
    for path in (tmp_path / "report.txt", tmp_path / "no" / "report.md"):
        with pytest.raises(DataProblem):
            write_report(desk, "2027", path, conclusion="Learned.")
    assert desk.revision() == before


def test_a_report_of_a_week_in_which_nothing_was_held_says_so(planned):
    desk = desk_with_pack(planned)
    plan_week(desk, 2027, pack="small")
    report = ClosingReport.of(desk, "2027")
    assert (report.figures, report.done, report.planned) == ((), (), 5)
    assert "Nothing has been marked held yet." in str(report_document(desk, report))


@pytest.mark.parametrize("form", PAPERS)
def test_each_paper_names_what_is_held_and_leaves_out_what_is_cancelled(desk, tmp_path, form):
    board = WeekBoard.of(desk, "2027")
    path = tmp_path / "paper.md"
    write_paper(desk, board, form, path)
    text = path.read_text(encoding="utf-8")
    for part in ("Know safety", "Opening", "Banners 横幅", "Mon 03-29", "Fri 04-02"):
        assert part in text
    assert "Traffic" not in text


def test_a_poster_is_one_page_however_full_the_week_is(desk, tmp_path):
    board = WeekBoard.of(desk, "2027")
    full = replace(board, entries=board.entries * 3)
    assert write_paper(desk, full, "poster", tmp_path / "poster.pdf").pages == 1
    assert write_paper(desk, replace(board, entries=()), "poster", tmp_path / "empty.pdf").pages == 1


def test_the_commands_write_report_and_papers(planned, desk, tmp_path):
    path = tmp_path / "report.md"
    status, document = run_json(
        planned, "safetyweek", "report", "2027", "--to", str(path), "--conclusion", "Learned."
    )
    assert (status, document["held"], document["planned"], document["path"]) == (0, 2, 4, str(path))
    reached = next(each for each in document["figures"] if each["key"] == "safetyweek.reached")
    assert (reached["value"], reached["precision"]) == (1072, "over")
    assert WeekBoard.of(desk, "2027").week.conclusion == "Learned."
    status, output = run(
        planned, "safetyweek", "print", "2027", "--as", "list", "--to", str(tmp_path / "l.md")
    )
    assert (status, output) == (0, f"Printed: {tmp_path / 'l.md'}\n")
    with pytest.raises(DataProblem):
        run(planned, "safetyweek", "report", "2026", "--to", str(path))
