"""A whole desk as plain TOML: what comes back is equal to the journal's last letter, or nothing comes."""

import stat
import tomllib

import pytest
import sqlalchemy as sa
import tomli_w
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dutydesk.api import DataProblem
from dutydesk.api.attachments import file_of
from dutydesk.domain import Person, new_id
from dutydesk.exchange.whole_desk import export_folder
from dutydesk.exchange.whole_desk.desk_export import export_desk
from dutydesk.exchange.whole_desk.desk_import import Place, import_desk
from dutydesk.exchange.whole_desk.manifest import MANIFEST
from dutydesk.host.registry import bundled_table_sets
from dutydesk.store.tables import PluginDocument
from tests.both_databases import only_on
from tests.cli.conftest import Commands
from tests.desk_files.full_desk import ODD, bytes_of, everything, filled, imported, tampered
from tests.plugins.roster.roster_desk import day
from tests.soak import SOAK

here = only_on("sqlite", "what it shows has nothing to do with the database")


@pytest.fixture(scope="module")
def table_sets():
    return bundled_table_sets()


@pytest.fixture
def postgres(postgres_url, postgres_schema):
    return {"url": postgres_url, "schema": postgres_schema}


@pytest.fixture
def exported(at, tmp_path):
    desk = at.open()
    filled(desk)
    export_desk(desk, tmp_path / "out")
    return tmp_path / "out"


def test_a_desk_comes_back_with_all_its_records_and_an_equal_journal(at, tmp_path, table_sets):
    desk = at.open()
    kept = filled(desk)
    export_desk(desk, tmp_path / "out")
    again = imported(tmp_path / "out", tmp_path / "new" / "desk", table_sets)
    try:
        assert everything(again) == everything(desk)
        assert again.journal() == desk.journal()
        assert [again.journal_entry(each.number) for each in again.journal()] == [
            desk.journal_entry(each.number) for each in desk.journal()
        ]
        assert again.history("month:2026-11") == desk.history("month:2026-11")
        assert again.table(Person).get("li").note == ODD
        assert file_of(again, kept).read_bytes() == bytes(range(256))
        assert (again.uid, again.name) == (desk.uid, desk.name)
        assert (again.folder / "config" / "posts.toml").read_text().endswith("# a note of ours\n")
        assert (again.folder / "plugins" / "mine.py").read_text() == "plugin = object()\n"
        export_desk(again, tmp_path / "out2")
        assert bytes_of(tmp_path / "out2") == bytes_of(tmp_path / "out")
    finally:
        again.close()


@here
def test_the_journal_goes_on_where_it_ended(exported, at, tmp_path, table_sets):
    desk = at.open()
    again = imported(exported, tmp_path / "new", table_sets)
    with again.change("more") as change:
        added = change.add(Person(id="zhu", name="Zhu"))
    assert again.revision() == desk.revision() + 1
    assert added.revision == 2
    assert again.undo().why == "more"
    assert again.undo().why == desk.undo().why == "Attached: photo.jpg"
    again.close()


@here
def test_a_desk_moves_to_postgresql_and_back(exported, at, tmp_path, table_sets, postgres):
    moved = imported(exported, tmp_path / "pg", table_sets, **postgres)
    desk = at.open()
    try:
        assert not moved.database.is_sqlite
        assert stat.S_IMODE((moved.folder / "desk.toml").stat().st_mode) == 0o600
        assert everything(moved) == everything(desk)
        with moved.change("more") as change:
            change.add(Person(id="new", name="New"))
        assert moved.revision() == desk.revision() + 1
        export_desk(moved, tmp_path / "out2")
        with pytest.raises(DataProblem, match="the database is not empty"):
            import_desk(exported, Place(tmp_path / "pg2", **postgres), table_sets)
        assert not (tmp_path / "pg2").exists()
        assert moved.table(Person).get("new") is not None
        back = imported(tmp_path / "out2", tmp_path / "back", table_sets)
        assert back.database.is_sqlite
        assert everything(back) == everything(moved)
        back.close()
    finally:
        moved.close()


