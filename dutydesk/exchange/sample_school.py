"""The sample school: people, leave, a term with holidays, meetings, a safety week and drills."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from dutydesk.api import Desk
from dutydesk.config.writing import write_toml
from dutydesk.domain import Absence, AbsenceState, Activity, new_id
from dutydesk.exchange.people_import import keep_people, preview_people
from dutydesk.host.founding import default_desk, found_desk
from dutydesk.wording import _

SCHOOL_NAME = "Xuefu Road School 学府路学校"
ZONE = "Asia/Shanghai"
_SEPTEMBER = 9


def found_sample_school(folder: Path, today: date) -> None:
    """Make the folder of the sample school, its terms and holidays those of the school year of `today`."""
    found_desk(folder, name=SCHOOL_NAME, zone=ZONE, overlay=_sample_folder())
    year = today.year if today.month >= _SEPTEMBER - 1 else today.year - 1
    write_toml(folder / "config" / "calendar.toml", _school_year(year))
    write_toml(folder / "config" / "safetyweek.toml", _safety_week(year))
    write_toml(folder / "config" / "drills.toml", _drills(year, today))


def fill_sample_school(desk: Desk, today: date) -> None:
    """Add the people, their leave in the month of `today`, and a sports meet, each as one change."""
    people = _sample_folder() / "people.csv"
    keep_people(desk, preview_people(desk, people), people.name)
    first = today.replace(day=1)
    with desk.change(_("Leave in the sample school")) as change:
        for person, kind, day, length, state in (
            ("wu-gang", "annual", 3, 5, AbsenceState.APPROVED),
            ("wei-hong", "course", 10, 3, AbsenceState.APPROVED),
            ("xu-kai", "personal", 17, 2, AbsenceState.APPROVED),
            ("feng-lei", "annual", 24, 3, AbsenceState.APPROVED),
            ("yang-jun", "personal", 26, 1, AbsenceState.ASKED),
        ):
            start = first + timedelta(days=day - 1)
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
                participants=("zhao-jianguo",),
                excuses_duty=True,
                owner="zhao-jianguo",
            )
        )


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


def _safety_week(year: int) -> Mapping[str, Any]:
    """China's Safety Education Day is the Monday of March's last week: the last Monday of the month."""
    last = date(year + 1, 3, 31)
    return {"week": [{"theme": "Campus safety 校园安全", "monday": last - timedelta(days=last.weekday())}]}


def _drills(year: int, today: date) -> Mapping[str, Any]:
    del year, today
    return {}

