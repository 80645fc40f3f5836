"""The rotations of the settings, laid under a stretch of days."""

from collections.abc import Iterator
from datetime import date

from dutydesk.wording import _
from dutydesk_roster.engine.problem import Based
from dutydesk_roster.roster import DutyPlan
from dutydesk_roster.rotation import Rotation, based, even_step
from dutydesk_roster.rotation_presets import OFF, PRESETS, pattern_codes, preset_cycle
from dutydesk_roster.settings import RotationTable
from dutydesk_roster.squadron import Squadron


def rotation_of(table: RotationTable, plan: DutyPlan, squadron: Squadron) -> Rotation:
    """Return a rotation of the settings with the people who serve in its crews."""
    if table.preset:
        cycle, step = preset_cycle(table.preset, table.shifts), PRESETS[table.preset].step
    else:
        codes = {each.short.casefold(): each.code for each in plan.settings_shifts} | {OFF: ""}
        cycle = tuple(codes[each.casefold()] for each in pattern_codes(table.pattern))
        step = even_step(len(cycle), len(table.crews)) if table.step is None else table.step
    return Rotation(
        name=table.name,
        starts=table.starts,
        ends=table.ends,
        cycle=cycle,
        crews=tuple(squadron.serving_keys(crew) for crew in table.crews),
        step=step,
    )


def base_of(plan: DutyPlan, squadron: Squadron, first: date, last: date) -> tuple[Based, ...]:
    """Return what the rotations lay under the days of those who serve.

    Where two lay something under one day of a person, the first holds; `base_complaints` names it.
    """
    serving = {person.id: person for person in squadron.serving}
    laid: dict[tuple[str, date], Based] = {}
    for _rotation, each in _all_based(plan, squadron, first, last):
        if serving[each.person].serves_on(each.day):
            laid.setdefault((each.person, each.day), each)
    return tuple(laid[key] for key in sorted(laid))


def base_complaints(plan: DutyPlan, squadron: Squadron, first: date, last: date) -> Iterator[str]:
    """Yield a line for each name that nobody has, and for each person in two crews at once."""
    for table in plan.rotations.rotation:
        for name, fault in squadron.misnamed(each for crew in table.crews for each in crew):
            yield _("rotations.toml: the rotation {rotation} names {name}, {fault}.").format(
                rotation=table.name, name=name, fault=fault
            )
    names = {person.id: person.name for person in squadron.people}
    laid: set[tuple[str, date]] = set()
    twice: dict[str, tuple[date, str]] = {}
    for rotation, each in _all_based(plan, squadron, first, last):
        if (each.person, each.day) in laid:
            twice.setdefault(each.person, (each.day, rotation))
        laid.add((each.person, each.day))
    for person, (day, rotation) in twice.items():
        yield _("rotations.toml: the rotation {rotation} has {name} in a second crew on {day}.").format(
            rotation=rotation, name=names[person], day=day.isoformat()
        )


def _all_based(plan: DutyPlan, squadron: Squadron, first: date, last: date) -> Iterator[tuple[str, Based]]:
    for table in plan.rotations.rotation:
        for each in based(rotation_of(table, plan, squadron), first, last):
            yield table.name, each
