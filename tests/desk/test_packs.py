"""Packs: those of the program, and a desk's own in their place."""

import pytest

from dutydesk.api import DataProblem, Settings
from dutydesk.desk import packs


class Pack(Settings, frozen=True, kw_only=True):
    theme: str
    days: int = 5


@pytest.fixture
def shipped(tmp_path, monkeypatch):
    folder = tmp_path / "shipped" / "packs" / "weeks"
    folder.mkdir(parents=True)
    (folder / "fire.toml").write_text('theme = "Fire"\n')
    (folder / "food.toml").write_text('theme = "Food"\n')
    monkeypatch.setattr(packs, "default_desk", lambda: tmp_path / "shipped")
    return folder


@pytest.fixture
def own(folder, shipped):
    assert shipped.is_dir()
    place = folder / "config" / "packs" / "weeks"
    place.mkdir(parents=True)
    return place


def test_a_desks_own_pack_takes_the_place_of_the_programs(desk, own):
    (own / "fire.toml").write_text('theme = "Our fire"\ndays = 3\n')
    (own / "bus.toml").write_text('theme = "Bus"\n')
    assert desk.pack_names("weeks") == ("bus", "fire", "food")
    assert desk.pack("weeks", "fire", Pack) == Pack(theme="Our fire", days=3)
    assert desk.pack("weeks", "food", Pack) == Pack(theme="Food")


def test_a_broken_pack_is_named_with_line_and_key_and_harms_no_other(desk, own):
    (own / "bus.toml").write_text('theme = "Bus"\ndays = "five"\n')
    with pytest.raises(DataProblem, match=r"config/packs/weeks/bus.toml, line 2, days"):
        desk.pack("weeks", "bus", Pack)
    assert desk.pack("weeks", "fire", Pack).theme == "Fire"


@pytest.mark.usefixtures("own")
@pytest.mark.parametrize("name", ["none", "../fire", ""])
def test_a_pack_that_is_not_there_is_told_with_those_that_are(desk, name):
    with pytest.raises(DataProblem, match="expected one of fire, food"):
        desk.pack("weeks", name, Pack)


def test_a_kind_without_packs_has_none(desk):
    assert desk.pack_names("nothing") == ()
