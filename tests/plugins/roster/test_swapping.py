"""Swapping duties on a desk: which swaps there are, and making one."""

import pytest

from dutydesk.api import DataProblem, StaleChange
from dutydesk_roster.assignment import Assignment
from dutydesk_roster.engine import Placed
from dutydesk_roster.swapping import SwapsOfMonth
from tests.plugins.roster.roster_desk import NOVEMBER, away, day, duties, put

LI = ("li", "gate", "night", day(10))
WU = ("wu", "gate", "night", day(17))


def test_a_swap_is_one_change_and_the_duties_keep_their_identity(desk):
    first, second = put(desk, LI, WU)
    proposal = SwapsOfMonth(desk, NOVEMBER).proposed(Placed(*LI), "wu", day(17))
    assert proposal.verdict.allowed
    assert duties(desk) == {LI, WU}
    proposal.accept(desk)
    assert duties(desk) == {("wu", *LI[1:]), ("li", *WU[1:])}
    assert {each.id for each in desk.table(Assignment).all()} == {first.id, second.id}
    assert desk.undo().why == "吴刚 and 李强 swap duties, 11-10 and 11-17"
    assert duties(desk) == {LI, WU}


def test_a_duty_may_be_given_for_nothing(desk):
    put(desk, LI, ("sun", "gate", "day", day(3)))
    SwapsOfMonth(desk, NOVEMBER).proposed(Placed(*LI), "wu").accept(desk)
    assert duties(desk) == {("wu", *LI[1:]), ("sun", "gate", "day", day(3))}


def test_of_several_duties_on_a_day_the_one_that_fits_is_given_back(desk):
    put(desk, LI, ("zhao", "room", "day", day(17)), ("zhao", "gate", "night", day(17)))
    proposal = SwapsOfMonth(desk, NOVEMBER).proposed(Placed(*LI), "zhao", day(17))
    assert proposal.take == Placed("zhao", "gate", "night", day(17))
    assert proposal.verdict.allowed


def test_a_swap_that_is_not_allowed_is_not_made(desk):
    away(desk, "wu", day(10))
    put(desk, LI)
    proposal = SwapsOfMonth(desk, NOVEMBER).proposed(Placed(*LI), "wu")
    with pytest.raises(DataProblem, match="吴刚 is away"):
        proposal.accept(desk)
    assert duties(desk) == {LI}


def test_a_pinned_duty_stays(desk):
    put(desk, LI, pinned=True)
    swaps = SwapsOfMonth(desk, NOVEMBER)
    assert [one.rule for one in swaps.proposed(Placed(*LI), "wu").verdict.breaches] == ["pinned"]
    assert not any(one.allowed for one in swaps.freeing(Placed(*LI)))


def test_a_swap_that_others_have_overtaken_is_refused(at):
    desk, other = at.open(), at.open("other")
    put(desk, LI, WU)
    proposal = SwapsOfMonth(desk, NOVEMBER).proposed(Placed(*LI), "wu", day(17))
    put(other, ("wu", "gate", "day", day(11)))
    with pytest.raises(StaleChange, match="changed in the meantime"):
        proposal.accept(desk)
    assert LI in duties(desk)


def test_those_who_are_free_are_offered_and_others_not(desk):
    away(desk, "wu", day(10))
    put(desk, LI, ("sun", "gate", "day", day(11)))
    offered = {one.other for one in SwapsOfMonth(desk, NOVEMBER).freeing(Placed(*LI)) if one.take is None}
    assert "wang" in offered
    assert not offered & {"wu", "sun", "li"}
    assert all(one.allowed for one in SwapsOfMonth(desk, NOVEMBER).freeing(Placed(*LI)))


@pytest.mark.parametrize(
    ("give", "other", "back", "expected"),
    [
        (("wu", *LI[1:]), "li", None, "吴刚 does not stand Night at Main gate"),
        (("nobody", *LI[1:]), "li", None, "--person: 'nobody' is nobody's key"),
        ((*LI[:3], day(1, 12)), "wu", None, "--day: 2026-12-01 is no day of 2026-11"),
        (LI, "nobody", None, "--with: 'nobody' is nobody's key"),
        (LI, "li", None, "'li' cannot swap with themselves"),
        (LI, "wu", day(12), "--back: 吴刚 stands no duty on 2026-11-12"),
        (LI, "wu", day(1, 12), "--back: 吴刚 stands no duty on 2026-12-01"),
        (LI, "wu", day(1, 4), "--back: 2026-04-01 lies more than 92 days from 2026-11-10"),
    ],
)
def test_a_swap_that_makes_no_sense_is_refused(desk, give, other, back, expected):
    put(desk, LI, WU)
    with pytest.raises(DataProblem) as caught:
        SwapsOfMonth(desk, NOVEMBER).proposed(Placed(*give), other, back)
    assert expected in str(caught.value)


LAST = ("li", "gate", "night", day(30))
NEXT = ("wu", "gate", "night", day(3, 12))


def test_a_swap_may_reach_over_the_edge_of_the_month(desk):
    put(desk, LAST, NEXT)
    proposal = SwapsOfMonth(desk, NOVEMBER).proposed(Placed(*LAST), "wu", day(3, 12))
    assert proposal.verdict.allowed
    proposal.accept(desk)
    assert duties(desk) == {("wu", *LAST[1:]), ("li", *NEXT[1:])}


def test_rest_over_the_edge_of_the_month_is_judged_as_it_is_after_the_swap(desk):
    put(desk, LAST, ("wu", "gate", "day", day(1, 12)), ("wu", "gate", "day", day(2, 12)))
    swaps = SwapsOfMonth(desk, NOVEMBER)
    assert not swaps.proposed(Placed(*LAST), "wu", day(2, 12)).verdict.allowed
    given_up = swaps.proposed(Placed(*LAST), "wu", day(1, 12))
    assert {one.person for one in given_up.verdict.breaches} == set()


def test_what_lies_beyond_the_edge_is_offered_too(desk):
    put(desk, LAST, NEXT)
    offered = [one for one in SwapsOfMonth(desk, NOVEMBER).freeing(Placed(*LAST), 30) if one.take is not None]
    assert [one.take for one in offered] == [Placed(*NEXT)]


def test_pins_speak_against_a_swap_only_where_they_are_minded(desk):
    put(desk, LI, pinned=True)
    assert SwapsOfMonth(desk, NOVEMBER, minds_pins=False).judged(Placed(*LI), "wu", None).verdict.allowed
    assert not SwapsOfMonth(desk, NOVEMBER).judged(Placed(*LI), "wu", None).verdict.allowed
