"""What is told of lectures, and what the year makes of it."""

from datetime import date

import pytest

from dutydesk.api import DataProblem
from dutydesk.domain import Activity
from dutydesk_training.lecture import Lecture
from dutydesk_training.lectures import topics_in
from tests.plugins.planned_desk import area, fill, press, run, run_json, wall
from tests.terminal.pilot_help import text


def keep(desk, key="fire", day="2026-11-20", kind="lecture", **told):
    with desk.change("lecture") as change:
        change.add(
            Activity(
                id=key,
                kind=kind,
                title=key.title(),
                start=wall(f"{day}T14:00"),
                end=wall(f"{day}T15:00"),
                state="held" if told else "planned",
            )
        )
        if told:
            change.add(Lecture(id=key, day=date.fromisoformat(day), **told))


def lecture_figures(desk, year=2026):
    return {
        each.key.removeprefix("training.lecture"): (each.value, each.precision)
        for each in desk.figures(year)
        if each.key.startswith("training.lecture")
    }


def untold(desk):
    return [each for each in desk.due(date(2026, 11, 24), date(2026, 12, 8)) if "was about" in each.title]


def test_topics_are_counted_once_whatever_stands_between_them():
    told = [
        Lecture(id=str(at), day=date(2026, 1, 1), topic=topic)
        for at, topic in enumerate(["Theft, robbery", "fraud、theft ", "", "Fire; food/travel"])
    ]
    assert topics_in(told) == ("Theft", "robbery", "fraud", "Fire", "food", "travel")


def test_the_year_sums_lectures_people_hours_and_topics(planned):
    desk = planned.open()
    keep(desk, "one", topic="theft, robbery", heads=300, precision="over", credit_hours=2.0)
    keep(desk, "two", day="2026-03-02", topic="Theft, fire", heads=200, precision="about", credit_hours=1.5)
    keep(desk, "three", day="2026-04-02", topic="food")
    keep(desk, "planned")
    keep(desk, "next", day="2027-03-02", topic="travel", heads=10)
    assert lecture_figures(desk) == {
        "": (3, ""),
        "-heads": (500, "about"),
        "-hours": (3.5, ""),
        "-topics": (4, ""),
    }
    assert lecture_figures(desk, 2027) == {"": (1, ""), "-heads": (10, ""), "-topics": (1, "")}
    (heads,) = [each for each in desk.figures(2026) if each.key == "training.lecture-heads"]
    assert set(heads.records) == {"activity:one", "activity:two"}


def test_a_lecture_of_which_nothing_was_told_counts_and_is_due_to_be_told(planned):
    desk = planned.open()
    keep(desk)
    assert untold(desk) == []
    run(planned, "training", "hold", "fire")
    assert lecture_figures(desk) == {"": (1, "")}
    (item,) = untold(desk)
    assert (item.title, item.day, item.action) == (
        "Say what Fire was about and how many came",
        date(2026, 11, 20),
        "go_to('fire')",
    )
    run(planned, "training", "hold", "fire", "--topic", "fire", "--heads", "约200")
    assert untold(desk) == []


def test_the_command_keeps_details_and_leaves_what_it_does_not_name(planned):
    desk = planned.open()
    keep(desk)
    options = (
        "--topic",
        "fire",
        "--speaker",
        "  Officer\tLiu",
        "--heads",
        "over 1,000",
        "--credit-hours",
        "2",
    )
    status, document = run_json(planned, "training", "hold", "fir", *options)
    assert status == 0
    assert document == {
        "key": "fire",
        "state": "held",
        "lecture": {
            "topic": "fire",
            "speaker": "Officer Liu",
            "audience": "",
            "heads": 1000,
            "precision": "over",
            "credit_hours": 2.0,
        },
    }
    _status, later = run_json(planned, "training", "hold", "fire", "--audience", "grades 7-9")
    assert later["lecture"] == document["lecture"] | {"audience": "grades 7-9"}
    _status, undone = run_json(planned, "training", "hold", "fire", "--undo")
    assert (undone["state"], undone["lecture"]["heads"]) == ("planned", 1000)


def test_marking_with_details_is_one_change(planned):
    desk = planned.open("clerk")
    keep(desk)
    run(planned, "training", "hold", "fire", "--heads", "240")
    desk.undo()
    assert desk.table(Lecture).all() == ()
    assert desk.table(Activity).get("fire").state == "planned"


@pytest.mark.parametrize(
    ("key", "options", "expected"),
    [
        ("fire", ("--credit-hours", "-1"), "-1 is no number of credit hours"),
        ("fire", ("--credit-hours", "nan"), "nan is no number of credit hours"),
        ("talk", ("--topic", "fire"), "Talk is no lecture"),
        ("later", (), "Later, 2026-12-01 has not begun yet"),
        ("none", (), "no session fits 'none'"),
    ],
)
def test_what_cannot_be_kept_is_refused_whole(planned, key, options, expected):
    desk = planned.open()
    keep(desk)
    keep(desk, "talk", kind="study")
    keep(desk, "later", day="2026-12-01")
    before = desk.revision()
    with pytest.raises(DataProblem, match=expected):
        run(planned, "training", "hold", key, *options)
    assert desk.revision() == before


def test_heads_that_are_no_count_are_refused_whole(planned):
    desk = planned.open()
    keep(desk)
    before = desk.revision()
    status, output = run(planned, "training", "hold", "fire", "--topic", "fire", "--heads", "many")
    assert status == 2
    assert "--heads': 'many' is no count such as 300, over 1000 or about 200" in output
    assert desk.revision() == before


def test_undo_goes_with_nothing_else(planned):
    status, output = run(planned, "training", "hold", "fire", "--undo", "--topic", "fire")
    assert status == 2
    assert "--undo takes the mark back" in output


async def test_the_form_of_a_lecture_keeps_corrects_and_clears(planned):
    desk = planned.open()
    keep(desk)
    async with area(desk, "training") as (app, pilot):
        await press(pilot, "v")
        await fill(app, pilot, topic="fire", heads="many")
        await press(pilot, "enter")
        assert "'many' is no count such as 300, over 1000 or about 200" in text(app)
        await fill(app, pilot, heads="over 300", hours="2")
        await press(pilot, "enter")
        assert "fire - over 300 people - 2 credit hours" in text(app)
        await press(pilot, "v")
        assert app.area.form.values["heads"] == "over 300"
        await fill(app, pilot, heads="")
        await press(pilot, "enter")
    told = desk.table(Lecture).get("fire")
    assert (told.topic, told.heads, told.precision, told.credit_hours) == ("fire", None, "", 2.0)


async def test_the_form_is_for_lectures_only(planned):
    desk = planned.open()
    keep(desk, "talk", kind="study")
    async with area(desk, "training") as (app, pilot):
        await press(pilot, "v")
        assert app.area.form is None
        assert "This is no lecture" in text(app)
