"""Events: they ask for guards at chosen posts for chosen hours, and all that is true of shifts is of them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from dutydesk.api import DataProblem, StaleChange
from dutydesk.domain import new_id
from dutydesk_roster.arranging import accept
from dutydesk_roster.assignment import Assignment, PublishedAssignment
from dutydesk_roster.codes import first_letters, match_code
from dutydesk_roster.cover_event import CoverEvent, EventHeads
from dutydesk_roster.engine import GenerateJob
from dutydesk_roster.event_cover import (
    a_year_later,
    call_off,
    cover_of,
    covers,
    event_times,
    keep_event,
    put_there,
)
from dutydesk_roster.problem_of import problem_of
from dutydesk_roster.publishing import differences, publish
from tests.plugins.planned_desk import wall
from tests.plugins.roster.roster_desk import NOVEMBER, POSTS, TODAY, day, month_of, put

MEET = day(26)


def sports_meet(desk, *, on=MEET, start="08:00", end="17:00", heads=("gate:2", "yard:1")):
    starts, ends = event_times(on, start, end)
    return keep_event(
        desk, CoverEvent(id=new_id(), title="Sports meet", starts=starts, ends=ends, heads=heads)
    )


def demand_of(*posts):
    line = '[[demand]]\npost = "{post}"\nshift = "day"\nweekday = {heads}\n'
    return "".join(line.format(post=post, heads=int(post == "gate")) for post in posts)


def stand(desk, event, *people, post="gate"):
    return put(desk, *((person, post, event.shift, event.day) for person in people))


def publish_november(desk):
    return publish(desk, NOVEMBER.first, NOVEMBER.last, "November")


def figures(desk):
    return {each.key: each for each in desk.figures(2026) if each.key.startswith("roster.event")}


def rules_broken(desk, on):
    return {each.rule: each.text for each in desk.clashes(on, on)}


def test_an_event_is_asked_for_on_its_day_alone(desk):
    event = sports_meet(desk)
    roster = month_of(desk)
    found = [each for each in roster.open_slots if each.shift == event.shift]
    assert [(each.day, each.post, each.missing) for each in found] == [(MEET, "gate", 2), (MEET, "yard", 1)]
    assert roster.plan.window(event.shift, MEET).hours == 9
    assert roster.plan.window(event.shift, day(27)) is None
    assert roster.plan.shift_name(event.shift) == "Sports meet"


def test_its_cover_counts_each_post_by_itself(desk):
    event = sports_meet(desk)
    stand(desk, event, "li", "wu", "sun")
    cover = cover_of(month_of(desk), event)
    assert (cover.stands, cover.wanted, cover.missing) == (2, 3, 1)
    assert covers(desk) == (cover,)


def test_the_generator_fills_events_with_whom_they_need_and_gives_them_rest(at):
    desk = at.reopened(demand=demand_of("gate", "room", "yard"))
    evening = sports_meet(desk, start="18:00", end="23:30", heads=("gate:2:panel", "yard:1"))
    roster = month_of(desk)
    with GenerateJob(problem_of(desk, roster), seconds=3, settle_seconds=0.5) as job:
        accept(desk, roster, job.result().assignments, "Generate")
    roster = month_of(desk)
    assert roster.open_slots == ()
    there = [each for each in roster.assignments if each.shift == evening.shift]
    qualified = {person.id for person in desk.people() if "panel" in person.qualifications}
    assert {each.person for each in there if each.post == "gate"} & qualified
    mornings = {each.person for each in roster.assignments if (each.day, each.shift) == (day(27), "day")}
    assert not mornings & {each.person for each in there}
    assert desk.clashes(NOVEMBER.first, NOVEMBER.last) == ()


def test_too_little_rest_after_an_event_is_a_clash(desk):
    event = sports_meet(desk, start="18:00", end="23:00")
    stand(desk, event, "li")
    put(desk, ("li", "gate", "day", day(27)))
    assert "rests 8 h instead of 11 h" in rules_broken(desk, day(27))["rest"]


@pytest.mark.parametrize(
    ("start", "end", "night"),
    [
        ("18:00", "22:00", False),
        ("19:00", "01:00", False),
        ("22:00", "06:00", True),
        ("00:00", "24:00", True),
    ],
)
def test_an_event_over_midnight_ends_on_the_next_day_and_may_be_a_night(desk, start, end, night):
    event = sports_meet(desk, start=start, end=end)
    stand(desk, event, "li")
    roster = month_of(desk)
    assert event.ends > event.starts
    assert roster.loads()["li"].nights == night
    hours = (event.ends - event.starts) / timedelta(hours=1)
    assert roster.loads()["li"].hours == hours


def test_an_event_takes_no_letters_that_a_leader_types(desk):
    before = first_letters(month_of(desk).plan)
    sports_meet(desk)
    plan = month_of(desk).plan
    assert first_letters(plan) == before
    assert match_code(plan, "+").code is None


def duties_in_feeds(desk, on):
    return [each for each in desk.feed_events(desk.zone.days(on, on)) if each.kind == "duty"]


def test_feeds_and_the_year_tell_of_events(at):
    desk = at.open()
    event = sports_meet(desk, on=TODAY)
    stand(desk, event, "li", "wu")
    publish_november(desk)
    (one, _two) = duties_in_feeds(desk, TODAY)
    assert one.title.startswith("Main gate, Sports meet, ")
    assert (f"{one.start:%H:%M}", f"{one.end:%H:%M}") == ("08:00", "17:00")
    found = figures(desk)
    assert found["roster.events"].value == 1
    assert found["roster.events"].records == (f"cover_event:{event.id}",)
    assert found["roster.event_hours"].value == 18
    assert len(found["roster.event_hours"].records) == 2


def test_an_event_to_come_is_not_counted_yet(desk):
    stand(desk, sports_meet(desk), "li")
    publish_november(desk)
    assert figures(desk) == {}


def test_those_on_duty_move_with_the_event_and_published_times_stay_until_published_again(desk):
    event = sports_meet(desk)
    (duty,) = stand(desk, event, "li")
    publish_november(desk)
    starts, ends = event_times(day(27), "09:00", "12:00")
    keep_event(desk, replace(event, starts=starts, ends=ends))
    (moved,) = month_of(desk).assignments
    assert (moved.id, moved.day) == (duty.id, day(27))
    (told,) = desk.table(PublishedAssignment).all()
    assert (told.day, told.start) == (MEET, wall("2026-11-26 08:00"))
    assert month_of(desk).state(moved) == "changed"
    assert "gone" not in rules_broken(desk, day(27))
    publish_november(desk)
    (told,) = desk.table(PublishedAssignment).all()
    assert (told.day, told.start) == (day(27), starts)
    desk.undo()
    desk.undo()
    assert [each.day for each in month_of(desk).assignments] == [MEET]


def test_an_event_that_staff_know_of_is_kept_as_called_off(desk):
    event = sports_meet(desk)
    stand(desk, event, "li")
    publish_november(desk)
    assert call_off(desk, event) is False
    assert month_of(desk).assignments == ()
    (kept,) = desk.table(CoverEvent).all()
    assert kept.is_called_off
    assert [each for each in month_of(desk).open_slots if each.shift == event.shift] == []
    (feed,) = duties_in_feeds(desk, MEET)
    assert feed.title == "Main gate, Sports meet, 李强"
    (change,) = publish_november(desk)
    assert change.after is None
    assert call_off(desk, kept) is True
    assert desk.table(CoverEvent).all() == ()


def test_a_called_off_event_comes_back_with_its_guards_by_one_undo(desk):
    event = sports_meet(desk)
    stand(desk, event, "li")
    assert call_off(desk, event) is True
    assert (month_of(desk).assignments, desk.table(CoverEvent).all()) == ((), ())
    desk.undo()
    assert cover_of(month_of(desk), desk.table(CoverEvent).all()[0]).stands == 1


def test_an_event_that_was_held_stays_on_record(desk):
    event = sports_meet(desk, on=day(20))
    stand(desk, event, "li")
    publish_november(desk)
    with pytest.raises(DataProblem, match="stays on record"):
        call_off(desk, event)
    assert len(month_of(desk).assignments) == 1


@pytest.mark.parametrize("lost", ["gone", "elsewhere", "called off"])
def test_a_duty_whose_event_is_not_there_any_more_is_told_and_keeps_its_published_times(desk, lost):
    event = sports_meet(desk)
    (duty,) = stand(desk, event, "li")
    publish_november(desk)
    with desk.change(lost) as change:
        if lost == "gone":
            change.remove(event)
        elif lost == "called off":
            change.replace(replace(event, heads=()))
        else:
            change.replace(replace(event, starts=event.starts + timedelta(1), ends=event.ends + timedelta(1)))
    expected = {
        "gone": "Main gate: the event of this duty is gone.",
        "elsewhere": "Main gate, Sports meet: the event is on 2026-11-27, not on this day.",
        "called off": "Main gate, Sports meet: the event is called off.",
    }
    assert rules_broken(desk, MEET)["gone"] == expected[lost]
    roster = month_of(desk)
    assert roster.state(duty) == "published"
    assert differences(roster) == ()
    (told,) = duties_in_feeds(desk, MEET)
    assert "event-" not in told.title


def test_a_post_that_is_gone_is_not_asked_for(at):
    desk = at.open()
    event = sports_meet(desk, heads=("gate:1", "yard:1"))
    kept = "[[post]]".join(part for part in POSTS.split("[[post]]") if '"yard"' not in part)
    desk = at.reopened(posts=kept, demand=demand_of("gate", "room"))
    roster = month_of(desk)
    assert [each.post for each in roster.open_slots if each.shift == event.shift] == ["gate"]
    assert {each.post for each in problem_of(desk, roster).slots} == {"gate"}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"title": " "}, "needs a title"),
        ({"heads": ()}, "at least one head"),
        ({"heads": ("gate:0",)}, "at least one head"),
        ({"heads": ("nowhere:1",)}, "'nowhere' is no post; expected one of gate, room, yard"),
        ({"heads": ("gate",)}, "'gate' says no heads"),
        ({"heads": ("gate:-1",)}, "says no heads"),
        ({"heads": ("gate:51",)}, "at most 50"),
        ({"heads": ("gate:1", "gate:2")}, "twice"),
        ({"heads": ("gate:1:flying",)}, "'flying' is no qualification; expected one of panel"),
        ({"ends": wall("2026-11-28 09:00")}, "at most 24 hours"),
    ],
)
def test_an_event_that_cannot_be_is_refused_with_what_was_expected(desk, changes, expected):
    event = CoverEvent(
        id=new_id(),
        title="Meet",
        starts=wall("2026-11-26 08:00"),
        ends=wall("2026-11-26 17:00"),
        heads=("gate:1",),
    )
    with pytest.raises(DataProblem) as caught:
        keep_event(desk, replace(event, **changes))
    assert expected in str(caught.value)
    assert desk.table(CoverEvent).all() == ()


def test_two_who_change_one_event_do_not_overwrite_each_other(at):
    desk, other = at.open(), at.open("wang")
    event = sports_meet(desk)
    keep_event(other, replace(event, title="Autumn meet"))
    with pytest.raises(StaleChange, match="wang"):
        keep_event(desk, replace(event, title="Winter meet"))
    with pytest.raises(StaleChange, match="wang"):
        call_off(desk, event)


def test_someone_is_put_there_unless_their_day_has_changed(at):
    desk, other = at.open(), at.open("other")
    event = sports_meet(desk)
    duty = Assignment(id=new_id(), person="li", post="gate", shift=event.shift, day=MEET, pinned=True)
    put(other, ("li", "gate", "night", MEET))
    with pytest.raises(StaleChange):
        put_there(desk, event, duty, (), "李强")
    put_there(desk, event, duty, desk.table(Assignment).where(person="li", day=MEET), "李强")
    assert cover_of(month_of(desk), event).stands == 1


def test_a_copy_is_on_the_same_weekday_of_the_next_year_that_is_to_come(desk):
    event = sports_meet(desk, on=day(26).replace(year=2024))
    later = a_year_later(event, TODAY)
    assert later.day.weekday() == event.day.weekday()
    assert TODAY <= later.day < TODAY + timedelta(days=366)
    assert a_year_later(later, TODAY).day == later.day + timedelta(days=364)


@pytest.mark.parametrize("text", ["gate:2", "gate:2:panel", "gate:12:a:b"])
def test_heads_are_written_as_they_are_read(text):
    assert str(EventHeads.parse(text)) == text
