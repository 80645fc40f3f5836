"""The area of meetings, study, training and lectures."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual.binding import BindingType

from dutydesk.api import Change
from dutydesk.api.holding import MeterState, meter_state_name
from dutydesk.api.week import Week
from dutydesk.domain import Occurrence
from dutydesk.tui.widgets import ActionSpec, LinePart, bindings, day_name
from dutydesk.tui.widgets.occurrence_list import OccurrenceListScreen, SummaryLine
from dutydesk.wording import _, bracketed, listed, pgettext
from dutydesk_training.attendance import Attendance
from dutydesk_training.lecture import Lecture
from dutydesk_training.lectures import LECTURE, keep_lecture, lecture_of, lecture_text, lectures_of
from dutydesk_training.meter import RuleMeter, rule_meters
from dutydesk_training.person_record import AttendanceTally
from dutydesk_training.screens.lecture_form import lecture_form
from dutydesk_training.sessions import kinds

_PRESSING = (MeterState.MISSED, MeterState.DUE, MeterState.PLANNED, MeterState.MET)


class TrainingScreen(OccurrenceListScreen):
    """Lists the sessions, under how the rules stand this week, month, term and year."""

    empty: ClassVar[str] = _("No sessions yet: write a [[session]] in config/training.toml, or press a.")
    new_title: ClassVar[str] = _("Add a meeting or session")
    ACTIONS: ClassVar[tuple[ActionSpec, ...]] = (
        ActionSpec(
            "training.attendance",
            "p",
            "attendance",
            pgettext("attendance list", "Present"),
            _("Say who was there"),
        ),
        ActionSpec(
            "training.meeting",
            "m",
            "meeting",
            _("Meeting"),
            _("Agenda, minutes and decisions of this one"),
        ),
        ActionSpec(
            "training.plan",
            "t",
            "plan",
            _("Topics"),
            _("The plan of the term: what is taught when"),
            show=False,
        ),
        ActionSpec(
            "training.certificates",
            "c",
            "certificates",
            _("Certificates"),
            _("Who has earned what, and what must be renewed"),
            show=False,
        ),
        ActionSpec(
            "training.lecture",
            "v",
            "lecture",
            _("Lecture"),
            _("What a lecture was about, who spoke, how many came"),
            show=False,
        ),
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(*ACTIONS)

    @property
    def kinds(self) -> Sequence[tuple[str, str]]:
        """Meetings, study, training and lectures."""
        return [(each.code, each.name) for each in kinds()]

    def summary(self) -> Sequence[SummaryLine]:
        """Say for each rule what it wants, what was held and what is planned, the most pressing first.

        Those that are met stand together in one line.
        """
        meters = rule_meters(self.desk, Week.of(self.desk.today()))
        ordered = sorted(meters, key=lambda each: _PRESSING.index(each.state))
        lines = [
            SummaryLine(
                _meter_text(each), "warning" if each.state in {MeterState.DUE, MeterState.MISSED} else ""
            )
            for each in ordered
            if each.state is not MeterState.MET
        ]
        met = [_rule_text(each) for each in ordered if each.state is MeterState.MET]
        return [*lines, SummaryLine(_("Met: {rules}").format(rules=listed(met)))] if met else lines

    def links(self, held: Occurrence | None) -> Sequence[LinePart]:
        """Offer what is not of one session alone, and what is told of a lecture."""
        lecture = held is not None and held.activity.kind == LECTURE
        offered = [spec for spec in self.ACTIONS if not spec.show and (lecture or spec.action != "lecture")]
        return [
            part
            for spec in offered
            for part in (
                LinePart(f" {spec.keys} ", "key", f"screen.{spec.action}"),
                LinePart(f"{spec.label} ", "", f"screen.{spec.action}"),
            )
        ]

    def more_about(self, found: Sequence[Occurrence]) -> Mapping[str, str]:
        """Say how many came, and what is told of lectures."""
        taken: defaultdict[str, list[Attendance]] = defaultdict(list)
        for each in self.desk.table(Attendance).where(session=tuple(each.key for each in found)):
            taken[each.session].append(each)
        told = lectures_of(self.desk, found)
        return {
            key: " - ".join(
                (
                    *([_came_text(AttendanceTally.of(taken[key]))] if key in taken else ()),
                    *([lecture_text(told[key])] if key in told else ()),
                )
            )
            for key in taken.keys() | told.keys()
        }

    def action_attendance(self) -> None:
        """Say who was there."""
        from dutydesk_training.screens.attendance import AttendanceScreen  # noqa: PLC0415

        held = self.chosen()
        if held is not None:
            self.open_over(AttendanceScreen(self.desk, held.key), self.named(held))

    def action_meeting(self) -> None:
        """Look after the agenda, the minutes and the decisions."""
        from dutydesk_training.screens.meeting import MeetingScreen  # noqa: PLC0415

        held = self.chosen()
        if held is not None:
            self.open_over(MeetingScreen(self.desk, held.key), self.named(held))

    def action_plan(self) -> None:
        """Look at the plan of the term."""
        from dutydesk_training.screens.plan import PlanScreen  # noqa: PLC0415

        self.open_over(PlanScreen(self.desk), _("Topics of the term"))

    def action_certificates(self, certificate: str = "") -> None:
        """Look at who has earned what, and at the certificate with this key."""
        from dutydesk_training.screens.certificates import CertificatesScreen  # noqa: PLC0415

        self.open_over(CertificatesScreen(self.desk, certificate), _("Certificates"))

    def action_lecture(self) -> None:
        """Ask what a lecture was about and how many came."""
        held = self.chosen()
        if held is None:
            return
        if held.activity.kind != LECTURE:
            self.show_message(
                _("This is no lecture; topic, speaker and numbers are kept of lectures."), "warning"
            )
            return

        def save(told: Lecture) -> bool:
            def keep(change: Change) -> None:
                keep_lecture(change, held, told)

            return self.run_change(_("Told of {what}").format(what=self.named(held)), keep)

        title = _("Lecture: {title}, {day}").format(
            title=held.activity.title, day=day_name(held.start.date())
        )
        self.show_form(lecture_form(title, lecture_of(self.desk, held), save))


def _came_text(tally: AttendanceTally) -> str:
    return _("{count} came, {expected} expected").format(count=tally.attended, expected=tally.expected)


def _rule_text(meter: RuleMeter) -> str:
    return f"{meter.period.name} {meter.rule.name}" if meter.period is not None else meter.rule.name


def _meter_text(meter: RuleMeter) -> str:
    words = (
        _("{rule}: {held} have, {planned} will of {needed} people - {state}")
        if meter.rule.counts == "people"
        else _("{rule}: {held} held, {planned} planned of {needed} - {state}")
    )
    text = words.format(
        rule=_rule_text(meter),
        held=meter.held,
        planned=meter.planned,
        needed=meter.needed,
        state=meter_state_name(meter.state),
    )
    return bracketed(text, meter.detail) if meter.detail else text
