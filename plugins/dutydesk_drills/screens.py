"""The area of drills."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import ClassVar

from dutydesk.api.holding import MeterState, meter_state_name
from dutydesk.domain import Occurrence
from dutydesk.tui.widgets import Form, FormField
from dutydesk.tui.widgets.occurrence_list import OccurrenceListScreen, SummaryLine
from dutydesk.wording import _
from dutydesk_drills.drills import activity_kind, drill_occurrences, kind_codes, kind_name
from dutydesk_drills.meter import GRAVITY, present_meters
from dutydesk_drills.recording import record_drill

_MOST_MINUTES = 720
_A_YEAR = timedelta(days=365)


class DrillsScreen(OccurrenceListScreen):
    """Lists drills, unannounced ones too, under how the rules stand."""

    empty: ClassVar[str] = _("No drills yet: write a [[drill]] in config/drills.toml, or press a.")
    new_title: ClassVar[str] = _("Add an announced drill")

    @property
    def kinds(self) -> Sequence[tuple[str, str]]:
        """Every kind of drill, those of the settings too."""
        return [(activity_kind(code), kind_name(code, self.desk)) for code in kind_codes(self.desk)]

    def find(self, first: date, last: date) -> Sequence[Occurrence]:
        """Return every drill: whoever has the desk open may know of the unannounced ones."""
        return drill_occurrences(self.desk, first, last)

    def last_day(self, today: date) -> date:
        """Reach a year ahead: drills are few and planned early."""
        return today + _A_YEAR

    def summary(self) -> Sequence[SummaryLine]:
        """Say for each rule what this month, term or year wants and by when, those that lack most first."""
        lines: list[SummaryLine] = []
        for each in sorted(present_meters(self.desk), key=lambda each: -GRAVITY.index(each.state)):
            style = "warning" if each.state in {MeterState.DUE, MeterState.MISSED} else ""
            text = _("{rule} ({period}): {done} of {needed} held - {state}").format(
                rule=each.rule.name,
                period=each.period,
                done=each.done,
                needed=each.needed,
                state=meter_state_name(each.state),
            )
            lines += [SummaryLine(text, style), SummaryLine(f"  {each.reason}")]
        return lines

    def mark_held(self, held: Occurrence) -> None:
        """Ask when the drill was held and how long it took, then keep that."""

        def save(values: dict[str, str]) -> bool:
            return self.attempt(
                lambda: record_drill(
                    self.desk,
                    held,
                    day=date.fromisoformat(values["date"]),
                    minutes=int(values["minutes"]),
                    note=values["note"],
                ),
                _("Recorded: {what}").format(what=self.named(held)),
            )

        self.show_form(
            Form(
                _("{what} was held").format(what=self.named(held)),
                (
                    FormField(
                        "date",
                        _("Date"),
                        kind="date",
                        value=held.start.date().isoformat(),
                        required=True,
                        today=self.desk.today(),
                    ),
                    FormField("minutes", _("Minutes"), required=True, check=_wrong_minutes, limit=3),
                    FormField("note", _("What was seen"), limit=500),
                ),
                save,
            )
        )


def _wrong_minutes(text: str) -> str:
    if text.isascii() and text.isdigit() and 1 <= int(text) <= _MOST_MINUTES:
        return ""
    return _("Type the minutes it took, such as 12.")
