"""The rules of weeks, months, terms and years; of sessions, days and people."""

from datetime import date

import pytest

from dutydesk.api.holding import CANCELLED, HELD, change_occurrence
from dutydesk.domain import Absence, Activity
from dutydesk_roster.assignment import Assignment
from dutydesk_training.attendance import Attendance, Presence, attendance_id
from tests.plugins.planned_desk import CALENDAR, refused, run, run_json, wall, with_people

STUDY = """
[[session]]
code = "study"
kind = "study"
title = "Study"
weekdays = ["wed"]
start = "14:10"
end = "15:00"
in_terms = true
participants = ["@all"]
excuses_duty = true
"""
TRAINING = """
[[session]]
code = "training"
kind = "training"
title = "Training"
weekdays = ["mon", "tue", "wed", "thu", "fri"]
start = "09:30"
end = "10:30"
in_terms = true
participants = ["@squad:1"]
"""
RULE = '[[rule]]\nname = "Rule"\nkind = "{kind}"\nleast = {least}\n'
PEOPLE = RULE.format(kind="study", least=1) + 'counts = "people"\nwho = ["@all"]\n'
WEDNESDAY = date(2026, 11, 25)
KEY = "training-study-20261125"


def rule(kind="lecture", least=1, **values):
    more = "".join(f"{key} = {value}\n" for key, value in values.items())
    return RULE.format(kind=kind, least=least) + more


def meter(planned, week="2026-W48"):
    _status, document = run_json(planned, "training", "status", "--week", week)
    (found,) = document["rules"]
    return found


def counted(planned, week="2026-W48"):
    found = meter(planned, week)
    return found["due"], found["held"], found["planned"], found["state"]


def lecture(desk, day, state="planned", title="Fire"):
    with desk.change("lecture") as change:
        return change.add(
            Activity(
                id=f"{title}-{day}",
                kind="lecture",
                title=title,
                start=wall(f"{day}T14:00"),
                end=wall(f"{day}T15:00"),
                state=state,
            )
        )


def mark(desk, day, state=HELD, kind="study"):
    (found,) = desk.occurrences(day, day, [kind])
    with desk.change("mark") as change:
        change_occurrence(change, found, state=state)


def on_duty(desk, person, day=WEDNESDAY):
    with desk.change("duty") as change:
        change.add(Assignment(id=f"{person}-{day}", person=person, post="main-gate", shift="day", day=day))


def attend(desk, presences, key=KEY, day=WEDNESDAY, catches_up=""):
    with desk.change("attendance") as change:
        for person, presence in presences.items():
            change.add(
                Attendance(
                    id=attendance_id(key, person),
                    session=key,
                    day=day,
                    kind="study",
                    person=person,
                    presence=presence,
                    catches_up=catches_up,
                )
            )


@pytest.mark.parametrize(
    ("every", "period", "days"),
    [
        ("week", "2026-W48", ("2026-11-23", "2026-11-29")),
        ("month", "2026-11", ("2026-11-01", "2026-11-30")),
        ("term", "Autumn", ("2026-09-01", "2027-01-22")),
        ("year", "2026", ("2026-01-01", "2026-12-31")),
    ],
)
def test_sessions_count_in_the_period_that_holds_the_week_and_not_outside(planned, every, period, days):
    planned.write(training=rule(least=2, every=f'"{every}"'))
    desk = planned.open()
    lecture(desk, days[0], HELD)
    lecture(desk, days[1], HELD)
    first, last = map(date.fromisoformat, days)
    lecture(desk, date.fromordinal(first.toordinal() - 1), HELD)
    lecture(desk, date.fromordinal(last.toordinal() + 1), HELD)
    found = meter(planned)
    assert (found["every"], found["period"]) == (every, period)
    assert (found["due"], found["held"], found["state"]) == (2, 2, "met")


