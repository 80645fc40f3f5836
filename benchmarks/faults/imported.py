"""The ways into a desk for files from outside: how each is read, and kept where nothing is wrong with it."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

from msgspec import to_builtins

import dutydesk.exchange.calendar_file
import dutydesk.sheets.reading
from benchmarks.faults import damaged_settings, damaged_tables
from benchmarks.faults.hostile_desk import PLUGIN, TODAY
from benchmarks.faults.hostile_registers import REGISTER
from benchmarks.workbench.line import ROOT
from dutydesk.config.keys_file import read_keys_text
from dutydesk.config.personal import Preferences
from dutydesk.config.reading import read_settings_file
from dutydesk.desk import OpenDesk
from dutydesk.domain import Zone
from dutydesk.exchange.calendar_events import preview_of
from dutydesk.exchange.calendar_import import keep_calendar, preview_calendar
from dutydesk.exchange.people_import import keep_people, preview_people
from dutydesk.sheets import read_table
from dutydesk.sheets.worker import rows_of
from dutydesk_registers.exchange.entry_import import keep_import, preview_import
from dutydesk_registers.registers import known_register, registers_found
from dutydesk_safetyweek import plan_file as week_file
from dutydesk_summary.year.template_in_force import template_in_force
from dutydesk_summary.year.writing import work_summary
from dutydesk_training import plan_file as session_file
from dutydesk_training.attendance_import import read_attendance
from dutydesk_training.attendance_marking import keep_roll
from dutydesk_training.roll import Roll
from tests.unit.exchange.calendar_mutations import mutated

Lines = tuple[str, ...]
"""Why a file was refused; empty, it was kept."""

_USED_ONCE_IN = 300
_KEPT_ONCE_IN = 4
"""Looking at what a calendar would bring is most of its import; keeping and undoing it is the slow part."""

_MONTH = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class Way:
    """A kind of file: how a damaged copy is made, and how a desk takes it.

    What `is_confined` is read in a process of its own by the program, which may be stopped.
    """

    name: str
    copy: Callable[[Random], bytes]
    take: Callable[[OpenDesk, bytes, Random], Lines]
    is_confined: bool = False


def _people(desk: OpenDesk, file: Path) -> Lines:
    preview = preview_people(desk, file)
    if not preview.errors:
        keep_people(desk, preview, file.name)
    return tuple(each.reason for each in preview.errors)


def _attendance(desk: OpenDesk, file: Path) -> Lines:
    held = desk.occurrences(TODAY - timedelta(days=7), TODAY, ["meeting"])[0]
    preview = read_attendance(read_table(file), Roll.of(desk, held), desk.people(held.start.date()))
    if not preview.errors and preview.marks:
        keep_roll(desk, held, (each.mark for each in preview.marks))
    return tuple(each.reason for each in preview.errors)


def _sessions(desk: OpenDesk, file: Path) -> Lines:
    preview = session_file.read_plan(desk, read_table(file))
    if not preview.errors:
        session_file.keep_plan(desk, preview, file.name)
    return preview.errors


def _week(desk: OpenDesk, file: Path) -> Lines:
    preview = week_file.read_plan(desk, read_table(file))
    week_file.keep_plan(desk, 2029, preview, theme="theme")
    return ()


def _entries(code: str, desk: OpenDesk, file: Path) -> Lines:
    register = known_register(desk, code)
    preview = preview_import(desk, register, read_table(file))
    if not preview.faults:
        keep_import(desk, register, preview)
    return preview.faults


_IMPORTERS: Mapping[str, Callable[[OpenDesk, Path], Lines]] = {
    damaged_tables.PEOPLE: _people,
    damaged_tables.ATTENDANCE: _attendance,
    damaged_tables.SESSIONS: _sessions,
    damaged_tables.WEEK: _week,
    **{code: partial(_entries, code) for code in (damaged_tables.EQUIPMENT, damaged_tables.PUBLICITY)},
}


def _table_of(dice: Random) -> str:
    return dice.choice(tuple(_IMPORTERS))


def _take_table(ending: str, desk: OpenDesk, raw: bytes, dice: Random) -> Lines:
    """Import a table as what its headings say it is, and now and then as something else."""
    file = desk.folder / f"import{ending}"
    file.write_bytes(raw)
    fits = [name for name, rows in damaged_tables.TABLES.items() if rows[0][1].encode() in raw]
    name = dice.choice(fits) if fits and dice.randrange(10) else _table_of(dice)
    with _read_here():
        return _IMPORTERS[name](desk, file)


def _take_workbook(desk: OpenDesk, raw: bytes, dice: Random) -> Lines:
    """Import a workbook; what it holds cannot be told from its bytes."""
    file = desk.folder / "import.xlsx"
    file.write_bytes(raw)
    with _read_here():
        return _IMPORTERS[_table_of(dice)](desk, file)


@contextmanager
def _read_here() -> Iterator[None]:
    """Read workbooks and calendars in this process, and send what was read through JSON all the same."""

    def here(module: str, raw: bytes, arguments: tuple[str, ...] = (), **_more: object) -> Any:  # noqa: ANN401 - as it
        if module == "dutydesk.sheets.worker":
            return json.loads(json.dumps(rows_of(raw)))
        zone, first, last = arguments[:3]
        days = map(date.fromisoformat, (first, last))
        preview = preview_of(raw, Zone(zone), *days, every_single=True)
        return json.loads(json.dumps(to_builtins(preview)))

    places = (dutydesk.sheets.reading, dutydesk.exchange.calendar_file)
    before = [place.run_confined for place in places]
    for place in places:
        place.run_confined = here
    try:
        yield
    finally:
        for place, usual in zip(places, before, strict=True):
            place.run_confined = usual


CALENDARS = (
    """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//school//year//EN
