"""The ground of every area: tabs above, the area's own body, a message line and key hints below."""

from collections.abc import Callable
from typing import ClassVar, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.compose import compose
from textual.containers import Vertical
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Static

from dutydesk.api import Change, DataProblem, Desk, StaleChange, UndoRefused
from dutydesk.domain import Right
from dutydesk.host.stopping import PluginStopped
from dutydesk.tui.widgets.actions import ActionSpec, bindings
from dutydesk.tui.widgets.confirm import ConfirmBar
from dutydesk.tui.widgets.drafting import Drafted
from dutydesk.tui.widgets.faults import FAULTS
from dutydesk.tui.widgets.filter_bar import FilterBar
from dutydesk.tui.widgets.form import Form
from dutydesk.tui.widgets.key_bar import KeyBar
from dutydesk.tui.widgets.message_bar import MessageBar, MessageKind
from dutydesk.tui.widgets.tab_bar import TabBar
from dutydesk.tui.widgets.text import plain
from dutydesk.wording import _

T = TypeVar("T")
REFUSALS = (StaleChange, DataProblem, UndoRefused)


class DeskChanged(Message):
    """Someone changed the desk: here, in another terminal, or from the command line."""

    def can_replace(self, message: Message) -> bool:
        """Let one notice stand for several."""
        return isinstance(message, DeskChanged)


class MinuteTick(Message):
    """Another minute has begun."""

    def can_replace(self, message: Message) -> bool:
        """Let one notice stand for several."""
        return isinstance(message, MinuteTick)


class ChangeMade(Message):
    """This screen has changed the desk; the app tells whoever must know."""


class AreaFaulted(Message):
    """Something was raised in an area, whose message line says so; whoever watches the app may hear of it."""

    def __init__(self, error: BaseException) -> None:
        super().__init__()
        self.error = error


class OpenOver(Message):
    """An area asks for another screen to be laid over it."""

    def __init__(self, screen: "AreaScreen", title: str) -> None:
        super().__init__()
        self.screen = screen
        self.title = title


