"""An export that is not whole makes no desk: the file is named, and nothing is left."""

import os
import re
import shutil

import pytest

from dutydesk.api import DataProblem
from dutydesk.exchange.whole_desk.desk_export import export_desk
from dutydesk.exchange.whole_desk.desk_import import Place, import_desk
from dutydesk.exchange.whole_desk.manifest import MANIFEST
from dutydesk.host.registry import bundled_table_sets
from tests.desk_files.full_desk import filled, tampered
from tests.plugins.roster.roster_desk import copied


def without(name):
    return lambda folder: (folder / name).unlink()


def with_a(name, make):
    return lambda folder: make(folder / name)


def changed(name, edit):
    def change(folder):
        (folder / name).write_text(edit((folder / name).read_text()))

    return change


def crafted(name, edit):
    return lambda folder: tampered(folder, name, edit)


PEOPLE, ENTRIES = "records/person.toml", "journal/000001.toml"
SPOILT = {
    "no manifest": (without(MANIFEST), "this is no export of a desk"),
    "a manifest that is no TOML": (changed(MANIFEST, lambda text: "= 1\n" + text), f"{MANIFEST}, line 1"),
    "a manifest of another form": (
        changed(MANIFEST, lambda text: text.replace("format = 1", "format = 2")),
        "of form 2",
    ),
    "a newer version's": (
        changed(MANIFEST, lambda text: re.sub(r"host_\d{4}", "host_9999", text)),
        "written by a newer version .host at host_9999",
    ),
    "an unknown revision": (
        changed(MANIFEST, lambda text: re.sub(r"roster_\d{4}", "roster_0000", text)),
        "roster cannot be made as they were at roster_0000",
    ),
    "a missing file": (without(PEOPLE), f"{PEOPLE}: this file of the export is missing"),
    "a missing settings file": (without("config/posts.toml"), "config/posts.toml: this file"),
    "an extra file": (
        with_a("records/x.toml", os.mknod),
        "records/x.toml: this file is none of the export's",
    ),
    "a named pipe": (with_a("records/x.toml", os.mkfifo), "records/x.toml: this is not an ordinary file"),
    "a link": (
        with_a("files/x", lambda path: path.symlink_to("/etc/passwd")),
        "files/x: this is not an ordinary file",
    ),
    "a changed file": (changed(PEOPLE, lambda text: text + " "), f"{PEOPLE}: it is not as it was exported"),
    "a changed file that is no TOML": (
        changed(PEOPLE, lambda text: text + "name = ["),
        rf"{PEOPLE}, line \d+, at the end of the file",
    ),
    "a wrong type": (
        crafted(PEOPLE, lambda text: text.replace('id = "chen"', "id = 3", 1)),
        r"person.toml, \[\[person\]\] 1, id: expected text, found 3",
    ),
    "an unknown key": (
        crafted(PEOPLE, lambda text: text.replace("revision = 1", "revisions = 1", 1)),
        r"person.toml, \[\[person\]\] 1: unknown key 'revisions'",
    ),
    "a lacking key": (
        crafted(PEOPLE, lambda text: text.replace('name = "陈静"\n', "", 1)),
        r"person.toml, \[\[person\]\] 1, name: expected text, found nothing",
    ),
    "one record twice": (
        crafted(PEOPLE, lambda text: text.replace('id = "han"', 'id = "chen"', 1)),
        r"person.toml: the database refuses a row of person",
    ),
    "another table": (
        crafted(PEOPLE, lambda text: text.replace("[[person]]", "[[people]]")),
        "person.toml: unknown key 'people'",
    ),
    "a number that is too large": (
        crafted(PEOPLE, lambda text: text.replace("revision = 1", f"revision = {2**70}", 1)),
        "person.toml: the database (cannot keep|refuses) a row",
    ),
    "an entry without its author": (
        crafted(ENTRIES, lambda text: text.replace('who = "test"\n', "", 1)),
        r"journal/000001.toml, \[\[entry\]\] 1, who: expected text, found nothing",
    ),
    "an entry twice": (
        crafted(ENTRIES, lambda text: text.replace("number = 2", "number = 1", 1)),
        "journal/000001.toml: the database refuses a row of journal",
    ),
    "a row lost": (
        crafted(PEOPLE, lambda text: text[: text.rindex("[[person]]")]),
        "the table person is not as it was exported",
    ),
    "no text at all": (
        lambda folder: (folder / PEOPLE).write_bytes(b"\xff\xfe" * 50),
        f"{PEOPLE}",
    ),
}


@pytest.fixture(scope="module")
def one_export(template, tmp_path_factory):
    place = tmp_path_factory.mktemp("one")
    with copied(template, place / "desk") as made:
        desk = made.open()
        filled(desk)
        export_desk(desk, place / "out")
    return place / "out"


@pytest.mark.parametrize("case", SPOILT)
def test_an_export_that_is_not_whole_is_refused_by_file_and_nothing_is_left(one_export, tmp_path, case):
    spoil, said = SPOILT[case]
    exported = tmp_path / "out"
    shutil.copytree(one_export, exported)
    spoil(exported)
    before = sorted(each.name for each in tmp_path.iterdir())
    with pytest.raises(DataProblem, match=said) as caught:
        import_desk(exported, Place(tmp_path / "deep" / "new"), bundled_table_sets())
    assert "\n" not in str(caught.value)
    assert sorted(each.name for each in tmp_path.iterdir()) == before
