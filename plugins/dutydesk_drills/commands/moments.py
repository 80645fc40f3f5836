"""``dutydesk drills moments``."""

import click

from dutydesk.api.commands import json_option, open_desk, print_json, print_table, say
from dutydesk.wording import _, pgettext


@click.command(
    help=_(
        "List what was noted in DRILL, by time, with every correction: who, when, why, what it said before."
    )
)
@click.argument("drill")
@json_option
@click.pass_context
def moments(context: click.Context, drill: str, *, as_json: bool) -> None:
    """Print each moment with its corrections."""
    from dutydesk_drills.drills import find_drill  # noqa: PLC0415
    from dutydesk_drills.live.moment_words import clock_text, moment_text, since_text  # noqa: PLC0415
    from dutydesk_drills.live.reading import run_of  # noqa: PLC0415
    from dutydesk_drills.live.run_values import trace_values  # noqa: PLC0415
    from dutydesk_drills.live.trace import moment_traces  # noqa: PLC0415

    desk = open_desk(context)
    found = find_drill(desk, drill)
    run, traces = run_of(desk, found), moment_traces(desk, found.key)
    if as_json:
        print_json({"drill": found.key, "moments": [trace_values(run, each) for each in traces]})
        return
    if not traces:
        say(_("Nothing was noted in {drill} yet.").format(drill=found.title))
        return
    rows: list[tuple[str, ...]] = []
    for trace in traces:
        moment = trace.moment
        mark = _("removed") if trace.is_gone else _("corrected") if trace.corrections else ""
        rows.append(
            (
                clock_text(moment.at),
                since_text(run, moment),
                moment_text(run.setup, moment),
                trace.noted.who,
                mark,
                moment.id,
            )
        )
        for change in trace.corrections:
            when = f"{desk.zone.wall(change.at):%m-%d %H:%M:%S}"
            before = "" if change.before is None else moment_text(run.setup, change.before)
            text = (
                _("before: {time} {what}").format(time=clock_text(change.before.at), what=before)
                if change.before is not None
                else _("back again")
            )
            rows.append(("", "", f"~ {text}", change.who, when, change.why))
    print_table(
        (_("Time"), pgettext("alarm", "After"), _("What"), _("Who"), _("Mark"), _("Moment, or why")), rows
    )
