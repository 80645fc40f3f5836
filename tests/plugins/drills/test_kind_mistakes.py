"""Mistakes in the TOML file of a kind of drill are named with their line where people look for the kind."""

import pytest

from tests.plugins.planned_desk import run, run_json

SOUND = """plugin = "drill"
[drill]
code = "boat"
name = "Boat drill"
counts_as = ["evacuation"]
[[message]]
code = "parents"
name = "To parents"
text = "{school}: {drill} on {day} at {time}, {place}"
[[rule]]
code = "termly"
wants = "count"
name = "A boat drill every term"
kinds = ["boat"]
every = "term"
"""


def kinds_with(planned, old="", new=""):
    text = SOUND.replace(old, new) if old else SOUND
    (planned.folder / "plugins" / "boat.toml").write_text(text, encoding="utf-8")
    return run_json(planned, "drills", "kinds")


def test_a_sound_file_is_a_kind(planned):
    status, document = kinds_with(planned)
    assert (status, document["faults"]) == (0, [])
    assert "boat" in [each["kind"] for each in document["kinds"]]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("counts_as", "count_as", "plugins/boat.toml, line 5, [drill] count_as: unknown key"),
        ("{school}", "{scool}", "plugins/boat.toml, line 9, [[message]] 1, text: nothing fills {scool}"),
        (
            'kinds = ["boat"]',
            'kinds = ["boot"]',
            "plugins/boat.toml, line 14, [[rule]] 1, kinds: no drill of this kind would count",
        ),
    ],
)
def test_a_file_that_is_wrong_is_no_kind_and_its_line_is_named(planned, old, new, said):
    status, document = kinds_with(planned, old, new)
    assert status == 1
    assert [each[: len(said)] for each in document["faults"]] == [said]
    assert "boat" not in [each["kind"] for each in document["kinds"]]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('["evacuation"]', '["evacuatoin"]', "counts_as: 'evacuatoin' is no kind of drill"),
        ('["boat"]', '["boat", "fier"]', "[[rule]] termly: 'fier' is no kind of drill"),
    ],
)
def test_a_kind_that_nobody_knows_is_named_and_the_file_is_used_all_the_same(planned, old, new, said):
    status, document = kinds_with(planned, old, new)
    assert status == 1
    assert said in " ".join(document["faults"])
    assert "boat" in [each["kind"] for each in document["kinds"]]


def test_a_rule_for_drills_of_a_kind_it_counts_as_is_sound(planned):
    assert kinds_with(planned, 'kinds = ["boat"]', 'kinds = ["evacuation"]')[0] == 0


def test_the_wrong_file_is_told_below_the_list_too(planned):
    kinds_with(planned, "counts_as", "count_as")
    status, printed = run(planned, "drills", "kinds")
    assert status == 1
    assert "! plugins/boat.toml, line 5" in printed
