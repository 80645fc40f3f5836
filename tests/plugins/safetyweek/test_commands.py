"""``dutydesk safetyweek``: what each command says and keeps."""

from datetime import timedelta

import pytest

from dutydesk.api import DataProblem
from dutydesk.domain import Task, TaskKind
from dutydesk_safetyweek.board import WeekBoard, weeks
from tests.plugins.planned_desk import run, run_json, with_people
from tests.plugins.safetyweek.board_desk import MONDAY, desk_with_pack


def plan(planned, *arguments):
    return run_json(planned, "safetyweek", "plan", *arguments)


@pytest.fixture
def desk(planned):
    found = desk_with_pack(planned)
    plan(planned, "2027", "--pack", "small")
    planned.at(MONDAY + timedelta(days=2))
    return found


def entry(desk, title):
    return WeekBoard.of(desk, "2027").entry(title)


def test_a_year_without_a_week_is_planned_and_printed_with_all_its_days(planned):
    desk = with_people(planned.open())
    status, document = plan(planned, "2027")
    assert status == 0
    assert list(document)[:3] == ["theme", "days", "clashes"]
    assert document["theme"] == "Campus safety"
    assert [each["day"] for each in document["days"]] == [
        (MONDAY + timedelta(days=each)).isoformat() for each in range(5)
    ]
    first = document["days"][0]["activities"][1]
    assert list(first)[:6] == ["title", "start", "end", "owner", "audience", "state"]
    assert (first["title"], first["start"], first["end"], first["state"]) == (
        "Opening broadcast: the week and its theme",
        "07:50",
        "08:10",
        "planned",
    )
    assert document["clashes"] == []
    assert len(weeks(desk)) == 1


def test_a_year_with_a_week_is_printed_as_it_stands(planned, desk):
    before = desk.revision()
    assert plan(planned, "2027")[1]["theme"] == "Know safety"
    status, output = run(planned, "safetyweek", "plan", "2027")
    assert (status, desk.revision()) == (1, before)
    assert "! 李强 is in charge for 5 h on Tue 03-30, 4 h at most." in output
    assert "Safety week 2027: Know safety, 2027-03-29 to 2027-04-02" in output
    assert "Wed 03-31               (nothing)" in output
    assert "! nobody is in charge of Quiz" in output


@pytest.mark.parametrize("arguments", [("--pack", "fire"), ("--copy", "2026")])
def test_a_year_with_a_week_is_not_planned_again(planned, desk, arguments):
    before = desk.revision()
    with pytest.raises(DataProblem, match=r"2027 has a safety week already: Know|2026 has no safety week"):
        plan(planned, "2027", *arguments)
    assert desk.revision() == before


@pytest.mark.usefixtures("desk")
def test_a_second_week_days_and_owners_are_chosen_by_options(planned):
    status, document = plan(
        planned, "2027", "--pack", "small", "--key", "fire", "--from", "2027-04-12", "--days", "6",
        "--owner", "contest=wu",
    )  # fmt: skip
    assert (status, document["week"], len(document["days"])) == (1, "2027-fire", 6)
    quiz = document["days"][4]["activities"][0]
    assert (quiz["owner"], quiz["owner_name"]) == ("wu", "吴刚")
    assert plan(planned, "2027", "--key", "fire")[1]["week"] == "2027-fire"
    assert run_json(planned, "safetyweek", "show", "--week", "2027-fire")[1]["first"] == "2027-04-12"


def test_the_week_of_another_year_is_copied(planned, desk):
    document = plan(planned, "2028", "--copy", "2027")[1]
    assert document["days"][0]["day"] == "2028-03-27"
    assert len(weeks(desk)) == 2


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("plan", "27"), "27"),
        (("plan", "2028", "--pack", "fire", "--copy", "2027"), "exclude each other"),
        (("plan", "2028", "--from", "spring"), "'spring' is no day"),
        (("plan", "2028", "--days", "9"), "9"),
        (("move", "quiz", "wed", "--start", "late"), "'late' is no time of day"),
        (("edit", "quiz"), "say what to change"),
        (("remove",), "name one activity, or give --whole-week"),
        (("remove", "quiz", "--whole-week"), "name one activity"),
        (("about", "2027"), "say what to change"),
        (("done", "quiz", "--classes", "-1"), "-1"),
    ],
)
def test_wrong_options_leave_with_status_2(planned, desk, arguments, expected):
    before = desk.revision()
    status, output = run(planned, "safetyweek", *arguments)
    assert status == 2
    assert expected in output
    assert desk.revision() == before


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("plan", "2028", "--owner", "party=li"), "--owner party=li: expected such as lecture=li"),
        (("plan", "2028", "--owner", "lecture=nobody"), "'nobody' is nobody here"),
        (("show", "--week", "2020"), "there is no safety week '2020'"),
        (("show", "--week", "spring"), "'spring' is no safety week; expected a year"),
        (("move", "quiz", "someday"), "'someday' is no day"),
        (("move", "quiz", "sun"), "'sun' is no day of the week 2027"),
        (("move", "nothing", "wed"), "'nothing' is nothing in the safety week 2027"),
        (("done", "quiz"), "has not begun yet"),
        (("add", "Tea", "2027-05-01"), "out of the week"),
        (("cost", "remove", "zzz"), "begins the key of 0 lines"),
        (("attach", "/nowhere/photo.png"), "/nowhere/photo.png cannot be kept"),
    ],
)
def test_what_cannot_be_is_said_in_one_line_and_keeps_nothing(planned, desk, arguments, expected):
    before = desk.revision()
    with pytest.raises(DataProblem) as caught:
        run(planned, "safetyweek", *arguments)
    assert expected in str(caught.value)
    assert "\n" not in str(caught.value)
    assert desk.revision() == before