def test_a_rule_of_the_term_that_is_not_kept_is_due_while_the_term_lasts_and_missed_after_it(planned):
    planned.write(training=rule(least=2, every='"term"'))
    lecture(planned.open(), "2026-10-15", HELD)
    assert counted(planned) == (2, 1, 0, "due")
    planned.at(date(2027, 3, 1))
    status, _output = run(planned, "training", "status", "--week", "2026-W48")
    assert (status, counted(planned)) == (1, (2, 1, 0, "missed"))


def test_between_terms_a_rule_of_terms_asks_for_nothing(planned):
    planned.write(training=rule(every='"term"'))
    found = meter(planned, "2027-W05")
    assert (found["due"], found["state"], found["period"], found["detail"]) == (
        0,
        "met",
        None,
        "between terms",
    )


def test_the_week_in_which_a_term_begins_belongs_to_it(planned):
    planned.write(training=rule(every='"term"'))
    assert meter(planned, "2026-W36")["period"] == "Autumn"


def test_without_terms_a_rule_of_terms_says_so(planned):
    planned.write(training=rule(every='"term"'), calendar="")
    assert counted(planned) == (1, 0, 0, "due")
    _status, output = run(planned, "training", "status")
    assert "Rule: there is no [[term]] in config/calendar.toml to measure it by" in output
    assert "Rules wait for the terms in config/calendar.toml" in {
        each.title for each in planned.open().due(date(2026, 11, 24), date(2026, 12, 8))
    }


def test_this_week_is_measured_in_the_month_of_today_and_another_in_that_of_its_thursday(planned):
    planned.write(training=rule(every='"month"'))
    planned.at(date(2026, 11, 30))
    assert meter(planned, "2026-W49")["period"] == "2026-11"
    planned.at(date(2026, 11, 24))
    assert meter(planned, "2026-W49")["period"] == "2026-12"


def test_the_last_days_of_the_year_belong_to_the_week_and_year_of_its_thursday(planned):
    planned.write(training=rule(every='"year"'))
    assert meter(planned, "2026-W53")["period"] == "2026"
    assert meter(planned, "2027-W01")["period"] == "2027"


def test_who_narrows_sessions_to_those_at_which_any_of_them_is_expected(planned):
    planned.write(training=TRAINING + rule("training", 5, who='["@squad:2"]'))
    with_people(planned.open())
    assert counted(planned) == (5, 0, 0, "due")
    planned.write(training=TRAINING + rule("training", 5, who='["@squad:2", "zhao"]'))
    assert counted(planned) == (5, 0, 5, "planned")


def test_a_session_in_blocked_hours_is_not_planned_and_says_why(planned):
    blocked = CALENDAR + '[[blocked]]\nname = "Examinations"\nfirst = 2026-11-25\nlast = 2026-11-27\n'
    planned.write(training=STUDY + rule("study"), calendar=blocked)
    assert counted(planned) == (1, 0, 0, "due")
    assert meter(planned)["detail"] == "Study, 11-25 14:10, falls into Examinations"
    planned.at(date(2026, 11, 26))
    desk = planned.open()
    mark(desk, WEDNESDAY)
    assert counted(planned) == (1, 1, 0, "met")


def test_of_several_sessions_in_blocked_hours_the_first_is_named(planned):
    blocked = CALENDAR + '[[blocked]]\nname = "Examinations"\nfirst = 2026-11-25\nlast = 2026-11-27\n'
    planned.write(training=TRAINING + rule("training", 5), calendar=blocked)
    found = meter(planned)
    assert found["detail"] == "Training, 11-25 09:30, falls into Examinations (and 2 more)"
    assert found["planned"] == 2


# Days


