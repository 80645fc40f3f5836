"""``dutydesk drills trend``."""

import click

from dutydesk.api.commands import json_option, open_desk, print_json, print_table, say
from dutydesk.domain import stopwatch_text
from dutydesk.wording import _, pgettext


@click.command(help=_("Show the times of drills against the target, drill by drill and year by year."))
@click.option("--kind", default="", help=_("Only drills of one kind, by its code."))
@click.option("--building", default="", help=_("The times of one building, by its code."))
@json_option
@click.pass_context
def trend(context: click.Context, *, kind: str, building: str, as_json: bool) -> None:
    """Print each drill, then each school year."""
    from dutydesk_drills.after.trend import trend_of  # noqa: PLC0415
    from dutydesk_drills.buildings import building_named  # noqa: PLC0415
    from dutydesk_drills.kinds import known_kind  # noqa: PLC0415

    desk = open_desk(context)
    named = building_named(desk, building)
    found = trend_of(
        desk, kind=known_kind(desk, kind).code if kind else "", building=named.code if named else ""
    )
    if as_json:
        print_json(
            {
                "kind": found.kind,
                "building": found.building,
                "median": found.median,
                "mean": found.mean,
                "best": found.best.seconds if found.best else None,
                "within": found.within,
                "drills": [
                    {
                        "drill": each.key,
                        "date": each.day,
                        "title": each.title,
                        "kind": each.kind,
                        "seconds": each.seconds,
                        "target_seconds": each.target,
                        "within": each.is_within,
                        "records": list(each.records),
                    }
                    for each in found.points
                ],
                "untimed": [
                    {"drill": each.drill.key, "date": each.drill.day, "minutes": each.drill.minutes}
                    for each in found.untimed
                ],
                "years": [
                    {
                        "year": each.year,
                        "drills": each.count,
                        "median": each.median,
                        "best": each.best,
                        "within": each.within,
                    }
                    for each in found.years
                ],
            }
        )
        return
    if not found.points:
        say(_("No times of such drills are kept yet; the live drill notes them, or `record --out`."))
        return
    print_table(
        (_("Day"), _("Drill"), pgettext("duration", "Time"), _("Target"), _("Within")),
        [
            (
                each.day,
                each.title,
                stopwatch_text(each.seconds),
                stopwatch_text(each.target),
                _("yes") if each.is_within else _("no"),
            )
            for each in found.points
        ],
    )
    say("")
    print_table(
        (_("School year"), _("Drills"), _("Median"), _("Best"), _("Within")),
        [
            (
                each.year,
                each.count,
                stopwatch_text(each.median),
                stopwatch_text(each.best),
                f"{each.within}/{each.count}",
            )
            for each in found.years
        ],
    )
