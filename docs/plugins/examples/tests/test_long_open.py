from datetime import date

from dutydesk.domain import Task


def test_tasks_that_were_due_a_month_ago_are_told_at_the_meeting(desk):
    with desk.change("tasks") as change:
        change.add(Task(id="1", title="Mend the fence", due=date(2026, 10, 1)))
        change.add(Task(id="2", title="Oil the gate", due=date(2026, 11, 20)))
    lines = [
        each for each in desk.digest(date(2026, 11, 16), date(2026, 11, 22)) if each.heading == "Long open"
    ]
    assert [(each.text, each.records) for each in lines] == [
        ("1 tasks are open for more than a month: Mend the fence", ("task:1",))
    ]
