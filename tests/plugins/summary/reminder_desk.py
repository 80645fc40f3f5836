"""A school with meetings, training and a drill, for the tests of reminders."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from dutydesk.api.holding import change_occurrence
from dutydesk.api.week import Week
from dutydesk.desk import OpenDesk
from dutydesk.domain import Absence, AbsenceState, Activity, Task
from dutydesk.host.finding import installed_plugins
from dutydesk.host.founding import found_desk
from dutydesk.host.opening import open_desk
from dutydesk.host.registry import build_registry
from dutydesk_summary.reminder.reminder import Reminder
from tests.plugins.planned_desk import CALENDAR, wall, with_people

SESSIONS = """
[[session]]
code = "weekly"
kind = "meeting"
title = "Weekly meeting"
weekdays = ["mon"]
start = "15:10"
end = "16:00"
place = "Meeting room"
in_terms = true
participants = ["@all"]
[[session]]
code = "morning"
kind = "training"
title = "Morning training"
weekdays = ["tue", "thu", "fri"]
start = "09:30"
end = "10:30"
in_terms = true
participants = ["@all"]
"""
MONDAY = date(2026, 11, 23)
WEEK = Week(MONDAY)


def opened(planned, day=MONDAY):
    planned.write(training=SESSIONS)
    planned.at(day)
    return with_people(planned.open())


def with_records(desk):
    """Keep what happened in the week before and is planned in this one."""
    for day in (date(2026, 11, 16), date(2026, 11, 17)):
        (held,) = [each for each in desk.occurrences(day, day) if each.start.date() == day]
        with desk.change("held") as change:
            change_occurrence(change, held, state="held")
    with desk.change("records") as change:
        change.add(
            Activity(
                id="drill",
                kind="school",
                title="Fire drill",
                start=wall("2026-11-25 10:00"),
                end=wall("2026-11-25 10:30"),
                place="Playground",
            )
        )
        change.add(
            Activity(
                id="secret",
                kind="school",
                title="Night drill",
                start=wall("2026-11-26 21:00"),
                end=wall("2026-11-26 21:30"),
                private=True,
            )
        )
        change.add(
            Absence(
                id="ill",
                person="li",
                kind="sick",
                first=date(2026, 11, 17),
                last=date(2026, 11, 18),
                state=AbsenceState.APPROVED,
            )
        )
        change.add(Task(id="lock", title="Repair the gate lock", due=date(2026, 11, 27)))
        change.add(Task(id="bell", title="Mend the bell", due=date(2026, 11, 20)))
    return desk


class SmallSchool:
    """A desk with this plugin alone, quick to open; `begin` takes away what a test before has kept."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.at(MONDAY)
        self._open: list[OpenDesk] = []
        found_desk(folder, name="Small school", zone="Asia/Shanghai")
        (folder / "config" / "calendar.toml").write_text(CALENDAR, encoding="utf-8")
        self._changed: set[str] = set()
        self.desk = with_people(self.open("zhao"))
        with self.desk.change("records") as change:
            change.add(
                Activity(
                    id="drill",
                    kind="school",
                    title="Fire drill",
                    start=wall("2026-11-25 10:00"),
                    end=wall("2026-11-25 10:30"),
                    place="Playground",
                )
            )
            change.add(Task(id="bell", title="Mend the bell", due=date(2026, 11, 20)))

    def open(self, actor: str) -> OpenDesk:
        ours = [each for each in installed_plugins() if each.name == "summary"]
        desk = open_desk(self.folder, actor=actor, registry=build_registry(ours), clock=lambda: self.now)
        self._open.append(desk)
        return desk

    def at(self, day: date) -> None:
        self.now = datetime(day.year, day.month, day.day, 2, tzinfo=UTC)

    def write(self, name: str, text: str) -> None:
        """Have a settings file say something else until the next test begins."""
        (self.folder / "config" / f"{name}.toml").write_text(text, encoding="utf-8")
        self._changed.add(name)
        self.desk.renew_settings()

    def begin(self) -> None:
        self.at(MONDAY)
        for name in tuple(self._changed):
            self.write(name, CALENDAR if name == "calendar" else "")
        self._changed.clear()
        with self.desk.change("begin") as change:
            for kept in self.desk.table(Reminder).all():
                change.remove(kept)

    def close(self) -> None:
        for desk in self._open:
            desk.close()


def small_school(folder: Path) -> Iterator[SmallSchool]:
    school = SmallSchool(folder)
    yield school
    school.close()
