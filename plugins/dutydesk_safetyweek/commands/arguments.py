"""What the commands about safety weeks are told: the week, the year, the day, the file."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from dutydesk.api import DataProblem, Desk
from dutydesk.wording import _

if TYPE_CHECKING:
    from dutydesk_safetyweek.board import WeekBoard

F = TypeVar("F", bound=Callable[..., Any])
YEAR = click.IntRange(1996, 2999)
WEEK = "WEEK"
_WEEK_ID = re.compile(r"\d{4}(-[\w-]{1,32})?")
FILE = click.Path(dir_okay=False, path_type=Path)
week_option = click.option("--week", metavar=WEEK, help=_("Not the week at hand, but such as 2027."))
"""Adds ``--week``, for `board_of`."""


def board_of(desk: Desk, week: str | None) -> "WeekBoard":
    """Return the week that `week` names, such as ``2027`` or ``2027-fire``, or else the one at hand.

    Raises:
        DataProblem: there is none.
    """
    from dutydesk_safetyweek.board import WeekBoard  # noqa: PLC0415
    from dutydesk_safetyweek.entries import week_at_hand, week_of_year  # noqa: PLC0415

    if week is None:
        found = week_at_hand(desk)
        if found is None:
            raise DataProblem(
                _("no safety week is at hand; name one with its year, or `dutydesk safetyweek plan YEAR`")
            )
        return WeekBoard.of(desk, found.id)
    if _WEEK_ID.fullmatch(week) is None:
        raise DataProblem(
            _("{week!r} is no safety week; expected a year such as 2027").format(week=week[:40])
        )
    if week.isdigit() and (of_year := week_of_year(desk, int(week))) is not None:
        return WeekBoard.of(desk, of_year.id)
    return WeekBoard.of(desk, week)


def day_in_week(board: "WeekBoard", text: str) -> date:
    """Return the day that `text` means: a date, or a weekday of the week such as ``wed`` or ``周三``.

    Raises:
        DataProblem: it is neither, or the week has no such weekday.
    """
    from dutydesk.sheets.cells import WrongCell  # noqa: PLC0415
    from dutydesk_safetyweek.plan_file_words import weekday_or_day  # noqa: PLC0415

    try:
        found = weekday_or_day(text)
    except WrongCell as wrong:
        raise DataProblem(str(wrong)) from wrong
    if isinstance(found, date):
        return found
    day = next((each for each in board.days if each.weekday() == found), None)
    if day is None:
        raise DataProblem(_("{text!r} is no day of the week {week}").format(text=text, week=board.week.id))
    return day
