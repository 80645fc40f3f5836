"""Requests for leave and swaps: asking, offering, answering, and following the roster."""

from dataclasses import replace
from datetime import date

import pytest

from dutydesk.api import DataProblem, DueGroup, StaleChange
from dutydesk.domain import Absence, AbsenceState
from dutydesk_roster.assignment import Assignment, PublishedAssignment
from dutydesk_roster.publishing import publish
from dutydesk_roster.requests.answering import approve, decline
from dutydesk_roster.requests.asking import (
    LeaveWish,
    SwapWish,
    ask_leave,
    ask_swap,
    offer,
    refuse,
    withdraw,
    withdraw_offer,
)
from dutydesk_roster.requests.book import RequestBook
from dutydesk_roster.requests.choices import choices_for
from dutydesk_roster.requests.judging import NotAllowed, RequestJudge
from dutydesk_roster.requests.people import actor_of
from dutydesk_roster.requests.request import state_name
from dutydesk_roster.requests.volunteering import stop_volunteering, volunteer
from dutydesk_roster.swap import Swap, SwapOffer, SwapState
from tests.plugins.roster.roster_desk import TODAY, away, day, duties, put

LI = ("li", "gate", "night", day(26))
WU = ("wu", "gate", "night", day(28))
SUN = ("sun", "gate", "day", day(27))


def asked(desk, wish):
    return f"swap:{ask_swap(desk, wish).id}"


def request(desk, key):
    found = RequestBook.of(desk).get(key)
    assert found is not None
    return found


def seen(desk):
    return {(each.person, each.post, each.shift, each.day) for each in desk.table(PublishedAssignment).all()}


def publish_november(desk):
    publish(desk, day(1), day(30), "2026-11")


# Asking for leave


def test_leave_is_asked_for_and_keeps_nobody_off_the_roster_until_it_is_approved(desk):
    absence = ask_leave(desk, LeaveWish(person="li", first=day(26), last=day(27), note="wedding\x1b[2J"))
    assert absence.state is AbsenceState.ASKED
    assert "\x1b" not in absence.note
    assert all(each.person != "li" for each in desk.commitments(desk.zone.days(day(26), day(27))))
    done = approve(desk, f"absence:{absence.id}", "enjoy it")
    assert done == "Approved: 李强: annual leave, Thu 11-26 to Fri 11-27 (enjoy it)"
    kept = desk.table(Absence).get(absence.id)
    assert (kept.state, kept.answer) == (AbsenceState.APPROVED, "enjoy it")
    assert [each.why for each in desk.history(f"absence:{absence.id}")] == [
        done,
        "李强 asks for annual leave, Thu 11-26 to Fri 11-27",
    ]
    desk.undo()
    assert desk.table(Absence).get(absence.id).state is AbsenceState.ASKED


@pytest.mark.parametrize(
    ("wish", "expected"),
    [
        (LeaveWish(person="nobody", first=day(26), last=day(26)), "'nobody' is nobody's key"),
        (LeaveWish(person="li", first=day(27), last=day(26)), "the last day, 2026-11-26, is before"),
        (LeaveWish(person="li", first=day(2), last=day(23)), "2026-11-23 has gone by"),
        (LeaveWish(person="li", first=day(26), last=day(26), kind="moon"), "'moon' is no kind of leave"),
        (LeaveWish(person="li", first=day(28), last=day(29)), "李强 has it already: sick leave, Fri 11-27"),
    ],
)
def test_leave_that_makes_no_sense_is_refused_in_one_line(desk, wish, expected):
    away(desk, "li", day(27), day(28))
    with pytest.raises(DataProblem) as caught:
        ask_leave(desk, wish)
    assert expected in str(caught.value)
    assert len(desk.table(Absence).all()) == 1


