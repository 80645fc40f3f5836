"""Which language the program speaks: the caller's own choice, else the desk's, else the environment's."""

import os

import pytest

from dutydesk import wording
from dutydesk.cli.language import choose_language
from dutydesk.wording import _, language


@pytest.fixture(autouse=True)
def _as_before(monkeypatch, tmp_path):
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANGUAGE", "en")
    monkeypatch.chdir(tmp_path)
    wording._of_environment.cache_clear()
    yield
    monkeypatch.undo()
    wording._of_environment.cache_clear()


@pytest.fixture
def desk(tmp_path):
    def make(named: str):
        folder = tmp_path / f"desk-{named or 'none'}"
        folder.mkdir()
        (folder / "desk.toml").write_text(f'[desk]\nname = "A"\nlanguage = "{named}"\n', encoding="utf-8")
        return str(folder)

    return make


@pytest.fixture
def prefer(tmp_path):
    def keep(text: str, *inside: str):
        folder = (tmp_path / "user" / "dutydesk").joinpath(*inside)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "preferences.toml").write_text(text, encoding="utf-8")

    return keep


def test_a_desk_that_names_no_language_keeps_the_environments(desk):
    choose_language(["--desk", desk("")])
    assert language() == "en"


def test_the_desks_language_goes_before_the_environments(desk):
    choose_language(["--desk", desk("zh"), "people", "list"])
    assert language() == "zh"
    assert _("Today") == "今天"


def test_the_language_holds_for_what_the_program_starts(desk):
    choose_language(["--desk", desk("zh")])
    assert os.environ["LANGUAGE"] == "zh"


def test_the_desk_is_found_as_the_commands_find_it(desk, monkeypatch):
    monkeypatch.setenv("DUTYDESK_DESK", desk("zh"))
    choose_language(["people", "list"])
    assert language() == "zh"


def test_the_desk_of_this_folder_is_found(desk, monkeypatch):
    monkeypatch.chdir(desk("zh"))
    choose_language([])
    assert language() == "zh"


def test_ones_own_choice_goes_before_the_desks(desk, prefer):
    prefer('language = "en"')
    choose_language(["--desk", desk("zh")])
    assert language() == "en"


def test_each_of_those_who_share_an_account_has_a_choice(desk, prefer):
    prefer('language = "zh"', "as", "li")
    folder = desk("en")
    choose_language([f"--desk={folder}", "--as", "li"])
    assert language() == "zh"
    choose_language([f"--desk={folder}", "--as=wu"])
    assert language() == "en"


def test_who_answers_everyone_speaks_as_the_desk_does(desk, prefer):
    prefer('language = "en"')
    choose_language(["--desk", desk("zh"), "serve", "--port", "8000"])
    assert language() == "zh"


def test_a_bureau_does_not_speak_as_one_of_its_desks(desk, monkeypatch):
    monkeypatch.setenv("DUTYDESK_DESK", desk("zh"))
    choose_language(["bureau", "board"])
    assert language() == "en"


@pytest.mark.parametrize(
    "text", ['language = "fr"', "language = 3", "language = ", "[language", "\x00language"]
)
def test_a_choice_that_is_none_changes_nothing(prefer, text):
    prefer(text)
    choose_language(["--desk", "nowhere"])
    assert language() == "en"


def test_the_version_is_told_without_looking_at_files(prefer):
    prefer('language = "zh"')
    choose_language(["--version"])
    assert language() == "en"
