"""Giving somebody a part in a drill, and taking it back; and who learns of an unannounced drill by that."""

from dataclasses import replace

from dutydesk.api import Change, DataProblem, Desk
from dutydesk.api.tables import keep
from dutydesk.domain import Activity, clean_line
from dutydesk.wording import _
from dutydesk_drills.drill_plan import DrillPart
from dutydesk_drills.drills import Drill
from dutydesk_drills.preparing.plan_of_drill import NeededPart, PlanOfDrill
from dutydesk_drills.signing import refuse_signed


def needed_part(plan: PlanOfDrill, code: str) -> NeededPart:
    """Return the part that `code` names: ROLE, ROLE:BUILDING or ROLE:BUILDING:FLOOR.

    Raises:
        DataProblem: the drill needs no such part.
    """
    part = plan.part(code.strip())
    if part is None:
        raise DataProblem(
            _("{code!r} is no part of this drill; expected one of {known}").format(
                code=clean_line(code, 60), known=", ".join(each.code for each in plan.parts) or _("none")
            )
        )
    return part


def give_part(
    desk: Desk, plan: PlanOfDrill, part: NeededPart, *, person: str = "", name: str = "", tell: bool = False
) -> DrillPart:
    """Give a part to a `person` of the squadron by key, or to somebody else by `name`, as one change.

    Somebody who gets a part in an announced drill that the desk keeps takes part in it, so that it stands in
    their calendar. Of an unannounced one they learn only with `tell`.

    Raises:
        DataProblem: nobody is named, they cannot be told, or the record is signed off.
        StaleChange: somebody has changed the part since `plan` was read.
    """
    called = clean_line(name, 100)
    if not person and not called:
        raise DataProblem(_("say who: somebody of the squadron, or a name"))
    before, drill = part.given, plan.drill
    if before is not None and before.is_by_hand and (before.person, before.name) == (person, called):
        return before
    after = replace(
        before or DrillPart.of(drill.key, part.role.code, part.place),
        person=person,
        name="" if person else called,
        why="",
    )
    why = _("{part}: {name} ({drill})").format(part=part.title, name=after.who(plan.names), drill=drill.name)
    with desk.change(why) as change:
        refuse_signed(change, drill.key)
        kept = keep(change, after)
        if person:
            let_know(change, drill, (person,), tell=tell)
    return kept


def clear_part(desk: Desk, plan: PlanOfDrill, given: DrillPart) -> None:
    """Take a part back, as one change.

    Somebody who was told of an unannounced drill for it alone has it in their calendar no more.

    Raises:
        DataProblem: the record is signed off.
        StaleChange: somebody has changed the part since `plan` was read.
    """
    drill = plan.drill
    role = drill.kind.role(given.role)
    why = _("{part} is open again ({drill})").format(part=role.name if role else given.role, drill=drill.name)
    with desk.change(why) as change:
        refuse_signed(change, drill.key)
        change.remove(given)
        others = change.table(DrillPart).where(drill=drill.key, person=given.person)
        activity = change.table(Activity).get(drill.held.activity.id)
        if given.person and activity is not None and activity.private and not others:
            staying = tuple(
                each for each in activity.participants if each != given.person or each == activity.owner
            )
            change.replace(replace(activity, participants=staying))


def let_know(change: Change, drill: Drill, people: tuple[str, ...], *, tell: bool) -> None:
    """Let those with a part take part in the drill itself; in an unannounced one only where `tell`.

    Raises:
        DataProblem: they are to be told of an unannounced drill that a file plans.
    """
    held = drill.held.activity
    if held.private and not tell:
        return
    activity = change.table(Activity).get(held.id)
    if activity is None or activity.rule:
        if held.private:
            raise DataProblem(
                _(
                    "{title} is planned in config/drills.toml, where an unannounced drill is known to its "
                    "owner and the leaders alone; tell others yourself"
                ).format(title=held.title)
            )
        return
    known = set(activity.participants)
    joining = () if "@all" in known else tuple(each for each in people if each not in known)
    if joining:
        change.replace(replace(activity, participants=(*activity.participants, *joining)))
