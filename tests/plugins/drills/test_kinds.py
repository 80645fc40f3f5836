"""The kinds of drill: those that come with the program, a desk's own, and what happens to broken files."""

from datetime import timedelta

import pytest

from dutydesk.host.toml_check import toml_plugin_fault
from dutydesk.wording import speaking
from dutydesk_drills.kind import SHIPPED as SHIPPED_CODES
from dutydesk_drills.kind import DrillKindFile, kind_file_faults
from dutydesk_drills.kinds import counts_as, drill_kinds, kinds_found
from tests.plugins.drills.prepared_school import added, plan, school
from tests.plugins.planned_desk import area, run, run_json
from tests.terminal.pilot_help import text

SHIPPED = ("bus", "earthquake", "evacuation", "fire", "lockdown", "weather")
OWN = 'plugin = "drill"\n[drill]\ncode = "{code}"\nname = "{name}"\n'


def own_pack(planned, name, text):
    folder = planned.folder / "config" / "packs" / "drill"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.toml").write_text(text, encoding="utf-8")


@pytest.mark.parametrize("name", SHIPPED)
def test_a_kind_that_comes_with_the_program_is_sound_and_whole(planned, name):
    desk = planned.open()
    assert list(kind_file_faults(desk.pack("drill", name, DrillKindFile))) == []
    kind = drill_kinds(desk)[name]
    assert kind.scenario
    assert kind.stages[0].code == "alarm"
    assert kind.stages[-1].code == "clear"
    assert {"out", "accounted"} <= {each.code for each in kind.stages}
    assert kind.stage("out").per == "building"
    assert kind.stage("out").target_seconds
    targets = [each.target_seconds for each in kind.stages if each.target_seconds]
    assert targets == sorted(targets), "targets count from the alarm"
    assert {"commander", "sweeper", "medic", "gate"} <= {each.code for each in kind.roles}
    assert all(each.text for each in kind.roles)
    assert {each.when for each in kind.checklist} == {"before", "during", "after"}
    assert {"parents", "staff", "loudspeaker", "clear"} <= {each.code for each in kind.messages}


@pytest.mark.parametrize("name", SHIPPED)
def test_it_speaks_chinese_too(planned, name):
    file = planned.open().pack("drill", name, DrillKindFile)
    every = (file.drill, *file.role, *file.stage, *file.check, *file.message)
    assert all("zh" in each.translations for each in every)
    with speaking("zh"):
        kind = file.kind("")
    texts = [each.text for each in (*kind.roles, *kind.checklist, *kind.messages)]
    assert not [each for each in (kind.name, kind.scenario, *texts) if each.isascii()]
    for said, translated in zip(file.message, kind.messages, strict=True):
        assert gaps(said.text) == gaps(translated.text)


def gaps(text):
    return {each for each in ("{school}", "{drill}", "{day}", "{time}", "{place}") if each in text}


def test_what_fits_the_kind(planned):
    kinds = drill_kinds(planned.open())
    assert counts_as(kinds["fire"], ["evacuation"])
    assert counts_as(kinds["earthquake"], ["evacuation"])
    assert not counts_as(kinds["lockdown"], ["evacuation"])
    assert not kinds["lockdown"].leaves_buildings
    assert not kinds["weather"].leaves_buildings
    assert kinds["lockdown"].stage("dark").per == "building"
    order = [each.code for each in kinds["earthquake"].stages]
    assert order.index("cover") < order.index("leave") < order.index("out")
    assert {"front-door", "back-door"} <= {each.code for each in kinds["bus"].roles}


def test_a_file_of_the_desk_takes_the_place_of_the_programs_and_is_read_again_when_it_changes(planned):
    own_pack(planned, "fire", OWN.format(code="fire", name="Our fire drill"))
    desk = planned.open()
    assert drill_kinds(desk)["fire"].name == "Our fire drill"
    own_pack(planned, "fire", OWN.format(code="fire", name="Our other drill"))
    assert drill_kinds(desk)["fire"].name == "Our other drill"


