"""A year of a school whose desk began empty: what was entered, each way there is, stands in its summary."""

import asyncio
import re
import shutil

import pytest

from dutydesk.api.record_names import record_names
from tests.documents.foreign_readers import pdf_text, word_lines
from tests.end_to_end.year_school import (
    YearSchool,
    found_empty,
    give_lectures,
    import_tables,
    take_hazard_in,
    work_in_the_terminal,
)

FIGURES = {
    "publicity.notices": (5, "", 2, ""),
    "publicity.leaflets": (1000, "over", 800, "about"),
    "publicity.tips": (40, "", 30, ""),
    "training.lecture": (4, "", 1, ""),
    "training.lecture-heads": (1000, "over", 300, "about"),
    "training.lecture-hours": (8, "", 2, ""),
    "training.lecture-topics": (8, "", 1, ""),
    "hazards.found": (3, "", 2, ""),
    "hazards.rectified": (3, "", 1, ""),
    "hazards.overdue": (1, "", 1, ""),
    "inspections.rounds": (1, "", None, ""),
    "inspections.rounds_done": (1, "", None, ""),
    "equipment.extinguishers_new": (96, "", 13, ""),
    "equipment.lights_new": (6, "", 0, ""),
    "servicing.refilled": (33, "", 21, ""),
    "counters.moved_out": (180, "over", 150, ""),
    "counters.moved_in": (26, "", 31, ""),
    "counters.identity_cards": (80, "", 0, ""),
    "reminder.issued": (1, "", None, ""),
}
"""What the year comes to, how exactly it is known, and both of the year before."""

RECORDS = {
    "publicity.notices": ("publicity", {"kind": "notice"}),
    "publicity.leaflets": ("publicity", {"kind": "leaflet"}),
    "publicity.tips": ("publicity", {"kind": "tips"}),
    "hazards.found": ("hazards", {}),
    "hazards.rectified": ("hazards", {}),
    "inspections.rounds_done": ("inspections", {"findings": "1"}),
    "equipment.extinguishers_new": ("equipment", {"kind": "powder", "pieces": "1"}),
    "equipment.lights_new": ("equipment", {"kind": "light"}),
    "servicing.refilled": ("servicing", {"what": "refilled"}),
    "counters.moved_out": ("counters", {"kind": "moved-out"}),
    "counters.identity_cards": ("counters", {"kind": "identity-card"}),
}
"""By figure, the register and the values of the entries that prove it."""

SAID = {
    "en": (
        "Safety notices: 5; leaflets given out: over 1,000; holiday tips: 40",
        "4 safety lectures were held. The year before it was 1.",
        "The lectures reached over 1,000 people and came to 8 credit hours, with 8 topics.",
        "Hidden dangers found: 3; rectified, of those: 3. The year before 2 were found and 1 rectified.",
        "New extinguishers: 96; new emergency lights: 6",
        "Extinguishers refilled: 33",
        "Household registrations moved out: over 180; moved in: 26; identity cards: 80.",
        "The weekly safety reminder was issued in 1 of 33 school weeks.",
        "Bicycles of day pupils",
        "应急灯不亮 (11-24)",
    ),
    "zh": (
        "发安全通知5份，发放宣传单超过 1,000份，假期安全提示40条",
        "举办安全讲座4场。上一年度为1场。",
        "讲座听众超过 1,000人次，计8学时，专题8个。",
        "排查安全隐患3处，其中已整改3处。上一年度排查2处，整改1处。",
        "新购灭火器96具，新装应急灯6盏",
        "充装灭火器33具",
        "办理户口迁出超过 180人，迁入26人，办理身份证80张。",
        "每周安全提醒应发33周，实际发布1周。",
        "走读生自行车",
        "应急灯不亮",
    ),
}
"""What stands in the document of each language: its sentences, what is missing, a record of the annex."""