X-WR-CALNAME:School year 校历
X-WR-TIMEZONE:Asia/Shanghai
BEGIN:VEVENT
UID:holiday-1@example.org
DTSTART;VALUE=DATE:20270101
DTEND;VALUE=DATE:20270104
SUMMARY:New Year 元旦
END:VEVENT
BEGIN:VEVENT
UID:meet@example.org
DTSTART;TZID=Asia/Shanghai:20261204T080000
DTEND;TZID=Asia/Shanghai:20261204T160000
LOCATION:Sports ground
DESCRIPTION:Bring water\\, hats
SUMMARY:Sports
STATUS:CONFIRMED
SEQUENCE:2
END:VEVENT
END:VCALENDAR
""",
    """BEGIN:VCALENDAR
VERSION:2.0
BEGIN:VTIMEZONE
TZID:Custom
BEGIN:STANDARD
DTSTART:16010101T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE
BEGIN:VEVENT
UID:weekly
DTSTART;TZID=Custom:20261001T140000
DURATION:PT45M
RRULE:FREQ=WEEKLY;UNTIL=20261230T000000Z;BYDAY=TH
EXDATE;TZID=Custom:20261105T140000
SUMMARY:Lesson
END:VEVENT
BEGIN:VEVENT
UID:weekly
RECURRENCE-ID;TZID=Custom:20261112T140000
DTSTART;TZID=Custom:20261113T100000
DURATION:PT45M
SUMMARY:Lesson moved
END:VEVENT
BEGIN:VEVENT
UID:monthly
DTSTART:20261001T060000Z
DTEND:20261001T070000Z
RRULE:FREQ=MONTHLY;COUNT=4;BYDAY=1TH
SUMMARY:Inspection
END:VEVENT
END:VCALENDAR
""",
)


def _calendar_copy(dice: Random) -> bytes:
    return mutated(dice.choice(CALENDARS).replace("\n", "\r\n").encode(), dice)


def _take_calendar(desk: OpenDesk, raw: bytes, dice: Random) -> Lines:
    file = desk.folder / "import.ics"
    file.write_bytes(raw)
    with _read_here():
        plan = preview_calendar(desk, file, dice.choice(("school", "holiday")), 2)
    if dice.randrange(_KEPT_ONCE_IN) == 0:
        keep_calendar(desk, plan)
    return tuple(each for each in plan.skipped if not plan.added and not plan.outside)


_FILES: Mapping[str, str] = {
    **{
        f"config/{path.name}": path.read_text(encoding="utf-8")
        for folder in ("config", "config/sample/school")
        for path in sorted((ROOT / folder).glob("*.toml"))
    },
    "desk.toml": '[desk]\nname = "School"\nzone = "Asia/Shanghai"\nuid = "a.dutydesk"\n\n'
    "[feeds]\ndays_ahead = 90\n",
    "config/roles.toml": '[[member]]\nname = "leader"\nrole = "leader"\n\n'
    '[[member]]\nname = "li"\nrole = "guard"\nperson = "chen-jing"\n',
    "config/calendar.toml": 'workdays = [2026-10-10]\n\n[[term]]\nname = "Autumn"\nfirst = 2026-09-01\n'
    'last = 2027-01-22\n\n[[holiday]]\nname = "New Year"\nfirst = 2027-01-01\nlast = 2027-01-03\n',
    "config/keys.toml": '"people.add" = "n,f2"\n[roster]\ngenerate = ["g", "ctrl+g"]\n',
    "preferences.toml": 'theme = "dark"\nmouse = true\n',
    **{
        f"plugins/{name}": (ROOT / "docs" / "plugins" / "examples" / name).read_text(encoding="utf-8")
        for name in (PLUGIN, REGISTER)
    },
    **{
        f"config/packs/{path.parent.name}/{path.name}": path.read_text(encoding="utf-8")
        for path in sorted((ROOT / "config" / "packs").glob("*/*.toml"))
    },
}  # fmt: skip
"""The text of every sort of TOML file, by its place in a desk."""


def _settings_copy(dice: Random) -> bytes:
    name = dice.choice(tuple(_FILES))
    return name.encode() + b"\n" + damaged_settings.damaged_toml(_FILES[name], dice)


def _take_settings(desk: OpenDesk, raw: bytes, dice: Random) -> Lines:
    """Put a file in its place, go by it, and now and then use the desk as it then is."""
    name, _end, content = raw.partition(b"\n")
    path = desk.folder / name.decode()
    path.parent.mkdir(parents=True, exist_ok=True)
    before = path.read_bytes() if path.exists() else None
    path.write_bytes(content)
    try:
        lines = _go_by(desk, path, content)
        if not lines and dice.randrange(_USED_ONCE_IN) == 0:
            _use(desk)
    finally:
        if before is None:
            path.unlink()
        else:
            path.write_bytes(before)
        desk.renew_settings()
    return lines


def _go_by(desk: OpenDesk, path: Path, content: bytes) -> Lines:
    if path.name == "keys.toml":
        read_keys_text(content.decode("utf-8", "replace"), "keys.toml")
    elif path.name == "preferences.toml":
        read_settings_file(path, Preferences, "preferences.toml")
    else:
        desk.renew_settings()
        desk.school_calendar()
        if path.parent.name == "plugins":
            return tuple(each.fault for each in desk.plugins() if each.fault)
        if path.parents[1].name == "packs":
            return _go_by_pack(desk, path.parent.name)
        if path.name == "registers.toml":
            return registers_found(desk).faults
    return ()


def _go_by_pack(desk: OpenDesk, kind: str) -> Lines:
    """Read all packs of a kind as those do who go by them."""
    if kind.startswith("register"):
        return registers_found(desk).faults
    if kind == "summary":
        template_in_force(desk)
    else:
        desk.activity_kinds()
    return ()


def _use(desk: OpenDesk) -> None:
    """Ask a desk for everything that its areas and calendars show.

    Raises:
        RuntimeError: one of our own plugins failed at it.
    """
    known = len(desk.faults())
    first, last = TODAY - _MONTH, TODAY + _MONTH
    desk.occurrences(first, last)
    desk.due(first, last)
    desk.feeds()
    desk.feed_events(desk.zone.days(first, last))
    desk.clashes(first, last)
    desk.digest(first, last)
    work_summary(desk, TODAY.year)
    for fault in desk.faults()[known:]:
        raise RuntimeError(f"{fault.plugin}, {fault.where}: {fault.summary}")


WAYS: Mapping[str, Way] = {
    each.name: each
    for each in (
        Way(
            "csv",
            lambda dice: damaged_tables.damaged_csv(_table_of(dice), dice),
            lambda desk, raw, dice: _take_table(".csv", desk, raw, dice),
        ),
        Way(
            "xlsx",
            lambda dice: damaged_tables.damaged_workbook(_table_of(dice), dice),
            _take_workbook,
            is_confined=True,
        ),
        Way("ics", _calendar_copy, _take_calendar, is_confined=True),
        Way("settings", _settings_copy, _take_settings),
    )
}
