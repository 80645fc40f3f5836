"""``dutydesk reminder``."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dutydesk.api import DataProblem, Desk
from dutydesk.api.commands import json_option, open_desk, print_json, say
from dutydesk.documents.commands import tell_written, to_option
from dutydesk.domain import clean_line
from dutydesk.wording import _

if TYPE_CHECKING:
    from dutydesk.api.week import Week
    from dutydesk_summary.reminder.reminder import Reminder

_LONGEST_CHARACTER = 4
"""Bytes of UTF-8."""


@click.command(
    help=_("Show the safety reminder of WEEK, such as 2026-W48, or of this week: as kept, or as a draft.")
)
@click.argument("week", required=False, metavar="[YYYY-Www]")
@click.option(
    "--withdraw", "withdraws", is_flag=True, help=_("Take the issue back, so that it can be changed.")
)
@click.option("--draft-again", is_flag=True, help=_("Draft it again from the records, and keep that."))
@click.option(
    "--edit-last-week",
    metavar="FILE|-",
    help=_("Keep this text as what is told of last week; - reads it from standard input."),
)
@click.option(
    "--edit-points",
    metavar="FILE|-",
    help=_("Keep this text as the points, a line a point; - reads it from standard input."),
)
@click.option("--issue", "issues", is_flag=True, help=_("Issue it: it counts then, and stands as it is."))
@to_option(required=False)
@json_option
@click.pass_context
def reminder(
    ctx: click.Context,
    week: str | None,
    *,
    withdraws: bool,
    draft_again: bool,
    edit_last_week: str | None,
    edit_points: str | None,
    issues: bool,
    to: Path | None,
    as_json: bool,
) -> None:
    """Do what is asked for in the order in which the options stand here, then show or print the reminder."""
    from dutydesk.api.week import Week  # noqa: PLC0415
    from dutydesk_summary.reminder import issuing, keeping  # noqa: PLC0415
    from dutydesk_summary.reminder.document import write_reminder  # noqa: PLC0415
    from dutydesk_summary.reminder.keeping import Part  # noqa: PLC0415

    if edit_last_week == "-" and edit_points == "-":
        raise click.UsageError(_("standard input can be read once: name a file for one of the texts"))
    desk = open_desk(ctx)
    of_week = Week.parse(week) if week is not None else Week.of(desk.today())
    texts = [
        (part, keeping.checked_lines(_text_of(source)))
        for part, source in ((Part.LAST_WEEK, edit_last_week), (Part.POINTS, edit_points))
        if source is not None
    ]
    shown = keeping.reminder_of(desk, of_week)
    if withdraws:
        shown = issuing.withdraw(desk, shown)
    if draft_again:
        shown = keeping.draft_again(desk, shown)
    for part, text in texts:
        shown = keeping.keep_part(desk, shown, part, text)
    if issues:
        shown = issuing.issue(desk, shown)
    if to is not None:
        written = write_reminder(desk, shown, to)
        tell_written(ctx, written, as_json=as_json, **_as_document(shown))
    elif as_json:
        print_json(_as_document(shown))
    else:
        say("\n".join(_lines(desk, shown, of_week)))


def _as_document(shown: "Reminder") -> dict[str, object]:
    return {
        "week": shown.id,
        "monday": shown.monday,
        "last_week": shown.last_week.splitlines(),
        "points": shown.points.splitlines(),
        "kept": shown.revision > 0,
        "issued": shown.issued,
        "issued_by": shown.issued_by,
        "records": shown.records,
    }


def _lines(desk: Desk, shown: "Reminder", week: "Week") -> Iterator[str]:
    from dutydesk_summary.reminder.issuing import issued_text  # noqa: PLC0415
    from dutydesk_summary.reminder.keeping import Part, part_name  # noqa: PLC0415
    from dutydesk_summary.reminder.words import no_points, none_recorded, week_words  # noqa: PLC0415

    state = issued_text(desk, shown)
    yield _("Safety reminder {week}, {days}: {state}").format(
        week=shown.id, days=week_words(week), state=state
    )
    yield ""
    yield part_name(Part.LAST_WEEK)
    yield from (f"  {line}" for line in shown.last_week.splitlines() or (none_recorded(week),))
    yield ""
    yield part_name(Part.POINTS)
    yield from (f"  {line}" for line in shown.points.splitlines() or (no_points(),))


def _text_of(source: str) -> str:
    """Return the text of a file, or of standard input.

    Raises:
        DataProblem: it is not there, too large, or no text in UTF-8.
    """
    from dutydesk_summary.reminder.keeping import MOST_TEXT  # noqa: PLC0415

    most = MOST_TEXT * _LONGEST_CHARACTER
    name = _("standard input") if source == "-" else clean_line(source)
    try:
        if source == "-":
            content = sys.stdin.buffer.read(most + 1)
        else:
            with Path(source).expanduser().open("rb") as file:
                content = file.read(most + 1)
    except OSError as error:
        raise DataProblem(
            _("{file} cannot be read: {reason}; expected a text file").format(
                file=name, reason=(error.strerror or str(error)).lower()
            )
        ) from error
    if len(content) > most:
        raise DataProblem(
            _("{file} is too large; expected a text of at most {most} characters").format(
                file=name, most=MOST_TEXT
            )
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DataProblem(
            _("{file} is no text in UTF-8; save it as plain text in UTF-8").format(file=name)
        ) from error
