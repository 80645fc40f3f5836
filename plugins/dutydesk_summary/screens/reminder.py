"""The reminder of one week: both parts, written, drafted anew, issued, withdrawn and printed."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from dutydesk.api import Desk
from dutydesk.api.week import Week
from dutydesk.domain import whole_day
from dutydesk.tui.widgets import (
    Form,
    LinePart,
    SelectTable,
    TableRow,
    bindings,
    document_fields,
    document_path,
    print_file,
)
from dutydesk.tui.widgets.over_page import OverPageScreen
from dutydesk.wording import _
from dutydesk_summary.reminder.document import file_stem, write_reminder
from dutydesk_summary.reminder.drafting import draft
from dutydesk_summary.reminder.issuing import issue, withdraw
from dutydesk_summary.reminder.keeping import Part, keep_draft, keep_part, part_name
from dutydesk_summary.reminder.reminder import Reminder
from dutydesk_summary.screens.pane_place import PanePlace
from dutydesk_summary.screens.reminder_actions import REMINDER_ACTIONS
from dutydesk_summary.screens.reminder_rows import (
    COLUMNS,
    ReminderPage,
    part_at,
    part_title,
    reminder_rows,
)


class ReminderScreen(OverPageScreen[ReminderPage]):
    """The reminder of a week: ``ReminderScreen(desk, week)``; a pane to write in takes the list's place."""

    ACTIONS = REMINDER_ACTIONS
    BINDINGS: ClassVar[list[BindingType]] = bindings(*REMINDER_ACTIONS)
    COLUMNS = COLUMNS
    READING = _("Reading the records of the week before...")
    NOT_YET = _("the reminder is still being read")

    def __init__(self, desk: Desk, week: Week) -> None:
        super().__init__(desk, week.name)
        self.week = week
        self.panes = PanePlace(self, (self.list, self.detail_line))

    def compose_body(self) -> ComposeResult:
        """Lay out the page, and the place to write in."""
        yield from super().compose_body()
        yield self.panes

    # Showing

    def reload(self) -> None:
        """Read the reminder, or draft it, in a thread; then show it."""
        week = self.week
        self.in_background(lambda: ReminderPage.of(self.desk, week), self._show)

    def _show(self, page: ReminderPage) -> None:
        if page.week == self.week:
            self.show_page(page)

    def head_parts(self, page: ReminderPage) -> Sequence[LinePart]:
        """Say which week it is, how the reminder stands, and when it is due."""
        today = self.desk.today()
        state = LinePart(f" {page.state}", "" if page.is_issued else "warning")
        due = _("; due {day}").format(day=whole_day(page.due)) if page.due is not None else ""
        is_late = page.due is not None and page.due < today <= page.week.sunday
        late = LinePart(_("  ! overdue") if is_late and not page.is_issued else "", "error")
        return [
            LinePart(f" {page.week.name} ", "strong"),
            state,
            LinePart("" if page.is_issued else due),
            late,
        ]

    def rows(self, page: ReminderPage, width: int) -> Iterable[TableRow]:
        """Return both parts in lines."""
        return reminder_rows(page, width)

    def detail(self, page: ReminderPage, at: str) -> str:
        """Say what can be done with the line."""
        if part_at(at) is None:
            return ""
        if page.is_issued:
            return _("It is issued and stands as it is; x withdraws it, so that it can be changed.")
        return _("Enter writes here; a line that begins with a dash is for the meeting alone.")

    @property
    def unsaved(self) -> str:
        """The text that was changed and not saved, or the form."""
        return self.panes.unsaved or super().unsaved

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer nothing while a text is written, and of issuing and withdrawing what fits."""
        if action in {"turn", *self.own_actions} and self.panes.is_open:
            return False
        page = self.page
        if page is not None and action in {"withdraw", "issue", "draft_again", "last_week", "points"}:
            return page.is_issued == (action == "withdraw")
        return super().check_action(action, parameters)

    # Writing

    @on(SelectTable.RowSelected, "#page-list")
    def open_row(self, event: SelectTable.RowSelected) -> None:
        """Write in the part that was chosen."""
        event.stop()
        self.action_open()

    def action_open(self) -> None:
        """Write in the part at the cursor."""
        part = part_at(self.at)
        if part is not None:
            self._edit(part)

    def action_last_week(self) -> None:
        """Write what is told of last week."""
        self._edit(Part.LAST_WEEK)

    def action_points(self) -> None:
        """Write the points."""
        self._edit(Part.POINTS)

    def _edit(self, part: Part) -> None:
        page = self.shown
        if page.is_issued:
            self.show_message(_("It is issued: x withdraws it first, so that it can be changed."), "warning")
            return
        seen = page.reminder

        def keep(text: str) -> str:
            nonlocal seen
            seen = keep_part(self.desk, seen, part, text)
            return _("Kept: {part}.").format(part=part_name(part))

        title = part_title(part, page.week)
        self.panes.edit(title, part.of(seen), keep, about=f"reminder {page.week.name} {part}")

    def action_draft_again(self) -> None:
        """Draft both parts from the records again, after asking where something is kept."""
        seen = self.shown.reminder
        if seen.revision:
            self.ask(
                _("Draft both parts anew? What stands in them is replaced."),
                lambda: self._draft_again(seen),
            )
        else:
            self._draft_again(seen)

    def _draft_again(self, seen: Reminder) -> None:
        """Ask every plugin in a thread, then keep what they tell."""
        self.in_background(
            lambda: draft(self.desk, Week(seen.monday)),
            lambda anew: self.attempt(
                lambda: keep_draft(self.desk, seen, anew), _("Drafted from the records as they are now.")
            ),
            group="draft",
        )

    # What becomes of it

    def action_issue(self) -> None:
        """Issue the reminder as it stands here."""
        seen = self.shown.reminder
        self.attempt(lambda: issue(self.desk, seen), _("Issued: {week}.").format(week=seen.id))

    def action_withdraw(self) -> None:
        """Take the issue back, after asking."""
        seen = self.shown.reminder
        if seen.issued is None:
            self.show_message(_("It is not issued."), "warning")
            return
        self.ask(
            _("Withdraw the reminder of {week}? It no longer counts then.").format(week=seen.id),
            lambda: self.attempt(
                lambda: withdraw(self.desk, seen), _("Withdrawn: {week}.").format(week=seen.id)
            ),
        )

    def action_print(self) -> None:
        """Ask for a file and print the reminder there, as it stands here."""
        shown = self.shown.reminder
        usual = file_stem(shown)

        def save(values: dict[str, str]) -> bool:
            path = document_path(self.desk, values, usual)
            return print_file(self, form, path, lambda: write_reminder(self.desk, shown, path))

        title = _("Print the reminder of {week}").format(week=shown.id)
        form = Form(title, document_fields(self.desk, usual), save, keeps_draft=False)
        self.show_form(form)

    def action_turn(self, weeks: int) -> None:
        """Open the reminder of another week."""
        self.week = self.week.moved(weeks)
        self.key, self.page = self.week.name, None
        self.head_line.show_parts([LinePart(f" {self.week.name} ", "strong")])
        self.list.show_rows(())
        self.refresh_bindings()
        self.reload()