class AreaScreen(Screen[None], inherit_bindings=False):
    """An area of the terminal: ``AreaScreen(desk)``. A plugin's screen derives from it.

    A subclass gives `compose_body` and `reload`, and ``BINDINGS = bindings(*ACTIONS)`` with a tuple of
    `ActionSpec` in `ACTIONS`:

    - ``compose_body()`` yields the widgets between the tabs and the message line;
    - ``reload()`` shows the desk as it is now: called when the area is opened and whenever anyone changed
      the desk; ``tick()`` is called each minute. Either may raise: the message line says so.

    And it has at hand:

    - ``desk``, the `Desk`;
    - ``run_change(why, work, done="")`` runs ``work(change)`` in one change of the desk; returns whether it
      was kept. What cannot be kept becomes a message;
    - ``attempt(work)`` does the same for a call that opens its own change, such as ``desk.undo``;
    - ``in_background(work, then)`` calls ``work()`` in a thread and ``then(result)`` in the screen;
    - ``allowed(right, what)`` tells whether whoever works here has a right, and says so where not;
    - ``open_over(screen, title)`` lays an `OverScreen` over the area; Escape takes it away again;
    - ``show_message(text, kind="notice")``, with `kind` notice, warning or error;
    - ``ask(question, on_yes)`` asks for y or n in one line;
    - ``unsaved`` names what the user has typed and not saved, or is empty; an area that holds more than a
      `Form` says so here, and the user is asked before it is lost;
    - ``show_form(form)`` shows a `Form` beneath the body; ``form`` is the open one or None. Widgets with the
      class ``gives-way`` are hidden as long as it is open;
    - the CSS class ``-wide`` from 120 columns on, ``-narrow`` below.
    """

    DEFAULT_CSS = """
    AreaScreen {
        layout: vertical;
        & > #area-body { height: 1fr; }
        & > #area-form { height: auto; max-height: 80%; }
        &.-form-open .gives-way { display: none; }
    }
    """
    ACTIONS: ClassVar[tuple[ActionSpec, ...]] = (
        ActionSpec(
            "area.next", "tab", "app.focus_next", _("Next part"), _("Go to the next part"), show=False
        ),
        ActionSpec(
            "area.back",
            "shift+tab",
            "app.focus_previous",
            _("Part before"),
            _("Go to the part before"),
            show=False,
        ),
        ActionSpec("area.unfilter", "escape", "unfilter", _("Show all"), _("Drop the filter"), show=False),
        ActionSpec(
            "area.copy",
            "ctrl+c",
            "screen.copy_text",
            _("Copy"),
            _("Copy what the mouse has marked"),
            show=False,
        ),
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(*ACTIONS)
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (120, "-wide")]  # noqa: RUF012 - Textual declares it so
    AUTO_FOCUS: ClassVar[str | None] = ""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.tab_bar = TabBar()
        self.message_bar = MessageBar()
        self._confirm_bar = ConfirmBar(self.message_bar, id="area-question")
        self._seen: int | None = None

    def compose_body(self) -> ComposeResult:
        """Yield the widgets of the area."""
        yield from ()

    def reload(self) -> None:
        """Show the desk as it is now."""

    def tick(self) -> None:
        """Show that a minute has passed."""

    def compose(self) -> ComposeResult:
        """Lay out the frame and the body; a body that cannot be made is replaced by what went wrong."""
        yield self.tab_bar
        try:
            body = compose(self, self.compose_body())
        except FAULTS as error:  # a plugin's fault must not end the program
            body = [Static(plain(fault_text(error)))]
            self.post_message(AreaFaulted(error))
        yield Vertical(*body, id="area-body")
        yield Vertical(id="area-form")
        yield self._confirm_bar
        yield self.message_bar
        yield KeyBar()

    # Keeping up with the desk

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """Reload when the desk was changed while another area was open."""
        del event
        if self.focused is None:
            self.focus_body()
        self.show_now()

    def focus_body(self) -> None:
        """Put the cursor into the first part of the body that takes it."""
        body = self.query_one("#area-body")
        first = next((widget for widget in self.focus_chain if body in widget.ancestors), None)
        self.set_focus(first, scroll_visible=False)

    def on_desk_changed(self, message: DeskChanged) -> None:
        """Reload."""
        message.stop()
        self.show_now()

    def on_minute_tick(self, message: MinuteTick) -> None:
        """Tick."""
        message.stop()
        self._contained(self.tick)

    def show_now(self) -> None:
        """Reload if the desk has changed since this area last did."""
        try:
            version = self.desk.version()
        except Exception as error:  # noqa: BLE001 - a database that is away is a message, not an end
            self.show_message(fault_text(error), "error")
            return
        if version != self._seen:
            self._seen = version
            self._contained(self.reload)

    def show_anew(self) -> None:
        """Reload whether or not a record has changed, as after a change of settings; at once if in sight."""
        self._seen = None
        if self.is_current:
            self.show_now()

    def _contained(self, work: Callable[[], object]) -> None:
        try:
            work()
        except REFUSALS as error:
            self.show_message(str(error), "error")
        except Exception as error:  # noqa: BLE001 - a plugin's fault must not end the program
            self._report(error)

    def _report(self, error: BaseException) -> None:
        self.log.error(error)
        self.show_message(fault_text(error), "error")
        self.post_message(AreaFaulted(error))

    async def _dispatch_message(self, message: Message) -> None:
        """Turn what a handler of this screen raises into a message, so that the program works on."""
        try:
            await super()._dispatch_message(message)
        except Exception as error:  # noqa: BLE001 - a plugin's fault must not end the program
            self._report(error)

    # What subclasses use

    def show_message(self, text: str, kind: MessageKind = "notice") -> None:
        """Show `text` in the message line."""
        self.message_bar.show_message(text, kind)

    def allowed(self, right: Right, what: str) -> bool:
        """Tell whether whoever works here has a right; where not, the message line and the journal say so."""
        try:
            self.desk.require(right, what)
        except REFUSALS as refused:
            self.show_message(str(refused), "error")
            return False
        return True

    def open_over(self, screen: "AreaScreen", title: str) -> None:
        """Lay `screen` over this area, under the name `title`."""
        self.post_message(OpenOver(screen, title))

    def ask(self, question: str, on_yes: Callable[[], object]) -> None:
        """Ask `question` in one line, and call `on_yes` when the answer is yes."""
        self._confirm_bar.ask(question, on_yes)

    def run_change(self, why: str, work: Callable[[Change], object], done: str = "") -> bool:
        """Run ``work(change)`` as one change of the desk that the journal calls `why`.

        Returns whether it was kept, and says so with `done`, or with `why`. When someone else was faster or
        the values cannot be kept, the message line says what happened and nothing is changed.
        """

        def keep() -> None:
            with self.desk.change(why) as change:
                work(change)

        return self.attempt(keep, done or why)

    def attempt(self, work: Callable[[], object], done: str = "") -> bool:
        """Call ``work()``, which changes the desk; return whether it went well, and say what happened."""
        try:
            work()
        except REFUSALS as error:
            self.show_message(str(error), "error")
            if isinstance(error, StaleChange):
                self.post_message(DeskChanged())
            return False
        except Exception as error:  # noqa: BLE001 - whatever a store or plugin raises, the program works on
            self._report(error)
            return False
        if done:
            self.show_message(done)
        self.show_now()
        self.post_message(ChangeMade())
        return True

    def in_background(
        self, work: Callable[[], T], then: Callable[[T], object], *, group: str = "load"
    ) -> None:
        """Call ``work()`` in a thread, then ``then(result)`` here; a newer call of `group` replaces it."""

        def run() -> None:
            try:
                result = work()
            except REFUSALS as error:
                self.app.call_from_thread(self.show_message, str(error), "error")
                return
            except FAULTS as error:  # it is shown in the message line
                self.app.call_from_thread(self._report, error)
                return
            if not worker.is_cancelled:
                self.app.call_from_thread(self._contained, lambda: then(result))

        worker = self.run_worker(run, thread=True, group=group, exclusive=True, exit_on_error=False)

    def action_unfilter(self) -> None:
        """Drop the filters that narrow the lists of this area."""
        for bar in self.query(FilterBar):
            bar.drop_if_open()

    @property
    def form(self) -> Form | None:
        """The form that is open, if any."""
        forms = self.query("#area-form > Form")
        return forms.first(Form) if forms else None

    @property
    def unsaved(self) -> str:
        """What was typed here and is not saved, named for a question; empty where there is nothing."""
        form = self.form
        return form.form_title if form is not None and form.is_changed else ""

    def forget_drafts(self) -> None:
        """Keep no draft of what was typed here, as the user has chosen to drop it."""
        for each in self.query(Drafted):
            each.forget_draft()

    def show_form(self, form: Form) -> None:
        """Show `form` beneath the body; while one is open, another is refused with a message."""
        if self.form is not None:
            self.show_message(_("Save or close the open form first."), "warning")
            return
        self.message_bar.clear_message()
        self.add_class("-form-open")
        self.query_one("#area-form", Vertical).mount(form)

    def on_form_closed(self, message: Form.Closed) -> None:
        """Give the room back to the body."""
        message.stop()
        self.remove_class("-form-open")


def fault_text(error: BaseException) -> str:
    """Return one line that names what was raised."""
    if isinstance(error, PluginStopped):
        return str(error)
    return _("Something went wrong: {kind}: {text}").format(kind=type(error).__name__, text=error)
