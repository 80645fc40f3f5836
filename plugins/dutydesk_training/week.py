"""A week by its ISO number, the stretch that a weekly rule covers."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from dutydesk.api import DataProblem
from dutydesk.wording import _

_FORM = re.compile(r"(\d{4})-?W(\d{2})", re.IGNORECASE)
_MARGIN = 60


@dataclass(frozen=True, slots=True, order=True)
class Week:
    """A week by ISO year and number; it runs from Monday to Sunday and may begin in the year before."""

    year: int
    number: int

    @classmethod
    def parse(cls, text: str) -> "Week":
        """Read ``2026-W48``.

        Raises:
            DataProblem: it has another form, or that year has no such week.
        """
        form = _FORM.fullmatch(text.strip())
        try:
            week = cls(int(form[1]), int(form[2])) if form is not None else None
            known = week is not None and week.moved(-_MARGIN) < week < week.moved(_MARGIN)
        except (ValueError, OverflowError):
            known = False
        if week is None or not known:
            raise DataProblem(_("{text!r} is no week; expected one such as 2026-W48").format(text=text))
        return week

    @classmethod
    def of(cls, day: date) -> "Week":
        """Return the week that `day` lies in."""
        year, number, _weekday = day.isocalendar()
        return cls(year, number)

    @property
    def monday(self) -> date:
        """The first day."""
        return date.fromisocalendar(self.year, self.number, 1)

    @property
    def sunday(self) -> date:
        """The last day."""
        return self.monday + timedelta(days=6)

    @property
    def days(self) -> tuple[date, ...]:
        """Every day, Monday first."""
        return tuple(self.monday + timedelta(days=offset) for offset in range(7))

    def moved(self, weeks: int) -> "Week":
        """Return the week so many weeks later, or earlier if negative."""
        return Week.of(self.monday + timedelta(weeks=weeks))

    def __str__(self) -> str:
        return f"{self.year:04}-W{self.number:02}"
