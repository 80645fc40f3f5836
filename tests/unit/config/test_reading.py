"""What people read when a settings file is wrong."""

import datetime as dt
import enum
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Meta, Struct, field

from dutydesk.api import DataProblem, Settings, SettingsFault, SettingsFile
from dutydesk.config.reading import MOST_BYTES, read_settings, read_settings_text


class Colour(enum.StrEnum):
    RED = "red"
    GREEN = "green"


class Post(Settings, frozen=True, kw_only=True):
    code: str
    name: str = ""
    heads: Annotated[int, Meta(ge=1, le=9)] = 1


class Fire(Struct, frozen=True, tag="fire", tag_field="kind"):
    minutes: int = 0


class Quake(Struct, frozen=True, tag="quake", tag_field="kind"):
    minutes: int = 0


class Sample(Settings, frozen=True, kw_only=True):
    title: Annotated[str, Meta(min_length=1, max_length=10)] = "x"
    code: Annotated[str, Meta(pattern="^[a-z]+$", description="small letters")] = "x"
    raw: Annotated[str, Meta(pattern="^[a-z]+")] = "x"
    colour: Colour = Colour.RED
    language: Literal["", "en", "zh"] = ""
    share: Annotated[float, Meta(gt=0, le=1)] = 1.0
    step: Annotated[int, Meta(multiple_of=5)] = 5
    day: dt.date = dt.date(2026, 1, 1)
    at: dt.time = dt.time(7)
    when: dt.datetime | None = None
    wall: Annotated[dt.datetime, Meta(tz=False)] | None = None
    instant: Annotated[dt.datetime, Meta(tz=True)] | None = None
    rest: dt.timedelta | None = None
    on: bool = True
    count: int = 0
    either: int | str = 0
    pair: tuple[int, int] = (1, 1)
    days: Annotated[tuple[dt.date, ...], Meta(max_length=2)] = ()
    post: tuple[Post, ...] = ()
    hours: dict[str, dict[str, int]] = field(default_factory=dict)
    by_number: dict[int, int] = field(default_factory=dict)
    posts_by_name: dict[str, Post] = field(default_factory=dict)
    drill: Fire | Quake | None = None


class Needs(Settings, frozen=True, kw_only=True):
    name: str
    desk: Post
    post: Annotated[tuple[Post, ...], Meta(min_length=1)]


def complaint(text: str, of: type[Settings] = Sample) -> str:
    with pytest.raises(DataProblem) as caught:
        read_settings_text(text, of, "config/posts.toml")
    message = str(caught.value)
    assert "\n" not in message
    assert "$" not in message
    assert "`" not in message
    return message.removeprefix("config/posts.toml, ")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x = 1", "line 1, x: unknown key; expected one of title, code, "),
        ('\n\ncolor = "red"', "; did you mean 'colour'?"),
        ("title = 3", "line 1, title: expected text, found the whole number 3"),
        ('count = "three"', "line 1, count: expected a whole number, found text 'three'"),
        ("count = 1.5", "line 1, count: expected a whole number, found the number 1.5"),
        ("count = true", "line 1, count: expected a whole number, found true"),
        ("on = 1", "line 1, on: expected true or false, found the whole number 1"),
        ("either = 1.5", "line 1, either: expected a whole number or text, found the number 1.5"),
        ("post = 1", "line 1, post: expected a list, found the whole number 1"),
        ("title = ''", "line 1, title: this must not be empty"),
        ("title = 'abcdefghijkl'", "line 1, title: expected at most 10 characters, found 12"),
        ("code = 'A'", "line 1, code: expected small letters, found 'A'"),
        ("raw = 'A'", "line 1, raw: expected text of the form '^[a-z]+', found 'A'"),
        ("colour = 'gren'", "expected one of 'green', 'red', found 'gren'; did you mean 'green'?"),
        ("language = 'fr'", "line 1, language: expected one of '', 'en', 'zh', found 'fr'"),
        ("share = 0", "line 1, share: expected a number above 0, found 0"),
        ("share = 1.5", "line 1, share: expected a number of at most 1, found 1.5"),
        ("step = 4", "line 1, step: expected a multiple of 5, found 4"),
        ("day = '2026-13-01'", "line 1, day: expected a date such as 2026-09-01, found '2026-13-01'"),
        ("day = 07:30:00", "line 1, day: expected a date such as 2026-09-01, found the time 07:30:00"),
        ("at = '7:30'", "line 1, at: expected a time such as 07:30:00, found '7:30'"),
        (
            "when = 2026-09-01",
            "expected a date and time such as 2026-09-01T07:30:00, found the date 2026-09-01",
        ),
        ("wall = 2026-09-01T07:30:00Z", "line 1, wall: expected a time without a zone"),
        ("instant = 2026-09-01T07:30:00", "line 1, instant: expected a time with its zone"),
        ("rest = '1 h'", "line 1, rest: expected a length of time such as PT1H30M, found '1 h'"),
        ("pair = [1]", "line 1, pair: expected exactly 2 items, found 1"),
        ("pair = [\n  1,\n  'a',\n]", "line 3, pair, item 2: expected a whole number, found text 'a'"),
        ("days = [2026-01-01, 2026-01-02, 2026-01-03]", "line 1, days: expected at most 2 items, found 3"),
        ("[post]\ncode = 'a'", "line 1, [post]: expected a list of tables, each under a heading in double"),
        ("[[desk]]\n", "line 1, [[desk]]: unknown key"),
        ("[[hours]]\n", "line 1, [[hours]]: expected one table, found a list"),
        (
            "[drill]\nkind = 'fier'",
            "line 2, [drill] kind: expected one of 'fire', 'quake', found 'fier'; did",
        ),
        ("[drill]\nkind = 'quake'\nminutes = 'x'", "line 3, [drill] minutes: expected a whole number"),
        ("[drill]\n", "line 1, [drill]: the key kind is missing"),
        ("[by_number]\nx = 1", "line 2, [by_number] x: this name will not do here: expected a whole number"),
    ],
)
def test_wrong_values_are_told_in_plain_words(text, expected):
    assert expected in complaint(text)


