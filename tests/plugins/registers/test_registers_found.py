"""Which registers a desk has: the program's, its packs, files of its plugins folder; and what is faulty."""

import pytest

from dutydesk.api import DataProblem
from dutydesk.wording import speaking
from dutydesk_registers.entries import entries
from dutydesk_registers.keeping import keep_entry
from dutydesk_registers.register_faults import SHIPPED
from dutydesk_registers.registers import known_register, registers, registers_found
from tests.plugins.registers.keys_register import KEYS

DUE_PACK = """name = "Locksmith"
register = "keys"
[[due]]
code = "oil"
name = "Oil the lock"
since = ["given"]
months = 12
translations.zh.name = "给锁上油"
"""


def pack(planned, kind, name, text):
    folder = planned.folder / "config" / "packs" / kind
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.toml").write_text(text, encoding="utf-8")


def plugin(planned, name="keys", text=KEYS):
    (planned.folder / "plugins" / f"{name}.toml").write_text(text, encoding="utf-8")


def found(planned):
    return registers_found(planned.open())


def test_the_registers_that_come_with_the_program_are_sound_and_known_by_their_codes(planned):
    desk = planned.open()
    assert set(desk.pack_names("register")) == SHIPPED
    assert set(registers(desk)) == SHIPPED
    assert registers_found(desk).faults == ()


def test_one_file_in_the_plugins_folder_is_a_register_that_works(planned):
    plugin(planned)
    desk = planned.open()
    keys = known_register(desk, "keys")
    assert next(iter(registers(desk))) == "keys", "its order is the least"
    kept = keep_entry(desk, keys, {"label": "Gate", "given": "11-20", "until": "+9", "copies": "约3个"})
    assert dict(entries(desk, keys)[0].values) == {
        "label": "Gate",
        "given": "2026-11-20",
        "until": "2026-12-03",
        "copies": "about 3",
    }
    assert (kept.title, kept.day.isoformat(), kept.due.isoformat()) == ("Gate", "2026-11-20", "2026-12-03")


def test_a_register_speaks_the_readers_language(planned):
    plugin(planned)
    desk = planned.open()
    with speaking("zh"):
        keys = known_register(desk, "keys")
        assert keys.name == "钥匙"
        assert [each.name for each in keys.fields["kind"].choice] == ["门钥匙", "保险柜钥匙"]
        assert [each.name for each in keys.fields["list"].choice] == ["钥匙柜"]
        assert keys.fields["label"].name == "钥匙名"
        assert keys.fields["note"].name == "Note", "what has no translation stays"
    assert known_register(desk, "keys").name == "Keys"


def test_registers_that_a_school_does_not_keep_are_left_out(planned):
    planned.write(registers='left_out = ["bicycles", "tricycles"]\n')
    result = found(planned)
    assert set(result.registers) == SHIPPED - {"bicycles"}
    (fault,) = result.faults
    assert fault.startswith(
        "config/registers.toml, line 1, left_out, item 2: 'tricycles' is no register; expected one of"
    )


def test_a_desks_own_pack_takes_the_place_of_the_programs(planned):
    pack(planned, "register", "bicycles", BICYCLES)
    result = found(planned)
    assert result.faults == ()
    assert result.registers["bicycles"].name == "Keys"


BICYCLES = KEYS.replace('code = "keys"', 'code = "bicycles"')


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('kind = "yes"', 'kind = "maybe"', "line 88, [[field]] 10, kind: expected one of"),
        ('code = "bicycles"', 'code = "keys"', "line 3, [register] code: expected 'bicycles'"),
        ('title = "label"', 'title = "labl"', "line 6, [register] title: 'labl' is no field"),
        ("[register]", "[register", "line 2, "),
    ],
)
def test_where_something_is_wrong_with_it_the_programs_holds_and_it_is_told(planned, old, new, said):
    pack(planned, "register", "bicycles", BICYCLES.replace(old, new, 1))
    result = found(planned)
    (fault,) = result.faults
    assert fault.startswith(f"config/packs/register/bicycles.toml, {said}")
    assert result.registers["bicycles"].source == "config/packs/register/bicycles.toml"
    assert result.registers["bicycles"].name != "Keys"


def test_a_faulty_file_of_the_plugins_folder_is_told_and_the_others_are_used(planned):
    plugin(planned)
    plugin(
        planned,
        "tools",
        KEYS.replace('code = "keys"', 'code = "tools"').replace('day = "given"', 'day = "gone"'),
    )
    result = found(planned)
    (fault,) = result.faults
    assert fault.startswith("plugins/tools.toml, line 7, [register] day: 'gone' is no field")
    assert "keys" in result.registers
    assert "tools" not in result.registers


