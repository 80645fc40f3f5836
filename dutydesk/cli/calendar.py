"""``dutydesk calendar``: import others' calendars, list what is coming."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dutydesk.api import DataProblem
from dutydesk.api.commands import json_option, open_desk, print_json, print_table, say
from dutydesk.domain import clean_line, whole_day
from dutydesk.wording import _, ngettext

if TYPE_CHECKING:
    from dutydesk.exchange.calendar_import import CalendarPlan

MOST_SHOWN = 20
_QUIET_SECONDS = 1.0


@click.group(help=_("Import holidays and school calendars; list what is coming."))
def calendar() -> None:
    """Group the commands about the calendar."""


@calendar.command("import", help=_("Import the events of an iCalendar FILE."))
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--kind", default="school", show_default=True, help=_("What they are: school, holiday, ..."))
@click.option(
    "--years",
    type=click.IntRange(1, 10),
    default=2,
    show_default=True,
    help=_("How far ahead to expand what recurs."),
)
@click.option("--dry-run", is_flag=True, help=_("Only show what would change."))
@json_option
@click.pass_context
def import_calendar(
    ctx: click.Context, file: Path, kind: str, years: int, *, dry_run: bool, as_json: bool
) -> None:
    """Importing a file again updates its events and removes those that are gone from it."""
    from dutydesk.exchange.calendar_import import keep_calendar, preview_calendar  # noqa: PLC0415

    desk = open_desk(ctx)
    kinds = desk.activity_kinds()
    if kind not in kinds:
        raise DataProblem(
            _("--kind: {kind!r} is not known; expected one of {kinds}").format(
                kind=kind, kinds=", ".join(sorted(kinds))
            )
        )
    with _status_line(quiet=as_json) as tell:
        plan = preview_calendar(desk, file, kind, years, report=partial(_tell_reading, tell, file.name))
        if not dry_run:
            events = len(plan.added) + len(plan.updated) + len(plan.removed)
            tell(ngettext("keeping {count} event", "keeping {count} events", events).format(count=events))
            keep_calendar(desk, plan)
    if as_json:
        print_json(
            {
                "calendar": plan.name,
                "added": len(plan.added),
                "updated": len(plan.updated),
                "removed": len(plan.removed),
                "unchanged": plan.unchanged,
                "skipped": list(plan.skipped),
                "more_skipped": plan.more_skipped,
                "outside": plan.outside,
            }
        )
        return
    _say_passed_over(plan, years)
    say(
        _("{name}: events added {added}, changed {updated}, removed {removed}, as before {same}").format(
            name=plan.name,
            added=len(plan.added),
            updated=len(plan.updated),
            removed=len(plan.removed),
            same=plan.unchanged,
        )
    )


@contextmanager
def _status_line(*, quiet: bool) -> Iterator[Callable[[str], None]]:
    """Give what shows a line on the terminal while one waits, in place of the last; nothing of it stays."""
    if quiet or not sys.stderr.isatty():
        yield lambda _text: None
        return
    try:
        yield lambda text: click.echo(f"\r{text}\x1b[K", nl=False, err=True)
    finally:
        click.echo("\r\x1b[K", nl=False, err=True)


def _tell_reading(tell: Callable[[str], None], file: str, seconds: float) -> None:
    if seconds >= _QUIET_SECONDS:
        tell(
            _("reading {file}, {seconds:.0f} s (Ctrl+C stops it)").format(
                file=clean_line(file, 40), seconds=seconds
            )
        )


def _say_passed_over(plan: "CalendarPlan", years: int) -> None:
    for reason in plan.skipped[:MOST_SHOWN]:
        say(_("passed over: {reason}").format(reason=reason))
    more = len(plan.skipped[MOST_SHOWN:]) + plan.more_skipped
    if more:
        say(
            ngettext("passed over: and {count} more", "passed over: and {count} more", more).format(
                count=more
            )
        )
    if plan.outside:
        say(
            ngettext(
                "passed over: {count} event that is not held between a year ago and {years} years ahead",
                "passed over: {count} events that are not held between a year ago and {years} years ahead",
                plan.outside,
            ).format(count=plan.outside, years=years)
        )


@calendar.command("list", help=_("List the activities of the coming days."))
@click.option("--days", type=click.IntRange(1, 400), default=14, show_default=True)
@json_option
@click.pass_context
def list_calendar(ctx: click.Context, days: int, *, as_json: bool) -> None:
    """List what is held from today on."""
    desk = open_desk(ctx)
    held = desk.occurrences(desk.today(), desk.today() + timedelta(days=days - 1))
    if as_json:
        print_json(
            {
                "activities": [
                    {
                        "id": each.key,
                        "kind": each.activity.kind,
                        "title": each.activity.title,
                        "start": each.start.date()
                        if each.activity.all_day
                        else desk.zone.wall(desk.zone.instant(each.start)).isoformat(),
                        "end": each.end.date()
                        if each.activity.all_day
                        else desk.zone.wall(desk.zone.instant(each.end)).isoformat(),
                        "place": each.place,
                        "state": each.state,
                    }
                    for each in held
                ]
            }
        )
        return
    if not held:
        say(_("Nothing is planned in these days."))
        return
    print_table(
        (_("Day"), _("Time"), _("What"), _("Place")),
        [
            (
                whole_day(each.start.date()),
                _("all day") if each.activity.all_day else f"{each.start:%H:%M}–{each.end:%H:%M}",
                each.activity.title,
                each.place,
            )
            for each in held
        ],
    )
