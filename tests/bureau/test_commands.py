"""Making a bureau and desks in it, and its board on the command line."""

import stat
import subprocess
import sys

import pytest

from dutydesk.bureau.bureau import Bureau
from dutydesk.bureau.founding import schema_name
from dutydesk.cli.main import main


def run(capsys, *arguments):
    capsys.readouterr()
    with pytest.raises(SystemExit) as left:
        main(list(arguments))
    captured = capsys.readouterr()
    return left.value.code, captured.out, captured.err


@pytest.mark.usefixtures("clock")
def test_a_bureau_is_made_with_desks_in_it_and_its_board_opens(tmp_path, capsys):
    folder = str(tmp_path / "town")
    assert run(capsys, "bureau", "init", folder, "--name", "The town")[0] == 0
    assert stat.S_IMODE((tmp_path / "town").stat().st_mode) == 0o700
    status, out, err = run(capsys, "bureau", "--in", folder, "add", "east", "学府", "--zone", "Asia/Shanghai")
    assert (status, out.count("the desk is in")) == (0, 2), err
    bureau = Bureau(tmp_path / "town")
    assert [(each.name, bureau.card(each).school) for each in bureau.places()] == [
        ("east", "east"),
        ("学府", "学府"),
    ]
    _status, out, err = run(capsys, "bureau", "--in", folder, "board")
    assert err == ""
    assert "2 schools" in out
    assert run(capsys, "bureau", "init", folder)[0] == 2


@pytest.mark.parametrize("name", ["../away", "a/b", ".hidden", "-x", "a?b", "line\nbreak", "x" * 65, ""])
def test_a_name_that_is_no_folder_or_no_part_of_an_address_is_refused(town, name):
    status, out, err = town.command("add", "--", name)
    assert (status, out) == (2, "")
    assert "no name for a desk" in err


def test_a_desk_that_is_there_is_not_made_again(town):
    status, _out, err = town.command("add", "north")
    assert status == 2
    assert "already" in err


def test_two_desks_of_one_name_are_refused_with_both_folders(town):
    (town.folder / "bureau.toml").write_text('[bureau]\nname = "Town"\ndesks = ["schools/*", "more/*"]\n')
    (town.folder / "more" / "north").mkdir(parents=True)
    (town.folder / "more" / "north" / "desk.toml").write_text("")
    status, _out, err = town.command("board")
    assert status == 2
    assert "schools/north" in err
    assert "more/north" in err


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ("[bureau]\nname = 3\n", "line 2"),
        ('[bureau]\nname = "A"\ndesks = ["../*"]\n', "inside the bureau's folder"),
        ('[bureau]\nname = "A"\n[database]\nurl = "mysql://x/y"\n', "expected postgresql://"),
    ],
)
def test_what_is_wrong_with_the_settings_is_one_line(town, settings, said):
    (town.folder / "bureau.toml").write_text(settings)
    status, out, err = town.command("board")
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert said in err


def test_a_database_that_is_no_postgresql_makes_no_bureau(tmp_path, capsys):
    status, _out, err = run(
        capsys, "bureau", "init", str(tmp_path / "town"), "--database", "mysql://me:secret@x/y"
    )
    assert (status, (tmp_path / "town").exists()) == (2, False)
    assert "secret" not in err


def test_a_folder_without_a_bureau_says_how_to_make_one(tmp_path, capsys):
    status, _out, err = run(capsys, "bureau", "--in", str(tmp_path), "board")
    assert status == 2
    assert "bureau init" in err


def test_the_board_is_one_json_document_with_sums_and_status_1_where_anything_is_urgent(town):
    status, document = town.json("board", "--sort", "school")
    assert status == 1
    assert [each["desk"] for each in document["desks"]] == ["east", "north", "south"]
    north = document["desks"][1]
    assert (north["school"], north["fault"], north["moved_on"]) == ("School of the north", "", False)
    assert document["totals"]["roster.open"] == 3 * north["standings"]["roster.open"]["count"] > 0


def test_kept_figures_are_printed_without_opening_a_desk_and_say_that_they_are_old(town):
    town.command("board")
    with town.desk("north") as desk, desk.change("Someone leaves") as change:
        change.remove(desk.people()[-1])
    status, document = town.json("board", "--kept", "--sort", "desk")
    assert [each["moved_on"] for each in document["desks"]] == [False, True, False]
    assert status == 1


def test_something_to_sort_by_that_is_not_known_is_refused(town):
    status, out, err = town.command("board", "--sort", "opne")
    assert (status, out) == (2, "")
    assert "open" in err


def test_names_of_other_letters_get_schemas_of_their_own():
    names = ["east", "East", "ea st", "学府", "府学", "x" * 64, "x" * 63 + "y"]
    schemas = [schema_name(each) for each in names]
    assert len(set(schemas)) == len(names)
    assert all(len(each) <= 63 and each.replace("_", "").isalnum() and each.isascii() for each in schemas)


def test_the_help_of_the_bureau_loads_no_database_and_no_screen():
    code = (
        "import sys\nfrom dutydesk.cli.main import main\n"
        "try:\n    main(['bureau', '--help'])\nexcept SystemExit:\n    pass\n"
        "print(sorted(set(sys.modules) & {'sqlalchemy', 'textual', 'uvicorn', 'distributed'}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
