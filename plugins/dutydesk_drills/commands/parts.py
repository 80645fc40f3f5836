"""``dutydesk drills part`` and ``fill``."""

import click

from dutydesk.api import DataProblem
from dutydesk.api.commands import json_option, open_desk, print_json, print_table, say
from dutydesk.api.people_named import person_named
from dutydesk.wording import _, headed

_TELL = _("Let whoever gets a part in an unannounced drill know of it, in their calendar.")


@click.command(
    help=_("Give PART (ROLE, ROLE:BUILDING or ROLE:BUILDING:FLOOR) of DRILL to PERSON, by key or name.")
)
@click.argument("drill")
@click.argument("part")
@click.argument("person", required=False)
@click.option("--name", default="", help=_("Somebody who is not of the squadron, such as a teacher."))
@click.option("--clear", is_flag=True, help=_("Take the part back."))
@click.option("--tell", is_flag=True, help=_TELL)
@json_option
@click.pass_context
def part(
    context: click.Context,
    drill: str,
    part: str,
    person: str | None,
    *,
    name: str,
    clear: bool,
    tell: bool,
    as_json: bool,
) -> None:
    """Keep who has the part, and print it."""
    from dutydesk_drills.drills import find_drill  # noqa: PLC0415
    from dutydesk_drills.preparing.parts import clear_part, give_part, needed_part  # noqa: PLC0415
    from dutydesk_drills.preparing.plan_of_drill import plan_of_drill  # noqa: PLC0415
    from dutydesk_drills.preparing.plan_values import part_text, part_values  # noqa: PLC0415

    if sum((person is not None, bool(name), clear)) != 1:
        raise click.UsageError(_("expected one of PERSON, --name and --clear"))
    desk = open_desk(context)
    plan = plan_of_drill(desk, find_drill(desk, drill))
    meant = needed_part(plan, part)
    if not clear:
        key = person_named(desk, person).id if person is not None else ""
        give_part(desk, plan, meant, person=key, name=name, tell=tell)
    elif meant.given is None:
        raise DataProblem(_("nobody has this part: {part}").format(part=meant.title))
    else:
        clear_part(desk, plan, meant.given)
    after = plan_of_drill(desk, find_drill(desk, plan.drill.key))
    kept = needed_part(after, meant.code)
    if as_json:
        print_json({"drill": after.drill.key, **part_values(kept)})
    else:
        say(headed(kept.title, part_text(after, kept)))


@click.command(
    help=_(
        "Fill the parts of DRILL from who is on duty then, and who takes part and is free; status 1 where "
        "one stays open."
    )
)
@click.argument("drill")
@click.option("--show", is_flag=True, help=_("Show who it would be, and keep nothing."))
@click.option("--tell", is_flag=True, help=_TELL)
@json_option
@click.pass_context
def fill(context: click.Context, drill: str, *, show: bool, tell: bool, as_json: bool) -> None:
    """Fill the parts, and say of each why, or why not."""
    from dutydesk_drills.drills import find_drill  # noqa: PLC0415
    from dutydesk_drills.preparing.filling import keep_filling, propose_filling  # noqa: PLC0415
    from dutydesk_drills.preparing.plan_of_drill import plan_of_drill  # noqa: PLC0415

    desk = open_desk(context)
    filling = propose_filling(desk, plan_of_drill(desk, find_drill(desk, drill)))
    if not show:
        keep_filling(desk, filling, tell=tell)
    if as_json:
        print_json(
            {
                "drill": filling.plan.drill.key,
                "kept": not show,
                "chosen": [
                    {"part": each.part.code, "person": each.person, "name": each.name, "why": each.why}
                    for each in filling.chosen
                ],
                "by_hand": [
                    {"part": each.code, "person": each.given.person if each.given else "", "name": each.who}
                    for each in filling.kept
                ],
                "open": [{"part": each.part.code, "why": each.why} for each in filling.unfilled],
            }
        )
    elif not filling.plan.parts:
        say(_("This kind of drill has no parts."))
    else:
        rows = [(each.part.title, each.name, each.why) for each in filling.chosen]
        rows += [(each.title, each.who, _("by hand")) for each in filling.kept]
        rows += [(each.part.title, _("nobody"), each.why) for each in filling.unfilled]
        print_table((_("Part"), _("Who"), _("Why")), rows)
    context.exit(1 if filling.unfilled else 0)