KEYS = """
plugin = "register"
[register]
code = "keys"
name = "Keys"
title = "key"
day = "given"
translations.zh = { name = "钥匙" }
[[field]]
code = "key"
name = "Key"
required = true
translations.zh = { name = "钥匙名" }
[[field]]
code = "given"
name = "Given on"
kind = "date"
required = true
translations.zh = { name = "发放日期" }
[[figure]]
code = "given"
name = "Keys given out"
translations.zh = { name = "发放钥匙" }
"""
OURS = """
title = "Our year {year}"
translations.zh = { title = "{year}年度总结" }
[[section]]
code = "keys"
heading = "Keys"
translations.zh = { heading = "钥匙" }
[[section.line]]
text = "We gave out {keys.given} keys and {publicity.leaflets} leaflets."
translations.zh = { text = "发放钥匙{keys.given}把、宣传单{publicity.leaflets}份。" }
"""
_EVIDENCE = re.compile(r"\s*\\?\[\d+\\?\]")


@pytest.fixture(scope="module")
def year(tmp_path_factory):
    """Enter the year, and keep what the summary told before and after it."""
    place = tmp_path_factory.mktemp("year")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
            patch.setenv(name, str(place / "user"))
        patch.delenv("DUTYDESK_DESK", raising=False)
        school = found_empty(place / "desk")
        school.empty = school.json("summary", "2026")
        import_tables(school, place)
        give_lectures(school)
        take_hazard_in(school)
        with school.opened() as desk:
            asyncio.run(work_in_the_terminal(desk))
        school.reminder = school.json("reminder", "2026-W48", "--issue")
        school.summary = school.json("summary", "2026")
        yield school


@pytest.fixture
def another(year, tmp_path):
    """Give a copy of the desk, for what would change it."""
    shutil.copytree(year.folder, tmp_path / "desk")
    return YearSchool(tmp_path / "desk")


def figures_of(summary):
    return {each["key"]: each for each in summary["figures"]}


def squeezed(text):
    """Return a text without its numbers of evidence and without spaces, which each reader sets otherwise."""
    return "".join(_EVIDENCE.sub("", text).split())


def test_a_desk_that_began_empty_told_of_no_record(year):
    assert all(each["records"] == [] for each in year.empty["figures"])
    assert not FIGURES.keys() & figures_of(year.empty).keys()
    missing = {each["key"] for each in year.empty["missing"]}
    assert {"publicity.notices", "hazards.found", "counters.moved_out", "training.lecture"} <= missing


def test_each_figure_comes_to_what_was_entered_as_exactly_as_it_is_known(year):
    found = figures_of(year.summary)
    told = {
        key: tuple(found[key][part] for part in ("value", "precision", "previous", "previous_precision"))
        for key in FIGURES
    }
    assert told == FIGURES


def test_the_year_before_is_told_as_its_own_summary_tells_it(year):
    before = figures_of(year.json("summary", "2025"))
    for key, (_value, _precision, previous, precision) in FIGURES.items():
        if previous is None:
            assert key not in before
        else:
            assert (before[key]["value"], before[key]["precision"]) == (previous, precision)


def test_each_figure_names_just_the_entries_that_prove_it(year):
    found = figures_of(year.summary)
    for key, (register, values) in RECORDS.items():
        records = found[key]["records"]
        assert len(records) == len(set(records))
        assert set(records) == year.keys(register, 2026, **values), key
    assert len(found["equipment.extinguishers_new"]["records"]) == 96
    assert len(found["training.lecture-heads"]["records"]) == 4


def test_every_record_behind_a_figure_has_a_name_and_a_place_to_look_at_it(year):
    keys = {record for each in year.summary["figures"] for record in each["records"]}
    with year.opened() as desk:
        names = record_names(desk, sorted(keys))
    assert {each.key for each in names} == keys
    assert [each.key for each in names if each.title == each.key or not each.screen] == []


