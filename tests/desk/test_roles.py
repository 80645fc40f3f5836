"""Who may do what: held by the desk itself, whatever screen or command asks."""

from dataclasses import replace
from datetime import date

import pytest

from dutydesk.api import DataProblem, RoleRefused, StaleChange
from dutydesk.config.role_settings import RoleSettings
from dutydesk.domain import Absence, AbsenceState, Person, Right
from dutydesk.feeds.desk_tokens import DeskTokens

ROLES = """
[[member]]
name = "li"
role = "leader"

[[member]]
name = "wang"
role = "deputy"

[[member]]
name = "zhao-phone"
role = "guard"
person = "zhao"

[[member]]
name = "office"
role = "viewer"

[[member]]
name = "clerk"
role = "clerk"

[[role]]
code = "clerk"
title = "Clerk"
may = ["read", "change"]
"""
LEAVE = Absence(
    id="a1", person="zhao", first=date(2026, 12, 1), last=date(2026, 12, 2), state=AbsenceState.ASKED
)


@pytest.fixture
def as_(folder, make_desk):
    """Open the desk under a name; whom the roles name is in the list of people."""
    (folder / "config" / "roles.toml").write_text(ROLES, encoding="utf-8")
    opened = {}

    def open_as(name):
        if name not in opened:
            opened[name] = make_desk(actor=name)
        return opened[name]

    with open_as("li").change("the squadron") as change:
        for key in ("li", "wang", "zhao", "sun"):
            change.add(Person(id=key, name=key.title()))
    return open_as


def add(desk, record, why="add", **more):
    with desk.change(why, **more) as change:
        return change.add(record)


def journal(desk):
    return [(each.who, each.kind, each.why) for each in desk.journal()]


def test_a_desk_that_names_nobody_belongs_to_whoever_opens_it(make_desk):
    desk = make_desk(actor="whoever")
    assert desk.member.role.code == "leader"
    assert all(desk.may(right) for right in Right)


@pytest.mark.parametrize(
    ("name", "rights"),
    [
        ("li", set(Right)),
        ("wang", set(Right) - {Right.SETTINGS, Right.LINKS, Right.COPY}),
        ("zhao-phone", {Right.OWN}),
        ("office", {Right.READ}),
        ("clerk", {Right.READ, Right.CHANGE}),
        ("stranger", set()),
    ],
)
def test_each_role_has_its_rights_and_a_stranger_none(as_, name, rights):
    desk = as_(name)
    assert {right for right in Right if desk.may(right)} == rights


@pytest.mark.parametrize("name", ["office", "stranger"])
def test_who_may_not_change_anything_is_refused_before_anything_is_done(as_, name):
    begun = []

    def try_it():
        with as_(name).change("a new person") as change:
            begun.append(True)
            change.add(Person(id="x", name="X"))

    with pytest.raises(RoleRefused, match=name):
        try_it()
    assert begun == []
    assert journal(as_("li"))[0] == (name, "refused", "a new person")


def test_a_guard_who_changes_what_is_not_theirs_changes_nothing_and_the_journal_says_so(as_):
    guard, leader = as_("zhao-phone"), as_("li")
    with pytest.raises(RoleRefused, match="zhao-phone is guard here") as refused:
        add(guard, Person(id="x", name="X"), why="a new person")
    assert "\n" not in str(refused.value)
    assert leader.table(Person).get("x") is None
    assert journal(leader)[0] == ("zhao-phone", "refused", "a new person")
    (entry,) = leader.journal(1)
    assert leader.journal_entry(entry.number).rows == ()


def test_a_guard_asks_for_their_own_leave_and_takes_it_back_but_does_not_grant_it(as_):
    guard = as_("zhao-phone")
    kept = add(guard, LEAVE)
    with pytest.raises(RoleRefused), guard.change("granted") as change:
        change.replace(replace(kept, state=AbsenceState.APPROVED))
    with pytest.raises(RoleRefused):
        add(guard, replace(LEAVE, id="a2", person="sun"))
    guard.undo()
    assert guard.table(Absence).all() == ()


