"""Renewals on the Today board: months ahead, and overdue as long as someone counts on them."""

from datetime import date, timedelta

from dutydesk.api import DueState
from dutydesk.domain import Certificate, Person, Task
from dutydesk_training.renewals import plan_renewal, renewals
from tests.plugins.planned_desk import area
from tests.plugins.training.topic_desk import TOPICS, keep, planned_topics
from tests.terminal.pilot_help import settle

LISTED = Person(id="han", name="韩冰", qualifications=("first-aid",))


def held(key, person, earned, expires):
    return Certificate(
        id=key,
        person=person,
        qualification="first-aid",
        earned=date.fromisoformat(earned),
        expires=date.fromisoformat(expires),
    )


def due(desk):
    found = desk.due(desk.today(), desk.today() + timedelta(days=14))
    return [(each.title, each.day, each.state) for each in found if "renew" in each.title]


def test_a_renewal_is_due_from_so_many_months_ahead_as_its_topic_says(planned):
    desk = planned_topics(planned)
    keep(desk, held("1", "li", "2025-02-01", "2027-02-01"))
    planned.at(date(2026, 10, 31))
    assert due(desk) == []
    planned.at(date(2026, 11, 1))
    assert due(desk) == [("First aid of 李强 ends on 2027-02-01: renew it", date(2027, 2, 1), DueState.DUE)]
    planned.at(date(2027, 2, 1))
    assert len(due(desk)) == 1
    planned.at(date(2027, 2, 2))
    assert due(desk) == [
        ("First aid of 李强 ended on 2027-02-01: renew it", date(2027, 2, 1), DueState.OVERDUE)
    ]


def test_another_number_of_months_is_taken_from_the_topic(planned):
    desk = planned_topics(
        planned, topics=TOPICS.replace("valid_months = 24", "valid_months = 24\nrenew_months = 1")
    )
    keep(desk, held("1", "li", "2025-02-01", "2027-02-01"))
    planned.at(date(2026, 12, 31))
    assert due(desk) == []
    planned.at(date(2027, 1, 1))
    assert len(due(desk)) == 1


def test_what_has_ended_is_named_only_while_someone_counts_on_it(planned):
    nobody = TOPICS.replace('gives = "first-aid"\nvalid_months = 24\n', "")
    desk = planned_topics(planned, LISTED, topics=nobody)
    keep(desk, held("1", "li", "2024-02-01", "2026-02-01"), held("2", "han", "2024-02-01", "2026-02-01"))
    assert [each.person.id for each in renewals(desk)] == ["han"]


def test_a_renewal_that_was_made_is_no_longer_due(planned):
    desk = planned_topics(planned)
    keep(desk, held("1", "li", "2024-02-01", "2026-02-01"))
    assert len(due(desk)) == 1
    keep(desk, held("2", "li", "2026-11-20", "2028-11-20"))
    assert due(desk) == []


def test_who_has_left_need_not_renew(planned):
    desk = planned_topics(planned, Person(id="old", name="Old", ends=date(2026, 11, 1)))
    keep(desk, held("1", "old", "2025-01-01", "2027-01-01"))
    assert due(desk) == []


def test_a_planned_renewal_stands_on_today_as_its_task_and_again_when_that_is_done(planned):
    desk = planned_topics(planned)
    kept = held("1", "li", "2025-02-01", "2026-12-01")
    keep(desk, kept)
    with desk.change("renew") as change:
        task = plan_renewal(desk, change, kept)
    assert due(desk) == []
    titles = [each.title for each in desk.due(desk.today(), desk.today() + timedelta(days=14))]
    assert "Renew First aid of 李强" in titles
    events = desk.feed_events(desk.zone.days(date(2026, 12, 1), date(2026, 12, 1)))
    assert [each.people for each in events if each.uid == f"task-{task.id}"] == [("li",)]
    with desk.change("done") as change:
        change.remove(change.table(Task).get(task.id))
    assert len(due(desk)) == 1


async def test_the_due_item_leads_to_its_certificate(planned):
    desk = planned_topics(planned)
    keep(desk, held("1", "wu", "2024-12-01", "2026-12-01"), held("2", "li", "2025-02-01", "2027-02-01"))
    item = next(each for each in desk.due(desk.today(), desk.today()) if "李强" in each.title)
    async with area(desk, item.screen) as (app, pilot):
        await app.area.run_action(item.action)
        await settle(pilot)
        assert app.area.title == "Certificates"
        assert app.area.table.current.key == "2"
