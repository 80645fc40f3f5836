"""The month that a command is about, and the day."""

from datetime import date, datetime

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


class DayType(click.ParamType[date]):
    """A day such as ``2026-11-24``."""

    name = "YYYY-MM-DD"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read the day."""
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(
                _("{text!r} is no day; expected one such as 2026-11-24").format(text=str(value)), param, ctx
            )


MONTH = MonthType()
DAY = DayType()
