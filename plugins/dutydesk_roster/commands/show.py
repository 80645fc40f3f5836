"""``dutydesk roster show``."""

from datetime import datetime

import click

from dutydesk.api.commands import json_option, open_desk, print_json, print_table, say
from dutydesk.domain import short_day
from dutydesk.wording import _
from dutydesk_roster.commands.month_argument import INSTANT, MONTH
from dutydesk_roster.month import Month
from dutydesk_roster.published_past import PublishedRoster
from dutydesk_roster.roster import Roster


@click.command(help=_("Show the roster of a month, as it stands or as it was published at any time."))
@click.argument("month", type=MONTH)
@click.option(
    "--as-of", type=INSTANT, help=_("Show it as staff were told by then; a day alone means its end.")
)
@json_option
@click.pass_context
def show(ctx: click.Context, month: Month, *, as_of: datetime | None, as_json: bool) -> None:
    """List every assignment in order of time."""
    desk = open_desk(ctx)
    found: Roster
    if as_of is None:
        found = Roster.of(desk, month.first, month.last)
    else:
        found = PublishedRoster.at(desk, month.first, month.last, desk.zone.instant(as_of))
    names = found.names
    rows = sorted(
        ((found.times(each), each) for each in found.assignments),
        key=lambda row: (row[1].day, row[0][0].isoformat() if row[0] else "", row[1].post, row[1].person),
    )
    if as_json:
        print_json(
            {
                "month": str(month),
                **({} if as_of is None else {"as_of": desk.zone.wall(desk.zone.instant(as_of)).isoformat()}),
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
    if not rows and as_of is not None:
        say(_("Nothing of {month} was published by {when:%Y-%m-%d %H:%M}.").format(month=month, when=as_of))
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
                short_day(each.day),
                f"{times[0]:%H:%M}–{times[1]:%H:%M}" if times else _("gone"),
                found.plan.post_name(each.post),
                found.plan.shift_name(each.shift),
                names.get(each.person, each.person),
                found.state(each) + (" *" if each.pinned else ""),
            )
            for times, each in rows
        ],
    )
