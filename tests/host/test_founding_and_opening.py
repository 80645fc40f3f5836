import stat

import pytest

from dutydesk.api import DataProblem
from dutydesk.api.registry import Registry
from dutydesk.domain import Person
from dutydesk.host import opening
from dutydesk.host.founding import found_desk
from dutydesk.host.opening import open_desk


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def test_a_new_desk_opens_and_is_its_owners_alone(tmp_path):
    folder = tmp_path / "deep" / "desk"
    found_desk(folder, name="海边学校", zone="Asia/Shanghai")
    desk = open_desk(folder, registry=Registry())
    with desk.change("hired") as change:
        change.add(Person(id="li", name="Li"))
    assert (desk.name, desk.zone.name) == ("海边学校", "Asia/Shanghai")
    assert mode(folder) == 0o700
    files = list(folder.glob("dutydesk.db*"))
    assert {mode(each) for each in files} == {0o600}
    assert {each.name for each in files} >= {"dutydesk.db", "dutydesk.db-wal"}
    desk.close()


def test_two_desks_never_have_one_identifier(tmp_path):
    uids = set()
    for number in range(5):
        found_desk(tmp_path / str(number), name="S", zone="UTC")
        desk = open_desk(tmp_path / str(number), registry=Registry())
        uids.add(desk.uid)
        desk.close()
    assert len(uids) == 5


def test_a_folder_that_is_empty_becomes_a_desk(tmp_path):
    tmp_path.chmod(0o755)
    found_desk(tmp_path, name="S", zone="UTC")
    assert mode(tmp_path) == 0o700


@pytest.mark.parametrize("other", ["letter.txt", ".hidden", "desk.toml"])
def test_a_folder_with_anything_in_it_is_refused_and_left_alone(tmp_path, other):
    (tmp_path / other).write_text("mine")
    with pytest.raises(DataProblem, match="desk") as refused:
        found_desk(tmp_path, name="S", zone="UTC")
    assert "\n" not in str(refused.value)
    assert [each.name for each in tmp_path.iterdir()] == [other]
    assert (tmp_path / other).read_text() == "mine"


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path):
    (tmp_path / "desk").write_text("mine")
    with pytest.raises(DataProblem, match="desk"):
        found_desk(tmp_path / "desk", name="S", zone="UTC")


def test_an_overlay_takes_the_place_of_the_default_files(tmp_path):
    (tmp_path / "overlay").mkdir()
    (tmp_path / "overlay" / "calendar.toml").write_text("workdays = [2026-10-10]\n")
    found_desk(tmp_path / "desk", name="S", zone="UTC", overlay=tmp_path / "overlay")
    desk = open_desk(tmp_path / "desk", registry=Registry())
    assert [day.isoformat() for day in desk.school_calendar().workdays] == ["2026-10-10"]
    desk.close()


@pytest.mark.parametrize(
    ("file", "text", "told"),
    [
        (
            "desk.toml",
            '[desk]\nname = "S"\nzone = "Mars/Olympus"\nuid = "a.b"\n',
            r"desk\.toml, line 3.*Mars/Olympus",
        ),
        ("desk.toml", '[desk]\nname = "S"\n', r"desk\.toml"),
        (
            "config/calendar.toml",
            '[[holiday]]\nname = "H"\nfirst = 2026-10-07\nlast = 2026-10-01\n',
            "calendar.*last",
        ),
        ("desk.toml", '[desk]\nname="S"\nzone="UTC"\nuid="a"\n[database]\nurl="nonsense"\n', r"desk\.toml"),
    ],
)
def test_a_settings_file_that_is_wrong_is_named_in_one_line(tmp_path, file, text, told):
    found_desk(tmp_path / "desk", name="S", zone="UTC")
    (tmp_path / "desk" / file).write_text(text)
    with pytest.raises(DataProblem, match=told) as refused:
        open_desk(tmp_path / "desk", registry=Registry())
    assert "\n" not in str(refused.value)


def test_a_folder_without_a_desk_is_refused_with_what_to_do(tmp_path):
    with pytest.raises(DataProblem, match="dutydesk init"):
        open_desk(tmp_path, registry=Registry())
    assert list(tmp_path.iterdir()) == []


def test_a_folder_in_the_place_of_the_database_is_refused_in_one_line(tmp_path):
    found_desk(tmp_path / "desk", name="S", zone="UTC")
    (tmp_path / "desk" / "dutydesk.db").mkdir()
    with pytest.raises(DataProblem, match=r"dutydesk\.db"):
        open_desk(tmp_path / "desk", registry=Registry())


def test_without_an_actor_the_journal_names_whoever_runs_the_program(tmp_path, monkeypatch):
    found_desk(tmp_path / "desk", name="S", zone="UTC")
    monkeypatch.setattr(opening.getpass, "getuser", lambda: "zhao")
    desk = open_desk(tmp_path / "desk", registry=Registry())
    assert desk.actor == "zhao"
    desk.close()

    def nobody():
        raise KeyError("getpwuid(): uid not found")

    monkeypatch.setattr(opening.getpass, "getuser", nobody)
    assert opening.current_user() == "unknown"
