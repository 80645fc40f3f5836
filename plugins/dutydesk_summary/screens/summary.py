"""The area of the summary: what a year comes to, line by line, with the records behind each figure."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from dutydesk.api import DataProblem, Desk, StaleChange
from dutydesk.documents import WrittenDocument
from dutydesk.tui.widgets import (
    AreaScreen,
    FilterBar,
    Form,
    LineBar,
    LinePart,
    SelectTable,
    bindings,
    document_fields,
    document_path,
    print_file,
)
from dutydesk.wording import _, ngettext
from dutydesk_summary.reminder.week import Week
from dutydesk_summary.screens.pane_place import PanePlace
from dutydesk_summary.screens.summary_actions import SUMMARY_ACTIONS
from dutydesk_summary.screens.summary_rows import COLUMNS, Spot, SummaryRows, summary_rows
from dutydesk_summary.year.notes import keep_note, notes_of
from dutydesk_summary.year.work_summary import SummarySection, WorkSummary
from dutydesk_summary.year.writing import work_summary

FIRST_YEAR = 1950
"""Whatever is recorded of an earlier year is no work of a desk."""

_OWN_ACTIONS = frozenset(each.action.partition("(")[0] for each in SUMMARY_ACTIONS)


class SummaryScreen(AreaScreen):
    """The summary of this year, or of the one that brackets turn to; reminders and the evaluation lie over it."""

    ACTIONS = SUMMARY_ACTIONS
    BINDINGS: ClassVar[list[BindingType]] = bindings(*SUMMARY_ACTIONS)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.head_line = LineBar(id="summary-head")
        self.list = SelectTable(COLUMNS, show_header=False, empty=_("Reading the records..."), id="summary")
        self.detail_line = LineBar(id="summary-detail")
        self.panes = PanePlace(self, (self.list, self.detail_line))
        self.summary: WorkSummary | None = None
        self.year = desk.today().year
        self._shown = SummaryRows()

    def compose_body(self) -> ComposeResult:
        """Lay out the year, the list, what is known of its line, and the place to write in."""
        self.detail_line.add_class("gives-way")
        yield self.head_line
        yield FilterBar(self.list)
        yield self.list
        yield self.detail_line
        yield self.panes

    # Showing

    def reload(self) -> None:
        """Write the summary in a thread, then show it."""
        year = self.year
        self._show_head()
        self.in_background(lambda: work_summary(self.desk, year), self._show)

    def _show(self, summary: WorkSummary) -> None:
        self.summary = summary
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
                LinePart(f"{as_of}  " if is_read else _("is being read...")),
                LinePart(lacking.format(count=missing) if missing else "", "warning"),
            ],
            [
                LinePart(_(" [ {year} ").format(year=self.year - 1), "key", "turn(-1)", self),
                LinePart(_(" ] {year} ").format(year=self.year + 1), "key", "turn(1)", self),
                LinePart(_(" w reminders "), "key", "reminders", self),
            ],
        )

    def _show_rows(self) -> None:
        if self.summary is None or self.summary.year != self.year:
            return
        self._shown = summary_rows(self.summary, self.list.column_widths()[0])
        self.list.show_rows(self._shown.rows)
        self._show_detail()
        if self.summary.faults:
            self.show_message(self.summary.faults[0], "warning")

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
        spot = self.spot
        if spot is None:
            self.detail_line.show_parts([])
            return
        count = len({record for each in spot.evidence for record in each.records})
        behind = ngettext("{count} record behind it", "{count} records behind it", count)
        offers = [LinePart(_(" Enter records "), "key", "show_records", self)] if spot.evidence else []
        offers.append(LinePart(_(" e write "), "key", "write_note", self))
        told = spot.detail or (behind.format(count=count) if spot.evidence else "")
        self.detail_line.show_parts([LinePart(f" {told}", "muted")], offers)

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
        return action not in _OWN_ACTIONS or self.panes.pane is None

    # What can be done

    def action_turn(self, years: int) -> None:
        """Show the summary of another year."""
        year = self.year + years
        if not FIRST_YEAR <= year <= self.desk.today().year + 1:
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
            self.show_message(spot.detail or _("No figure stands in this line."))

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
            before = self._keep_note(section, year, text, before)
            return (
                _("Kept: your paragraph of {section}.").format(section=section.heading)
                if before
                else _("Your paragraph of {section} is taken away.").format(section=section.heading)
            )

        title = _("{section}, {year}: your own paragraph").format(section=section.heading, year=year)
        self.panes.edit(title, before, keep, about=f"note {year} {section.code}")

    def _keep_note(self, section: SummarySection, year: int, text: str, before: str) -> str:
        """Keep a paragraph, if what is kept is what was there `before`, and return it as it is kept."""
        if notes_of(self.desk, year).get(section.code, "") != before:
            raise StaleChange(
                _(
                    "Someone else has written here meanwhile. "
                    "Copy what you wrote, close this, and open it again."
                )
            )
        kept = keep_note(self.desk, year, section.code, text)
        return kept.text if kept is not None else ""

    def action_print(self) -> None:
        """Ask for a file and write the summary there."""
        year, usual = self.year, f"summary-{self.year}"

        def save(values: dict[str, str]) -> bool:
            path = document_path(self.desk, values, usual)

            def write() -> WrittenDocument:
                from dutydesk_summary.year.document import write_summary  # noqa: PLC0415 - only for printing

                return write_summary(self.desk, year, path)

            return print_file(self, form, path, write)

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
