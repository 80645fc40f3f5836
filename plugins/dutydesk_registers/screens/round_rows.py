"""The lines of a round: what each item of the checklist asks, and how it was found."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from textual import events
from textual.message import Message

from dutydesk.tui.widgets import LinePart, SelectTable, TableColumn, TableRow, broken_row
from dutydesk.wording import _, pgettext, phrases
from dutydesk_registers.entries import Entry
from dutydesk_registers.field_values import FieldContext, shown
from dutydesk_registers.inspecting.rounds import RoundItem
from dutydesk_registers.register import Register

_MARK_WIDTH = 6
COLUMNS = (TableColumn("mark", "", _MARK_WIDTH), TableColumn("item", ""))


class RoundTable(SelectTable):
    """The items of a round; a click on the mark of one posts `MarkClicked`."""

    @dataclass
    class MarkClicked(Message):
        """The mark of an item was clicked."""

        table: "RoundTable"
        key: str

        @property
        def control(self) -> "RoundTable":
            """The widget that posted it, for Textual's selectors."""
            return self.table

    def on_click(self, event: events.Click) -> None:
        """Tell of a click on the mark; the list itself moves its cursor there."""
        index = event.y + round(self.scroll_y)
        if index < len(self.rows) and event.x <= _MARK_WIDTH:
            row = self.rows[index]
            if not row.is_passed_over:
                self.post_message(self.MarkClicked(self, row.key))


def round_rows(items: Sequence[RoundItem], width: int) -> Iterator[TableRow]:
    """Yield a line for each item, its text and note carried on below where they are long."""
    for item in items:
        row = TableRow(str(item.position), (_mark(item), item.text), _style(item))
        yield from broken_row(row, (0, width))
        if item.mark is not None and item.mark.note:
            note = TableRow(f"{item.position} note", ("", f"! {item.mark.note}"), _style(item), follows=True)
            for each in broken_row(note, (0, width)):
                yield TableRow(each.key, each.cells, each.style, follows=True)


def _mark(item: RoundItem) -> str:
    if item.dropped:
        return _("gone")
    if item.mark is None:
        return "[ ]"
    word = pgettext("round", "ok") if item.mark.is_right else pgettext("round", "no")
    return f"[{word}]"


def _style(item: RoundItem) -> str:
    if item.dropped:
        return "muted"
    return "" if item.mark is None else "good" if item.mark.is_right else "error"


def open_items(items: Sequence[RoundItem]) -> list[RoundItem]:
    """Return the items of which nobody has said how they were found."""
    return [each for each in items if each.mark is None and not each.dropped]


def wrong_items(items: Sequence[RoundItem]) -> list[RoundItem]:
    """Return the items that were not in order."""
    return [each for each in items if each.mark is not None and not each.mark.is_right and not each.dropped]


def round_parts(
    register: Register, entry: Entry, items: Sequence[RoundItem], context: FieldContext
) -> Iterator[LinePart]:
    """Yield how many items are left, how many were not in order, and what round it is."""
    left, wrong = len(open_items(items)), len(wrong_items(items))
    asked = sum(not each.dropped for each in items)
    if left:
        yield LinePart(" " + _("{left} of {all} left").format(left=left, all=asked), "strong")
    else:
        yield LinePart(" " + _("all {all} looked at").format(all=asked), "strong")
    if wrong:
        yield LinePart(phrases(("", _("{wrong} not in order").format(wrong=wrong))), "error")
    rounds = register.file.rounds
    if rounds is not None:
        fields = (register.fields[rounds.place], register.fields[rounds.checklist])
        told = (shown(each, entry.values.get(each.code, ""), context) for each in fields)
        yield LinePart(" | " + phrases(text for text in told if text))
