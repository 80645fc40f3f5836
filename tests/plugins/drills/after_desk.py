"""A drill that was held and noted, for the tests of what comes after it."""

from datetime import date, datetime, timedelta

from dutydesk.domain import new_id
from dutydesk_drills.drill_moment import DrillMoment, MomentSort
from dutydesk_drills.drills import find_drill
from dutydesk_drills.recording import record_drill
from tests.plugins.planned_desk import with_people

SCHOOL = """
[school]
target_seconds = 150

[[building]]
code = "teaching"
name = "Teaching block"
heads = 620

[[building]]
code = "dormitory"
name = "Dormitory"
sort = "dormitory"
heads = 380
target_seconds = 180
"""
FIRE = """
[[drill]]
code = "fire"
kind = "fire"
title = "Fire drill"
date = 2026-11-18
start = "10:00"
minutes = 45
participants = ["@all"]
owner = "qian"
"""
NIGHT = """
[[drill]]
code = "night"
kind = "evacuation"
title = "Night drill"
date = 2026-12-03
start = "21:40"
minutes = 20
owner = "qian"
announced = false
"""
HELD = date(2026, 11, 18)
ALARM = datetime(2026, 11, 18, 10, 0)  # noqa: DTZ001 - wall time


def opened(planned, text=SCHOOL + FIRE, day=date(2026, 11, 24)):
    planned.write(drills=text)
    planned.at(day)
    return with_people(planned.open())


def held(planned, text=SCHOOL + FIRE, **out):
    """Return a desk in which the fire drill took 20 minutes; `out` are the seconds of buildings."""
    desk = opened(planned, text)
    record_drill(desk, find_drill(desk, "fire").held, day=HELD, minutes=20, out=out or None)
    return desk, find_drill(desk, "fire")


def noted(desk, drill, *rows):
    """Note moments: each the seconds from 10:00:00, the sort, and what else it says."""
    with desk.change("noted") as change:
        return [
            change.add(
                DrillMoment(
                    id=new_id(),
                    drill=drill.key,
                    sort=MomentSort(sort),
                    at=ALARM + timedelta(seconds=seconds),
                    **said,
                )
            )
            for seconds, sort, said in rows
        ]