def test_an_unknown_key_is_named_with_its_table_line_and_nearest_key():
    text = "[[post]]\ncode = 'a'\n\n[[post]]\ncode = 'b'\n\n[[post]]\n# third\ncode = 'c'\nhaeds = 2\n"
    assert complaint(text) == (
        "line 10, [[post]] 3, haeds: unknown key; expected one of code, name, heads; did you mean 'heads'?"
    )


def test_a_missing_key_is_named_with_the_line_of_its_table():
    assert (
        complaint("[[post]]\ncode='a'\n[[post]]\nheads = 1\n")
        == "line 3, [[post]] 2: the key code is missing"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "config/posts.toml: the key name is missing"),
        ("name = 'x'", "config/posts.toml: the table [desk] is missing"),
        ("name = 'x'\ndesk.code = 'y'", "config/posts.toml: at least one [[post]] is missing"),
    ],
)
def test_what_is_missing_at_the_top_is_named_as_it_would_be_written(text, expected):
    with pytest.raises(DataProblem) as caught:
        read_settings_text(text, Needs, "config/posts.toml")
    assert str(caught.value) == expected


def test_the_key_of_a_free_table_is_found_though_the_library_hides_it():
    text = "[hours.mon]\nearly = 1\n[hours.tue]\nearly = 1\nlate = 'x'\n[hours.wed]\nlate = 'x'\n"
    assert complaint(text) == "line 5, [hours.tue] late: expected a whole number, found text 'x'"


def test_a_free_table_of_tables_names_the_faulty_one():
    text = "[posts_by_name.gate]\ncode='g'\n[posts_by_name.'back door']\nheads = 2\n"
    assert complaint(text) == 'line 3, [posts_by_name."back door"]: the key code is missing'


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("title = 'a'\ntitle = 'b'\n", 2, "twice"),
        ("[hours]\n[hours]\n", 2, "twice"),
        ("title 'a'\n", 1, "equals sign"),
        ("[hours\n", 1, "closing bracket"),
        ("[[post\n", 1, "closing brackets"),
        ("title = 'a\n", 1, "closing quotes"),
        ('title = "a\n', 1, "closing quotes"),
        ("title = hello\n", 1, "value was expected"),
        ("day = 2026-02-30\n", 1, "no such day"),
        ("title = 'a' b\n", 1, "line should have ended"),
        ('title = "C:\\dir"\n', 1, "backslash"),
        ("days = [2026-01-01\nx = 1", 2, "list lacks"),
        ("名 = 1\n", 1, "heading such as"),
    ],
)
def test_broken_toml_is_told_with_its_line(text, line, words):
    message = complaint(text)
    assert message.startswith(f"line {line}, ")
    assert words in message


@given(st.text(alphabet="a=[]{}\"'\\.,#\n1-:T é\x00", max_size=40))
def test_no_text_makes_anything_but_one_clear_line(text):
    said = "x.toml"
    try:
        read_settings_text(text, Sample, "x.toml")
    except DataProblem as problem:
        said = str(problem)
    assert said.startswith("x.toml")
    assert "\n" not in said


