"""A week by its ISO number, such as a weekly rule covers and a reminder is named after."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta

from dutydesk.api.problem import DataProblem
from dutydesk.domain import clean_line
from dutydesk.wording import _

_FORM = re.compile(r"(\d{4})-?W(\d{2})", re.IGNORECASE | re.ASCII)
_MARGIN = 2
"""So many years at either end of the calendar name no week, so that there is one before and after each."""


@dataclass(frozen=True, slots=True, order=True)
class Week:
    """A week from Monday to Sunday; around New Year it may belong to another year than some of its days."""

    monday: date

    @classmethod
    def of(cls, day: date) -> "Week":
        """Return the week that `day` lies in."""
        return cls(day - timedelta(days=day.weekday()))

    @classmethod
    def parse(cls, text: str) -> "Week":
        """Read ``2026-W48``.

        Raises:
            DataProblem: it has another form, or that year has no such week.
        """
        form = _FORM.fullmatch(text.strip())
        try:
            if form is not None and MINYEAR + _MARGIN <= int(form[1]) <= MAXYEAR - _MARGIN:
                return cls(date.fromisocalendar(int(form[1]), int(form[2]), 1))
        except ValueError:
            pass
        raise DataProblem(
            _("{text!r} is no week; expected one such as 2026-W48").format(text=clean_line(text, 40))
        )

    @classmethod
    def all_of(cls, year: int) -> Iterator["Week"]:
        """Yield the 52 or 53 weeks of a year, as ISO 8601 counts them."""
        week = cls(date.fromisocalendar(year, 1, 1))
        while week.year == year:
            yield week
            week = week.after

    @property
    def year(self) -> int:
        """The year that the week belongs to: the one in which its Thursday lies."""
        return self.monday.isocalendar().year

    @property
    def name(self) -> str:
        """Its name, such as ``2026-W48``."""
        year, number, _weekday = self.monday.isocalendar()
        return f"{year:04}-W{number:02}"

    @property
    def sunday(self) -> date:
        """The last day."""
        return self.monday + timedelta(days=6)

    @property
    def days(self) -> tuple[date, ...]:
        """Every day, Monday first."""
        return tuple(self.monday + timedelta(days=offset) for offset in range(7))

    @property
    def before(self) -> "Week":
        """The week before."""
        return self.moved(-1)

    @property
    def after(self) -> "Week":
        """The week after."""
        return self.moved(1)

    def moved(self, weeks: int) -> "Week":
        """Return the week so many weeks later, or earlier if negative."""
        return Week(self.monday + timedelta(weeks=weeks))

    def __str__(self) -> str:
        return self.name
