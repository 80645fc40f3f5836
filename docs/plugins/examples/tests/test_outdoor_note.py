from datetime import date, datetime

from dutydesk.domain import Activity


def test_what_is_held_on_the_sports_ground_says_what_to_bring(desk):
    with desk.change("two meetings") as change:
        for key, place in (("out", "操场 north"), ("in", "Hall")):
            change.add(
                Activity(
                    id=key,
                    kind="school",
                    title=key,
                    place=place,
                    start=datetime(2026, 11, 25, 9),
                    end=datetime(2026, 11, 25, 10),
                )
            )
    events = desk.feed_events(desk.zone.days(date(2026, 11, 25), date(2026, 11, 25)))
    assert {each.title for each in events if "bring water" in each.description} == {"out"}
