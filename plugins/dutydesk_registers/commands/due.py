"""``dutydesk registers due``."""

from datetime import timedelta

import click

from dutydesk.api.commands import json_option, open_desk, print_json, print_table, say
from dutydesk.wording import _

_AHEAD = 14


@click.command(
    help=_("Show what must be done about entries and rounds soon or long ago; status 1 when some is overdue.")
)
@click.option(
    "--days",
    type=click.IntRange(0, 400),
    default=_AHEAD,
    show_default=True,
    help=_("How many days ahead."),
)
@json_option
@click.pass_context
def due(context: click.Context, *, days: int, as_json: bool) -> None:
    """Print each, the earliest first."""
    from dutydesk.api import DueState  # noqa: PLC0415
    from dutydesk_registers.due_items import due_items  # noqa: PLC0415

    desk = open_desk(context)
    today = desk.today()
    found = sorted(
        due_items(desk, today, today + timedelta(days=days)), key=lambda each: (each.day, each.title)
    )
    overdue = any(each.state is DueState.OVERDUE for each in found)
    if as_json:
        print_json(
            {
                "due": [
                    {
                        "day": each.day,
                        "title": each.title,
                        "detail": each.detail,
                        "overdue": each.state is DueState.OVERDUE,
                    }
                    for each in found
                ]
            }
        )
    elif found:
        print_table(
            (_("Day"), "", _("What"), _("More")),
            [
                (each.day, _("overdue") if each.state is DueState.OVERDUE else "", each.title, each.detail)
                for each in found
            ],
        )
    else:
        say(_("Nothing is due."))
    context.exit(1 if overdue else 0)
