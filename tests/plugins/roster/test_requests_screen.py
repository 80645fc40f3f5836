"""The leader's area of requests, and a guard's own, by keyboard and by mouse."""

from contextlib import asynccontextmanager
from dataclasses import replace

import pytest

from dutydesk.domain import Absence, AbsenceState
from dutydesk.tui.app import DutyDeskApp
from dutydesk_roster.assignment import PublishedAssignment
from dutydesk_roster.publishing import publish
from dutydesk_roster.requests.asking import LeaveWish, SwapWish, ask_leave, ask_swap, offer
from dutydesk_roster.requests.taking import take
from dutydesk_roster.requests.volunteering import volunteer
from dutydesk_roster.swap import Swap, SwapOffer, SwapState, Volunteer
from tests.plugins.planned_desk import fill
from tests.plugins.roster.roster_desk import TODAY, away, day, duties, put
from tests.terminal.pilot_help import lines, settle, text, until

LI = ("li", "gate", "night", day(26))
WU = ("wu", "gate", "night", day(28))
SIZES = [(80, 24), (160, 50)]


@asynccontextmanager
async def area_of(desk, name, size=(80, 24)):
    app = DutyDeskApp(lambda: (desk, desk.registry.screens, desk.registry.commands), {})
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await app.action_open_area(name)
        await settle(pilot)
        yield app.area, pilot


async def keys(pilot, *pressed):
    await pilot.press(*pressed)
    await settle(pilot)


async def shows(pilot, *wanted):
    await until(pilot, lambda: all(each in text(pilot.app) for each in wanted))


def message(screen):
    return screen.message_bar.message


def the_swap(desk):
    (swap,) = desk.table(Swap).all()
    return swap


@pytest.fixture
def asked(desk):
    mine, theirs = put(desk, LI, WU)
    publish(desk, day(1), day(30), "2026-11")
    ask_swap(desk, SwapWish(person="li", assignment=mine.id, other="wu", back=theirs.id, note="exam [/]"))
    return desk


# The leader's area


@pytest.mark.parametrize("size", SIZES)
async def test_requests_stand_with_what_they_break_and_all_there_is_to_say(asked, size):
    ask_leave(asked, LeaveWish(person="sun", first=day(27), last=day(28), note="wedding"))
    async with area_of(asked, "requests", size) as (_screen, pilot):
        await shows(
            pilot,
            "2 waiting, 1 for leave, 1 for swaps",
            "李强 gives Thu 11-26 Main gate, Night to 吴刚",
            "breaks no rule",
            "孙丽: annual leave, Fri 11-27 to Sat 11-28",
            "no duty lies in these days",
            "exam [/]",
            "吴刚 has not answered yet",
            "entered by test",
            "of 100 as it is",
        )
        assert all(len(line) <= size[0] for line in lines(pilot.app))


async def test_a_request_is_approved_with_one_key_and_undone_with_another(asked):
    async with area_of(asked, "requests") as (screen, pilot):
        await shows(pilot, "breaks no rule")
        await keys(pilot, "a")
        assert duties(asked) == {("wu", *LI[1:]), ("li", *WU[1:])}
        assert "u takes it back" in message(screen)
        await shows(pilot, "Nobody waits for an answer.")
        await keys(pilot, "u")
        assert duties(asked) == {LI, WU}
        await shows(pilot, "1 waiting")


async def test_a_request_is_declined_with_a_word_in_one_line(asked):
    async with area_of(asked, "requests") as (screen, pilot):
        await keys(pilot, "d")
        assert screen.form is not None
        await fill(pilot.app, pilot, word="not this week")
        await keys(pilot, "enter")
        assert (the_swap(asked).state, the_swap(asked).answer) == (SwapState.DECLINED, "not this week")
        await keys(pilot, "g")
        await shows(pilot, "declined", "not this week")
        await keys(pilot, "g")
        assert "not this week" not in "\n".join(lines(pilot.app)[:10])


