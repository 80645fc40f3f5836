"""``dutydesk drills add``, ``prepare`` and ``check``."""

from datetime import date, time

import click

from dutydesk.api import DataProblem
from dutydesk.api.commands import CLOCK, DAY, json_option, open_desk, print_json, say
from dutydesk.api.people_named import key_named
from dutydesk.domain import clean_line
from dutydesk.wording import _
from dutydesk_drills.kind import MOST_MINUTES

_EVERY = "all"
_PARTICIPANT = _("Who takes part: a person, @all, @squad:1, @rank:leader; as often as needed.")


@click.command(help=_("Add a drill of KIND on DAY at TIME; everyone takes part unless somebody is named."))
@click.argument("kind")
@click.argument("day", type=DAY)
@click.argument("clock", metavar="TIME", type=CLOCK)
@click.option("--title", default="", help=_("What it is called; without it, as its kind."))
@click.option("--minutes", type=click.IntRange(1, MOST_MINUTES), help=_("How long it is to take."))
@click.option("--place", default="", help=_("Where."))
@click.option("--owner", metavar="PERSON", help=_("Who is in charge, by key or name."))
@click.option("--participant", "people", multiple=True, metavar="PERSON", help=_PARTICIPANT)
@click.option("--building", "buildings", multiple=True, metavar="CODE", help=_("A building that takes part."))
@click.option("--secret", is_flag=True, help=_("Nobody but its owner and the leaders may know of it."))
@click.option("--note", default="", help=_("Anything more."))
@json_option
@click.pass_context
def add(
    context: click.Context,
    kind: str,
    day: date,
    clock: time,
    *,
    title: str,
    minutes: int | None,
    place: str,
    owner: str | None,
    people: tuple[str, ...],
    buildings: tuple[str, ...],
    secret: bool,
    note: str,
    as_json: bool,
) -> None:
    """Keep the drill and print its key."""
    from dutydesk_drills.drill_values import drill_values  # noqa: PLC0415
    from dutydesk_drills.drills import find_drill  # noqa: PLC0415
    from dutydesk_drills.kinds import known_kind  # noqa: PLC0415
    from dutydesk_drills.preparing.announcing import add_drill  # noqa: PLC0415

    desk = open_desk(context)
    kept = add_drill(
        desk,
        known_kind(desk, kind),
        day,
        clock,
        title=title,
        minutes=minutes,
        place=place,
        owner=key_named(desk, owner),
        is_secret=secret,
        people=people,
        buildings=buildings,
        note=note,
    )
    if as_json:
        print_json(drill_values(find_drill(desk, kept.id)))
    else:
        say(
            _("Added: {title}, {start:%Y-%m-%d %H:%M} ({key}); `dutydesk drills show {key}`").format(
                title=kept.title, start=kept.start, key=kept.id
            )
        )


