"""Desks to measure on, made through the doors that everyone uses: the command line and a desk's changes."""

import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

from dutydesk.config.writing import write_toml
from dutydesk.domain import Person, new_id
from dutydesk.host.opening import open_desk
from dutydesk_roster.assignment import Assignment

LARGE_PEOPLE = 200
LARGE_DAYS = 31
_TURN = ("day", "day", "evening", "evening", "night", "", "")
"""A week of duty. Seven people, each a day further on, cover a post: two by day and evening, one by night."""

_SURNAMES = ("赵", "钱", "孙", "李", "周", "吴", "郑", "王", "冯", "陈", "欧阳")
_GIVEN = ("建国", "卫东", "静", "丽萍", "强", "明月", "俊")


def dutydesk(*arguments: str) -> None:
    """Run the program, and stop where it refuses."""
    subprocess.run([sys.executable, "-m", "dutydesk", *arguments], check=True, capture_output=True, text=True)


def sample_desk(folder: Path) -> Path:
    """Make the sample school's desk in `folder`, with this month's roster arranged."""
    dutydesk("init", str(folder), "--sample", "school")
    dutydesk("--desk", str(folder), "roster", "generate", f"{date.today():%Y-%m}")  # noqa: DTZ011 - its month
    return folder


def large_desk(folder: Path, people: int = LARGE_PEOPLE, days: int = LARGE_DAYS) -> Path:
    """Make a desk of `people`, with duties for all of them on `days` days from the first of this month on."""
    dutydesk("init", str(folder), "--name", "Large school 大学校", "--zone", "Asia/Shanghai")
    posts = [f"post-{number:02}" for number in range(1, max(1, people // len(_TURN)) + 1)]
    write_toml(
        folder / "config" / "posts.toml",
        {"post": [{"code": code, "short": code[-2:], "name": f"Post {code[-2:]} 岗"} for code in posts]},
    )
    write_toml(
        folder / "config" / "demand.toml",
        {
            "demand": [
                {"post": post, "shift": shift, "weekday": heads, "weekend": heads, "holiday": heads}
                for post in posts
                for shift, heads in (("day", 2), ("evening", 2), ("night", 1))
            ]
        },
    )
    desk = open_desk(folder, actor="benchmark")
    try:
        first = desk.today().replace(day=1)
        with desk.change("People") as change:
            for number in range(people):
                change.add(_person(number))
        with desk.change("Duties") as change:
            for number in range(people):
                for day in range(days):
                    shift = _TURN[(number + day) % len(_TURN)]
                    if shift:
                        change.add(_duty(number, posts, shift, first + timedelta(days=day)))
    finally:
        desk.close()
    return folder


def _person(number: int) -> Person:
    name = _SURNAMES[number % len(_SURNAMES)] + _GIVEN[number % len(_GIVEN)]
    return Person(
        id=f"guard-{number:03}",
        name=f"{name} {number}",
        latin=f"Guard {number:03}",
        rank="leader" if number == 0 else "deputy" if number % 25 == 0 else "guard",
        squad=str(1 + number % 4),
    )


def _duty(number: int, posts: list[str], shift: str, day: date) -> Assignment:
    post = posts[number // len(_TURN) % len(posts)]
    return Assignment(id=new_id(), person=f"guard-{number:03}", post=post, shift=shift, day=day)
