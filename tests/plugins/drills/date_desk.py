"""A desk whose drills are planned for a year, in China or New York, and its calendar written twice."""

from datetime import date

from dutydesk_drills.proposing.limits import SearchLimits
from dutydesk_drills.proposing.problem_of import PlanWish, drill_problem
from dutydesk_drills.proposing.proposal import DrillProposal
from dutydesk_drills.proposing.proposal_values import proposal_values
from dutydesk_drills.proposing.worker import solve_in_worker
from tests.plugins.drills.independent_checker import Year, drills_of
from tests.plugins.planned_desk import with_people

QUICK = SearchLimits(seconds=1.0)
SUMMER_BEFORE = date(2026, 8, 3)
SCHOOL = """
[school]
sorts = ["primary", "secondary", "boarding", "bus"]
year_begins = "09-01"
[[building]]
code = "teaching"
name = "Teaching block"
[[building]]
code = "dormitory"
name = "Dormitory"
sort = "dormitory"
"""
CHINA_CALENDAR = """
workdays = [2026-10-10, 2027-05-08]
[[term]]
name = "Autumn"
first = 2026-09-01
last = 2027-01-22
[[term]]
name = "Spring"
first = 2027-02-22
last = 2027-07-09
[[holiday]]
name = "Mid-Autumn"
first = 2026-09-25
last = 2026-09-27
[[holiday]]
name = "National Day"
first = 2026-10-01
last = 2026-10-07
[[holiday]]
name = "New Year"
first = 2027-01-01
last = 2027-01-03
[[holiday]]
name = "Labour Day"
first = 2027-05-01
last = 2027-05-05
[[blocked]]
name = "Examinations"
first = 2027-01-11
last = 2027-01-15
[[blocked]]
name = "Examinations"
first = 2027-06-24
last = 2027-06-30
[[blocked]]
name = "Flag raising"
weekdays = ["mon"]
start = "08:30"
end = "09:00"
"""
CHINA = Year(
    first=date(2026, 9, 1),
    last=date(2027, 8, 31),
    terms=((date(2026, 9, 1), date(2027, 1, 22)), (date(2027, 2, 22), date(2027, 7, 9))),
    holidays=(
        (date(2026, 9, 25), date(2026, 9, 27)),
        (date(2026, 10, 1), date(2026, 10, 7)),
        (date(2027, 1, 1), date(2027, 1, 3)),
        (date(2027, 5, 1), date(2027, 5, 5)),
    ),
    workdays=(date(2026, 10, 10), date(2027, 5, 8)),
    exams=((date(2027, 1, 11), date(2027, 1, 15)), (date(2027, 6, 24), date(2027, 6, 30))),
    kept=((0, "08:30", "09:00"),),
)
NEW_YORK_CALENDAR = """
[[term]]
name = "Fall"
first = 2026-09-08
last = 2027-01-29
[[term]]
name = "Spring"
first = 2027-02-01
last = 2027-06-25
[[holiday]]
name = "Rosh Hashanah"
first = 2026-09-14
last = 2026-09-14
[[holiday]]
name = "Columbus Day"
first = 2026-10-12
last = 2026-10-12
[[holiday]]
name = "Veterans Day"
first = 2026-11-11
last = 2026-11-11
[[holiday]]
name = "Thanksgiving"
first = 2026-11-26
last = 2026-11-27
[[holiday]]
name = "Winter recess"
first = 2026-12-24
last = 2027-01-01
[[holiday]]
name = "Midwinter recess"
first = 2027-02-15
last = 2027-02-19
[[holiday]]
name = "Spring recess"
first = 2027-04-23
last = 2027-04-30
[[holiday]]
name = "Memorial Day"
first = 2027-05-31
last = 2027-05-31
[[blocked]]
name = "Regents examinations"
first = 2027-01-26
last = 2027-01-29
[[blocked]]
name = "Regents examinations"
first = 2027-06-15
last = 2027-06-24
"""
NEW_YORK_SUMMER = """
[[summer_school]]
first = 2027-07-06
last = 2027-08-13
"""
NEW_YORK = Year(
    first=date(2026, 9, 1),
    last=date(2027, 8, 31),
    terms=((date(2026, 9, 8), date(2027, 1, 29)), (date(2027, 2, 1), date(2027, 6, 25))),
    holidays=(
        (date(2026, 9, 14), date(2026, 9, 14)),
        (date(2026, 10, 12), date(2026, 10, 12)),
        (date(2026, 11, 11), date(2026, 11, 11)),
        (date(2026, 11, 26), date(2026, 11, 27)),
        (date(2026, 12, 24), date(2027, 1, 1)),
        (date(2027, 2, 15), date(2027, 2, 19)),
        (date(2027, 4, 23), date(2027, 4, 30)),
        (date(2027, 5, 31), date(2027, 5, 31)),
    ),
    exams=((date(2027, 1, 26), date(2027, 1, 29)), (date(2027, 6, 15), date(2027, 6, 24))),
    summer=((date(2027, 7, 6), date(2027, 8, 13)),),
)


def date_desk(planned, *, packs=(), calendar=CHINA_CALENDAR, more="", today=SUMMER_BEFORE):
    """Open a desk with people and these rule packs, whose clock stands on `today`."""
    planned.at(today)
    named = ", ".join(f'"{each}"' for each in packs)
    planned.write(calendar=calendar, drills=f"packs = [{named}]\n{SCHOOL}{more}")
    return with_people(planned.open())


def proposed(desk, year=2026, limits=QUICK, **wish):
    """Return what the planner proposes for a year."""
    asked = PlanWish(**wish)
    problem = drill_problem(desk, year, asked)
    return DrillProposal.of(problem, solve_in_worker(problem, limits), asked)


def told(proposal):
    """Return a proposal as JSON tells of it, its drills with times for the checker."""
    found = proposal_values(proposal)
    return found, drills_of(found)
