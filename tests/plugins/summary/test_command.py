import pytest

from dutydesk.api import DataProblem
from tests.plugins.summary.figured_desk import figure

LINES = """
[[section.line]]
text = "{h.found} dangers were found."
translations.zh = { text = "排查隐患{h.found}处。" }
[[section.line]]
text = "Tips: {h.tips}."
[[advice]]
figures = ["h.tips"]
text = "Enter the tips."
"""


@pytest.fixture
def year(figured):
    figured.template(LINES)
    figured.give(figure("h.found", 3, "", "entry:a", "entry:b"), before=(figure("h.found", 1000, "over"),))
    figured.name("h.tips")
    return figured


def test_without_a_file_it_prints_the_text_and_what_is_missing(year):
    status, output, _error = year.run("2026")
    assert status == 0
    assert "1. Fire safety\n3 dangers were found.\n" in output
    assert "- Title of h.tips (Fire safety): Enter the tips." in output


def test_json_has_the_year_the_figures_with_their_records_and_what_is_missing(year):
    status, document = year.run_json("2026")
    assert status == 0
    assert list(document) == ["year", "figures", "missing"]
    (found,) = document["figures"]
    assert (found["key"], found["value"], found["precision"]) == ("h.found", 3, "")
    assert (found["previous"], found["previous_precision"]) == (1000, "over")
    assert found["records"] == ["entry:a", "entry:b"]
    (missing,) = document["missing"]
    assert (missing["key"], missing["optional"], missing["advice"]) == ("h.tips", False, "Enter the tips.")


def test_a_file_is_written_as_its_ending_says(year, tmp_path):
    status, output, _error = year.run("2026", "--to", str(tmp_path / "summary.md"))
    assert status == 0
    assert "No record: Title of h.tips" in output
    assert "3 dangers were found" in (tmp_path / "summary.md").read_text(encoding="utf-8")


def test_with_a_file_json_tells_where_it_is(year, tmp_path):
    status, document = year.run_json("2026", "--to", str(tmp_path / "summary.md"))
    assert status == 0
    assert document["path"] == str(tmp_path / "summary.md")
    assert document["figures"][0]["key"] == "h.found"


def test_an_ending_that_is_not_known_is_refused(year, tmp_path):
    with pytest.raises(DataProblem, match=r"\.pdf"):
        year.run("2026", "--to", str(tmp_path / "summary.odt"))


def test_the_language_is_the_one_asked_for(year):
    _status, output, _error = year.run("2026", "--language", "zh")
    assert "排查隐患3处。" in output
    assert "消防安全" in output


def test_without_a_year_it_is_this_one(year):
    _status, document = year.run_json()
    assert document["year"] == 2027


def test_a_plugin_that_could_not_give_its_figures_makes_the_status_1(year):
    year.given.raises = True
    status, output, error = year.run("2026", "--json")
    assert status == 1
    assert '"figures": []' in output
    assert "upside down" in error
    status, output, _error = year.run("2026")
    assert status == 1
    assert "Tips:" not in output


def test_check_says_that_the_template_is_in_order(year):
    assert year.run("--check")[:2] == (0, "The template own is in order.\n")
    assert year.run_json("--check") == (0, {"template": "own", "problems": []})


def test_check_tells_all_that_is_wrong_with_it(year):
    year.template('[[section.line]]\ntext = "{h.foud}"\n[[section.line]]\ntext = "{h.tisp}"\n')
    status, output, error = year.run("--check")
    assert (status, output) == (2, "")
    assert [line.rpartition("; ")[2] for line in error.splitlines()] == [
        "did you mean 'h.found'?",
        "did you mean 'h.tips'?",
    ]


@pytest.mark.parametrize("year_given", ["26", "9999", "next"])
def test_a_year_that_cannot_be_is_refused(figured, year_given):
    assert figured.run(year_given)[0] == 2