def test_a_broken_file_takes_nothing_down_and_people_are_told(planned):
    own_pack(planned, "fire", OWN.format(code="fire", name="F") + "minuts = 3\n")
    own_pack(planned, "flood", "plugin = ")
    desk = school(planned)
    assert drill_kinds(desk)["fire"].name == "Fire drill", "the program's holds in its place"
    assert "flood" not in drill_kinds(desk)
    today = desk.today()
    desk.due(today, today + timedelta(days=7))
    assert desk.faults() == ()
    status, document = run_json(planned, "drills", "kinds")
    assert status == 1
    first, second = document["faults"]
    assert first.startswith("config/packs/drill/fire.toml, line 5, [drill] minuts:")
    assert second.startswith("config/packs/drill/flood.toml, line 1")


async def test_the_area_says_what_is_wrong_with_a_file_of_a_kind(planned):
    own_pack(planned, "fire", OWN.format(code="fire", name="F") + "minuts = 3\n")
    async with area(planned.open(), "drills") as (app, _pilot):
        assert "! config/packs/drill/fire.toml, line 5, [drill] minuts" in text(app)


def test_a_file_whose_stages_do_not_fit_is_broken_too(planned):
    stage = '[[stage]]\ncode = "out"\nname = "Out"\nper = "building"\n'
    own_pack(planned, "fire", OWN.format(code="fire", name="F") + stage)
    found = kinds_found(planned.open())
    assert found.kinds["fire"].name == "Fire drill"
    (fault,) = found.faults
    assert fault.startswith(
        "config/packs/drill/fire.toml, line 8, [[stage]] 1, per: the first stage sets the clock"
    )


def test_a_file_with_a_code_of_the_program_is_faulty_and_told_in_every_place(planned):
    (planned.folder / "plugins").mkdir(exist_ok=True)
    (planned.folder / "plugins" / "mine.toml").write_text(OWN.format(code="fire", name="Mine"))
    said = "plugins/mine.toml, line 3, [drill] code: fire comes with DutyDesk; to change it, write config/"
    desk = planned.open()
    found = kinds_found(desk)
    assert found.kinds["fire"].name == "Fire drill"
    assert [each[: len(said)] for each in found.faults] == [said]
    assert said in " ".join(each.title for each in desk.due(desk.today(), desk.today()))
    status, document = run_json(planned, "drills", "kinds")
    assert (status, document["faults"]) == (1, list(found.faults))
    assert toml_plugin_fault(planned.folder, planned.folder / "plugins" / "mine.toml").startswith(said)


def test_a_code_that_another_file_has_already_is_passed_over_and_told(planned):
    own_pack(planned, "flood", OWN.format(code="flood", name="Flood"))
    (planned.folder / "plugins").mkdir(exist_ok=True)
    (planned.folder / "plugins" / "mine.toml").write_text(OWN.format(code="flood", name="Mine"))
    found = kinds_found(planned.open())
    assert found.kinds["flood"].name == "Flood"
    (fault,) = found.faults
    assert fault.startswith(
        "plugins/mine.toml: the code flood is that of config/packs/drill/flood.toml already"
    )


def test_the_program_knows_the_codes_of_the_kinds_that_come_with_it(planned):
    assert frozenset(planned.open().pack_names("drill")) == SHIPPED_CODES


def test_the_list_of_kinds_says_where_each_comes_from(planned):
    own_pack(planned, "fire", OWN.format(code="fire", name="Our fire drill"))
    status, output = run(planned, "drills", "kinds")
    assert status == 0
    ends = {line.split()[0]: line for line in output.splitlines()}
    assert ends["fire"].endswith("config/packs/drill/fire.toml")
    assert ends["earthquake"].endswith("comes with DutyDesk")


def test_a_mark_on_a_line_stays_in_another_language(planned):
    desk = school(planned)
    key = added(desk)
    run(planned, "drills", "check", key, "1")
    with speaking("zh"):
        assert plan(desk, key).checklist[0].mark is not None
        assert not plan(desk, key).checklist[0].check.text.isascii()
