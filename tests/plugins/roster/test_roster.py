"""A roster: what is asked for, what is open, how the load lies, and what staff have been told."""

from dataclasses import replace

from dutydesk.domain import Activity, new_id
from dutydesk_roster.assignment import Assignment
from dutydesk_roster.month import Month
from dutydesk_roster.publishing import publish
from dutydesk_roster.roster import DutyPlan, Load, OpenSlot, Roster
from tests.plugins.roster.roster_desk import NOVEMBER, SHIFTS, day, month_of, put


def asked(desk, on):
    return {(line.post, line.shift): heads for line, heads in DutyPlan.of(desk).demand_on(on)}


def test_demand_follows_the_kind_of_day(desk):
    weekday = {("gate", "day"): 2, ("room", "day"): 1, ("gate", "night"): 1}
    assert asked(desk, day(10)) == weekday
    assert asked(desk, day(7)) == {**weekday, ("gate", "day"): 1}
    assert asked(desk, day(11)) == {("room", "day"): 1, ("gate", "night"): 1, ("yard", "evening"): 3}


def test_a_saturday_worked_to_make_up_asks_for_what_a_weekday_asks(desk):
    assert day(14).weekday() == 5
    assert asked(desk, day(14)) == asked(desk, day(10))


def test_an_imported_holiday_changes_the_demand(desk):
    start = month_of(desk).plan.shifts["day"].starts(day(18)).replace(hour=0)
    with desk.change("holiday") as change:
        change.add(
            Activity(
                id=new_id(),
                kind="holiday",
                title="Feast",
                start=start,
                end=start.replace(day=19),
                all_day=True,
            )
        )
    assert ("yard", "evening") in asked(desk, day(18))
    assert ("yard", "evening") not in asked(desk, day(19))


def test_open_slots_are_what_is_missing_and_no_more(desk):
    put(
        desk, ("li", "gate", "day", day(10)), ("chen", "room", "day", day(10)), ("wu", "yard", "day", day(10))
    )
    roster = Roster.of(desk, day(10), day(10))
    assert roster.open_slots == (OpenSlot(day(10), "gate", "day", 1), OpenSlot(day(10), "gate", "night", 1))


def test_one_person_entered_twice_fills_one_place(desk):
    put(desk, ("li", "gate", "day", day(10)), ("li", "gate", "day", day(10)))
    assert OpenSlot(day(10), "gate", "day", 1) in Roster.of(desk, day(10), day(10)).open_slots


def test_the_load_counts_real_hours_nights_weekends_and_holidays(desk):
    put(
        desk,
        ("li", "gate", "night", day(7)),
        ("li", "gate", "day", day(10)),
        ("li", "yard", "evening", day(11)),
        ("li", "gate", "day", day(14)),
    )
    loads = month_of(desk).loads()
    assert loads["li"] == Load(hours=32, duties=4, nights=1, weekends=1, holidays=1)
    assert loads["wu"] == Load()


def test_a_night_over_a_clock_change_lasts_what_it_really_lasts(at):
    desk_file = at.folder / "desk.toml"
    desk_file.write_text(desk_file.read_text().replace("Asia/Shanghai", "Europe/Berlin"))
    desk = at.open()
    put(desk, ("li", "gate", "night", day(24, 10)))
    roster = month_of(desk, Month(2026, 10))
    assert roster.loads()["li"].hours == 9
    (duty,) = roster.assignments
    assert [each.isoformat() for each in roster.times(duty)] == [
        "2026-10-24T23:00:00+02:00",
        "2026-10-25T07:00:00+01:00",
    ]


def test_a_duty_is_a_draft_then_published_then_changed(desk):
    (duty,) = put(desk, ("li", "gate", "day", day(10)))
    assert month_of(desk).state(duty) == "draft"
    publish(desk, NOVEMBER.first, NOVEMBER.last, "November")
    assert month_of(desk).state(duty) == "published"
    with desk.change("other") as change:
        moved = change.replace(replace(duty, person="wu"))
    assert month_of(desk).state(moved) == "changed"


def test_a_pin_is_no_change_for_staff(desk):
    (duty,) = put(desk, ("li", "gate", "day", day(10)))
    publish(desk, NOVEMBER.first, NOVEMBER.last, "November")
    with desk.change("pin") as change:
        pinned = change.replace(replace(duty, pinned=True))
    assert month_of(desk).state(pinned) == "published"


def test_a_shift_whose_times_change_in_its_file_is_a_change_to_publish(at):
    desk = at.open()
    (duty,) = put(desk, ("li", "gate", "day", day(10)))
    publish(desk, NOVEMBER.first, NOVEMBER.last, "November")
    desk = at.reopened(shifts=SHIFTS.replace('start = "07:00"', 'start = "06:30"'))
    assert month_of(desk).state(duty) == "changed"
    assert len(publish(desk, NOVEMBER.first, NOVEMBER.last, "November")) == 1
    assert month_of(desk).state(duty) == "published"


GONE = {
    "shifts": "\n".join(SHIFTS.split("[[shift]]")[:2]).replace("\ncode", "[[shift]]\ncode", 1),
    "posts": '[[post]]\ncode = "room"\nshort = "MR"\nname = "Room"\n',
    "demand": '[[demand]]\npost = "room"\nshift = "day"\nweekday = 1\n',
}


def test_duties_whose_shift_or_post_is_gone_are_still_shown_by_their_code(at):
    desk = at.open()
    night, day_duty = put(desk, ("li", "room", "night", day(10)), ("wu", "gate", "day", day(10)))
    desk = at.reopened(**GONE)
    roster = month_of(desk)
    assert roster.times(night) is None
    assert roster.times(day_duty) is not None
    assert roster.plan.shift_name("night") == "night"
    assert roster.plan.post_name("gate") == "gate"
    assert roster.loads()["li"] == Load(hours=0, duties=1)
    rules = [(each.person, each.rule) for each in desk.clashes(day(10), day(10))]
    assert rules == [("li", "gone"), ("wu", "gone")]


def test_what_was_published_of_a_shift_that_is_gone_stays_as_staff_know_it(at):
    desk = at.open()
    (duty,) = put(desk, ("li", "room", "night", day(10)))
    publish(desk, NOVEMBER.first, NOVEMBER.last, "November")
    desk = at.reopened(**GONE)
    assert month_of(desk).state(duty) == "published"
    with desk.change("other") as change:
        change.replace(replace(duty, person="wu"))
    (changed,) = publish(desk, NOVEMBER.first, NOVEMBER.last, "November")
    assert (changed.after.person, changed.after.start) == ("wu", changed.before.start)


def test_a_draft_whose_shift_is_gone_cannot_be_published(at):
    desk = at.open()
    put(desk, ("li", "room", "night", day(10)))
    desk = at.reopened(**GONE)
    assert publish(desk, NOVEMBER.first, NOVEMBER.last, "November") == ()
    assert month_of(desk).state(desk.table(Assignment).all()[0]) == "draft"