async def test_what_breaks_a_rule_is_made_only_after_asking(asked):
    away(asked, "wu", day(26))
    async with area_of(asked, "requests") as (_screen, pilot):
        await shows(pilot, "! 吴刚 is away", "! 1 breaks a rule")
        await keys(pilot, "a")
        await shows(pilot, "Not allowed")
        await keys(pilot, "n")
        assert LI in duties(asked)
        await keys(pilot, "A")
        await fill(pilot.app, pilot, word="just this once")
        await keys(pilot, "enter")
        await shows(pilot, "Approve all the same?", "y Yes")
        await keys(pilot, "y")
        assert ("wu", *LI[1:]) in duties(asked)
        assert the_swap(asked).answer == "just this once"


async def test_an_open_request_goes_to_the_offer_that_is_chosen(desk):
    mine, theirs = put(desk, LI, WU)
    swap = ask_swap(desk, SwapWish(person="li", assignment=mine.id))
    offer(desk, swap.id, "wu", theirs.id, "gladly")
    offer(desk, swap.id, "sun")
    volunteer(desk, "zhu", day(26), day(26))
    async with area_of(desk, "requests", (120, 40)) as (screen, pilot):
        await shows(pilot, "吴刚 would stand it and give Sat 11-28", "gladly", "volunteer")
        await keys(pilot, "a")
        assert "several have offered" in message(screen)
        await keys(pilot, "tab")
        screen.details.move_to("other:wu")
        await keys(pilot, "a")
        assert duties(desk) == {("wu", *LI[1:]), ("li", *WU[1:])}
        await keys(pilot, "u")
        await shows(pilot, "Could stand it, but have not offered")
        screen.details.focus()
        screen.details.move_to("other:zhu")
        await keys(pilot, "enter")
        assert duties(desk) == {("zhu", *LI[1:]), WU}


async def test_the_history_of_a_request_is_shown(asked):
    async with area_of(asked, "requests") as (_screen, pilot):
        await shows(pilot, "breaks no rule")
        await keys(pilot, "h")
        await shows(pilot, "test: 李强 asks 吴刚 to stand Thu 11-26")


async def test_an_item_of_the_board_leads_to_its_request(asked):
    leave = ask_leave(asked, LeaveWish(person="sun", first=day(27), last=day(28)))
    async with area_of(asked, "requests") as (screen, pilot):
        await pilot.app.run_action(f"open_request('absence:{leave.id}')", screen)
        await settle(pilot)
        assert screen.request.person == "sun"
        with asked.change("declined") as change:
            change.replace(replace(leave, state=AbsenceState.DECLINED))
        await pilot.app.run_action(f"open_request('absence:{leave.id}')", screen)
        await settle(pilot)
        assert screen.request.person == "sun"


async def test_a_taken_shift_is_kept_or_taken_back(desk):
    (mine,) = put(desk, LI)
    take(desk, "sun", mine.id)
    async with area_of(desk, "requests") as (_screen, pilot):
        await shows(
            pilot, "! taken", "孙丽 took Thu 11-26 Main gate, Night over from 李强", "decline to take it back"
        )
        await keys(pilot, "d", "enter")
        assert duties(desk) == {LI}


async def test_without_requests_the_area_says_how_to_ask(desk):
    async with area_of(desk, "requests") as (screen, pilot):
        await shows(pilot, "Nobody waits for an answer.", "asked for in Mine")
        await keys(pilot, "a")
        assert "Go to a request that waits first." in message(screen)


async def test_requests_follow_what_others_do(at):
    desk, other = at.open(), at.open("other")
    async with area_of(desk, "requests") as (_screen, pilot):
        await shows(pilot, "Nobody waits")
        ask_leave(other, LeaveWish(person="sun", first=day(27), last=day(28)))
        await shows(pilot, "孙丽: annual leave")


# A guard's own area


@pytest.mark.parametrize("size", SIZES)
async def test_own_duties_are_those_published_with_who_stands_beside(at, size):
    desk = at.open("li")
    put(desk, LI, ("li", "gate", "day", day(29)), ("sun", "gate", "night", day(26)))
    publish(desk, day(1), day(30), "2026-11")
    put(desk, ("li", "gate", "day", day(30)))
    async with area_of(desk, "mine", size) as (_screen, pilot):
        await shows(pilot, "李强", "Thu 11-26", "23:00-07:00", "Main gate, Night", "with 孙丽")
        assert "Mon 11-30" not in text(pilot.app)
        assert all(len(line) <= size[0] for line in lines(pilot.app))


