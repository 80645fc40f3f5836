"""A month of the calendar, the stretch that a roster covers."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from dutydesk.api import DataProblem
from dutydesk.wording import _

_FORM = re.compile(r"(\d{4})-(\d{2})")


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A month by year and number."""

    year: int
    number: int

    @classmethod
    def parse(cls, text: str) -> "Month":
        """Read ``2026-11``.

        Raises:
            DataProblem: it has another form, or there is no such month.
        """
        form = _FORM.fullmatch(text.strip())
        if form is None or not 1 <= int(form[2]) <= 12 or not 2000 <= int(form[1]) <= 2999:  # noqa: PLR2004 - months and centuries
            raise DataProblem(_("{text!r} is no month; expected one such as 2026-11").format(text=text))
        return cls(int(form[1]), int(form[2]))

    @classmethod
    def of(cls, day: date) -> "Month":
        """Return the month that `day` lies in."""
        return cls(day.year, day.month)

    @property
    def first(self) -> date:
        """The first day."""
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        """The last day."""
        return date(self.year, self.number, calendar.monthrange(self.year, self.number)[1])

    @property
    def days(self) -> tuple[date, ...]:
        """Every day."""
        return tuple(
            self.first + timedelta(days=offset) for offset in range((self.last - self.first).days + 1)
        )

    def moved(self, months: int) -> "Month":
        """Return the month so many months later, or earlier if negative."""
        index = self.year * 12 + self.number - 1 + months
        return Month(index // 12, index % 12 + 1)

    def __str__(self) -> str:
        return f"{self.year:04}-{self.number:02}"
