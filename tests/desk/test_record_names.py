"""What the records behind a figure are called, whoever keeps them."""

from datetime import date, datetime

from dutydesk.api import NamedRecord, hookimpl
from dutydesk.api.record_names import record_names
from dutydesk.domain import Activity, Person, Task


class Keys:
    """A plugin that keeps keys."""

    @hookimpl
    def named_records(self, keys):
        return [NamedRecord(key=key, title="The key of the gym") for key in keys if key == "key:gym"]


def test_records_of_the_desk_and_of_plugins_are_named_in_the_order_asked_and_unknown_ones_stand(make_desk):
    desk = make_desk(Keys())
    with desk.change("kept") as change:
        change.add(Person(id="li", name="Li"))
        change.add(Task(id="t1", title="Mend the lamp", done=date(2026, 3, 5)))
        start = datetime(2026, 3, 2, 14)  # noqa: DTZ001 - wall time
        change.add(Activity(id="once", kind="school", title="Fair", start=start, end=start.replace(hour=15)))
        change.add(
            Activity(
                id="weekly-talk", kind="school", title="Talk", start=start, end=start.replace(hour=15),
                rule="FREQ=WEEKLY",
            )
        )  # fmt: skip
    named = record_names(
        desk,
        [
            "task:t1",
            "key:gym",
            "activity:weekly-talk-20260309",
            "activity:once",
            "person:li",
            "activity:x",
            "?",
            "task:t1",
        ],
    )
    assert [(each.title, each.day, each.screen) for each in named] == [
        ("Mend the lamp", date(2026, 3, 5), "tasks"),
        ("The key of the gym", None, ""),
        ("Talk", date(2026, 3, 9), "calendar"),
        ("Fair", date(2026, 3, 2), "calendar"),
        ("Li", None, "people"),
        ("activity that is gone", None, ""),
        ("?", None, ""),
    ]
    assert named[2].action == "go_to('2026-03-09')"


def test_nothing_is_asked_for_nothing(make_desk):
    assert record_names(make_desk(Keys()), []) == ()
