"""The merged summary: sums as exact as their least exact part, and figures that no sum makes sense of."""

from contextlib import contextmanager
from pathlib import Path

import pytest

from dutydesk.api import Figure
from dutydesk.bureau.desk_places import DeskPlace
from dutydesk.bureau.merged_figures import DeskFigures, merged
from dutydesk.sheets import read_table


def told(name, *figures):
    return DeskFigures(DeskPlace(name, Path(name)), name, figures)


@pytest.mark.parametrize(
    ("precisions", "expected"),
    [
        (("", ""), ""),
        (("over", ""), "over"),
        (("over", "over"), "over"),
        (("about", ""), "about"),
        (("about", "over"), "about"),
    ],
)
def test_a_sum_is_as_exact_as_the_least_exact_of_its_parts(precisions, expected):
    (figure,) = merged(
        told(name, Figure("people", "People reached", 1000, precision=each))
        for name, each in zip("ab", precisions, strict=True)
    )
    assert (figure.value, figure.precision) == (2000, expected)


def test_the_best_is_the_least_and_an_average_stands_apart():
    figures = {
        each.key: each
        for each in merged(
            told(
                name,
                Figure("best", "Best", seconds, across="least"),
                Figure("top", "Top", seconds, across="most"),
                Figure("mean", "Mean", seconds, precision="about", across="apart"),
            )
            for name, seconds in (("a", 90), ("b", 120))
        )
    }
    assert (figures["best"].value, figures["top"].value) == (90, 120)
    assert (figures["mean"].value, figures["mean"].precision) == (None, "")
    assert {name: own.value for name, own in figures["mean"].of_desks.items()} == {"a": 90, "b": 120}


def test_what_one_school_sums_and_another_does_not_stands_apart():
    (figure,) = merged([told("a", Figure("x", "X", 1)), told("b", Figure("x", "X", 2, across="apart"))])
    assert figure.value is None


def test_thousandths_add_up_as_people_add_them():
    (figure,) = merged(told(name, Figure("hours", "Hours", 0.1)) for name in "abc")
    assert figure.value == 0.3


@contextmanager
def exact():
    """Give figures to every desk by a stand-in for the hook: what the plugins tell is tested with them."""
    from dutydesk.desk import OpenDesk

    former = OpenDesk.figures
    OpenDesk.figures = lambda desk, year: (
        Figure(
            "leaflets", "Leaflets", 1000 + year, ("task:1",), "over" if desk.name.endswith("east") else ""
        ),
    )
    try:
        yield
    finally:
        OpenDesk.figures = former


def test_the_command_prints_sums_and_tells_programs_of_each_desk(town):
    with exact():
        status, document = town.json("figures", "2026")
        _status, out, _err = town.command("figures", "2026")
    assert (status, document["bureau"], document["year"]) == (0, "The town", 2026)
    (figure,) = document["figures"]
    assert (figure["figure"], figure["value"], figure["precision"]) == ("leaflets", 9078, "over")
    assert figure["desks"]["north"] == {"value": 3026, "precision": "", "records": 1}
    assert "over 9078" in out


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_table_has_a_column_for_each_school(town, tmp_path, ending):
    path = tmp_path / f"figures.{ending}"
    with exact():
        status, _out, _err = town.command("figures", "2026", "--to", str(path))
    table = read_table(path)
    row = [str(cell) for cell in table.rows[0]]
    assert status == 0
    assert list(table.headers) == [
        "Figure",
        "Key",
        "Together",
        *(f"School of the {each}" for each in ("east", "north", "south")),
    ]
    assert row[2:] in (
        ["over 9078", "over 3026", "3026", "3026"],
        ["over 9078", "over 3026", "3026.0", "3026.0"],
    )


def test_a_desk_that_cannot_be_asked_is_told_and_the_others_are_summed(town):
    (town.school("north") / "desk.toml").write_text("[desk\n")
    with exact():
        status, out, err = town.command("figures", "2026")
    assert status == 1
    assert "over 6052" in out
    assert "! north: desk.toml" in err
