"""The plan of a drill on paper."""

from dutydesk.documents import DocumentTable, Facts, Heading
from dutydesk_drills.preparing.paper import plan_paper
from tests.plugins.drills.prepared_school import added, plan, school
from tests.plugins.planned_desk import run, run_json


def table(document, title):
    """Return the rows of the table beneath a heading."""
    at = next(i for i, each in enumerate(document.blocks) if isinstance(each, Heading) and each.text == title)
    found = document.blocks[at + 1]
    assert isinstance(found, DocumentTable)
    return found.rows


def test_it_says_what_is_planned_and_who_does_what(planned):
    desk = school(planned)
    key = added(desk, buildings=["teaching"], owner="qian", place="Teaching block")
    for arguments in (
        ("part", key, "commander", "zhao"),
        ("part", key, "warden:teaching:1", "--name", "Lin Bo"),
        ("check", key, "1"),
        ("check", key, "2", "--wrong", "--note", "one lamp is dark"),
        ("prepare", key, "--condition", "second_way_out", "--told-parents", "2026-11-20"),
    ):
        assert run(planned, "drills", *arguments)[0] == 0
    paper = plan_paper(desk, plan(desk, key))
    assert (paper.title, paper.school, paper.about) == ("Evacuation drill: plan", "Test", "")
    (facts,) = [each for each in paper.blocks if isinstance(each, Facts)]
    told = dict(facts.rows)
    assert told.pop("What is played").startswith("The alarm sounds during lessons.")
    assert told == {
        "Kind": "Evacuation drill",
        "When": "Wednesday, 2026-12-02, 10:00 - 10:30",
        "Place": "Teaching block",
        "In charge": "钱卫东",
        "People expected": "620",
        "Way out": "the second one",
        "Parents told on": "2026-11-20",
    }
    assert table(paper, "Buildings") == (("Teaching block", "620", "Outer stairs", "Sports ground"),)
    assert [each[:2] for each in table(paper, "Stages")] == [
        ("Alarm", ""),
        ("Out", "2:00"),
        ("All accounted for", "5:00"),
        ("All clear", ""),
    ]
    who = {role: names for role, _text, names in table(paper, "Who does what")}
    assert who["Commander"] == "赵建国"
    assert who["Medic"] == "........"
    assert who["Floor warden"] == "Teaching block: floor 1 Lin Bo, floor 2 ........"
    checks = table(paper, "Checklist")
    assert checks[0][0] == "yes"
    assert (checks[1][0], checks[1][3]) == ("NO", "one lamp is dark")
    assert {each[0] for each in checks[2:]} == {"[  ]"}
    assert len(table(paper, "Messages")) == 4


def test_it_fits_on_two_pages_and_is_written_in_each_format(planned, tmp_path):
    desk = school(planned)
    key = added(desk, "fire", buildings=["teaching", "dorm"], is_secret=True)
    status, document = run_json(planned, "drills", "print", key, "--to", str(tmp_path / "plan.pdf"))
    assert status in {0, 1}, "1 where this machine has no font for the Chinese names"
    assert document["pages"] <= 2
    assert run(planned, "drills", "print", key, "--to", str(tmp_path / "plan.docx"))[0] == 0
    assert run(planned, "drills", "print", key, "--to", str(tmp_path / "plan.md"))[0] == 0
    text = (tmp_path / "plan.md").read_text(encoding="utf-8")
    assert "Not announced: for those named here alone." in text
    assert "Attention, this is a drill: fire in the building." in text
