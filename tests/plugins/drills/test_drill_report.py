"""The report of a drill and of a school year, as programs of others read it."""

import re
from datetime import date

import pytest

from dutydesk.api import DataProblem
from dutydesk.api.attachments import attach
from dutydesk_drills.after.findings import add_finding, mend_finding
from dutydesk_drills.after.review import change_review
from dutydesk_drills.drill_moment import DrillMoment
from dutydesk_drills.drill_plan import DrillBuilding, DrillPart
from dutydesk_drills.drills import find_drill
from dutydesk_drills.live.correcting import Correction, correct_moment
from dutydesk_drills.recording import record_drill
from dutydesk_drills.signing import sign_off
from tests.documents.foreign_readers import (
    MarkdownPage,
    pdf_text,
    png,
    word_lines,
    word_pictures,
    word_tables,
)
from tests.plugins.drills.after_desk import FIRE, HELD, NIGHT, SCHOOL, noted, opened
from tests.plugins.planned_desk import make, run, run_json

BEFORE = (
    FIRE.replace('"fire"\nkind', '"before"\nkind')
    .replace("11-18", "10-14")
    .replace("Fire drill", "First drill")
)
RULE = '\n[[rule]]\ncode = "yearly"\nwants = "count"\nname = "Two a year"\nevery = "school_year"\nleast = 2\n'


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """A desk with a drill in which everything happened, and the folder of its report in every format."""
    folder = tmp_path_factory.mktemp("report")
    for planned in make(folder / "desk"):
        desk = opened(planned, SCHOOL + FIRE + BEFORE + NIGHT + RULE)
        record_drill(
            desk, find_drill(desk, "before").held, day=date(2026, 10, 14), minutes=25, out={"teaching": 170}
        )
        door = add_finding(
            desk, find_drill(desk, "before"), "A door sticks", owner="li", due=HELD, building="teaching"
        )
        mend_finding(desk, door, "planed and oiled")
        record_drill(
            desk, find_drill(desk, "fire").held, day=HELD, minutes=20, out={"teaching": 110, "dormitory": 190}
        )
        drill = find_drill(desk, "fire")
        with desk.change("plan") as change:
            for code in ("teaching", "dormitory"):
                change.add(DrillBuilding(id=f"{drill.key}:{code}", drill=drill.key, building=code))
            change.add(DrillPart(id="p1", drill=drill.key, role="commander", person="zhao"))
            change.add(DrillPart(id="p2", drill=drill.key, role="sweeper", place="teaching", name="Gao Mei"))
        noted(desk, drill, (200, "missing", {"text": "Lin Bo", "building": "dormitory"}))
        teaching = next(
            each for each in desk.table(DrillMoment).where(drill=drill.key) if each.building == "teaching"
        )
        correct_moment(desk, drill, teaching.id, Correction(why="misread", heads=618))
        change_review(
            desk, drill, went_well="Both stairs *were* used.", to_improve="Speak up", weather="rain"
        )
        add_finding(desk, drill, "The bell is faint", owner="wu", due=date(2026, 12, 1), building="dormitory")
        photo = folder / "door.png"
        photo.write_bytes(png(40, 30))
        attach(desk, "activity:drill-fire", str(photo), "The queue at the door")
        for ending in ("pdf", "docx", "md"):
            run(planned, "drills", "report", "fire", "--to", str(folder / f"drill.{ending}"))
            run(planned, "drills", "report", "--year", "2026", "--to", str(folder / f"year.{ending}"))
        yield planned, folder


def read(path):
    if path.suffix == ".pdf":
        return " ".join(pdf_text(path).split())
    lines = word_lines(path) if path.suffix == ".docx" else MarkdownPage(path).words
    return " ".join(" ".join(lines).split())


