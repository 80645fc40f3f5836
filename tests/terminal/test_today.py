"""The Today board: who stands where, what waits, and how it follows the clock, others and the cursor."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from rich.cells import cell_len
from textual.app import ComposeResult
from textual.widgets import Static

from dutydesk.api import Desk, DueGroup, DueItem, DueState, PluginFault, Screen
from dutydesk.domain import Absence, AbsenceState, Clash
from dutydesk.tui.screens import today as today_module
from dutydesk.tui.screens.pending_lines import MOST_OPEN
from dutydesk.tui.screens.today import TodayScreen
from dutydesk.tui.widgets import AreaScreen
from dutydesk.tui.widgets.area import DeskChanged, MinuteTick
from tests.terminal.fake_desk import NOW, FakeDesk
from tests.terminal.pilot_help import area, lines, opened, settle, text

DAY = date(2026, 11, 24)


class PlaceArea(AreaScreen):
    """Remembers where it was sent."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.sent: list[tuple[str, ...]] = []

    def compose_body(self) -> ComposeResult:
        yield Static("")

    def action_go_to(self, person: str, day: str) -> None:
        self.sent.append((person, day))

    def action_go_to_slot(self, post: str, shift: str, day: str) -> None:
        self.sent.append(("slot", post, shift, day))


PLACES = (Screen("roster", "Roster", "tests.terminal.test_today:PlaceArea", 20),)


def slot(number: int, days: int = 0) -> DueItem:
    day = DAY + timedelta(days=days)
    return DueItem(
        title=f"Gate {number}, Night: 1 person missing",
        day=day,
        screen="roster",
        group=DueGroup.OPEN,
        action=f"go_to_slot('gate-{number}', 'night', '{day}')",
    )


def board(app) -> TodayScreen:
    found = area(app)
    assert isinstance(found, TodayScreen)
    return found


def headings(app) -> list[str]:
    tables = (board(app).duty, board(app).items)
    return [row.cells[0] for table in tables for row in table.rows if row.heading]


def under(app, heading: str) -> list[str]:
    """Return the texts of the lines beneath the heading that starts so."""
    found: list[str] = []
    inside = False
    for table in (board(app).duty, board(app).items):
        for row in table.rows:
            if row.heading:
                inside = row.cells[0].startswith(heading)
            elif inside:
                found.append(" ".join(row.cells).strip())
    return found


async def tick(app, pilot, now: datetime) -> None:
    app.desk.moment = now
    app.screen.post_message(MinuteTick())
    await settle(pilot)


async def go_to_line(pilot, table, wanted: str) -> None:
    table.focus()
    row = next(row for row in table.rows if wanted in " ".join(row.cells) and not row.heading)
    table.move_to(row.key)
    await pilot.press("enter")
    await settle(pilot)


async def test_it_tells_who_is_on_duty_and_what_is_due(desk):
    desk.plugin_faults.append(PluginFault("drills", "due", "KeyError: [/]"))
    async with opened(desk, size=(160, 50)) as (app, _pilot):
        shown = text(app)
        for part in ("张建国, 刘洋", "10 h 30 min left", "欧阳明月", "overdue", "消防演练", "! clash"):
            assert part in shown
        assert "drills, due: KeyError: [/]" in shown
        assert "On duty now, 09:30: 3 people" in headings(app)
        assert "Next, within 24 hours: 3" in headings(app)


async def test_an_empty_desk_says_that_all_is_well_in_a_few_lines():
    async with opened(FakeDesk()) as (app, _pilot):
        assert headings(app) == [
            "On duty now, 09:30: nobody",
            "Next, within 24 hours: no duty is arranged",
            "Open slots this week: none",
            "Requests waiting: none",
            "Due: nothing in the next two weeks",
            "Clashes in the next seven days: none",
        ]
        assert all(heading in text(app) for heading in headings(app))


