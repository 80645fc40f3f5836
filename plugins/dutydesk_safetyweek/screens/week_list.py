"""The area of the safety education week."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import ClassVar

from dutydesk.tui.widgets.occurrence_list import OccurrenceListScreen, SummaryLine
from dutydesk.wording import _
from dutydesk_safetyweek.calendar import what_it_lacks
from dutydesk_safetyweek.weeks import KIND, standings

_LOOK_BACK = timedelta(weeks=4)


class SafetyWeekScreen(OccurrenceListScreen):
    """Lists what is done in safety weeks, under the theme of each and what it still lacks."""

    empty: ClassVar[str] = _("No safety week yet: write a [[week]] in config/safetyweek.toml, or press a.")
    new_title: ClassVar[str] = _("Add an activity to the safety week")

    @property
    def kinds(self) -> Sequence[tuple[str, str]]:
        """The one kind that stands in the list."""
        return [(KIND, _("Safety week"))]

    def last_day(self, today: date) -> date:
        """Reach to the end of the last week that the settings name, whenever that is."""
        return max((super().last_day(today), *(each.last for each in standings(self.desk))))

    def summary(self) -> Sequence[SummaryLine]:
        """Give each week's theme and days, how far it has come, and what it lacks."""
        earliest = self.desk.today() - _LOOK_BACK
        lines: list[SummaryLine] = []
        for each in standings(self.desk):
            if each.last < earliest:
                continue
            lines.append(
                SummaryLine(
                    _("{theme}, {first} to {last}: {done} of {all} done").format(
                        theme=each.week.theme,
                        first=each.week.first,
                        last=each.last,
                        done=each.tally.held,
                        all=len(each.found),
                    )
                )
            )
            if each.week.first > self.desk.today():
                lines.extend(SummaryLine(f"! {line}", "warning") for line in what_it_lacks(each))
        return lines
