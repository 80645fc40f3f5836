"""Files that cost a reader much for little: each is refused in one line, before it takes long."""

import os

import pytest

from dutydesk.api import DataProblem
from dutydesk.config.desk_settings import DeskSettings
from dutydesk.config.keys_file import read_keys_text
from dutydesk.config.reading import read_settings_text
from dutydesk.host.opening import open_desk
from dutydesk.sheets import read_table
from tests.plugins import planned_desk

LONG_KEYS = {
    "a key": ".".join(["a"] * 300_000) + " = 1",
    "a heading": f"[{'.'.join(['a'] * 300_000)}]",
    "a heading of lists": f"[[ {' . '.join(['a'] * 200_000)} ]]",
    "a table on one line": f"x = {{y = 1, {'.'.join(['a'] * 300_000)} = 1}}",
    "quoted parts": '"a.b" . ' * 100_000 + "'c' = 1",
}


@pytest.mark.parametrize("text", LONG_KEYS.values(), ids=LONG_KEYS)
def test_a_key_of_thousands_of_parts_is_refused_at_once(text):
    for read in (
        lambda: read_settings_text(text, DeskSettings, "desk.toml"),
        lambda: read_keys_text(text, "x"),
    ):
        with pytest.raises(DataProblem, match="nested too deeply"):
            read()


def test_dots_in_a_text_are_no_key():
    dotted = ".".join(["a"] * 200)
    keys = read_keys_text(f'"people.add" = ["{dotted}", "n"]', "keys.toml")
    assert keys.keys == {"people.add": (dotted, "n")}


def test_what_is_wrong_with_a_very_long_value_is_told_in_a_line_that_can_be_read():
    with pytest.raises(DataProblem) as refused:
        read_settings_text(f'{"x" * 9000} = "{"y" * 9000}"', DeskSettings, "desk.toml")
    assert len(str(refused.value)) <= 1000


def test_millions_of_empty_lines_are_refused_and_not_walked_through(tmp_path):
    file = tmp_path / "people.csv"
    file.write_bytes(b"name,key\n" + b"\n" * 9_000_000)
    with pytest.raises(DataProblem, match="more than 20000 rows"):
        read_table(file)


def test_a_plugin_whose_name_is_no_text_keeps_no_desk_shut(tmp_path):
    for planned in planned_desk.make(tmp_path / "desk"):
        plugins = planned.folder / "plugins"
        plugins.mkdir(exist_ok=True)
        (plugins / os.fsdecode(b"\xff\x9b.py")).write_text("raise SystemExit(1)\n")
        desk = open_desk(planned.folder)
        assert [each.state for each in desk.plugins() if each.source.startswith("plugins/")] == ["blocked"]
        desk.close()
