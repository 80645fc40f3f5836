"""Taking a shift in an emergency: at once, only where no rule breaks, seen by calendars and by the leader."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from dutydesk.api import DataProblem, DueGroup, DueState
from dutydesk_roster.assignment import PublishedAssignment
from dutydesk_roster.publishing import publish
from dutydesk_roster.requests.answering import approve, decline
from dutydesk_roster.requests.asking import SwapWish, ask_swap
from dutydesk_roster.requests.book import RequestBook
from dutydesk_roster.requests.judging import NotAllowed
from dutydesk_roster.requests.taking import duty_at, needed_duties, running_duties, take, take_open
from dutydesk_roster.swap import Swap, SwapState
from tests.plugins.roster.roster_desk import TODAY, away, day, duties, put

TONIGHT = ("li", "gate", "night", TODAY)


@pytest.fixture
def mine(desk):
    (mine,) = put(desk, TONIGHT)
    publish(desk, day(1), day(30), "2026-11")
    return mine


def seen(desk):
    return {(each.person, each.post, each.shift, each.day) for each in desk.table(PublishedAssignment).all()}


def waiting(desk):
    return list(RequestBook.of(desk).waiting)


def test_a_shift_is_taken_at_once_and_only_that_duty_is_published(desk, mine):
    put(desk, ("sun", "gate", "day", day(26)))
    take(desk, "wu", mine.id, "Li has a fever")
    assert ("wu", *TONIGHT[1:]) in duties(desk)
    assert seen(desk) == {("wu", *TONIGHT[1:])}
    (entry, *_) = desk.history("person:wu")
    assert entry.why == "吴刚 takes Tue 11-24 Main gate, Night over from 李强 (Li has a fever)"
    window = desk.zone.days(TODAY, TODAY)
    (event,) = [each for each in desk.feed_events(window) if each.uid == f"duty-{mine.id}"]
    assert event.people == ("wu",)
    desk.undo()
    assert seen(desk) == {TONIGHT}
    assert desk.table(Swap).all() == ()


def test_a_shift_is_not_taken_where_a_rule_would_break(desk, mine):
    put(desk, ("wu", "gate", "day", day(25)))
    with pytest.raises(NotAllowed, match="Not allowed: 吴刚 takes"):
        take(desk, "wu", mine.id)
    away(desk, "sun", TODAY)
    with pytest.raises(NotAllowed, match="孙丽 is away"):
        take(desk, "sun", mine.id)
    assert TONIGHT in duties(desk)
    assert desk.table(Swap).all() == ()


def test_the_leader_is_told_and_keeps_it(desk, mine):
    take(desk, "wu", mine.id)
    (item,) = [each for each in desk.due(TODAY, day(30)) if each.group is DueGroup.REQUEST]
    assert item.title == "吴刚 took Tue 11-24 Main gate, Night over from 李强"
    assert (item.state, item.detail) == (DueState.OVERDUE, "made already: keep it or take it back")
    (found,) = waiting(desk)
    approve(desk, found.key, "thank you")
    assert waiting(desk) == []
    assert ("wu", *TONIGHT[1:]) in duties(desk)
    assert RequestBook.of(desk).get(found.key).answer == "thank you"


def test_the_leader_takes_it_back(desk, mine):
    take(desk, "wu", mine.id)
    (found,) = waiting(desk)
    decline(desk, found.key, "Li is fine")
    assert duties(desk) == seen(desk) == {TONIGHT}
    assert RequestBook.of(desk).get(found.key).state is SwapState.DECLINED


def test_what_would_break_a_rule_is_taken_back_only_where_the_leader_insists(desk, mine):
    take(desk, "wu", mine.id)
    away(desk, "li", TODAY)
    (found,) = waiting(desk)
    with pytest.raises(NotAllowed, match="李强 is away"):
        decline(desk, found.key)
    decline(desk, found.key, despite=True)
    assert TONIGHT in duties(desk)


def test_a_request_about_the_duty_is_taken_up_and_others_lapse(desk):
    mine, other = put(desk, ("li", "gate", "night", day(26)), ("wu", "gate", "night", day(28)))
    asked = ask_swap(desk, SwapWish(person="li", assignment=mine.id, note="exam"))
    beside = ask_swap(desk, SwapWish(person="wu", assignment=other.id, other="li", back=mine.id))
    taken = take(desk, "sun", mine.id)
    assert (taken.id, taken.state, taken.other, taken.note) == (asked.id, SwapState.TAKEN, "sun", "exam")
    assert desk.table(Swap).get(beside.id).state is SwapState.LAPSED
    desk.undo()
    assert {each.state for each in desk.table(Swap).all()} == {SwapState.ASKED}


def test_a_running_shift_can_be_taken_and_one_that_is_over_cannot(at):
    desk = at.open()
    mine, over = put(desk, TONIGHT, ("zhu", "gate", "night", day(22)))
    publish(desk, day(1), day(30), "2026-11")
    at.now = datetime(2026, 11, 24, 20, 0, tzinfo=UTC)
    take(desk, "wu", mine.id)
    assert ("wu", *TONIGHT[1:]) in duties(desk)
    with pytest.raises(DataProblem, match="is over"):
        take(desk, "sun", over.id)
    with pytest.raises(DataProblem, match="吴刚 stands Tue 11-24 Main gate, Night already"):
        take(desk, "wu", mine.id)
    with pytest.raises(DataProblem, match="not in the roster any more"):
        take(desk, "wu", "gone")


@pytest.mark.usefixtures("mine")
def test_an_open_slot_is_taken_and_given_back(desk):
    place = ("gate", "day", day(25))
    taken = take_open(desk, "sun", place, "I am near")
    assert taken.person == ""
    assert ("sun", *place) in duties(desk) & seen(desk)
    (found,) = waiting(desk)
    assert found.title == "孙丽 took the open duty Wed 11-25 Main gate, Day"
    decline(desk, found.key)
    assert duties(desk) == seen(desk) == {TONIGHT}
    with pytest.raises(DataProblem, match="nobody is missing at Tue 11-24 Main gate, Night"):
        take_open(desk, "sun", TONIGHT[1:])
    with pytest.raises(NotAllowed):
        take_open(desk, "li", ("gate", "day", day(25)))
    with pytest.raises(NotAllowed, match="Fire panel"):
        take_open(desk, "sun", ("room", "day", day(25)))


def test_what_has_passed_on_since_it_was_taken_is_no_matter_any_more(desk, mine):
    take(desk, "wu", mine.id)
    (found,) = waiting(desk)
    with desk.change("passed on") as change:
        change.replace(replace(found.duty.assignment, person="sun"))
    assert waiting(desk) == []
    with pytest.raises(DataProblem, match="has passed to 孙丽"):
        decline(desk, found.key)


@pytest.mark.usefixtures("mine")
def test_what_is_needed_now_are_open_slots_and_the_duties_of_those_away(desk):
    assert ("li", "night") not in [(each.person, each.shift) for each in needed_duties(desk)]
    away(desk, "li", TODAY)
    found = {(each.person, each.post, each.shift, each.day): each.reason for each in needed_duties(desk)}
    assert found["li", "gate", "night", TODAY] == "李强 is away"
    assert found["", "gate", "day", TODAY] == "nobody stands there"
    assert all(each[3] <= day(26) for each in found)


@pytest.mark.usefixtures("mine")
def test_only_published_duties_of_others_are_offered_for_an_emergency(desk):
    put(desk, ("sun", "gate", "day", day(25)))
    assert [each.text for each in running_duties(desk, "wu")] == ["Tue 11-24 Main gate, Night"]
    assert running_duties(desk, "li") == ()


def test_a_duty_is_found_by_its_place_and_its_holder(desk):
    one, two = put(desk, ("li", "gate", "day", day(26)), ("sun", "gate", "day", day(26)))
    place = ("gate", "day", day(26))
    with pytest.raises(DataProblem, match=r"2 people stand .*: li, sun"):
        duty_at(desk, place)
    assert duty_at(desk, place, "sun") == two
    assert duty_at(desk, ("gate", "night", day(26))) is None
    with pytest.raises(DataProblem, match="吴刚 does not stand"):
        duty_at(desk, place, "wu")
    assert one.person == "li"
