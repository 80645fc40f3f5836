"""``dutydesk roster publish``."""

import click

from dutydesk.api import DataProblem
from dutydesk.api.commands import json_option, open_desk, print_json, say
from dutydesk.wording import _, ngettext
from dutydesk_roster.commands.month_argument import MONTH
from dutydesk_roster.month import Month
from dutydesk_roster.roster import Roster


@click.command(help=_("Publish a month: staff see it in their calendars from now on."))
@click.argument("month", type=MONTH)
@click.option("--dry-run", is_flag=True, help=_("Only show what would change for whom."))
@json_option
@click.pass_context
def publish(ctx: click.Context, month: Month, *, dry_run: bool, as_json: bool) -> None:
    """Show whom the publication affects."""
    from dutydesk_roster import publishing  # noqa: PLC0415

    desk = open_desk(ctx)
    standing = Roster.of(desk, month.first, month.last)
    if not standing.assignments and not standing.published:
        raise DataProblem(
            _("the roster of {month} is empty; `dutydesk roster generate {month}` arranges it").format(
                month=month
            )
        )
    changes = (
        publishing.differences(standing)
        if dry_run
        else publishing.publish(desk, month.first, month.last, _("the roster of {month}").format(month=month))
    )
    affected = publishing.by_person(changes)
    if as_json:
        print_json(
            {
                "month": str(month),
                "published": not dry_run,
                "changes": len(changes),
                "people": [{"person": key, "changes": len(held)} for key, held in affected.items()],
            }
        )
        return
    names = standing.names
    for key, held in affected.items():
        say(
            ngettext("{name}: {count} change", "{name}: {count} changes", len(held)).format(
                name=names.get(key, key), count=len(held)
            )
        )
    if not changes:
        say(_("{month} is published as it stands; nothing to do.").format(month=month))
    elif dry_run:
        say(
            _("{month}: publishing would change {count} duties of {people} people").format(
                month=month, count=len(changes), people=len(affected)
            )
        )
    else:
        say(
            _("{month} is published: {count} duties of {people} people changed").format(
                month=month, count=len(changes), people=len(affected)
            )
        )
