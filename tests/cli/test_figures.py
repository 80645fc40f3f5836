"""``dutydesk figures``: the numbers of a year from every plugin, and which plugin could not give its own."""

COUNTING = '''"""Doors."""
from dutydesk.api import Figure, hookimpl


@hookimpl
def figures(desk, year):
    if year == 2025:
        raise ValueError("nobody counted")
    return [Figure("doors", "Doors of {}".format(year), 1200000, ("task:one",), "over")]
'''


def give(commands):
    (commands.folder / "plugins" / "doors.py").write_text(COUNTING, encoding="utf-8")
    commands("plugins", "allow", "doors")


def test_a_figure_stands_with_its_value_and_how_exactly_it_is_known(commands):
    give(commands)
    status, out, _err = commands("figures", "2026")
    assert status == 0
    assert "Doors of 2026 over 1200000" in " ".join(out.split())


def test_without_a_year_it_is_the_present_one_and_programs_get_the_records(commands):
    give(commands)
    status, document = commands.json("figures")
    assert (status, document["year"], document["faults"]) == (0, 2026, [])
    doors = next(each for each in document["figures"] if each["figure"] == "doors")
    assert doors == {
        "figure": "doors",
        "title": "Doors of 2026",
        "value": 1200000,
        "precision": "over",
        "records": ["task:one"],
    }


def test_a_plugin_that_could_not_give_its_own_is_told_and_the_others_are_printed(commands):
    give(commands)
    gates = COUNTING.replace("2025", "1999").replace("doors", "gates").replace("Doors", "Gates")
    (commands.folder / "plugins" / "gates.py").write_text(gates, encoding="utf-8")
    commands("plugins", "allow", "gates")
    status, out, err = commands("figures", "2025")
    assert status == 1
    assert "Doors" not in out
    assert "Gates of 2025" in out
    assert "! doors: ValueError: nobody counted" in err


def test_a_year_that_is_none_is_refused(commands):
    assert "20266" in commands.refused("figures", "20266")
