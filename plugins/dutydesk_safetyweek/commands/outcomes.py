"""``dutydesk safetyweek done``, ``weak-point``, ``attach``."""

from datetime import date

import click

from dutydesk.api.commands import COUNT, DAY, json_option, open_desk, print_json, say
from dutydesk.api.people_named import key_named
from dutydesk.domain import RoughCount
from dutydesk.wording import _, phrases
from dutydesk_safetyweek.commands.arguments import board_of, week_option


@click.command(help=_("Mark ACTIVITY held, with what was counted; done again, the counts are replaced."))
@click.argument("activity")
@click.option(
    "--reached", type=COUNT, metavar="N", help=_('How many people: 300, "over 1000" or "about 300".')
)
@click.option("--leaflets", type=COUNT, metavar="N", help=_("How many leaflets were given out."))
@click.option("--classes", type=click.IntRange(0), help=_("How many classes took part."))
@click.option("--note", default="", help=_("How it went."))
@click.option("--undo", is_flag=True, help=_("It was not held after all."))
@week_option
@json_option
@click.pass_context
def done(
    context: click.Context,
    activity: str,
    *,
    reached: RoughCount | None,
    leaflets: RoughCount | None,
    classes: int | None,
    note: str,
    undo: bool,
    week: str | None,
    as_json: bool,
) -> None:
    """Mark it and print what is kept."""
    from dutydesk_safetyweek.changing import Outcome, hold_entry, unhold_entry  # noqa: PLC0415
    from dutydesk_safetyweek.closing_report import counts_in_words  # noqa: PLC0415
    from dutydesk_safetyweek.week_values import entry_values  # noqa: PLC0415

    desk = open_desk(context)
    board = board_of(desk, week)
    entry = board.entry(activity)
    if undo:
        unhold_entry(desk, entry)
    else:
        hold_entry(desk, entry, Outcome(reached=reached, leaflets=leaflets, classes_held=classes, text=note))
    kept = board_of(desk, board.week.id).entry(entry.id)
    if as_json:
        print_json({"day": kept.day, **entry_values(kept)})
    elif undo:
        say(_("Not held: {title}").format(title=kept.title))
    else:
        say(_("Held: {title}").format(title=phrases((kept.title, *counts_in_words(kept)))))


@click.command("weak-point", help=_("Keep a weak point found at ACTIVITY, as a task for someone."))
@click.argument("activity")
@click.argument("title")
@click.option("--owner", metavar="PERSON", required=True, help=_("Who mends it, by key or name."))
@click.option("--due", type=DAY, required=True, help=_("By when it is mended."))
@click.option("--hazard", is_flag=True, help=_("It is a hazard."))
@click.option("--place", default="", help=_("Where; else the place of the activity."))
@week_option
@json_option
@click.pass_context
def weak_point(
    context: click.Context,
    activity: str,
    title: str,
    *,
    owner: str,
    due: date,
    hazard: bool,
    place: str,
    week: str | None,
    as_json: bool,
) -> None:
    """Keep it and print it."""
    from dutydesk_safetyweek.changing import record_weak_point  # noqa: PLC0415
    from dutydesk_safetyweek.week_values import task_values  # noqa: PLC0415

    desk = open_desk(context)
    entry = board_of(desk, week).entry(activity)
    task = record_weak_point(desk, entry, title, key_named(desk, owner), due, hazard=hazard, place=place)
    if as_json:
        print_json(task_values(task))
    else:
        said = _("Hazard kept: {title}, due {day}") if hazard else _("Weak point kept: {title}, due {day}")
        say(said.format(title=task.title, day=task.due))


@click.command(help=_("Attach a file or a link that begins with https:// to the week, or to an activity."))
@click.argument("source", metavar="FILE|LINK")
@click.option("--to", "activity", metavar="ACTIVITY", help=_("The activity; else the week itself."))
@click.option("--title", default="", help=_("What it is called; else its name."))
@week_option
@json_option
@click.pass_context
def attach(
    context: click.Context, source: str, *, activity: str | None, title: str, week: str | None, as_json: bool
) -> None:
    """Keep it and print it."""
    from dutydesk.api.attachments import attach as attach_to  # noqa: PLC0415

    desk = open_desk(context)
    board = board_of(desk, week)
    about = board.entry(activity).about if activity is not None else f"safetyweek:{board.week.id}"
    kept = attach_to(desk, about, source, title)
    if as_json:
        print_json({"id": kept.id, "about": kept.about, "title": kept.title, "target": kept.target})
    else:
        say(_("Attached: {title}").format(title=kept.title))
