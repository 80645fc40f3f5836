"""Small problems of every kind, for Hypothesis."""

from datetime import date, timedelta

import msgspec
from hypothesis import strategies as st

from dutydesk.domain.school_calendar import DayKind
from dutydesk_roster.engine import (
    Apart,
    Based,
    Beside,
    Burden,
    DaysInARow,
    DutiesADay,
    FewestDaysInARow,
    FewestDaysOff,
    HeadsOf,
    HoursAMonth,
    HoursAWeek,
    Kept,
    LimitedQualification,
    NightsInARow,
    OnePost,
    Overtime,
    Pin,
    Placed,
    Rest,
    Succession,
    Together,
    WeekendsOff,
    Weights,
    Wish,
    Within,
)
from tests.plugins.roster_engine.months import DAY, LATE, NIGHT, away, guard, held, problem, slot

SATURDAY = date(2026, 11, 7)
SHIFTS = (DAY, LATE, NIGHT)
CODES = tuple(shift.code for shift in SHIFTS)
POSTS = ("gate", "hall")
_WITHIN = st.sampled_from(Within)
_WHO = st.sampled_from(("armed", "new"))


def rules(keys):
    weight = st.none() | st.sampled_from((3, 30))
    some = st.just(()) | st.sampled_from([(key,) for key in keys])
    few = st.permutations(keys).map(lambda order: tuple(order[:3]))
    count = st.integers(1, 3)
    return st.one_of(
        st.builds(Rest, hours=st.sampled_from((8.0, 11.0, 16.5)), weight=weight, people=some),
        st.builds(DutiesADay, most=st.integers(1, 2), weight=weight, people=some),
        st.builds(DaysInARow, most=count, weight=weight, people=some),
        st.builds(NightsInARow, most=st.integers(1, 2), weight=weight, people=some),
        st.builds(FewestDaysInARow, fewest=st.integers(2, 3), weight=weight, people=some),
        st.builds(FewestDaysOff, fewest=st.integers(2, 3), weight=weight, people=some),
        st.builds(HoursAWeek, most=st.sampled_from((8.0, 12.5, 24.0)), weight=weight, people=some),
        st.builds(HoursAMonth, most=st.sampled_from((8.0, 24.0)), weight=weight, people=some),
        st.builds(Overtime, contract=st.just(16.0), most=st.just(4.5), weight=weight, people=some),
        st.builds(WeekendsOff, fewest=st.integers(1, 4), weight=weight, people=some),
        st.builds(
            Succession, before=st.sampled_from(CODES), after=st.just(("day",)) | st.just(CODES), weight=weight
        ),
        st.builds(Apart, within=_WITHIN, weight=weight, people=few),
        st.builds(Together, weight=weight, people=few),
        st.builds(Beside, who=_WHO, by=_WHO, within=_WITHIN, weight=weight, people=some),
        st.builds(
            HeadsOf,
            who=_WHO,
            least=st.integers(0, 1),
            most=st.none() | st.integers(1, 2),
            shifts=st.just(()) | st.just(("day", "night")),
            posts=st.just(()) | st.just(("gate",)),
            weight=weight,
        ),
        st.builds(OnePost, weight=weight, people=some),
    )


@st.composite
def problems(draw, people=4, length=5, *, pinned=False, whole_months=False):
    keys = [f"p{index}" for index in range(draw(st.integers(1, people)))]
    first = date(2027, 2, 1) if whole_months else SATURDAY - timedelta(days=draw(st.integers(0, 3)))
    # In a whole month only the days around two weekends have slots, so that it stays small.
    count = draw(st.integers(1, length))
    span = 28 if whole_months else count
    dates = [first + timedelta(days=index + 5 * whole_months) for index in range(count)]
    some_day, key = st.sampled_from(dates), st.sampled_from(keys)
    # Some last for ever at one end, and some are for days on which nobody has anything.
    limited = st.builds(
        LimitedQualification, code=_WHO, first=st.none() | some_day, last=st.none() | some_day
    )
    guards = [
        guard(
            each,
            qualifications=tuple(sorted(draw(st.sets(st.sampled_from(("armed", "new")))))),
            limited=tuple(draw(st.lists(limited, max_size=2))),
            share=draw(st.sampled_from((0.5, 1.0))),
            starts=draw(st.none() | st.none() | some_day),
            carried=Burden(nights=draw(st.integers(0, 3))),
        )
        for each in keys
    ]
    slots = []
    for day in dates:
        for shift in draw(st.lists(st.sampled_from(SHIFTS), max_size=3, unique=True)):
            for post in POSTS[: draw(st.integers(1, 2))]:
                fewest, more, beyond = draw(
                    st.sampled_from(
                        ((1, 0, 0), (1, 0, 0), (0, 1, 0), (1, 1, 0), (1, 0, 1), (0, 0, 1), (2, 0, 0))
                    )
                )
                needs = draw(st.sampled_from(((), (), ("armed",), ("armed", "new"))))
                slots.append(
                    msgspec.structs.replace(
                        slot(post, shift, day, fewest + more, needs),
                        least=fewest,
                        most=fewest + more + beyond,
                    )
                )
    wishes = draw(
        st.lists(
            st.builds(
                Wish,
                person=key,
                day=some_day,
                on=st.booleans(),
                shift=st.sampled_from(("", *CODES)),
                post=st.sampled_from(("", "", "gate")),
                weight=st.sampled_from((7, 20, None)),
            ),
            max_size=3,
        )
    )
    base = draw(st.lists(st.tuples(key, some_day), unique=True, max_size=3))
    places = st.sampled_from([one.place for one in slots]) if slots else st.nothing()

    def placed(kind, most):
        return tuple(
            kind(who, *place)
            for who, place in draw(st.lists(st.tuples(key, places), max_size=most, unique=True))
        )

    outside = st.sampled_from(
        [first - timedelta(days=back) for back in (1, 2, 3)] + [first + timedelta(days=span)]
    )
    duties = draw(
        st.lists(
            st.tuples(key, st.sampled_from(SHIFTS), outside),
            max_size=3,
            unique_by=lambda one: (one[0], one[2]),
        )
    )
    return problem(
        guards,
        slots,
        first=first,
        last=first + timedelta(days=span - 1),
        rules=tuple(draw(st.lists(rules(keys), max_size=4))),
        wishes=tuple(wishes),
        base=tuple(Based(who, day, draw(st.sampled_from(("", *CODES)))) for who, day in base),
        kept=placed(Kept, 3) if slots else (),
        pins=placed(Pin, 3) if slots and pinned else (),
        busy=tuple(away(who, day, day) for who, day in draw(st.lists(st.tuples(key, some_day), max_size=2))),
        held=tuple(held(who, shift, day) for who, shift, day in duties),
        day_kinds={day: DayKind.WEEKEND for day in dates if day.weekday() >= 5},
        weights=Weights(uncovered=200_000),
    )


def rosters(asked, most=6):
    """Return a strategy for rosters of a problem, good or bad, no post over its room."""
    pairs = [(person.key, one.place) for person in asked.people for one in asked.slots]
    if not pairs:
        return st.just(())
    return st.lists(st.sampled_from(pairs), max_size=most, unique=True).map(
        lambda chosen: tuple(Placed(key, *place) for key, place in chosen)
    )