def test_make_up_workdays_and_days_off_come_from_the_file(planned):
    planned.write(training=TRAINING + rule("training", 5, counts='"days"'))
    assert counted(planned, "2026-W41")[0] == 3
    desk = planned.open()
    with desk.change("saturday") as change:
        for day in ("2026-10-10", "2026-10-11"):
            change.add(
                Activity(
                    id=f"make-up-{day}",
                    kind="training",
                    title="Training",
                    start=wall(f"{day}T09:30"),
                    end=wall(f"{day}T10:30"),
                    state=HELD,
                )
            )
    assert counted(planned, "2026-W41")[:2] == (3, 1)


def test_only_the_weekdays_named_count(planned):
    planned.write(training=TRAINING + rule("training", 2, counts='"days"', weekdays='["mon", "fri"]'))
    desk = planned.open()
    mark(desk, date(2026, 11, 23), kind="training")
    mark(desk, date(2026, 11, 24), kind="training")
    assert counted(planned) == (2, 1, 1, "planned")
    mark(desk, date(2026, 11, 27), CANCELLED, kind="training")
    assert counted(planned) == (2, 1, 0, "due")


def test_a_term_with_fewer_days_than_the_rule_asks_for_says_so(planned):
    planned.write(training=TRAINING + rule("training", 200, every='"term"', counts='"days"'))
    found = meter(planned)
    assert found["due"] < 200
    assert found["detail"] == f"the term has only {found['due']} days that can count, the rule asks for 200"


# People


def test_people_will_attend_who_are_expected_and_neither_on_duty_nor_away(planned):
    planned.write(training=STUDY + PEOPLE)
    desk = with_people(planned.open())
    assert counted(planned) == (4, 0, 4, "planned")
    on_duty(desk, "li")
    with desk.change("leave") as change:
        change.add(Absence(id="leave", person="wu", first=WEDNESDAY, last=WEDNESDAY))
    found = meter(planned)
    assert (found["planned"], found["state"], found["lacking"]) == (2, "due", ["李强", "吴刚"])
    _status, output = run(planned, "training", "status")
    assert "Rule: lacking 李强: on duty" in output
    assert "Rule: lacking 吴刚: away" in output


def test_where_nobody_took_attendance_those_expected_and_free_have_attended(planned):
    planned.write(training=STUDY + PEOPLE)
    desk = with_people(planned.open())
    on_duty(desk, "li")
    planned.at(date(2026, 11, 26))
    assert counted(planned) == (4, 0, 3, "due")
    mark(desk, WEDNESDAY)
    assert counted(planned) == (4, 3, 0, "due")
    planned.at(date(2026, 12, 1))
    assert counted(planned) == (4, 3, 0, "missed")


def test_attendance_says_who_came_whatever_else_is_known(planned):
    planned.write(training=STUDY + PEOPLE)
    desk = with_people(planned.open())
    on_duty(desk, "li")
    planned.at(date(2026, 11, 26))
    mark(desk, WEDNESDAY)
    attend(
        desk,
        {
            "zhao": Presence.PRESENT,
            "qian": Presence.LATE,
            "li": Presence.PRESENT,
            "wu": Presence.EXCUSED,
        },
    )
    found = meter(planned)
    assert (found["held"], found["state"], found["lacking"]) == (3, "due", ["吴刚"])


def test_a_catch_up_of_a_later_week_mends_the_week_that_was_missed(planned):
    planned.write(training=STUDY + PEOPLE)
    desk = with_people(planned.open())
    planned.at(date(2026, 12, 3))
    mark(desk, WEDNESDAY)
    others = dict.fromkeys(("zhao", "qian", "li"), Presence.PRESENT)
    attend(desk, others | {"wu": Presence.ABSENT})
    assert counted(planned) == (4, 3, 0, "missed")
    later = "training-study-20261202"
    attend(desk, {"wu": Presence.PRESENT}, later, date(2026, 12, 2), catches_up=KEY)
    assert counted(planned) == (4, 4, 0, "met")
    assert meter(planned, "2026-W49")["held"] == 0


