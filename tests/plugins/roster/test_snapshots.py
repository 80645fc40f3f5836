"""How the roster looks in each theme and size, and in each of its views."""

from dataclasses import replace

import pytest

from dutydesk.tui.app import DutyDeskApp
from dutydesk.tui.themes import THEME_ORDER
from dutydesk_roster.assignment import Assignment
from dutydesk_roster.publishing import publish
from tests.plugins.roster.roster_desk import NOVEMBER, TODAY, away, day, put
from tests.terminal.pilot_help import settle

SIZES = [(80, 24), (120, 40), (160, 50)]
NAMES = ["80x24", "120x40", "160x50"]


@pytest.fixture
def arranged(desk):
    """A desk with duties of each kind: published, changed since, taken out, pinned, with a note, broken."""
    guards = ("chen", "han", "li", "sun", "wang", "wu", "zhu")
    put(
        desk,
        *((guards[n % 7], "gate", "night" if n % 3 else "day", day(n)) for n in range(16, 31)),
        *((guards[(n + 2) % 7], "room", "day", day(n)) for n in range(16, 31)),
    )
    publish(desk, NOVEMBER.first, NOVEMBER.last, "November")
    with desk.change("later") as change:
        standing = change.table(Assignment).between("day", TODAY, day(30))
        first, second, third, fourth, *_rest = sorted(standing, key=lambda each: (each.day, each.post))
        change.remove(first)
        change.replace(replace(second, shift="evening", pinned=True))
        change.replace(replace(third, pinned=True))
        change.replace(replace(fourth, note="Bring the keys"))
    away(desk, "zhu", day(25), day(27))
    put(desk, ("li", "gate", "night", day(24)), ("li", "gate", "day", day(25)))
    return desk


def roster_app(desk):
    return DutyDeskApp(lambda: (desk, desk.registry.screens, desk.registry.commands), {})


def looks(*keys, theme=None):
    async def look(pilot):
        await settle(pilot)
        await pilot.app.action_open_area("roster")
        if theme is not None:
            pilot.app.theme = theme
        for key in keys:
            await settle(pilot)
            await pilot.press(key)
        await settle(pilot)

    return look


@pytest.mark.parametrize("theme", THEME_ORDER)
@pytest.mark.parametrize("size", SIZES, ids=NAMES)
def test_the_month_looks_as_it_did(snap_compare, arranged, size, theme):
    assert snap_compare(roster_app(arranged), terminal_size=size, run_before=looks(theme=theme))


@pytest.mark.parametrize("keys", [("z", "z"), ("z", "b")], ids=["week-by-person", "fortnight-by-post"])
@pytest.mark.parametrize("size", SIZES, ids=NAMES)
def test_a_view_looks_as_it_did(snap_compare, arranged, size, keys):
    assert snap_compare(roster_app(arranged), terminal_size=size, run_before=looks(*keys))


TASKS = {
    "sick-call": ("down", "s"),
    "who-can": ("w",),
    "publish": ("p",),
    "as-published": ("a",),
    "load": ("f",),
    "events": ("plus",),
    "requests": ("3",),
    "mine": ("4", "enter"),
    "today": ("1",),
}
LOOKS = [
    *((SIZES[0], theme) for theme in THEME_ORDER),
    *((size, THEME_ORDER[0]) for size in SIZES[1:]),
]


@pytest.mark.parametrize(
    ("size", "theme"), LOOKS, ids=[f"{width}x{height}-{theme}" for (width, height), theme in LOOKS]
)
@pytest.mark.parametrize("task", TASKS)
def test_a_task_looks_as_it_did(snap_compare, arranged, task, size, theme):
    app = roster_app(arranged)
    assert snap_compare(app, terminal_size=size, run_before=looks(*TASKS[task], theme=theme))