@here
def test_an_import_that_fails_leaves_postgresql_empty(exported, tmp_path, table_sets, postgres):
    tampered(exported, "records/person.toml", lambda text: text.replace("revision = 1", "revision = 9", 1))
    place = Place(tmp_path / "pg", **postgres)
    with pytest.raises(DataProblem, match="person is not as it was exported"):
        import_desk(exported, place, table_sets)
    assert not (tmp_path / "pg").exists()
    engine = sa.create_engine(postgres["url"].replace("postgresql:", "postgresql+psycopg:"))
    assert not sa.inspect(engine).has_schema(postgres["schema"])
    engine.dispose()


@here
def test_only_its_owner_can_read_an_export(exported):
    assert stat.S_IMODE(exported.stat().st_mode) == 0o700
    modes = {stat.S_IMODE(each.stat().st_mode) for each in exported.rglob("*")}
    assert modes == {0o600, 0o700}
    assert b"person/li" in (exported / "records" / "feed_token.toml").read_bytes()


@here
def test_no_address_of_a_database_leaves_the_desk(at, tmp_path):
    desk = at.open()
    file = at.folder / "desk.toml"
    file.write_text(file.read_text() + '\n[database]\nurl = "postgresql://u:secret@h/d"\n')
    export_desk(desk, tmp_path / "out")
    assert not any(b"secret" in content for content in bytes_of(tmp_path / "out").values())


@here
def test_a_long_journal_is_written_in_pieces(at, tmp_path, table_sets, monkeypatch):
    desk = at.open()
    filled(desk)
    monkeypatch.setattr(export_folder, "PIECE_BYTES", 300)
    export_desk(desk, tmp_path / "out")
    assert len(list((tmp_path / "out" / "journal").iterdir())) > 3
    assert (tmp_path / "out" / "records" / "person-000002.toml").is_file()
    again = imported(tmp_path / "out", tmp_path / "new", table_sets)
    assert everything(again) == everything(desk)
    again.close()


@here
def test_tables_of_a_plugin_that_is_not_here_are_carried_as_they_are(at, tmp_path, table_sets):
    desk = at.open()
    with desk.database.writing() as connection:
        for statement in (
            "CREATE TABLE schema_gatehouse (version_num VARCHAR(32) NOT NULL PRIMARY KEY)",
            "INSERT INTO schema_gatehouse VALUES ('gatehouse_0004')",
            """CREATE TABLE pass (id TEXT NOT NULL PRIMARY KEY, revision INTEGER NOT NULL,
            changed TEXT NOT NULL, day DATE, weight FLOAT, open BOOLEAN NOT NULL)""",
            "CREATE INDEX ix_pass_day ON pass (day)",
            "INSERT INTO pass VALUES ('p1', 2, '2026-11-01T00:00:00+00:00', '2026-11-02', 1.5, 1)",
            "CREATE TABLE songs (title TEXT)",
        ):
            connection.exec_driver_sql(statement)
    out = export_desk(desk, tmp_path / "out")
    assert out.strange == ("songs",)
    again = imported(tmp_path / "out", tmp_path / "new", table_sets)
    (row,) = everything(again)["pass"]
    assert (row["day"], row["weight"], row["open"]) == (day(2), 1.5, True)
    with again.database.reading() as connection:
        assert sa.inspect(connection).get_indexes("pass")[0]["column_names"] == ["day"]
        stored = connection.exec_driver_sql("SELECT version_num FROM schema_gatehouse").scalar()
        assert stored == "gatehouse_0004"
    again.close()


@here
def test_a_desk_of_an_older_version_is_brought_to_this_one(exported, at, tmp_path, table_sets):
    document = tomllib.loads((exported / MANIFEST).read_text())
    newer = {"task", "certificate", "attachment"}
    document["table"] = [each for each in document["table"] if each["name"] not in newer]
    document["file"] = [
        each for each in document["file"] if each["name"] not in {f"records/{name}.toml" for name in newer}
    ]
    for owner in document["owner"]:
        owner["revision"] = "host_0002" if owner["name"] == "host" else owner["revision"]
    (exported / "records" / "attachment.toml").unlink()
    (exported / MANIFEST).write_text(tomli_w.dumps(document))
    again = imported(exported, tmp_path / "new", table_sets)
    assert everything(again)["person"] == everything(at.open())["person"]
    assert everything(again)["attachment"] == []
    again.close()


