"""``dutydesk calendar``: import others' calendars, list what is coming."""

from datetime import timedelta
from pathlib import Path

import click

from dutydesk.api import DataProblem
from dutydesk.api.commands import json_option, open_desk, print_json, print_table, say
from dutydesk.wording import _, ngettext


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
    plan = preview_calendar(desk, file, kind, years)
    if not dry_run:
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
                "outside": plan.outside,
            }
        )
        return
    for reason in plan.skipped:
        say(_("passed over: {reason}").format(reason=reason))
    if plan.outside:
        say(
            ngettext(
                "passed over: {count} event that is not held between a year ago and {years} years ahead",
                "passed over: {count} events that are not held between a year ago and {years} years ahead",
                plan.outside,
            ).format(count=plan.outside, years=years)
        )
    say(
        _("{name}: events added {added}, changed {updated}, removed {removed}, as before {same}").format(
            name=plan.name,
            added=len(plan.added),
            updated=len(plan.updated),
            removed=len(plan.removed),
            same=plan.unchanged,
        )
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
                f"{each.start:%a %Y-%m-%d}",
                _("all day") if each.activity.all_day else f"{each.start:%H:%M}–{each.end:%H:%M}",
                each.activity.title,
                each.place,
            )
            for each in held
        ],
    )
