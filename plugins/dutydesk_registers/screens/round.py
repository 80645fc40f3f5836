"""A round of inspection: one item of the checklist after the other, with one key each."""

from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from dutydesk.api import DataProblem, Desk
from dutydesk.tui.widgets import (
    ActionSpec,
    Form,
    FormField,
    LineBar,
    LinePart,
    OverScreen,
    SelectTable,
    ask_attachment,
    bindings,
)
from dutydesk.wording import _, ngettext
from dutydesk_registers.entries import Entry, read_entry
from dutydesk_registers.entry import RegisterEntry
from dutydesk_registers.field_values import FieldContext, field_context
from dutydesk_registers.inspecting.rounds import MOST_NOTE, Marked, RoundItem, mark_item, round_items
from dutydesk_registers.register import Register
from dutydesk_registers.registers import known_register
from dutydesk_registers.screens.round_rows import (
    COLUMNS,
    RoundTable,
    open_items,
    round_parts,
    round_rows,
    wrong_items,
)


@dataclass(frozen=True, slots=True)
class _RoundRead:
    """A round as it stands."""

    register: Register
    entry: Entry
    items: tuple[RoundItem, ...]
    context: FieldContext

    def item(self, key: str) -> RoundItem | None:
        """Return the item whose line has this key."""
        return next((each for each in self.items if str(each.position) == key), None)


