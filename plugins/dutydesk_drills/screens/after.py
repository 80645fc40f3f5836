"""What comes after a drill: how it went, what is said of it, what is to be mended, report and signature."""

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from dutydesk.api import DataProblem, Desk
from dutydesk.domain import Attachment, Task
from dutydesk.tui.widgets import (
    FilterBar,
    LineBar,
    LinePart,
    OverScreen,
    SelectTable,
    ask_attachment,
    ask_detaching,
    ask_reopening,
    bindings,
    kept_lines,
    print_file,
    tell_where,
)
from dutydesk.wording import _
from dutydesk_drills.after.drill_report import DrillReport
from dutydesk_drills.after.findings import add_finding, change_finding, files_of, mend_finding
from dutydesk_drills.after.report_document import write_drill_report
from dutydesk_drills.after.report_values import signature_text
from dutydesk_drills.after.review import change_review
from dutydesk_drills.drill_moment import DrillMoment
from dutydesk_drills.drill_plan import drill_subject
from dutydesk_drills.drills import find_drill
from dutydesk_drills.live.correcting import Correction, correct_moment, remove_moment
from dutydesk_drills.live.moment_words import moment_text
from dutydesk_drills.screens.after_actions import AFTER_ACTIONS
from dutydesk_drills.screens.after_forms import (
    FindingDraft,
    finding_form,
    proof_form,
    report_form,
    review_form,
    sign_form,
    take_back_form,
)
from dutydesk_drills.screens.after_rows import COLUMNS, FILE, FINDING, MOMENT, REVIEW, after_rows
from dutydesk_drills.screens.live_forms import correct_form, remove_form
from dutydesk_drills.signing import sign_off, take_signature_back

_OWN_ACTIONS = frozenset(each.action for each in AFTER_ACTIONS)


@dataclass(frozen=True, slots=True)
class _Read:
    """What was read of a drill: its report, and the files kept with it."""

    report: DrillReport
    files: tuple[Attachment, ...]