def test_one_row_that_is_not_theirs_spoils_the_whole_change(as_):
    guard = as_("zhao-phone")

    def both():
        with guard.change("both") as change:
            change.add(LEAVE)
            change.add(replace(LEAVE, id="a2", person="sun"))

    with pytest.raises(RoleRefused):
        both()
    assert guard.table(Absence).all() == ()


def test_a_guard_makes_a_link_to_their_own_calendar_only(as_):
    tokens = DeskTokens(as_("zhao-phone"))
    assert tokens.issue("person/zhao", "phone")
    with pytest.raises(RoleRefused):
        tokens.issue("person/sun", "phone")
    with pytest.raises(RoleRefused):
        DeskTokens(as_("wang")).issue("person/zhao", "phone")


def test_a_guard_does_not_read_the_journal(as_):
    with pytest.raises(RoleRefused):
        as_("zhao-phone").journal()
    with pytest.raises(RoleRefused):
        as_("zhao-phone").journal_entry(1)


def test_a_deputy_arranges_but_does_not_touch_settings(as_, folder):
    deputy = as_("wang")
    add(deputy, Person(id="x", name="X"))
    file = folder / "config" / "calendar.toml"
    before = file.read_text(encoding="utf-8")
    with pytest.raises(RoleRefused):
        deputy.save_file("config/calendar.toml", "", before)
    assert file.read_text(encoding="utf-8") == before


def test_a_leader_saves_a_file_of_the_desk_and_the_journal_tells_of_it(as_, folder):
    leader, file = as_("li"), folder / "config" / "calendar.toml"
    before = file.read_text(encoding="utf-8")
    leader.save_file("config/calendar.toml", "# anew\n", before)
    assert file.read_text(encoding="utf-8") == "# anew\n"
    assert journal(leader)[0] == ("li", "final", "Settings: config/calendar.toml")
    with pytest.raises(StaleChange):
        leader.save_file("config/calendar.toml", "# again\n", before)


@pytest.mark.parametrize("name", ["../outside.toml", "config/../../outside.toml", ""])
def test_a_file_outside_of_the_desk_is_not_written(as_, folder, name):
    with pytest.raises(DataProblem, match="leads out of the desk"):
        as_("li").save_file(name, "x", None)
    assert not (folder.parent / "outside.toml").exists()


def test_a_role_that_is_taken_away_counts_at_once(as_, folder):
    deputy = as_("wang")
    (folder / "config" / "roles.toml").write_text(
        ROLES.replace('name = "wang"\nrole = "deputy"', 'name = "wang"\nrole = "viewer"'), encoding="utf-8"
    )
    deputy.renew_settings()
    with pytest.raises(RoleRefused):
        add(deputy, Person(id="x", name="X"))


def test_a_refusal_does_not_stand_in_the_way_of_undo(as_):
    clerk = as_("clerk")
    add(clerk, Person(id="x", name="X"))
    with pytest.raises(RoleRefused):
        clerk.require(Right.SIGN, "sign")
    clerk.undo()
    assert clerk.table(Person).get("x") is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[[member]]\nname = "li"\nrole = "laeder"', "did you mean"),
        ('[[member]]\nname = "li"\nrole = "guard"', "name a leader"),
        ('[[member]]\nname = "li"\nrole = "leader"\n[[member]]\nname = "li"\nrole = "guard"', "twice"),
        ('[[member]]\nname = "l i"\nrole = "leader"', "without spaces"),
        ('others = "nobody"', "is no role"),
        ('[[role]]\ncode = "x"\nmay = ["fly"]', "roles.toml"),
    ],
)
def test_a_fault_of_the_roles_is_named_and_the_desk_does_not_open(folder, make_desk, text, said):
    (folder / "config" / "roles.toml").write_text(text, encoding="utf-8")
    with pytest.raises(DataProblem, match=r"roles\.toml") as refused:
        make_desk()
    assert said in str(refused.value)


def test_whoever_is_not_named_has_the_role_of_others():
    settings = RoleSettings(others="viewer")
    assert settings.member_named("anyone").role.code == "viewer"
