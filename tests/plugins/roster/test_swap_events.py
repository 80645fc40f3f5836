"""A swap in waiting as calendars tell of it: a perhaps for one, and still sure for the other."""

import re
from dataclasses import replace

import pytest

from dutydesk.feeds.desk_book import feed_book
from dutydesk_roster.assignment import Assignment
from dutydesk_roster.publishing import publish
from dutydesk_roster.requests.answering import approve, decline
from dutydesk_roster.requests.asking import SwapWish, ask_swap, offer, refuse, withdraw
from dutydesk_roster.requests.taking import take, take_open
from dutydesk_roster.swap import Swap, SwapState
from tests.plugins.roster.roster_desk import TODAY, day, put

LI = ("li", "gate", "night", day(26))
WU = ("wu", "gate", "night", day(28))
WAITS = "A swap of this duty is asked for. Until it is agreed, {} stands it."
PERHAPS_WU = "Perhaps: Main gate, Night (swap with 李强)"
PERHAPS_LI = "Perhaps: Main gate, Night (swap with 吴刚)"
SURE = "Main gate, Night"


class Calendars:
    """The feeds of a desk as subscribers get them, kept up to date from one change to the next.

    Each look is held against feeds that are made anew: whatever a change alters lies near the days that its
    records name.
    """

    def __init__(self, desk):
        self.desk = desk
        self.book = feed_book(desk)
        self.book.refresh()

    def bodies(self):
        self.book.refresh()
        found = {each.name: each.body.decode() for each in self.book.feeds()}
        anew = feed_book(self.desk)
        anew.refresh()
        assert {each.name: each.body.decode() for each in anew.feeds()} == found
        return found

    def of(self, name):
        """The events of a feed in order of time: (day, title, status)."""
        return [
            (int(start[6:8]), title.replace("\\,", ","), status)
            for start, title, status in (
                (value(each, "DTSTART"), value(each, "SUMMARY"), value(each, "STATUS"))
                for each in vevents(self.bodies()[name])
            )
        ]

    def event(self, name, uid):
        (found,) = [each for each in vevents(self.bodies()[name]) if value(each, "UID").startswith(f"{uid}@")]
        return found

    def lines(self, name, uid):
        text = value(self.event(name, uid), "DESCRIPTION")
        return text.replace("\\,", ",").replace("\\;", ";").split("\\n")


def vevents(body):
    return body.replace("\r\n ", "").split("BEGIN:VEVENT")[1:]


def value(text, key):
    found = re.search(rf"^{key}(?:;[^:\r\n]*)?:(.*?)\r?$", text, re.MULTILINE)
    return found[1] if found else ""


def publish_november(desk):
    publish(desk, day(1), day(30), "2026-11")


@pytest.fixture
def duties(desk):
    found = put(desk, LI, WU)
    publish_november(desk)
    return found


@pytest.fixture
def calendars(desk):
    return Calendars(desk)


@pytest.fixture
def swap(desk, duties):
    mine, theirs = duties
    return ask_swap(desk, SwapWish(person="li", assignment=mine.id, other="wu", back=theirs.id))


LI_STANDS = (26, SURE, "CONFIRMED")
WU_STANDS = (28, SURE, "CONFIRMED")
LI_PERHAPS = (28, PERHAPS_LI, "TENTATIVE")
WU_PERHAPS = (26, PERHAPS_WU, "TENTATIVE")


# While it waits


def test_both_see_what_they_would_stand_beside_what_they_stand(duties, calendars, swap):
    assert calendars.of("person/li") == [LI_STANDS, LI_PERHAPS]
    assert calendars.of("person/wu") == [WU_PERHAPS, WU_STANDS]
    assert {value(each, "UID").partition("@")[0] for each in vevents(calendars.bodies()["person/wu"])} == {
        f"swap-{swap.id}",
        f"duty-{duties[1].id}",
    }
    assert f"swap-{swap.id}-back@" in calendars.bodies()["person/li"]


