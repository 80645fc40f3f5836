"""An area of a plugin whose own widgets raise, wherever Textual calls them."""

from textual import events
from textual.app import ComposeResult, RenderResult
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Static

from dutydesk.tui.widgets import AreaScreen, SelectTable, TableColumn, TableRow


class RaisesOnKey(Static, can_focus=True):
    """Raises when a key comes, but for one that it answers."""

    def on_key(self, event: events.Key) -> None:
        if event.key == "y":
            event.stop()
            self.update("answered y")
        elif event.key == "x":
            raise ZeroDivisionError("on a key [/]")


class RaisesInRender(Widget):
    """Cannot draw itself."""

    DEFAULT_CSS = "RaisesInRender { height: 2; }"

    def render(self) -> RenderResult:
        raise LookupError("in render")


class RaisesInLine(Widget):
    """Cannot draw one of its lines."""

    DEFAULT_CSS = "RaisesInLine { height: 2; }"

    def render_line(self, y: int) -> Strip:
        raise LookupError(f"in line {y}")


class RaisesInHeight(Widget):
    """Cannot tell how high it is."""

    DEFAULT_CSS = "RaisesInHeight { height: auto; }"

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        del container, viewport, width
        raise LookupError("in height")


class RaisesInCompose(Widget):
    """Cannot be laid out."""

    DEFAULT_CSS = "RaisesInCompose { height: auto; }"

    def compose(self) -> ComposeResult:
        yield Static("half of it")
        raise LookupError("in compose")


class RaisesInMount(Static):
    """Cannot be put into the screen."""

    def on_mount(self) -> None:
        raise LookupError("in mount")


class RaisesInTimer(Static):
    """Raises once it has stood for a moment."""

    def on_mount(self) -> None:
        self.set_timer(0.01, self.late)

    def late(self) -> None:
        raise LookupError("in a timer")


class RaisesLater(Static):
    """Raises in a callback and in a worker."""

    def on_mount(self) -> None:
        self.call_after_refresh(self.late)
        self.run_worker(self.work, thread=True)

    def late(self) -> None:
        raise LookupError("in a callback")

    def work(self) -> None:
        raise LookupError("in a worker")


class FaultyWidgets(AreaScreen):
    """One faulty widget and a sound list; a test names the widget in `wanted`."""

    wanted: type[Widget] = RaisesOnKey

    def compose_body(self) -> ComposeResult:
        yield type(self).wanted()
        yield SelectTable((TableColumn("text", ""),), show_header=False)

    def reload(self) -> None:
        self.query_one(SelectTable).show_rows([TableRow(str(n), (f"sound line {n}",)) for n in range(3)])
