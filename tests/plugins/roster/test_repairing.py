"""Someone is away: who stands in, with few changes, all of it undone in one step."""

from datetime import UTC, datetime

import pytest

from dutydesk.api import DataProblem, StaleChange
from dutydesk.domain import Absence
from dutydesk_roster.checking import duty_clashes
from dutydesk_roster.repairing import propose_repair
from tests.plugins.roster.roster_desk import away, day, duties, month_of, put


def with_duty(desk, on):
    return next(each.person for each in desk_roster(desk) if each.day == on and each.post == "gate")


def desk_roster(desk):
    return month_of(desk).assignments


def test_a_repair_covers_the_duty_and_one_undo_takes_it_back(generated):
    on, before = day(25), duties(generated)
    person = with_duty(generated, on)
    proposal = propose_repair(generated, person, on, on)
    assert duties(generated) == before
    assert {each.change for each in proposal.changes} == {"added", "removed"}
    assert all("stands in" in line or "is freed" in line for line in proposal.lines())
    proposal.accept(generated)
    assert [each.kind for each in generated.table(Absence).all()] == ["sick"]
    assert not any(each.person == person and each.day == on for each in desk_roster(generated))
    assert month_of(generated).open_slots == ()
    assert duty_clashes(generated, day(1), day(30)) == ()
    assert len(duties(generated) ^ before) <= 6
    assert "is away 2026-11-25" in generated.undo().why
    assert duties(generated) == before
    assert generated.table(Absence).all() == ()


def test_a_pinned_duty_of_whoever_is_away_is_freed_too(desk):
    put(desk, ("chen", "room", "day", day(25)), pinned=True)
    proposal = propose_repair(desk, "chen", day(25), day(25))
    proposal.accept(desk)
    assert ("chen", "room", "day", day(25)) not in duties(desk)


def test_whoever_stands_in_keeps_to_what_a_month_allows(at):
    desk = at.reopened(rules="most_hours_a_month = 16\n")
    put(desk, ("han", "gate", "night", day(25)))
    for person, number in zip(("li", "sun", "wang", "zhu", "zhao", "chen"), (2, 3, 4, 5, 6, 9), strict=True):
        put(desk, (person, "gate", "day", day(number)), (person, "gate", "night", day(number + 1)))
    proposal = propose_repair(desk, "han", day(25), day(25))
    assert {each.person for each in proposal.changes if each.change == "added"} == {"wu"}
    assert {each.day for each in proposal.changes} == {day(25)}


def test_what_is_wrong_elsewhere_in_the_month_is_left_as_it_is(desk):
    put(
        desk,
        ("li", "gate", "night", day(3)),
        ("li", "gate", "day", day(4)),
        ("han", "gate", "night", day(25)),
    )
    proposal = propose_repair(desk, "han", day(25), day(25))
    assert {each.day for each in proposal.changes} == {day(25)}
    assert [each.rule for each in desk.clashes(day(1), day(30))] == ["rest"]


def test_what_nobody_can_cover_stays_open_and_is_said(desk):
    put(desk, ("chen", "room", "day", day(25)))
    away(desk, "zhao", day(1), day(30))
    away(desk, "han", day(1), day(30))
    proposal = propose_repair(desk, "chen", day(25), day(25))
    assert ("room", "day", 1) in {(each.post, each.shift, each.missing) for each in proposal.open_slots}
    assert any("stays open, nobody can stand in" in line for line in proposal.lines())


def test_an_absence_without_duty_changes_nothing_but_is_kept(generated):
    days = {each.day for each in desk_roster(generated) if each.person == "li"}
    free = next(day(number) for number in range(1, 31) if not days & {day(number), day(max(1, number - 1))})
    before = duties(generated)
    proposal = propose_repair(generated, "li", free, free, "annual")
    assert proposal.lines() == ["Nobody needs to stand in: there is no duty in these days."]
    proposal.accept(generated)
    assert duties(generated) == before
    assert [each.kind for each in generated.table(Absence).all()] == ["annual"]


def test_a_proposal_that_others_have_overtaken_is_refused_whole(generated_at):
    desk, other = generated_at.open(), generated_at.open("other")
    proposal = propose_repair(desk, with_duty(desk, day(25)), day(25), day(25))
    put(other, ("li", "yard", "day", day(26)))
    before = duties(desk)
    with pytest.raises(StaleChange, match="changed in the meantime"):
        proposal.accept(desk)
    assert duties(desk) == before
    assert desk.table(Absence).all() == ()


@pytest.mark.parametrize(
    ("person", "last", "kind", "expected"),
    [
        ("nobody", 25, "sick", "'nobody' is nobody's key"),
        ("li", 24, "sick", "2026-11-24 is before 2026-11-25"),
        ("li", 25, "tired", "'tired' is not known; expected one of sick, annual"),
    ],
)
def test_a_repair_that_makes_no_sense_is_refused(desk, person, last, kind, expected):
    with pytest.raises(DataProblem) as caught:
        propose_repair(desk, person, day(25), day(last), kind)
    assert expected in str(caught.value)


def test_an_absence_that_is_kept_already_is_not_kept_twice(desk):
    put(desk, ("chen", "room", "day", day(25)))
    away(desk, "chen", day(24), day(26))
    proposal = propose_repair(desk, "chen", day(25), day(25))
    assert proposal.is_kept
    made = proposal.accept(desk)
    assert any(each.post == "room" for each in (*made.added, *made.changed))
    assert len(desk.table(Absence).all()) == 1
    assert ("chen", "room", "day", day(25)) not in duties(desk)


def test_what_has_begun_stays_and_a_duty_that_runs_is_handed_on(at):
    at.now = datetime(2026, 11, 25, 10, 0, tzinfo=UTC)
    desk = at.open()
    put(
        desk,
        ("li", "gate", "day", day(25)),
        ("chen", "room", "day", day(25)),
        ("chen", "gate", "night", day(25)),
    )
    proposal = propose_repair(desk, "chen", day(25), day(25))
    assert {(each.post, each.shift) for each in proposal.changes if each.person == "chen"} == {
        ("gate", "night")
    }
    at.now = datetime(2026, 11, 24, 23, 30, tzinfo=UTC)
    running = propose_repair(desk, "chen", day(25), day(25))
    freed = {(each.post, each.shift) for each in running.changes if each.person == "chen"}
    assert freed == {("room", "day"), ("gate", "night")}
    assert not any(each.person == "li" and each.change == "removed" for each in running.changes)


def test_the_night_before_that_reaches_into_the_absence_is_covered_too(desk):
    put(desk, ("li", "gate", "night", day(25)), pinned=True)
    propose_repair(desk, "li", day(26), day(26)).accept(desk)
    assert ("li", "gate", "night", day(25)) not in duties(desk)
    assert len(duties(desk)) >= 1
