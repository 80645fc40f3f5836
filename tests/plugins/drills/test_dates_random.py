"""Random years, rules and drills that stand: what the planner says of its plan is so."""

from datetime import date, datetime, time, timedelta
from itertools import pairwise, product

from hypothesis import given, settings
from hypothesis import strategies as some

from dutydesk_drills.proposing.asks import CountAsk, NoticeAsk, SpacingAsk, VarietyAsk
from dutydesk_drills.proposing.limits import SearchLimits
from dutydesk_drills.proposing.problem import (
    Closing,
    DrillDay,
    DrillProblem,
    KindFacts,
    Part,
    Place,
    StandingDrill,
)
from dutydesk_drills.proposing.problem_of import PlanWish
from dutydesk_drills.proposing.proposal import DrillProposal
from dutydesk_drills.proposing.solution import What
from dutydesk_drills.proposing.worker import solve_in_worker

FIRST = date(2026, 9, 7)
HOURS = (8, 10, 14)
KINDS = (
    KindFacts("evacuation", "Evacuation", 30, is_evacuation=True),
    KindFacts("fire", "Fire", 30, is_evacuation=True),
    KindFacts("lockdown", "Lockdown", 30),
)
COUNTED = (frozenset({"evacuation", "fire"}), frozenset({"fire"}), frozenset({"lockdown"}))
ANY = frozenset({"evacuation", "fire", "lockdown"})
LIMITS = SearchLimits(seconds=0.5)


