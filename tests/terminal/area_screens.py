"""Areas as plugins bring them, good and bad, for tests of the shell."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from dutydesk.api import Desk
from dutydesk.tui.widgets import ActionSpec, AreaScreen, DutyGrid, bindings
from tests.terminal.grid_program import month_model


class GridArea(AreaScreen):
    """An area with a grid."""

    ACTIONS: ClassVar[tuple[ActionSpec, ...]] = (
        ActionSpec("test.generate", "g", "generate", "Generate", "Fill the month"),
        ActionSpec("test.break", "b", "break", "Break", "Raise in an action"),
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(*ACTIONS)

    def compose_body(self) -> ComposeResult:
        yield DutyGrid(month_model(), starts="DNME")

    def reload(self) -> None:
        self.query_one(DutyGrid).show(month_model())

    def action_generate(self) -> None:
        self.show_message("Generated.")

    def action_break(self) -> None:
        raise RuntimeError("the engine stopped")


class RaisingArea(AreaScreen):
    """An area that cannot be made."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        raise RuntimeError("no rule packs [/]")


class RaisingBody(AreaScreen):
    """An area whose body cannot be made."""

    def compose_body(self) -> ComposeResult:
        yield DutyGrid()
        raise RuntimeError("no body")


class RaisingReload(AreaScreen):
    """An area that cannot read the desk."""

    def compose_body(self) -> ComposeResult:
        yield DutyGrid()

    def reload(self) -> None:
        raise LookupError("no such month")
