"""What a publication means for each person, and the messages that tell them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from dutydesk.api import DataProblem, StaleChange
from dutydesk.domain import Person
from dutydesk_roster.duty_news import message_of, messages, news_lines, news_of, write_messages
from dutydesk_roster.publishing import differences, publish
from tests.plugins.roster import by_hand
from tests.plugins.roster.roster_desk import NOVEMBER, SHIFTS, copied, day, make_template, month_of, put


def published(desk):
    return publish(desk, NOVEMBER.first, NOVEMBER.last, "November")


def news(desk):
    roster = month_of(desk)
    return {each.person: each for each in news_of(roster, differences(roster))}


def told(desk):
    roster = month_of(desk)
    return messages(roster, differences(roster))


def test_a_first_publication_lists_the_duties_of_the_month_in_order_of_time(desk):
    put(desk, ("li", "gate", "night", day(26)), ("li", "gate", "day", day(25)))
    assert told(desk) == {
        "li": "李强, your duties in November 2026:\n"
        "- Wed 25 Nov: Main gate, Day 07:00-15:00\n"
        "- Thu 26 Nov: Main gate, Night 23:00-07:00"
    }


def test_what_is_taken_off_new_and_moved_is_told_to_each_whom_it_concerns(desk):
    first, second, _third = put(
        desk,
        ("li", "gate", "day", day(24)),
        ("li", "gate", "day", day(25)),
        ("wu", "gate", "day", day(28)),
    )
    published(desk)
    with desk.change("other") as change:
        change.replace(replace(first, person="wu"))
        change.replace(replace(second, shift="night"))
    put(desk, ("li", "room", "day", day(27)))
    assert told(desk) == {
        "li": "李强, your duties changed:\n"
        "- Tue 24 Nov: Main gate, Day 07:00-15:00 is taken off\n"
        "- Wed 25 Nov: Main gate, Day 07:00-15:00 becomes Main gate, Night 23:00-07:00\n"
        "- Fri 27 Nov: Monitoring room, Day 07:00-15:00 is new",
        "wu": "吴刚, your duties changed:\n- Tue 24 Nov: Main gate, Day 07:00-15:00 is new",
    }
    assert {key: each.counts for key, each in news(desk).items()} == {"li": "+1 -1 ~1", "wu": "+1"}
    assert news(desk)["li"].first_day == day(24)


def test_a_duty_moved_to_another_day_names_both_days(desk):
    (duty,) = put(desk, ("li", "gate", "day", day(24)))
    published(desk)
    with desk.change("other") as change:
        change.replace(replace(duty, day=day(26)))
    (line,) = news_lines(month_of(desk).plan, news(desk)["li"])
    assert line == ("Tue 24 Nov: Main gate, Day 07:00-15:00 becomes Thu 26 Nov: Main gate, Day 07:00-15:00")


def test_two_who_change_records_of_the_same_duty_are_told_nothing(desk):
    first, second = put(desk, ("li", "gate", "day", day(24)), ("wu", "gate", "day", day(24)))
    published(desk)
    with desk.change("turned round") as change:
        change.replace(replace(first, person="wu"))
        change.replace(replace(second, person="li"))
    assert len(differences(month_of(desk))) == 2
    assert news(desk) == {}


def test_a_duty_retyped_as_another_of_the_same_day_is_told_as_one_change(desk):
    (duty,) = put(desk, ("li", "gate", "day", day(24)))
    published(desk)
    by_hand.clear(desk, [duty], "out")
    put(desk, ("li", "gate", "night", day(24)))
    assert news(desk)["li"].counts == "~1"


def test_new_hours_of_a_shift_are_a_change_for_all_who_stand_it(at):
    desk = at.open()
    put(desk, ("li", "gate", "day", day(24)))
    published(desk)
    desk = at.reopened(shifts=SHIFTS.replace('end = "15:00"', 'end = "16:00"'))
    assert "Main gate, Day 07:00-15:00 becomes Main gate, Day 07:00-16:00" in told(desk)["li"]


def test_hostile_names_cannot_break_a_message(tmp_path):
    people = (Person(id="a", name="x\x1b]0;boo\x07\ny: your pay is doubled"),)
    with copied(make_template(tmp_path / "template", people), tmp_path / "desk") as made:
        desk = made.open()
        put(desk, ("a", "gate", "day", day(24)))
        text = told(desk)["a"]
        assert "\x1b" not in text
        assert text.count("\n") == 1


def test_messages_go_into_a_file_or_a_file_each_in_a_folder(desk, tmp_path):
    put(desk, ("li", "gate", "day", day(24)), ("wu", "gate", "day", day(24)))
    found = told(desk)
    (file,) = write_messages(found, tmp_path / "all.txt")
    assert file.read_text(encoding="utf-8") == "".join(f"{text}\n\n" for text in found.values())
    written = write_messages(found, tmp_path / "each")
    assert {each.name for each in written} == {"li.txt", "wu.txt"}
    assert (tmp_path / "each" / "li.txt").read_text(encoding="utf-8") == found["li"] + "\n"
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(DataProblem, match="cannot be written"):
        write_messages(found, tmp_path / "file" / "x.txt")


def test_what_was_not_shown_is_not_published(desk):
    (duty,) = put(desk, ("li", "gate", "day", day(24)))
    roster = month_of(desk)
    expected = differences(roster)
    put(desk, ("wu", "gate", "day", day(24)))
    with pytest.raises(StaleChange, match="nothing was published"):
        publish(desk, roster.first, roster.last, "November", expected=expected)
    assert month_of(desk).published == ()
    by_hand.clear(desk, [each for each in month_of(desk).assignments if each.id != duty.id], "out")
    assert publish(desk, roster.first, roster.last, "November", expected=expected) == expected


def test_published_duties_that_are_gone_or_elsewhere_are_found_by_their_cells(desk):
    gone, moved, stays = put(
        desk,
        ("li", "gate", "day", day(24)),
        ("wu", "gate", "day", day(25)),
        ("zhu", "gate", "day", day(26)),
    )
    published(desk)
    with desk.change("edits") as change:
        change.remove(gone)
        change.replace(replace(moved, person="sun"))
        change.replace(replace(stays, shift="night"))
    roster = month_of(desk)
    assert [each.id for each in roster.removed] == [gone.id]
    assert {cell: [each.id for each in held] for cell, held in roster.left_by_cell.items()} == {
        ("li", day(24)): [gone.id],
        ("wu", day(25)): [moved.id],
    }


def test_a_message_of_nobody_known_goes_by_the_key(desk):
    put(desk, ("stranger", "gate", "day", day(24)))
    roster = month_of(desk)
    (found,) = news_of(roster, differences(roster))
    assert message_of(roster, found).startswith("stranger, your duties")


def test_times_of_the_past_do_not_move_with_the_clock(at):
    desk = at.open()
    put(desk, ("li", "gate", "day", day(24)))
    published(desk)
    at.now += timedelta(days=1)
    assert differences(month_of(desk)) == ()
