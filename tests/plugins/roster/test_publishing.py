"""What was published is what staff see: nothing before, nothing else, and it follows each person's feed."""

import re
from dataclasses import replace
from datetime import timedelta

from dutydesk.feeds.desk_book import feed_book
from dutydesk_roster.assignment import Assignment, PublishedAssignment
from dutydesk_roster.codes import TypedCode
from dutydesk_roster.month import Month
from dutydesk_roster.publishing import by_person, differences, publish, publish_duties
from tests.plugins.roster import by_hand
from tests.plugins.roster.roster_desk import NOVEMBER, day, month_of, put

DECEMBER = Month(2026, 12)


def published(desk, month=NOVEMBER):
    return publish(desk, month.first, month.last, str(month))


def feed(desk, name):
    book = feed_book(desk)
    book.refresh()
    text = next(each for each in book.feeds() if each.name == name).body.decode()
    return text.replace("\r\n ", "")


def values(text, key):
    return re.findall(rf"^{key}[:;](.*?)\r?$", text, re.MULTILINE)


def test_nothing_reaches_a_feed_before_it_is_published(desk):
    put(desk, ("li", "gate", "day", day(25)))
    assert values(feed(desk, "person/li"), "UID") == []
    assert len(differences(month_of(desk))) == 1
    published(desk)
    assert len(values(feed(desk, "person/li"), "UID")) == 1
    assert len(values(feed(desk, "post/gate"), "UID")) == 1
    assert len(values(feed(desk, "squadron"), "UID")) == 1


def test_publishing_again_changes_nothing(at):
    desk = at.open()
    put(desk, ("li", "gate", "day", day(25)), ("wu", "gate", "day", day(25)))
    assert len(published(desk)) == 2
    before = feed(desk, "person/li")
    revision = desk.revision()
    at.now += timedelta(hours=3)
    assert published(desk) == ()
    assert desk.revision() == revision
    assert feed(desk, "person/li") == before


def test_an_edit_shows_to_nobody_until_it_is_published(desk):
    put(desk, ("li", "gate", "day", day(25)))
    published(desk)
    before = feed(desk, "person/li")
    (duty,) = desk.table(Assignment).all()
    by_hand.move(desk, month_of(desk), duty, people(desk)["wu"], day(25))
    assert feed(desk, "person/li") == before
    assert values(feed(desk, "person/wu"), "UID") == []


def people(desk):
    return {person.id: person for person in desk.people()}


def test_a_duty_that_passes_to_another_changes_feeds_with_its_identity_and_a_higher_sequence(at):
    desk = at.open()
    (duty,) = put(desk, ("li", "gate", "day", day(25)))
    published(desk)
    first = feed(desk, "person/li")
    at.now += timedelta(hours=1)
    with desk.change("other") as change:
        change.replace(replace(duty, person="wu"))
    published(desk)
    second = feed(desk, "person/wu")
    assert values(feed(desk, "person/li"), "UID") == []
    assert values(second, "UID") == values(first, "UID") != []
    assert int(values(second, "SEQUENCE")[0]) > int((values(first, "SEQUENCE") or ["0"])[0])


def test_last_modified_is_when_it_was_published_not_when_it_was_drafted(at):
    desk = at.open()
    put(desk, ("li", "gate", "day", day(25)))
    at.now += timedelta(hours=5)
    published(desk)
    assert values(feed(desk, "person/li"), "LAST-MODIFIED") == ["20261124T070000Z"]


def test_a_duty_taken_out_leaves_the_feed_once_published(desk):
    (duty,) = put(desk, ("li", "gate", "day", day(25)))
    published(desk)
    by_hand.clear(desk, [duty], "out")
    assert len(values(feed(desk, "person/li"), "UID")) == 1
    (change,) = published(desk)
    assert (change.before.person, change.after) == ("li", None)
    assert values(feed(desk, "person/li"), "UID") == []


def test_an_undone_publication_is_out_of_the_feeds_and_may_be_made_again(desk):
    put(desk, ("li", "gate", "day", day(25)))
    published(desk)
    desk.undo()
    assert values(feed(desk, "person/li"), "UID") == []
    assert len(published(desk)) == 1


def test_differences_are_told_to_everyone_they_concern(desk):
    first, second = put(desk, ("li", "gate", "day", day(25)), ("wu", "gate", "day", day(26)))
    published(desk)
    with desk.change("other") as change:
        change.replace(replace(first, person="wu"))
        change.remove(second)
    told = by_person(differences(month_of(desk)))
    assert {key: len(held) for key, held in told.items()} == {"li": 1, "wu": 2}


def test_a_published_duty_moved_to_the_next_month_can_be_published_there_first(desk):
    (duty,) = put(desk, ("li", "gate", "day", day(30)))
    published(desk)
    with desk.change("move") as change:
        change.replace(replace(duty, day=day(1, 12)))
    published(desk, DECEMBER)
    assert [each.day for each in desk.table(PublishedAssignment).all()] == [day(1, 12)]
    assert published(desk) == ()
    assert month_of(desk, DECEMBER).state(desk.table(Assignment).all()[0]) == "published"


def test_typing_what_stands_there_already_is_nothing_to_publish(desk):
    put(desk, ("li", "gate", "day", day(25)))
    published(desk)
    by_hand.set_duty(desk, month_of(desk), people(desk)["li"], day(25), TypedCode("day", "gate"))
    assert differences(month_of(desk)) == ()


def test_publishing_some_duties_leaves_what_staff_see_of_the_others(desk):
    first, second, third = put(
        desk,
        ("li", "gate", "day", day(25)),
        ("wu", "gate", "day", day(26)),
        ("sun", "gate", "night", day(25)),
    )
    published(desk)
    with desk.change("edits") as change:
        change.replace(replace(first, person="zhu"))
        change.replace(replace(second, person="zhu"))
        change.remove(third)
    before = {name: feed(desk, f"person/{name}") for name in ("wu", "sun")}
    (changed,) = publish_duties(desk, {first.id}, "one")
    assert (changed.id, changed.people) == (first.id, ("li", "zhu"))
    assert {name: feed(desk, f"person/{name}") for name in before} == before
    assert values(feed(desk, "person/li"), "UID") == []
    assert len(values(feed(desk, "person/zhu"), "UID")) == 1
    assert {each.id for each in differences(month_of(desk))} == {second.id, third.id}
    publish_duties(desk, {third.id}, "gone")
    assert values(feed(desk, "person/sun"), "UID") == []
    assert publish_duties(desk, {first.id, "nothing"}, "again") == ()


def test_publishing_a_duty_moved_to_another_day_moves_it_in_the_feed(desk):
    (duty,) = put(desk, ("li", "gate", "day", day(30)))
    published(desk)
    with desk.change("move") as change:
        change.replace(replace(duty, day=day(2, 12)))
    publish_duties(desk, {duty.id}, "moved")
    assert [each.day for each in desk.table(PublishedAssignment).all()] == [day(2, 12)]
