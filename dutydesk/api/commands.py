"""What a plugin's commands need: the desk of the call, options that several have, and one way to print.

A module of commands imports this beside `dutydesk.api`; it is apart because it imports Click.
"""

import json
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time
from typing import Any, Protocol, TypeVar

import click

from dutydesk.api.desk import Desk
from dutydesk.domain import Right, RoughCount, clean, clean_line, parse_count, parse_time_of_day
from dutydesk.domain.text import UNSHOWN
from dutydesk.wording import _

F = TypeVar("F", bound=Callable[..., Any])


class DeskSource(Protocol):
    """Opens the desk that the command line names, once a call; it is the context's object."""

    def open(self) -> Desk:
        """Return the open desk."""
        ...


def open_desk(context: click.Context, right: Right = Right.READ) -> Desk:
    """Return the desk that the command line names, for whoever has a right there.

    Raises:
        DataProblem: it cannot be opened.
        RoleRefused: whoever calls has not the right.
    """
    source: DeskSource = context.obj
    desk = source.open()
    desk.require(right, context.command_path)
    return desk


def json_option(command: F) -> F:
    """Add ``--json``, passed to the command as `as_json`."""
    return click.option(
        "--json", "as_json", is_flag=True, help=_("Print one JSON document and nothing else.")
    )(command)


class CountType(click.ParamType[RoughCount]):
    """A count as exactly as it is known: ``300``, ``over 1000``, ``about 200``."""

    name = "N"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> RoughCount:
        """Read the count."""
        if isinstance(value, RoughCount):
            return value
        try:
            return parse_count(str(value))
        except ValueError as error:
            self.fail(str(error), param, ctx)


class DayType(click.ParamType[date]):
    """A day such as ``2026-11-24``."""

    name = "YYYY-MM-DD"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read the day."""
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        text = str(value).strip()
        try:
            return date.fromisoformat("-".join(part.zfill(2) for part in text.split("-")))
        except ValueError:
            self.fail(
                _("{text!r} is no day; expected one such as 2026-11-24").format(text=clean_line(text, 40)),
                param,
                ctx,
            )


class ClockType(click.ParamType[time]):
    """A time of day such as ``14:00``."""

    name = "HH:MM"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> time:
        """Read the time."""
        if isinstance(value, time):
            return value
        try:
            return parse_time_of_day(str(value))
        except ValueError as error:
            self.fail(str(error), param, ctx)


COUNT = CountType()
DAY = DayType()
CLOCK = ClockType()


def print_json(document: object) -> None:
    """Print `document` as JSON on standard output; days and times stand in it as ISO 8601 writes them.

    What a terminal would obey is written as JSON escapes, so the same text comes back and nothing is obeyed.
    """
    text = json.dumps(document, ensure_ascii=False, indent=2, default=_iso)
    click.echo(UNSHOWN.sub(_escaped, text))


def _escaped(found: re.Match[str]) -> str:
    return found[0] if found[0] == "\n" else f"\\u{ord(found[0]):04x}"


def _iso(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)


def say(text: str) -> None:
    """Print a line of text, made safe for the terminal."""
    click.echo(clean(text, limit=100_000))


def warn(text: str) -> None:
    """Print a line of text on standard error, made safe for the terminal."""
    click.echo(clean(text, limit=100_000), err=True)


def print_table(headers: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print rows in columns that are aligned for wide characters too."""
    from wcwidth import wcswidth  # noqa: PLC0415 - only tables need it

    cells = [[clean_line(str(cell)) for cell in row] for row in (headers, *rows)]
    widths = [max(max(wcswidth(row[column]), 0) for row in cells) for column in range(len(headers))]
    for row in cells:
        padded = (
            cell + " " * (width - max(wcswidth(cell), 0)) for cell, width in zip(row, widths, strict=True)
        )
        click.echo("  ".join(padded).rstrip())