def workdays(count):
    return [FIRST + timedelta(days=7 * (each // 5) + each % 5) for each in range(count)]


@some.composite
def days(draw, least=3, most=25):
    found = []
    for day in workdays(draw(some.integers(least, most))):
        closing = draw(some.sampled_from([None, None, None, Closing.HOLIDAY, Closing.BLOCKED]))
        if closing is not None:
            found.append(DrillDay(day, closing=closing, closed_by="something"))
            continue
        places = []
        for hour in HOURS:
            start = datetime.combine(day, time(hour, 10))
            if draw(some.integers(0, 4)):
                places.append(Place(start, Part.DAY, 240))
            else:
                places.append(Place(start, Part.DAY, 0, Closing.BUSY, "a meeting"))
        found.append(DrillDay(day, tuple(places), number=len(found) + 10))
    return tuple(found)


@some.composite
def stretches(draw, year):
    first, last = sorted((draw(some.sampled_from(year)).day, draw(some.sampled_from(year)).day))
    return {"period": f"{first} to {last}", "first": first, "last": last}


def named(number):
    return {"pack": "pack", "rule": f"rule-{number}", "name": f"Rule {number}"}


@some.composite
def asks(draw, year):
    found = [
        CountAsk(
            **named(number),
            kinds=draw(some.sampled_from(COUNTED)),
            conditions=draw(some.sampled_from([frozenset(), frozenset({"second_way_out"})])),
            least=draw(some.integers(1, 3)),
            **draw(stretches(year)),
        )
        for number in range(draw(some.integers(1, 4)))
    ]
    if draw(some.booleans()):
        found.append(SpacingAsk(**named(10), kinds=ANY, least_days=draw(some.integers(2, 6))))
    if draw(some.booleans()):
        found.append(
            VarietyAsk(
                **named(11),
                kinds=ANY,
                different=draw(some.sampled_from(["weekday", "hour"])),
                least=draw(some.integers(2, 3)),
                period="all",
                first=year[0].day,
                last=year[-1].day,
            )
        )
    if draw(some.booleans()):
        found.append(NoticeAsk(**named(12), kinds=COUNTED[2], days_before=draw(some.integers(2, 9))))
    return tuple(found)


@some.composite
def standing(draw, year, today):
    found = []
    for number in range(draw(some.integers(0, 3))):
        day = draw(some.sampled_from(year))
        start = datetime.combine(day.day, time(draw(some.sampled_from(HOURS)), 10))
        is_over = day.day <= today
        there = any(each.start == start and each.closing is None for each in day.places)
        found.append(
            StandingDrill(
                key=f"drill-{number}",
                kind=draw(some.sampled_from(sorted(ANY))),
                title=f"Drill {number}",
                start=start,
                end=start + timedelta(minutes=30),
                is_held=is_over,
                fixed_by="it was held" if is_over else draw(some.sampled_from(["", "", "a file plans it"])),
                misfit="" if there or is_over else "something is then",
                open_conditions=frozenset() if is_over else frozenset({"second_way_out"}),
            )
        )
    return tuple(found)


@some.composite
def problems(draw):
    year = draw(days())
    today = FIRST + timedelta(days=draw(some.integers(-10, 8)))
    return problem(year, draw(asks(year)), draw(standing(year, today)), today)


def problem(year, wanted, stands=(), today=FIRST - timedelta(days=30)):
    begin = today + timedelta(days=1)
    return DrillProblem(
        year=2026,
        first=FIRST,
        last=year[-1].day,
        today=today,
        begin=begin,
        days=tuple(
            each
            if each.closing is not None or each.day >= begin
            else DrillDay(each.day, closing=Closing.PAST)
            for each in year
        ),
        kinds=KINDS,
        standing=stands,
        asks=wanted,
        every_unannounced=0,
    )


def plan(asked):
    solution = solve_in_worker(asked, LIMITS)
    return solution, DrillProposal.of(asked, solution, PlanWish())


def counted(ask, drills):
    """Count by the words of a rule: of its kinds, under its conditions, within its days."""
    return [
        each
        for each in drills
        if each.kind in ask.kinds
        and set(ask.conditions) <= set(each.conditions)
        and (not hasattr(ask, "period") or ask.first <= each.start.date() <= ask.last)
    ]


def missing(asked, ask, drills):
    """Return how much a rule lacks, worked out here."""
    found = sorted(counted(ask, drills), key=lambda each: each.start)
    if isinstance(ask, CountAsk):
        return max(0, ask.least - len(found))
    if isinstance(ask, VarietyAsk):
        values = {each.start.weekday() if ask.different == "weekday" else each.start.hour for each in found}
        return max(0, min(ask.least, len(found)) - len(values))
    if isinstance(ask, SpacingAsk):
        return sum(
            (other.start.date() - one.start.date()).days < ask.least_days for one, other in pairwise(found)
        )
    return sum(
        (each.start.date() - asked.today).days < ask.days_before
        for each in found
        if each.standing is None or not each.standing.is_held
    )


@settings(max_examples=60, deadline=None)
@given(problems())
def test_what_is_called_met_is_met_and_what_is_called_unmet_is_not(asked):
    solution, proposal = plan(asked)
    told = {each.rule: each.missing for each in proposal.unmet}
    assert told == {ask.rule: lacks for ask in asked.asks if (lacks := missing(asked, ask, solution.drills))}
    for each in proposal.unmet:
        assert each.reason


@settings(max_examples=60, deadline=None)
@given(problems())
def test_drills_are_added_and_moved_only_to_where_they_can_be(asked):
    solution, _proposal = plan(asked)
    days_used = [each.start.date() for each in solution.drills]
    for each in solution.drills:
        if each.what not in {What.NEW, What.MOVED}:
            continue
        (day,) = [one for one in asked.days if one.day == each.start.date()]
        assert any(place.start == each.start and place.closing is None for place in day.places)
        assert each.start.date() > asked.today
        assert days_used.count(each.start.date()) == 1
        for ask in asked.notices:
            if each.kind in ask.kinds:
                assert (each.start.date() - asked.today).days >= ask.days_before


@settings(max_examples=60, deadline=None)
@given(problems())
def test_what_stands_is_all_there_and_moved_only_for_a_reason(asked):
    solution, _proposal = plan(asked)
    stands = {each.standing.key: each for each in solution.drills if each.standing is not None}
    assert stands.keys() == {each.key for each in asked.standing}
    for each in stands.values():
        if each.standing.fixed_by:
            assert each.start == each.standing.start
    moved = [each for each in stands.values() if each.what is What.MOVED]
    if solution.is_proven and moved and not any(each.standing.misfit for each in moved):
        # Nothing that is moved is out of place: then some rule would lack more with all as it stands.
        without = problem(
            asked.days,
            asked.asks,
            tuple(fixed(each) for each in asked.standing),
            asked.today,
        )
        total = sum(missing(asked, ask, solution.drills) for ask in asked.asks)
        assert sum(missing(asked, ask, plan(without)[0].drills) for ask in asked.asks) > total


def fixed(drill):
    return StandingDrill(
        key=drill.key,
        kind=drill.kind,
        title=drill.title,
        start=drill.start,
        end=drill.end,
        is_held=drill.is_held,
        fixed_by="it stays",
        open_conditions=drill.open_conditions,
    )


@some.composite
def small_counts(draw):
    year = draw(days(least=2, most=6))
    wanted = tuple(
        CountAsk(
            **named(number),
            kinds=draw(some.sampled_from(COUNTED)),
            least=draw(some.integers(1, 3)),
            **draw(stretches(year)),
        )
        for number in range(draw(some.integers(1, 4)))
    )
    return problem(year, wanted)


@settings(max_examples=60, deadline=None)
@given(small_counts())
def test_no_plan_at_all_gives_the_rules_more(asked):
    solution, proposal = plan(asked)
    usable = [day for day in asked.days if any(place.closing is None for place in day.places)]
    best = min(
        sum(
            max(
                0,
                ask.least
                - sum(
                    kind in ask.kinds and ask.first <= day.day <= ask.last
                    for kind, day in zip(kinds, usable, strict=True)
                ),
            )
            for ask in asked.asks
        )
        for kinds in product(("", "fire", "lockdown"), repeat=len(usable))
    )
    assert solution.is_proven
    assert sum(missing(asked, ask, solution.drills) for ask in asked.asks) == best
    for unmet in proposal.unmet:
        (ask,) = [each for each in asked.asks if each.rule == unmet.rule]
        within = [day for day in asked.days if ask.first <= day.day <= ask.last]
        there = sum(day in usable for day in within)
        assert f"of {len(within)} workday" in unmet.reason
        assert f"{there} can be used" in unmet.reason
        if there >= ask.least:
            assert "other drills have their days there" in unmet.reason
