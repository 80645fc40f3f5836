"""The month that a command is about, and the moment."""

from datetime import date, datetime, time, timedelta

import click

from dutydesk.api import DataProblem
from dutydesk.wording import _
from dutydesk_roster.month import Month


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


class InstantType(click.ParamType[datetime]):
    """A day and time in the desk's zone such as ``2026-11-20 08:00``; a day alone means its end."""

    name = "'YYYY-MM-DD HH:MM'"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """Read the naive wall time."""
        if isinstance(value, datetime):
            return value
        text = str(value).strip()
        try:
            if len(text) <= len("2026-11-20"):
                return datetime.combine(date.fromisoformat(text) + timedelta(days=1), time())
            found = datetime.fromisoformat(text)
        except (ValueError, OverflowError):
            found = None
        if found is None or found.tzinfo is not None:
            self.fail(
                _("{text!r} is no time; expected one such as '2026-11-20 08:00', or a day").format(text=text),
                param,
                ctx,
            )
        return found


MONTH = MonthType()
INSTANT = InstantType()