def test_deep_nesting_and_huge_numbers_are_refused_kindly():
    assert "nested too deeply" in _refusal("count = " + "[" * 5000)
    assert "x.toml, " in _refusal("count = " + "9" * 5000)


def _refusal(text: str) -> str:
    with pytest.raises(DataProblem) as caught:
        read_settings_text(text, Sample, "x.toml")
    return str(caught.value)


POSTS = SettingsFile("posts.toml", Sample)


@pytest.fixture
def folder(tmp_path) -> Path:
    made = tmp_path / "config"
    made.mkdir()
    return made


def read_problem(folder: Path, file: SettingsFile = POSTS) -> str:
    with pytest.raises(DataProblem) as caught:
        read_settings(folder, [file])
    return str(caught.value)


def test_an_absent_file_is_an_empty_one(folder):
    assert read_settings(folder, [POSTS]) == {Sample: Sample()}


def test_an_absent_file_that_is_needed_is_said_to_be_absent(folder):
    problem = read_problem(folder, SettingsFile("needs.toml", Needs))
    assert problem == "config/needs.toml (there is no such file): the key name is missing"


def test_a_file_saved_with_a_byte_order_mark_is_read(folder):
    (folder / "posts.toml").write_bytes(b"\xef\xbb\xbftitle = '\xe9\x97\xa8'\r\n")
    assert read_settings(folder, [POSTS])[Sample] == Sample(title="门")


def test_another_encoding_is_told_with_its_line(folder):
    (folder / "posts.toml").write_bytes("count = 1\ntitle = '门'\n".encode("gb18030"))
    assert read_problem(folder).startswith("config/posts.toml, line 2: the text is not saved as UTF-8")


def test_a_folder_a_pipe_and_a_large_file_are_refused(folder):
    (folder / "posts.toml").mkdir()
    assert "config/posts.toml: this is a folder" in read_problem(folder)
    (folder / "posts.toml").rmdir()
    os.mkfifo(folder / "posts.toml")
    assert "not an ordinary file" in read_problem(folder)
    (folder / "posts.toml").unlink()
    (folder / "posts.toml").write_bytes(b"#" * (MOST_BYTES + 1))
    assert "larger than 1 MiB" in read_problem(folder)
    (folder / "posts.toml").unlink()
    (folder / "posts.toml").symlink_to(folder / "posts.toml")
    assert "cannot be read" in read_problem(folder)


def test_a_file_outside_config_is_named_by_its_bare_name(tmp_path):
    (tmp_path / "desk.toml").write_text("x = 1")
    with pytest.raises(DataProblem, match=r"^desk\.toml, line 1, x: unknown key"):
        read_settings(tmp_path, [SettingsFile("desk.toml", Sample)])


class Demand(Settings, frozen=True, kw_only=True):
    posts: tuple[str, ...] = ()


def check_demand(demand: Demand, reader) -> Iterator[SettingsFault]:
    known = [post.code for post in reader(Sample).post]
    for index, code in enumerate(demand.posts):
        if code not in known:
            yield SettingsFault(("posts", index), f"there is no post {code}")


def test_a_check_sees_the_other_files_whatever_their_order(folder):
    (folder / "demand.toml").write_text("posts = [\n 'gate',\n 'yard',\n]\n")
    (folder / "posts.toml").write_text("[[post]]\ncode = 'gate'\n")
    files = [SettingsFile("demand.toml", Demand, check_demand), POSTS]
    with pytest.raises(DataProblem) as caught:
        read_settings(folder, files)
    assert str(caught.value) == "config/demand.toml, line 3, posts, item 2: there is no post yard"
    (folder / "posts.toml").write_text("post = [{code = 'gate'}, {code = 'yard'}]\n")
    assert read_settings(folder, files)[Demand] == Demand(posts=("gate", "yard"))


def test_two_files_of_one_type_are_a_mistake_of_the_plugin(folder):
    with pytest.raises(ValueError, match="read from another file"):
        read_settings(folder, [POSTS, SettingsFile("more.toml", Sample)])


def test_the_parser_that_finds_lines_is_loaded_only_for_a_fault(folder):
    import subprocess

    program = (
        "import sys; from pathlib import Path; from dutydesk.config.reading import read_settings;"
        "from dutydesk.config.calendar_settings import CALENDAR_FILE;"
        f"read_settings(Path({str(folder)!r}), [CALENDAR_FILE]);"
        "assert 'tree_sitter' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
