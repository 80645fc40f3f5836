"""``dutydesk drills list`` and ``kinds``."""

from typing import TYPE_CHECKING, Any

import click

from dutydesk.api.commands import json_option, open_desk, print_json, print_table, say, warn
from dutydesk.wording import _, pgettext

if TYPE_CHECKING:
    from dutydesk.api import Desk
    from dutydesk_drills.kind import DrillKind
    from dutydesk_drills.preparing.drill_lines import DrillLine


@click.command("list", help=_("List the drills of a school year with their keys, unannounced ones too."))
@click.option(
    "--year",
    type=click.IntRange(1970, 2998),
    help=_("The school year that begins in YEAR; without it, the present one."),
)
@json_option
@click.pass_context
def list_drills(context: click.Context, year: int | None, *, as_json: bool) -> None:
    """Print each drill."""
    from dutydesk_drills.preparing.drill_lines import lines_of_year  # noqa: PLC0415

    found = lines_of_year(open_desk(context), year)
    if as_json:
        print_json({"drills": [_values(each) for each in found]})
    elif not found:
        say(_("No drill in this school year yet: `dutydesk drills plan` proposes dates."))
    else:
        print_table(
            (_("Key"), _("When"), _("Drill"), _("Kind"), _("Place"), _("State"), _("Parts"), _("Known")),
            [
                (
                    each.short,
                    f"{each.drill.held.start:%Y-%m-%d %H:%M}",
                    each.drill.title,
                    each.drill.kind.name,
                    each.drill.held.place,
                    each.state,
                    f"{each.given}/{each.needed}",
                    _("announced") if each.drill.is_announced else _("secret"),
                )
                for each in found
            ],
        )


def _values(line: "DrillLine") -> dict[str, Any]:
    from dutydesk_drills.drill_values import drill_values  # noqa: PLC0415

    drill = line.drill
    return {
        **drill_values(drill),
        "buildings": [each.building for each in drill.buildings],
        "parts_needed": line.needed,
        "parts_given": line.given,
        "notice_on": drill.plan.notice_on,
    }


@click.command(
    help=_("List every kind of drill, with its file and what it counts as; status 1 when a file is wrong.")
)
@json_option
@click.pass_context
def kinds(context: click.Context, *, as_json: bool) -> None:
    """Print each kind, and what is wrong with files of kinds."""
    from dutydesk_drills.kinds import kinds_found, unknown_kinds  # noqa: PLC0415

    desk = open_desk(context)
    found = kinds_found(desk)
    faults = (*found.faults, *unknown_kinds(desk))
    if as_json:
        print_json(
            {
                "kinds": [
                    {
                        "kind": each.code,
                        "name": each.name,
                        "counts_as": each.counts_as,
                        "source": each.source,
                        "minutes": each.minutes,
                        "roles": [role.code for role in each.roles],
                        "stages": [stage.code for stage in each.stages],
                        "messages": [message.code for message in each.messages],
                        "checks": len(each.checklist),
                        "rules": len(each.rules),
                    }
                    for each in found.kinds.values()
                ],
                "faults": faults,
            }
        )
    else:
        print_table(
            (_("Kind"), pgettext("thing", "Name"), _("Counts as"), _("File")),
            [
                (each.code, each.name, ", ".join(each.counts_as), _origin(desk, each))
                for each in found.kinds.values()
            ],
        )
        for each in faults:
            warn(f"! {each}")
    context.exit(1 if faults else 0)


def _origin(desk: "Desk", kind: "DrillKind") -> str:
    """Return the file of a kind in the desk's folder, or where it comes from otherwise."""
    if not kind.source:
        return _("a plugin")
    return kind.source if (desk.folder / kind.source).is_file() else _("comes with DutyDesk")
