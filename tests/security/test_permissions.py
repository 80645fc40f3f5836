"""What only its owner may read is so whatever the user's mask: it is made under a mask that hides nothing."""

import os
import stat

import pytest

from dutydesk.domain import Person
from dutydesk.exchange.desk_backup import restore_backup, write_backup
from dutydesk.feeds.desk_book import feed_book
from dutydesk.feeds.desk_tokens import DeskTokens
from dutydesk.feeds.export import export_feeds
from dutydesk.host.founding import found_desk
from dutydesk.host.opening import open_desk


@pytest.fixture(autouse=True)
def _mask_that_hides_nothing():
    former = os.umask(0)
    yield
    os.umask(former)


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture
def desk(tmp_path):
    found_desk(tmp_path / "desk", name="Test", zone="Asia/Shanghai")
    desk = open_desk(tmp_path / "desk", actor="test")
    with desk.change("someone") as change:
        change.add(Person(id="li", name="李强", phone="13800000009"))
    yield desk
    desk.close()


def test_a_desk_and_its_database_are_its_owners_alone_from_the_first_moment(desk):
    assert mode(desk.folder) == 0o700
    beside = {path.name: mode(path) for path in desk.folder.glob("dutydesk.db*")}
    assert set(beside) >= {"dutydesk.db", "dutydesk.db-wal", "dutydesk.db-shm"}
    assert set(beside.values()) == {0o600}
    assert mode(desk.folder / "desk.toml") == 0o600


def test_a_backup_is_its_owners_alone_and_so_is_what_is_restored(desk, tmp_path):
    seen = []
    (tmp_path / "backups").mkdir()
    copy_to = desk.database.copy_to

    def watched(path):
        copy_to(path)
        seen.append(mode(path.parent))

    desk.database.copy_to = watched
    write_backup(desk, tmp_path / "backups" / "b.zip")
    assert seen == [0o700]
    assert mode(tmp_path / "backups" / "b.zip") == 0o600
    restore_backup(tmp_path / "backups" / "b.zip", tmp_path / "again")
    assert mode(tmp_path / "again") == 0o700
    assert mode(tmp_path / "again" / "dutydesk.db") == 0o600


@pytest.mark.parametrize("name", ["people.csv", "people.xlsx"])
def test_a_file_of_phone_numbers_is_its_owners_alone(commands, tmp_path, name):
    commands("people", "export", str(tmp_path / name))
    assert mode(tmp_path / name) == 0o600


@pytest.mark.parametrize("name", ["cards.csv", "cards.html"])
def test_a_file_of_links_is_its_owners_alone_even_in_the_place_of_another(commands, at, tmp_path, name):
    with (at.folder / "desk.toml").open("a", encoding="utf-8") as settings:
        settings.write('[feeds]\nurl = "https://duty.school.example"\n')
    (tmp_path / name).write_text("what anyone could read", encoding="utf-8")
    status, _out, err = commands("feeds", "issue-all", "--to", str(tmp_path / name), "--force")
    assert (status, err) == (0, "")
    assert mode(tmp_path / name) == 0o600


def test_what_the_user_trusts_is_theirs_alone(commands, at, tmp_path):
    (at.folder / "plugins" / "quiet.py").write_text("plugin = None\n", encoding="utf-8")
    commands("plugins", "allow", "quiet")
    (pins,) = (tmp_path / "user").rglob("trusted-plugins.toml")
    assert mode(pins) == 0o600
    assert mode(pins.parent) == 0o700


def test_nobody_else_can_list_files_whose_names_are_secrets(desk, tmp_path):
    DeskTokens(desk).issue("person/li")
    links = DeskTokens(desk).open_tokens()
    (exported,) = export_feeds(feed_book(desk), tmp_path / "links", links)
    assert mode(tmp_path / "links") == 0o711
    assert mode(exported.file) & 0o004, "a web server could not give it out"


def test_an_export_of_the_whole_desk_is_its_owners_alone(commands, tmp_path):
    assert commands("export", str(tmp_path / "whole"))[0] == 0
    found = [tmp_path / "whole", *(tmp_path / "whole").rglob("*")]
    assert {mode(each) for each in found if each.is_dir()} == {0o700}
    assert {mode(each) for each in found if each.is_file()} == {0o600}