async def test_open_slots_requests_and_what_is_due_each_stand_once_in_their_place(desk):
    request = DueItem(title="Li asks to swap", day=DAY, group=DueGroup.REQUEST, screen="roster")
    drill = DueItem(title="Plan the drill", day=DAY, state=DueState.PLANNED)
    desk.items = [slot(1), slot(1), slot(2, days=6), request, request, drill, drill]
    async with opened(desk) as (app, _pilot):
        assert under(app, "Open slots") == [
            "open today Gate 1, Night: 1 person missing",
            "open Mon 11-30 Gate 2, Night: 1 person missing",
        ]
        assert under(app, "Requests waiting: 1") == ["asked today Li asks to swap"]
        assert under(app, "Due: 1") == ["planned today Plan the drill"]


async def test_many_open_slots_do_not_bury_the_rest(desk):
    desk.items = [slot(number) for number in range(MOST_OPEN + 3)] + [slot(1, days=9)]
    async with opened(desk, screens=PLACES) as (app, pilot):
        assert f"Open slots this week: {MOST_OPEN + 3}" in headings(app)
        found = under(app, "Open slots")
        assert len(found) == MOST_OPEN + 1
        assert "4 more until 2026-12-03" in found[-1]
        await go_to_line(pilot, board(app).items, "4 more")
        assert app.screen.sent == [("slot", f"gate-{MOST_OPEN}", "night", "2026-11-24")]


async def test_time_left_counts_down_and_duties_change_over_at_their_minute_without_reading(
    desk, monkeypatch
):
    async with opened(desk) as (app, pilot):
        monkeypatch.setattr(today_module, "read_duties", lambda _desk: pytest.fail("read"))
        monkeypatch.setattr(today_module, "read_pending", lambda _desk: pytest.fail("read"))
        await tick(app, pilot, NOW + timedelta(minutes=1, seconds=3))
        assert any("10 h 29 min left" in line for line in under(app, "On duty now, 09:31: 3"))
        board(app)._duties = replace(board(app)._duties, read_at=datetime(2026, 11, 24, 11, 50, tzinfo=UTC))
        await tick(app, pilot, datetime(2026, 11, 24, 11, 59, 0, 50_000, tzinfo=UTC))
        assert any("1 min left" in line for line in under(app, "On duty now, 19:59: 3"))
        await tick(app, pilot, datetime(2026, 11, 24, 12, 0, 0, 50_000, tzinfo=UTC))
        (line,) = under(app, "On duty now, 20:00: 1 person")
        assert "欧阳明月" in line
        assert "12 h 00 min left" in line


async def test_a_new_day_and_another_quarter_of_an_hour_are_read(desk):
    async with opened(desk) as (app, pilot):
        desk.items = [DueItem(title="Late news", day=date(2026, 12, 1))]
        await tick(app, pilot, NOW + timedelta(minutes=16))
        assert any("Late news" in line for line in under(app, "Due"))
        desk.items = [DueItem(title="Next day", day=date(2026, 11, 25))]
        await tick(app, pilot, NOW + timedelta(minutes=20))
        assert not any("Next day" in line for line in under(app, "Due"))
        await tick(app, pilot, datetime(2026, 11, 24, 16, 0, tzinfo=UTC))
        assert any("today" in line and "Next day" in line for line in under(app, "Due"))


async def test_a_change_by_someone_else_is_shown_and_keeps_the_cursor(desk):
    desk.items = [slot(1), slot(2)]
    async with opened(desk) as (app, pilot):
        items = board(app).items
        items.focus()
        items.move_to(next(row.key for row in items.rows if "Gate 2" in row.cells[-1]))
        desk.items = [slot(2)]
        desk.number += 1
        app.screen.post_message(DeskChanged())
        await settle(pilot)
        assert "Open slots this week: 1" in headings(app)
        assert items.current is not None
        assert "Gate 2" in items.current.cells[-1]


