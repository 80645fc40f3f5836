"""``dutydesk reminder`` as it is typed."""

import json

import pytest
from click.testing import CliRunner

from dutydesk.api import DataProblem
from dutydesk_summary.commands.reminder import reminder
from tests.plugins.summary.reminder_desk import small_school


@pytest.fixture(scope="module")
def school(tmp_path_factory):
    yield from small_school(tmp_path_factory.mktemp("command") / "desk")


class _Call:
    """The public part of a call of the program."""

    def __init__(self, desk):
        self._desk = desk

    def open(self):
        return self._desk


def run(school, *arguments, typed=None):
    result = CliRunner().invoke(reminder, arguments, obj=_Call(school.desk), input=typed)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.output


def run_json(school, *arguments, typed=None):
    status, output = run(school, *arguments, "--json", typed=typed)
    return status, json.loads(output)


@pytest.fixture
def text(tmp_path):
    def written(content, name="points.txt"):
        path = tmp_path / name
        path.write_text(content, encoding="utf-8")
        return str(path)

    return written


def test_without_a_week_it_shows_the_draft_of_this_one(school):
    status, output = run(school)
    assert status == 0
    assert output.startswith("Safety reminder 2026-W48, 2026-11-23 to 2026-11-29: drafted from the records")
    assert "  1 task due and not done: Mend the bell" in output
    assert "  Wed 11-25 10:00: Fire drill, Playground" in output
    assert run_json(school)[1]["kept"] is False, "to look at it keeps nothing"


def test_json_is_one_document_with_the_records_behind_it(school):
    status, document = run_json(school, "2026-W48")
    assert status == 0
    assert (document["week"], document["monday"], document["issued"]) == ("2026-W48", "2026-11-23", None)
    assert "Wed 11-25 10:00: Fire drill, Playground" in document["points"]
    assert "1 task due and not done: Mend the bell" in document["last_week"]
    assert "activity:drill" in document["records"]


def test_a_week_of_which_nothing_is_recorded_says_so(school):
    status, output = run(school, "2026-W30")
    assert status == 0
    assert "Nothing is recorded of the week before, 2026-07-13 to 2026-07-19." in output
    assert "Nothing is recorded as due or held in this week." in output
    assert run_json(school, "2026-W30")[1]["last_week"] == []


def test_points_are_kept_from_a_file_and_issued_in_one_call(school, text):
    points = text("No running on the stairs.\n\n- Count the torches.\n")
    status, document = run_json(school, "2026-W49", "--edit-points", points, "--issue")
    assert status == 0
    assert document["points"] == ["No running on the stairs.", "- Count the torches."]
    assert (document["issued"], document["issued_by"], document["kept"]) == ("2026-11-23", "zhao", True)
    with pytest.raises(DataProblem, match="was issued on 2026-11-23; withdraw it first"):
        run(school, "2026-W49", "--edit-points", points)
    status, document = run_json(school, "2026-W49", "--withdraw", "--draft-again")
    assert (status, document["issued"]) == (0, None)
    assert "No running on the stairs." not in document["points"]


def test_a_text_is_read_from_standard_input(school):
    _status, document = run_json(school, "2026-W50", "--edit-last-week", "-", typed="All was quiet.\n")
    assert document["last_week"] == ["All was quiet."]


def test_it_is_printed_with_what_json_says_of_it(school, tmp_path):
    status, document = run_json(school, "2026-W48", "--to", str(tmp_path / "week.md"))
    assert (status, document["week"], document["pages"]) == (0, "2026-W48", None)
    assert "flag-raising" in (tmp_path / "week.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["2027-W53"], "'2027-W53' is no week; expected one such as 2026-W48"),
        (["2026-W51", "--edit-points", "/no/such/file"], "cannot be read: no such file"),
        (["2026-W51", "--withdraw"], "the reminder of 2026-W51 is not issued"),
        (["2026-W30", "--issue"], "nothing stands in the reminder of 2026-W30 yet"),
        (["2026-W51", "--to", "week.txt"], "must end in one of .pdf .docx .md"),
    ],
)
def test_what_cannot_be_done_is_refused_in_one_line(school, arguments, said):
    with pytest.raises(DataProblem) as refused:
        run(school, *arguments)
    assert said in str(refused.value)


def test_a_file_that_is_no_text_is_refused_and_nothing_is_kept(school, tmp_path, text):
    picture = tmp_path / "picture.bin"
    picture.write_bytes(b"\xff\xd8\xff\xe0")
    large = text("x" * 30_000, "large.txt")
    for source, said in ((str(picture), "is no text in UTF-8"), (large, "is too large")):
        with pytest.raises(DataProblem, match=said):
            run(school, "2026-W51", "--edit-points", source)
    assert run_json(school, "2026-W51")[1]["kept"] is False


def test_where_the_second_of_two_texts_is_wrong_the_first_is_not_kept_either(school, text):
    with pytest.raises(DataProblem):
        run(
            school,
            "2026-W51",
            "--edit-last-week",
            text("quiet"),
            "--edit-points",
            "/no/such/file",
        )
    assert run_json(school, "2026-W51")[1]["kept"] is False


def test_standard_input_cannot_be_both_texts(school):
    status, output = run(school, "--edit-points", "-", "--edit-last-week", "-")
    assert status == 2
    assert "standard input can be read once" in output
