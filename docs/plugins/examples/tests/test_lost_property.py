from datetime import date

from dutydesk.api import Figure
from dutydesk.testing import screen_text
from dutydesk_registers.keeping import keep_entry
from dutydesk_registers.registers import known_register
from dutydesk_registers.steps import take_step


def taken_in(desk, register, **typed):
    return keep_entry(desk, register, {"found": "2026-11-20", "kind": "other", **typed})


def test_the_register_stands_among_the_others(desk):
    register = known_register(desk, "lost-property")
    assert (register.name, register.title_field.code) == ("Lost property", "what")
    taken_in(desk, register, what="Grey scarf", number="L-001")
    assert "Lost property" in screen_text(desk, "registers", keys=["end"])


def test_a_telephone_is_asked_about_in_three_days_other_things_after_half_a_year(desk):
    register = known_register(desk, "lost-property")
    taken_in(desk, register, what="Telephone", kind="telephone", number="L-002", place="Hall")
    scarf = taken_in(desk, register, what="Grey scarf", number="L-003")
    due = [each.title for each in desk.due(desk.today(), date(2026, 11, 24)) if register.code in each.action]
    assert due == ["Ask round the classes whose this is: Telephone, L-002"]
    assert scarf.due == date(2027, 5, 20)


def test_what_is_fetched_is_closed_and_counts_at_the_counter(desk):
    register = known_register(desk, "lost-property")
    entry = taken_in(desk, register, what="Bunch of keys", kind="keys", number="L-004")
    fetched = take_step(desk, register, entry, register.step("fetched"), {"who": "Class 3(2)"})
    assert (fetched.due, fetched.record.closed, fetched.values["gone"]) == (None, True, "2026-11-24")
    figures = {each.key: each.value for each in desk.ask("figures", Figure, year=2026)}
    assert (figures["lost-property.found"], figures["lost-property.back"], figures["counters.other"]) == (
        1,
        1,
        1,
    )
