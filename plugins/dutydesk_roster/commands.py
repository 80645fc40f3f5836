"""``dutydesk roster``."""

import sys
import time
from datetime import datetime

import click

from dutydesk.api import DataProblem, Desk
from dutydesk.api.commands import json_option, open_desk, print_json, print_table, say, warn
from dutydesk.wording import _, ngettext
from dutydesk_roster.engine import EngineFailed, GenerateJob, Problem, Solution
from dutydesk_roster.month import Month
from dutydesk_roster.roster import Roster

_POLL = 0.2


class MonthType(click.ParamType[Month]):
    """A month such as ``2026-11``."""

    name = "YYYY-MM"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Month:
        """Read the month."""
        if isinstance(value, Month):
            return value
        try:
            return Month.parse(str(value))
        except DataProblem as error:
            self.fail(str(error), param, ctx)


MONTH = MonthType()


@click.group(help=_("Generate, check, publish and show a roster."))
def roster() -> None:
    """Group the commands about rosters."""


@roster.command(help=_("Show the roster of a month."))
@click.argument("month", type=MONTH)
@json_option
@click.pass_context
def show(ctx: click.Context, month: Month, *, as_json: bool) -> None:
    """List every assignment in order of time."""
    desk = open_desk(ctx)
    found = Roster.of(desk, month.first, month.last)
    names = found.names
    rows = sorted(
        ((found.times(each), each) for each in found.assignments),
        key=lambda row: (row[1].day, row[0][0].isoformat() if row[0] else "", row[1].post, row[1].person),
    )
    if as_json:
        print_json(
            {
                "month": str(month),
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
                f"{each.day:%a %m-%d}",
                f"{times[0]:%H:%M}–{times[1]:%H:%M}" if times else _("gone"),
                found.plan.post_name(each.post),
                found.plan.shift_name(each.shift),
                names.get(each.person, each.person),
                found.state(each) + (" *" if each.pinned else ""),
            )
            for times, each in rows
        ],
    )


@roster.command(help=_("Arrange a month: fill the open slots, keep pins and what is published."))
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
    solution = _search(problem, seconds or standing.plan.rules.search_seconds, seed, quiet=as_json)
    accept(desk, standing, solution.assignments, _("Generate the roster of {month}").format(month=month))
    _report(ctx, desk, month, time.monotonic() - started, as_json=as_json)


def _search(problem: Problem, seconds: float, seed: int, *, quiet: bool) -> Solution:
    shows = not quiet and sys.stderr.isatty()
    with GenerateJob(problem, seconds=seconds, seed=seed) as job:
        while not job.done():
            try:
                time.sleep(_POLL)
            except KeyboardInterrupt:
                job.cancel()
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


@roster.command(help=_("Check a month: open slots and broken rules."))
@click.argument("month", type=MONTH)
@json_option
@click.pass_context
def check(ctx: click.Context, month: Month, *, as_json: bool) -> None:
    """Leave with status 1 where anything is open or broken."""
    started = time.monotonic()
    desk = open_desk(ctx)
    _report(ctx, desk, month, time.monotonic() - started, as_json=as_json)


def _report(ctx: click.Context, desk: Desk, month: Month, seconds: float, *, as_json: bool) -> None:
    from dutydesk_roster.checking import duty_clashes  # noqa: PLC0415

    found = Roster.of(desk, month.first, month.last)
    clashes = duty_clashes(desk, month.first, month.last)
    missing = sum(slot.missing for slot in found.open_slots)
    if as_json:
        print_json(
            {
                "month": str(month),
                "assignments": len(found.assignments),
                "unfilled": [
                    {"post": slot.post, "shift": slot.shift, "day": slot.day, "missing": slot.missing}
                    for slot in found.open_slots
                ],
                "clashes": [
                    {"person": each.person, "day": each.day, "rule": each.rule, "text": each.text}
                    for each in clashes
                ],
                "seconds": round(seconds, 2),
            }
        )
    else:
        for slot in found.open_slots:
            say(
                _("open: {day:%a %m-%d} {post}, {shift}: {missing} missing").format(
                    day=slot.day,
                    post=found.plan.post_name(slot.post),
                    shift=found.plan.shift_name(slot.shift),
                    missing=slot.missing,
                )
            )
        for each in clashes:
            say(_("clash: {day:%a %m-%d} {text}").format(day=each.day, text=each.text))
        say(
            _("{month}: duties {assignments}, open {missing}, clashes {clashes}").format(
                month=month, assignments=len(found.assignments), missing=missing, clashes=len(clashes)
            )
        )
    ctx.exit(1 if found.open_slots or clashes else 0)


@roster.command(help=_("Publish a month: staff see it in their calendars from now on."))
@click.argument("month", type=MONTH)
@click.option("--dry-run", is_flag=True, help=_("Only show what would change for whom."))
@json_option
@click.pass_context
def publish(ctx: click.Context, month: Month, *, dry_run: bool, as_json: bool) -> None:
    """Show whom the publication affects."""
    from dutydesk_roster import publishing  # noqa: PLC0415

    desk = open_desk(ctx)
    standing = Roster.of(desk, month.first, month.last)
    if not standing.assignments and not standing.published:
        raise DataProblem(
            _("the roster of {month} is empty; `dutydesk roster generate {month}` arranges it").format(
                month=month
            )
        )
    changes = (
        publishing.differences(standing)
        if dry_run
        else publishing.publish(desk, month.first, month.last, _("the roster of {month}").format(month=month))
    )
    affected = publishing.by_person(changes)
    if as_json:
        print_json(
            {
                "month": str(month),
                "published": not dry_run,
                "changes": len(changes),
                "people": [{"person": key, "changes": len(held)} for key, held in affected.items()],
            }
        )
        return
    names = standing.names
    for key, held in affected.items():
        say(
            ngettext("{name}: {count} change", "{name}: {count} changes", len(held)).format(
                name=names.get(key, key), count=len(held)
            )
        )
    if not changes:
        say(_("{month} is published as it stands; nothing to do.").format(month=month))
    elif dry_run:
        say(
            _("{month}: publishing would change {count} duties of {people} people").format(
                month=month, count=len(changes), people=len(affected)
            )
        )
    else:
        say(
            _("{month} is published: {count} duties of {people} people changed").format(
                month=month, count=len(changes), people=len(affected)
            )
        )


@roster.command(help=_("Someone is away: who stands in, with the fewest changes."))
@click.option("--absent", "person", required=True, metavar="KEY", help=_("Who is away."))
@click.option("--on", "day", required=True, type=click.DateTime(["%Y-%m-%d"]), help=_("From which day."))
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help=_("To which day; else the same one."))
@click.option("--kind", default="sick", show_default=True, help=_("The kind of absence."))
@click.option("--apply", "applies", is_flag=True, help=_("Keep the absence and the changes."))
@json_option
@click.pass_context
def repair(
    ctx: click.Context,
    person: str,
    day: datetime,
    until: datetime | None,
    kind: str,
    *,
    applies: bool,
    as_json: bool,
) -> None:
    """Show the changes; make them only where asked."""
    from dutydesk_roster.repairing import propose_repair  # noqa: PLC0415

    desk = open_desk(ctx)
    first = day.date()
    last = until.date() if until is not None else first
    proposal = propose_repair(desk, person, first, last, kind)
    if applies:
        proposal.accept(desk)
    open_slots = proposal.open_slots
    if as_json:
        print_json(
            {
                "absent": person,
                "first": first,
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