async def test_enter_goes_to_the_place_itself(desk):
    desk.items = [slot(1)]
    async with opened(desk, screens=PLACES) as (app, pilot):
        await go_to_line(pilot, board(app).items, "Gate 1")
        assert app.screen.sent == [("slot", "gate-1", "night", "2026-11-24")]
        await pilot.press("1")
        await settle(pilot)
        await go_to_line(pilot, board(app).duty, "张建国")
        assert app.screen.sent[-1] == ("zhang", "2026-11-24")
        await pilot.press("1")
        await settle(pilot)
        await go_to_line(pilot, board(app).items, "! clash")
        assert app.screen.sent[-1][1] >= "2026-11-24"
        assert app.current_mode == "roster"


async def test_a_double_click_goes_there_too(desk):
    async with opened(desk, screens=PLACES) as (app, pilot):
        line = next(index for index, each in enumerate(lines(app)) if "张建国" in each)
        await pilot.click(offset=(20, line), times=2)
        await settle(pilot)
        assert app.current_mode == "roster"
        assert app.screen.sent == [("zhang", "2026-11-24")]


async def test_a_clash_of_activities_leads_to_its_day_of_the_calendar(desk, monkeypatch):
    clash = Clash(
        person="li", day=date(2026, 11, 27), rule="two-activities", text="Twice", sources=("activity:1",)
    )
    monkeypatch.setattr(FakeDesk, "clashes", lambda *_arguments: (clash, clash))
    async with opened(desk) as (app, pilot):
        assert "Clashes in the next seven days: 1" in headings(app)
        await go_to_line(pilot, board(app).items, "Twice")
        assert app.current_mode == "calendar"
        assert "Four weeks from Fri 2026-11-27" in text(app)


async def test_a_request_for_leave_leads_to_its_absence(desk):
    desk.keep(Absence(id="away", person="liu", kind="annual", first=DAY, last=DAY, state=AbsenceState.ASKED))
    desk.items = [
        DueItem(
            title="Liu asks", day=DAY, group=DueGroup.REQUEST, screen="people", action="go_to('liu', 'away')"
        )
    ]
    async with opened(desk) as (app, pilot):
        await go_to_line(pilot, board(app).items, "Liu asks")
        assert app.current_mode == "people"
        assert app.screen.people.current.key == "liu"
        assert app.screen.details.current.key == "away"
        await pilot.press("y")
        await settle(pilot)
        assert desk.table(Absence).get("away").state is AbsenceState.APPROVED


async def test_a_line_that_leads_nowhere_is_shown_whole(desk):
    fault = PluginFault("drills", "due", "a long story " * 12)
    desk.plugin_faults.append(fault)
    async with opened(desk) as (app, pilot):
        await go_to_line(pilot, board(app).items, "! fault")
        assert app.current_mode == "today"
        assert area(app).message_bar.message == f"drills, due: {fault.summary}".strip()


@pytest.mark.parametrize("width", [80, 120, 160])
async def test_long_names_and_posts_are_carried_on_and_nothing_is_cut(desk, width):
    midnight = datetime.combine(DAY, time())
    for person in ("li", "wang", "zhang", "liu", "chen", "ouyang", "smith"):
        desk.duty(person, "Dormitory of the senior school, northern stairs 宿舍北楼梯, Day", midnight, 20)
    async with opened(desk, size=(width, 24)) as (app, _pilot):
        duty = board(app).duty
        joined = "".join("".join(row.cells[2].split()) for row in duty.rows if not row.heading)
        assert "JohnSmith" in joined
        assert "宿舍北楼梯" in "".join("".join(row.cells[1].split()) for row in duty.rows if not row.heading)
        widths = duty.column_widths()
        for row in duty.rows:
            if not row.heading:
                assert all(cell_len(cell) <= room for cell, room in zip(row.cells, widths, strict=True))


async def test_the_mouse_and_the_tab_key_go_between_the_lists(desk):
    async with opened(desk) as (app, pilot):
        assert board(app).duty.has_focus
        await pilot.press("tab")
        assert board(app).items.has_focus
        await pilot.press("tab")
        assert board(app).duty.has_focus
