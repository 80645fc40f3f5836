"""A small squadron on a real desk: three posts, three shifts, eight people; each test has its own copy."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from dutydesk.desk import OpenDesk
from dutydesk.domain import Absence, Activity, Person, new_id
from dutydesk.host.founding import found_desk
from dutydesk.host.opening import open_desk
from dutydesk_roster.assignment import Assignment
from dutydesk_roster.month import Month
from dutydesk_roster.roster import Roster

NOVEMBER = Month(2026, 11)
NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
TODAY = date(2026, 11, 24)
POSTS = """
[[post]]
code = "gate"
short = "MG"
name = "Main gate"
place = "Xuefu Road"
orders = "Check every vehicle."
colour = "firebrick"
[[post]]
code = "room"
short = "MR"
name = "Monitoring room"
[[post]]
code = "yard"
short = "Y"
name = "Yard"
"""
SHIFTS = """
[[shift]]
code = "day"
short = "D"
name = "Day"
start = "07:00"
end = "15:00"
[[shift]]
code = "evening"
short = "E"
name = "Evening"
start = "15:00"
end = "23:00"
[[shift]]
code = "night"
short = "N"
name = "Night"
start = "23:00"
end = "07:00"
night = true
"""
DEMAND = """
[[demand]]
post = "gate"
shift = "day"
weekday = 2
weekend = 1
[[demand]]
post = "room"
shift = "day"
weekday = 1
weekend = 1
holiday = 1
needs = ["panel"]
[[demand]]
post = "gate"
shift = "night"
weekday = 1
weekend = 1
holiday = 1
[[demand]]
post = "yard"
shift = "evening"
holiday = 3
"""
QUALIFICATIONS = """
[[qualification]]
code = "panel"
name = "Fire panel"
"""
RULES = "search_seconds = 4\n"
CALENDAR = """
workdays = [2026-11-14]
[[holiday]]
name = "School day"
first = 2026-11-11
last = 2026-11-12
"""
SETTINGS = {
    "posts": POSTS,
    "shifts": SHIFTS,
    "demand": DEMAND,
    "qualifications": QUALIFICATIONS,
    "rules": RULES,
    "calendar": CALENDAR,
}
PEOPLE = (
    Person(id="zhao", name="赵建国", rank="leader", qualifications=("panel",), phone="13800000001"),
    Person(id="chen", name="陈静", qualifications=("panel",), phone="13800000002"),
    Person(id="han", name="韩冰", qualifications=("panel",)),
    Person(id="li", name="李强"),
    Person(id="sun", name="孙丽"),
    Person(id="wang", name="王芳"),
    Person(id="wu", name="吴刚"),
    Person(id="zhu", name="朱华"),
)


def write_settings(folder: Path, **files: str) -> None:
    for name, text in files.items():
        (folder / "config" / f"{name}.toml").write_text(text, encoding="utf-8")


def make_template(folder: Path, people: tuple[Person, ...] = PEOPLE) -> Path:
    found_desk(folder, name="Test", zone="Asia/Shanghai")
    write_settings(folder, **SETTINGS)
    desk = open_desk(folder, actor="test", clock=lambda: NOW)
    with desk.change("people") as change:
        for person in people:
            change.add(person)
    desk.close()
    return folder


class RosterDesk:
    """Opens a copied desk's folder as often as a test likes; `now` is the clock of all of them."""

    def __init__(self, template: Path, folder: Path) -> None:
        shutil.copytree(template, folder)
        self.folder = folder
        self.now = NOW
        self._open: list[OpenDesk] = []

    def open(self, actor: str = "test") -> OpenDesk:
        desk = open_desk(self.folder, actor=actor, clock=lambda: self.now)
        self._open.append(desk)
        return desk

    def reopened(self, **files: str) -> OpenDesk:
        write_settings(self.folder, **files)
        return self.open()

    def close(self) -> None:
        for desk in self._open:
            desk.close()


@contextmanager
def copied(template: Path, folder: Path) -> Iterator[RosterDesk]:
    made = RosterDesk(template, folder)
    yield made
    made.close()


def day(number: int, month: int = 11) -> date:
    return date(2026, month, number)


def put(desk: OpenDesk, *duties: tuple[str, str, str, date], pinned: bool = False) -> list[Assignment]:
    """Add duties, each (person, post, shift, day)."""
    with desk.change("duties") as change:
        return [
            change.add(Assignment(id=new_id(), person=person, post=post, shift=shift, day=on, pinned=pinned))
            for person, post, shift, on in duties
        ]


def away(desk: OpenDesk, person: str, first: date, last: date | None = None, kind: str = "sick") -> None:
    with desk.change("away") as change:
        change.add(Absence(id=new_id(), person=person, kind=kind, first=first, last=last or first))


def meeting(desk: OpenDesk, person: str, on: date, *, hours: int = 1, excused: bool = False) -> None:
    start = datetime.combine(on, time(9))
    with desk.change("meeting") as change:
        change.add(
            Activity(
                id=new_id(),
                kind="school",
                title="Meeting",
                start=start,
                end=start + timedelta(hours=hours),
                participants=(person,),
                excuses_duty=excused,
            )
        )


def month_of(desk: OpenDesk, month: Month = NOVEMBER) -> Roster:
    return Roster.of(desk, month.first, month.last)


def duties(desk: OpenDesk) -> set[tuple[str, str, str, date]]:
    return {(each.person, each.post, each.shift, each.day) for each in desk.table(Assignment).all()}
