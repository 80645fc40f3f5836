"""``dutydesk figures``: the numbers of a year that the plugins give, with the records that prove them."""

import click

from dutydesk.api.commands import json_option, open_desk, print_json, print_table, say, warn
from dutydesk.wording import _

FIRST_YEAR, LAST_YEAR = 1970, 2998


@click.command(
    help=_(
        "Print the figures of YEAR, or of this year, from every plugin; status 1 where one could not give "
        "its own."
    )
)
@click.argument("year", type=click.IntRange(FIRST_YEAR, LAST_YEAR), required=False)
@json_option
@click.pass_context
def figures(ctx: click.Context, year: int | None, *, as_json: bool) -> None:
    """Print each figure; the records behind it only in JSON, where a program can follow them."""
    desk = open_desk(ctx)
    wanted = year or desk.today().year
    found = desk.figures(wanted)
    missing = [f"{each.plugin}: {each.summary}" for each in desk.faults() if each.where == "figures"]
    if as_json:
        print_json(
            {
                "year": wanted,
                "figures": [
                    {
                        "figure": each.key,
                        "title": each.title,
                        "value": each.value,
                        "precision": each.precision,
                        "records": each.records,
                    }
                    for each in found
                ],
                "faults": missing,
            }
        )
    elif not found:
        say(_("No plugin gives a figure of {year}.").format(year=wanted))
    else:
        print_table(
            (_("Figure"), _("Value")),
            [(each.title, f"{each.precision} {each.value:.12g}".strip()) for each in found],
        )
    for fault in missing:
        warn(f"! {fault}")
    ctx.exit(1 if missing else 0)
