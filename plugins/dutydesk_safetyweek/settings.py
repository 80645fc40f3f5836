"""What ``safetyweek.toml`` says: the weeks with their themes, and what is done on each day."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Annotated, Literal

from msgspec import Meta

from dutydesk.api import Settings, SettingsFault, SettingsFile, SettingsReader
from dutydesk.api.settings_values import Code, Name, WallTime, participant_faults, repeated_codes, time_faults
from dutydesk.wording import _

WeekActivityKind = Literal[
    "study",
    "class-meeting",
    "lecture",
    "broadcast",
    "blackboard",
    "banner",
    "letter",
    "contest",
    "inspection",
    "drill",
]


class WeekActivity(Settings, frozen=True, kw_only=True):
    """One ``[[week.activity]]``; `day` counts from Monday, 1, and without a `start` it lasts all day.

    `audience` says whom it is for, in words; `participants` are those of the squadron who must be there.
    """

    code: Code
    title: Name
    kind: WeekActivityKind
    day: Annotated[int, Meta(ge=1, le=7)]
    start: WallTime | None = None
    end: WallTime | None = None
    place: str = ""
    participants: tuple[str, ...] = ()
    excuses_duty: bool = False
    audience: str = ""
    owner: str = ""
    note: str = ""


class SafetyWeek(Settings, frozen=True, kw_only=True):
    """One ``[[week]]``: its first day as `monday`, or a `year` for the week of China's Safety Education Day.

    `code` keeps its activities apart from those of other weeks; without one, that is the year.
    """

    theme: Name
    monday: date | None = None
    year: Annotated[int, Meta(ge=1996, le=2999)] | None = None
    code: Code | None = None
    activity: tuple[WeekActivity, ...] = ()

    @property
    def first(self) -> date:
        """The Monday with which it begins."""
        return self.monday or education_day(self.year or 0)

    @property
    def key(self) -> str:
        """What tells this week from others."""
        return self.code or str(self.first.year)


class SafetyWeekFile(Settings, frozen=True, kw_only=True):
    """``safetyweek.toml``."""

    week: tuple[SafetyWeek, ...] = ()


def education_day(year: int) -> date:
    """Return China's Safety Education Day: the Monday of March's last week, the last one in the month."""
    last = date(year, 3, 31)
    return last - timedelta(days=last.weekday())


def _check(file: SafetyWeekFile, _read: SettingsReader) -> Iterable[SettingsFault]:
    undated = [fault for index, week in enumerate(file.week) for fault in _week_faults(week, index)]
    yield from undated
    if undated:
        return
    yield from repeated_codes((each.key for each in file.week), ("week",))
    for index, week in enumerate(file.week):
        base = ("week", index, "activity")
        yield from repeated_codes((each.code for each in week.activity), base)
        for place, activity in enumerate(week.activity):
            table = (*base, place)
            yield from participant_faults(activity.participants, (*table, "participants"))
            if activity.start is not None and activity.end is not None:
                yield from time_faults(activity.start, activity.end, table)
            elif activity.start is not None or activity.end is not None:
                key = "start" if activity.start is not None else "end"
                yield SettingsFault(
                    (*table, key), _("give both start and end, or neither for something that lasts all day")
                )


def _week_faults(week: SafetyWeek, index: int) -> Iterable[SettingsFault]:
    if (week.monday is None) == (week.year is None):
        key = ("monday",) if week.monday is not None else ()
        yield SettingsFault(
            ("week", index, *key),
            _("say when it is by one of monday = 2027-03-29 or year = 2027"),
        )
    elif week.monday is not None and week.monday.weekday():
        monday = week.monday - timedelta(days=week.monday.weekday())
        yield SettingsFault(
            ("week", index, "monday"),
            _("{day} is no Monday; the Monday of that week is {monday}").format(
                day=week.monday, monday=monday
            ),
        )


SETTINGS_FILES = (SettingsFile("safetyweek.toml", SafetyWeekFile, _check),)
