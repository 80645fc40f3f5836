"""The running terminal takes up settings files and TOML plugins that someone has edited elsewhere."""

import pytest
from textual.app import ComposeResult
from textual.widgets import Static

from dutydesk.api import Screen, Settings, TomlPlugin, hookimpl
from dutydesk.host.finding import FoundPlugin
from dutydesk.host.founding import found_desk
from dutydesk.host.opening import open_desk
from dutydesk.host.registry import build_registry
from dutydesk.host.trust import TrustPins
from dutydesk.tui.file_watch import FileWatch
from dutydesk.tui.widgets import AreaScreen
from tests.terminal.pilot_help import area, text, type_text, until
from tests.terminal.real_desk import personal_folders, running

LOOK = 0.05
LIGHTNING = 'plugin = "walk"\ntitle = "Lightning"\n'


class Walk(Settings, frozen=True, kw_only=True):
    plugin: str
    title: str


class WalksArea(AreaScreen):
    """Lists what the TOML plugins hold."""

    def compose_body(self) -> ComposeResult:
        yield Static("", id="walks")

    def reload(self) -> None:
        walks = self.desk.toml_plugins(Walk).values()
        self.query_one("#walks", Static).update(f"{self.desk.name}: {[each.title for each in walks]}")


class Walks:
    @hookimpl
    def toml_plugins(self):
        return [TomlPlugin("walk", Walk)]

    @hookimpl
    def screens(self):
        return [Screen("walks", "Walks", f"{__name__}:WalksArea", 20)]


@pytest.fixture
def desk(tmp_path, monkeypatch):
    monkeypatch.setattr("dutydesk.tui.app.LOOK_SECONDS", LOOK)
    monkeypatch.setattr("dutydesk.tui.app.LOOKS_PER_FILES", 1)
    folder = tmp_path / "desk"
    found_desk(folder, name="Sea School", zone="Asia/Shanghai")
    plugin = Walks()
    registry = build_registry([FoundPlugin("walks", "1", "test", lambda: plugin)])
    desk = open_desk(folder, actor="li", registry=registry, pins=TrustPins(tmp_path / "pins.toml"))
    yield desk
    desk.close()


async def test_what_was_edited_shows_in_the_open_area_by_itself(desk, tmp_path):
    async with running(desk, personal_folders(tmp_path)) as (app, pilot):
        await pilot.press("2")
        await until(pilot, lambda: "Sea School: []" in text(app))
        message = lambda: area(app).message_bar.message  # noqa: E731 - it is asked again and again

        file = desk.folder / "plugins" / "lightning.toml"
        file.write_text(LIGHTNING)
        await until(pilot, lambda: "Took up plugins/lightning.toml" in message())
        assert "Sea School: ['Lightning']" in text(app)

        file.write_text(LIGHTNING + "height = 3\n")
        await until(pilot, lambda: "plugins/lightning.toml, line 3, height: unknown key" in message())
        assert area(app).message_bar.kind == "warning"
        assert "Sea School: []" in text(app)

        file.unlink()
        await until(pilot, lambda: "Took up plugins/lightning.toml (gone)" in message())

        settings = desk.folder / "desk.toml"
        before = settings.read_text()
        settings.write_text(before.replace("Sea School", "Hill School"))
        await until(pilot, lambda: "Took up desk.toml" in message())
        assert "Hill School: []" in text(app)

        settings.write_text(before.replace("zone =", "zones ="))
        await until(pilot, lambda: "desk.toml, line" in message())
        assert "Hill School: []" in text(app)
        area(app).message_bar.clear_message()
        await pilot.pause(10 * LOOK)
        assert message() == ""


async def test_what_the_terminal_saves_itself_is_told_once(desk, tmp_path):
    async with running(desk, personal_folders(tmp_path)) as (app, pilot):
        await app.action_open_area("settings")
        await until(pilot, lambda: "config/calendar.toml" in text(app))
        table = area(app).list
        while table.current is None or table.current.key != "config/calendar.toml":
            await pilot.press("down")
        await pilot.press("enter")
        await pilot.pause()
        await type_text(pilot, "# mine")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "is saved and holds" in area(app).message_bar.message)
        await pilot.pause(10 * LOOK)
        assert "is saved and holds" in area(app).message_bar.message


def test_a_file_counts_once_it_has_stood_still(tmp_path):
    (tmp_path / "plugins").mkdir()
    watch = FileWatch(tmp_path)
    file = tmp_path / "plugins" / "night.toml"
    file.write_text("a")
    assert watch.changed() == ()
    file.write_text("ab")
    assert watch.changed() == ()
    assert watch.changed() == ("plugins/night.toml",)
    assert watch.changed() == ()
    (tmp_path / "plugins" / "notes.md").write_text("no plugin")
    (tmp_path / "plugins" / ".night.toml.swp").write_text("no plugin")
    watch.changed()
    assert watch.changed() == ()
    file.unlink()
    watch.settle()
    assert watch.changed() == ()


def test_a_pack_of_the_desk_counts_too(tmp_path):
    watch = FileWatch(tmp_path)
    pack = tmp_path / "config" / "packs" / "walk" / "ours.toml"
    pack.parent.mkdir(parents=True)
    pack.write_text("a")
    watch.changed()
    assert watch.changed() == ("config/packs/walk/ours.toml",)
