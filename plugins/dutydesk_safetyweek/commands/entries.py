"""``dutydesk safetyweek add``, ``edit``, ``move``, ``cancel``, ``remove`` and ``prepare``."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time
from typing import TYPE_CHECKING, Any, TypeVar

import click

from dutydesk.api import Desk
from dutydesk.api.commands import CLOCK, DAY, json_option, open_desk, print_json, say
from dutydesk.api.people_named import key_named
from dutydesk.wording import _, phrases
from dutydesk_safetyweek.commands.arguments import board_of, day_in_week, week_option
from dutydesk_safetyweek.words import ENTRY_KINDS

if TYPE_CHECKING:
    from dutydesk_safetyweek.board import BoardEntry

F = TypeVar("F", bound=Callable[..., Any])

_VALUES = (
    click.option("--kind", type=click.Choice(ENTRY_KINDS), help=_("What it is.")),
    click.option("--start", type=CLOCK, help=_("When it begins; without it, all day.")),
    click.option("--end", type=CLOCK, help=_("When it ends.")),
    click.option("--place", help=_("Where.")),
    click.option("--owner", metavar="PERSON", help=_("Who is in charge, by key or name.")),
    click.option("--audience", help=_("For whom, in words.")),
    click.option("--classes", type=click.IntRange(0), help=_("How many classes are expected.")),
    click.option("--heads", type=click.IntRange(0), help=_("How many people are expected.")),
    click.option("--materials", help=_("What is needed.")),
    click.option(
        "--participant",
        "participants",
        multiple=True,
        metavar="PERSON",
        help=_("Who of the squadron takes part: a person, @all, @squad:1, @rank:leader; as often as needed."),
    ),
    click.option("--excuses-duty/--needs-all", default=None, help=_("Whether those on duty need not come.")),
    click.option("--note", help=_("Anything more.")),
)


def _values(command: F) -> F:
    """Add the options for what an activity is."""
    for option in reversed(_VALUES):
        command = option(command)
    return command


@click.command(help=_("Add an activity to the week, on a day such as wed or 2027-03-31."))
@click.argument("title")
@click.argument("day")
@_values
@week_option
@json_option
@click.pass_context
def add(
    context: click.Context,
    /,
    title: str,
    day: str,
    *,
    week: str | None,
    kind: str | None,
    owner: str | None,
    as_json: bool,
    **values: Any,  # noqa: ANN401 - options of several types, read in one place
) -> None:
    """Keep the activity and print it."""
    from dutydesk_safetyweek.changing import EntryDraft, add_entry  # noqa: PLC0415
    from dutydesk_safetyweek.plan_file_words import kind_in  # noqa: PLC0415

    desk = open_desk(context)
    board = board_of(desk, week)
    draft = EntryDraft(
        title=title,
        kind=kind or kind_in(title) or "study",
        day=day_in_week(board, day),
        owner=key_named(desk, owner),
        **_given(desk, values),
    )
    kept = add_entry(desk, board.week, draft)
    _print_entry(desk, board.week.id, kept.id, _("Added: {title}"), as_json=as_json)


@click.command(help=_("Change what is given of ACTIVITY: a part of its title, or the beginning of its id."))
@click.argument("activity")
@click.option("--title", help=_("What it is called."))
@click.option("--day", metavar="DAY", help=_("Its day, such as wed or 2027-03-31."))
@click.option("--all-day", is_flag=True, help=_("It has no times."))
@_values
@week_option
@json_option
@click.pass_context
def edit(
    context: click.Context,
    /,
    activity: str,
    *,
    week: str | None,
    title: str | None,
    kind: str | None,
    day: str | None,
    owner: str | None,
    all_day: bool,
    as_json: bool,
    **values: Any,  # noqa: ANN401 - options of several types, read in one place
) -> None:
    """Change the activity and print it."""
    from dutydesk_safetyweek.changing import EntryDraft, change_entry  # noqa: PLC0415

    desk = open_desk(context)
    board = board_of(desk, week)
    entry = board.entry(activity)
    before = EntryDraft.of(entry)
    given = _given(desk, values)
    if title is not None:
        given["title"] = title
    if kind is not None:
        given["kind"] = kind
    if day is not None:
        given["day"] = day_in_week(board, day)
    if owner is not None:
        given["owner"] = key_named(desk, owner)
    if all_day:
        given |= {"start": None, "end": None}
    if not given:
        raise click.UsageError(_("say what to change, such as --place or --owner"))
    change_entry(desk, entry, replace(before, **given))
    _print_entry(desk, board.week.id, entry.id, _("Changed: {title}"), as_json=as_json)


def _given(desk: Desk, values: dict[str, Any]) -> dict[str, Any]:
    from dutydesk.api.participants_named import participants_named  # noqa: PLC0415

    given = {name: value for name, value in values.items() if value is not None and value != ()}
    if "participants" in given:
        given["participants"] = participants_named(desk, given["participants"])
    return given


@click.command(help=_("Move ACTIVITY to another DAY of the week, such as wed or 2027-03-31."))
@click.argument("activity")
@click.argument("day")
@click.option("--start", type=CLOCK, help=_("When it begins then; else as before."))
@week_option
@json_option
@click.pass_context
def move(
    context: click.Context, activity: str, day: str, *, start: time | None, week: str | None, as_json: bool
) -> None:
    """Move it and print it."""
    from dutydesk_safetyweek.changing import move_entry  # noqa: PLC0415

    desk = open_desk(context)
    board = board_of(desk, week)
    entry = board.entry(activity)
    move_entry(desk, entry, day_in_week(board, day), start)
    _print_entry(desk, board.week.id, entry.id, _("Moved: {title}"), as_json=as_json)


@click.command(help=_("Note that everything for ACTIVITY is prepared."))
@click.argument("activity")
@click.option("--undo", is_flag=True, help=_("It is not after all."))
@week_option
@json_option
@click.pass_context
def ready(context: click.Context, activity: str, *, undo: bool, week: str | None, as_json: bool) -> None:
    """Keep that it is ready, or not."""
    from dutydesk_safetyweek.changing import set_ready  # noqa: PLC0415

    desk = open_desk(context)
    board = board_of(desk, week)
    entry = board.entry(activity)
    set_ready(desk, entry, ready=not undo)
    said = _("Not ready: {title}") if undo else _("Ready: {title}")
    _print_entry(desk, board.week.id, entry.id, said, as_json=as_json)


@click.command(help=_("Cancel ACTIVITY; it stays in the plan as cancelled."))
@click.argument("activity")
@click.option("--undo", is_flag=True, help=_("Hold it after all."))
@week_option
@json_option
@click.pass_context
def cancel(context: click.Context, activity: str, *, undo: bool, week: str | None, as_json: bool) -> None:
    """Cancel it, or take it up again."""
    from dutydesk_safetyweek.changing import cancel_entry, restore_entry  # noqa: PLC0415

    desk = open_desk(context)
    board = board_of(desk, week)
    entry = board.entry(activity)
    (restore_entry if undo else cancel_entry)(desk, entry)
    said = _("Held after all: {title}") if undo else _("Cancelled: {title}")
    _print_entry(desk, board.week.id, entry.id, said, as_json=as_json)


@click.command(
    help=_("Remove ACTIVITY, or with --whole-week the week itself; `dutydesk undo` brings it back.")
)
@click.argument("activity", required=False)
@click.option("--whole-week", is_flag=True, help=_("The week with everything in it."))
@week_option
@json_option
@click.pass_context
def remove(
    context: click.Context, activity: str | None, *, whole_week: bool, week: str | None, as_json: bool
) -> None:
    """Remove it."""
    from dutydesk_safetyweek.changing import remove_entry, remove_week  # noqa: PLC0415

    if (activity is None) != whole_week:
        raise click.UsageError(_("name one activity, or give --whole-week"))
    desk = open_desk(context)
    board = board_of(desk, week)
    if activity is None:
        remove_week(desk, board.week)
        removed = {"week": board.week.id, "theme": board.week.theme}
    else:
        entry = board.entry(activity)
        remove_entry(desk, entry)
        removed = {"id": entry.id, "title": entry.title}
    if as_json:
        print_json({"removed": removed})
    else:
        say(
            _("Removed: {what}; `dutydesk undo` brings it back.").format(
                what=removed.get("title") or removed["week"]
            )
        )


@click.command(help=_("Add something to be prepared for ACTIVITY, as a task for someone."))
@click.argument("activity")
@click.argument("title")
@click.option("--owner", metavar="PERSON", help=_("Who does it; else who is in charge of the activity."))
@click.option("--due", type=DAY, help=_("By when; else the day of the activity."))
@week_option
@json_option
@click.pass_context
def prepare(
    context: click.Context,
    activity: str,
    title: str,
    *,
    owner: str | None,
    due: date | None,
    week: str | None,
    as_json: bool,
) -> None:
    """Keep the task and print it."""
    from dutydesk_safetyweek.changing import add_preparation  # noqa: PLC0415
    from dutydesk_safetyweek.week_values import task_values  # noqa: PLC0415

    desk = open_desk(context)
    entry = board_of(desk, week).entry(activity)
    task = add_preparation(
        desk, entry, title, key_named(desk, owner) or entry.activity.owner, due or entry.day
    )
    if as_json:
        print_json(task_values(task))
    else:
        say(_("To prepare by {day}: {title}").format(day=task.due, title=task.title))


def _print_entry(desk: Desk, week_id: str, entry_id: str, said: str, *, as_json: bool) -> None:
    from dutydesk_safetyweek.week_values import entry_values  # noqa: PLC0415
    from dutydesk_safetyweek.words import day_name, time_text  # noqa: PLC0415

    entry: BoardEntry = board_of(desk, week_id).entry(entry_id)
    if as_json:
        print_json({"day": entry.day, **entry_values(entry)})
        return
    when = phrases((day_name(entry.day), time_text(entry.activity)))
    say(f"{said.format(title=entry.title)} ({entry.id[:6]}), {when}")
    for problem in entry.problems:
        say(f"! {problem}")
