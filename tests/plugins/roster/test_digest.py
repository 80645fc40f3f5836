"""What the roster tells of some days for the weekly meeting."""

from dutydesk_roster.assignment import Assignment
from dutydesk_roster.event_cover import call_off
from dutydesk_roster.publishing import publish
from tests.plugins.roster.roster_desk import NOVEMBER, away, day, put
from tests.plugins.roster.test_events import sports_meet


def told(desk, first=16, last=22):
    return [each for each in desk.digest(day(first), day(last)) if each.heading == "Duty"]


def texts(desk, first=16, last=22):
    return [each.text for each in told(desk, first, last)]


def publish_november(desk):
    publish(desk, NOVEMBER.first, NOVEMBER.last, "November")


def fill(desk, number):
    """Fill every slot of a weekday."""
    return put(
        desk,
        ("li", "gate", "day", day(number)),
        ("wu", "gate", "day", day(number)),
        ("chen", "room", "day", day(number)),
        ("zhu", "gate", "night", day(number)),
    )


def test_of_a_week_without_a_roster_nothing_is_told(desk):
    assert told(desk) == []


def test_published_duties_of_the_week_are_counted_with_their_hours_and_proved(desk):
    duties = fill(desk, 17)
    fill(desk, 23)
    publish_november(desk)
    (line,) = told(desk, 17, 17)
    assert line.text == "4 duties were stood by 4 people, 32 guard-hours."
    assert line.order == 10
    assert set(line.records) == {f"published_assignment:{each.id}" for each in duties}


def test_what_is_not_published_or_not_begun_was_not_stood(desk):
    put(desk, ("li", "gate", "day", day(17)))
    assert "stood" not in " ".join(texts(desk))
    put(desk, ("li", "gate", "night", day(24)), ("wu", "gate", "day", day(25)))
    publish_november(desk)
    assert [each for each in texts(desk, 24, 30) if "stood by" in each] == []


def test_places_that_stayed_empty_are_named_and_the_rest_counted(desk):
    put(desk, ("li", "gate", "day", day(17)), ("chen", "room", "day", day(17)))
    (line,) = [each for each in told(desk, 17, 17) if "empty" in each.text]
    assert line.text == (
        "2 places stayed empty: Main gate, Day on 2026-11-17; Main gate, Night on 2026-11-17."
    )
    assert line.records == ("month:2026-11",)
    (longer,) = [each for each in texts(desk) if "empty" in each]
    assert longer.endswith("; and more.")


def test_an_open_slot_of_today_may_still_be_filled(desk):
    fill(desk, 23)
    assert texts(desk, 23, 24) == []


def test_sick_calls_name_who_and_the_duties_left_to_them(desk):
    fill(desk, 17)
    away(desk, "li", day(17), day(18))
    away(desk, "wu", day(24))
    away(desk, "chen", day(17), kind="annual")
    (line,) = [each for each in told(desk, 17, 23) if "sick" in each.text]
    assert line.text.startswith("1 sick call: ")
    assert line.text.endswith("1 duty still stands under their name.")
    assert {each.partition(":")[0] for each in line.records} == {"absence", "assignment"}
    with desk.change("given to another") as change:
        (left,) = desk.table(Assignment).where(person="li")
        change.remove(left)
    (line,) = [each for each in told(desk, 17, 23) if "sick" in each.text]
    assert "still stands" not in line.text


def test_events_say_whether_they_were_covered(desk):
    event = sports_meet(desk, on=day(18))
    put(desk, ("li", "gate", event.shift, day(18)), ("chen", "yard", event.shift, day(18)))
    publish_november(desk)
    (line,) = [each for each in told(desk, 18, 18) if "Sports" in each.text]
    assert line.text == "Sports meet on 2026-11-18 was short of guards: 2 of 3 stood there."
    assert f"cover_event:{event.id}" in line.records
    assert len(line.records) == 3
    put(desk, ("wu", "gate", event.shift, day(18)))
    assert "Sports meet on 2026-11-18 was covered: 3 of 3 guards stood there." in texts(desk, 18, 18)


def test_an_event_called_off_or_to_come_is_not_told(desk):
    event = sports_meet(desk, on=day(18))
    sports_meet(desk, on=day(25))
    call_off(desk, event)
    assert "Sports" not in " ".join(texts(desk, 16, 30))
