"""The leader's area of requests: who asks for what, what it breaks, and the answer."""

from collections.abc import Callable, Mapping
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical

from dutydesk.api import Desk
from dutydesk.tui.widgets import (
    ActionSpec,
    AreaScreen,
    FilterBar,
    Form,
    FormField,
    LineBar,
    LinePart,
    SelectTable,
    TableColumn,
    bindings,
)
from dutydesk.wording import _, pgettext
from dutydesk_roster.requests.answering import approve, decline
from dutydesk_roster.requests.book import RequestBook
from dutydesk_roster.requests.judging import Judgement, NotAllowed, RequestJudge
from dutydesk_roster.requests.request import Request
from dutydesk_roster.screens.request_rows import (
    OTHER,
    RequestDetail,
    counts_text,
    detail_rows,
    history_rows,
    problem_rows,
    read_detail,
    request_rows,
)

_LABEL_CELLS = 11


class RequestsScreen(AreaScreen):
    """Requests that wait, each with what it breaks; beneath, all there is to say of the one at the cursor."""

    ACTIONS: ClassVar[tuple[ActionSpec, ...]] = (
        ActionSpec("requests.approve", "a", "approve", _("Approve"), _("Grant this request")),
        ActionSpec("requests.decline", "d", "decline", _("Decline"), _("Turn this request down with a word")),
        ActionSpec(
            "requests.approve-word",
            "A",
            "approve_with_word",
            _("With a word"),
            _("Grant this request and write a word to it"),
            show=False,
        ),
        ActionSpec("requests.history", "h", "history", _("History"), _("What was done about this request")),
        ActionSpec("requests.settled", "g", "settled", _("Settled"), _("Show those that are settled too")),
        ActionSpec(
            "requests.filter", "slash", "filter", _("Filter"), _("Find requests by any part"), show=False
        ),
        ActionSpec(
            "requests.other",
            "tab",
            "other",
            _("Other list"),
            _("Go between the requests and what is said of one"),
            show=False,
        ),
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(*ACTIONS)
    DEFAULT_CSS = """
    RequestsScreen #requests { height: 1fr; }
    RequestsScreen #request-detail { height: 50%; border-top: solid $primary; }
    RequestsScreen #request-detail:ansi { border-top: ascii ansi_default; }
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.counts = LineBar(id="request-counts")
        self.list = SelectTable(
            (TableColumn("state", "", _LABEL_CELLS), TableColumn("what", "")),
            show_header=False,
            empty=_("Reading the requests..."),
            id="requests",
        )
        self.details = SelectTable(
            (TableColumn("label", "", _LABEL_CELLS), TableColumn("text", "")), show_header=False, id="details"
        )
        self._book: RequestBook | None = None
        self._judge = RequestJudge(desk)
        self._judgements: Mapping[str, Judgement] = {}
        self._detail: tuple[str, RequestDetail] | None = None
        self._shows_settled = False
        self._shows_history = False
        self._wanted = ""

    def compose_body(self) -> ComposeResult:
        """Lay out the counts, the requests, and what is said of one."""
        yield self.counts
        yield FilterBar(self.list)
        yield self.list
        with Vertical(id="request-detail", classes="gives-way"):
            yield self.details

    def reload(self) -> None:
        """Read the requests in a thread, and then what each breaks."""
        self._judge = RequestJudge(self.desk)
        self._read_book()

    def _read_book(self) -> None:
        self.in_background(lambda: RequestBook.of(self.desk), self._show_book)

    def tick(self) -> None:
        """Look anew: a duty may have begun, with which its request lapses; the roster is as it was."""
        self._read_book()

    def _show_book(self, book: RequestBook) -> None:
        self._book = book
        keys = {each.key for each in book.waiting}
        self._judgements = {key: each for key, each in self._judgements.items() if key in keys}
        if self._wanted and any(each.key == self._wanted for each in book.settled):
            self._shows_settled = True
        self._show_rows()
        if self._wanted:
            self.list.move_to(self._wanted)
            self._wanted = ""
        self._read_detail()
        judge = self._judge
        self.in_background(
            lambda: {each.key: judge.judged(each) for each in book.waiting},
            self._show_judgements,
            group="judge",
        )

    def _show_judgements(self, judgements: Mapping[str, Judgement]) -> None:
        self._judgements = judgements
        self._show_rows()
        self._show_detail()

    def _show_rows(self) -> None:
        book = self._book
        if book is None:
            return
        self.list.show_rows(request_rows(book, self._judgements, settled=self._shows_settled))
        settled = _(" g: {n} settled ").format(n=len(book.settled))
        self.counts.show_parts(
            [LinePart(f" {counts_text(book, self._judgements)}", "strong")],
            [LinePart(settled, "muted", "screen.settled")] if book.settled else [],
        )

    @property
    def request(self) -> Request | None:
        """The request at the cursor."""
        row = self.list.current
        return self._book.get(row.key) if self._book is not None and row is not None else None

    # What is said of one

    @on(SelectTable.RowMoved, "#requests")
    def follow_cursor(self, event: SelectTable.RowMoved) -> None:
        """Tell of the request at the cursor."""
        event.stop()
        self._show_detail()
        self._read_detail()

    @on(SelectTable.RowSelected, "#requests")
    def open_detail(self, event: SelectTable.RowSelected) -> None:
        """Go to what is said of the request."""
        event.stop()
        self.details.focus()

    @on(SelectTable.RowSelected, "#details")
    def choose_other(self, event: SelectTable.RowSelected) -> None:
        """Approve with the one at the cursor, where the line names someone."""
        event.stop()
        if event.row.key.startswith(OTHER):
            self.action_approve()

    @on(SelectTable.WidthChanged, "#details")
    def break_lines(self, event: SelectTable.WidthChanged) -> None:
        """Break long lines anew for another width."""
        event.stop()
        self._show_detail()

    def _read_detail(self) -> None:
        request, judge = self.request, self._judge
        if request is not None:
            self.in_background(
                lambda: (request.key, read_detail(self.desk, judge, request)),
                self._keep_detail,
                group="detail",
            )

    def _keep_detail(self, detail: tuple[str, RequestDetail]) -> None:
        self._detail = detail
        self._show_detail()

    def _show_detail(self) -> None:
        request, zone, room = self.request, self.desk.zone, self.details.column_widths()[-1]
        if request is None:
            self.details.empty = _("Leave and swaps are asked for in Mine, or with `dutydesk requests`.")
            self.details.show_rows(())
            return
        read = self._detail
        detail = read[1] if read is not None and read[0] == request.key else None
        self.details.empty = _("Reading...")
        if self._shows_history:
            self.details.show_rows(history_rows(detail.history if detail else (), zone, room))
        else:
            judgement = self._judgements.get(request.key)
            self.details.show_rows(detail_rows(request, judgement, detail, zone, room))

    # What can be done

    def action_open_request(self, key: str) -> None:
        """Go to the request with this key."""
        self._wanted = key
        self._shows_history = False
        self.reload()

    def action_approve(self) -> None:
        """Grant the request at the cursor."""
        request = self._asked()
        if request is not None:
            self._approve(request.key, self._other(), "")

    def action_approve_with_word(self) -> None:
        """Grant the request at the cursor, with a word."""
        request, other = self._asked(), self._other()
        if request is not None:
            key = request.key
            self._ask_word(
                _("Approve: {title}").format(title=request.title),
                lambda word: self._approve(key, other, word),
            )

    def action_decline(self) -> None:
        """Turn the request at the cursor down, with a word."""
        request = self._asked()
        if request is not None:
            key = request.key
            self._ask_word(
                _("Decline: {title}").format(title=request.title), lambda word: self._decline(key, word)
            )

    def _asked(self) -> Request | None:
        request = self.request
        if request is None or not request.waits:
            self.show_message(_("Go to a request that waits first."), "warning")
            return None
        return request

    def _other(self) -> str:
        """Return who is chosen among those who could stand the duty."""
        row = self.details.current
        chosen = self.details.has_focus and row is not None and row.key.startswith(OTHER)
        return row.key.removeprefix(OTHER) if chosen and row is not None else ""

    def _ask_word(self, title: str, then: Callable[[str], None]) -> None:
        def save(values: dict[str, str]) -> bool:
            # A question may follow, which must have the focus that the form gives back when it closes.
            self.call_after_refresh(then, values["word"])
            return True

        field = FormField(
            "word", pgettext("message", "Word"), hint=_("what the asker reads; may be left empty")
        )
        self.show_form(Form(title, [field], save))

    def _approve(self, key: str, other: str, word: str, *, despite: bool = False) -> None:
        self._answer(
            lambda: approve(self.desk, key, word, other=other, despite=despite),
            _("A rule would be broken, see above. Approve all the same?"),
            lambda: self._approve(key, other, word, despite=True),
        )

    def _decline(self, key: str, word: str, *, despite: bool = False) -> None:
        self._answer(
            lambda: decline(self.desk, key, word, despite=despite),
            _("A rule would be broken. Take it back all the same?"),
            lambda: self._decline(key, word, despite=True),
        )

    def _answer(self, work: Callable[[], str], question: str, insist: Callable[[], None]) -> None:
        """Answer, and where a rule would be broken ask whether to do so all the same."""
        done: list[str] = []
        problems: list[NotAllowed] = []

        def answered() -> None:
            try:
                done.append(work())
            except NotAllowed as problem:
                problems.append(problem)

        kept = self.attempt(answered)
        if problems:
            self.details.show_rows(problem_rows(problems[0], self.details.column_widths()[-1]))
            self.ask(question, insist)
        elif kept:
            self.list.focus()
            self.show_message(_("u takes it back. {done}").format(done=done[0]))

    def action_history(self) -> None:
        """Change between what is said of the request and what was done about it."""
        self._shows_history = not self._shows_history
        self._show_detail()

    def action_settled(self) -> None:
        """Show those that are settled too, or no more."""
        self._shows_settled = not self._shows_settled
        self._show_rows()

    def action_filter(self) -> None:
        """Open the filter."""
        self.query_one(FilterBar).open()

    def action_other(self) -> None:
        """Go to the other list."""
        (self.details if self.list.has_focus else self.list).focus()
