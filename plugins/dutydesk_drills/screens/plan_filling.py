"""Who would have which part, and why, before any of it is kept."""

from collections.abc import Iterator
from typing import ClassVar

from textual import on
from textual.binding import BindingType

from dutydesk.api import Desk
from dutydesk.tui.widgets import (
    ActionSpec,
    LinePart,
    OverListScreen,
    SelectTable,
    TableColumn,
    TableRow,
    bindings,
    broken_row,
)
from dutydesk.wording import _
from dutydesk_drills.drills import find_drill
from dutydesk_drills.preparing.filling import Filling, keep_filling, propose_filling
from dutydesk_drills.preparing.plan_of_drill import plan_of_drill


class DrillFillingScreen(OverListScreen[str]):
    """Shows how the parts of a drill can be filled: ``DrillFillingScreen(desk, key)``; y keeps that."""

    ACTIONS: ClassVar[tuple[ActionSpec, ...]] = (
        ActionSpec("drill-filling.keep", "y", "keep", _("Keep"), _("Give the parts as they stand here")),
        ActionSpec(
            "drill-filling.tell",
            "t",
            "keep_and_tell",
            _("Keep and tell"),
            _("Give the parts, and let those who get one know of the unannounced drill"),
        ),
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(*ACTIONS)
    COLUMNS: ClassVar[tuple[TableColumn, ...]] = (
        TableColumn("part", _("Part")),
        TableColumn("who", _("Who"), 12),
        TableColumn("why", _("Why")),
    )
    EMPTY: ClassVar[str] = _("This kind of drill has no parts.")

    def __init__(self, desk: Desk, key: str) -> None:
        super().__init__(desk)
        self.key = key
        self.filling: Filling | None = None

    def reload(self) -> None:
        """Find out in a thread who could have which part, then show it."""
        desk, key = self.desk, self.key
        self.in_background(
            lambda: propose_filling(desk, plan_of_drill(desk, find_drill(desk, key))), self._show
        )

    def _show(self, filling: Filling) -> None:
        self.filling = filling
        self.refresh_bindings()
        text = _(" {chosen} filled, {kept} by hand, {unfilled} open: give them so?").format(
            chosen=len(filling.chosen), kept=len(filling.kept), unfilled=len(filling.unfilled)
        )
        secret = not filling.plan.drill.is_announced
        self.show_list(
            [LinePart(text, "strong")],
            _rows(filling, self.table.column_widths()),
            {},
            right=[
                LinePart(_(" y keeps "), "key", "screen.keep"),
                *([LinePart(_(" t tells them too "), "key", "screen.keep_and_tell")] if secret else []),
                LinePart(_(" Esc drops "), "key", "screen.close"),
            ],
        )

    @on(SelectTable.WidthChanged)
    def break_lines(self, event: SelectTable.WidthChanged) -> None:
        """Break long texts for another width."""
        event.stop()
        if self.filling is not None:
            self._show(self.filling)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to tell people only of a drill that they do not know of."""
        del parameters
        if action == "keep_and_tell":
            return self.filling is not None and not self.filling.plan.drill.is_announced
        return action != "keep" or self.filling is not None

    def action_keep(self) -> None:
        """Keep what is shown."""
        self._keep(tell=False)

    def action_keep_and_tell(self) -> None:
        """Keep what is shown, and let those who get a part know of the drill."""
        self._keep(tell=True)

    def _keep(self, *, tell: bool) -> None:
        filling = self.filling
        if filling is not None and self.attempt(lambda: keep_filling(self.desk, filling, tell=tell)):
            self.dismiss(None)


def _rows(filling: Filling, widths: tuple[int, ...]) -> Iterator[TableRow]:
    for chosen in filling.chosen:
        yield from _row(chosen.part.code, (chosen.part.title, chosen.name, chosen.why), "", widths)
    for kept in filling.kept:
        yield from _row(kept.code, (kept.title, kept.who, _("by hand, it stays")), "muted", widths)
    for left in filling.unfilled:
        yield from _row(left.part.code, (left.part.title, _("! nobody"), left.why), "warning", widths)


def _row(key: str, cells: tuple[str, str, str], style: str, widths: tuple[int, ...]) -> Iterator[TableRow]:
    return broken_row(TableRow(key, cells, style), (widths[0], 0, widths[2]))
