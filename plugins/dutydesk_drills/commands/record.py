"""``dutydesk drills record``."""

from datetime import date

import click

from dutydesk.api.commands import DAY, json_option, open_desk, print_json, say
from dutydesk.wording import _


@click.command(help=_("Mark the drill DRILL, by its code in drills.toml or its id, as done."))
@click.argument("drill")
@click.option(
    "--date",
    "held_on",
    type=DAY,
    help=_("When it was held, if not as planned."),
)
@click.option("--minutes", type=click.IntRange(1, 720), required=True, help=_("How long it took."))
@click.option("--note", help=_("What was seen."))
@json_option
@click.pass_context
def record(
    context: click.Context,
    drill: str,
    held_on: date | None,
    minutes: int,
    note: str | None,
    *,
    as_json: bool,
) -> None:
    """Keep when a drill was held and how long it took."""
    from dutydesk_drills.drills import find_drill  # noqa: PLC0415
    from dutydesk_drills.recording import record_drill  # noqa: PLC0415

    desk = open_desk(context)
    found = find_drill(desk, drill, held_on).held
    day = held_on or found.start.date()
    record_drill(desk, found, day=day, minutes=minutes, note=note)
    if as_json:
        print_json({"drill": found.key, "date": day, "minutes": minutes, "state": "held"})
    else:
        say(
            _("{title} was held on {day}, {minutes} min.").format(
                title=found.activity.title, day=day, minutes=minutes
            )
        )
