"""What calendars tell of a published duty: where, with whom, what to do, and whom to call by role."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from dutydesk.domain import Absence, Person, Window, new_id
from dutydesk.wording import LANGUAGES, speaking
from dutydesk_roster.assignment import Assignment, PublishedAssignment
from dutydesk_roster.cover_event import CoverEvent
from dutydesk_roster.event_cover import event_times, keep_event
from dutydesk_roster.publishing import publish
from dutydesk_roster.roster import DutyPlan
from dutydesk_roster.swap import Swap, SwapOffer, Volunteer
from tests.plugins.planned_desk import wall
from tests.plugins.roster.roster_desk import DEMAND, NOVEMBER, POSTS, SHIFTS, away, day, put

A_DAY = 'start = "13:00"\nend = "13:00"\n'
CALL = "If you cannot come, tell the squadron leader (赵建国)."
IN_CHINESE = """
[post.translations.zh]
name = "正门岗"
place = "学府路"
orders = "逐车检查。"
"""
POSTS_IN_TWO = POSTS.replace('colour = "firebrick"\n', f'colour = "firebrick"\n{IN_CHINESE}')
SHIFTS_IN_TWO = SHIFTS.replace(
    'end = "15:00"\n', 'end = "15:00"\n[shift.translations.zh]\nname = "白班"\n', 1
)


def publish_november(desk):
    publish(desk, NOVEMBER.first, NOVEMBER.last, "November")


def published(desk, *duties):
    put(desk, *duties)
    publish_november(desk)


def events(desk, first, last=None):
    found = desk.feed_events(desk.zone.days(first, last or first))
    return [each for each in found if each.uid.startswith("duty-")]


def lines(desk, person, on):
    """The description of the one duty of a person that begins on a day."""
    (found,) = [each for each in events(desk, on) if each.people == (person,) and each.start.date() == on]
    return found.description.splitlines()


def with_people(desk, *people):
    with desk.change("people") as change:
        for each in people:
            change.add(each)


def test_every_post_has_a_feed(desk):
    feeds = {each.name: (each.title, each.colour) for each in desk.feeds() if each.name.startswith("post/")}
    assert feeds["post/gate"] == ("Main gate", "firebrick")
    assert set(feeds) == {"post/gate", "post/room", "post/yard"}


def test_an_event_says_where_when_and_what_and_in_ones_own_feed_not_ones_own_name(desk):
    published(desk, ("zhao", "gate", "day", day(25)))
    (event,) = events(desk, day(25))
    assert (event.title, event.own_title) == ("Main gate, Day, 赵建国", "Main gate, Day")
    assert (event.kind, event.category) == ("duty", "Duty")
    assert (event.place, event.colour) == ("Xuefu Road", "firebrick")
    assert (event.people, event.feeds) == (("zhao",), ("squadron", "post/gate"))
    assert (event.tentative, event.busy) == (False, True)
    assert (event.start.isoformat(), event.end.isoformat()) == (
        "2026-11-25T07:00:00+08:00",
        "2026-11-25T15:00:00+08:00",
    )


def test_the_description_tells_of_company_then_orders_then_whom_to_call(desk):
    published(
        desk,
        ("chen", "gate", "day", day(25)),
        ("wu", "gate", "day", day(25)),
        ("li", "gate", "day", day(25)),
        ("sun", "room", "day", day(25)),
        ("zhu", "gate", "evening", day(25)),
    )
    assert lines(desk, "chen", day(25)) == ["With: 吴刚, 李强", "Check every vehicle.", CALL]
    assert lines(desk, "sun", day(25)) == [CALL]


def test_whoever_stands_alone_sees_who_stands_there_before_and_after(desk):
    published(
        desk,
        ("wu", "gate", "evening", day(25)),
        ("li", "gate", "night", day(25)),
        ("sun", "gate", "day", day(26)),
        ("zhu", "gate", "day", day(26)),
        ("chen", "room", "day", day(26)),
    )
    assert lines(desk, "li", day(25))[:2] == ["Relieves: 吴刚", "Relieved by: 孙丽, 朱华"]
    assert lines(desk, "wu", day(25))[0] == "Relieved by: 李强"
    assert lines(desk, "sun", day(26))[0] == "With: 朱华"


def test_nobody_relieves_themselves(desk):
    published(desk, ("wu", "gate", "evening", day(25)), ("wu", "gate", "night", day(25)))
    assert all("elieve" not in each.description for each in events(desk, day(25)))


def test_a_guard_of_an_event_relieves_nobody_of_the_shifts(desk):
    starts, ends = event_times(day(25), "11:00", "15:00")
    event = keep_event(
        desk, CoverEvent(id=new_id(), title="Meet", starts=starts, ends=ends, heads=("gate:1",))
    )
    published(desk, ("li", "gate", event.shift, day(25)), ("wu", "gate", "evening", day(25)))
    assert all("elieve" not in each.description for each in events(desk, day(25)))


def test_whom_to_call_are_the_leaders_who_serve_that_day_but_never_oneself(desk):
    with_people(
        desk,
        Person(id="qian", name="钱卫东", rank="deputy", phone="13800000009", email="qian@school.cn"),
        Person(id="old", name="老王", rank="deputy", ends=day(24)),
    )
    published(
        desk,
        ("zhao", "gate", "day", day(24)),
        ("zhao", "gate", "day", day(25)),
        ("qian", "gate", "day", day(26)),
        ("li", "gate", "day", day(27)),
    )
    assert lines(desk, "zhao", day(24))[-1] == "If you cannot come, tell the deputy (老王, 钱卫东)."
    assert lines(desk, "zhao", day(25))[-1] == "If you cannot come, tell the deputy (钱卫东)."
    assert lines(desk, "qian", day(26))[-1] == CALL
    assert lines(desk, "li", day(27))[-1] == (
        "If you cannot come, tell the squadron leader (赵建国) or the deputy (钱卫东)."
    )
    told = str(events(desk, day(24), day(27)))
    assert "1380000" not in told
    assert "@" not in told


def test_without_any_leader_nothing_is_said_of_whom_to_call(desk):
    zhao = desk.table(Person).get("zhao")
    with desk.change("left") as change:
        change.replace(replace(zhao, rank="guard"))
    published(desk, ("li", "room", "day", day(25)))
    assert lines(desk, "li", day(25)) == []


def test_a_post_names_another_contact_by_role(at):
    desk = at.reopened(posts=POSTS.replace('place = "Xuefu Road"\n', 'call = "the duty room"\n'))
    published(desk, ("li", "gate", "day", day(25)), ("wu", "room", "day", day(25)))
    assert lines(desk, "li", day(25))[-1] == "If you cannot come, tell the duty room."
    assert lines(desk, "wu", day(25))[-1] == CALL


def test_a_name_cannot_put_lines_of_its_own_into_a_description(desk):
    with_people(desk, Person(id="bad", name="坏\nOrders: leave the gate open\x1b[2J"))
    published(desk, ("bad", "gate", "day", day(25)), ("li", "gate", "day", day(25)))
    assert len(lines(desk, "li", day(25))) == 3
    assert "\x1b" not in lines(desk, "li", day(25))[0]


# Other languages


def test_posts_and_shifts_are_called_as_the_reader_calls_them(at):
    desk = at.reopened(posts=POSTS_IN_TWO, shifts=SHIFTS_IN_TWO)
    published(desk, ("li", "gate", "day", day(25)), ("wu", "room", "night", day(25)))
    with speaking("zh"):
        (gate, room) = sorted(events(desk, day(25)), key=lambda each: each.start)
        feeds = {each.name: each.title for each in desk.feeds()}
    assert gate.own_title.startswith("正门岗")
    assert gate.own_title.endswith("白班")
    assert gate.place == "学府路"
    assert "逐车检查。" in gate.description.splitlines()
    assert "Check every vehicle." not in gate.description
    assert feeds["post/gate"] == "正门岗"
    assert (room.own_title.split()[0], feeds["post/room"]) == ("Monitoring", "Monitoring room")
    with speaking("en"):
        assert sorted(each.own_title for each in events(desk, day(25))) == [
            "Main gate, Day",
            "Monitoring room, Night",
        ]


def test_the_terminal_too_calls_them_as_its_reader_does(at):
    desk = at.reopened(posts=POSTS_IN_TWO, shifts=SHIFTS_IN_TWO)
    with speaking("zh"):
        plan = DutyPlan.of(desk)
    assert (plan.post_name("gate"), plan.shift_name("day")) == ("正门岗", "白班")
    assert (plan.post_name("room"), plan.shift_name("night")) == ("Monitoring room", "Night")
    assert plan.posts["gate"].short == "MG"


def test_what_has_no_translation_is_said_as_it_was_written(at):
    desk = at.reopened(posts=POSTS.replace("Main gate", "正门岗"))
    for spoken in LANGUAGES:
        with speaking(spoken):
            assert DutyPlan.of(desk).post_name("gate") == "正门岗"


# Which days are told of


def test_a_night_is_found_on_the_morning_after(desk):
    published(desk, ("li", "gate", "night", day(24)))
    assert len(events(desk, day(25))) == 1
    assert events(desk, day(26)) == []


@pytest.mark.parametrize("clock", ["00:05", "12:55", "13:05", "22:55", "23:05", "23:55"])
def test_what_is_told_is_the_same_however_short_a_time_is_asked_for(at, clock):
    desk = at.reopened(shifts=f'{SHIFTS}[[shift]]\ncode = "full"\nshort = "F"\nname = "Full"\n{A_DAY}')
    shifts = {"day": "chen", "evening": "wu", "night": "li"}
    published(
        desk,
        *((who, "gate", shift, day(number)) for number in (24, 25, 26) for shift, who in shifts.items()),
        *((who, "yard", "full", day(23 + number)) for number, who in enumerate(("zhu", "sun", "han"))),
    )
    everything = {each.uid: each for each in events(desk, day(1), day(30))}
    start = desk.zone.instant(wall(f"2026-11-25 {clock}"))
    few = [
        each
        for each in desk.feed_events(Window(start, start + timedelta(minutes=1)))
        if each.uid.startswith("duty-")
    ]
    assert len(few) == 2
    assert [each for each in few if everything[each.uid] != each] == []


@pytest.mark.parametrize("missing", ["gate", "room"])
def test_published_duties_of_a_post_that_is_gone_stay_in_the_feeds(at, missing):
    desk = at.open()
    published(desk, ("chen", missing, "day", day(25)))
    parts = [part for part in DEMAND.split("[[demand]]") if missing not in part]
    posts = at.folder / "config" / "posts.toml"
    kept = [part for part in posts.read_text().split("[[post]]") if f'"{missing}"' not in part]
    desk = at.reopened(demand="[[demand]]".join(parts), posts="[[post]]".join(kept))
    (event,) = events(desk, day(25))
    assert event.title == f"{missing}, Day, 陈静"
    assert event.description == CALL


def test_a_duty_given_to_another_leaves_one_feed_and_enters_the_other_under_its_uid(desk):
    (duty,) = put(desk, ("li", "gate", "day", day(25)))
    publish_november(desk)
    (before,) = events(desk, day(25))
    with desk.change("other") as change:
        change.replace(replace(duty, person="wu"))
    publish_november(desk)
    (after,) = events(desk, day(25))
    assert (before.uid, before.people) == (after.uid, ("li",))
    assert after.people == ("wu",)
    assert after.revision > before.revision


def test_records_say_which_days_of_calendars_they_can_alter():
    night = PublishedAssignment(
        id="a",
        person="li",
        post="gate",
        shift="night",
        day=day(24),
        start=wall("2026-11-24 23:00"),
        end=wall("2026-11-25 07:00"),
    )
    assert night.days() == ((day(24), day(24)),)
    assert Assignment(id="a", person="li", post="g", shift="n", day=day(24)).days() == ((day(24), day(24)),)
    swap = Swap(id="s", person="li", assignment="a", day=day(24), post="gate", shift="night")
    assert swap.days() == ((day(24), day(24)),)
    assert replace(swap, back_day=day(28)).days() == ((day(24), day(24)), (day(28), day(28)))
    assert SwapOffer(id="o", swap="s", person="wu").days() == ()
    assert Volunteer(id="v", person="wu", first=day(24), last=day(25)).days() == ()


def moved(desk, event, on):
    starts, ends = event_times(on, "08:00", "17:00")
    return keep_event(desk, replace(event, starts=starts, ends=ends))


def test_an_event_may_alter_days_far_off_because_published_duties_stay_where_it_was(desk):
    starts, ends = event_times(day(5), "08:00", "17:00")
    event = keep_event(
        desk, CoverEvent(id=new_id(), title="Meet", starts=starts, ends=ends, heads=("gate:1",))
    )
    published(desk, ("li", "gate", event.shift, day(5)))
    event = moved(desk, event, day(28))
    revision = desk.revision()
    with desk.change("renamed") as change:
        change.replace(replace(event, title="Sports meet"))
    assert [each.own_title for each in events(desk, day(5))] == ["Main gate, Sports meet"]
    assert desk.days_changed_since(revision) is None


def test_the_leave_of_a_leader_does_not_change_everyones_calendars(desk):
    published(desk, ("li", "gate", "day", day(25)))
    before = events(desk, date(2026, 11, 1), date(2026, 11, 30))
    away(desk, "zhao", day(25))
    assert desk.table(Absence).all()
    assert events(desk, date(2026, 11, 1), date(2026, 11, 30)) == before
