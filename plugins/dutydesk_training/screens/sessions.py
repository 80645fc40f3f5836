"""The area of meetings, study, training and lectures."""

from collections.abc import Sequence
from typing import ClassVar

from dutydesk.api.holding import MeterState, meter_state_name
from dutydesk.tui.widgets.occurrence_list import OccurrenceListScreen, SummaryLine
from dutydesk.wording import _
from dutydesk_training.meter import week_meters
from dutydesk_training.sessions import kinds
from dutydesk_training.week import Week


class TrainingScreen(OccurrenceListScreen):
    """Lists the sessions, under how the weekly rules stand this week."""

    empty: ClassVar[str] = _("No sessions yet: write a [[session]] in config/training.toml, or press a.")
    new_title: ClassVar[str] = _("Add a meeting or session")

    @property
    def kinds(self) -> Sequence[tuple[str, str]]:
        """Meetings, study, training and lectures."""
        return [(each.code, each.name) for each in kinds()]

    def summary(self) -> Sequence[SummaryLine]:
        """Say for each rule what this week wants, what was held and what is planned."""
        week = Week.of(self.desk.today())
        return [
            SummaryLine(
                _("{week} {rule}: {held} held, {planned} planned of {needed} - {state}").format(
                    week=week,
                    rule=each.rule.name,
                    held=each.tally.held,
                    planned=each.tally.planned,
                    needed=each.needed,
                    state=meter_state_name(each.state),
                ),
                "warning" if each.state in {MeterState.DUE, MeterState.MISSED} else "",
            )
            for each in week_meters(self.desk, week)
        ]
