"""A desk whose study of this Tuesday has begun, and topics taught to two groups and once more."""

from datetime import date

from dutydesk.domain import Absence, Person
from dutydesk_roster.assignment import Assignment
from dutydesk_training.roll import Roll
from tests.plugins.planned_desk import with_people

TODAY = date(2026, 11, 24)
STUDY = "training-study-20261124"
SESSIONS = """
[[topic]]
code = "doors"
title = "Fire doors 防火门"
hours = 2

[[session]]
code = "study"
kind = "study"
title = "Study 学习"
weekdays = ["tue"]
start = "09:30"
end = "10:30"
in_terms = true
place = "Meeting room"
participants = ["@all"]
excuses_duty = true

[[session]]
code = "doors-1"
kind = "training"
title = "Fire doors, group 1"
date = 2026-11-23
start = "14:00"
end = "15:00"
participants = ["@squad:1"]
topic = "doors"

[[session]]
code = "doors-2"
kind = "training"
title = "Fire doors, group 2"
date = 2026-11-26
start = "14:00"
end = "15:00"
participants = ["@squad:2"]
topic = "doors"

[[session]]
code = "doors-3"
kind = "training"
title = "Fire doors, once more"
date = 2026-11-27
start = "09:00"
end = "10:00"
topic = "doors"
"""


def study_desk(planned):
    """Return the desk with its four people, all of whom are expected at the study."""
    planned.write(training=SESSIONS)
    return with_people(planned.open())


def with_duty(desk, person, day, shift="day"):
    with desk.change("duty") as change:
        change.add(
            Assignment(id=f"{person}-{day}-{shift}", person=person, post="main-gate", shift=shift, day=day)
        )


def with_leave(desk, person, first, last):
    with desk.change("leave") as change:
        change.add(Absence(id=f"leave-{person}", person=person, kind="sick", first=first, last=last))


def with_person(desk, key, name, **more):
    with desk.change("person") as change:
        return change.add(Person(id=key, name=name, **more))


def session(desk, key=STUDY):
    (found,) = [each for each in desk.occurrences(date(2026, 11, 1), date(2026, 12, 31)) if each.key == key]
    return found


def study_roll(desk):
    return Roll.of(desk, session(desk))


def states(desk, key=STUDY):
    """Return by person how they are marked, None where nobody has marked them."""
    return {
        line.person.id: line.kept.presence.value if line.kept else None
        for line in Roll.of(desk, session(desk, key)).lines
    }