async def test_what_has_changed_since_it_was_published_is_told(at):
    desk = at.open("li")
    one, two, _three = put(desk, LI, ("li", "gate", "day", day(28)), WU)
    publish(desk, day(1), day(30), "2026-11")
    with desk.change("arranged") as change:
        change.replace(replace(one, day=day(27)))
        change.replace(replace(two, person="sun"))
    put(desk, ("li", "room", "day", day(30)))
    publish(desk, day(1), day(30), "2026-11")
    async with area_of(desk, "mine", (120, 40)) as (_screen, pilot):
        await shows(
            pilot,
            "~ was Thu 11-26 Main gate, Night",
            "Sat 11-28 Main gate, Day",
            "not yours any more",
            "~ new",
        )


async def test_whoever_is_not_known_says_who_they_are_and_it_is_remembered(desk):
    put(desk, LI)
    publish(desk, day(1), day(30), "2026-11")
    async with area_of(desk, "mine") as (screen, pilot):
        await shows(pilot, "Who are you?", "赵建国")
        screen.panel.table.move_to("li")
        await keys(pilot, "enter")
        await shows(pilot, "Thu 11-26", "Main gate, Night")
        await pilot.app.action_open_area("requests")
        await pilot.app.action_open_area("mine")
        await settle(pilot)
        assert screen.person.id == "li"


async def test_leave_is_asked_for_by_form_and_withdrawn(at):
    desk = at.open("li")
    async with area_of(desk, "mine") as (screen, pilot):
        await keys(pilot, "l")
        await fill(pilot.app, pilot, first="11-28", last="11-26", note="wedding")
        await keys(pilot, "enter")
        assert screen.form is not None
        await shows(pilot, "The last day is before the first.")
        await fill(pilot.app, pilot, last="11-29")
        await keys(pilot, "enter")
        (leave,) = desk.table(Absence).all()
        assert (leave.state, leave.first, leave.last, leave.note) == (
            AbsenceState.ASKED,
            day(28),
            day(29),
            "wedding",
        )
        await shows(pilot, "? asked", "Sat 11-28 to Sun 11-29")
        screen.list.move_to(f"absence:{leave.id}")
        await keys(pilot, "w", "y")
        assert desk.table(Absence).get(leave.id).state is AbsenceState.WITHDRAWN


async def test_a_swap_is_asked_for_by_choosing_from_what_the_rules_allow(at):
    desk = at.open("li")
    put(desk, LI, WU)
    publish(desk, day(1), day(30), "2026-11")
    async with area_of(desk, "mine") as (screen, pilot):
        await keys(pilot, "s")
        await shows(pilot, "whom do you ask?", "for nothing")
        row = next(each for each in screen.panel.table.rows if "for Sat 11-28" in each.cells[1])
        assert row.cells[0] == "吴刚"
        screen.panel.table.move_to(row.key)
        await keys(pilot, "enter")
        await fill(pilot.app, pilot, note="exam")
        await keys(pilot, "enter")
        swap = the_swap(desk)
        assert (swap.person, swap.other, swap.back_day, swap.note) == ("li", "wu", day(28), "exam")
        await shows(pilot, "? swap asked for")
        await keys(pilot, "s")
        assert "You ask about this already" in message(screen)