def test_activities_are_added_edited_moved_readied_cancelled_and_removed(planned, desk):
    status, document = run_json(
        planned, "safetyweek", "add", "Tea 茶话会", "wed", "--kind", "study", "--start", "15:00",
        "--end", "15:30", "--owner", "李强", "--participant", "@rank:deputy", "--heads", "20",
    )  # fmt: skip
    assert (status, document["day"], document["owner"], document["heads"]) == (0, "2027-03-31", "li", 20)
    key = document["id"]
    document = run_json(planned, "safetyweek", "edit", key[:6], "--place", "Hall", "--owner", "wu")[1]
    assert (document["place"], document["participants"]) == ("Hall", ["@rank:deputy", "wu"])
    document = run_json(planned, "safetyweek", "edit", "tea", "--all-day")[1]
    assert (document["start"], document["end"]) == (None, None)
    document = run_json(planned, "safetyweek", "move", "tea", "2027-04-01")[1]
    assert document["day"] == "2027-04-01"
    assert run_json(planned, "safetyweek", "ready", "tea")[1]["state"] == "ready"
    assert run_json(planned, "safetyweek", "cancel", "tea")[1]["state"] == "cancelled"
    assert run_json(planned, "safetyweek", "cancel", "tea", "--undo")[1]["state"] == "ready"
    assert run_json(planned, "safetyweek", "remove", "tea")[1] == {
        "removed": {"id": key, "title": "Tea 茶话会"}
    }
    assert run_json(planned, "safetyweek", "remove", "--whole-week")[1]["removed"]["week"] == "2027"
    assert weeks(desk) == ()


def test_what_is_no_count_is_refused_and_nothing_is_kept(planned, desk):
    before = desk.revision()
    status, output = run(planned, "safetyweek", "done", "opening", "--reached", "300", "--leaflets", "many")
    assert status == 2
    assert "--leaflets': 'many' is no count such as 300, over 1000 or about 200" in output
    assert desk.revision() == before


@pytest.mark.usefixtures("desk")
def test_done_keeps_counts_as_people_say_them(planned):
    status, document = run_json(
        planned, "safetyweek", "done", "opening", "--reached", "over 1000", "--leaflets", "300",
        "--classes", "24", "--note", "well",
    )  # fmt: skip
    assert status == 0
    counted = {
        "state": "held",
        "reached": 1000,
        "reached_precision": "over",
        "leaflets": 300,
        "leaflets_precision": "",
        "classes_held": 24,
    }
    assert {key: document[key] for key in counted} == counted
    status, output = run(planned, "safetyweek", "show", "opening")
    assert "Counted: over 1000 people, 24 classes, 300 leaflets" in output
    assert run_json(planned, "safetyweek", "done", "opening", "--undo")[1]["state"] == "unmarked"


def test_weak_points_and_preparation_become_tasks(planned, desk):
    document = run_json(
        planned, "safetyweek", "weak-point", "opening", "Dark stairs", "--owner", "li",
        "--due", "2027-04-09", "--hazard",
    )[1]  # fmt: skip
    assert (document["kind"], document["owner"], document["place"]) == ("hazard", "li", "Studio")
    run_json(planned, "safetyweek", "prepare", "quiz", "Buy prizes", "--due", "2027-03-30")
    kept = {task.title: task for task in desk.table(Task).all()}
    assert kept["Buy prizes"].kind is TaskKind.PREPARATION
    status, document = run_json(planned, "safetyweek", "tasks", "--open")
    assert status == 1
    assert {(each["title"], each["activity"]) for each in document["tasks"]} >= {
        ("Dark stairs", "Opening"),
        ("Buy prizes", "Quiz"),
    }
    assert "Buy prizes" in run(planned, "safetyweek", "tasks", "2027")[1]


def test_the_budget_is_kept_line_by_line(planned, desk):
    document = run_json(planned, "safetyweek", "cost", "add", "Coffee", "--planned", "20", "--for", "quiz")[1]
    assert document["activity"] == entry(desk, "Quiz").id
    run_json(planned, "safetyweek", "cost", "change", document["id"][:6], "--spent", "18.5")
    document = run_json(planned, "safetyweek", "cost", "list")[1]
    assert (document["planned"], document["spent"]) == (620, 18.5)
    output = run(planned, "safetyweek", "cost", "list", "2027")[1]
    assert "Together" in output
    coffee = next(each for each in document["costs"] if each["title"] == "Coffee")
    run(planned, "safetyweek", "cost", "remove", coffee["id"])
    assert run_json(planned, "safetyweek", "cost", "list")[1]["planned"] == 600


def test_files_are_attached_and_theme_and_aims_are_changed(planned, desk):
    document = run_json(
        planned, "safetyweek", "attach", "https://example.org/x", "--to", "quiz", "--title", "Rules"
    )[1]
    assert (document["about"], document["title"]) == (entry(desk, "Quiz").about, "Rules")
    assert run_json(planned, "safetyweek", "attach", "https://example.org/y")[1]["about"] == "safetyweek:2027"
    document = run_json(planned, "safetyweek", "about", "2027", "--theme", "Water", "--aim", "One")[1]
    assert document == {"week": "2027", "theme": "Water", "aims": ["One"]}


@pytest.mark.usefixtures("desk")
def test_clashes_leave_with_status_1(planned):
    run(planned, "safetyweek", "add", "Twice", "fri", "--start", "16:10", "--end", "16:20", "--owner", "wu")
    run(planned, "safetyweek", "edit", "quiz", "--owner", "wu")
    status, document = plan(planned, "2027")
    assert status == 1
    assert {clash["person"] for clash in document["clashes"]} == {"wu", "li"}
    assert run(planned, "safetyweek", "status", "2027")[0] == 1
