"""``dutydesk requests``: asking, offering, taking and answering, with exit statuses."""

import pytest

from tests.plugins.roster.roster_desk import TODAY, away, day, duties, put

LI = ("li", "gate", "night", day(26))
WU = ("wu", "gate", "night", day(28))
ASK = ("requests", "swap", "--day", "2026-11-26", "--post", "gate", "--shift", "night", "--person", "li")
LEAVE = ("requests", "leave", "--first", "2026-11-26", "--person", "li")


@pytest.fixture
def desk(at):
    desk = at.open()
    put(desk, LI, WU)
    return desk


@pytest.mark.usefixtures("desk")
def test_leave_is_asked_for_listed_and_answered(commands):
    status, asked = commands.json(*LEAVE, "--last", "2026-11-27", "--word", "wedding")
    assert status == 0
    assert (asked["kind"], asked["state"], asked["waits"]) == ("leave", "asked", True)
    assert asked["judged"] == "1 duty falls open, 1 head missing; someone could stand it"
    status, listed = commands.json("requests", "list")
    assert (status, listed) == (0, {"requests": [asked]})
    status, answered = commands.json(
        "requests", "answer", asked["id"][:6], "--decline", "--word", "not this week"
    )
    assert (status, answered["done"], answered["state"]) == (0, True, "declined")
    assert answered["answer"] == "not this week"
    assert commands.json("requests", "list")[1] == {"requests": []}
    _status, said, _err = commands("requests", "list", "--all")
    assert "declined" in said
    assert "李强: annual leave, Thu 11-26 to Fri 11-27" in said


def test_a_swap_is_asked_for_offered_on_and_approved(desk, commands):
    status, asked = commands.json(*ASK, "--word", "exam")
    assert (status, asked["state"], asked["with"], asked["back"]) == (0, "asked", "", None)
    status, offered = commands.json(
        "requests", "offer", asked["id"], "--person", "wu", "--back", "2026-11-28"
    )
    assert status == 0
    assert offered["offers"] == [
        {
            "person": "wu",
            "back": {"day": "2026-11-28", "post": "gate", "shift": "night"},
            "word": "",
            "lapsed": "",
        }
    ]
    status, said, _err = commands("requests", "answer", asked["id"], "--approve")
    assert status == 0
    assert said.startswith("Approved: 李强 gives Thu 11-26 Main gate, Night to 吴刚 for Sat 11-28")
    assert duties(desk) == {("wu", *LI[1:]), ("li", *WU[1:])}


@pytest.mark.usefixtures("desk")
def test_who_works_at_the_desk_asks_in_their_own_name(commands):
    status, asked = commands.json("--as", "李强", *ASK[:-2], "--with", "wu", "--back", "2026-11-28")
    assert (status, asked["person"], asked["with"]) == (0, "li", "wu")
    status, refused = commands.json("--as", "wu", "requests", "refuse", asked["id"], "--word", "away")
    assert (status, refused["state"], refused["answer"]) == (0, "declined", "吴刚 says no: away")


def test_what_would_break_a_rule_is_said_with_status_1_and_not_done(desk, commands):
    away(desk, "wu", day(26))
    _status, asked = commands.json(*ASK, "--with", "wu")
    assert asked["allowed"] is False
    assert asked["breaks"]
    status, answered = commands.json("requests", "answer", asked["id"], "--approve")
    assert (status, answered["done"], answered["state"]) == (1, False, "asked")
    assert answered["text"].startswith("Not allowed: 吴刚 takes")
    assert LI in duties(desk)
    status, answered = commands.json("requests", "answer", asked["id"], "--approve", "--despite")
    assert (status, answered["done"]) == (0, True)
    assert ("wu", *LI[1:]) in duties(desk)


def test_a_shift_is_taken_at_once_and_taken_back(desk, commands):
    where = ("--day", "2026-11-26", "--post", "gate", "--shift", "night")
    status, taken = commands.json("requests", "take", *where, "--person", "sun", "--word", "I am near")
    assert (status, taken["state"], taken["done"]) == (0, "taken", True)
    assert ("sun", *LI[1:]) in duties(desk)
    status, _said, _err = commands("requests", "answer", taken["id"], "--decline")
    assert status == 0
    assert LI in duties(desk)
    away(desk, "sun", day(26))
    status, refused = commands.json("requests", "take", *where, "--person", "sun")
    assert (status, refused["done"]) == (1, False)
    status, taken = commands.json(
        "requests", "take", "--day", f"{TODAY}", "--post", "gate", "--shift", "night", "--person", "zhu"
    )
    assert (status, taken["title"]) == (0, "朱华 took the open duty Tue 11-24 Main gate, Night")


@pytest.mark.usefixtures("desk")
def test_who_can_be_called_is_listed(commands):
    status, pool = commands.json(
        "requests", "volunteer", "--first", "2026-11-26", "--last", "2026-11-28", "--person", "zhu"
    )
    assert status == 0
    assert pool == {
        "volunteers": [{"person": "zhu", "first": "2026-11-26", "last": "2026-11-28", "word": ""}]
    }
    assert commands.json("requests", "volunteers")[1] == pool
    status, pool = commands.json(
        "requests", "volunteer", "--first", "2026-11-27", "--stop", "--person", "zhu"
    )
    assert (status, pool) == (0, {"volunteers": []})


@pytest.mark.usefixtures("desk")
def test_a_request_is_withdrawn(commands):
    _status, asked = commands.json(*ASK)
    status, withdrawn = commands.json("requests", "withdraw", asked["id"])
    assert (status, withdrawn["state"]) == (0, "withdrawn")
    assert "settled already" in commands.refused("requests", "withdraw", asked["id"])


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (ASK[:-2], "is nobody's key, name or address"),
        ((*ASK[:-1], "nobody"), "'nobody' is nobody's key"),
        ((*ASK[:-1], "wu"), "吴刚 does not stand Thu 11-26 Main gate, Night"),
        ((*ASK, "--back", "2026-11-28"), "--with KEY says whose"),
        ((*ASK, "--with", "wu", "--back", "2026-11-29"), "--back: 吴刚 stands no duty on 2026-11-29"),
        ((*LEAVE, "--last", "2026-11-20"), "is before the first"),
        ((*LEAVE, "--kind", "moon"), "'moon' is not one of"),
        (("requests", "answer", "abcdef", "--approve"), "'abcdef' is no request"),
        (("requests", "answer", "abcdef"), "either --approve or --decline"),
        (("requests", "answer", "abcdef", "--decline", "--with", "wu"), "it goes with --approve"),
    ],
)
@pytest.mark.usefixtures("desk")
def test_what_makes_no_sense_is_refused_in_one_line(commands, arguments, expected):
    assert expected in commands.refused(*arguments)
