"""An area of its own: a page of emergency numbers."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.widgets import Static

from dutydesk.api import Screen, hookimpl
from dutydesk.tui.widgets import AreaScreen


class NumbersScreen(AreaScreen):
    """The numbers to call, by role."""

    def compose_body(self) -> ComposeResult:
        yield Static("Fire 119\nPolice 110\nAmbulance 120", markup=False)


@hookimpl
def screens() -> Sequence[Screen]:
    return [Screen("numbers", "Numbers", f"{__name__}:NumbersScreen", order=90, tooltip="Whom to call")]
