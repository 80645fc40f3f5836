"""``dutydesk roster swap``: what it prints, and its exit status."""

import pytest

from tests.plugins.roster.roster_desk import away, day, duties, put

LI = ("li", "gate", "night", day(10))
WU = ("wu", "gate", "night", day(17))
SWAP = (
    "roster",
    "swap",
    "2026-11",
    "--day",
    "2026-11-10",
    "--post",
    "gate",
    "--shift",
    "night",
    "--person",
    "li",
)
WITH_WU = (*SWAP, "--with", "wu", "--back", "2026-11-17")


@pytest.fixture
def desk(at):
    desk = at.open()
    put(desk, LI, WU)
    return desk


def test_swaps_that_free_someone_are_listed(desk, commands):
    status, document = commands.json(*SWAP)
    assert status == 0
    assert {key: document[key] for key in ("month", "person", "post", "shift", "day")} == {
        "month": "2026-11",
        "person": "li",
        "post": "gate",
        "shift": "night",
        "day": "2026-11-10",
    }
    found = document["swaps"]
    assert found
    assert set(found[0]) == {"with", "back", "allowed", "breaches", "costs", "cost", "text"}
    assert all(each["allowed"] for each in found)
    assert {"post": "gate", "shift": "night", "day": "2026-11-17"} in [each["back"] for each in found]
    status, said, _err = commands(*SWAP)
    assert status == 0
    assert said.splitlines() == [each["text"] for each in found]
    assert duties(desk) == {LI, WU}


def test_a_swap_is_judged_and_made_only_where_asked(desk, commands):
    status, document = commands.json(*WITH_WU)
    assert status == 0
    assert (document["allowed"], document["applied"], document["breaches"]) == (True, False, [])
    assert document["back"] == {"post": "gate", "shift": "night", "day": "2026-11-17"}
    assert 0 <= document["fairness_after"] <= 100
    _status, said, err = commands(*WITH_WU)
    assert said.startswith(document["text"])
    assert "--apply makes the swap" in err
    assert duties(desk) == {LI, WU}
    status, said, err = commands(*WITH_WU, "--apply")
    assert (status, err) == (0, "")
    assert "The swap is made" in said
    assert duties(desk) == {("wu", *LI[1:]), ("li", *WU[1:])}


def test_a_swap_that_is_not_allowed_is_said_with_status_1_and_not_made(desk, commands):
    away(desk, "wu", day(10))
    status, document = commands.json(*WITH_WU, "--apply")
    assert status == 1
    assert (document["allowed"], document["applied"]) == (False, False)
    assert [each["rule"] for each in document["breaches"]] == ["on-leave"]
    status, said, _err = commands(*WITH_WU, "--apply")
    assert status == 1
    assert said.startswith("Not allowed: 吴刚 takes Night at Main gate")
    assert duties(desk) == {LI, WU}


def test_where_no_swap_is_allowed_the_status_is_1(at, commands):
    put(at.open(), LI, pinned=True)
    status, document = commands.json(*SWAP)
    assert status == 1
    assert {each["rule"] for one in document["swaps"] for each in one["breaches"]} == {"pinned"}


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ((*SWAP[:3], "--day", "2026-11-11", *SWAP[5:]), "李强 does not stand Night at Main gate"),
        ((*SWAP, "--apply"), "--with KEY says with whom"),
        ((*SWAP, "--with", "nobody"), "--with: 'nobody' is nobody's key"),
        ((*SWAP, "--with", "wu", "--back", "tomorrow"), "'tomorrow' is no day"),
        ((*SWAP, "--with", "wu", "--back", "2026-11-18"), "--back: 吴刚 stands no duty on 2026-11-18"),
    ],
)
def test_what_makes_no_sense_is_refused_in_one_line(desk, commands, arguments, expected):
    assert desk is not None
    assert expected in commands.refused(*arguments)
