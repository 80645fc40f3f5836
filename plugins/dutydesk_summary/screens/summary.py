"""The area of the summary: what a year comes to, line by line, with the records behind each figure."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from dutydesk.api import DataProblem, Desk
from dutydesk.api.week import Week
from dutydesk.tui.widgets import (
    AreaScreen,
    FilterBar,
    Form,
    LineBar,
    LinePart,
    SelectTable,
    TableRow,
    bindings,
    broken_row,
    document_fields,
    document_path,
    print_file,
    wrapped,
)
from dutydesk.wording import _, ngettext
from dutydesk_summary.screens.pane_place import PanePlace
from dutydesk_summary.screens.summary_actions import SUMMARY_ACTIONS
from dutydesk_summary.screens.summary_rows import COLUMNS, Spot, SummaryRows, behind, summary_rows
from dutydesk_summary.screens.years import is_told
from dutydesk_summary.year.notes import keep_note, notes_of
from dutydesk_summary.year.work_summary import WorkSummary
from dutydesk_summary.year.writing import work_summary

_DETAIL_LINES = 2
_LEAST_WIDTH = 20
_OWN_ACTIONS = frozenset(each.action.partition("(")[0] for each in SUMMARY_ACTIONS)


class SummaryScreen(AreaScreen):
    """The summary of this year, or of the one that brackets turn to."""

    ACTIONS = SUMMARY_ACTIONS
    BINDINGS: ClassVar[list[BindingType]] = bindings(*SUMMARY_ACTIONS)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.head_line = LineBar(id="summary-head")
        self.list = SelectTable(COLUMNS, show_header=False, empty=_("Reading the records..."), id="summary")
        self.detail = [LineBar(id=f"summary-detail-{number}") for number in range(_DETAIL_LINES)]
        self.panes = PanePlace(self, (self.list, *self.detail))
        self.summary: WorkSummary | None = None
        self._problem = ""
        self.year = desk.today().year
        self._shown = SummaryRows()

    def compose_body(self) -> ComposeResult:
        """Lay out the year, the list, what is known of its line, and the place to write in."""
        yield self.head_line
        yield FilterBar(self.list)
        yield self.list
        for line in self.detail:
            line.add_class("gives-way")
            yield line
        yield self.panes

    # Showing

    def reload(self) -> None:
        """Write the summary in a thread, then show it."""
        year = self.year
        self._show_head()
        self.in_background(lambda: self._read(year), self._show)

    def _read(self, year: int) -> "WorkSummary | str":
        """Return the summary, or what is wrong with its template."""
        try:
            return work_summary(self.desk, year)
        except DataProblem as problem:
            return str(problem)

    def _show(self, read: "WorkSummary | str") -> None:
        self.summary, self._problem = (None, read) if isinstance(read, str) else (read, "")
        self.list.empty = _("The template of the summary has no section.")
        self._show_head()
        self._show_rows()

    def _show_head(self) -> None:
        summary = self.summary
        is_read = summary is not None and summary.year == self.year
        as_of = _("up to {day}").format(day=summary.as_of) if summary is not None and is_read else ""
        missing = len(summary.wanted) if summary is not None and is_read else 0
        lacking = ngettext("! {count} figure has no record", "! {count} figures have no record", missing)
        self.head_line.show_parts(
            [
                LinePart(f" {self.year} ", "strong"),
                LinePart(f"{as_of}  " if is_read or self._problem else _("is being read...")),
                LinePart(lacking.format(count=missing) if missing else "", "warning"),
            ],
            [
                LinePart(_(" [ {year} ").format(year=self.year - 1), "key", "turn(-1)", self),
                LinePart(_(" ] {year} ").format(year=self.year + 1), "key", "turn(1)", self),
            ],
        )

    def _show_rows(self) -> None:
        if self._problem:
            self._show_problem()
            return
        if self.summary is None or self.summary.year != self.year:
            return
        self._shown = summary_rows(self.summary, self.list.column_widths()[0])
        self.list.show_rows(self._shown.rows)
        self._show_detail()
        if self.summary.faults:
            self.show_message(self.summary.faults[0], "warning")

    def _show_problem(self) -> None:
        """Say in place of the summary what is wrong with its template."""
        self._shown = SummaryRows()
        row = TableRow("problem", (f"! {self._problem}",), style="error")
        self.list.show_rows(broken_row(row, (self.list.column_widths()[0],)))
        self._show_detail()

    @on(SelectTable.WidthChanged, "#summary")
    def break_lines(self, event: SelectTable.WidthChanged) -> None:
        """Break long texts for another width."""
        event.stop()
        self._show_rows()

    @on(SelectTable.RowMoved, "#summary")
    def follow_cursor(self, event: SelectTable.RowMoved) -> None:
        """Tell what is behind the line at the cursor, or what to enter where something lacks."""
        event.stop()
        self._show_detail()

    def _show_detail(self) -> None:
        spot, width = self.spot, max(self.detail[0].size.width - 1, _LEAST_WIDTH)
        told = [] if spot is None else wrapped(spot.detail or behind(spot), width)
        for line, text in zip(self.detail, (*told, *[""] * _DETAIL_LINES), strict=False):
            line.show_parts([LinePart(f" {text}", "muted")] if text else [])

    @property
    def spot(self) -> Spot | None:
        """What the line at the cursor shows."""
        row = self.list.current
        return self._shown.spots.get(row.key) if row is not None else None

    @property
    def unsaved(self) -> str:
        """The paragraph that was changed and not saved, or the form."""
        return self.panes.unsaved or super().unsaved

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer nothing of the list while a paragraph is written."""
        del parameters
        return action not in _OWN_ACTIONS or not self.panes.is_open

    # What can be done

    def action_turn(self, years: int) -> None:
        """Show the summary of another year."""
        year = self.year + years
        if not is_told(year, self.desk.today()):
            self.show_message(_("There is nothing to tell of {year}.").format(year=year), "warning")
            return
        self.year = year
        self.reload()

    @on(SelectTable.RowSelected, "#summary")
    def open_row(self, event: SelectTable.RowSelected) -> None:
        """Show the records behind the chosen line."""
        event.stop()
        self.action_show_records()

    def action_show_records(self) -> None:
        """Show the records behind the line at the cursor, or change it where people wrote it."""
        spot = self.spot
        if spot is None:
            self.show_message(_("Go to a line of the summary first."), "warning")
        elif spot.is_note:
            self.action_write_note()
        elif spot.is_evaluation:
            self.action_evaluation()
        elif spot.evidence:
            from dutydesk_summary.screens.records import RecordsScreen  # noqa: PLC0415

            self.open_over(RecordsScreen(self.desk, spot.text, spot.evidence), _("Records"))
        else:
            self.show_message(_("No figure with a record stands in this line; below it is what to enter."))

    def action_write_note(self) -> None:
        """Write the school's own paragraph of the section at the cursor."""
        spot = self.spot
        if spot is None:
            self.show_message(_("Go to a section first."), "warning")
            return
        section, year = spot.section, self.year
        before = notes_of(self.desk, year).get(section.code, "")

        def keep(text: str) -> str:
            nonlocal before
            kept = keep_note(self.desk, year, section.code, text, before=before)
            before = kept.text if kept is not None else ""
            return (
                _("Kept: your paragraph of {section}.").format(section=section.heading)
                if before
                else _("Your paragraph of {section} is taken away.").format(section=section.heading)
            )

        title = _("{section}, {year}: your own paragraph").format(section=section.heading, year=year)
        self.panes.edit(title, before, keep, about=f"note {year} {section.code}")

    def action_print(self) -> None:
        """Ask for a file and write the summary there."""
        from dutydesk_summary.year.document import file_stem, write_summary  # noqa: PLC0415 - only to print

        year, usual = self.year, file_stem(self.year)

        def save(values: dict[str, str]) -> bool:
            path = document_path(self.desk, values, usual)
            return print_file(self, form, path, lambda: write_summary(self.desk, year, path))

        title = _("Print the summary of {year}").format(year=year)
        form = Form(title, document_fields(self.desk, usual), save, keeps_draft=False)
        self.show_form(form)

    def action_evaluation(self) -> None:
        """Show each indicator of the evaluation."""
        from dutydesk_summary.screens.evaluation import EvaluationScreen  # noqa: PLC0415

        self.open_over(EvaluationScreen(self.desk, self.year), _("Evaluation"))

    def action_reminders(self) -> None:
        """Show the reminders of the year."""
        from dutydesk_summary.screens.reminders import RemindersScreen  # noqa: PLC0415

        self.open_over(RemindersScreen(self.desk, self.year), _("Reminders"))

    def action_this_week(self) -> None:
        """Open the reminder of this week."""
        self._open_reminder(Week.of(self.desk.today()))

    def action_open_week(self, name: str) -> None:
        """Open the reminder of the week with this name."""
        try:
            week = Week.parse(name)
        except DataProblem as problem:
            self.show_message(str(problem), "error")
            return
        self._open_reminder(week)

    def _open_reminder(self, week: Week) -> None:
        from dutydesk_summary.screens.reminder import ReminderScreen  # noqa: PLC0415

        self.open_over(ReminderScreen(self.desk, week), _("Reminder"))

    def action_filter(self) -> None:
        """Open the filter."""
        self.query_one(FilterBar).open()
