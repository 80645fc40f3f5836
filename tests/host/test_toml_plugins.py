"""Plugins that are one TOML file: read like settings, used at once, and left out where they are faulty."""

import os

import pytest

from dutydesk.api import (
    DataProblem,
    Settings,
    SettingsFault,
    SettingsFile,
    TomlPlugin,
    hookimpl,
)
from dutydesk.config.desk_settings import DeskSettings
from dutydesk.host.toml_check import toml_plugin_fault


class Drill(Settings, frozen=True, kw_only=True):
    plugin: str
    title: str
    minutes: int = 5


class Places(Settings, frozen=True, kw_only=True):
    place: tuple[str, ...] = ("yard",)


def check(drill, read):
    if drill.minutes > 60:
        yield SettingsFault(("minutes",), "expected at most 60")
    if drill.title == "Nowhere" and not read(Places).place:
        yield SettingsFault(("title",), "expected a place in places.toml first")
    if drill.title == "Clash":
        yield SettingsFault((), f"not at {read(DeskSettings).desk.name}")


class Drills:
    sorts = (TomlPlugin("drill", Drill, check),)

    @hookimpl
    def toml_plugins(self):
        return self.sorts

    @hookimpl
    def settings(self):
        return [SettingsFile("places.toml", Places)]


LIGHTNING = 'plugin = "drill"\ntitle = "Lightning"\n'


def states(desk):
    return {each.name: (each.state, each.fault) for each in desk.plugins() if each.source.endswith(".toml")}


def test_a_toml_plugin_is_used_as_it_lies_there_and_listed(bench):
    bench.write("lightning.toml", LIGHTNING)
    desk = bench.open(Drills())
    assert desk.toml_plugins(Drill) == {"lightning": Drill(plugin="drill", title="Lightning")}
    (state,) = [each for each in desk.plugins() if each.name == "lightning"]
    assert (state.source, state.state, state.fault) == ("plugins/lightning.toml", "on", "")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            'plugin = "drill"\n\ntitle = 3\n',
            "plugins/bad.toml, line 3, title: expected text, found the whole number 3",
        ),
        ('plugin = "drill"\n', "plugins/bad.toml: the key title is missing"),
        (LIGHTNING + "place = 1\n", "line 3, place: unknown key; expected one of plugin, title, minutes"),
        (LIGHTNING + "minutes = 61\n", "plugins/bad.toml, line 3, minutes: expected at most 60"),
        ('plugin = "drill"\ntitle = "Clash"\n', "plugins/bad.toml: not at Sea School"),
        ('title = "Lightning"\n', 'plugins/bad.toml: expected plugin = one of "drill"'),
        ('plugin = "dril"\n', "line 1, plugin: expected plugin = one of \"drill\"; did you mean 'drill'?"),
        ("plugin = 3\n", 'line 1, plugin: expected plugin = one of "drill"'),
        ('plugin = "drill\n', "plugins/bad.toml, line 1"),
        ("", 'plugins/bad.toml: expected plugin = one of "drill"'),
    ],
)
def test_a_faulty_one_is_left_out_and_says_where(bench, text, told):
    path = bench.write("bad.toml", text)
    bench.write("lightning.toml", LIGHTNING)
    desk = bench.open(Drills())
    assert list(desk.toml_plugins(Drill)) == ["lightning"]
    state, fault = states(desk)["bad"]
    assert state == "faulty"
    assert told in fault
    assert "\n" not in fault
    assert toml_plugin_fault(bench.folder, path, desk.registry) == fault


def test_one_that_nobody_takes_is_faulty(bench):
    bench.write("lightning.toml", LIGHTNING)
    assert states(bench.open())["lightning"] == (
        "faulty",
        "plugins/lightning.toml: no plugin that is on takes TOML files",
    )


def test_changed_added_and_removed_ones_are_taken_up_with_the_settings(bench):
    path = bench.write("lightning.toml", LIGHTNING)
    desk = bench.open(Drills())
    path.write_text(LIGHTNING + "minutes = 20\n")
    bench.write("flood.toml", 'plugin = "drill"\ntitle = "Flood"\n')
    assert desk.toml_plugins(Drill)["lightning"].minutes == 5
    desk.renew_settings()
    assert {name: each.minutes for name, each in desk.toml_plugins(Drill).items()} == {
        "flood": 5,
        "lightning": 20,
    }
    path.write_text("title =")
    desk.renew_settings()
    assert list(desk.toml_plugins(Drill)) == ["flood"]
    assert states(desk)["lightning"][0] == "faulty"
    path.unlink()
    desk.renew_settings()
    assert list(states(desk)) == ["flood"]


