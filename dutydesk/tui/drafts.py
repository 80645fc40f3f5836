"""Keeping what is half-typed while it is typed: at its end a program may have no time left for that."""

import threading
import time
from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType

from msgspec import structs
from textual.app import App

from dutydesk.api import Desk
from dutydesk.config.drafts import Draft, DraftFolder
from dutydesk.config.personal import PersonalFolders
from dutydesk.tui.widgets.area import AreaScreen
from dutydesk.tui.widgets.drafting import DraftKeeping
from dutydesk.tui.widgets.text import fit, shown, width_of
from dutydesk.wording import _, ngettext

QUIET_SECONDS = 0.5
MOST_SECONDS = 2.0
"""Whoever types without a pause has what is typed written this often."""
_MOST_CELLS = 30


class DraftBook:
    """Writes drafts in a thread of its own: ``DraftBook(folder, on_fault=None)``.

    A draft is written when nothing was typed for half a second. No key waits for the disk. What cannot be
    written is reported once, with `on_fault`, in that thread.
    """

    def __init__(
        self, folder: DraftFolder, on_fault: Callable[[Exception], object] = lambda _error: None
    ) -> None:
        self._folder = folder
        self._on_fault = on_fault
        self._changed = threading.Condition()
        self._writing = threading.Lock()
        self._pending: dict[str, Draft | None] = {}
        self._due = self._latest = 0.0
        self._thread: threading.Thread | None = None
        self._has_failed = False

    def find(self, key: str) -> Draft | None:
        """Return the draft of a form, if there is one."""
        with self._changed:
            if key in self._pending:
                return self._pending[key]
        return self._folder.read(key)

    def keep(self, key: str, draft: Draft) -> None:
        """Write a draft soon, in place of the one before."""
        self._put(key, draft, QUIET_SECONDS)

    def drop(self, key: str) -> None:
        """Forget a draft at once."""
        self._put(key, None, 0.0)

    def _put(self, key: str, draft: Draft | None, quiet: float) -> None:
        now = time.monotonic()
        with self._changed:
            if not self._pending:
                self._latest = now + MOST_SECONDS
            self._pending[key] = draft
            self._due = min(now + quiet, self._latest)
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="drafts", daemon=True)
                self._thread.start()
            self._changed.notify()

    def flush(self) -> None:
        """Write what has not been written, now and in this thread."""
        with self._writing:
            with self._changed:
                pending = dict(self._pending)
            for key, draft in pending.items():
                self._write(key, draft)
            with self._changed:
                for key, draft in pending.items():
                    if self._pending.get(key) is draft:
                        del self._pending[key]

    def _write(self, key: str, draft: Draft | None) -> None:
        try:
            if draft is None:
                self._folder.drop(key)
            else:
                self._folder.write(key, draft)
        except (OSError, ValueError) as error:
            if not self._has_failed:
                self._has_failed = True
                self._on_fault(error)

    def _run(self) -> None:
        while True:
            with self._changed:
                while not self._pending:
                    self._changed.wait()
                while (left := self._due - time.monotonic()) > 0:
                    self._changed.wait(left)
            self.flush()


class DeskDrafts(DraftBook):
    """The drafts of whoever works at a desk, with the desk's clock and zone."""

    def __init__(self, desk: Desk, folder: DraftFolder, on_fault: Callable[[Exception], object]) -> None:
        super().__init__(folder, on_fault)
        self._desk = desk

    def now(self) -> datetime:
        """Return the present instant of the desk."""
        return self._desk.now()

    def when(self, at: datetime) -> str:
        """Return a moment as it is said at the desk: the time of today, or day and time."""
        wall = self._desk.zone.wall(at)
        return f"{wall:%H:%M}" if wall.date() == self._desk.today() else f"{wall:%m-%d %H:%M}"


class DraftKeepingApp(App[None], DraftKeeping, inherit_bindings=False):
    """An app whose forms keep drafts, and which tells at its opening what waits half-typed from before.

    Nothing is said any more of what someone was told of and left where it was when they left the desk; a
    dropped line is no leaving.
    """

    personal: PersonalFolders | None = None

    def __init__(self) -> None:
        super().__init__()
        self._book: DeskDrafts | None = None
        self._waiting: Mapping[str, Draft] = MappingProxyType({})
        self._said_in: AreaScreen | None = None

    def open_drafts(self, desk: Desk) -> None:
        """Find what waits from before; called in a thread, as it reads files."""
        if self.personal is not None:
            folder = DraftFolder(self.personal.state, desk.uid, desk.actor)
            self._waiting = {key: each for key, each in folder.waiting(desk.now()).items() if not each.told}
            self._book = self.drafts = DeskDrafts(desk, folder, self._cannot_keep)

    def tell_of_drafts(self, area: AreaScreen) -> None:
        """Say in `area` what waits half-typed, if anything; once it is taken up it waits no more."""
        if self._book is not None and self._waiting:
            self._said_in = area
            area.show_message(self._notice(self._book), "warning")

    def draft_taken_up(self) -> None:
        """Say no longer that it waits."""
        if self._said_in is not None and self._book is not None:
            bar = self._said_in.message_bar
            if bar.message == self._notice(self._book):
                bar.clear_message()
            self._said_in = None

    def _notice(self, book: DeskDrafts) -> str:
        newest, *others = self._waiting.values()
        what = fit(newest.title, min(_MOST_CELLS, width_of(newest.title)))
        text = _("Half-typed since {when} and not saved, in {where}: {what}").format(
            when=book.when(newest.at), where=shown(newest.place), what=what
        )
        if others:
            text += ngettext(", and {count} more", ", and {count} more", len(others)).format(
                count=len(others)
            )
        return text

    def keep_typed(self) -> None:
        """Write at once what was typed last."""
        if self._book is not None:
            self._book.flush()

    def on_unmount(self) -> None:
        """Write what was typed last; whoever leaves by themselves has been told."""
        if self._book is None:
            return
        for key, draft in self._waiting.items():
            if self.return_code == 0 and self._book.find(key) == draft:
                self._book.keep(key, structs.replace(draft, told=True))
        self._book.flush()

    def _cannot_keep(self, error: Exception) -> None:
        reason = getattr(error, "strerror", None) or _("it is too long")
        text = _("What is typed would not come back after a dropped line: {reason}").format(reason=reason)

        def say() -> None:
            if isinstance(self.screen, AreaScreen):
                self.screen.show_message(text, "warning")

        self.call_later(say)