def test_a_file_that_says_it_is_something_else_is_for_others_to_tell_of(planned):
    plugin(planned, "boat", 'plugin = "drill"\n[drill]\ncode = "boat"\n')
    assert found(planned).faults == ()
    plugin(planned, "boat", "plugin = 'register'\n[register\n")
    assert found(planned).faults[0].startswith("plugins/boat.toml, line 2")
    plugin(planned, "boat", "code = 'boat'\n")
    assert found(planned).faults[0].startswith("plugins/boat.toml: expected plugin = one of")


def test_a_code_that_is_taken_passes_the_later_file_over(planned):
    plugin(planned)
    plugin(planned, "more-keys")
    result = found(planned)
    (fault,) = result.faults
    assert fault.startswith("plugins/more-keys.toml: the code keys is that of plugins/keys.toml already")


def test_packs_of_due_rules_add_to_their_register(planned):
    plugin(planned)
    pack(planned, "register_due", "locks", DUE_PACK)
    planned.write(registers='packs = ["locks"]\n')
    desk = planned.open()
    assert registers_found(desk).faults == ()
    assert [each.code for each in known_register(desk, "keys").due] == ["return", "count", "oil"]
    with speaking("zh"):
        assert known_register(desk, "keys").due_rule("oil").name == "给锁上油"
    planned.write(registers="packs = []\n")
    desk.renew_settings()
    assert known_register(desk, "keys").due_rule("oil") is None


@pytest.mark.parametrize(
    ("settings", "text", "said"),
    [
        ('["lock"]', DUE_PACK, "config/registers.toml, line 1, packs, item 1: there is no pack 'lock'"),
        (
            '["locks"]',
            DUE_PACK.replace('"keys"', '"kees"'),
            "config/packs/register_due/locks.toml, line 2, register:",
        ),
        (
            '["locks"]',
            DUE_PACK.replace('"given"', '"gived"'),
            "config/packs/register_due/locks.toml, line 6, [[due]] 1, since, item 1: 'gived' is no field",
        ),
    ],
)
def test_a_pack_of_due_rules_that_is_wrong_is_told_and_left_out(planned, settings, text, said):
    plugin(planned)
    pack(planned, "register_due", "locks", text)
    planned.write(registers=f"packs = {settings}\n")
    result = found(planned)
    (fault,) = result.faults
    assert fault.startswith(said)
    assert [each.code for each in result.registers["keys"].due] == ["return", "count"]


ADDS = """
[[step]]
code = "lost"
name = "Lost"
sets = {{ note = "lost" }}
adds = {{ register = "{register}", values = {{ {values} }} }}
"""
LOSSES = """plugin = "register"
[register]
code = "losses"
name = "Losses"
title = "what"
[[field]]
code = "what"
name = "What"
[[field]]
code = "sort"
name = "Sort"
kind = "choice"
required = true
[[field.choice]]
code = "key"
name = "Key"
"""


@pytest.mark.parametrize(
    ("register", "values", "said"),
    [
        ("losses", 'what = "{label}", sort = "key"', ""),
        ("losses", 'what = "{label}", sort = "{kind}"', ""),
        ("los", 'what = "{label}"', "step 1 adds register: 'los' is no register; expected one of"),
        ("losses", 'what = "{label}", kind = "key"', "step 1 adds values kind: 'kind' is no field"),
        (
            "losses",
            'what = "{label}", sort = "ring"',
            "step 1 adds values sort: 'ring' is none of these: Key",
        ),
        ("losses", 'what = "{label}"', "needs its field 'sort' filled"),
    ],
)
def test_what_one_register_makes_in_another_is_checked_against_it(planned, register, values, said):
    steps = ADDS.format(register=register, values=values)
    base, tail = KEYS.split("[[step]]", 1)
    plugin(planned, "keys", base + steps + "[[step]]" + tail)
    plugin(planned, "losses", LOSSES)
    result = found(planned)
    assert "keys" in result.registers
    if not said:
        assert result.faults == ()
        return
    fault = result.faults[0]
    assert fault.startswith("plugins/keys.toml, step 1 adds")
    assert said in fault


def test_a_figure_of_a_due_rule_that_is_nowhere_is_told_with_its_line(planned):
    text = BICYCLES.replace('counts = "sum"\nfield = "copies"\n', 'overdue = "oil"\n')
    pack(planned, "register", "bicycles", text)
    (fault,) = found(planned).faults
    assert fault.startswith("config/packs/register/bicycles.toml, line ")
    assert (
        "[[figure]] 1, overdue: 'oil' is no due rule of the register; expected one of return, count" in fault
    )


def test_a_register_that_nobody_knows_is_refused_with_those_there_are(planned):
    with pytest.raises(DataProblem, match=r"'kees' is no register; expected one of .*hazards"):
        known_register(planned.open(), "kees")


def test_a_file_that_has_not_changed_is_not_worked_out_anew(planned):
    desk = planned.open()
    assert registers(desk)["hazards"] is registers(desk)["hazards"]