@pytest.mark.usefixtures("swap")
def test_a_swap_in_waiting_is_in_no_feed_but_that_of_whoever_would_stand(calendars):
    others = {name for name, body in calendars.bodies().items() if "Perhaps" in body}
    assert others == {"person/li", "person/wu"}
    assert [title for _day, title, _status in calendars.of("squadron")] == [f"{SURE}, 李强", f"{SURE}, 吴刚"]


def test_what_one_would_stand_takes_no_time_yet_and_counts_as_a_duty(desk, calendars, swap):
    event = calendars.event("person/wu", f"swap-{swap.id}")
    assert value(event, "TRANSP") == "TRANSPARENT"
    assert value(event, "LOCATION") == "Xuefu Road"
    perhaps = [each for each in desk.feed_events(desk.zone.days(day(26), day(28))) if each.tentative]
    assert {(each.kind, each.category, each.busy) for each in perhaps} == {("duty", "Duty", False)}


def test_each_is_told_of_the_bargain_and_who_stands_until_it_is_agreed(calendars, swap, duties):
    assert calendars.lines("person/wu", f"swap-{swap.id}") == [
        "李强 asks you to stand this duty, and would stand Main gate, Night on 2026-11-28 for you.",
        "Until it is agreed, 李强 stands it.",
    ]
    assert calendars.lines("person/li", f"swap-{swap.id}-back") == [
        "You would stand this duty for 吴刚, who would stand Main gate, Night on 2026-11-26 for you.",
        "Until it is agreed, 吴刚 stands it.",
    ]
    assert calendars.lines("person/li", f"duty-{duties[0].id}")[0] == WAITS.format("李强")
    assert calendars.lines("person/wu", f"duty-{duties[1].id}")[0] == WAITS.format("吴刚")


def test_a_duty_given_away_for_nothing_is_told_of_without_a_return(desk, duties, calendars):
    swap = ask_swap(desk, SwapWish(person="li", assignment=duties[0].id, other="wu"))
    assert calendars.of("person/wu") == [WU_PERHAPS, WU_STANDS]
    assert calendars.of("person/li") == [LI_STANDS]
    assert calendars.lines("person/wu", f"swap-{swap.id}")[0] == "李强 asks you to stand this duty."
    assert WAITS.format("吴刚") not in calendars.lines("person/wu", f"duty-{duties[1].id}")


def test_an_open_request_is_told_of_in_the_duty_alone(desk, duties, calendars):
    swap = ask_swap(desk, SwapWish(person="li", assignment=duties[0].id))
    assert calendars.of("person/li") == [LI_STANDS]
    assert calendars.lines("person/li", f"duty-{duties[0].id}")[0] == WAITS.format("李强")
    offer(desk, swap.id, "wu", duties[1].id)
    assert calendars.of("person/wu") == [WU_STANDS]
    approve(desk, swap.id)
    assert calendars.of("person/wu") == [LI_STANDS]
    assert calendars.of("person/li") == [WU_STANDS]


def test_a_draft_that_a_swap_is_about_stays_out_of_calendars(desk, duties, calendars):
    (draft,) = put(desk, ("sun", "gate", "night", day(29)))
    ask_swap(desk, SwapWish(person="sun", assignment=draft.id, other="zhu"))
    ask_swap(desk, SwapWish(person="li", assignment=duties[0].id, other="sun", back=draft.id))
    assert calendars.of("person/zhu") == []
    assert calendars.of("person/sun") == [WU_PERHAPS]
    assert calendars.of("person/li") == [LI_STANDS]


@pytest.mark.usefixtures("swap")
def test_two_who_ask_for_the_same_duty_in_return_are_both_told(desk, duties, calendars):
    (suns,) = put(desk, ("sun", "yard", "day", day(27)))
    publish_november(desk)
    ask_swap(desk, SwapWish(person="sun", assignment=suns.id, other="wu", back=duties[1].id))
    assert LI_PERHAPS in calendars.of("person/li")
    assert LI_PERHAPS in calendars.of("person/sun")
    assert calendars.lines("person/wu", f"duty-{duties[1].id}").count(WAITS.format("吴刚")) == 1