class RoundScreen(OverScreen):
    """Goes through a round: ``RoundScreen(desk, code, key)``, with the key of its entry.

    Each mark is kept at once as a change of its own, so that a lost line loses nothing, and the cursor goes
    on to the next item that is open.
    """

    ACTIONS: ClassVar[tuple[ActionSpec, ...]] = (
        ActionSpec(
            "round.right", "y,space", "right", _("In order"), _("This is in order; go on to the next")
        ),
        ActionSpec(
            "round.wrong", "n", "wrong", _("Not in order"), _("This is not in order: say what, and go on")
        ),
        ActionSpec(
            "round.file",
            "f",
            "file",
            _("File"),
            _("Keep a photo with what was found here, or with the round"),
        ),
        ActionSpec(
            "round.clear", "backspace", "clear", _("Open again"), _("Take back what was said of this item")
        ),
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(*ACTIONS)
    DEFAULT_CSS = """
    RoundScreen.-form-open SelectTable { min-height: 3; }
    """

    def __init__(self, desk: Desk, code: str, key: str) -> None:
        super().__init__(desk)
        self.code, self.key = code, key
        self.head_line = LineBar(id="round-head")
        self.table = RoundTable(COLUMNS, show_header=False, empty=_("Reading..."), id="round-items")
        self.buttons = LineBar(id="round-buttons")
        self.buttons.add_class("gives-way")
        self._read: _RoundRead | None = None
        self._is_own_change = False

    def compose_body(self) -> ComposeResult:
        """Lay out how much is left, the items, and words to click."""
        yield self.head_line
        yield self.table
        yield self.buttons

    def on_mount(self) -> None:
        """Offer the marks to the mouse."""
        parts: list[LinePart] = []
        for each in self.ACTIONS:
            action, key = f"screen.{each.action}", each.keys.partition(",")[0]
            key = key.replace("backspace", _("Backspace"))
            parts += [
                LinePart(f" {key} ", "key", action),
                LinePart(f"{each.label} ", "", action),
            ]
        self.buttons.show_parts(parts)

    # Showing

    def reload(self) -> None:
        """Read the marks at once after a mark of this screen; after any other change in a thread."""
        if self._is_own_change:
            self._show(self._reading())
        else:
            self.in_background(self._reading, self._show)

    def _reading(self) -> _RoundRead:
        desk = self.desk
        register = known_register(desk, self.code)
        record = desk.table(RegisterEntry).get(self.key)
        if record is None:
            raise DataProblem(_("this round is no longer there"))
        entry = read_entry(record)
        return _RoundRead(register, entry, round_items(desk, register, entry), field_context(desk))

    def _show(self, read: _RoundRead) -> None:
        first = self._read is None
        self._read = read
        self.head_line.show_parts(round_parts(read.register, read.entry, read.items, read.context))
        self.table.empty = _("This round has no checklist: Esc goes back, e chooses one.")
        self.table.show_rows(round_rows(read.items, self.table.column_widths()[-1]))
        if first:
            self._go_on("")

    @on(SelectTable.WidthChanged)
    def _break_lines(self, event: SelectTable.WidthChanged) -> None:
        event.stop()
        if self._read is not None:
            self._show(self._read)

    # Marking

    def _chosen(self) -> tuple[_RoundRead, RoundItem] | None:
        row = self.table.current
        item = self._read.item(row.key) if self._read is not None and row is not None else None
        if self._read is None or item is None:
            self.show_message(_("There is no item here to be marked."), "warning")
            return None
        if item.dropped:
            self.show_message(_("The checklist no longer asks for this."), "warning")
            return None
        return self._read, item

    def action_right(self) -> None:
        """Mark the item at the cursor as in order, and go on."""
        chosen = self._chosen()
        if chosen is not None:
            self._mark(*chosen, is_right=True)

    def action_wrong(self) -> None:
        """Ask what is not in order with the item at the cursor, and go on."""
        chosen = self._chosen()
        if chosen is None:
            return
        read, item = chosen
        note = item.mark.note if item.mark is not None else ""
        self.show_form(
            Form(
                item.text,
                (FormField("note", _("What is wrong"), value=note, required=True, limit=MOST_NOTE),),
                lambda values: self._mark(read, item, is_right=False, note=values["note"]),
                about=f"mark {item.position} of {read.entry.id}",
            )
        )

    def action_clear(self) -> None:
        """Take back what was said of the item at the cursor."""
        chosen = self._chosen()
        if chosen is not None and chosen[1].mark is None:
            self.show_message(_("Nothing was said of this item yet."))
        elif chosen is not None:
            self._mark(*chosen, is_right=None)

    @on(RoundTable.MarkClicked)
    def _mark_clicked(self, event: RoundTable.MarkClicked) -> None:
        """Mark an item as in order, or one that is marked so as not in order."""
        event.stop()
        self.table.move_to(event.key)
        item = self._read.item(event.key) if self._read is not None else None
        if item is not None and item.mark is not None and item.mark.is_right:
            self.action_wrong()
        else:
            self.action_right()

    @on(SelectTable.RowSelected)
    def _tell_keys(self, event: SelectTable.RowSelected) -> None:
        event.stop()
        self.show_message(_("y: this is in order; n: it is not."))

    def _mark(self, read: _RoundRead, item: RoundItem, *, is_right: bool | None, note: str = "") -> bool:
        marked: list[Marked] = []

        def keep() -> None:
            marked.append(mark_item(self.desk, read.register, read.entry, item.position, is_right, note))

        self._is_own_change = True
        try:
            kept = self.attempt(keep)
        finally:
            self._is_own_change = False
        if kept:
            if is_right is not None:
                self._go_on(str(item.position))
            self._tell(item, marked[0])
        return kept

    def _tell(self, item: RoundItem, marked: Marked) -> None:
        """Say what became of a mark."""
        read = self._read
        if read is not None and not open_items(read.items):
            wrong = len(wrong_items(read.items))
            text = ngettext(
                "The round is done: {count} item was not in order.",
                "The round is done: {count} items were not in order.",
                wrong,
            ).format(count=wrong)
        elif marked.raised is not None:
            text = _("Kept: {title}").format(title=marked.raised.title)
        elif marked.removed is not None:
            text = _("{item}: {title} is taken back").format(item=item.text, title=marked.removed.title)
        elif marked.left is not None:
            text = _("{item}: {title} stays, as somebody has gone on with it").format(
                item=item.text, title=marked.left.title
            )
        else:
            text = ""
        self.show_message(text)

    def _go_on(self, after: str) -> None:
        """Go to the next item that is open, from the one called `after` on and round."""
        if self._read is None:
            return
        keys = [str(each.position) for each in self._read.items]
        at = keys.index(after) + 1 if after in keys else 0
        opened = {str(each.position) for each in open_items(self._read.items)}
        following = next((key for key in (*keys[at:], *keys[:at]) if key in opened), None)
        if following is not None:
            self.table.move_to(following)

    def action_file(self) -> None:
        """Ask for a photo to keep with what the item at the cursor raised, or else with the round."""
        read, row = self._read, self.table.current
        if read is None:
            return
        item = read.item(row.key) if row is not None else None
        raised = item.mark.raised if item is not None and item.mark is not None else ""
        if item is not None and raised:
            ask_attachment(self, f"entry:{raised}", item.text)
        else:
            ask_attachment(self, read.entry.record.subject, read.entry.title)