class DrillAfterScreen(OverScreen):
    """Results, review, weak points and timeline of one drill: ``DrillAfterScreen(desk, key)``."""

    ACTIONS = AFTER_ACTIONS
    BINDINGS: ClassVar[list[BindingType]] = bindings(*AFTER_ACTIONS)
    DEFAULT_CSS = """
    DrillAfterScreen.-form-open SelectTable { min-height: 3; }
    """

    def __init__(self, desk: Desk, key: str) -> None:
        super().__init__(desk)
        self.key = key
        self.head_line = LineBar(id="drill-after-head")
        self.signed_line = LineBar(id="drill-after-signed")
        self.list = SelectTable(COLUMNS, empty=_("Reading..."), id="drill-after")
        self.detail_line = LineBar(id="drill-after-detail")
        self._read: _Read | None = None

    def compose_body(self) -> ComposeResult:
        """Lay out what drill it is and who signed, the list, and all of the line at the cursor."""
        yield self.head_line
        yield self.signed_line
        yield FilterBar(self.list)
        yield self.list
        self.detail_line.add_class("gives-way")
        yield self.detail_line

    # Showing

    def reload(self) -> None:
        """Draw the report together in a thread, then show it."""
        self.in_background(self._reading, self._show)

    def _reading(self) -> "_Read | str":
        drill = find_drill(self.desk, self.key)
        if not drill.is_held:
            return _(
                "{title} of {day} is not marked as held yet: in the list, g runs it and d marks it."
            ).format(title=drill.title, day=drill.day)
        report = DrillReport.of(self.desk, drill)
        return _Read(report, files_of(self.desk, self.key, report.findings))

    def _show(self, read: "_Read | str") -> None:
        if isinstance(read, str):
            self._read = None
            self.list.empty = read
            self.list.show_rows(())
            self.head_line.show_parts([])
            self.signed_line.show_parts([])
        else:
            self._read = read
            self._show_report(read)
        self.refresh_bindings()

    def _show_report(self, read: _Read) -> None:
        report, result = read.report, read.report.result
        within = ""
        if result.timed:
            reached = sum(each.is_within is True for each in result.timed)
            within = _("{count} of {all} buildings within the target").format(
                count=reached, all=len(result.timed)
            )
        elif not result.run.moments:
            within = _("Nothing was noted in this drill: e reviews it")
        told = _("{title}, {day}, {minutes} min").format(
            title=report.drill.title, day=report.drill.day, minutes=report.drill.minutes
        )
        self.head_line.show_parts([LinePart(f" {told}", "strong")])
        style = "muted" if not report.review.signed_by or report.is_as_signed else "error"
        self.signed_line.show_parts([LinePart(f" {within}")], [LinePart(f"{signature_text(report)} ", style)])
        self.list.show_rows(after_rows(report, read.files, self.desk.today(), self.list.column_widths()[0]))
        self._show_detail()

    @on(SelectTable.WidthChanged, "#drill-after")
    def break_lines(self, event: SelectTable.WidthChanged) -> None:
        """Break long texts for another width."""
        event.stop()
        if self._read is not None:
            self._show_report(self._read)

    @on(SelectTable.RowMoved, "#drill-after")
    def follow_cursor(self, event: SelectTable.RowMoved) -> None:
        """Tell all of the line at the cursor, which may be cut in the list."""
        event.stop()
        self._show_detail()

    def _show_detail(self) -> None:
        row = self.list.current
        told = "" if row is None else " - ".join(filter(None, row.cells))
        self.detail_line.show_parts([LinePart(f" {told}", "muted")] if told else [])

    # What is at the cursor

    @property
    def _shown(self) -> _Read:
        if self._read is None:
            raise DataProblem(_("there is nothing to say of this drill before it was held"))
        return self._read

    @property
    def _at(self) -> str:
        row = self.list.current
        return "" if row is None else row.key

    @property
    def _finding(self) -> Task | None:
        report = self._shown.report
        key = self._at.removeprefix(FINDING) if self._at.startswith(FINDING) else ""
        return next((each for each in (*report.findings, *report.earlier_findings) if each.id == key), None)

    @property
    def _moment(self) -> DrillMoment | None:
        key = self._at.removeprefix(MOMENT) if self._at.startswith(MOMENT) else ""
        return self._shown.report.result.run.moment(key)

    @property
    def _file(self) -> Attachment | None:
        key = self._at.removeprefix(FILE) if self._at.startswith(FILE) else ""
        return next((each for each in self._shown.files if each.id == key), None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer nothing before the drill was held."""
        del parameters
        return action not in _OWN_ACTIONS or self._read is not None

    # What can be done

    @on(SelectTable.RowSelected, "#drill-after")
    def open_row(self, event: SelectTable.RowSelected) -> None:
        """Change the line that was chosen, or say where a file is."""
        event.stop()
        task, moment, file = self._finding, self._moment, self._file
        if task is not None:
            self._edit_finding(task)
        elif moment is not None:
            self._correct(moment)
        elif file is not None:
            tell_where(self, file)
        elif self._at.startswith(REVIEW):
            self.action_edit_review()

    def _edit_finding(self, task: Task) -> None:
        def save(draft: FindingDraft) -> bool:
            return self.attempt(
                lambda: change_finding(
                    self.desk, task, draft.text, owner=draft.owner, due=draft.due, building=draft.building
                ),
                _("Kept: {title}").format(title=draft.text),
            )

        self.show_form(finding_form(self.desk, self.desk.today(), save, task))

    def _correct(self, moment: DrillMoment) -> None:
        report = self._shown.report
        drill, run = report.drill, report.result.run

        def save(correction: Correction) -> bool:
            return self.attempt(
                lambda: correct_moment(self.desk, drill, moment.id, correction),
                _("Put right: {what}").format(what=moment_text(run.setup, moment)),
            )

        if self._is_free():
            self.show_form(correct_form(run, drill.day, moment, save))

    def _is_free(self) -> bool:
        """Tell whether the record may be changed; where it is signed off, say so before anything is typed."""
        if self._shown.report.review.signed_by:
            self.show_message(_("The record is signed off: s takes the signature back first."), "warning")
            return False
        return True

    def action_edit_review(self) -> None:
        """Ask what is said of the drill."""
        report = self._shown.report
        before = report.review

        def save(values: dict[str, str]) -> bool:
            return self.attempt(
                lambda: change_review(
                    self.desk,
                    report.drill,
                    went_well=kept_lines(values["went_well"], before.went_well),
                    to_improve=kept_lines(values["to_improve"], before.to_improve),
                    weather=values["weather"],
                    took_part=int(values["took_part"]) if values["took_part"] else -1,
                ),
                _("The review is kept."),
            )

        if self._is_free():
            self.show_form(review_form(report, save))

    def action_add_finding(self) -> None:
        """Ask for a weak point."""
        drill = self._shown.report.drill

        def save(draft: FindingDraft) -> bool:
            return self.attempt(
                lambda: add_finding(
                    self.desk, drill, draft.text, owner=draft.owner, due=draft.due, building=draft.building
                ),
                _("Kept: {title}; it stands on Today until it is done.").format(title=draft.text),
            )

        self.show_form(finding_form(self.desk, self.desk.today(), save))

    def action_done(self) -> None:
        """Ask what was done about the weak point at the cursor, or open it again after asking."""
        task = self._finding
        if task is None:
            self.show_message(_("Go to a weak point first; a adds one."), "warning")
        elif task.is_open:
            done = _("Done: {title}").format(title=task.title)
            self.show_form(
                proof_form(
                    self.desk,
                    task,
                    lambda outcome, source: self.attempt(
                        lambda: mend_finding(self.desk, task, outcome, source), done
                    ),
                )
            )
        else:
            ask_reopening(self, task)

    def action_attach(self) -> None:
        """Ask for a file or link to keep with the weak point at the cursor, or with the drill."""
        task, drill = self._finding, self._shown.report.drill
        if task is None:
            ask_attachment(self, drill_subject(self.key), drill.title)
        else:
            ask_attachment(self, task.subject, task.title)

    def action_write_report(self) -> None:
        """Ask for a file and write the report there."""
        drill = self._shown.report.drill

        def save(path: Path) -> bool:
            return print_file(self, form, path, lambda: write_drill_report(self.desk, drill, path))

        form = report_form(self.desk, f"{drill.kind.code}-{drill.day}", save)
        self.show_form(form)

    def action_sign(self) -> None:
        """Ask who signs the record off, or why the signature is taken back."""
        report = self._shown.report
        if report.review.signed_by:
            self.show_form(
                take_back_form(
                    lambda why: self.attempt(
                        lambda: take_signature_back(self.desk, report.drill, why),
                        _("The signature is taken back."),
                    )
                )
            )
        else:
            self.show_form(
                sign_form(
                    self.desk,
                    lambda by: self.attempt(
                        lambda: sign_off(self.desk, report.drill, by), _("The record is signed off.")
                    ),
                )
            )

    def action_remove_line(self) -> None:
        """Take the moment at the cursor out, with a reason, or a file, after asking."""
        report, moment, file = self._shown.report, self._moment, self._file
        if file is not None:
            ask_detaching(self, file)
        elif moment is not None and self._is_free():
            run = report.result.run
            what = moment_text(run.setup, moment)
            self.show_form(
                remove_form(
                    run,
                    moment,
                    lambda why: self.attempt(
                        lambda: remove_moment(self.desk, report.drill, moment.id, why),
                        _("Removed: {what}").format(what=what),
                    ),
                )
            )
        elif moment is None:
            self.show_message(_("Go to a moment or a file first."), "warning")

    def action_filter(self) -> None:
        """Open the filter."""
        self.query_one(FilterBar).open()
