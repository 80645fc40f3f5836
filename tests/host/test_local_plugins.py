import sys
from datetime import date

import pytest

from dutydesk.api import hookimpl
from dutydesk.host.finding import local_plugins
from dutydesk.host.trust import TrustPins, read_plugin_files

DAY = date(2026, 11, 2)
PLUGIN = """
from dutydesk.api import DueItem, hookimpl

class Plugin:
    @hookimpl
    def due(self, first):
        return [DueItem(title={title!r}, day=first)]

plugin = Plugin()
"""


def plugin_text(title):
    return PLUGIN.format(title=title)


def titles(desk):
    return [item.title for item in desk.due(DAY, DAY)]


def only(bench):
    (found,) = bench.found()
    return found


def test_a_plugin_in_the_desk_is_blocked_and_not_run_until_it_is_allowed(bench, tmp_path):
    mark = tmp_path / "ran"
    path = bench.write("night.py", f"open({str(mark)!r}, 'w').close()\n" + plugin_text("night"))
    desk = bench.open(local=True)
    assert titles(desk) == []
    assert not mark.exists()
    (state,) = desk.plugins()
    assert (state.name, state.state, state.source) == ("night", "blocked", "plugins/night.py")
    assert "dutydesk plugins allow night" in state.fault
    bench.allow(path)
    assert titles(bench.open(local=True)) == ["night"]
    assert mark.exists()


def test_a_plugin_that_changed_is_blocked_until_it_is_allowed_again(bench):
    path = bench.write("night.py", plugin_text("night"))
    bench.allow(path)
    bench.write("night.py", plugin_text("other"))
    assert only(bench).state == "blocked"
    assert "changed" in only(bench).fault
    assert titles(bench.open(local=True)) == []
    bench.allow(path)
    assert titles(bench.open(local=True)) == ["other"]


def test_a_plugin_that_is_denied_is_blocked_as_if_it_were_new(bench):
    path = bench.write("night.py", plugin_text("night"))
    bench.allow(path)
    assert only(bench).state == "on"
    bench.pins.deny(path)
    bench.pins.deny(path)
    assert (only(bench).state, "not allowed yet" in only(bench).fault) == ("blocked", True)


def test_what_was_hashed_is_what_runs_whatever_happens_to_the_file(bench):
    path = bench.write("night.py", plugin_text("hashed"))
    bench.allow(path)
    found = only(bench)
    bench.write("night.py", plugin_text("swapped"))
    assert found.load().due(DAY)[0].title == "hashed"


def test_what_was_hashed_of_a_package_is_what_runs(bench):
    bench.write("night/__init__.py", "from .inner import plugin\n")
    bench.write("night/inner.py", plugin_text("hashed"))
    bench.allow(bench.plugins / "night")
    found = only(bench)
    bench.write("night/inner.py", plugin_text("swapped"))
    assert found.load().due(DAY)[0].title == "hashed"


def test_a_package_with_submodules_works_and_its_screens_have_a_path(bench):
    bench.write("night/__init__.py", "from dutydesk_local.night.deep.inner import plugin\n")
    bench.write("night/deep/__init__.py", "")
    bench.write("night/deep/inner.py", "from ..sibling import NAME\n" + PLUGIN.replace("{title!r}", "NAME"))
    bench.write("night/sibling.py", "NAME = 'from a sibling'\n")
    bench.allow(bench.plugins / "night")
    assert titles(bench.open(local=True)) == ["from a sibling"]
    assert sys.modules["dutydesk_local.night.sibling"].NAME == "from a sibling"


@pytest.mark.parametrize("file", ["inner.py", "rules.toml", "__pycache__/inner.cpython-311.pyc"])
def test_a_changed_new_or_missing_file_of_a_package_blocks_it_unless_it_cannot_run(bench, file):
    bench.write("night/__init__.py", plugin_text("night"))
    path = bench.write(f"night/{file}", "one")
    bench.allow(path)
    counts = not file.startswith("__pycache__")
    for changed, content in ((file, "two"), (file, None), (f"{file}.new", "x")):
        if content is None:
            (path / changed).unlink()
        else:
            (path / changed).write_text(content)
        assert (only(bench).state == "blocked") == counts
        bench.allow(path)


def test_a_file_moved_within_a_package_changes_its_pin(bench):
    bench.write("night/__init__.py", "")
    bench.write("night/a.py", "x = 1\n")
    before = read_plugin_files(bench.plugins / "night").digest
    (bench.plugins / "night" / "a.py").rename(bench.plugins / "night" / "b.py")
    assert read_plugin_files(bench.plugins / "night").digest != before


def test_code_that_was_not_hashed_cannot_be_imported_by_a_plugin(bench):
    bench.write("night/__init__.py", "import dutydesk_local.night.late\n" + plugin_text("night"))
    bench.allow(bench.plugins / "night")
    found = only(bench)
    bench.write("night/late.py", "")
    with pytest.raises(ModuleNotFoundError):
        found.load()


