"""Keys of one's own in keys.toml: which hold, which are refused and how, and where they are shown."""

import pytest

from dutydesk.api import Screen
from dutydesk.config.personal import PersonalFolders
from dutydesk.domain import Person
from dutydesk.tui.app import DutyDeskApp
from dutydesk.tui.areas import in_order
from dutydesk.tui.catalogue import catalogue
from dutydesk.tui.key_names import key_called
from dutydesk.tui.keymap import KeysPlaces, chosen_keys
from tests.terminal.pilot_help import COMMANDS, PLUGIN_SCREENS, area, settle, text

AREAS = in_order(PLUGIN_SCREENS[:1])


@pytest.fixture
def personal(tmp_path):
    folders = PersonalFolders(tmp_path / "config", tmp_path / "state")
    folders.remember_tour()
    return folders


@pytest.fixture
def places(tmp_path, desk, personal):
    desk.folder = tmp_path / "desk"
    (desk.folder / "config").mkdir(parents=True)
    personal.config.mkdir()
    return KeysPlaces.of(desk.folder, personal)


def write(path, *lines):
    path.write_text("\n".join(lines), encoding="utf-8")


async def run_with(desk, personal, check):
    app = DutyDeskApp(lambda: (desk, PLUGIN_SCREENS[:1], COMMANDS), {}, personal)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await check(app, pilot)


async def test_a_key_of_the_desk_holds_in_its_area_and_shows_in_bar_and_help(desk, personal, places):
    write(places.desk, '"people.add" = "f4, +"')

    async def check(app, pilot):
        await pilot.press("4")
        await settle(pilot)
        assert "F4 New" in text(app)
        await pilot.press("n")
        await settle(pilot)
        assert area(app).form is None
        await pilot.press("question_mark")
        await settle(pilot)
        assert any(row.cells == ("F4 +", "Add a person") for row in app.screen.keys.rows)
        await pilot.press("escape", "f4")
        await settle(pilot)
        assert area(app).form.form_title == "New person"

    await run_with(desk, personal, check)


async def test_the_users_own_keys_go_before_those_of_the_desk(desk, personal, places):
    write(places.desk, '"app.undo" = "f4"')
    write(places.personal, "[app]", 'undo = "f6"')

    async def check(_app, pilot):
        with desk.change("Added Zhou") as change:
            change.add(Person(id="zhou", name="周"))
        await pilot.press("u", "f4")
        await settle(pilot)
        assert desk.table(Person).get("zhou") is not None
        await pilot.press("f6")
        await settle(pilot)
        assert desk.table(Person).get("zhou") is None

    await run_with(desk, personal, check)


async def test_a_wrong_keys_file_is_a_message_and_the_usual_keys_hold(desk, personal, places):
    write(places.desk, "# ours", '"people.add" = "f4"', '"people.edti" = "f6"')

    async def check(app, pilot):
        assert area(app).message_bar.kind == "warning"
        assert area(app).message_bar.message == (
            "config/keys.toml, line 3, people.edti: there is no such action; `dutydesk keys` lists them; "
            "did you mean 'people.edit'?"
        )
        await pilot.press("4", "n")
        await settle(pilot)
        assert area(app).form is not None

    await run_with(desk, personal, check)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (['"people.add" = "F99"'], "line 1, people.add: 'F99' is no key; expected one such as g, f2"),
        (['"people.add" = "hyper+g"'], "expected ctrl, alt or shift before the +, found 'hyper'"),
        (['"people.add" = "ctrl+m"'], "terminals cannot tell 'ctrl+m' from 'enter'"),
        (['"people.add" = "escap"'], "did you mean 'escape'?"),
        (['"people.add" = ""'], "line 1, people.add: a key was expected"),
        (['"people.add" = 3'], "line 1, people.add: expected keys such as"),
        (["[people]", 'add = "e"'], "line 2, people.add: the key e stands for people.edit there"),
        (['"people.add" = "f4"', '"people.edit" = "f4"'], "the key F4 stands for"),
        (['"people.add" = "tab"'], "line 1, people.add: the key Tab stands for people.other there"),
        (["people.add = n"], "line 1, column 14"),
        (['"people.add" = "f4"', "[people]", 'add = "f5"'], "this action stands in the file twice"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_one_line_with_file_line_and_key(places, lines, said):
    write(places.desk, *lines)
    chosen = chosen_keys(places, AREAS)
    assert chosen.keymap == {}
    (fault,) = chosen.faults
    assert fault.startswith("config/keys.toml, ")
    assert said in fault
    assert "\n" not in fault


def test_a_key_freed_in_the_same_file_may_be_given_to_another(places):
    write(places.desk, '"people.add" = "e"', '"people.edit" = ["n", "f4"]')
    assert chosen_keys(places, AREAS).keymap == {"people.add": "e", "people.edit": "n,f4"}


def test_a_fault_in_the_users_file_leaves_the_desks_keys(places):
    write(places.desk, '"people.add" = "f4"')
    write(places.personal, '"people.edit" = "f4"')
    chosen = chosen_keys(places, AREAS)
    assert chosen.keymap == {"people.add": "f4"}
    assert "keys.toml, line 1, people.edit: the key F4 stands for people.add there" in chosen.faults[0]


@pytest.mark.parametrize(
    ("typed", "key"),
    [("?", "question_mark"), ("/", "slash"), ("U", "U"), ("shift+u", "U"), ("Ctrl+G", "ctrl+g"),
     ("F2", "f2"), ("esc", "escape"), ("PgUp", "pageup"), (" ", "space"), ("+", "plus"),
     ("ctrl+shift+left", "ctrl+shift+left"), ("comma", "comma"), ("question_mark", "question_mark")],
)  # fmt: skip
def test_a_key_may_be_called_as_people_write_it(typed, key):
    assert key_called(typed) == key


def test_an_area_that_cannot_be_imported_is_named_and_does_not_make_its_keys_wrong(places):
    gone = in_order((Screen("gone", "Gone", "no_such_module:Area", 60),))
    assert catalogue(gone).unread == ("gone",)
    write(places.desk, '"gone.do" = "f4"')
    assert chosen_keys(places, gone).faults == ()


def test_without_keys_files_no_area_is_imported(places, monkeypatch):
    monkeypatch.setattr("dutydesk.tui.keymap.catalogue", lambda _areas: pytest.fail("imported"))
    assert chosen_keys(places, AREAS).keymap == {}
