"""People keep the posts that they have where nothing is lost by it."""

from datetime import date

import msgspec

from dutydesk_roster.engine import OnePost, Pin, Placed
from dutydesk_roster.engine.kept_posts import with_kept_posts
from tests.plugins.roster_engine.months import DAY, guard, problem, slot

MONDAY = date(2026, 11, 2)
ASKED = problem(
    [guard("a", qualifications=("armed",)), guard("b", qualifications=("armed",)), guard("c")],
    [
        slot("gate", DAY, MONDAY, needs=("armed",)),
        slot("hall", DAY, MONDAY),
        slot("yard", DAY, MONDAY),
    ],
)


def at(**posts):
    return tuple(Placed(person, post, "day", MONDAY) for post, person in sorted(posts.items()))


KEPT = at(gate="a", hall="b", yard="c")


def test_people_go_back_round_a_ring():
    assert with_kept_posts(ASKED, at(gate="b", hall="a", yard="c"), KEPT) == KEPT
    assert with_kept_posts(ASKED, at(gate="b", hall="c", yard="a"), KEPT) == KEPT


def test_nobody_goes_where_they_lack_what_is_needed():
    kept = at(gate="c", hall="a", yard="b")
    assert with_kept_posts(ASKED, at(gate="a", hall="c", yard="b"), kept) == at(gate="a", hall="c", yard="b")


def test_pins_and_rules_about_posts_leave_all_as_it_is():
    turned = at(gate="b", hall="a", yard="c")
    pinned = msgspec.structs.replace(ASKED, pins=(Pin("b", "gate", "day", MONDAY),))
    assert with_kept_posts(pinned, turned, KEPT) == turned
    assert with_kept_posts(msgspec.structs.replace(ASKED, rules=(OnePost(),)), turned, KEPT) == turned