def test_bytecode_left_in_a_package_is_never_run(bench):
    bench.write("night/__init__.py", "from . import ghost\n" + plugin_text("night"))
    bench.write("night/__pycache__/ghost.cpython-311.pyc", "")
    bench.allow(bench.plugins / "night")
    desk = bench.open(local=True)
    assert "ghost" in desk.plugins()[0].fault


def test_a_link_that_leads_out_of_a_plugin_is_refused(bench, tmp_path):
    (tmp_path / "outside.py").write_text("x = 1\n")
    bench.write("night/__init__.py", plugin_text("night"))
    (bench.plugins / "night" / "inner.py").symlink_to(tmp_path / "outside.py")
    found = only(bench)
    assert (found.state, "inner.py" in found.fault) == ("blocked", True)


def test_a_plugin_that_is_too_large_is_refused(bench):
    bench.write("night.py", "#" * (5 * 1024 * 1024 + 1))
    assert "5 MiB" in only(bench).fault
    assert only(bench).state == "blocked"


def test_a_plugin_cannot_hide_an_installed_module_or_a_bundled_plugin(bench):
    path = bench.write("json.py", plugin_text("mine"))
    bench.allow(path)
    desk = bench.open(local=True)
    assert titles(desk) == ["mine"]
    import json

    assert "dutydesk" not in json.__file__
    shadow = bench.write("roster.py", plugin_text("shadow"))
    bench.allow(shadow)

    class Bundled:
        @hookimpl
        def due(self):
            return []

    desk = bench.open(("roster", Bundled()), local=True)
    states = {state.source: state.state for state in desk.plugins()}
    assert states == {"test": "on", "plugins/json.py": "on", "plugins/roster.py": "faulty"}
    assert titles(desk) == ["mine"]


def test_a_module_of_hooks_is_a_plugin_too(bench):
    path = bench.write(
        "night.py",
        "from dutydesk.api import DueItem, hookimpl\n\n@hookimpl\ndef due(first):\n"
        "    return [DueItem(title='plain', day=first)]\n",
    )
    bench.allow(path)
    assert titles(bench.open(local=True)) == ["plain"]


@pytest.mark.parametrize(
    "text",
    [
        "raise RuntimeError('at load')",
        "import sys; sys.exit(1)",
        "import no_such",
        "def (",
        "\x00",
        "plugin = None",
    ],
)
def test_a_local_plugin_that_does_not_load_is_named_and_the_desk_opens(bench, text):
    bench.allow(bench.write("bad.py", text + "\n"))
    bench.allow(bench.write("good.py", plugin_text("good")))
    desk = bench.open(local=True)
    assert titles(desk) == ["good"]
    (bad,) = [state for state in desk.plugins() if state.name == "bad"]
    assert bad.state == "faulty"


def test_hidden_files_and_other_files_are_no_plugins(bench):
    for name in (".hidden.py", "_draft.py", "README.md", "folder/notes.py", "rules.toml"):
        bench.write(name, "raise SystemExit\n")
    assert bench.found() == ()


def test_a_desk_without_a_plugins_folder_has_no_plugins(tmp_path):
    assert local_plugins(tmp_path / "none", TrustPins(tmp_path / "pins.toml")) == ()


class TestPins:
    def test_they_are_kept_outside_the_desk_and_only_their_owner_can_read_them(self, bench, tmp_path):
        bench.allow(bench.write("night.py", plugin_text("night")))
        file = tmp_path / "home" / "dutydesk" / "pins.toml"
        assert file.stat().st_mode & 0o777 == 0o600
        assert file.parent.stat().st_mode & 0o077 == 0
        assert not [
            each for each in bench.folder.rglob("*") if "night.py" in each.name and each.suffix == ".toml"
        ]

    def test_by_default_they_are_in_the_users_own_settings(self, monkeypatch, tmp_path):
        monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
        TrustPins().allow(tmp_path / "x.py", "digest")
        assert [each.suffix for each in (tmp_path / "dutydesk").iterdir()] == [".toml"]
        assert TrustPins().allows(tmp_path / "x.py", "digest")

    def test_a_desk_that_is_moved_or_copied_asks_again(self, bench, tmp_path):
        bench.allow(bench.write("night.py", plugin_text("night")))
        bench.folder.rename(tmp_path / "moved")
        (found,) = local_plugins(tmp_path / "moved" / "plugins", bench.pins)
        assert found.state == "blocked"

    @pytest.mark.parametrize("content", ["", "not toml [", "plugin = 3", "\xff"])
    def test_pins_that_cannot_be_read_allow_nothing(self, bench, tmp_path, content):
        path = bench.write("night.py", plugin_text("night"))
        bench.allow(path)
        (tmp_path / "home" / "dutydesk" / "pins.toml").write_text(content, encoding="latin-1")
        assert only(bench).state == "blocked"
        bench.allow(path)
        assert only(bench).state == "on"