def test_a_check_sees_the_other_settings_as_they_are_after_a_renewal(bench):
    bench.write("walk.toml", 'plugin = "drill"\ntitle = "Nowhere"\n')
    desk = bench.open(Drills())
    assert list(desk.toml_plugins(Drill)) == ["walk"]
    (bench.folder / "config" / "places.toml").write_text("place = []\n")
    desk.renew_settings()
    assert desk.toml_plugins(Drill) == {}
    assert "expected a place in places.toml first" in states(desk)["walk"][1]


def test_a_faulty_settings_file_does_not_keep_a_toml_plugin_from_being_taken_up(bench):
    desk = bench.open(Drills())
    (bench.folder / "config" / "places.toml").write_text("plaice = 1\n")
    bench.write("lightning.toml", LIGHTNING)
    with pytest.raises(DataProblem):
        desk.renew_settings()
    assert desk.settings(Places).place == ("yard",)
    assert list(desk.toml_plugins(Drill)) == ["lightning"]


def test_denied_it_is_out_of_use_until_it_is_forgotten(bench):
    path = bench.write("lightning.toml", LIGHTNING)
    desk = bench.open(Drills())
    bench.pins.deny(path)
    desk.renew_settings()
    state, fault = states(desk)["lightning"]
    assert (state, desk.toml_plugins(Drill)) == ("denied", {})
    assert "dutydesk plugins allow lightning" in fault
    bench.pins.forget(path)
    desk.renew_settings()
    assert list(desk.toml_plugins(Drill)) == ["lightning"]


def test_the_name_of_another_plugin_is_taken(bench):
    bench.write("Drills.toml", LIGHTNING)
    bench.write("night.py", "")
    path = bench.write("night.toml", LIGHTNING)
    desk = bench.open(Drills(), local=True)
    assert {each.source: each.state for each in desk.plugins()} == {
        "test": "on",
        "plugins/night.py": "blocked",
        "plugins/Drills.toml": "faulty",
        "plugins/night.toml": "faulty",
    }
    assert "another plugin has the name night" in states(desk)["night"][1]
    assert "another plugin has the name night" in toml_plugin_fault(bench.folder, path, desk.registry)


def test_hidden_files_and_those_of_other_kinds_are_none(bench):
    for name in (".lightning.toml", "_draft.toml", "lightning.toml~", "notes.md"):
        bench.write(name, LIGHTNING)
    assert states(bench.open(Drills())) == {}


def test_a_file_that_cannot_be_read_does_not_hang_the_desk(bench):
    os.mkfifo(bench.plugins / "pipe.toml")
    (bench.plugins / "folder.toml").mkdir()
    bench.write("latin.toml", "").write_bytes(b'plugin = "drill"\ntitle = "\xe9"\n')
    found = states(bench.open(Drills()))
    assert {state for state, _fault in found.values()} == {"faulty"}
    assert "not an ordinary file" in found["pipe"][1]
    assert "line 2: the text is not saved as UTF-8" in found["latin"][1]


def test_a_file_anywhere_can_be_tried(bench, tmp_path):
    desk = bench.open(Drills())
    draft = tmp_path / "draft.toml"
    draft.write_text(LIGHTNING)
    assert toml_plugin_fault(bench.folder, draft, desk.registry) == ""
    draft.write_text(LIGHTNING + "minutes = 61\n")
    assert toml_plugin_fault(bench.folder, draft, desk.registry) == (
        f"{draft}, line 3, minutes: expected at most 60"
    )


def refuse(_drill, _read):
    raise RuntimeError("no mercy")


def sorted_by(*sorts):
    class Other:
        @hookimpl
        def toml_plugins(self):
            return sorts

    return Other()


class Careless(Settings, frozen=True, kw_only=True):
    title: str = ""


@pytest.mark.parametrize(
    ("sort", "told"),
    [
        (TomlPlugin("drill", Drill, check), "drill is taken by another plugin"),
        (TomlPlugin("walk", int), "walk: its type must be a Settings class"),
        (TomlPlugin("walk", Careless), "walk: its type must have a field plugin"),
    ],
)
def test_a_sort_that_does_not_work_is_its_plugins_fault(bench, sort, told):
    bench.write("lightning.toml", LIGHTNING)
    desk = bench.open(Drills(), ("other", sorted_by(sort)))
    (fault,) = desk.faults()
    assert (fault.plugin, fault.where) == ("other", "toml_plugins")
    assert told in fault.summary
    assert list(desk.toml_plugins(Drill)) == ["lightning"]


def test_a_check_that_raises_is_its_plugins_fault_and_leaves_the_file_out(bench):
    bench.write("lightning.toml", LIGHTNING)
    desk = bench.open(("other", sorted_by(TomlPlugin("drill", Drill, refuse))))
    assert states(desk)["lightning"] == (
        "faulty",
        "plugins/lightning.toml: the plugin other cannot check it",
    )
    assert "no mercy" in next(each.fault for each in desk.plugins() if each.name == "other")
