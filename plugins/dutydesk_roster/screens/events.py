"""Events beneath the grid: what is to come, how it is covered, and what was last year."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from dutydesk.domain import new_id
from dutydesk.tui.widgets import (
    ActionSpec,
    LineBar,
    LinePart,
    SelectTable,
    TableColumn,
    TableRow,
    bindings,
    weekday_name,
)
from dutydesk.wording import _, listed, ngettext, pgettext
from dutydesk_roster.assignment import Assignment
from dutydesk_roster.cover_event import CoverEvent
from dutydesk_roster.event_cover import EventCover, a_year_later, call_off, covers, keep_event, put_there
from dutydesk_roster.roster import DutyPlan
from dutydesk_roster.screens.candidates import CandidatePanel
from dutydesk_roster.screens.event_form import event_form
from dutydesk_roster.screens.roster_view import RosterView
from dutydesk_roster.screens.workbench import BenchPanel, Workbench


class EventsPanel(BenchPanel):
    """Lists events and their cover; adds, edits, copies and calls them off."""

    ACTIONS: ClassVar[tuple[ActionSpec, ...]] = (
        ActionSpec("events.add", "a,plus", "add", _("Add"), _("Enter an event on the day at the cursor")),
        ActionSpec("events.edit", "e", "edit", _("Edit"), _("Change this event")),
        ActionSpec(
            "events.copy", "c", "copy_event", _("Copy a year on"), _("Enter this event for the next year")
        ),
        ActionSpec(
            "events.put",
            "p",
            "put",
            _("Put here"),
            _("Put the person at the grid's cursor on duty at this event"),
        ),
        ActionSpec("events.who", "w", "who", _("Who can?"), _("Rank who could cover this event")),
        ActionSpec(
            "events.delete", "delete", "call_off", _("Call off"), _("Call this event off, after asking")
        ),
        ActionSpec("events.close", "escape", "close_panel", _("Close"), _("Go back to the grid")),
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(*ACTIONS)

    def __init__(self, workbench: Workbench) -> None:
        super().__init__(workbench)
        cell = workbench.current
        self._person = cell.person if cell is not None else None
        self._day = cell.day if cell is not None else workbench.desk.today()
        self._covers: tuple[EventCover, ...] = ()
        self._begun = False
        self.title_line = LineBar(id="events-title")
        self.list = SelectTable(
            (
                TableColumn("day", _("Day"), 14),
                TableColumn("time", _("Time"), 13),
                TableColumn("cover", _("Cover"), 7),
                TableColumn("title", _("Event")),
                TableColumn("posts", _("Posts")),
            ),
            empty=_("Reading..."),
            id="events-list",
        )

    def compose(self) -> ComposeResult:
        """Lay out the line above and the list."""
        yield self.title_line
        yield self.list

    def on_mount(self) -> None:
        """Read the events in a thread."""
        self.list.focus()
        self._read()

    def show_view(self, view: RosterView) -> None:
        """Follow the roster."""
        del view
        self._read()

    def _read(self) -> None:
        desk = self.workbench.desk
        self.workbench.in_background(
            lambda: (DutyPlan.of(desk), covers(desk)), lambda found: self._show(*found), group="events"
        )

    def _show(self, plan: DutyPlan, found: tuple[EventCover, ...]) -> None:
        if not self.is_attached:
            return
        self._covers, today = found, self.workbench.desk.today()
        coming = [each for each in found if each.event.ends.date() >= today]
        past = [each for each in reversed(found) if each.event.ends.date() < today]
        self.list.empty = _("No events yet: a enters one, with the posts and hours that it needs guards for.")
        self.list.show_rows(
            [*_rows(_("To come"), coming, plan, past=False), *_rows(_("Past"), past, plan, past=True)]
        )
        if not self._begun:
            self._begun = True
            nearest = next((each for each in coming if each.event.day >= self._day), None)
            if nearest is not None:
                self.list.move_to(nearest.event.id)
        wanted = [each for each in coming if not each.event.is_called_off]
        missing = sum(each.missing for each in wanted)
        self.title_line.show_parts(
            [
                LinePart(_(" Events "), "strong"),
                LinePart(ngettext("{n} to come ", "{n} to come ", len(wanted)).format(n=len(wanted))),
                LinePart(
                    ngettext(" ! {n} head missing ", " ! {n} heads missing ", missing).format(n=missing)
                    if missing
                    else "",
                    "warning",
                ),
                LinePart(" Enter ", "key", "go", self),
                LinePart(_("goes to its day"), "", "go", self),
            ]
        )

    @property
    def _current(self) -> EventCover | None:
        row = self.list.current
        return next((each for each in self._covers if row is not None and each.event.id == row.key), None)

    def _chosen_or_told(self) -> EventCover | None:
        cover = self._current
        if cover is None:
            self.workbench.show_message(_("There is no event here yet; a enters one."), "warning")
        return cover

    @on(SelectTable.RowSelected)
    def _row_selected(self, event: SelectTable.RowSelected) -> None:
        event.stop()
        self.action_go()

    def action_go(self) -> None:
        """Go to the day of the event at the cursor."""
        cover = self._current
        if cover is not None:
            self.workbench.close_panel()
            self.workbench.go_to("", cover.event.day)

    # Entering and changing

    def action_add(self) -> None:
        """Enter a new event."""
        self._show_form(self._day)

    def action_edit(self) -> None:
        """Change the event at the cursor."""
        cover = self._chosen_or_told()
        if cover is not None:
            self._show_form(cover.event.day, cover.event)

    def action_copy_event(self) -> None:
        """Enter the event at the cursor for the year after it."""
        cover = self._chosen_or_told()
        if cover is not None:
            later = a_year_later(cover.event, self.workbench.desk.today())
            self._show_form(later.day, replace(later, id=new_id(), revision=0))

    def _show_form(self, day: date, event: CoverEvent | None = None) -> None:
        desk = self.workbench.desk

        def keep(made: CoverEvent) -> bool:
            kept = self.workbench.attempt(
                lambda: keep_event(desk, made), _("{title} is entered.").format(title=made.title)
            )
            if kept:
                self._begun, self._day = False, made.day
                self._read()
            return kept

        self.workbench.show_form(event_form(DutyPlan.of(desk), day, desk.today(), keep, event))

    def action_call_off(self) -> None:
        """Call the event at the cursor off, after asking."""
        cover = self._chosen_or_told()
        if cover is None:
            return
        desk, event = self.workbench.desk, cover.event
        free = ngettext(
            "Call off {title}? {n} person is free again.",
            "Call off {title}? {n} people are free again.",
            cover.stands,
        )
        question = free if cover.stands else _("Call off {title}?")
        self.workbench.ask(
            question.format(title=event.title, n=cover.stands),
            lambda: self.workbench.attempt(
                lambda: call_off(desk, event), _("{title} is called off.").format(title=event.title)
            ),
        )

    # Covering

    def _open_post(self, cover: EventCover) -> str | None:
        """Return the first post of the event that is short, and say so where there is none."""
        post = next((each.post for each in cover.posts if each.missing), None)
        if post is None:
            self.workbench.show_message(_("{title} is covered.").format(title=cover.event.title))
        return post

    def action_who(self) -> None:
        """Rank who could stand at the first post of the event that is short."""
        cover = self._chosen_or_told()
        post = None if cover is None else self._open_post(cover)
        if cover is None or post is None:
            return
        event = cover.event
        self.workbench.go_to("", event.day)
        self.workbench.open_panel(CandidatePanel(self.workbench, (post, event.shift, event.day, "")))

    def action_put(self) -> None:
        """Put the person at the grid's cursor at the first post of the event that is short."""
        cover, person, view = self._chosen_or_told(), self._person, self.workbench.view
        post = None if cover is None else self._open_post(cover)
        if cover is None or post is None or view is None:
            return
        if person is None:
            self.workbench.show_message(_("Go to a person's row in the grid first."), "warning")
            return
        desk, event = self.workbench.desk, cover.event
        standing = desk.table(Assignment).where(person=person.id, day=event.day)
        if any(each.shift == event.shift for each in standing):
            text = _("{name} covers {title} already.").format(name=person.name, title=event.title)
            self.workbench.show_message(text, "warning")
            return
        duty = Assignment(
            id=new_id(), person=person.id, post=post, shift=event.shift, day=event.day, pinned=True
        )
        self.workbench.attempt(
            lambda: put_there(desk, event, duty, standing, person.name),
            _("{name} covers {title}.").format(name=person.name, title=event.title),
        )


def _rows(heading: str, found: list[EventCover], plan: DutyPlan, *, past: bool) -> Iterator[TableRow]:
    if found:
        yield TableRow(f"heading {heading}", (heading,), heading=True)
    for each in found:
        event = each.event
        when = f"{event.starts:%H:%M}-{event.ends:%H:%M}" + ("+1" if event.ends.date() > event.day else "")
        posts = listed(f"{plan.post_name(post.post)} {post.stands}/{post.wanted}" for post in each.posts)
        cover = f"{each.stands}/{each.wanted}" + ("!" if each.missing and not past else "")
        yield TableRow(
            event.id,
            (
                f"{weekday_name(event.day)} {event.day}",
                when,
                pgettext("event", "off") if event.is_called_off else cover,
                event.title,
                posts or event.note,
            ),
            "muted" if past or event.is_called_off else "warning" if each.missing else "",
        )
