"""An area that lists what is held and lets it be added, moved, cancelled and marked: one base for plugins."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from dutydesk.api import Change
from dutydesk.api.holding import (
    CANCELLED,
    HELD,
    PLANNED,
    cancelled_occurrences,
    change_occurrence,
    occurrence_state_name,
    unmarked,
    wall_now,
)
from dutydesk.domain import Activity, Occurrence, Person, month_name, short_day
from dutydesk.tui.widgets.actions import ActionSpec, bindings
from dutydesk.tui.widgets.area import AreaScreen
from dutydesk.tui.widgets.days import day_name
from dutydesk.tui.widgets.filter_bar import FilterBar
from dutydesk.tui.widgets.line_bar import LineBar, LinePart
from dutydesk.tui.widgets.occurrence_forms import NewTimes, activity_form, occurrence_form
from dutydesk.tui.widgets.table import SelectTable, TableColumn, TableRow
from dutydesk.tui.widgets.text import width_of
from dutydesk.wording import _, listed, ngettext, phrases

_LOOK_BACK = timedelta(weeks=4)
_LOOK_AHEAD = timedelta(days=120)
MOST_SUMMARY_LINES = 6


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """A line above the list: how a rule stands; `style` is that of a `LinePart`."""

    text: str
    style: str = ""


@dataclass(frozen=True, slots=True)
class _Listing:
    """What a list shows at one moment."""

    found: tuple[Occurrence, ...]
    summary: tuple[SummaryLine, ...]
    rows: tuple[TableRow, ...]
    kept: frozenset[str]
    people: tuple[Person, ...]
    expected: Mapping[str, tuple[str, ...]]
    more: Mapping[str, str]
    nearest: str


def _columns(*, wide: bool = False) -> tuple[TableColumn, ...]:
    """Return the columns of the list; a wide one says for each what kind it is and who is in charge."""
    columns = (
        TableColumn("day", _("Date"), 9),
        TableColumn("time", _("Time"), 11),
        TableColumn("title", _("Title")),
        TableColumn("people", _("People"), 6),
        TableColumn("place", _("Place"), 12),
        TableColumn("state", _("State"), 10),
    )
    if not wide:
        return columns
    return (*columns, TableColumn("kind", _("Kind"), 12), TableColumn("owner", _("In charge"), 16))


class OccurrenceListScreen(AreaScreen):
    """Lists occurrences from four weeks back to the end of the term. A plugin's list derives from it.

    A subclass gives `kinds`, the kinds of activity that can be added, each a code and what people read, and
    `empty`, which says how to begin. It may give `summary`, the lines above the list, the most pressing
    first; `last_day`; `find` and `activities`, where not everything is among the desk's activities;
    `more_about`, what else is known, called in a thread like these; `mark_held`, where marking asks for more;
    and further `ACTIONS` for the one that `chosen` returns, with `links` that can be clicked.
    """

    empty: ClassVar[str] = ""
    new_title: ClassVar[str] = _("Add to the list")
    ACTIONS: ClassVar[tuple[ActionSpec, ...]] = (
        ActionSpec("occurrences.add", "a", "add", _("Add"), _("Add one that no file plans")),
        ActionSpec("occurrences.edit", "e", "edit", _("Edit"), _("Move this one, or change its place")),
        ActionSpec(
            "occurrences.cancel", "x", "cancel", _("Cancel"), _("Cancel this one, or hold it after all")
        ),
        ActionSpec(
            "occurrences.mark", "d", "mark", _("Done"), _("Mark this one held, or take the mark back")
        ),
        ActionSpec(
            "occurrences.mark-all", "D", "mark_all", _("All done"), _("Mark every past one in the list held")
        ),
        ActionSpec("occurrences.filter", "slash", "filter", _("Filter"), _("Show only what holds a text")),
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(*ACTIONS)
    DEFAULT_CSS = """
    OccurrenceListScreen .-empty { display: none; }
    OccurrenceListScreen.-form-open SelectTable { min-height: 3; }
    """

    @property
    def kinds(self) -> Sequence[tuple[str, str]]:
        """The kinds of activity that are listed and can be added: each a code and what people read."""
        return ()

    def find(self, first: date, last: date) -> Sequence[Occurrence]:
        """Return what is held on the days `first` to `last`."""
        return self.desk.occurrences(first, last, [code for code, _label in self.kinds])

    def activities(self) -> Sequence[Activity]:
        """Return the activities whose occurrences are listed."""
        codes = {code for code, _label in self.kinds}
        return [each for each in self.desk.activities() if each.kind in codes]

    def last_day(self, today: date) -> date:
        """Return the last day that the list shows: that of the term, or some months ahead between terms."""
        term = self.desk.school_calendar().term(today)
        return max(term.last, today + timedelta(days=28)) if term is not None else today + _LOOK_AHEAD

    def summary(self) -> Sequence[SummaryLine]:
        """Return the lines above the list."""
        return ()

    def links(self, held: Occurrence | None) -> Sequence[LinePart]:
        """Return what else can be done, to be clicked below the list; `held` is the one at the cursor."""
        del held
        return ()

    def more_about(self, found: Sequence[Occurrence]) -> Mapping[str, str]:
        """Return by key what else is known of some, to stand below the list."""
        del found
        return {}

    def mark_held(self, held: Occurrence) -> None:
        """Mark one held."""
        self.run_change(
            _("Held: {what}").format(what=self.named(held)),
            lambda change: change_occurrence(change, held, state=HELD),
        )

    def named(self, held: Occurrence) -> str:
        """Return what the journal and questions call an occurrence."""
        return phrases((held.activity.title, day_name(held.start.date())))

    # Showing

    def compose_body(self) -> ComposeResult:
        """Lay out the summary, the filter, the list, and what is known of the line at the cursor."""
        self._table = SelectTable(_columns(), empty=self.empty, id="occurrence-table")
        self._summary = [LineBar(id=f"summary-{index}") for index in range(MOST_SUMMARY_LINES)]
        for bar in self._summary:
            bar.add_class("gives-way", "-empty")
        self._detail = LineBar(id="occurrence-detail")
        self._more = LineBar(id="occurrence-more")
        for bar in (self._detail, self._more):
            bar.add_class("gives-way")
        self._listing = _Listing((), (), (), frozenset(), (), {}, {}, "")
        self._wanted: str | None = None
        self._filter_bar = FilterBar(self._table)
        yield from self._summary
        yield self._filter_bar
        yield self._table
        yield self._detail
        yield self._more

    def reload(self) -> None:
        """Read the list in a thread, then show it."""
        self.in_background(self._read, self._show)

    def tick(self) -> None:
        """Show what is over by now."""
        self.reload()

    def _read(self) -> _Listing:
        today, now = self.desk.today(), wall_now(self.desk)
        first, last = today - _LOOK_BACK, self.last_day(today)
        cancelled = cancelled_occurrences(self.desk, self.activities(), first, last)
        found = tuple(sorted((*self.find(first, last), *cancelled), key=lambda each: (each.start, each.key)))
        everyone, expected = self.desk.people(), self.desk.participants(found)
        names, kinds = {person.id: person.name for person in everyone}, dict(self.kinds)
        rows: list[TableRow] = []
        month = ""
        for held in found:
            if month_name(held.start.date()) != month:
                month = month_name(held.start.date())
                rows.append(TableRow(f"month-{month}", (month,), heading=True))
            state = occurrence_state_name(held, now)
            style = {HELD: "good", CANCELLED: "muted"}.get(held.state, "warning" if held.end <= now else "")
            when = held.start.date()
            clock = _("all day") if held.activity.all_day else f"{held.start:%H:%M}-{held.end:%H:%M}"
            rows.append(
                TableRow(
                    held.key,
                    (
                        short_day(when),
                        clock,
                        held.activity.title,
                        str(len(expected[held.key])),
                        held.place,
                        state,
                        kinds.get(held.activity.kind, ""),
                        names.get(held.activity.owner, held.activity.owner),
                    ),
                    style=style,
                    search=when.isoformat(),
                )
            )
        nearest = next((each.key for each in found if each.start.date() >= today), "")
        kept = frozenset(each.id for each in self.desk.table(Activity).all())
        more = self.more_about(found)
        return _Listing(found, tuple(self.summary()), tuple(rows), kept, everyone, expected, more, nearest)

    def _show(self, listing: _Listing) -> None:
        self._listing = listing
        lines = list(listing.summary)
        if len(lines) > MOST_SUMMARY_LINES:
            more = len(lines) - MOST_SUMMARY_LINES + 1
            text = ngettext("and {more} more line", "and {more} more lines", more).format(more=more)
            lines[MOST_SUMMARY_LINES - 1 :] = [SummaryLine(text, "muted")]
        for index, bar in enumerate(self._summary):
            bar.set_class(index >= len(lines), "-empty")
            if index < len(lines):
                bar.show_parts([LinePart(f" {lines[index].text}", lines[index].style)])
        self._table.show_rows(listing.rows)
        if listing.rows and self._wanted != "":
            self._table.move_to(listing.nearest if self._wanted is None else self._wanted)
            self._wanted = ""
        self._show_detail()

    @on(SelectTable.WidthChanged)
    def _show_columns(self) -> None:
        self._table.show_columns(_columns(wide=self.has_class("-wide")))

    @on(SelectTable.RowMoved)
    def _show_detail(self) -> None:
        held = self._current
        links = self.links(held)
        about = [self._detail_text(held)] if held is not None else []
        if held is not None and (more := self._listing.more.get(held.key, "")):
            about.insert(0, more)
        first, second = (*about, "", "")[:2]
        self._detail.show_parts([LinePart(f" {first}", "muted")])
        self._more.set_class(not second and not links, "-empty")
        self._more.show_parts([LinePart(f" {second}", "muted")], links)

    def _detail_text(self, held: Occurrence) -> str:
        """Return the title where its column cuts it, who is in charge and expected, and any note."""
        names = {person.id: person.name for person in self._listing.people}
        parts = [listed(names.get(key, key) for key in self._listing.expected.get(held.key, ()))]
        if held.activity.owner:
            owner = names.get(held.activity.owner, held.activity.owner)
            parts.insert(0, _("In charge: {name}").format(name=owner))
        title = [each.key for each in self._table.columns].index("title")
        if width_of(held.activity.title) > self._table.column_widths()[title]:
            parts.insert(0, held.activity.title)
        notes = (held.exception.note if held.exception else "", held.activity.note)
        parts.extend(note.replace("\n", " ") for note in notes if note)
        return " - ".join(part for part in parts if part)

    @property
    def _current(self) -> Occurrence | None:
        row = self._table.current
        if row is None:
            return None
        return next((each for each in self._listing.found if each.key == row.key), None)

    def chosen(self) -> Occurrence | None:
        """Return the one at the cursor; where there is none, say so."""
        held = self._current
        if held is None:
            self.show_message(_("There is nothing to choose here yet; a adds something."), "warning")
        return held

    # Doing

    def action_go_to(self, key: str) -> None:
        """Put the cursor on the occurrence with this key, once the list is there."""
        if self._listing.rows:
            self._table.move_to(key)
        else:
            self._wanted = key

    def action_add(self) -> None:
        """Ask for something new."""

        def save(activity: Activity) -> bool:
            why = _("Added: {title}, {day}").format(title=activity.title, day=activity.start.date())
            return self.run_change(why, lambda change: change.add(activity))

        self.show_form(activity_form(self.new_title, self.kinds, self.desk.today(), save))

    @on(SelectTable.RowSelected)
    def action_edit(self) -> None:
        """Ask when and where this one is held; one that the desk keeps by itself can change altogether."""
        held = self.chosen()
        if held is None:
            return
        title = _("Change {what}").format(what=self.named(held))
        whole = (
            held.activity.id in self._listing.kept and not held.activity.rule and not held.activity.all_day
        )

        def save_times(times: NewTimes) -> bool:
            return self.run_change(
                _("Changed: {what}").format(what=self.named(held)),
                lambda change: change_occurrence(
                    change, held, start=times.start, end=times.end, place=times.place, note=times.note
                ),
            )

        def save_whole(activity: Activity) -> bool:
            return self.run_change(
                _("Changed: {what}").format(what=self.named(held)),
                lambda change: change.replace(replace(activity, changed=held.activity.changed)),
            )

        if whole:
            self.show_form(activity_form(title, self.kinds, self.desk.today(), save_whole, held.activity))
        else:
            self.show_form(occurrence_form(title, held, self.desk.today(), save_times))

    def action_cancel(self) -> None:
        """Cancel this one, or hold it after all; both are asked first."""
        held = self.chosen()
        if held is None:
            return
        what = self.named(held)
        if held.state == CANCELLED:
            question, why, state = _("Hold {what} after all?"), _("Held after all: {what}"), PLANNED
        else:
            question, why, state = _("Cancel {what}?"), _("Cancelled: {what}"), CANCELLED
        self.ask(
            question.format(what=what),
            lambda: self.run_change(
                why.format(what=what), lambda change: change_occurrence(change, held, state=state)
            ),
        )

    def action_mark(self) -> None:
        """Mark this one held, or take the mark back; what is cancelled or yet to come cannot be marked."""
        held = self.chosen()
        if held is None:
            return
        if held.state == CANCELLED:
            self.show_message(_("This one is cancelled; x holds it after all."), "warning")
        elif held.state == HELD:
            self.run_change(
                _("Not held: {what}").format(what=self.named(held)),
                lambda change: change_occurrence(change, held, state=PLANNED),
            )
        elif held.start > wall_now(self.desk):
            self.show_message(_("This one has not begun yet."), "warning")
        else:
            self.mark_held(held)

    def action_mark_all(self) -> None:
        """Mark every past one in the list held, after asking."""
        waiting = unmarked(self._listing.found, wall_now(self.desk))
        if not waiting:
            self.show_message(_("Everything past is marked."))
            return
        count = len(waiting)

        def work(change: Change) -> None:
            for held in waiting:
                change_occurrence(change, held, state=HELD)

        why = ngettext("{count} marked held", "{count} marked held", count).format(count=count)
        question = ngettext(
            "Mark {count} that is over as held?", "Mark {count} that are over as held?", count
        ).format(count=count)
        self.ask(question, lambda: self.run_change(why, work))

    def action_filter(self) -> None:
        """Open the filter."""
        self._filter_bar.open()
