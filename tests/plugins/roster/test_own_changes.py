"""What a guard may do alone: ask, offer, say no, take what is in need; the rest is the leader's."""

import pytest

from dutydesk.api import RoleRefused
from dutydesk_roster.assignment import Assignment
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
from dutydesk_roster.requests.people import actor_of
from dutydesk_roster.requests.taking import take, take_open
from dutydesk_roster.requests.volunteering import stop_volunteering, volunteer
from dutydesk_roster.swap import Swap, SwapState
from tests.plugins.roster.roster_desk import day, duties, put

LI = ("li", "gate", "night", day(26))
WU = ("wu", "gate", "night", day(28))
ROLES = """
[[member]]
name = "chief"
role = "leader"
""" + "".join(f'[[member]]\nname = "{key}"\nrole = "guard"\n' for key in ("li", "wu", "sun"))


@pytest.fixture
def chief(at):
    (at.folder / "config" / "roles.toml").write_text(ROLES, encoding="utf-8")
    desk = at.open("chief")
    put(desk, LI, WU)
    publish(desk, day(1), day(30), "November")
    return desk


@pytest.fixture
def guard(at, chief):
    del chief
    return at.open


def duty_of(desk, person):
    return next(each for each in desk.table(Assignment).all() if each.person == person)


def test_a_guard_is_who_the_roles_say_and_nobody_else(guard):
    assert actor_of(guard("wu")).id == "wu"
    stranger = guard("Li")
    assert actor_of(stranger) is None


def test_guards_settle_a_swap_among_themselves_but_the_leader_grants_it(guard, chief):
    li, wu = guard("li"), guard("wu")
    asked = ask_swap(li, SwapWish(person="li", assignment=duty_of(li, "li").id, other="wu"))
    offer(wu, f"swap:{asked.id}", "wu")
    with pytest.raises(RoleRefused):
        approve(wu, f"swap:{asked.id}")
    with pytest.raises(RoleRefused):
        decline(li, f"swap:{asked.id}")
    withdraw_offer(wu, f"swap:{asked.id}", "wu")
    refuse(wu, f"swap:{asked.id}", "wu", "no time")
    assert li.table(Swap).get(asked.id).state is SwapState.DECLINED
    again = ask_swap(li, SwapWish(person="li", assignment=duty_of(li, "li").id))
    with pytest.raises(RoleRefused):
        withdraw(wu, f"swap:{again.id}")
    withdraw(li, f"swap:{again.id}")
    assert duties(chief) == {LI, WU}


def test_a_guard_asks_in_their_own_name_only(guard):
    li = guard("li")
    ask_leave(li, LeaveWish(person="li", first=day(29), last=day(29)))
    for ask in (
        lambda: ask_leave(li, LeaveWish(person="wu", first=day(29), last=day(29))),
        lambda: ask_swap(li, SwapWish(person="wu", assignment=duty_of(li, "wu").id)),
        lambda: volunteer(li, "wu", day(29), day(29)),
    ):
        with pytest.raises(RoleRefused, match="li is guard here"):
            ask()
    stop_volunteering(li, volunteer(li, "li", day(29), day(29)))


def test_in_an_emergency_a_guard_takes_a_duty_for_themselves_and_for_nobody_else(guard, chief):
    sun = guard("sun")
    held = duty_of(sun, "li").id
    with pytest.raises(RoleRefused):
        take(sun, "wu", held)
    ask_swap(guard("li"), SwapWish(person="li", assignment=held))
    take(sun, "sun", held)
    take_open(sun, "sun", ("gate", "day", day(29)))
    assert {each for each in duties(chief) if each[0] == "sun"} == {
        ("sun", *LI[1:]),
        ("sun", "gate", "day", day(29)),
    }


def test_a_guard_changes_no_roster_and_publishes_none(guard, chief):
    li = guard("li")
    more = ("wu", "room", "day", day(30))
    put(chief, more)
    with pytest.raises(RoleRefused):
        put(li, ("li", "gate", "day", day(30)), ("wu", "gate", "day", day(30)))
    with pytest.raises(RoleRefused):
        publish(li, day(1), day(30), "November")
    assert duties(li) == {LI, WU, more}
