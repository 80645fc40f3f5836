"""``dutydesk drills note``, ``correct``."""

from datetime import datetime, time
from typing import TYPE_CHECKING

import click

from dutydesk.api import DataProblem
from dutydesk.api.commands import json_option, open_desk, print_json, say
from dutydesk.wording import _

if TYPE_CHECKING:
    from dutydesk_drills.drill_moment import MomentSort
    from dutydesk_drills.live.drill_run import DrillRun

_START = "start"


class ClockTimeType(click.ParamType[time]):
    """A time of day to the second, such as ``10:04:12``."""

    name = "HH:MM:SS"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> time:
        """Read the time."""
        from dutydesk_drills.live.time_meant import parse_clock_time  # noqa: PLC0415

        if isinstance(value, time):
            return value
        try:
            return parse_clock_time(str(value))
        except ValueError as error:
            self.fail(str(error), param, ctx)


CLOCK_TIME = ClockTimeType()


@click.command(
    help=_(
        "Note WHAT in DRILL: a stage such as alarm, out or clear, start for the first; heads, missing, "
        "found, note; or end, with which the drill is held."
    )
)
@click.argument("drill")
@click.argument("what")
@click.option("--building", default="", metavar="CODE", help=_("The building, by its code in drills.toml."))
@click.option("--heads", type=int, help=_("How many were counted."))
@click.option("--text", default="", help=_("The note, or the name of whoever is missing or found."))
@click.option("--at", type=CLOCK_TIME, help=_("When it was, if not now."))
@json_option
@click.pass_context
def note(
    context: click.Context,
    drill: str,
    what: str,
    *,
    building: str,
    heads: int | None,
    text: str,
    at: time | None,
    as_json: bool,
) -> None:
    """Keep the moment and print it."""
    from dutydesk_drills.drills import find_drill  # noqa: PLC0415
    from dutydesk_drills.live.moment_draft import MomentDraft  # noqa: PLC0415
    from dutydesk_drills.live.moment_words import clock_text, moment_text  # noqa: PLC0415
    from dutydesk_drills.live.noting import note as keep  # noqa: PLC0415
    from dutydesk_drills.live.reading import run_of  # noqa: PLC0415
    from dutydesk_drills.live.run_values import moment_values  # noqa: PLC0415
    from dutydesk_drills.live.time_meant import time_meant  # noqa: PLC0415

    desk = open_desk(context)
    found = find_drill(desk, drill)
    run = run_of(desk, found)
    sort, stage = _meant(run, what)
    moment = keep(
        desk,
        found,
        MomentDraft(
            sort=sort,
            stage=stage,
            building=building,
            heads=heads,
            text=text,
            at=None if at is None else time_meant(run, found.day, desk.today(), at),
        ),
    )
    after = run_of(desk, found)
    if as_json:
        print_json(moment_values(after, moment))
    else:
        said = _("{time} {what} ({id})")
        say(said.format(time=clock_text(moment.at), what=moment_text(after.setup, moment), id=moment.id))


def _meant(run: "DrillRun", what: str) -> tuple["MomentSort", str]:
    from dutydesk_drills.drill_moment import MomentSort  # noqa: PLC0415

    if run.setup.stage(what) is not None:
        return MomentSort.STAGE, what
    if what == _START:
        return MomentSort.STAGE, run.setup.first.code
    words = {
        "heads": MomentSort.COUNT,
        "missing": MomentSort.MISSING,
        "found": MomentSort.FOUND,
        "note": MomentSort.NOTE,
        "end": MomentSort.END,
    }
    if what in words:
        return words[what], ""
    stages = ", ".join(each.code for each in run.setup.stages)
    raise DataProblem(
        _("{what!r} is nothing to note; expected one of {known}").format(
            what=what, known=f"{stages}, {_START}, {', '.join(words)}"
        )
    )


@click.command(
    help=_(
        "Put MOMENT right, by its id or the beginning of it, or remove it; what it said before stays in the "
        "history."
    )
)
@click.argument("moment")
@click.option("--at", type=CLOCK_TIME, help=_("When it was."))
@click.option("--heads", type=int, help=_("How many were counted."))
@click.option("--text", help=_("The note, or the name."))
@click.option("--remove", is_flag=True, help=_("It was wrong altogether."))
@click.option("--why", required=True, help=_("The reason."))
@json_option
@click.pass_context
def correct(
    context: click.Context,
    moment: str,
    *,
    at: time | None,
    heads: int | None,
    text: str | None,
    remove: bool,
    why: str,
    as_json: bool,
) -> None:
    """Keep the correction and print the moment."""
    from dutydesk_drills.live.correcting import Correction, correct_moment, remove_moment  # noqa: PLC0415
    from dutydesk_drills.live.moment_words import clock_text, moment_text  # noqa: PLC0415
    from dutydesk_drills.live.noting import drill_with_moment, known_moment  # noqa: PLC0415
    from dutydesk_drills.live.reading import run_of  # noqa: PLC0415
    from dutydesk_drills.live.run_values import moment_values  # noqa: PLC0415
    from dutydesk_drills.live.time_meant import time_meant  # noqa: PLC0415

    desk = open_desk(context)
    drill = drill_with_moment(desk, moment)
    run = run_of(desk, drill)
    before = known_moment(run, moment)
    if remove and (at, heads, text) != (None, None, None):
        raise DataProblem(_("--remove goes with --why alone"))
    if remove:
        kept = remove_moment(desk, drill, before.id, why)
    else:
        when: datetime | None = None
        if at is not None:
            when = time_meant(run, drill.day, desk.today(), at, before)
        correction = Correction(why=why, at=when, heads=heads, text=text)
        kept = correct_moment(desk, drill, before.id, correction)
    if as_json:
        print_json({**moment_values(run_of(desk, drill), kept), "removed": remove})
    else:
        said = _("Removed: {time} {what}") if remove else _("Put right: {time} {what}")
        say(said.format(time=clock_text(kept.at), what=moment_text(run.setup, kept)))
