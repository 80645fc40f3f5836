"""What is done with the registers that come with the program: steps, rounds, years, tasks."""

from datetime import date

import pytest

from dutydesk.api import DataProblem, Figure
from dutydesk.api.tasks import new_task
from dutydesk.domain import TaskKind
from dutydesk.wording import speaking
from dutydesk_registers.carrying import carry_over
from dutydesk_registers.entries import entries, find_entry
from dutydesk_registers.field_values import field_context
from dutydesk_registers.inspecting.rounds import begin_round, mark_item
from dutydesk_registers.keeping import keep_entry, new_values
from dutydesk_registers.registers import known_register, registers_found
from dutydesk_registers.steps import steps_for, take_step
from dutydesk_registers.taking import take_tasks

TODAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def desk(school):
    assert registers_found(school.desk).faults == ()
    return school.desk


def new(desk, register, typed):
    """Keep a new entry as a form would: with what stands there to begin with."""
    return keep_entry(desk, register, {**new_values(register, field_context(desk)), **typed})


def step(desk, register, entry, code, **asked):
    taken = register.step(code)
    assert taken in steps_for(register, entry)
    return take_step(desk, register, entry, taken, asked)


def test_a_hazard_is_closed_only_once_somebody_has_looked_again(desk):
    hazards = known_register(desk, "hazards")
    found = {"what": "Fire door held open", "due": "2026-11-20", "found": "2026-11-18", "owner": "li"}
    entry = new(desk, hazards, found)
    assert (entry.record.due_rule, entry.due) == ("rectify", date(2026, 11, 20))
    entry = step(desk, hazards, entry, "rectify", proof="Photo 17")
    assert (entry.record.due_rule, entry.due, entry.record.closed) == ("look-again", date(2026, 12, 8), False)
    entry = step(desk, hazards, entry, "not-yet", due="2026-11-27")
    assert (entry.record.due_rule, entry.due) == ("rectify", date(2026, 11, 27))
    entry = step(desk, hazards, entry, "rectify", proof="Photo 18")
    entry = step(desk, hazards, entry, "look-again")
    assert (entry.due, entry.record.closed, entry.values["checked"]) == (None, True, "2026-11-24")
    assert entry.values["proof"] == "Photo 18"


def test_refilling_a_batch_is_a_line_of_servicing_and_counts_every_piece(desk):
    equipment, servicing = known_register(desk, "equipment"), known_register(desk, "servicing")
    batch = {"number": "MF-009", "kind": "powder", "pieces": "33", "place": "Block A", "made": "2021-10-01"}
    entry = new(desk, equipment, batch)
    assert (entry.record.due_rule, entry.due) == ("first-service", date(2026, 10, 1))
    entry = step(desk, equipment, entry, "refilled", serviced="2026-11-20")
    (line,) = entries(desk, servicing)
    assert (line.title, line.values["pieces"], line.record.source) == ("MF-009", "33", entry.record.subject)
    assert (line.day, entry.values["serviced"]) == (date(2026, 11, 20), "2026-11-20")
    assert (entry.record.due_rule, entry.due) == ("look", date(2026, 12, 24))
    figures = {each.key: each.value for each in desk.ask("figures", Figure, year=2026)}
    assert (figures["servicing.refilled"], figures["equipment.in_use"]) == (33, 33)
    scrapped = step(desk, equipment, find_entry(desk, "mf-009", equipment), "scrapped")
    assert (scrapped.due, scrapped.record.closed) == (None, True)


def test_a_guard_takes_over_in_the_duty_log_and_alters_nothing_there(desk, school):
    log = known_register(school.guard, "dutylog")
    handed = {"kind": "handover", "what": "Two radios charging", "by": "li", "handed_to": "wu"}
    entry = new(desk, log, handed)
    assert (entry.record.due_rule, entry.due, entry.record.owner) == ("acknowledge", date(2026, 11, 25), "wu")
    taken = step(school.guard, log, entry, "acknowledge")
    assert (taken.values["acknowledged_by"], taken.values["acknowledged"]) == ("wu", "2026-11-24")
    assert taken.record.closed
    with pytest.raises(DataProblem):
        keep_entry(school.guard, log, {"what": "All quiet"}, taken)


@pytest.mark.parametrize(("language", "title"), [("en", "Not in order: "), ("zh", "不合格：")])
def test_a_wrong_line_of_a_round_becomes_a_hazard_that_says_so(desk, language, title):
    with speaking(language):
        inspections = known_register(desk, "inspections")
        started = begin_round(desk, inspections, "canteen", "Canteen")
        marked = mark_item(desk, inspections, started, 3, is_right=False, note="Two meals without")
    assert marked.raised.title == title + inspections.checklist("canteen").item[3].text
    assert marked.raised.values["note"] == "Two meals without"
    assert marked.raised.values["found_in"] == "round"
    assert marked.raised.record.register == "hazards"


@pytest.mark.parametrize(
    ("code", "typed", "left"),
    [
        (
            "letters",
            {"party": "Canteen", "party_kind": "department", "sent": "2026-03-02", "signed": "2026-03-05"},
            {"party": "Canteen", "party_kind": "department", "year": "2027"},
        ),
        (
            "bicycles",
            {"number": "B-1", "class": "5(1)", "brakes": "no", "bell": "yes", "plate": "yes"},
            {"number": "B-1", "class": "5(1)", "year": "2027"},
        ),
        (
            "evaluation",
            {"indicator": "No fire", "group": "fire", "standard": "None", "met": "yes", "proof": "Log"},
            {"indicator": "No fire", "group": "fire", "standard": "None", "year": "2027"},
        ),
    ],
)
def test_a_year_is_carried_over_without_what_was_done_in_it(desk, code, typed, left):
    register = known_register(desk, code)
    new(desk, register, typed)
    assert carry_over(desk, register, 2026) == 1
    (next_year,) = entries(desk, register, 2027)
    assert next_year.values == left


def test_open_hazards_among_the_tasks_are_taken_in_with_what_they_say(desk):
    hazards = known_register(desk, "hazards")
    told = new_task(
        "Loose railing",
        kind=TaskKind.HAZARD,
        owner="li",
        due=date(2026, 12, 1),
        place="Stair C",
        note="Since the storm",
    )
    with desk.change("a task") as change:
        change.add(told)
    assert take_tasks(desk, hazards) == 1
    (entry,) = [each for each in entries(desk, hazards) if each.record.source == told.subject]
    kept = {code: entry.values[code] for code in ("what", "owner", "due", "place", "note", "severity")}
    assert kept == {
        "what": "Loose railing",
        "owner": "li",
        "due": "2026-12-01",
        "place": "Stair C",
        "note": "Since the storm",
        "severity": "minor",
    }