@click.command(
    help=_("Change the plan of DRILL, then print it; a text that is given empty is as usual again.")
)
@click.argument("drill")
@click.option("--scenario", help=_("What is played."))
@click.option("--routes", help=_("What holds for the ways out."))
@click.option("--assembly", help=_("Where everyone gathers, whatever is usual for a building."))
@click.option("--debrief", help=_("When and where it is talked over."))
@click.option(
    "--building",
    "buildings",
    multiple=True,
    metavar="CODE[=HEADS]",
    help=_("A building that takes part, with how many people are in it; `all` for every one."),
)
@click.option(
    "--no-building", "no_buildings", multiple=True, metavar="CODE", help=_("A building that does not.")
)
@click.option("--condition", "conditions", multiple=True, metavar="CODE", help=_("Such as second_way_out."))
@click.option("--no-condition", "no_conditions", multiple=True, metavar="CODE", help=_("Take one back."))
@click.option(
    "--announced/--secret", "announced", default=None, help=_("Whether those who take part may know of it.")
)
@click.option("--participant", "people", multiple=True, metavar="PERSON", help=_PARTICIPANT)
@click.option("--told-parents", type=DAY, help=_("The day on which parents were told."))
@click.option("--as-last", is_flag=True, help=_("Take over what the last drill of its kind had."))
@json_option
@click.pass_context
def prepare(
    context: click.Context,
    drill: str,
    *,
    scenario: str | None,
    routes: str | None,
    assembly: str | None,
    debrief: str | None,
    buildings: tuple[str, ...],
    no_buildings: tuple[str, ...],
    conditions: tuple[str, ...],
    no_conditions: tuple[str, ...],
    announced: bool | None,
    people: tuple[str, ...],
    told_parents: date | None,
    as_last: bool,
    as_json: bool,
) -> None:
    """Keep each thing that is given, one change each, and print the plan."""
    from dutydesk_drills.drills import find_drill  # noqa: PLC0415
    from dutydesk_drills.preparing.copying import copy_plan, drill_before  # noqa: PLC0415
    from dutydesk_drills.preparing.plan_of_drill import plan_of_drill  # noqa: PLC0415
    from dutydesk_drills.preparing.plan_values import plan_lines, plan_values  # noqa: PLC0415
    from dutydesk_drills.preparing.preparation import Preparation, prepare_drill  # noqa: PLC0415

    wanted = Preparation(
        scenario=scenario,
        routes=routes,
        assembly=assembly,
        debrief=debrief,
        conditions=conditions,
        no_conditions=no_conditions,
        buildings=dict(_building_and_heads(each) for each in buildings if each != _EVERY),
        no_buildings=no_buildings,
        every_building=_EVERY in buildings,
        is_announced=announced,
        people=people,
        told_parents_on=told_parents,
    )
    if people and announced is not True:
        raise click.UsageError(_("--participant needs --announced"))
    if as_last and wanted != Preparation():
        raise click.UsageError(_("--as-last stands alone"))
    desk = open_desk(context)
    found = find_drill(desk, drill)
    if as_last:
        copy_plan(desk, found, drill_before(desk, found))
    elif wanted != Preparation():
        prepare_drill(desk, found, wanted)
    plan = plan_of_drill(desk, find_drill(desk, found.key))
    if as_json:
        print_json(plan_values(plan, desk.today()))
    else:
        for line in plan_lines(plan):
            say(line)


def _building_and_heads(text: str) -> tuple[str, int | None]:
    """Return the building and the heads that ``CODE`` or ``CODE=HEADS`` says."""
    code, equals, heads = text.partition("=")
    if equals and not (heads.isascii() and heads.isdigit()):
        raise DataProblem(
            _("{text!r}: expected a building and how many people are in it, such as teaching=620").format(
                text=clean_line(text, 60)
            )
        )
    return code, int(heads) if equals else None


@click.command(help=_("Mark LINE of the checklist of DRILL, by number or words of it, as right or wrong."))
@click.argument("drill")
@click.argument("line")
@click.option("--wrong", is_flag=True, help=_("It is not as it should be."))
@click.option("--note", default="", help=_("What was seen."))
@click.option("--unmark", is_flag=True, help=_("Nobody has looked at it after all."))
@json_option
@click.pass_context
def check(
    context: click.Context, drill: str, line: str, *, wrong: bool, note: str, unmark: bool, as_json: bool
) -> None:
    """Keep the mark, and print the line."""
    from dutydesk_drills.drills import find_drill  # noqa: PLC0415
    from dutydesk_drills.preparing.checklist import check_named, mark_check, unmark_check  # noqa: PLC0415
    from dutydesk_drills.preparing.plan_of_drill import plan_of_drill  # noqa: PLC0415
    from dutydesk_drills.preparing.plan_values import check_values  # noqa: PLC0415

    if unmark and (wrong or note):
        raise click.UsageError(_("--unmark stands alone"))
    desk = open_desk(context)
    found = find_drill(desk, drill)
    meant = check_named(found, line)
    if not unmark:
        mark_check(desk, found, meant, is_right=not wrong, note=note)
    else:
        for each in plan_of_drill(desk, found).checklist:
            if each.check == meant and each.mark is not None:
                unmark_check(desk, found, each.mark)
    (kept,) = [each for each in plan_of_drill(desk, found).checklist if each.check == meant]
    if as_json:
        print_json({"drill": found.key, **check_values(kept)})
    else:
        state = _("not looked at") if kept.mark is None else _("wrong") if wrong else _("right")
        say(f"{kept.number}. {kept.check.text}: {state}")
