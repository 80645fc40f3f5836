"""``dutydesk roster generate``."""

import sys
import time

import click

from dutydesk.api import DataProblem
from dutydesk.api.commands import json_option, open_desk
from dutydesk.executors import InterruptsTo
from dutydesk.wording import _, ngettext
from dutydesk_roster.commands.check import Found, report
from dutydesk_roster.commands.month_argument import MONTH
from dutydesk_roster.engine import EngineFailed, GenerateJob, Solution
from dutydesk_roster.month import Month
from dutydesk_roster.roster import Roster

_POLL = 0.2


@click.command(help=_("Arrange a month: fill the open slots, keep pins and what is published."))
@click.argument("month", type=MONTH)
@click.option("--seconds", type=click.FloatRange(0.1, 3600), help=_("The longest that the search may take."))
@click.option("--seed", type=int, default=0, show_default=True, help=_("Another seed, another roster."))
@click.option("--fresh", is_flag=True, help=_("Do not keep what is published."))
@json_option
@click.pass_context
def generate(
    ctx: click.Context, month: Month, seconds: float | None, seed: int, *, fresh: bool, as_json: bool
) -> None:
    """Search in a worker process; Ctrl+C keeps the best roster found so far."""
    from dutydesk_roster.arranging import accept  # noqa: PLC0415
    from dutydesk_roster.problem_of import problem_of  # noqa: PLC0415

    desk = open_desk(ctx)
    standing = Roster.of(desk, month.first, month.last)
    if not standing.people:
        raise DataProblem(_("there is nobody to stand duty yet; `dutydesk people import FILE` adds people"))
    problem = problem_of(desk, standing, keep_published=not fresh)
    if not problem.slots:
        raise DataProblem(_("config/demand.toml asks for nobody in {month}").format(month=month))
    started = time.monotonic()
    seconds = seconds or standing.plan.rules.search_seconds
    with (
        GenerateJob(problem, seconds=seconds, seed=seed, engine=desk.search_engine) as job,
        InterruptsTo(job.cancel),
    ):
        solution = _followed(job, quiet=as_json)
    accept(desk, standing, solution.assignments, _("Generate the roster of {month}").format(month=month))
    found = Found.of(problem, solution)
    report(ctx, desk, month, time.monotonic() - started, as_json=as_json, found=found)


def _followed(job: GenerateJob, *, quiet: bool) -> Solution:
    shows = not quiet and sys.stderr.isatty()
    while not job.done():
        time.sleep(_POLL)
        progress = job.progress()
        if shows and progress is not None:
            open_heads = ngettext("{n} open", "{n} open", progress.unfilled).format(n=progress.unfilled)
            text = _("searching {seconds:.0f} s, {open_heads} (Ctrl+C keeps the best so far)").format(
                seconds=progress.seconds, open_heads=open_heads
            )
            click.echo(f"\r{text}\x1b[K", nl=False, err=True)
    if shows:
        click.echo("\r\x1b[K", nl=False, err=True)
    try:
        return job.result()
    except EngineFailed as error:
        raise DataProblem(str(error)) from error