@here
def test_an_interrupt_leaves_nothing(at, exported, tmp_path, table_sets, monkeypatch):
    def interrupted(*_told):
        raise KeyboardInterrupt

    monkeypatch.setattr("dutydesk.exchange.whole_desk.counting._TELL_AFTER", 1)
    before = sorted(each.name for each in tmp_path.iterdir())
    with pytest.raises(KeyboardInterrupt):
        export_desk(at.open(), tmp_path / "again", interrupted)
    with pytest.raises(KeyboardInterrupt):
        import_desk(exported, Place(tmp_path / "new"), table_sets, interrupted)
    assert sorted(each.name for each in tmp_path.iterdir()) == before


@here
def test_nothing_is_ever_overwritten(at, exported, tmp_path, table_sets):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter").write_text("mine")
    with pytest.raises(DataProblem, match="is not empty; a desk is exported into a new folder"):
        export_desk(at.open(), tmp_path / "mine")
    with pytest.raises(DataProblem, match="is not empty; a desk is imported into a new folder"):
        import_desk(exported, Place(tmp_path / "mine"), table_sets)
    assert bytes_of(tmp_path / "mine") == {"letter": b"mine"}


@here
def test_the_commands_say_what_was_carried(at, tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "user"))
    commands = Commands(at.folder, capsys)
    status, out, err = commands("export", str(tmp_path / "out"))
    assert status == 0
    assert "person 8" in out
    assert err.splitlines() == [
        f"{tmp_path / 'out'} holds names, phone numbers and hashes of links (not the links): keep it safe."
    ]
    new = Commands(tmp_path / "new", capsys)
    status, document = new.json("import", str(tmp_path / "out"))
    assert status == 0
    assert document["tables"]["person"]["rows"] == 8
    assert document["digest"] in out
    assert new("people", "list") == commands("people", "list")
    assert new("doctor")[0] == 0
    assert "is not empty" in new.refused("import", str(tmp_path / "out"))
    assert "--schema" in Commands(tmp_path / "x", capsys).refused("import", str(tmp_path), "--schema", "a")


@here
def test_who_may_not_take_the_desk_away_takes_no_copy(at, tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "user"))
    roles = '[[member]]\nname = "boss"\nrole = "leader"\n[[member]]\nname = "second"\nrole = "deputy"\n'
    (at.folder / "config" / "roles.toml").write_text(roles)
    commands = Commands(at.folder, capsys)
    for words in (("export", "out"), ("backup", "out.zip"), ("backup", "--keep", "2", "out")):
        said = commands.refused("--as", "second", *words[:-1], str(tmp_path / words[-1]))
        assert "second is deputy here and may not do this" in said
    assert not list(tmp_path.glob("out*"))


texts = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=40)
people = st.builds(
    Person,
    id=st.builds(new_id),
    name=texts,
    note=texts | st.sampled_from(['["a"]', '{"a": 1}', "{'", "'''", "[1]", "\r\n", '"""']),
    qualifications=st.lists(texts, max_size=3).map(tuple),
    share=st.floats(allow_nan=False, allow_infinity=False),
    starts=st.none() | st.dates(),
)


@here
@settings(
    max_examples=3 * SOAK,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(made=st.lists(people, min_size=1, max_size=20, unique_by=lambda person: person.id), whys=texts)
def test_whatever_a_desk_keeps_is_carried_to_the_letter(at, tmp_path_factory, table_sets, made, whys):
    place = tmp_path_factory.mktemp("made")
    desk = at.open()
    with desk.change(whys) as change:
        for each in made:
            change.add(each)
        change.add(PluginDocument(id=f"x/{made[0].id}", owner="x", key=whys, body=f"{{{whys}"))
    export_desk(desk, place / "out")
    again = imported(place / "out", place / "new", table_sets)
    assert everything(again) == everything(desk)
    again.close()
