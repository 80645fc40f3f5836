"""The registers that come with the program: sound, in both languages, with the figures of the summary."""

import re

import msgspec
import pytest

from dutydesk.api import FigureName
from dutydesk_registers.entry_checks import entry_faults
from dutydesk_registers.keeping import typed_values
from dutydesk_registers.link_faults import link_faults
from dutydesk_registers.register_faults import SHIPPED, register_faults
from dutydesk_registers.register_file import AddTable, InWords
from tests.plugins.planned_desk import make
from tests.plugins.registers.keys_register import context_of
from tests.plugins.registers.shipped import fire_pack, shipped_codes, shipped_file, shipped_register

CODES = shipped_codes()
FIGURES = {
    "hazards": ("found", "rectified", "overdue"),
    "inspections": ("rounds_due", "rounds_done"),
    "equipment": ("extinguishers_new", "lights_new", "in_use"),
    "servicing": ("refilled", "serviced", "scrapped"),
    "publicity": ("notices", "leaflets", "tips", "letters"),
    "letters": ("expected", "signed"),
    "plans": ("plans", "reviewed"),
    "incidents": ("all", "fires"),
    "breaches": ("all",),
    "dutylog": ("handovers", "acknowledged"),
    "bicycles": ("all", "failing"),
    "counters": ("moved_out", "moved_in", "identity_cards"),
    "evaluation": ("indicators",),
}
HAN = re.compile(r"[\u4e00-\u9fff]")
GAP = re.compile(r"\{[^}]*\}")


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    for planned in make(tmp_path_factory.mktemp("shipped") / "desk"):
        yield planned.open()


def tables(table):
    """Yield a table of a file and all tables in it."""
    yield table
    for name in table.__struct_fields__:
        value = getattr(table, name)
        inner = value if isinstance(value, tuple) else (value,)
        for each in inner:
            if isinstance(each, msgspec.Struct):
                yield from tables(each)


def untranslated(file):
    """Return each text of a file that has no Chinese, or Chinese with other gaps."""
    found = []
    for table in tables(file):
        if not hasattr(table, "translations") or isinstance(table, AddTable):
            continue
        chinese = table.translations.get("zh", InWords())
        for name in set(InWords.__struct_fields__) & set(table.__struct_fields__):
            text, other = getattr(table, name), getattr(chinese, name)
            same_gaps = sorted(GAP.findall(text)) == sorted(GAP.findall(other))
            if text and not (HAN.search(other) and same_gaps):
                found.append((name, text, other))
    return found


def test_thirteen_registers_come_with_the_program():
    assert set(CODES) == SHIPPED
    assert len(CODES) == 13


@pytest.mark.parametrize("code", CODES)
def test_a_register_is_sound_by_itself_and_with_the_others(code):
    file = shipped_file(code)
    assert list(register_faults(file, packed=True)) == []
    others = {each: shipped_file(each) for each in CODES}
    assert list(link_faults(file, others, [rule.code for rule in shipped_register(code).due])) == []
    assert file.register.code == code


@pytest.mark.parametrize("code", CODES)
def test_every_name_and_text_is_there_in_chinese_with_the_same_gaps(code):
    assert untranslated(shipped_file(code)) == []


def test_the_pack_for_fire_equipment_is_there_in_chinese_with_its_sources():
    pack = fire_pack()
    assert untranslated(pack) == []
    assert [rule.code for rule in pack.due if not re.search(r"\d{4}", rule.source)] == []


def test_what_a_wrong_line_of_a_round_makes_says_in_both_languages_that_it_is_wrong():
    adds = shipped_file("inspections").rounds.fails
    assert set(adds.translations["zh"].values) == set(adds.values)
    assert HAN.search(adds.translations["zh"].values["what"])
    assert "{item}" in adds.values["what"]


def test_no_two_registers_share_a_place_in_the_list_and_each_says_what_it_is_for():
    assert len({shipped_file(code).register.order for code in CODES}) == len(CODES)
    assert [code for code in CODES if not shipped_file(code).register.text] == []


def test_every_figure_that_the_summary_needs_is_named(desk):
    named = {each.key for each in desk.ask("figure_names", FigureName)}
    assert {f"{code}.{key}" for code, keys in FIGURES.items() for key in keys} <= named


GOOD = {
    "hazards": {
        "what": "Door",
        "found": "2026-11-20",
        "severity": "重大",
        "due": "2026-12-01",
        "rectified": "today",
    },
    "inspections": {
        "checklist": "食堂和饮用水检查",
        "day": "2026-11-20",
        "findings": "2",
        "done": "2026-11-21",
    },
    "equipment": {
        "number": "MF-001",
        "kind": "干粉",
        "pieces": "96",
        "place": "Block A",
        "made": "2026-01-05",
        "bought": "2026-3-10",
        "state": "in use",
    },
    "servicing": {"equipment": "MF-001", "day": "11-20", "what": "充装", "pieces": "33"},
    "publicity": {"title": "Leaflet", "kind": "宣传单", "day": "2026-03-26", "copies": "1000余份"},
    "letters": {
        "party": "Canteen",
        "party_kind": "部门",
        "year": "2026年",
        "sent": "2026-03-01",
        "signed": "2026-03-01",
    },
    "plans": {
        "title": "Fire",
        "kind": "消防预案",
        "version": "2",
        "made": "2026-02-01",
        "reviewed": "2026-02-20",
    },
    "incidents": {"what": "Fall", "kind": "摔伤", "severity": "轻微", "day": "2026-06-01", "hurt": "1"},
    "breaches": {
        "rule": "集体服药",
        "what": "Without approval",
        "day": "2026-06-01",
        "settled": "2026-06-09",
    },
    "dutylog": {
        "kind": "交接班",
        "day": "today",
        "time": "8:00",
        "what": "All quiet",
        "by": "赵建国",
        "handed_to": "zhao",
    },
    "bicycles": {
        "number": "B-001",
        "class": "5(1)",
        "year": "2026",
        "brakes": "是",
        "bell": "✓",
        "plate": "否",
    },
    "counters": {"kind": "迁出", "day": "2026-06-28", "people": "180余"},
    "evaluation": {
        "indicator": "Hazards",
        "group": "fire",
        "standard": "All rectified",
        "year": "2026",
        "figure": "hazards.found",
        "least": "1",
    },
}
WRONG = {
    "hazards": {"rectified": "2026-11-19"},
    "inspections": {"done": "2026-11-19"},
    "equipment": {"bought": "2026-01-04"},
    "servicing": {"pieces": "0"},
    "publicity": {"day": "2026-11-25"},
    "letters": {"signed": "2026-02-28"},
    "plans": {"reviewed": "2026-01-31"},
    "incidents": {"hurt": "-1"},
    "breaches": {"rule": "singing"},
    "dutylog": {"what": ""},
    "bicycles": {"bell": "perhaps"},
    "counters": {"people": "many"},
    "evaluation": {"figure": "hazards.lost"},
}


@pytest.mark.parametrize("code", CODES)
def test_a_register_takes_a_good_entry_and_refuses_a_typical_wrong_one(code):
    register, context = shipped_register(code), context_of()
    values, faults = typed_values(register, GOOD[code], None, context)
    assert faults == ()
    assert entry_faults(register, values, context.today) == ()
    _values, faults = typed_values(register, {**GOOD[code], **WRONG[code]}, None, context)
    assert [each.field for each in faults] == list(WRONG[code])
