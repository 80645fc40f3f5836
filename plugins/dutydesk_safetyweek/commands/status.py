"""``dutydesk safetyweek status``, ``show`` and ``tasks``."""

from typing import Any

import click

from dutydesk.api import Desk
from dutydesk.api.commands import json_option, open_desk, print_json, print_table, say
from dutydesk.api.people_named import names_by_key
from dutydesk.wording import _, pgettext
from dutydesk_safetyweek.commands.arguments import WEEK, YEAR, board_of, week_option


@click.command(
    help=_(
        "Show how far the safety weeks of YEAR have come, or else the running or coming one; "
        "status 1 when something past is not marked or something clashes."
    )
)
@click.argument("year", type=YEAR, required=False)
@json_option
@click.pass_context
def status(context: click.Context, year: int | None, *, as_json: bool) -> None:
    """Print each week in a few lines."""
    from dutydesk_safetyweek.board import EntryState, WeekBoard  # noqa: PLC0415
    from dutydesk_safetyweek.commands.printed_week import print_lacks, print_standing  # noqa: PLC0415
    from dutydesk_safetyweek.entries import week_at_hand, weeks  # noqa: PLC0415
    from dutydesk_safetyweek.settings import education_day  # noqa: PLC0415
    from dutydesk_safetyweek.week_values import counted_states, week_values  # noqa: PLC0415

    desk = open_desk(context)
    at_hand = week_at_hand(desk) if year is None else None
    if year is None:
        year = at_hand.first.year if at_hand is not None else _coming_year(desk)
    boards = [WeekBoard.of(desk, each.id) for each in ([at_hand] if at_hand else weeks(desk, year))]
    if as_json:
        document: dict[str, Any] = {
            "year": year,
            "education_day": education_day(year),
            "weeks": [{**week_values(board), "counts": counted_states(board)} for board in boards],
        }
        print_json(document)
    elif not boards:
        say(
            _(
                "No safety week of {year} is planned yet; Safety Education Day is {day}. "
                "`dutydesk safetyweek plan {year}` plans it."
            ).format(year=year, day=education_day(year))
        )
    else:
        for board in boards:
            print_standing(board)
            print_lacks(board)
    wrong = any(
        board.clashes or any(entry.state is EntryState.UNMARKED for entry in board.entries)
        for board in boards
    )
    context.exit(1 if wrong else 0)


def _coming_year(desk: Desk) -> int:
    from dutydesk_safetyweek.calendar import coming_first_day  # noqa: PLC0415

    coming = coming_first_day(desk)
    return coming.year if coming is not None else desk.today().year


@click.command(help=_("Show everything that is kept of a week, or of one ACTIVITY in it."))
@click.argument("activity", required=False)
@week_option
@json_option
@click.pass_context
def show(context: click.Context, activity: str | None, week: str | None, *, as_json: bool) -> None:
    """Print the activities with what is needed, counted and found."""
    from dutydesk_safetyweek.commands.printed_week import (  # noqa: PLC0415
        heading,
        print_entry,
        print_lacks,
    )
    from dutydesk_safetyweek.week_values import entry_values, week_values  # noqa: PLC0415

    board = board_of(open_desk(context), week)
    if activity is not None:
        entry = board.entry(activity)
        if as_json:
            print_json(entry_values(entry))
        else:
            print_entry(entry)
        return
    if as_json:
        print_json(week_values(board))
        return
    say(heading(board))
    for entry in board.entries:
        print_entry(entry)
    if board.week.conclusion:
        say(_("What was learned: {text}").format(text=board.week.conclusion))
    print_lacks(board)


@click.command(help=_("List what is to be prepared and what was found; status 1 where something is overdue."))
@click.argument("week", metavar=f"[{WEEK}]", required=False)
@click.option("--open", "open_only", is_flag=True, help=_("Only what is still to be done."))
@json_option
@click.pass_context
def tasks(context: click.Context, week: str | None, *, open_only: bool, as_json: bool) -> None:
    """Print the tasks of a week by activity."""
    from dutydesk.domain import task_kind_name  # noqa: PLC0415
    from dutydesk_safetyweek.week_values import task_values  # noqa: PLC0415

    desk = open_desk(context)
    board = board_of(desk, week)
    found = [("", task) for task in board.tasks]
    found += [(entry.title, task) for entry in board.entries for task in entry.tasks]
    found = [(title, task) for title, task in found if task.is_open or not open_only]
    if as_json:
        print_json(
            {
                "week": board.week.id,
                "tasks": [{**task_values(task), "activity": title} for title, task in found],
            }
        )
    elif not found:
        say(_("There is nothing to do for the safety week {week}.").format(week=board.week.id))
    else:
        names = names_by_key(desk)
        print_table(
            (
                _("Key"),
                _("Due"),
                _("Done"),
                _("Task"),
                _("Kind"),
                pgettext("owner", "Who"),
                pgettext("task", "For"),
            ),
            [
                (
                    task.id[:6],
                    task.due or "",
                    task.done or "",
                    task.title,
                    task_kind_name(task.kind),
                    names.get(task.owner, task.owner),
                    title,
                )
                for title, task in found
            ],
        )
    context.exit(1 if any(task.is_overdue(desk.today()) for _title, task in found) else 0)
