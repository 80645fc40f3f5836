"""``dutydesk roster fairness``."""

import click

from dutydesk.api.commands import json_option, open_desk, print_json, print_table, say
from dutydesk.wording import _, pgettext
from dutydesk_roster.checking import asked_of
from dutydesk_roster.commands.month_argument import MONTH
from dutydesk_roster.engine.fairness import FairnessTable, Portion, fairness_table
from dutydesk_roster.engine.targets import Measure
from dutydesk_roster.month import Month
from dutydesk_roster.problem_of import problem_of
from dutydesk_roster.roster import Roster


@click.command(help=_("Show how fairly a month is shared: what each stands, and what would be their share."))
@click.argument("month", type=MONTH)
@json_option
@click.pass_context
def fairness(ctx: click.Context, month: Month, *, as_json: bool) -> None:
    """Show the table, which a person can check, and the number that comes of it."""
    desk = open_desk(ctx)
    roster = Roster.of(desk, month.first, month.last)
    problem = problem_of(desk, roster)
    table = fairness_table(problem, asked_of(roster, problem))
    if as_json:
        print_json(_document(month, table))
        return
    titles = {
        Measure.NIGHTS: _("Nights"),
        Measure.WEEKENDS: _("Weekends"),
        Measure.HOLIDAYS: _("Holidays"),
        Measure.HOURS: _("Hours"),
    }
    print_table(
        (_("Person"), pgettext("share", "Post"), _("Days"), *(titles[each] for each in Measure)),
        [
            *(
                (row.name, f"{row.share:.0%}", row.present, *(_cell(each) for each in row.portions))
                for row in table.rows
            ),
            (pgettext("sum", "All"), "", "", *(_cell(each) for each in table.totals)),
        ],
    )
    say(_("Each cell: what was stood / the fair share (what was carried in from earlier months)."))
    say(_("Post: the part of a full post. Days: on which the person could stand a duty."))
    say(_("{month}: fairness {number} of 100").format(month=month, number=table.number))


def _cell(portion: Portion) -> str:
    return f"{portion.stood:g} / {portion.fair:.1f} ({portion.carried:.0f})"


def _document(month: Month, table: FairnessTable) -> dict[str, object]:
    return {
        "month": str(month),
        "fairness": table.number,
        "people": [
            {
                "person": row.key,
                "share": row.share,
                "present": row.present,
                **{
                    each.measure.value: {
                        "carried": round(each.carried, 2),
                        "stood": round(each.stood, 2),
                        "fair": round(each.fair, 2),
                    }
                    for each in row.portions
                },
            }
            for row in table.rows
        ],
    }
