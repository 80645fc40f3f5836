"""``dutydesk roster repair``."""

from datetime import date

import click

from dutydesk.api.commands import DAY, json_option, open_desk, print_json, say, warn
from dutydesk.wording import _


@click.command(help=_("Someone is away: who stands in, with the fewest changes."))
@click.option("--absent", "person", required=True, metavar="KEY", help=_("Who is away."))
@click.option("--on", "day", required=True, type=DAY, help=_("From which day."))
@click.option("--until", type=DAY, help=_("To which day; else the same one."))
@click.option("--kind", default="sick", show_default=True, help=_("The kind of absence."))
@click.option("--apply", "applies", is_flag=True, help=_("Keep the absence and the changes."))
@json_option
@click.pass_context
def repair(
    ctx: click.Context,
    person: str,
    day: date,
    until: date | None,
    kind: str,
    *,
    applies: bool,
    as_json: bool,
) -> None:
    """Show the changes; make them only where asked."""
    from dutydesk_roster.repairing import propose_repair  # noqa: PLC0415

    desk = open_desk(ctx)
    last = until if until is not None else day
    proposal = propose_repair(desk, person, day, last, kind)
    if applies:
        proposal.accept(desk)
    open_slots = proposal.open_slots
    if as_json:
        print_json(
            {
                "absent": person,
                "first": day,
                "last": last,
                "applied": applies,
                "changes": [
                    {
                        "person": each.person,
                        "post": each.post,
                        "shift": each.shift,
                        "day": each.day,
                        "change": each.change,
                    }
                    for each in proposal.changes
                ],
                "unfilled": [
                    {"post": each.post, "shift": each.shift, "day": each.day, "missing": each.missing}
                    for each in open_slots
                ],
                "seconds": round(proposal.seconds, 2),
            }
        )
    else:
        for line in proposal.lines():
            say(line)
        if not applies:
            warn(_("Nothing was changed; --apply keeps the absence and these changes."))
    ctx.exit(1 if open_slots else 0)
