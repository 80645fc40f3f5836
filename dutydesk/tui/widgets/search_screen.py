"""A screen that searches in the background and shows what was found before it is kept."""

import time
from collections.abc import Callable
from typing import Generic, TypeVar

from textual.timer import Timer

from dutydesk.api import DataProblem, Desk
from dutydesk.api.searching import Search
from dutydesk.tui.widgets.line_bar import LinePart
from dutydesk.tui.widgets.over import OverScreen
from dutydesk.wording import _

SEARCH_GROUP = "search"
Answer = TypeVar("Answer")
Proposal = TypeVar("Proposal")


class SearchScreen(OverScreen, Generic[Proposal]):
    """Runs one search at a time, says how long it takes, and lets Escape stop it.

    A subclass gives `propose`, which searches, and `show_found`, which shows the `proposal` or how to begin;
    its `show_state` shows `searching_parts` while the search runs.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.proposal: Proposal | None = None
        self.is_searching = False
        self._is_stopped = False
        self._stop_search: Callable[[], None] | None = None
        self._began = 0.0
        self._ticking: Timer | None = None

    def propose(self) -> Proposal:
        """Return what a search finds, with `wait_for`; called in a thread.

        Raises:
            DataProblem: there is nothing to search for, or the search failed.
        """
        raise NotImplementedError

    def show_found(self) -> None:
        """Show the proposal, or how to begin, and the state."""

    def show_state(self) -> None:
        """Show how the search stands; called every second while it runs."""

    def after_search(self) -> None:
        """Go to what was found."""

    def on_unmount(self) -> None:
        """End the search when the screen is closed."""
        self._end_search()

    def searching_parts(self) -> list[LinePart]:
        """Return the seconds that the search has taken, and what stops it."""
        seconds = int(time.monotonic() - self._began)
        return [
            LinePart(_(" searching, {seconds} s ").format(seconds=seconds), "strong"),
            LinePart(_(" Esc stops "), "key", "screen.close"),
        ]

    def refuse_while_searching(self) -> bool:
        """Tell whether a search is under way, and say so."""
        if self.is_searching:
            self.show_message(_("A search is under way; Esc stops it."), "warning")
        return self.is_searching

    def action_search(self) -> None:
        """Begin the search."""
        if self.refuse_while_searching():
            return
        self.is_searching, self._is_stopped = True, False
        self.proposal = None
        self._began = time.monotonic()
        self._ticking = self.set_interval(1.0, self.show_state)
        self.show_found()
        self.in_background(self._found, self._take, group=SEARCH_GROUP)

    def wait_for(self, search: Search[Answer]) -> Answer:
        """Wait in the thread of `propose` for a search, which Escape then stops.

        Raises:
            DataProblem: it was stopped, or failed.
        """
        self._stop_search = search.stop
        if self._is_stopped:
            search.stop()
        return search.result()

    def _found(self) -> Proposal | DataProblem:
        try:
            return self.propose()
        except DataProblem as problem:
            return problem

    def _take(self, found: Proposal | DataProblem) -> None:
        stopped = self._is_stopped
        self._end_search()
        if stopped:
            self.show_message(_("The search was stopped; nothing was changed."))
        elif isinstance(found, DataProblem):
            self.show_message(str(found), "error")
        else:
            self.proposal = found
            self.show_message(_("Nothing is kept before you accept it."))
        self.show_found()
        self.after_search()

    def _end_search(self) -> None:
        if self._ticking is not None:
            self._ticking.stop()
            self._ticking = None
        stop, self._stop_search = self._stop_search, None
        if stop is not None:
            stop()
        self.is_searching = False

    def action_close(self) -> None:
        """Stop the search; else ask before a proposal is lost, and go back."""
        if self.is_searching:
            self._is_stopped = True
            if self._stop_search is not None:
                self._stop_search()
            self.show_message(_("Stopping..."))
            return
        super().action_close()

    @property
    def waits(self) -> bool:
        """Whether a proposal waits to be accepted."""
        return self.proposal is not None

    @property
    def unsaved(self) -> str:
        """The proposal that waits to be accepted, or what was typed."""
        return _("the proposal") if self.waits else super().unsaved
