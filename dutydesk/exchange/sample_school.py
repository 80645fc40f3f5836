"""The sample school: people, leave, a term with holidays, and what plugins bring."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from dutydesk.api.holding import HELD, change_occurrence, wall_now
from dutydesk.config.shipped import default_desk
from dutydesk.config.writing import write_toml
from dutydesk.desk import OpenDesk
from dutydesk.domain import Absence, AbsenceState, Activity, new_id
from dutydesk.exchange.people_import import keep_people, preview_people
from dutydesk.host.founding import found_desk
from dutydesk.wording import _

SCHOOL_NAME = "Xuefu Road School 学府路学校"
ZONE = "Asia/Shanghai"
_WEEKS_HELD = 8


def found_sample_school(
    folder: Path, today: date, *, name: str = SCHOOL_NAME, database: Mapping[str, str] | None = None
) -> None:
    """Make the folder of the sample school, in the school year of `today` or, in summer, in the next one.

    `database` is the table of that name in ``desk.toml``, as for any desk.
    """
    found_desk(folder, name=name, zone=ZONE, overlay=_sample_folder(), database=database)
    year = today.year if today > _school_year(today.year - 1)["term"][-1]["last"] else today.year - 1
    write_toml(folder / "config" / "calendar.toml", _school_year(year))


def fill_sample_school(desk: OpenDesk, today: date) -> None:
    """Add the people, their leave around `today`, a sports meet, and what plugins bring, as changes."""
    people = _sample_folder() / "people.csv"
    keep_people(desk, preview_people(desk, people), people.name)
    first = today.replace(day=1)
    with desk.change(_("Leave in the sample school")) as change:
        for person, kind, start, length, state in (
            ("wu-gang", "annual", first.replace(day=3), 5, AbsenceState.APPROVED),
            ("wei-hong", "course", first.replace(day=10), 3, AbsenceState.APPROVED),
            ("xu-kai", "personal", first.replace(day=17), 2, AbsenceState.APPROVED),
            ("feng-lei", "annual", first.replace(day=24), 3, AbsenceState.APPROVED),
            ("yang-jun", "personal", today + timedelta(days=5), 1, AbsenceState.ASKED),
        ):
            change.add(
                Absence(
                    id=new_id(),
                    person=person,
                    kind=kind,
                    first=start,
                    last=start + timedelta(days=length - 1),
                    state=state,
                )
            )
    meet = _on_or_after(first + timedelta(days=18), weekday=4)
    with desk.change(_("The sports meet of the sample school")) as change:
        change.add(
            Activity(
                id=new_id(),
                kind="school",
                title="Sports meet 运动会",
                start=datetime.combine(meet, time(8)),
                end=datetime.combine(meet, time(16)),
                place="Sports ground 操场",
                owner="zhao-jianguo",
            )
        )
    held = [
        each
        for each in desk.occurrences(today - timedelta(weeks=_WEEKS_HELD), today)
        if each.end <= wall_now(desk) and desk.activity_kinds()[each.activity.kind].blocks
    ]
    with desk.change(_("What was held in the sample school")) as change:
        for each in held:
            change_occurrence(change, each, state=HELD)
    desk.registry.hooks.tell("fill_sample", desk=desk, today=today)


def _sample_folder() -> Path:
    return default_desk() / "sample" / "school"


def _on_or_after(day: date, weekday: int) -> date:
    return day + timedelta(days=(weekday - day.weekday()) % 7)


def _school_year(year: int) -> Mapping[str, Any]:
    return {
        "term": [
            {"name": "Autumn term 秋季学期", "first": date(year, 9, 1), "last": date(year + 1, 1, 22)},
            {"name": "Spring term 春季学期", "first": date(year + 1, 2, 22), "last": date(year + 1, 7, 9)},
        ],
        "holiday": [
            {"name": "National Day 国庆节", "first": date(year, 10, 1), "last": date(year, 10, 7)},
            {"name": "New Year 元旦", "first": date(year + 1, 1, 1), "last": date(year + 1, 1, 3)},
            {"name": "Labour Day 劳动节", "first": date(year + 1, 5, 1), "last": date(year + 1, 5, 5)},
        ],
    }