def test_leave_asked_for_twice_names_the_other_and_a_withdrawn_one_is_no_hindrance(desk):
    wish = LeaveWish(person="li", first=day(26), last=day(27))
    first = ask_leave(desk, wish)
    with pytest.raises(DataProblem, match="has asked for it already: annual leave, Thu 11-26 to Fri 11-27"):
        ask_leave(desk, replace(wish, first=day(27), last=day(30)))
    withdraw(desk, first.id)
    assert state_name(request(desk, f"absence:{first.id}")) == "withdrawn"
    assert ask_leave(desk, wish).id != first.id


def test_leave_tells_which_duties_would_fall_open_and_who_could_stand_them(desk):
    put(desk, LI, ("chen", "room", "day", day(26)))
    volunteer(desk, "zhu", day(26), day(26))
    leave = ask_leave(desk, LeaveWish(person="li", first=day(26), last=day(26)))
    judged = RequestJudge(desk).judged(request(desk, f"absence:{leave.id}"))
    assert judged.allowed
    assert judged.line == "1 duty falls open, 1 head missing; someone could stand it"
    assert len(judged.help) == 1
    assert judged.help[0].startswith("Thu 11-26 Main gate, Night: 朱华 (volunteer), ")
    for person in ("zhao", "han"):
        away(desk, person, day(26))
    chens = ask_leave(desk, LeaveWish(person="chen", first=day(26), last=day(26)))
    judged = RequestJudge(desk).judged(request(desk, f"absence:{chens.id}"))
    assert not judged.allowed
    assert judged.line == "! 1 duty falls open, 1 head missing; nobody fits 1 of them"
    assert judged.against[0].startswith("Thu 11-26 Monitoring room, Day: nobody fits; ")


def test_approved_leave_leaves_its_duties_to_be_covered_and_says_so(desk):
    put(desk, LI, ("li", "gate", "day", day(28)), ("li", "gate", "day", day(30)))
    leave = ask_leave(desk, LeaveWish(person="li", first=day(26), last=day(28)))
    approve(desk, leave.id)
    assert LI in duties(desk)
    (item,) = [each for each in desk.due(TODAY, day(30)) if "leave" in each.title]
    assert item.title == "2 duties of 李强 lie in their leave"
    assert (item.screen, item.action, item.day) == ("roster", "go_to('li', '2026-11-26')", day(26))


def test_leave_whose_days_have_gone_by_has_lapsed(at):
    desk = at.open()
    leave = ask_leave(desk, LeaveWish(person="li", first=day(26), last=day(26)))
    at.now = at.now.replace(month=12)
    found = request(desk, f"absence:{leave.id}")
    assert not found.waits
    assert state_name(found) == "lapsed"
    with pytest.raises(DataProblem, match="settled already"):
        approve(desk, leave.id)


# Asking for swaps


def test_a_swap_with_a_colleague_is_approved_in_one_change_that_undo_takes_back(desk):
    mine, theirs = put(desk, LI, WU)
    key = asked(desk, SwapWish(person="li", assignment=mine.id, other="wu", back=theirs.id, note="exam"))
    found = request(desk, key)
    assert found.waits
    assert found.title == "李强 gives Thu 11-26 Main gate, Night to 吴刚 for Sat 11-28 Main gate, Night"
    assert duties(desk) == {LI, WU}
    approve(desk, key, "good luck")
    assert duties(desk) == {("wu", *LI[1:]), ("li", *WU[1:])}
    assert {each.id for each in desk.table(Assignment).all()} == {mine.id, theirs.id}
    assert all(each.pinned for each in desk.table(Assignment).all())
    settled = request(desk, key)
    assert (settled.state, settled.answer, settled.word) == (SwapState.APPROVED, "good luck", "exam")
    assert settled.title == found.title
    assert [each.why for each in desk.history(key)] == [
        f"Approved: {found.title} (good luck)",
        "李强 asks 吴刚 to stand Thu 11-26 Main gate, Night for Sat 11-28 Main gate, Night",
    ]
    desk.undo()
    assert duties(desk) == {LI, WU}
    assert request(desk, key).waits


