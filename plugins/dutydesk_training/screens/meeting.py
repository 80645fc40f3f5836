"""One meeting on one screen: its agenda, what was decided, the minutes and the materials."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical

from dutydesk.api import DataProblem, Desk, StaleChange
from dutydesk.api.attachments import detach
from dutydesk.api.people_named import names_by_key
from dutydesk.api.tasks import finished
from dutydesk.domain import Occurrence
from dutydesk.tui.widgets import (
    LinePart,
    SelectTable,
    TableRow,
    ask_attachment,
    ask_reopening,
    bindings,
    outcome_form,
    print_file,
    tell_where,
)
from dutydesk.tui.widgets.area import ChangeMade
from dutydesk.tui.widgets.over_page import OverPageScreen
from dutydesk.tui.widgets.prose_pane import ProsePane
from dutydesk.tui.widgets.text_pane import TextPane
from dutydesk.wording import _, pgettext
from dutydesk_training.agenda import Agenda, agenda_of
from dutydesk_training.decisions import about, decide, withdraw
from dutydesk_training.minutes import (
    add_point,
    keep_minutes,
    remove_point,
    reword_point,
    write_last_week,
    write_text,
)
from dutydesk_training.papers import Paper, print_paper
from dutydesk_training.screens.meeting_actions import MEETING_ACTIONS
from dutydesk_training.screens.meeting_forms import (
    NewDecision,
    chair_form,
    decision_form,
    point_form,
    print_form,
)
from dutydesk_training.screens.meeting_rows import (
    BEGIN,
    COLUMNS,
    DECISION,
    MATERIAL,
    PEOPLE,
    POINT,
    STANDING,
    TEXT,
    WEEK,
    agenda_rows,
    decision_at,
    detail_of,
    material_at,
    own_point_at,
)
from dutydesk_training.session_key import find_session

KeepText = Callable[[Desk, Occurrence, str, str], str]
"""Keeps a text of a meeting in place of the one that was there before; returns it as it was kept."""


class MeetingScreen(OverPageScreen[Agenda]):
    """A meeting by its key, in one list; its texts are written in a pane that takes the list's place."""

    ACTIONS = MEETING_ACTIONS
    BINDINGS: ClassVar[list[BindingType]] = bindings(*MEETING_ACTIONS)
    COLUMNS = COLUMNS
    READING = _("Reading the agenda...")
    NOT_YET = _("the agenda is still being read")
    OFFERED_AT: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "attach": (MATERIAL,),
        "chair": (TEXT, PEOPLE, f"{BEGIN}write"),
        "remove": (POINT, MATERIAL, DECISION),
    }
    DEFAULT_CSS = """
    MeetingScreen #meeting-pane { height: 1fr; display: none; }
    MeetingScreen.-editing #page-list { display: none; }
    MeetingScreen.-editing #page-detail { display: none; }
    MeetingScreen.-editing #meeting-pane { display: block; }
    """

    def compose_body(self) -> ComposeResult:
        """Lay out the page, and the place of the pane."""
        yield from super().compose_body()
        yield Vertical(id="meeting-pane")

    # Showing

    def reload(self) -> None:
        """Put the agenda together in a thread, then show it."""
        self.in_background(
            lambda: agenda_of(self.desk, find_session(self.desk, self.key, cancelled=True)), self.show_page
        )

    def head_parts(self, page: Agenda) -> Sequence[LinePart]:
        """Say which meeting it is."""
        return self.occurrence_parts(page.held, page.held.activity.title)

    def rows(self, page: Agenda, width: int) -> Iterable[TableRow]:
        """Return the agenda in lines."""
        return agenda_rows(page, names_by_key(self.desk), width)

    def detail(self, page: Agenda, at: str) -> str:
        """Return all of a line."""
        return detail_of(page, at)

    @property
    def _held(self) -> Occurrence:
        return self.shown.held

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer nothing of the list while a text is being written, or before there is one."""
        is_own = action in self.own_actions and self.pane is not None
        return not is_own and super().check_action(action, parameters)

    # The agenda

    @on(SelectTable.RowSelected, "#page-list")
    def open_row(self, event: SelectTable.RowSelected) -> None:
        """Do what one most likely wants with the line."""
        event.stop()
        self.action_open()

    def action_open(self) -> None:
        """Show where a material is, change a point, edit a text, or mark a decision done."""
        agenda, at = self.shown, self.at
        material, point = material_at(agenda, at), own_point_at(agenda, at)
        if material is not None:
            tell_where(self, material.attachment)
        elif point is not None:
            self._change_point(point.text)
        elif at.startswith(WEEK):
            self.action_last_week()
        elif at.startswith(TEXT):
            self.action_write()
        elif at == PEOPLE:
            self.action_chair()
        elif decision_at(agenda, at) is not None:
            self.action_done()
        elif (begin := at.removeprefix(BEGIN)) in self.own_actions:
            self.call_later(self.run_action, begin)

    def action_point(self) -> None:
        """Ask for a new point."""
        held = self._held

        def save(text: str) -> bool:
            done = _("On the agenda: {point}").format(point=text)
            return self.attempt(lambda: add_point(self.desk, held, text), done)

        self.show_form(point_form(_("A point for this agenda"), save))

    def _change_point(self, point: str) -> None:
        held = self._held

        def save(text: str) -> bool:
            done = _("On the agenda: {point}").format(point=text)
            return self.attempt(lambda: reword_point(self.desk, held, point, text), done)

        self.show_form(point_form(_("Change this point"), save, point))

    def action_remove(self) -> None:
        """Take away what is at the cursor, after asking: a point or decision of this meeting, a material."""
        agenda, at = self.shown, self.at
        decision, material, point = decision_at(agenda, at), material_at(agenda, at), own_point_at(agenda, at)
        if point is not None:
            self._ask_removal(point.text, lambda: remove_point(self.desk, agenda.held, point.text))
        elif material is not None:
            self._ask_removal(material.attachment.title, lambda: detach(self.desk, material.attachment))
        elif decision is not None and decision in agenda.decided:
            self._ask_removal(decision.task.title, lambda: withdraw(self.desk, decision.task))
        elif decision is not None:
            self.show_message(_("Another meeting decided this; d marks it done."), "warning")
        elif at.startswith(STANDING):
            self.show_message(_("This point stands on each agenda, by config/training.toml."), "warning")
        else:
            self.show_message(_("Go to a point, a decision or a material first."), "warning")

    def _ask_removal(self, what: str, work: Callable[[], object]) -> None:
        done = _("Taken away: {what}; u brings it back.").format(what=what)
        self.ask(_("Take away {what}?").format(what=what), lambda: self.attempt(work, done))

    # Decisions

    def action_decide(self) -> None:
        """Ask what was decided."""
        agenda = self.shown

        def save(new: NewDecision) -> bool:
            done = _("Decided: {text}; it stands on the next agenda until it is done.").format(text=new.text)
            return self.attempt(
                lambda: decide(self.desk, agenda.held, new.text, owner=new.owner, due=new.due), done
            )

        self.show_form(decision_form(self.desk, agenda.until, save))

    def action_done(self) -> None:
        """Mark the decision at the cursor done, or take the mark back after asking."""
        decision = decision_at(self.shown, self.at)
        if decision is None:
            self.show_message(_("Go to a decision first."), "warning")
            return
        task = decision.task
        if task.done is None:
            done = _("Done: {title}").format(title=task.title)
            self.show_form(
                outcome_form(
                    task,
                    lambda outcome: self.run_change(
                        done, lambda change: change.replace(finished(task, self.desk.today(), outcome))
                    ),
                )
            )
        else:
            ask_reopening(self, task)

    # Texts

    @property
    def pane(self) -> ProsePane | None:
        """The pane that is open, if any."""
        panes = self.query("#meeting-pane > ProsePane")
        return panes.first(ProsePane) if panes else None

    @property
    def unsaved(self) -> str:
        """The text that was changed and not saved, or the form."""
        pane = self.pane
        return pane.pane_title if pane is not None and pane.is_changed else super().unsaved

    def action_write(self) -> None:
        """Write the minutes."""
        minutes = self.shown.minutes
        self._edit(
            pgettext("meeting", "Minutes"), minutes.text, minutes.text, write_text, _("The minutes are kept.")
        )

    def action_last_week(self) -> None:
        """Edit the section about the last week, from what was drafted on."""
        agenda = self.shown
        self._edit(
            agenda.last_week.title,
            agenda.last_week.text,
            agenda.minutes.last_week,
            write_last_week,
            _("Kept as it stands; without any text it is drafted from the records again."),
        )

    def _edit(self, title: str, shown: str, kept: str, keep: KeepText, done: str) -> None:
        held = self._held
        before = kept

        def save(text: str) -> str:
            nonlocal before
            try:
                before = keep(self.desk, held, text, before)
            except (DataProblem, StaleChange) as problem:
                return str(problem)
            self.show_message(done)
            self.show_now()
            self.post_message(ChangeMade())
            return ""

        self.message_bar.clear_message()
        self.add_class("-editing")
        self.query_one("#meeting-pane", Vertical).mount(ProsePane(title, shown, save))

    @on(TextPane.Closed)
    def show_list(self, event: TextPane.Closed) -> None:
        """Go back to the list."""
        event.stop()
        self.remove_class("-editing")
        self.list.focus()
        self.call_after_refresh(self.refresh_bindings)

    def action_chair(self) -> None:
        """Ask who is in the chair and who writes."""
        agenda = self.shown

        def save(chair: str, writer: str) -> bool:
            return self.attempt(
                lambda: keep_minutes(self.desk, agenda.held, chair=chair, writer=writer), _("Kept.")
            )

        self.show_form(chair_form(self.desk, agenda.minutes, save))

    # Files

    def action_attach(self) -> None:
        """Ask for a file or a link."""
        held = self._held
        ask_attachment(self, about(held), held.activity.title)

    def action_print(self) -> None:
        """Ask which paper to print, and where."""
        held = self._held

        def save(paper: Paper, path: Path) -> bool:
            return print_file(self, form, path, lambda: print_paper(self.desk, held, paper, path))

        form = print_form(self.desk, f"{held.activity.kind}-{held.start:%Y-%m-%d}", save)
        self.show_form(form)
