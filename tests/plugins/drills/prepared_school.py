"""A school with buildings and a drill in it, for tests of how a drill is prepared."""

from datetime import date, time

from dutydesk.domain import Absence
from dutydesk_drills.drills import find_drill
from dutydesk_drills.kinds import known_kind
from dutydesk_drills.preparing.announcing import add_drill
from dutydesk_drills.preparing.filling import keep_filling, propose_filling
from dutydesk_drills.preparing.plan_of_drill import plan_of_drill
from dutydesk_roster.assignment import Assignment
from tests.plugins.planned_desk import with_people

SCHOOL = """
[[building]]
code = "teaching"
name = "Teaching block"
floors = 2
heads = 620
assembly = "Sports ground"
route = "East stairs"
second_route = "Outer stairs"
[[building]]
code = "dorm"
name = "Dormitory"
sort = "dormitory"
assembly = "Basketball court"
[[building]]
code = "bus-1"
name = "Bus 1"
sort = "bus"
heads = 40
"""
DAY = date(2026, 12, 2)
FIRST_AID = '[[qualification]]\ncode = "first-aid"\nname = "First aid"\n'


def school(planned, more=""):
    planned.write(drills=SCHOOL + more, qualifications=FIRST_AID)
    return with_people(planned.open())


def added(desk, kind="evacuation", day=DAY, at=time(10), **more):
    """Add a drill and return its key."""
    return add_drill(desk, known_kind(desk, kind), day, at, **more).id


def plan(desk, key):
    return plan_of_drill(desk, find_drill(desk, key))


def on_duty(desk, person, post="main-gate", day=DAY):
    with desk.change("duty") as change:
        change.add(Assignment(id=f"duty-{person}-{day}", person=person, post=post, shift="day", day=day))


def away(desk, person, day=DAY):
    with desk.change("away") as change:
        change.add(Absence(id=f"away-{person}-{day}", person=person, kind="sick", first=day, last=day))


def who_has(desk, key):
    """Return who has each part that somebody has, by its code."""
    return {each.code: each.who for each in plan(desk, key).parts if each.given is not None}


def fill_parts(desk, key, **how):
    """Fill the parts of a drill, keep that, and return how it was done."""
    filling = propose_filling(desk, plan(desk, key))
    keep_filling(desk, filling, **how)
    return filling