def test_what_nothing_proves_is_missing_until_somebody_says_that_there_was_none(year, another):
    missing = {each["key"]: each for each in year.summary["missing"]}
    assert not missing["bicycles.all"]["optional"]
    assert "register Bicycles" in missing["bicycles.all"]["advice"]
    assert "bicycles.all" not in figures_of(year.summary)
    another.did("registers", "complete", "bicycles", "2026")
    found = another.json("summary", "2026")
    assert figures_of(found)["bicycles.all"]["value"] == 0
    assert figures_of(found)["bicycles.all"]["records"] == ["complete:bicycles-2026"]
    assert "bicycles.all" not in {each["key"] for each in found["missing"]}


@pytest.mark.parametrize("language", SAID)
@pytest.mark.parametrize("ending", ["docx", "pdf", "md"])
def test_other_programs_read_each_figure_in_the_words_of_the_language(year, tmp_path, ending, language):
    file = tmp_path / f"summary.{ending}"
    year.did("summary", "2026", "--language", language, "--to", file)
    readers = {
        "docx": lambda: "\n".join(word_lines(file)),
        "pdf": lambda: pdf_text(file),
        "md": lambda: file.read_text(encoding="utf-8"),
    }
    read = squeezed(readers[ending]())
    assert [each for each in SAID[language] if squeezed(each) not in read] == []


def test_the_reminder_of_a_week_is_drafted_from_the_week_before_and_counts_once_issued(year):
    assert "消火栓被遮挡" in " ".join(year.reminder["last_week"])
    assert any("Overdue" in each for each in year.reminder["points"])
    assert (year.reminder["issued"], year.reminder["issued_by"] != "") == ("2026-11-24", True)
    assert figures_of(year.summary)["reminder.issued"]["records"] == ["reminder:2026-W48"]
    status, _out, err = year("reminder", "2026-W48", "--issue")
    assert status == 2
    assert "was issued on 2026-11-24" in err


def test_a_register_of_ones_own_and_a_template_of_ones_own_make_a_summary_of_ones_own(another, tmp_path):
    config = another.folder / "config"
    (another.folder / "plugins" / "keys.toml").write_text(KEYS, encoding="utf-8")
    (config / "packs" / "summary").mkdir(parents=True, exist_ok=True)
    (config / "packs" / "summary" / "ours.toml").write_text(OURS, encoding="utf-8")
    (config / "summary.toml").write_text('template = "ours"\n', encoding="utf-8")
    keys = tmp_path / "钥匙.csv"
    keys.write_text("钥匙名,发放日期\n大门,2026-02-01\n食堂,2026-03-01\n旧门,2025-03-01\n", encoding="utf-8")
    assert len(another.json("registers", "import", "keys", keys)["added"]) == 3
    assert another.did("summary", "--check") == "The template ours is in order.\n"
    assert "We gave out 2 keys and over 1,000 leaflets." in another.did("summary", "2026")
    chinese = another.did("summary", "2026", "--language", "zh")
    assert "2026年度总结" in chinese
    assert "发放钥匙2把、宣传单超过 1,000份。" in chinese
    found = figures_of(another.json("summary", "2026"))["keys.given"]
    assert (found["value"], found["previous"], len(found["records"])) == (2, 1, 2)


def test_a_template_that_names_a_figure_nobody_gives_is_refused_with_its_line_and_field(another):
    ours = another.folder / "config" / "packs" / "summary" / "ours.toml"
    ours.parent.mkdir(parents=True, exist_ok=True)
    text = OURS.replace("{keys.given} keys and ", "").replace("钥匙{keys.given}把、", "")
    ours.write_text(text.replace("leaflets} leaflets", "leaflet} leaflets"), encoding="utf-8")
    (another.folder / "config" / "summary.toml").write_text('template = "ours"\n', encoding="utf-8")
    line = 1 + text[: text.index("text = ")].count("\n")
    status, out, err = another("summary", "2026")
    assert (status, out, err.count("\n")) == (2, "", 1)
    for told in (
        "config/packs/summary/ours.toml",
        f"line {line}",
        "[[section]] 1, [[section.line]] 1, text",
        "'publicity.leaflet'",
        "did you mean 'publicity.leaflets'?",
    ):
        assert told in err
