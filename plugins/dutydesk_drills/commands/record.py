"""``dutydesk drills record``."""

from datetime import date
from typing import TYPE_CHECKING

import click

from dutydesk.api.commands import DAY, json_option, open_desk, print_json, say
from dutydesk.domain import parse_stopwatch, stopwatch_text
from dutydesk.wording import _
from dutydesk_drills.kind import MOST_MINUTES

if TYPE_CHECKING:
    from dutydesk.api import Desk


@click.command(help=_("Mark the drill DRILL, by its code in drills.toml or its id, as done."))
@click.argument("drill")
@click.option(
    "--date",
    "held_on",
    type=DAY,
    help=_("When it was held, if not as planned."),
)
@click.option("--minutes", type=click.IntRange(1, MOST_MINUTES), required=True, help=_("How long it took."))
@click.option("--note", help=_("What was seen."))
@click.option(
    "--out",
    "out",
    multiple=True,
    metavar="BUILDING=M:SS",
    help=_("When a building was empty, from the alarm, such as teaching=2:10; once for each."),
)
@json_option
@click.pass_context
def record(
    context: click.Context,
    drill: str,
    held_on: date | None,
    minutes: int,
    *,
    note: str | None,
    out: tuple[str, ...],
    as_json: bool,
) -> None:
    """Keep when a drill was held, how long it took, and the times of buildings."""
    from dutydesk_drills.drills import find_drill  # noqa: PLC0415
    from dutydesk_drills.recording import record_drill  # noqa: PLC0415

    desk = open_desk(context)
    found = find_drill(desk, drill, held_on).held
    day = held_on or found.start.date()
    times = dict(_time_of(desk, text) for text in out)
    record_drill(desk, found, day=day, minutes=minutes, note=note, out=times)
    if as_json:
        told = {"out": times} if times else {}
        print_json({"drill": found.key, "date": day, "minutes": minutes, "state": "held", **told})
        return
    say(
        _("{title} was held on {day}, {minutes} min.").format(
            title=found.activity.title, day=day, minutes=minutes
        )
    )
    for code, seconds in times.items():
        say(_("{building}: {time}").format(building=code, time=stopwatch_text(seconds)))


def _time_of(desk: "Desk", text: str) -> tuple[str, int]:
    """Return the code of the building and the seconds that ``teaching=2:10`` says."""
    from dutydesk.api import DataProblem  # noqa: PLC0415
    from dutydesk_drills.buildings import building_named  # noqa: PLC0415

    name, equals, time = text.rpartition("=")
    building = building_named(desk, name)
    if not equals or building is None:
        expected = _("--out {text!r}: expected BUILDING=M:SS, such as teaching=2:10")
        raise DataProblem(expected.format(text=text))
    try:
        return building.code, parse_stopwatch(time)
    except ValueError as error:
        raise DataProblem(f"--out {building.code}: {error}") from error
