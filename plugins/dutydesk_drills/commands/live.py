"""``dutydesk drills live``."""

import click

from dutydesk.api.commands import json_option, open_desk, print_json, print_table, say
from dutydesk.domain import stopwatch_text
from dutydesk.wording import _, listed, pgettext


@click.command(
    help=_("Show how DRILL runs: clock, stages, each building against its target, heads, who is missing.")
)
@click.argument("drill")
@json_option
@click.pass_context
def live(context: click.Context, drill: str, *, as_json: bool) -> None:
    """Print the run."""
    from dutydesk_drills.drills import find_drill  # noqa: PLC0415
    from dutydesk_drills.live.moment_words import (  # noqa: PLC0415
        building_heads,
        clock_text,
        next_text,
        over_text,
        state_text,
        warnings,
    )
    from dutydesk_drills.live.reading import run_of, second_now  # noqa: PLC0415
    from dutydesk_drills.live.run_values import run_values  # noqa: PLC0415

    desk = open_desk(context)
    found = find_drill(desk, drill)
    run, now = run_of(desk, found), second_now(desk)
    if as_json:
        print_json(run_values(found, run, now))
        return
    elapsed = run.elapsed(now)
    title, step = found.title, run.next_step
    if run.started is None:
        say(
            _("{drill} has not begun. Next: {step}").format(drill=title, step=next_text(step) if step else "")
        )
    elif run.ended is None:
        text = _("{drill} is running since {time}: {elapsed}. Next: {step}")
        say(
            text.format(
                drill=title,
                time=clock_text(run.started),
                elapsed=stopwatch_text(elapsed),
                step=next_text(step) if step else "",
            )
        )
    else:
        text = _("{drill} ended at {time}, after {elapsed}.")
        say(text.format(drill=title, time=clock_text(run.ended), elapsed=stopwatch_text(elapsed)))
    print_table(
        (
            _("Building"),
            _("State"),
            pgettext("duration", "Time"),
            _("Target"),
            _("Difference"),
            _("Heads"),
            _("Missing"),
        ),
        [
            (
                each.building.name,
                state_text(run, each, elapsed),
                "" if each.seconds is None else stopwatch_text(each.seconds),
                stopwatch_text(each.building.target_seconds),
                over_text(each.over),
                building_heads(each),
                listed(each.missing),
            )
            for each in run.buildings
        ],
    )
    for each in run.stages:
        if each.stage.per == "drill" and each.at is not None:
            say(
                _("{stage}: {time}, {elapsed}").format(
                    stage=each.stage.name,
                    time=clock_text(each.at),
                    elapsed=stopwatch_text(each.seconds or 0),
                )
            )
    for text in warnings(run):
        say(f"! {text}")