def test_what_was_published_shows_in_calendars_at_once_and_a_draft_stays_a_draft(desk):
    (mine,) = put(desk, LI)
    publish_november(desk)
    (theirs,) = put(desk, WU)
    approve(desk, asked(desk, SwapWish(person="li", assignment=mine.id, other="wu", back=theirs.id)))
    assert seen(desk) == {("wu", *LI[1:])}
    assert desk.table(PublishedAssignment).get(mine.id).revision == 2


@pytest.mark.parametrize(
    ("wish", "expected"),
    [
        ({"person": "nobody"}, "'nobody' is nobody's key"),
        ({"other": "nobody"}, "'nobody' is nobody's key"),
        ({"other": "li"}, "李强 cannot swap with themselves"),
        ({"assignment": "gone"}, "not in the roster any more"),
        ({"person": "sun"}, "Thu 11-26 Main gate, Night is not 孙丽's; 李强 stands it"),
        ({"back": "wu-duty"}, "say by whom"),
        ({"other": "sun", "back": "wu-duty"}, "Sat 11-28 Main gate, Night is not 孙丽's; 吴刚 stands it"),
    ],
)
def test_a_swap_that_makes_no_sense_is_refused_in_one_line(desk, wish, expected):
    mine, theirs = put(desk, LI, WU)
    values = {"person": "li", "assignment": mine.id, **wish}
    if "back" in values:
        values["back"] = theirs.id
    with pytest.raises(DataProblem) as caught:
        ask_swap(desk, SwapWish(**values))
    assert expected in str(caught.value)
    assert desk.table(Swap).all() == ()


def test_a_duty_that_has_begun_is_not_swapped(desk):
    (begun,) = put(desk, ("li", "gate", "day", TODAY))
    with pytest.raises(DataProblem, match="has begun"):
        ask_swap(desk, SwapWish(person="li", assignment=begun.id))


def test_the_same_duty_asked_about_twice_is_refused_and_the_other_named(desk):
    (mine,) = put(desk, LI)
    asked(desk, SwapWish(person="li", assignment=mine.id, other="wu"))
    with pytest.raises(
        DataProblem, match="asked about already: 李强 gives Thu 11-26 Main gate, Night to 吴刚"
    ):
        ask_swap(desk, SwapWish(person="li", assignment=mine.id))
    assert len(desk.table(Swap).all()) == 1


def test_approving_one_request_makes_others_about_the_same_duties_lapse_with_a_word(desk):
    mine, theirs, suns = put(desk, LI, WU, SUN)
    one = asked(desk, SwapWish(person="li", assignment=mine.id, other="wu", back=theirs.id))
    two = asked(desk, SwapWish(person="wu", assignment=theirs.id))
    three = asked(desk, SwapWish(person="sun", assignment=suns.id, other="wu", back=theirs.id))
    apart = asked(desk, SwapWish(person="zhu", assignment=put(desk, ("zhu", "gate", "day", day(30)))[0].id))
    approve(desk, one)
    for key in (two, three):
        found = request(desk, key)
        assert found.swap.state is SwapState.LAPSED
        assert found.answer == "another request about this duty was granted: 李强, 吴刚"
        with pytest.raises(DataProblem, match="settled already"):
            approve(desk, key)
    assert request(desk, apart).waits
    desk.undo()
    assert all(request(desk, key).waits for key in (one, two, three))


def test_a_swap_that_breaks_a_rule_is_told_and_made_only_where_the_leader_insists(desk):
    mine, _theirs = put(desk, LI, ("wu", "gate", "day", day(27)))
    key = asked(desk, SwapWish(person="li", assignment=mine.id, other="wu"))
    judged = RequestJudge(desk).judged(request(desk, key))
    assert not judged.allowed
    assert judged.line.startswith("! 吴刚 ")
    with pytest.raises(NotAllowed, match="Not allowed: 吴刚 takes Night at Main gate"):
        approve(desk, key)
    assert LI in duties(desk)
    assert request(desk, key).waits
    approve(desk, key, despite=True)
    assert ("wu", *LI[1:]) in duties(desk)