async def test_a_duty_is_given_to_whoever_takes_it_and_others_offer(at):
    desk, other = at.open("li"), at.open("wu")
    put(desk, LI, WU)
    publish(desk, day(1), day(30), "2026-11")
    async with area_of(desk, "mine") as (_screen, pilot):
        await keys(pilot, "enter")
        await shows(pilot, "whoever would stand it")
        await keys(pilot, "enter", "enter")
        assert the_swap(desk).other == ""
    async with area_of(other, "mine") as (screen, pilot):
        await shows(pilot, "Others ask who would stand")
        screen.list.move_to(f"swap:{the_swap(desk).id}")
        await keys(pilot, "o")
        await shows(pilot, "nothing in return", "Sat 11-28 Main gate, Night")
        row = next(each for each in screen.panel.table.rows if "Sat 11-28" in each.cells[1])
        screen.panel.table.move_to(row.key)
        await keys(pilot, "enter")
        (offered,) = other.table(SwapOffer).all()
        assert (offered.person, bool(offered.back)) == ("wu", True)
        await shows(pilot, "you have offered")
        await keys(pilot, "w")
        assert other.table(SwapOffer).all() == ()


async def test_who_is_asked_by_name_says_yes_or_no_on_the_spot(at, asked):
    wu = at.open("wu")
    async with area_of(wu, "mine") as (_screen, pilot):
        await shows(pilot, "You are asked: o says yes, x says no")
        await keys(pilot, "o", "y")
        await shows(pilot, "you said yes")
        await keys(pilot, "x")
        await fill(pilot.app, pilot, note="my mother comes")
        await keys(pilot, "enter")
        assert the_swap(asked).answer == "吴刚 says no: my mother comes"


async def test_a_missing_shift_is_taken_after_one_question(at):
    desk = at.open("wu")
    put(desk, ("li", "gate", "night", TODAY))
    publish(desk, day(1), day(30), "2026-11")
    away(desk, "li", TODAY)
    async with area_of(desk, "mine") as (screen, pilot):
        await shows(pilot, "Someone is missing", "! 李强 is away")
        row = next(each for each in screen.list.rows if "李强 is away" in each.cells[-1])
        screen.list.move_to(row.key)
        await keys(pilot, "t", "y")
        assert duties(desk) == {("wu", "gate", "night", TODAY)}
        assert {each.person for each in desk.table(PublishedAssignment).all()} == {"wu"}
        assert "the leader is told" in message(screen)


async def test_in_an_emergency_any_running_shift_can_be_taken_unless_a_rule_breaks(at):
    desk = at.open("wu")
    put(desk, ("li", "gate", "night", TODAY), ("wu", "gate", "day", day(25)))
    publish(desk, day(1), day(30), "2026-11")
    async with area_of(desk, "mine") as (screen, pilot):
        row = next(each for each in screen.list.rows if each.key.startswith("duty:"))
        screen.list.move_to(row.key)
        await keys(pilot, "t")
        await shows(pilot, "An emergency", "Tue 11-24 Main gate, Night")
        await keys(pilot, "enter", "y")
        assert message(screen).startswith("Not allowed: 吴刚 takes")
        assert ("li", "gate", "night", TODAY) in duties(desk)


async def test_days_on_which_one_can_be_called_are_entered_and_taken_out(at):
    desk = at.open("li")
    async with area_of(desk, "mine") as (screen, pilot):
        await keys(pilot, "v")
        await fill(pilot.app, pilot, first="+2", last="+4", note="mornings")
        await keys(pilot, "enter")
        (offered,) = desk.table(Volunteer).all()
        assert (offered.first, offered.last) == (day(26), day(28))
        await shows(pilot, "Thu 11-26 to Sat 11-28")
        screen.list.move_to(f"volunteer:{offered.id}")
        await keys(pilot, "w")
        assert desk.table(Volunteer).all() == ()


async def test_by_mouse_a_line_is_chosen_and_a_hint_clicked(at, asked):
    wu = at.open("wu")
    async with area_of(wu, "mine") as (screen, pilot):
        await shows(pilot, "You are asked")
        place = next(number for number, line in enumerate(lines(pilot.app)) if "Thu 11-26" in line)
        await pilot.click(offset=(5, place))
        await settle(pilot)
        assert screen.list.current.key.startswith("swap:")
        hints = next(line for line in reversed(lines(pilot.app)) if "Offer" in line)
        await pilot.click(offset=(hints.index("Offer"), lines(pilot.app).index(hints)))
        await shows(pilot, "Say yes to")
        assert the_swap(asked).state is SwapState.ASKED