def test_either_day_tells_of_it_by_itself(desk):
    mine, theirs = put(desk, LI, ("wu", "gate", "night", day(30)))
    publish_november(desk)
    swap = ask_swap(desk, SwapWish(person="li", assignment=mine.id, other="wu", back=theirs.id))

    def perhaps(on):
        return {each.uid for each in desk.feed_events(desk.zone.days(on, on)) if each.tentative}

    assert perhaps(day(26)) == {f"swap-{swap.id}"}
    assert perhaps(day(30)) == {f"swap-{swap.id}-back"}


# How it ends


def test_once_it_is_approved_the_duties_change_calendars_and_nothing_is_perhaps(
    desk, duties, calendars, swap
):
    offer(desk, swap.id, "wu")
    before = calendars.event("person/li", f"duty-{duties[0].id}")
    approve(desk, swap.id, "fine")
    assert calendars.of("person/wu") == [LI_STANDS]
    assert calendars.of("person/li") == [WU_STANDS]
    after = calendars.event("person/wu", f"duty-{duties[0].id}")
    assert value(after, "UID") == value(before, "UID")
    assert int(value(after, "SEQUENCE")) > int(value(before, "SEQUENCE"))
    assert "asked for" not in str(calendars.bodies())
    desk.undo()
    assert calendars.of("person/wu") == [WU_PERHAPS, WU_STANDS]


@pytest.mark.parametrize(
    "end",
    [
        lambda desk, swap: decline(desk, swap.id, "not this week"),
        lambda desk, swap: refuse(desk, swap.id, "wu", "my mother comes"),
        lambda desk, swap: withdraw(desk, swap.id),
    ],
    ids=["the leader says no", "the colleague says no", "it is withdrawn"],
)
def test_once_it_is_off_everything_is_as_it_was(desk, duties, end):
    calendars = Calendars(desk)
    before = {name: calendars.of(name) for name in ("person/li", "person/wu", "squadron", "post/gate")}
    said = [calendars.lines("squadron", f"duty-{each.id}") for each in duties]
    swap = ask_swap(desk, SwapWish(person="li", assignment=duties[0].id, other="wu", back=duties[1].id))
    assert {name: calendars.of(name) for name in before} != before
    end(desk, swap)
    assert {name: calendars.of(name) for name in before} == before
    assert [calendars.lines("squadron", f"duty-{each.id}") for each in duties] == said


def test_another_swap_of_the_same_duty_ends_it(desk, duties, calendars, swap):
    (suns,) = put(desk, ("sun", "gate", "day", day(27)))
    publish_november(desk)
    other = ask_swap(desk, SwapWish(person="sun", assignment=suns.id, other="wu", back=duties[1].id))
    approve(desk, other.id, despite=True)
    assert desk.table(Swap).get(swap.id).state is SwapState.LAPSED
    assert calendars.of("person/li") == [LI_STANDS]
    assert WU_PERHAPS not in calendars.of("person/wu")
    assert "Perhaps" not in str(calendars.bodies())


@pytest.mark.usefixtures("swap")
@pytest.mark.parametrize(
    ("touch", "perhaps"),
    [
        (lambda change, duty: change.remove(duty), False),
        (lambda change, duty: change.replace(replace(duty, person="sun")), False),
        (lambda change, duty: change.replace(replace(duty, day=day(27))), False),
        (lambda change, duty: change.replace(replace(duty, shift="day")), True),
    ],
    ids=["removed", "given to another", "moved to another day", "moved to another shift"],
)
def test_it_goes_with_its_duty_even_before_that_is_published(desk, duties, calendars, touch, perhaps):
    with desk.change("touched") as change:
        touch(change, duties[0])
    assert (WU_PERHAPS in calendars.of("person/wu")) is perhaps
    waits = WAITS.format("李强") in calendars.lines("person/li", f"duty-{duties[0].id}")
    assert waits is perhaps
    publish_november(desk)
    assert ("TENTATIVE" in str(calendars.of("person/wu"))) is perhaps