def test_an_arranged_catch_up_counts_as_planned(planned):
    planned.write(training=STUDY + PEOPLE)
    desk = with_people(planned.open())
    planned.at(date(2026, 12, 1))
    mark(desk, WEDNESDAY)
    attend(desk, dict.fromkeys(("zhao", "qian", "li"), Presence.PRESENT))
    with desk.change("arranged") as change:
        change.add(
            Attendance(
                id=attendance_id(KEY, "wu"),
                session=KEY,
                day=WEDNESDAY,
                kind="study",
                person="wu",
                presence=Presence.EXCUSED,
                catch_up_at="training-study-20261202",
                catch_up_on=date(2026, 12, 2),
            )
        )
    assert counted(planned) == (4, 3, 1, "planned")


def test_each_must_attend_as_often_as_the_rule_says(planned):
    planned.write(training=STUDY + PEOPLE.replace("least = 1", "least = 2") + 'every = "month"\n')
    desk = with_people(planned.open())
    on_duty(desk, "li")
    assert counted(planned) == (4, 0, 4, "planned")
    on_duty(desk, "li", date(2026, 11, 4))
    on_duty(desk, "li", date(2026, 11, 11))
    found = meter(planned)
    assert (found["planned"], found["lacking"]) == (3, ["李强"])


def test_a_rule_of_people_without_who_means_everyone_and_who_has_left_is_not_asked(planned):
    planned.write(training=STUDY + PEOPLE.replace('who = ["@all"]\n', ""))
    desk = with_people(planned.open())
    assert counted(planned)[0] == 4
    from dataclasses import replace

    from dutydesk.domain import Person

    with desk.change("left") as change:
        change.replace(replace(change.table(Person).get("wu"), ends=date(2026, 11, 20)))
    assert counted(planned) == (3, 0, 3, "planned")


def test_a_week_off_asks_nothing_of_people(planned):
    planned.write(training=STUDY + PEOPLE)
    with_people(planned.open())
    assert counted(planned, "2027-W05") == (0, 0, 0, "met")


# Faults


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            rule("training", 6, counts='"days"'),
            "training.toml, line 4, [[rule]] 1, least: a week has at most 5 days that can count; found 6",
        ),
        (
            rule("training", 3, counts='"days"', weekdays='["mon", "fri"]'),
            "line 4, [[rule]] 1, least: a week has at most 2 days",
        ),
        (
            rule("training", 24, counts='"days"', every='"month"'),
            "a month has at most 23 days that can count",
        ),
        (
            rule("training", 6, counts='"days"', every='"month"', weekdays='["sat"]'),
            "a month has at most 5 days",
        ),
        (rule("training", 263, counts='"days"', every='"year"'), "a year has at most 262 days"),
        (rule("training", 263, counts='"days"', every='"term"'), "a term has at most 262 days"),
        (
            rule(weekdays='["mon"]'),
            'line 5, [[rule]] 1, weekdays: weekdays choose which days count; expected counts = "days"',
        ),
        (rule(who='["@boss"]'), "line 5, [[rule]] 1, who"),
        (rule(every='"day"'), "line 5, [[rule]] 1, every"),
        (rule(least=0), "line 4, [[rule]] 1, least"),
        (rule() + rule(), "line 6, [[rule]] 2, name: 'Rule' is used twice"),
    ],
)
def test_a_wrong_rule_is_named_by_file_line_and_key(planned, text, expected):
    refused(planned, expected, training=text)


@pytest.mark.parametrize(
    "text",
    [
        rule("training", 5, counts='"days"'),
        rule("training", 7, counts='"days"', weekdays='["mon","tue","wed","thu","fri","sat","sun"]'),
        rule("training", 23, counts='"days"', every='"month"'),
        rule("training", 262, counts='"days"', every='"year"'),
    ],
)
def test_as_many_days_as_there_can_be_are_no_fault(planned, text):
    planned.write(training=text)
    assert planned.open().faults() == ()
