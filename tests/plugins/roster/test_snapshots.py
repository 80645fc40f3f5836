"""How the roster looks in each theme and size, and in each of its views."""

import asyncio
from dataclasses import replace

import pytest
from textual.app import App

from dutydesk.tui.app import DutyDeskApp
from dutydesk.tui.themes import THEME_ORDER
from dutydesk_roster.assignment import Assignment
from dutydesk_roster.publishing import publish
from tests.plugins.roster.roster_desk import NOVEMBER, TODAY, away, copied, day, put
from tests.terminal.pilot_help import settle

SIZES = [(80, 24), (120, 40), (160, 50)]
NAMES = ["80x24", "120x40", "160x50"]


@pytest.fixture(scope="module")
def arranged(template, tmp_path_factory):
    """A desk with duties of each kind: published, changed since, taken out, pinned, with a note, broken."""
    folder = tmp_path_factory.mktemp("arranged") / "desk"
    guards = ("chen", "han", "li", "sun", "wang", "wu", "zhu")
    with copied(template, folder) as made:
        desk = made.open()
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
    return folder


async def looked(desk, size, keys, themes):
    """Open the roster, press keys, and return how it looks in each of `themes`."""
    app = DutyDeskApp(lambda: (desk, desk.registry.screens, desk.registry.commands), {})
    title = app.title
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await app.action_open_area("roster")
        for key in keys:
            await settle(pilot)
            await pilot.press(key)
        looks = {}
        for theme in themes:
            app.theme = theme
            await settle(pilot)
            looks[theme] = app.export_screenshot(title=title, simplify=True)
        return looks


@pytest.fixture(scope="module")
def looks():
    """How the screen looked already, by size and keys and then by theme."""
    return {}


@pytest.fixture
def compare(snap_compare, monkeypatch, arranged, looks, tmp_path):
    """Compares how it looks in one of `themes`; one opening of the desk shows all of them."""

    def compare(size, keys=(), theme=THEME_ORDER[0], themes=THEME_ORDER):
        if (size, keys) not in looks:
            with copied(arranged, tmp_path / "desk") as made:
                looks[size, keys] = asyncio.run(looked(made.open(), size, keys, themes))
        monkeypatch.setattr("textual._doc.take_svg_screenshot", lambda **_options: looks[size, keys][theme])
        return snap_compare(App())

    return compare


@pytest.mark.parametrize("theme", THEME_ORDER)
@pytest.mark.parametrize("size", SIZES, ids=NAMES)
def test_the_month_looks_as_it_did(compare, size, theme):
    assert compare(size, theme=theme)


@pytest.mark.parametrize("keys", [("z", "z"), ("z", "b")], ids=["week-by-person", "fortnight-by-post"])
@pytest.mark.parametrize("size", SIZES, ids=NAMES)
def test_a_view_looks_as_it_did(compare, size, keys):
    assert compare(size, keys, themes=THEME_ORDER[:1])


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
def test_a_task_looks_as_it_did(compare, task, size, theme):
    assert compare(size, TASKS[task], theme, [each for at, each in LOOKS if at == size])