def test_a_pin_speaks_not_against_what_people_agree_on(desk):
    (mine,) = put(desk, LI, pinned=True)
    key = asked(desk, SwapWish(person="li", assignment=mine.id, other="wu"))
    assert RequestJudge(desk).judged(request(desk, key)).allowed
    assert any(each.allowed for each in choices_for(desk, request(desk, key).duty))


def test_a_request_is_judged_anew_each_time_it_is_looked_at(desk):
    (mine,) = put(desk, LI)
    key = asked(desk, SwapWish(person="li", assignment=mine.id, other="wu"))
    assert RequestJudge(desk).judged(request(desk, key)).allowed
    away(desk, "wu", day(26))
    assert not RequestJudge(desk).judged(request(desk, key)).allowed
    desk.undo()
    assert RequestJudge(desk).judged(request(desk, key)).allowed


def test_a_swap_over_the_edge_of_the_month_is_judged_and_made(desk):
    mine, theirs = put(desk, ("li", "gate", "night", day(30)), ("wu", "gate", "night", day(3, 12)))
    key = asked(desk, SwapWish(person="li", assignment=mine.id, other="wu", back=theirs.id))
    approve(desk, key)
    assert duties(desk) == {("wu", "gate", "night", day(30)), ("li", "gate", "night", day(3, 12))}


# Following the roster


def test_a_swap_follows_its_duty_to_another_day_post_and_shift(desk):
    (mine,) = put(desk, LI)
    key = asked(desk, SwapWish(person="li", assignment=mine.id, other="wu"))
    with desk.change("moved") as change:
        change.replace(replace(mine, day=day(27), shift="day"))
    found = request(desk, key)
    assert found.waits
    assert found.duty.text == "Fri 11-27 Main gate, Day"
    assert found.duty.moved_from == "Thu 11-26 Main gate, Night"
    approve(desk, key)
    assert duties(desk) == {("wu", "gate", "day", day(27))}
    assert request(desk, key).title == "李强 gives Fri 11-27 Main gate, Day to 吴刚"


@pytest.mark.parametrize(
    ("touch", "expected"),
    [
        (lambda change, mine, _theirs: change.remove(mine), "Thu 11-26 Main gate, Night was removed"),
        (
            lambda change, mine, _theirs: change.replace(replace(mine, person="sun")),
            "Thu 11-26 Main gate, Night has passed to 孙丽",
        ),
        (lambda change, _mine, theirs: change.remove(theirs), "Sat 11-28 Main gate, Night was removed"),
        (
            lambda change, mine, _theirs: change.replace(replace(mine, day=day(20))),
            "Fri 11-20 Main gate, Night has begun",
        ),
    ],
)
def test_a_swap_lapses_with_its_duty_and_comes_back_with_it(desk, touch, expected):
    mine, theirs = put(desk, LI, WU)
    key = asked(desk, SwapWish(person="li", assignment=mine.id, other="wu", back=theirs.id))
    with desk.change("touched") as change:
        touch(change, mine, theirs)
    found = request(desk, key)
    assert (found.state, found.answer, found.waits) == (SwapState.LAPSED, expected, False)
    for act in (approve, decline):
        with pytest.raises(DataProblem, match="lapsed"):
            act(desk, key)
    assert all(each.group is not DueGroup.REQUEST for each in desk.due(TODAY, day(30)))
    desk.undo()
    assert request(desk, key).waits


def test_a_swap_lapses_once_its_duty_begins(at):
    desk = at.open()
    (mine,) = put(desk, LI)
    key = asked(desk, SwapWish(person="li", assignment=mine.id))
    at.now = at.now.replace(day=26, hour=15)
    assert request(desk, key).lapse == "Thu 11-26 Main gate, Night has begun"


