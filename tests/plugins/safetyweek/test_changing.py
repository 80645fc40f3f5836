"""Changing a week: each action is one change that undo takes back, and what cannot be is refused."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from dutydesk.api import DataProblem, StaleChange
from dutydesk.api.attachments import attach
from dutydesk.domain import Activity, Attachment, RoughCount, Task, TaskKind
from dutydesk.domain.record import NEVER
from dutydesk_safetyweek import changing
from dutydesk_safetyweek.board import EntryState, WeekBoard
from dutydesk_safetyweek.changing import EntryDraft, Outcome
from dutydesk_safetyweek.planning import plan_week
from dutydesk_safetyweek.safety_week import SafetyWeek, WeekActivity, WeekCost
from tests.plugins.planned_desk import wall
from tests.plugins.safetyweek.board_desk import FREE, MONDAY, desk_with_pack

WEDNESDAY = MONDAY + timedelta(days=2)
KEPT = (SafetyWeek, Activity, WeekActivity, WeekCost, Task, Attachment)


@pytest.fixture
def desk(planned):
    """Return a desk on the Wednesday of its planned week, with a photo attached to the opening."""
    found = desk_with_pack(planned)
    plan_week(found, 2027, pack="small")
    planned.at(WEDNESDAY)
    attach(found, entry(found, "Opening").about, "https://example.org/photo")
    return found


@pytest.fixture
def free_desk(planned, desk):
    """Return the desk when its Thursday has become a holiday."""
    planned.write(calendar=FREE)
    desk.renew_settings()
    return desk


def board(desk):
    return WeekBoard.of(desk, "2027")


def entry(desk, title):
    return next(each for each in board(desk).entries if each.title == title)


def draft(**values):
    return EntryDraft(**{"title": "Quiz night", "kind": "contest", "day": WEDNESDAY, **values})


def content(desk):
    """Return everything that is kept, but for what only counts changes."""
    return [replace(record, revision=0, changed=NEVER) for kept in KEPT for record in desk.table(kept).all()]


ACTIONS = {
    "add": lambda desk: changing.add_entry(desk, board(desk).week, draft()),
    "change": lambda desk: changing.change_entry(desk, entry(desk, "Quiz"), draft(owner="li")),
    "move": lambda desk: changing.move_entry(desk, entry(desk, "Quiz"), WEDNESDAY),
    "ready": lambda desk: changing.set_ready(desk, entry(desk, "Quiz"), ready=True),
    "hold": lambda desk: changing.hold_entry(desk, entry(desk, "Opening"), Outcome(reached=RoughCount(1))),
    "cancel": lambda desk: changing.cancel_entry(desk, entry(desk, "Opening")),
    "remove": lambda desk: changing.remove_entry(desk, entry(desk, "Opening")),
    "weak point": lambda desk: changing.record_weak_point(
        desk, entry(desk, "Opening"), "Dark stairs", "li", WEDNESDAY, hazard=True
    ),
    "preparation": lambda desk: changing.add_preparation(desk, entry(desk, "Quiz"), "Prizes", "li", MONDAY),
    "cost": lambda desk: changing.add_cost(desk, board(desk).week, "Coffee", 12.5),
    "change cost": lambda desk: changing.change_cost(desk, board(desk).costs[0], "Print", 1, spent=2.0),
    "remove cost": lambda desk: changing.remove_cost(desk, board(desk).costs[0]),
    "week": lambda desk: changing.change_week(desk, board(desk).week, theme="Water", aims=("a",)),
    "conclude": lambda desk: changing.conclude(desk, board(desk).week, "It went well."),
    "remove week": lambda desk: changing.remove_week(desk, board(desk).week),
}


@pytest.mark.parametrize("action", ACTIONS)
def test_every_action_is_one_change_that_undo_and_redo_take_back_and_make_again(desk, action):
    before, revision = content(desk), desk.revision()
    ACTIONS[action](desk)
    after = content(desk)
    assert after != before
    assert desk.revision() == revision + 1
    assert desk.history("safetyweek:2027", 1)[0].number == revision + 1
    desk.undo()
    assert content(desk) == before
    desk.redo()
    assert content(desk) == after


@pytest.mark.parametrize("action", ["change", "move", "ready", "remove"])
def test_whoever_is_slower_is_told_and_nothing_is_half_saved(desk, action):
    seen = entry(desk, "Quiz")
    changing.change_entry(desk, seen, replace(EntryDraft.of(seen), note="other", audience="other"))
    before = content(desk)
    late = {
        "change": lambda: changing.change_entry(desk, seen, draft()),
        "move": lambda: changing.move_entry(desk, seen, WEDNESDAY),
        "ready": lambda: changing.set_ready(desk, seen, ready=True),
        "remove": lambda: changing.remove_entry(desk, seen),
    }
    with pytest.raises(StaleChange):
        late[action]()
    assert content(desk) == before


def test_an_entry_is_what_its_draft_says_and_gives_it_back(desk):
    wanted = draft(
        start=time(9),
        end=time(10, 30),
        place="Hall",
        owner="li",
        audience="grade 3",
        classes=4,
        heads=160,
        materials="buzzers",
        participants=("@rank:deputy", "li"),
        note="two lines\nof note",
    )
    changing.add_entry(desk, board(desk).week, wanted)
    kept = entry(desk, "Quiz night")
    assert EntryDraft.of(kept) == wanted
    assert (kept.state, kept.activity.kind, kept.owner_name) == (EntryState.PLANNED, "safety-week", "李强")


def test_whoever_is_in_charge_takes_part_and_hands_that_on(desk):
    opening = entry(desk, "Opening")
    assert opening.activity.participants == ("zhao",)
    changing.change_entry(desk, opening, replace(EntryDraft.of(opening), owner="li"))
    assert entry(desk, "Opening").activity.participants == ("li",)
    changing.change_entry(
        desk, entry(desk, "Opening"), replace(EntryDraft.of(entry(desk, "Opening")), start=None, end=None)
    )
    assert entry(desk, "Opening").activity.participants == ()
    assert (entry(desk, "Opening").activity.all_day, entry(desk, "Opening").activity.owner) == (True, "li")


def test_moving_keeps_the_time_of_day_or_takes_another(desk):
    changing.move_entry(desk, entry(desk, "Quiz"), WEDNESDAY)
    assert entry(desk, "Quiz").activity.start == wall("2027-03-31T16:00")
    changing.move_entry(desk, entry(desk, "Quiz"), MONDAY, time(9, 15))
    quiz = entry(desk, "Quiz").activity
    assert (quiz.start, quiz.end) == (wall("2027-03-29T09:15"), wall("2027-03-29T10:15"))
    changing.move_entry(desk, entry(desk, "Banners 横幅"), WEDNESDAY)
    banner = entry(desk, "Banners 横幅").activity
    assert (banner.start, banner.end) == (wall("2027-03-31T00:00"), wall("2027-04-01T00:00"))


@pytest.mark.parametrize(
    ("title", "day", "start", "expected"),
    [
        ("Quiz", MONDAY - timedelta(days=1), None, "out of the week, which lasts from 2027-03-29"),
        ("Quiz", MONDAY + timedelta(days=5), None, "out of the week"),
        ("Quiz", date(2027, 4, 1), None, "no school on Thu 04-01 (Rest day)"),
        ("Quiz", WEDNESDAY, time(23, 30), "would run past midnight"),
        ("Banners 横幅", WEDNESDAY, time(9), "lasts all day"),
    ],
)
def test_an_entry_is_not_moved_where_it_cannot_be(free_desk, title, day, start, expected):
    desk = free_desk
    before = content(desk)
    with pytest.raises(DataProblem) as caught:
        changing.move_entry(desk, entry(desk, title), day, start)
    assert expected in str(caught.value)
    assert content(desk) == before


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"title": "  "}, "needs a title"),
        ({"kind": "party"}, "'party' is no kind of activity; expected one of study"),
        ({"start": time(9)}, "give both start and end"),
        ({"start": time(9), "end": time(9)}, "the end 09:00 must be later than the start"),
        ({"owner": "nobody"}, "nobody has the key 'nobody'"),
        ({"participants": ("@rank:king",)}, "'king' is no rank"),
        ({"classes": -1}, "-1 is no count"),
        ({"heads": 10**9}, "is no count"),
        ({"day": MONDAY + timedelta(days=9)}, "out of the week"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line(desk, values, expected):
    before = content(desk)
    for attempt in (
        lambda: changing.add_entry(desk, board(desk).week, draft(**values)),
        lambda: changing.change_entry(desk, entry(desk, "Quiz"), draft(**values)),
    ):
        with pytest.raises(DataProblem) as caught:
            attempt()
        assert expected in str(caught.value)
        assert "\n" not in str(caught.value)
    assert content(desk) == before


def test_text_from_people_is_made_safe(desk):
    changing.add_entry(
        desk,
        board(desk).week,
        draft(title="Qu\x1b[31miz\u202e", place="a\nb", audience="x\x00", owner="", note="a\x07\nb"),
    )
    kept = next(each for each in board(desk).entries if each.title.startswith("Qu"))
    texts = (kept.title, kept.activity.place, kept.detail.audience, kept.activity.note)
    assert all(sign not in text for text in texts for sign in "\x1b\u202e\x00\x07")
    assert "\n" not in kept.activity.place


def test_holding_keeps_counts_and_taking_the_mark_back_drops_them(desk):
    opening = entry(desk, "Opening")
    outcome = Outcome(
        reached=RoughCount(1000, "over"), leaflets=RoughCount(300), classes_held=24, text="well"
    )
    changing.hold_entry(desk, opening, outcome)
    held = entry(desk, "Opening")
    assert (held.state, held.detail.classes_held) == (EntryState.HELD, 24)
    assert (held.detail.people_reached, held.detail.leaflets_given) == (outcome.reached, outcome.leaflets)
    changing.hold_entry(desk, held, Outcome(reached=RoughCount(900)))
    assert entry(desk, "Opening").detail.leaflets_given is None
    changing.unhold_entry(desk, entry(desk, "Opening"))
    back = entry(desk, "Opening")
    assert (back.state, back.detail.people_reached, back.detail.outcome) == (EntryState.UNMARKED, None, "")


@pytest.mark.parametrize(
    ("title", "outcome", "expected"),
    [
        ("Quiz", Outcome(), "has not begun yet: it is on 2027-04-02"),
        ("Opening", Outcome(reached=RoughCount(-1)), "-1 is no count"),
        ("Opening", Outcome(leaflets=RoughCount(10**9, "over")), "1000000000 is no count"),
        ("Opening", Outcome(classes_held=-2), "-2 is no count"),
    ],
)
def test_what_cannot_have_been_held_is_refused(desk, title, outcome, expected):
    with pytest.raises(DataProblem) as caught:
        changing.hold_entry(desk, entry(desk, title), outcome)
    assert expected in str(caught.value)


def test_a_cancelled_entry_stays_on_the_board_and_can_be_held_after_all(desk):
    changing.cancel_entry(desk, entry(desk, "Opening"))
    assert entry(desk, "Opening").state is EntryState.CANCELLED
    with pytest.raises(DataProblem, match="is cancelled; take it up again first"):
        changing.hold_entry(desk, entry(desk, "Opening"), Outcome())
    changing.restore_entry(desk, entry(desk, "Opening"))
    changing.hold_entry(desk, entry(desk, "Opening"), Outcome())
    with pytest.raises(DataProblem, match="was held; take the mark back first"):
        changing.cancel_entry(desk, entry(desk, "Opening"))


def test_removing_takes_preparation_and_attachments_along_and_leaves_weak_points_and_money(desk):
    opening = entry(desk, "Opening")
    changing.record_weak_point(desk, opening, "Dark stairs", "li", WEDNESDAY, hazard=False)
    changing.add_preparation(desk, opening, "Tape", "li", MONDAY)
    changing.remove_entry(desk, opening)
    tasks = desk.table(Task).where(about=opening.about)
    assert [(task.title, task.kind) for task in tasks] == [("Dark stairs", TaskKind.FINDING)]
    assert desk.table(Attachment).where(about=opening.about) == ()
    (cost,) = board(desk).costs
    assert (cost.title, cost.activity) == ("Printing", "")


def test_a_weak_point_is_a_hazard_or_a_finding_at_the_place_of_the_activity(desk):
    found = changing.record_weak_point(
        desk, entry(desk, "Opening"), "Dark\nstairs", "li", WEDNESDAY, hazard=True
    )
    assert (found.title, found.kind, found.owner, found.place) == (
        "Dark stairs",
        TaskKind.HAZARD,
        "li",
        "Studio",
    )
    assert entry(desk, "Opening").tasks_open == 1
    for title, owner in (("", "li"), ("x", "nobody")):
        with pytest.raises(DataProblem):
            changing.record_weak_point(desk, entry(desk, "Opening"), title, owner, None, hazard=False)


@pytest.mark.parametrize(("title", "planned_amount"), [("", 1.0), ("x", -1.0), ("x", float("nan"))])
def test_a_cost_has_a_title_and_an_amount(desk, title, planned_amount):
    with pytest.raises(DataProblem):
        changing.add_cost(desk, board(desk).week, title, planned_amount)


def test_a_week_is_removed_whole(desk):
    changing.remove_week(desk, board(desk).week)
    assert all(desk.table(kept).all() == () for kept in KEPT)
    with pytest.raises(DataProblem, match="there is no safety week '2027'"):
        board(desk)


def test_an_activity_entered_in_the_calendar_stands_on_the_board_and_can_be_held(desk):
    with desk.change("from the calendar") as change:
        change.add(
            Activity(
                id="walk",
                kind="safety-week",
                title="Walk",
                start=wall("2027-03-30T08:00"),
                end=wall("2027-03-30T09:00"),
            )
        )
    walk = entry(desk, "Walk")
    assert (walk.state, walk.detail.revision) == (EntryState.UNMARKED, 0)
    changing.hold_entry(desk, walk, Outcome(reached=RoughCount(30)))
    assert entry(desk, "Walk").detail.reached == 30


def test_entries_are_found_by_id_or_by_a_part_of_their_title(desk):
    found = board(desk)
    quiz = entry(desk, "Quiz")
    assert found.entry("QUIZ") == found.entry(quiz.id[:5]) == quiz
    for text, expected in (
        ("lecture", "may be"),
        ("nothing", "is nothing in the safety week 2027"),
        ("", ""),
    ):
        with pytest.raises(DataProblem) as caught:
            found.entry(text)
        assert expected in str(caught.value)