@pytest.mark.parametrize("ending", ["pdf", "docx", "md"])
def test_all_of_the_drill_is_told_in_every_format(told, ending):
    text = read(told[1] / f"drill.{ending}")
    for part in (
        "Report: Fire drill",
        "1 of 2 buildings",
        "+0:10 over",
        "618/620",
        "Lin Bo",
        "Both stairs *were* used.",
        "Speak up",
        "rain",
        "The bell is faint",
        "open, due 2026-12-01",
        "A door sticks",
        "planed and oiled",
        "赵建国",
        "Gao Mei",
        "misread",
        "The queue at the door",
        "Squadron leader",
        "Target: 2:00.",
    ):
        assert part in text, part


def test_every_figure_is_traced_to_its_entries(told):
    *_others, sources = word_tables(told[1] / "drill.docx")
    kept = {row[0]: row[3] for row in sources[1:]}
    facts, times = word_tables(told[1] / "drill.docx")[:2]
    desk = told[0].open()
    moments = {f"moment:{each.id}": each for each in desk.table(DrillMoment).where(drill="drill-fire")}
    for row in times[1:]:
        numbers = re.findall(r"\[\d+\]", row[-1])
        assert numbers
        assert {moments[kept[each]].building for each in numbers} == {
            {"Teaching block": "teaching", "Dormitory": "dormitory"}[row[0]]
        }
    figures = dict(facts)
    assert kept[re.findall(r"\[\d+\]", figures["Took"])[0]] == "activity:drill-fire"
    assert all(
        re.search(r"\[\d+\]", figures[word])
        for word in ("Within the target", "Counted", "Not found", "Took part")
    )


def test_the_trend_is_a_picture_in_word_and_a_table_in_markdown(told):
    assert len(word_pictures(told[1] / "drill.docx")) == 3
    table = (told[1] / "drill.md").read_text("utf-8")
    assert "| 2026-10-14 | Teaching block | 2:50 |" in table
    assert "| 2026-11-18 | Teaching block | 1:50 |" in table


def test_a_signed_record_has_its_signature_in_place_of_lines(told, tmp_path):
    planned, _folder = told
    desk = planned.open()
    sign_off(desk, find_drill(desk, "before"), "zhao")
    run(planned, "drills", "report", "before", "--to", str(tmp_path / "r.md"))
    text = read(tmp_path / "r.md")
    assert "Signed off by 赵建国 on 2026-11-24." in text
    assert "Squadron leader" not in text


@pytest.mark.parametrize("ending", ["pdf", "docx", "md"])
def test_the_years_report_has_drills_rules_weak_points_and_times(told, ending):
    text = read(told[1] / f"year.{ending}")
    for part in (
        "Drills of the school year 2026-2027",
        "First drill",
        "Fire drill",
        "Two a year",
        "The bell is faint",
        "mended on 2026-11-24: planed and oiled",
        "1 of 2",
        "activity:drill-before",
    ):
        assert part in text, part
    assert "Night drill" not in text, "it is still to come, and unannounced"


def test_a_drill_with_its_minutes_alone_says_so(planned, tmp_path):
    desk = opened(planned)
    record_drill(desk, find_drill(desk, "fire").held, day=HELD, minutes=20)
    status, told = run_json(planned, "drills", "report", "fire", "--to", str(tmp_path / "r.md"))
    assert (status, told["drill"], told["pages"]) == (0, "drill-fire", None)
    text = read(tmp_path / "r.md")
    assert "only how long all of it took is known" in text
    assert "20 minutes [1]" in text


def test_a_year_without_drills_says_so(planned, tmp_path):
    opened(planned, SCHOOL)
    assert run(planned, "drills", "report", "--year", "2020", "--to", str(tmp_path / "y.md"))[0] == 0
    assert "No drill of this school year is marked as held." in read(tmp_path / "y.md")


def test_what_cannot_be_reported(planned, tmp_path):
    opened(planned, SCHOOL + FIRE + NIGHT)
    with pytest.raises(DataProblem, match="is not marked as held yet"):
        run(planned, "drills", "report", "night", "--to", str(tmp_path / "r.pdf"))
    assert run(planned, "drills", "report", "--to", str(tmp_path / "r.pdf"))[0] == 2
    assert run(planned, "drills", "report", "fire", "--year", "2026", "--to", str(tmp_path / "r.pdf"))[0] == 2
    assert list(tmp_path.glob("r.*")) == []
