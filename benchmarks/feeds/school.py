"""A school with as many published duties as are asked for, made up."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from dutydesk.config.writing import write_toml
from dutydesk.desk import OpenDesk
from dutydesk.domain import Person
from dutydesk.host.founding import found_desk
from dutydesk.host.opening import open_desk
from dutydesk_roster.assignment import PublishedAssignment

TODAY = date(2026, 11, 2)
DAYS_BACK, DAYS_AHEAD = 30, 180
POSTS = 16
PEOPLE = 200
SHIFTS = ("day", "evening", "night")
_STARTS = (6, 14, 22)
_HOURS = 8


def clock() -> datetime:
    """Return the instant at which the benchmark always takes place."""
    return datetime(2026, 11, 2, 1, tzinfo=UTC)


def large_school(folder: Path, events: int) -> OpenDesk:
    """Found a desk with so many published duties in its feeds, and open it."""
    found_desk(folder, name="北山中学", zone="Asia/Shanghai")
    write_toml(folder / "config/posts.toml", {"post": [_post(number) for number in range(POSTS)]})
    write_toml(
        folder / "config/demand.toml",
        {
            "demand": [
                {"post": f"post-{number}", "shift": shift, "weekday": 1, "weekend": 1, "holiday": 1}
                for number in range(POSTS)
                for shift in SHIFTS
            ]
        },
    )
    desk = open_desk(folder, actor="leader", clock=clock)
    with desk.change("A large school") as change:
        for number in range(PEOPLE):
            rank = "leader" if number == 0 else "deputy" if number == 1 else "guard"
            change.add(
                Person(id=f"guard-{number}", name=f"卫士{number:03}", latin=f"Guard {number}", rank=rank)
            )
        for number in range(events):
            change.add(duty(number, events))
    return desk


def duty(number: int, events: int) -> PublishedAssignment:
    """Return the duty of that number; they are spread evenly over the window, posts, shifts and people."""
    day = TODAY + timedelta(days=number * (DAYS_BACK + DAYS_AHEAD - 1) // events + 1 - DAYS_BACK)
    shift = number % len(SHIFTS)
    start = datetime(day.year, day.month, day.day, _STARTS[shift])  # noqa: DTZ001 - wall time
    return PublishedAssignment(
        id=f"duty-{number:06}",
        person=f"guard-{number % PEOPLE}",
        post=f"post-{number // len(SHIFTS) % POSTS}",
        shift=SHIFTS[shift],
        day=day,
        start=start,
        end=start + timedelta(hours=_HOURS),
    )


def _post(number: int) -> dict[str, object]:
    return {
        "code": f"post-{number}",
        "short": f"{number:02}",
        "name": f"{number + 1}号岗",
        "place": f"Gate {number + 1}, 北山路",
        "orders": "Wear the armband. 外来车辆、访客一律登记。",
    }