@pytest.mark.usefixtures("swap")
def test_it_tells_of_the_shift_to_which_its_duty_was_moved(desk, duties, calendars):
    with desk.change("moved") as change:
        change.replace(replace(duties[0], shift="day"))
    publish_november(desk)
    assert calendars.of("person/wu")[0] == (26, "Perhaps: Main gate, Day (swap with 李强)", "TENTATIVE")


def test_what_has_begun_as_it_was_published_is_not_perhaps_though_a_draft_puts_it_off(at):
    desk = at.open()
    (mine,) = put(desk, ("li", "gate", "day", day(26)))
    publish_november(desk)
    ask_swap(desk, SwapWish(person="li", assignment=mine.id, other="wu"))
    with desk.change("put off") as change:
        change.replace(replace(mine, shift="night"))
    calendars = Calendars(desk)
    assert "Perhaps" in str(calendars.of("person/wu"))
    at.now = at.now.replace(day=26, hour=3)
    assert calendars.of("person/wu") == []


@pytest.mark.parametrize("given_first", [True, False])
def test_it_lapses_once_either_duty_begins(at, given_first):
    desk = at.open()
    mine, theirs = put(desk, LI, WU)
    publish_november(desk)
    if given_first:
        ask_swap(desk, SwapWish(person="li", assignment=mine.id, other="wu", back=theirs.id))
    else:
        ask_swap(desk, SwapWish(person="wu", assignment=theirs.id, other="li", back=mine.id))
    calendars = Calendars(desk)
    assert "Perhaps" in str(calendars.bodies())
    at.now = at.now.replace(day=27)
    assert calendars.of("person/li") == [LI_STANDS]
    assert calendars.of("person/wu") == [WU_STANDS]
    assert "asked for" not in str(calendars.bodies())


# Duties taken in an emergency


def test_whoever_takes_a_duty_in_an_emergency_has_it_for_sure(desk, duties, calendars):
    taken = take(desk, "wu", duties[0].id, "Li has a fever")
    assert calendars.of("person/wu") == [LI_STANDS, WU_STANDS]
    assert calendars.of("person/li") == []
    line = "吴刚 has taken this duty over, and stands it unless the leader takes it back."
    assert calendars.lines("person/wu", f"duty-{duties[0].id}")[0] == line
    assert "fever" not in str(calendars.bodies())
    approve(desk, taken.id)
    assert line not in calendars.lines("person/wu", f"duty-{duties[0].id}")
    assert calendars.of("person/wu") == [LI_STANDS, WU_STANDS]


def test_a_duty_that_the_leader_takes_back_returns_to_its_calendar(desk, duties, calendars, swap):
    taken = take(desk, "sun", duties[0].id)
    assert taken.id == swap.id
    assert calendars.of("person/sun") == [LI_STANDS]
    assert calendars.of("person/li") == []
    decline(desk, taken.id)
    assert calendars.of("person/li") == [LI_STANDS]
    assert calendars.of("person/sun") == []
    assert "taken" not in str(calendars.bodies())


@pytest.mark.usefixtures("duties")
def test_an_open_slot_that_is_taken_is_sure_at_once(desk, calendars):
    take_open(desk, "sun", ("gate", "night", TODAY))
    assert calendars.of("person/sun") == [(24, SURE, "CONFIRMED")]


def test_a_duty_taken_over_and_given_on_by_the_leader_is_simply_a_duty(desk, duties, calendars):
    take(desk, "sun", duties[0].id)
    held = desk.table(Assignment).get(duties[0].id)
    with desk.change("other") as change:
        change.replace(replace(held, person="zhu"))
    publish_november(desk)
    assert calendars.of("person/zhu") == [LI_STANDS]
    assert "taken" not in str(calendars.bodies())
