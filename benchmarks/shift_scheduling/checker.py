"""Whether a roster keeps the rules, and what it costs: written from the rules alone.

The horizon is taken as preceded and followed by any number of days of the same kind, so that the shortest
runs of work and rest are not asked of a run that touches the first or the last day. Day 0 is a Monday.
"""

from collections import Counter
from dataclasses import dataclass
from itertools import groupby, pairwise

from benchmarks.shift_scheduling.instance import Employee, Instance

_SATURDAY, _SUNDAY, _WEEK = 5, 6, 7


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a roster costs, and each rule that it breaks in words."""

    objective: int
    violations: tuple[str, ...]


def _broken_runs(employee: Employee, worked: list[bool]) -> list[str]:
    broken = []
    day = 0
    for working, run in groupby(worked):
        length = len(list(run))
        inside = day > 0 and day + length < len(worked)
        if working and length > employee.longest_work:
            broken.append(f"{employee.name} works {length} days from day {day}")
        if working and inside and length < employee.shortest_work:
            broken.append(f"{employee.name} works only {length} days from day {day}")
        if not working and inside and length < employee.shortest_rest:
            broken.append(f"{employee.name} rests only {length} days from day {day}")
        day += length
    return broken


def _broken_by(instance: Instance, employee: Employee, days: list[str]) -> list[str]:
    name = employee.name
    unknown = {shift for shift in days if shift and shift not in instance.shifts}
    if len(days) != instance.days or unknown:
        return [f"{name} has {len(days)} days and unknown shifts {sorted(unknown)}"]
    broken = _broken_runs(employee, [bool(shift) for shift in days])
    broken += [
        f"{name} works {shift} on their day off {day}"
        for day, shift in enumerate(days)
        if shift and (name, day) in instance.days_off
    ]
    broken += [
        f"{name} works {after} right after {before}"
        for before, after in pairwise(days)
        if before and after in instance.shifts[before].barred_next
    ]
    counts = Counter(shift for shift in days if shift)
    broken += [
        f"{name} works {shift} {count} times"
        for shift, count in counts.items()
        if count > employee.most.get(shift, instance.days)
    ]
    minutes = sum(instance.shifts[shift].minutes for shift in days if shift)
    if not employee.least_minutes <= minutes <= employee.most_minutes:
        broken.append(f"{name} works {minutes} minutes")
    weekends = {
        day // _WEEK for day, shift in enumerate(days) if shift and day % _WEEK in {_SATURDAY, _SUNDAY}
    }
    if len(weekends) > employee.most_weekends:
        broken.append(f"{name} works {len(weekends)} weekends")
    return broken


def check(instance: Instance, roster: dict[str, list[str]]) -> Verdict:
    """Return what the roster (a shift or "" a day for each employee) costs, and what it breaks."""
    broken: list[str] = []
    heads: Counter[tuple[int, str]] = Counter()
    for employee in instance.staff.values():
        days = roster.get(employee.name, [])
        broken += _broken_by(instance, employee, days)
        heads.update((day, shift) for day, shift in enumerate(days) if shift)
    objective = 0
    for wish in instance.wishes_on:
        if roster[wish.employee][wish.day] != wish.shift:
            objective += wish.weight
    for wish in instance.wishes_off:
        if roster[wish.employee][wish.day] == wish.shift:
            objective += wish.weight
    for cover in instance.cover:
        there = heads[cover.day, cover.shift]
        objective += max(0, cover.wanted - there) * cover.under + max(0, there - cover.wanted) * cover.over
    return Verdict(objective, tuple(broken))
