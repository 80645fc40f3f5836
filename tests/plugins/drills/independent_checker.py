"""Whether the drills of a year keep the laws, from the words of the laws alone.

Nothing of the program is used here: a drill is what `dutydesk drills plan --json` prints of it, and a
calendar is written down anew.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

EVACUATIONS = {"evacuation", "fire", "earthquake"}


@dataclass(frozen=True)
class Year:
    """A school year as its calendar has it; `exams` are whole days, `kept` are (weekday, from, to)."""

    first: date
    last: date
    terms: tuple
    holidays: tuple = ()
    workdays: tuple = ()
    exams: tuple = ()
    kept: tuple = ()
    summer: tuple = ()

    def days(self, first=None, last=None):
        day = first or self.first
        while day <= (last or self.last):
            yield day
            day += timedelta(days=1)

    def off(self, day):
        """Say why there is no school on a day, or nothing."""
        if day in self.workdays:
            return ""
        if day.weekday() > 4:
            return "weekend"
        if any(first <= day <= last for first, last in self.holidays):
            return "holiday"
        return ""

    def is_summer(self, day):
        return any(first <= day <= last for first, last in self.summer) and not self.in_term(day)

    def in_term(self, day):
        return any(first <= day <= last for first, last in self.terms)

    def is_school(self, day):
        return not self.off(day) and (self.in_term(day) or self.is_summer(day))


def read(drill):
    """Return a drill with its times as times."""
    day = date.fromisoformat(str(drill["day"]))
    return {
        **drill,
        "day": day,
        "from": drill.get("from"),
        "begins": datetime.combine(day, time.fromisoformat(drill["start"])),
        "ends": datetime.combine(day, time.fromisoformat(drill["end"])),
    }


def drills_of(document):
    return sorted((read(each) for each in document["drills"]), key=lambda each: each["begins"])


def is_night(drill):
    return drill["begins"].hour >= 21 or drill["begins"].hour < 6


def is_break(drill):
    return drill["begins"].hour == 12


def misplaced(drills, year, *, today):
    """Say of each drill that was added or moved what is wrong with its date."""
    problems = []
    days = [each["day"] for each in drills]
    for each in drills:
        if each["what"] not in {"new", "moved"}:
            continue
        day, name = each["day"], f"{each['title']} of {each['begins']}"
        if day <= today:
            problems.append(f"{name} is not after today")
        if year.off(day):
            problems.append(f"{name} is on a {year.off(day)}")
        elif not year.is_school(day):
            problems.append(f"{name} is in no term")
        if any(first <= day <= last for first, last in year.exams):
            problems.append(f"{name} is in an examination")
        for weekday, begins, ends in year.kept:
            if day.weekday() == weekday and each["start"] < ends and begins < each["end"]:
                problems.append(f"{name} is in hours that are kept")
        if days.count(day) > 1:
            problems.append(f"{name} has another on its day")
    return problems


def at_least(drills, count, what):
    return [] if len(drills) >= count else [f"{what}: {len(drills)} of {count}"]


def regular(drills, year, kinds):
    """Return the drills of these kinds by day, those of a summer school left out."""
    return [
        each
        for each in drills
        if each["kind"] in kinds and not is_night(each) and not year.is_summer(each["day"])
    ]


def nights(drills, year):
    return [
        each
        for each in drills
        if each["kind"] in EVACUATIONS
        and is_night(each)
        and "dormitory" in each["conditions"]
        and not year.is_summer(each["day"])
    ]


def buses(drills, first, last):
    return [each for each in drills if "bus" in each["conditions"] and first <= each["day"] <= last]


def china(drills, year, *, boarding=True, bus=True):
    """An evacuation in every month of school; one at night every term for boarders, and one of the bus."""
    problems = []
    months = sorted({(day.year, day.month) for day in year.days()})
    for number, month in months:
        school = [
            day for day in year.days() if (day.year, day.month) == (number, month) and year.is_school(day)
        ]
        if len(school) >= 10:
            found = [
                each
                for each in regular(drills, year, EVACUATIONS)
                if (each["day"].year, each["day"].month) == (number, month)
            ]
            problems += at_least(found, 1, f"evacuation in {number}-{month}")
    if boarding:
        for first, last in year.terms:
            found = [each for each in nights(drills, year) if first <= each["day"] <= last]
            problems += at_least(found, 1, f"night drill from {first}")
    for first, last in year.terms if bus else ():
        problems += at_least(buses(drills, first, last), 1, f"bus from {first}")
    return problems


def new_york(drills, year, *, boarding=True):
    """Twelve a year: eight evacuations, four lockdowns, eight of all by 31 December; nights and summers."""
    evacuations, lockdowns = regular(drills, year, EVACUATIONS), regular(drills, year, {"lockdown"})
    twelve = [*evacuations, *lockdowns]
    autumn = [
        each for each in twelve if date(year.first.year, 9, 1) <= each["day"] <= date(year.first.year, 12, 31)
    ]
    problems = [
        *at_least(twelve, 12, "drills"),
        *at_least(autumn, 8, "drills by 31 December"),
        *at_least(evacuations, 8, "evacuations"),
        *at_least(lockdowns, 4, "lockdowns"),
        *at_least(
            [each for each in evacuations if "second_way_out" in each["conditions"]], 4, "second way out"
        ),
        *at_least({each["day"].weekday() for each in twelve}, 3, "weekdays"),
        *at_least({each["begins"].hour for each in twelve}, 3, "hours"),
    ]
    if boarding:
        problems += at_least(nights(drills, year), 4, "night drills")
    for first, last in year.summer:
        found = [each for each in drills if first <= each["day"] <= last]
        begins = next(day for day in year.days(first, last) if year.is_school(day))
        problems += at_least(found, 2, "summer school")
        week = [each for each in found if each["day"] < begins + timedelta(days=7)]
        problems += at_least(week, 1, "first week of the summer school")
    return problems


def michigan(drills, year):
    """Five fire, two tornado, three lockdown; some of them by a day; one in the break."""
    begin = year.first.year
    fire, tornado, lockdown = (regular(drills, year, {kind}) for kind in ("fire", "weather", "lockdown"))
    night_fire = [each for each in drills if each["kind"] == "fire" and is_night(each)]
    in_march = [each for each in tornado if each["day"].month == 3]
    december = date(begin, 12, 1)
    return [
        *at_least([*fire, *night_fire], 5, "fire drills"),
        *at_least(
            [each for each in [*fire, *night_fire] if each["day"] <= december], 3, "fire by 1 December"
        ),
        *at_least(tornado, 2, "tornado drills"),
        *at_least(in_march, 1, "tornado in March"),
        *at_least(lockdown, 3, "lockdowns"),
        *at_least([each for each in lockdown if each["day"] <= december], 1, "lockdown by 1 December"),
        *at_least(
            [each for each in lockdown if each["day"] > date(begin + 1, 1, 1)], 1, "lockdown after 1 January"
        ),
        *at_least([each for each in (*fire, *tornado, *lockdown) if is_break(each)], 1, "drill in the break"),
    ]


def alabama(drills, year):
    """Fire monthly; weather in autumn and from January; lockdown in six weeks; a bus drill a semester."""
    begin = year.first.year
    problems = []
    for number, month in sorted({(day.year, day.month) for day in year.days()}):
        days = [
            day for day in year.days() if (day.year, day.month) == (number, month) and year.is_school(day)
        ]
        if len(days) >= 10:
            found = [
                each
                for each in drills
                if each["kind"] == "fire" and (each["day"].year, each["day"].month) == (number, month)
            ]
            problems += at_least(found, 1, f"fire in {number}-{month}")
    weather = regular(drills, year, {"weather"})
    for first, last in (
        (date(begin, 9, 1), date(begin, 11, 30)),
        (date(begin + 1, 1, 1), date(begin + 1, 3, 31)),
    ):
        problems += at_least(
            [each for each in weather if first <= each["day"] <= last], 1, f"weather {first}"
        )
    for first, last in year.terms:
        begins = next(day for day in year.days(first, last) if year.is_school(day))
        lockdown = [
            each
            for each in regular(drills, year, {"lockdown"})
            if begins <= each["day"] < begins + timedelta(weeks=6)
        ]
        problems += at_least(lockdown, 1, f"lockdown from {begins}")
        problems += at_least(buses(drills, first, last), 1, f"bus from {first}")
    return problems


def qingdao(drills, year):
    """China's monthly evacuation; two night drills a year where pupils sleep, and two of the bus."""
    return [
        *china(drills, year, boarding=False, bus=False),
        *at_least(nights(drills, year), 2, "night drills"),
        *at_least(buses(drills, year.first, year.last), 2, "bus drills"),
    ]


def untold(drills, *, kinds, days, today):
    """Say of which drills parents cannot be told so many days before."""
    return [
        f"{each['title']} of {each['day']}"
        for each in drills
        if each["kind"] in kinds and each["what"] in {"new", "moved"} and (each["day"] - today).days < days
    ]
