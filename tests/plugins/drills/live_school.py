"""A school with three buildings and a drill of a kind of its own, for tests of the drill while it runs."""

from datetime import datetime, timedelta

from dutydesk_drills.drill_moment import MomentSort
from dutydesk_drills.drills import find_drill
from dutydesk_drills.live.moment_draft import MomentDraft
from tests.plugins.planned_desk import with_people

KIND = """
plugin = "drill"
[drill]
code = "walk"
name = "Walk out"
[[stage]]
code = "alarm"
name = "Alarm"
[[stage]]
code = "out"
name = "Out"
per = "building"
counts_heads = true
[[stage]]
code = "accounted"
name = "All accounted for"
[[stage]]
code = "clear"
name = "All clear"
"""
SCHOOL = """
[[building]]
code = "teaching"
name = "Teaching 教学楼"
heads = 620
target_seconds = 120
[[building]]
code = "lab"
name = "Laboratory"
heads = 140
target_seconds = 90
[[building]]
code = "dorm"
name = "Dormitory"
[[drill]]
code = "walk"
kind = "walk"
title = "Walk"
date = 2026-11-24
start = "10:00"
minutes = 30
participants = ["@all"]
"""


def school(planned, actor="test"):
    """Open the desk, at ten o'clock of the day of the drill, which begins then."""
    packs = planned.folder / "config" / "packs" / "drill"
    packs.mkdir(parents=True, exist_ok=True)
    (packs / "walk.toml").write_text(KIND, encoding="utf-8")
    planned.write(drills=SCHOOL)
    return with_people(planned.open(actor))


def walk(desk):
    return find_drill(desk, "walk")


def at(planned, text):
    """Set the clock to a wall time of the day of the drill."""
    hour, minute, second = (int(part) for part in text.split(":"))
    midnight = datetime(2026, 11, 24, tzinfo=planned.now.tzinfo) - timedelta(hours=8)
    planned.now = midnight + timedelta(hours=hour, minutes=minute, seconds=second)


def stage(code, building="", **more):
    return MomentDraft(sort=MomentSort.STAGE, stage=code, building=building, **more)


def heads(building, number, **more):
    return MomentDraft(sort=MomentSort.COUNT, building=building, heads=number, **more)


def missing(name, building="", **more):
    return MomentDraft(sort=MomentSort.MISSING, building=building, text=name, **more)


def found(name):
    return MomentDraft(sort=MomentSort.FOUND, text=name)


def end(**more):
    return MomentDraft(sort=MomentSort.END, **more)