def test_what_others_have_changed_since_it_was_judged_is_not_overrun(at, monkeypatch):
    desk, other = at.open(), at.open("other")
    (mine,) = put(desk, LI)
    key = asked(desk, SwapWish(person="li", assignment=mine.id, other="wu"))
    judged = RequestJudge.proposal

    def meanwhile(*arguments):
        found = judged(*arguments)
        put(other, ("wu", "gate", "day", day(27)))
        return found

    monkeypatch.setattr(RequestJudge, "proposal", meanwhile)
    with pytest.raises(StaleChange, match="changed in the meantime"):
        approve(desk, key)
    assert LI in duties(desk)


# Offers


def test_an_open_request_takes_the_one_offer_there_is(desk):
    mine, theirs = put(desk, LI, WU)
    key = asked(desk, SwapWish(person="li", assignment=mine.id))
    assert RequestJudge(desk).judged(request(desk, key)).line == "nobody has offered yet"
    with pytest.raises(DataProblem, match="nobody has offered yet"):
        approve(desk, key)
    offer(desk, key, "wu", theirs.id, "gladly")
    assert request(desk, key).offers[0].text == "吴刚 would stand it and give Sat 11-28 Main gate, Night"
    assert RequestJudge(desk).judged(request(desk, key)).allowed
    approve(desk, key)
    assert duties(desk) == {("wu", *LI[1:]), ("li", *WU[1:])}
    assert request(desk, key).swap.back == theirs.id


def test_of_several_offers_the_leader_says_which_or_names_anyone(desk):
    mine, theirs = put(desk, LI, WU)
    key = asked(desk, SwapWish(person="li", assignment=mine.id))
    offer(desk, key, "wu", theirs.id)
    offer(desk, key, "sun")
    with pytest.raises(DataProblem, match=r"say who stands it: (sun, wu|wu, sun)"):
        approve(desk, key)
    approve(desk, key, other="zhu")
    assert duties(desk) == {("zhu", *LI[1:]), WU}
    desk.undo()
    approve(desk, key, other="wu")
    assert duties(desk) == {("wu", *LI[1:]), ("li", *WU[1:])}


def test_an_offer_can_be_changed_and_taken_back_and_lapses_with_its_duty(desk):
    mine, theirs = put(desk, LI, WU)
    key = asked(desk, SwapWish(person="li", assignment=mine.id))
    first = offer(desk, key, "wu")
    second = offer(desk, key, "wu", theirs.id)
    assert first.id == second.id
    with desk.change("passed on") as change:
        change.replace(replace(theirs, person="sun"))
    (held,) = request(desk, key).offers
    assert held.fault == "Sat 11-28 Main gate, Night has passed to 孙丽"
    assert request(desk, key).offer_of("wu") is None
    withdraw_offer(desk, key, "wu")
    assert desk.table(SwapOffer).all() == ()
    with pytest.raises(DataProblem, match="offered nothing"):
        withdraw_offer(desk, key, "wu")


def test_who_is_asked_by_name_says_yes_or_no(desk):
    (mine,) = put(desk, LI)
    key = asked(desk, SwapWish(person="li", assignment=mine.id, other="wu"))
    assert not request(desk, key).agreed
    with pytest.raises(DataProblem, match="asks 吴刚 and nobody else"):
        offer(desk, key, "sun")
    with pytest.raises(DataProblem, match="own request"):
        offer(desk, key, "li")
    offer(desk, key, "wu")
    assert request(desk, key).agreed
    refuse(desk, key, "wu", "my mother comes")
    assert request(desk, key).answer == "吴刚 says no: my mother comes"
    assert [each.why.partition(":")[0] for each in desk.history(key)] == [
        "吴刚 says no",
        "吴刚 says yes",
        "李强 asks 吴刚 to stand Thu 11-26 Main gate, Night",
    ]
    with pytest.raises(DataProblem, match="settled already"):
        offer(desk, key, "wu")


