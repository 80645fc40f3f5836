"""The area of drills."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import ClassVar

from textual.binding import BindingType

from dutydesk.domain import Occurrence
from dutydesk.tui.widgets import Form, FormField
from dutydesk.tui.widgets.actions import ActionSpec, bindings
from dutydesk.tui.widgets.occurrence_list import OccurrenceListScreen, SummaryLine
from dutydesk.wording import _
from dutydesk_drills.drills import Drill, drill_occurrences, find_drill
from dutydesk_drills.kinds import activity_kind, drill_kinds
from dutydesk_drills.live.alarm import begin_unplanned
from dutydesk_drills.live.due import running_texts
from dutydesk_drills.live.reading import running_drills, second_now
from dutydesk_drills.recording import record_drill
from dutydesk_drills.screens.rule_lines import rule_lines
from dutydesk_drills.screens.typed_values import wrong_minutes

_A_YEAR = timedelta(days=365)


class DrillsScreen(OccurrenceListScreen):
    """Lists drills, unannounced ones too, under how the rules stand."""

    ACTIONS: ClassVar[tuple[ActionSpec, ...]] = (
        ActionSpec("drills.plan", "o", "open_plan", _("Plan"), _("Open the plan of this drill")),
        ActionSpec(
            "drills.live",
            "g",
            "go_live",
            _("Go"),
            _("Run this drill with the stopwatch, or go on with the one that is running"),
        ),
        ActionSpec(
            "drills.alarm", "G", "alarm", _("Alarm"), _("Alarm now: run a drill that no plan foresaw")
        ),
        ActionSpec(
            "drills.after", "r", "open_after", _("Review"), _("Review this drill and write its report")
        ),
        ActionSpec("drills.rules", "m", "open_rules", _("Rules"), _("How every rule stands, and why")),
        ActionSpec("drills.propose", "p", "propose", _("Propose"), _("Propose dates for the whole year")),
        ActionSpec("drills.trend", "t", "open_trend", _("Trend"), _("Times of drills over the years")),
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(*ACTIONS)
    empty: ClassVar[str] = _("No drills yet: press p to have dates proposed, or a to add one.")
    new_title: ClassVar[str] = _("Add an announced drill")

    @property
    def kinds(self) -> Sequence[tuple[str, str]]:
        """Every kind of drill."""
        return [(activity_kind(code), kind.name) for code, kind in drill_kinds(self.desk).items()]

    def find(self, first: date, last: date) -> Sequence[Occurrence]:
        """Return every drill: whoever has the desk open may know of the unannounced ones."""
        return drill_occurrences(self.desk, first, last)

    def last_day(self, today: date) -> date:
        """Reach a year ahead: drills are few and planned early."""
        return today + _A_YEAR

    def summary(self) -> Sequence[SummaryLine]:
        """Say which drill runs, what is wrong with kinds and packs, and which rules press most."""
        running = (SummaryLine(each, "warning") for each in running_texts(self.desk))
        return [*running, *rule_lines(self.desk)]

    # What is laid over the list; each is imported when it is opened.

    def action_open_plan(self) -> None:
        """Open the plan of the drill at the cursor."""
        held = self.chosen()
        if held is not None:
            from dutydesk_drills.screens.plan import DrillPlanScreen  # noqa: PLC0415

            self.open_over(DrillPlanScreen(self.desk, held.key), self.named(held))

    def action_go_live(self) -> None:
        """Go on with the drill that is running, or else run the one at the cursor."""
        running = running_drills(self.desk)
        held = running[0].drill.held if running else self.chosen()
        if held is not None:
            self._open_live(held)

    def action_go_on(self, key: str) -> None:
        """Open the drill with this key in the stopwatch."""
        self._open_live(find_drill(self.desk, key).held)

    def action_alarm(self) -> None:
        """Ask for the kind of an alarm that no plan foresaw, and begin; its time is that of this key."""
        at = second_now(self.desk)
        running = running_drills(self.desk)
        if running:
            self.ask(
                _("{title} is running. Begin another drill?").format(title=running[0].drill.title),
                lambda: self._ask_alarm(at),
            )
        else:
            self._ask_alarm(at)

    def _ask_alarm(self, at: datetime) -> None:
        from dutydesk_drills.screens.live_forms import alarm_form  # noqa: PLC0415

        def begin(kind: str) -> bool:
            begun: list[Drill] = []
            if not self.attempt(lambda: begun.append(begin_unplanned(self.desk, kind, at))):
                return False
            self._open_live(begun[0].held)
            return True

        kinds = [(code, kind.name) for code, kind in drill_kinds(self.desk).items()]
        self.show_form(alarm_form(kinds, begin))

    def _open_live(self, held: Occurrence) -> None:
        from dutydesk_drills.screens.live import LiveDrillScreen  # noqa: PLC0415

        self.open_over(LiveDrillScreen(self.desk, held.key), self.named(held))

    def action_open_after(self) -> None:
        """Open the review of the drill at the cursor."""
        held = self.chosen()
        if held is not None:
            from dutydesk_drills.screens.after import DrillAfterScreen  # noqa: PLC0415

            self.open_over(DrillAfterScreen(self.desk, held.key), self.named(held))

    def action_open_rules(self) -> None:
        """Show how every rule stands."""
        from dutydesk_drills.screens.rules import DrillRulesScreen  # noqa: PLC0415

        self.open_over(DrillRulesScreen(self.desk), _("Rules for drills"))

    def action_propose(self) -> None:
        """Propose dates for the drills of the school year."""
        from dutydesk_drills.screens.proposal import DrillProposalScreen  # noqa: PLC0415

        self.open_over(DrillProposalScreen(self.desk), _("Dates for drills"))

    def action_open_trend(self) -> None:
        """Show the times of drills over the years."""
        from dutydesk_drills.screens.trend import DrillTrendScreen  # noqa: PLC0415

        self.open_over(DrillTrendScreen(self.desk), _("Times of drills"))

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
                    FormField("minutes", _("Minutes"), required=True, check=wrong_minutes, limit=3),
                    FormField("note", _("What was seen"), limit=500),
                ),
                save,
            )
        )
