"""``dutydesk roster show``."""

import click

from dutydesk.api.commands import json_option, open_desk, print_json, print_table, say
from dutydesk.wording import _
from dutydesk_roster.commands.month_argument import MONTH
from dutydesk_roster.month import Month
from dutydesk_roster.roster import Roster


@click.command(help=_("Show the roster of a month."))
@click.argument("month", type=MONTH)
@json_option
@click.pass_context
def show(ctx: click.Context, month: Month, *, as_json: bool) -> None:
    """List every assignment in order of time."""
    desk = open_desk(ctx)
    found = Roster.of(desk, month.first, month.last)
    names = found.names
    rows = sorted(
        ((found.times(each), each) for each in found.assignments),
        key=lambda row: (row[1].day, row[0][0].isoformat() if row[0] else "", row[1].post, row[1].person),
    )
    if as_json:
        print_json(
            {
                "month": str(month),
                "assignments": [
                    {
                        "person": each.person,
                        "post": each.post,
                        "shift": each.shift,
                        "day": each.day,
                        "start": times[0].isoformat() if times else None,
                        "end": times[1].isoformat() if times else None,
                        "state": found.state(each),
                        "pinned": each.pinned,
                    }
                    for times, each in rows
                ],
            }
        )
        return
    if not rows:
        say(
            _("Nobody stands duty in {month} yet; `dutydesk roster generate {month}` arranges it.").format(
                month=month
            )
        )
        return
    print_table(
        (_("Day"), _("Time"), _("Post"), _("Shift"), _("Person"), _("State")),
        [
            (
                f"{each.day:%a %m-%d}",
                f"{times[0]:%H:%M}–{times[1]:%H:%M}" if times else _("gone"),
                found.plan.post_name(each.post),
                found.plan.shift_name(each.shift),
                names.get(each.person, each.person),
                found.state(each) + (" *" if each.pinned else ""),
            )
            for times, each in rows
        ],
    )
