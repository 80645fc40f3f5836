"""What ``drills.toml`` says: the school, its buildings, the rule packs that hold, drills that it plans."""

from collections.abc import Iterable
from datetime import date
from typing import Annotated

from msgspec import Meta, field

from dutydesk.api import Settings, SettingsFault, SettingsFile, SettingsReader
from dutydesk.api.settings_values import (
    Code,
    Name,
    WallTime,
    day_faults,
    participant_faults,
    repeated_codes,
    time_faults,
)
from dutydesk_drills.kind import MOST_MINUTES, Seconds
from dutydesk_drills.rules.rule import DrillRule, MonthDay, rule_faults

OWN_PACK = "own"
"""The pack of the rules in ``drills.toml`` itself."""


MOST_HEADS = 20_000
"""How many people there can be in a building, or in the whole school."""


class SchoolTable(Settings, frozen=True, kw_only=True):
    """The table ``[school]``: what sort of school this is, for the rules that hold for some sorts only.

    `sorts` are words such as primary, secondary, kindergarten, boarding. The school year runs from
    `year_begins` to the day before it a year later. A drill that is not planned is due `plan_ahead_weeks`
    before the last day on which it can be held. `target_seconds` is in how long a building is to be empty
    where neither it nor the kind of drill says more.
    """

    sorts: tuple[Code, ...] = ()
    year_begins: MonthDay = "09-01"
    plan_ahead_weeks: Annotated[int, Meta(ge=1, le=26)] = 4
    target_seconds: Seconds = 120


class HoursTable(Settings, frozen=True, kw_only=True):
    """The table ``[hours]``: when drills can be held, and what counts as a break and as night.

    `drills` are the times of day at which a drill may begin. A drill that begins from `break_start` up to
    `break_end` is held in the break; one that begins at `night_start` or later, or before `night_end`, at
    night.
    """

    drills: tuple[WallTime, ...] = ("08:40", "10:10", "14:30", "15:40")
    break_start: WallTime = "12:00"
    break_end: WallTime = "13:30"
    break_drill: WallTime = "12:20"
    night_start: WallTime = "20:30"
    night_end: WallTime = "06:30"
    night_drill: WallTime = "21:40"


class SummerSchool(Settings, frozen=True, kw_only=True):
    """One ``[[summer_school]]``: the first and last day of a summer school."""

    first: date
    last: date


class Building(Settings, frozen=True, kw_only=True):
    """One ``[[building]]``: a place that is left, or locked, in a drill.

    `sort` is what rules ask for: dormitory, bus, kindergarten, or a word of one's own. `heads` is how many
    people are in it on a usual day, `target_seconds` in how long it is to be empty.
    """

    code: Code
    name: Name
    sort: Code = "block"
    floors: Annotated[int, Meta(ge=1, le=60)] = 1
    heads: Annotated[int, Meta(ge=0, le=MOST_HEADS)] | None = None
    assembly: str = ""
    route: str = ""
    second_route: str = ""
    target_seconds: Seconds | None = None


class PlannedDrill(Settings, frozen=True, kw_only=True):
    """One ``[[drill]]``; one that is not `announced` is known to its owner and the leaders alone.

    Whoever is on duty takes part where they stand, so with `excuses_duty` a duty is no clash.
    """

    code: Code
    kind: Code
    title: Name
    day: date = field(name="date")
    start: WallTime
    minutes: Annotated[int, Meta(ge=1, le=MOST_MINUTES)] = 30
    place: str = ""
    participants: tuple[str, ...] = ()
    excuses_duty: bool = True
    announced: bool = True
    owner: str = ""
    note: str = ""


class DrillsFile(Settings, frozen=True, kw_only=True):
    """``drills.toml``."""

    packs: tuple[Code, ...] = ()
    school: SchoolTable = field(default_factory=SchoolTable)
    hours: HoursTable = field(default_factory=HoursTable)
    summer_school: tuple[SummerSchool, ...] = ()
    building: tuple[Building, ...] = ()
    drill: tuple[PlannedDrill, ...] = ()
    rule: tuple[DrillRule, ...] = ()


def _check(file: DrillsFile, _read: SettingsReader) -> Iterable[SettingsFault]:
    yield from repeated_codes((each.code for each in file.drill), ("drill",))
    yield from repeated_codes((each.code for each in file.building), ("building",))
    yield from rule_faults(file.rule, ("rule",))
    yield from time_faults(file.hours.break_start, file.hours.break_end, ("hours",))
    for index, summer in enumerate(file.summer_school):
        yield from day_faults(summer.first, summer.last, ("summer_school", index))
    for index, drill in enumerate(file.drill):
        yield from participant_faults(drill.participants, ("drill", index, "participants"))


SETTINGS_FILES = (SettingsFile("drills.toml", DrillsFile, _check),)
