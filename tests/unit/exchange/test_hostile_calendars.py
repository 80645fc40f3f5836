"""Calendars that are damaged or made to do harm: events or one clear line, within limits."""

import random
import signal
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import msgspec
import pytest

from dutydesk.api import DataProblem
from dutydesk.confined import MOST_SECONDS
from dutydesk.domain import Zone, clean_line
from dutydesk.exchange.calendar_events import LONGEST, MOST_OCCURRENCES, MOST_SKIPPED, preview_of
from dutydesk.exchange.calendar_file import CalendarPreview, read_calendar, to_activities
from tests.soak import SOAK
from tests.unit.exchange.attack_calendars import ANY_NUMBER, RULES, TIMES, ZONES
from tests.unit.exchange.attack_files import DEPTHS, FORMS, SIZES
from tests.unit.exchange.calendar_mutations import mutated

SHANGHAI = Zone("Asia/Shanghai")
FIRST, LAST = date(2025, 8, 30), date(2028, 9, 2)
CORPUS_FILES = sorted((Path(__file__).parents[4] / "shared" / "ics-corpus").glob("*.ics"))
BARREN = {"icalendar__bom_calendar", "ical.js__RDATE_test"}
"""A calendar without events, and one whose only zone is malformed."""

ATTACKS = RULES | TIMES | ZONES | SIZES | DEPTHS | FORMS
TOOK_LONGER = "took longer"
SMALL = 20_000
corpus = pytest.mark.skipif(not CORPUS_FILES, reason="the corpus of calendars is not here")


@pytest.fixture
def read(tmp_path):
    """Reads bytes in the process of its own: its events, or what is said of them."""

    def reading(content: bytes, seconds: float = MOST_SECONDS) -> CalendarPreview | str:
        path = tmp_path / "year.ics"
        path.write_bytes(content)
        try:
            return read_calendar(path, SHANGHAI, FIRST, LAST, every_single=True, seconds=seconds)
        except DataProblem as problem:
            said = str(problem)
        assert said.startswith("year.ics: no calendar could be read: ")
        return said

    return reading


def assert_sound(found: CalendarPreview | str) -> None:
    """Check that an outcome is events that a desk can keep, or lines that a terminal can show."""
    if isinstance(found, str):
        assert is_clear(found)
        return
    assert len(found.events) <= MOST_OCCURRENCES
    for event in found.events:
        assert event.start <= event.end <= event.start + LONGEST
        assert event.title == clean_line(event.title)
        assert event.place == clean_line(event.place)
        assert len(event.note) <= 2000
        assert event.uid
    assert len(found.skipped) <= MOST_SKIPPED
    assert all(map(is_clear, found.skipped))
    activities = to_activities(found, "school", "year.ics")
    assert len({activity.id for activity in activities}) == len(activities)


def is_clear(line: str) -> bool:
    return bool(line) and line == clean_line(line, 500)


@pytest.mark.soak
@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_gives_events_or_one_line(read, name):
    gives, made = ATTACKS[name]
    content = made()
    # What is small is as well read in this process, which is quicker; the soak reads all as the program does.
    if SOAK == 1 and len(content) < SMALL and gives != TOOK_LONGER:
        found = outcome(content, FIRST, LAST)
    else:
        found = read(content, seconds=2 if gives == TOOK_LONGER else MOST_SECONDS)
    assert_sound(found)
    if SOAK > 1 and isinstance(found, str) and TOOK_LONGER in found:
        return
    if isinstance(gives, int):
        assert isinstance(found, CalendarPreview), found
        assert len(found.events) == gives or gives == ANY_NUMBER, found.skipped[:3]
    elif isinstance(found, str):
        assert gives in found
    else:
        assert any(gives in reason for reason in found.skipped), found.skipped[:3]


@corpus
@pytest.mark.parametrize("path", CORPUS_FILES, ids=lambda path: path.stem)
def test_every_real_calendar_gives_events_or_one_clear_line(path):
    try:
        preview = preview_of(path.read_bytes(), SHANGHAI, date(1990, 1, 1), date(2030, 1, 1))
    except DataProblem as problem:
        assert path.stem in BARREN, problem  # noqa: PT017 - either outcome is right, for different files
        return
    assert path.stem not in BARREN
    assert preview.events or preview.skipped
    assert_sound(preview)


class _Stopped(BaseException):
    """Nothing that reads a calendar may catch this."""


@contextmanager
def stopped_after(seconds: int) -> Iterator[None]:
    """Stop what a process of its own would be stopped at, where the system can."""

    def stop(_number: int, _frame: object) -> None:
        raise _Stopped

    if not hasattr(signal, "setitimer"):
        yield
        return
    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def outcome(content: bytes, first: date, last: date) -> CalendarPreview | str:
    """Read in this process, for it is quicker; what the worker would answer for its own part is as good."""
    try:
        with stopped_after(5), warnings.catch_warnings(action="ignore"):
            return preview_of(content, SHANGHAI, first, last, every_single=True)
    except DataProblem as problem:
        return str(problem)
    except (_Stopped, MemoryError, RecursionError) as stopped:
        return type(stopped).__name__


@corpus
@pytest.mark.soak
@pytest.mark.parametrize("block", range(10))
def test_damaged_copies_give_events_or_one_line(block):
    dice = random.Random(block)  # noqa: S311 - the same copies each time
    for _time in range(10 * SOAK):
        content = mutated(dice.choice(CORPUS_FILES).read_bytes(), dice)
        days = dice.choice([(FIRST, LAST), (date(2015, 1, 1), date(2021, 1, 1))])
        found = outcome(content, *days)
        assert_sound(found)
        if isinstance(found, CalendarPreview):
            assert found.events or found.skipped or found.outside
            assert msgspec.convert(msgspec.to_builtins(found), CalendarPreview) == found


@corpus
@pytest.mark.soak
@pytest.mark.parametrize("seed", range(8 * SOAK))
def test_damaged_copies_through_the_process_of_its_own(read, seed):
    dice = random.Random(f"process {seed}")  # noqa: S311 - likewise
    assert_sound(read(mutated(dice.choice(CORPUS_FILES).read_bytes(), dice), seconds=5))


def test_no_line_of_a_file_is_fetched(read, listener):
    address = f"http://127.0.0.1:{listener.getsockname()[1]}/x"
    lines = (f"ATTACH:{address}", f"URL:{address}", f"IMAGE;VALUE=URI:{address}", f"TZURL:{address}")
    event = "\r\n".join(("BEGIN:VEVENT", "UID:a", "DTSTART:20260901T080000", *lines, "END:VEVENT"))
    found = read(f"BEGIN:VCALENDAR\r\nSOURCE:{address}\r\n{event}\r\nEND:VCALENDAR\r\n".encode())
    assert len(found.events) == 1
    with pytest.raises(BlockingIOError):
        listener.accept()