# Answers and the pool


def test_a_request_is_declined_with_a_word_and_stays_declined(desk):
    (mine,) = put(desk, LI)
    key = asked(desk, SwapWish(person="li", assignment=mine.id, other="wu"))
    assert decline(desk, key, "not this week") == (
        "Declined: 李强 gives Thu 11-26 Main gate, Night to 吴刚 (not this week)"
    )
    assert request(desk, key).answer == "not this week"
    for act in (approve, decline, withdraw):
        with pytest.raises(DataProblem, match="settled already"):
            act(desk, key)


def test_a_request_is_found_by_the_first_letters_of_its_id(desk):
    leave = ask_leave(desk, LeaveWish(person="li", first=day(26), last=day(26)))
    book = RequestBook.of(desk)
    assert book.find(leave.id[:6]).key == book.find(f"absence:{leave.id}").key
    for text in ("", "abc", "zzzzzz"):
        with pytest.raises(DataProblem, match="is no request"):
            book.find(text)


def test_waiting_swaps_stand_on_the_board_and_settled_ones_do_not(desk):
    (mine,) = put(desk, LI)
    key = asked(desk, SwapWish(person="li", assignment=mine.id, other="wu"))
    (item,) = [each for each in desk.due(TODAY, day(30)) if each.group is DueGroup.REQUEST]
    assert (item.screen, item.action) == ("requests", f"open_request('{key}')")
    assert item.title == "李强 gives Thu 11-26 Main gate, Night to 吴刚"
    decline(desk, key)
    assert all(each.group is not DueGroup.REQUEST for each in desk.due(TODAY, day(30)))


def test_leave_that_waits_is_told_once_and_leads_to_its_request(desk):
    leave = ask_leave(desk, LeaveWish(person="li", first=day(26), last=day(26)))
    (item,) = [each for each in desk.due(TODAY, day(30)) if each.group is DueGroup.REQUEST]
    assert (item.screen, item.action) == ("requests", f"open_request('absence:{leave.id}')")


def test_who_can_be_called_is_in_the_pool_until_they_say_otherwise(desk):
    offered = volunteer(desk, "zhu", day(26), day(28), "mornings")
    with pytest.raises(DataProblem, match="朱华 can be called already, Thu 11-26 to Sat 11-28"):
        volunteer(desk, "zhu", day(28), day(30))
    for first, last, expected in (
        (day(28), day(27), "is before the first"),
        (day(1), day(2), "has gone by"),
    ):
        with pytest.raises(DataProblem, match=expected):
            volunteer(desk, "zhu", first, last)
    (mine,) = put(desk, LI)
    key = asked(desk, SwapWish(person="li", assignment=mine.id))
    ranking = RequestJudge(desk).stand_ins(request(desk, key))
    assert ranking.stand_ins[0].person == "zhu"
    assert ranking.stand_ins[0].volunteers
    stop_volunteering(desk, offered)
    assert not RequestJudge(desk).stand_ins(request(desk, key)).stand_ins[0].volunteers


@pytest.mark.parametrize(
    ("actor", "expected"),
    [("li", "li"), ("LI", "li"), ("李强", "li"), ("test", None), ("", None)],
)
def test_who_works_at_the_desk_is_known_by_key_or_name(at, actor, expected):
    person = actor_of(at.open(actor or "unknown"))
    assert (person.id if person else None) == expected


def test_who_works_at_the_desk_is_known_by_an_address_that_is_theirs_alone(at):
    desk = at.open("q.li")
    people = {each.id: each for each in desk.people()}
    with desk.change("addresses") as change:
        change.replace(replace(people["li"], email="q.li@example.org"))
    assert actor_of(desk).id == "li"
    with desk.change("the same") as change:
        change.replace(replace(people["wu"], email="q.li@example.com"))
    assert actor_of(desk) is None


def test_days_are_days(desk):
    assert desk.today() == date(2026, 11, 24)
