"""A desk with topics to plan, and one look at what people must not be called from."""

from datetime import date, datetime, time, timedelta

from dutydesk.domain import Absence, Person
from dutydesk_roster.assignment import Assignment
from dutydesk_training.planning.problem_of import plan_problem
from dutydesk_training.planning.proposal import PlanProposal
from dutydesk_training.planning.solve import SearchLimits, solve

QUICK = SearchLimits(seconds=60, rounds=1)
TOPICS = """
[[topic]]
code = "first-aid"
title = "First aid"
hours = 2
minutes = 60
groups = 2
syllabus = ["Bleeding", "Burns", "Breathing", "Practice"]
gives = "first-aid"
valid_months = 24
place = "Hall"

[[topic]]
code = "fork"
title = "Anti-riot fork 防暴叉"
hours = 1
groups = 1
owner = "zhao"
place = "Gym"
who = ["@rank:guard"]

[[slot]]
weekdays = ["tue", "thu"]
starts = ["09:30", "15:10"]
"""
QUALIFICATIONS = """
[[qualification]]
code = "first-aid"
name = "First aid"
aliases = ["急救"]
"""
FIRST, LAST = date(2026, 12, 1), date(2026, 12, 18)


def duty(key: str, person: str, day: date, shift: str = "night") -> Assignment:
    return Assignment(id=key, person=person, post="main-gate", shift=shift, day=day)


def keep(desk, *records):
    with desk.change("kept") as change:
        for record in records:
            change.add(record)


def away(person: str, first: date, last: date) -> Absence:
    return Absence(id=f"away-{person}-{first}", person=person, kind="annual", first=first, last=last)


def planned_topics(planned, *people: Person, topics: str = TOPICS):
    """Return a desk with topics, its people, and more of them."""
    planned.write(training=topics, qualifications=QUALIFICATIONS)
    desk = planned.open()
    from tests.plugins.planned_desk import PEOPLE

    keep(desk, *PEOPLE, *people)
    return desk


def proposal(desk, first: date = FIRST, last: date = LAST, codes=()) -> PlanProposal:
    problem = plan_problem(desk, first, last, codes)
    return PlanProposal.of(problem, solve(problem, QUICK), codes)


def not_to_be_called(desk, person: str, start: datetime, end: datetime, leaving_out=()) -> str:
    """Return what keeps someone, from the desk's own records of duties, leave and activities; or nothing.

    It shares no code with the plan: shifts and rest are those of the default settings.
    """
    hours = {"day": (7, 8), "evening": (15, 8), "night": (23, 8)}
    for each in desk.table(Assignment).where(person=person):
        begin, length = hours[each.shift]
        on = datetime.combine(each.day, time(begin))
        off = on + timedelta(hours=length)
        if on < end and start < off:
            return f"on duty {each.day} {each.shift}"
        if each.shift == "night" and off <= start < off + timedelta(hours=11):
            return f"rests after the night of {each.day}"
    for each in desk.table(Absence).where(person=person):
        if each.first <= start.date() <= each.last:
            return "away"
    found = desk.occurrences(start.date(), start.date())
    expected = desk.participants(found)
    for each in found:
        if (
            each.key not in leaving_out
            and person in expected[each.key]
            and each.start < end
            and start < each.end
        ):
            return f"at {each.activity.title}"
    return ""
