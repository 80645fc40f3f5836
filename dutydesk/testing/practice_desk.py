"""A desk to practise on: a small squadron in the autumn term, at a time that does not move."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from dutydesk.api.registry import Registry
from dutydesk.config.writing import write_toml
from dutydesk.desk import OpenDesk
from dutydesk.domain import Absence, AbsenceState, Activity, Person
from dutydesk.host.founding import found_desk
from dutydesk.host.opening import open_desk
from dutydesk.host.trust import TrustPins

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
"""Tuesday, 24 November 2026, ten in the morning in Shanghai: in the middle of the autumn term."""
TODAY = date(2026, 11, 24)
ZONE = "Asia/Shanghai"
SCHOOL = "Practice School"
_STARTED = date(2024, 9, 1)
PEOPLE = (
    Person(id="zhao", name="赵建国 Zhao", rank="leader", squad="1", starts=_STARTED),
    Person(id="qian", name="钱卫东 Qian", rank="deputy", squad="2", starts=_STARTED),
    Person(id="sun", name="孙丽 Sun", rank="guard", squad="1", starts=_STARTED),
    Person(id="li", name="李强 Li", rank="guard", squad="1", starts=_STARTED),
    Person(id="zhou", name="周敏 Zhou", rank="guard", squad="2", starts=_STARTED),
    Person(id="wu", name="吴刚 Wu", rank="guard", squad="2", starts=_STARTED),
)


def found_practice_desk(folder: Path) -> None:
    """Make the desk in `folder`, with the terms and holidays of a school year."""
    found_desk(folder, name=SCHOOL, zone=ZONE)
    write_toml(
        folder / "config" / "calendar.toml",
        {
            "term": [
                {"name": "Autumn", "first": date(2026, 9, 1), "last": date(2027, 1, 22)},
                {"name": "Spring", "first": date(2027, 2, 22), "last": date(2027, 7, 9)},
            ],
            "holiday": [
                {"name": "National Day", "first": date(2026, 10, 1), "last": date(2026, 10, 7)},
                {"name": "New Year", "first": date(2027, 1, 1), "last": date(2027, 1, 3)},
            ],
        },
    )


def open_practice_desk(
    folder: Path, registry: Registry, pins: TrustPins, clock: Callable[[], datetime] = lambda: NOW
) -> OpenDesk:
    """Open the desk in `folder` as Zhao, its leader."""
    return open_desk(folder, actor="zhao", registry=registry, clock=clock, pins=pins)


def add_people(desk: OpenDesk) -> None:
    """Let the squadron join."""
    with desk.change("The squadron") as change:
        for person in PEOPLE:
            change.add(person)


def add_days(desk: OpenDesk) -> None:
    """Fill the days around today: activities of every kind, held and to come, and somebody's leave."""
    with desk.change("Around today") as change:
        for number, kind in enumerate(desk.activity_kinds()):
            for weeks in (-2, 1):
                day = TODAY + timedelta(weeks=weeks, days=number % 5)
                start = datetime.combine(day, time(9 + number % 8))
                change.add(
                    Activity(
                        id=f"{kind}-{day:%m-%d}",
                        kind=kind,
                        title=f"{kind} {day:%m-%d}",
                        start=start,
                        end=start + timedelta(hours=1),
                        owner="zhao",
                    )
                )
        change.add(
            Absence(
                id="li-annual",
                person="li",
                kind="annual",
                first=TODAY + timedelta(days=2),
                last=TODAY + timedelta(days=6),
                state=AbsenceState.APPROVED,
            )
        )
