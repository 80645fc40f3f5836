"""What stands half-typed comes back when the same form or text is opened again after the line dropped."""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from textual.containers import Vertical

from dutydesk.config.drafts import Draft, DraftField, digest
from dutydesk.tui.widgets.confirm import ConfirmBar
from dutydesk.tui.widgets.line_bar import LineBar, LinePart
from dutydesk.wording import _


class Drafts(Protocol):
    """Keeps drafts by the key of their form; no call waits for the disk to write."""

    def find(self, key: str) -> Draft | None:
        """Return the draft of a form, if there is one."""
        ...

    def keep(self, key: str, draft: Draft) -> None:
        """Keep a draft in place of the one before."""
        ...

    def drop(self, key: str) -> None:
        """Forget a draft."""
        ...

    def now(self) -> datetime:
        """Return the present instant."""
        ...

    def when(self, at: datetime) -> str:
        """Return a moment as it is said: the time of today, or day and time."""
        ...


class DraftKeeping:
    """An app that keeps drafts once it has somewhere to keep them."""

    drafts: Drafts | None = None

    def draft_taken_up(self) -> None:
        """Hear that a draft stands in its form again."""


class DraftLine(LineBar):
    """Says that what was typed before has been taken up again, and how to drop it."""

    FIRST_GIVES_WAY = True
    DEFAULT_CSS = """
    DraftLine { background: $panel; }
    DraftLine:ansi { background: ansi_default; }
    """


class Drafted(Vertical):
    """A widget to type in that keeps a draft: ``Drafted(title, about="", keeps_draft=True)``.

    `about` says which record it is about, and what is done to it where that can be more than one thing, such
    as ``"outcome 17"``. Without it, the same form is one on the same screen with the same title and the same
    texts to begin with.

    A subclass gives `stored_texts`, `typed_texts` and `put_texts`; it calls `take_up_draft` before it lays
    out its controls and yields `draft_line` where that returns true, and calls `note_typed` at each change.
    """

    def __init__(
        self,
        title: str,
        *,
        about: str = "",
        keeps_draft: bool = True,
        id: str | None = None,  # noqa: A002 - Textual's own name for it
    ) -> None:
        super().__init__(id=id)
        self.about = about
        self.is_taken_up = False
        """Whether what stands here was typed on an earlier visit, and not dropped since."""
        self.draft_line = DraftLine()
        self._draft_title = title
        self._keeps_draft = keeps_draft
        self._drafts: Drafts | None = None
        self._key = ""
        self._noted: dict[str, str] = {}
        self._digests: dict[str, str] = {}

    def stored_texts(self) -> Mapping[str, str]:
        """Return what stood in each field to begin with."""
        raise NotImplementedError

    def typed_texts(self) -> Mapping[str, str]:
        """Return what stands in those fields that say something else now."""
        raise NotImplementedError

    def put_texts(self, texts: Mapping[str, str]) -> bool:
        """Put `texts` into the fields; return whether each could take its own."""
        raise NotImplementedError

    def naming_texts(self) -> tuple[str, ...]:
        """Return which of the stored texts tell this form from others with the same title."""
        return ()

    def take_up_draft(self) -> bool:
        """Fill in what was typed on an earlier visit; return whether there was anything."""
        app: object = self.app
        if not self._keeps_draft or not isinstance(app, DraftKeeping) or app.drafts is None:
            return False
        self._drafts, self._key = app.drafts, self._draft_key()
        draft = self._drafts.find(self._key)
        if draft is None:
            return False
        stored = self.stored_texts()
        known = {name: field for name, field in draft.fields.items() if name in stored}
        is_whole = self.put_texts({name: field.typed for name, field in known.items()})
        has_moved_on = len(known) < len(draft.fields) or any(
            field.stored != self._stored_digest(name) for name, field in known.items()
        )
        self._noted = dict(self.typed_texts())
        self.is_taken_up = bool(self._noted)
        if not self._noted:
            self._drafts.drop(self._key)
        else:
            self._say_taken_up(self._drafts.when(draft.at), has_moved_on=has_moved_on or not is_whole)
            app.draft_taken_up()
        return self.is_taken_up

    def _say_taken_up(self, when: str, *, has_moved_on: bool) -> None:
        text = (
            _("! What is stored has changed since; you typed this at {when}")
            if has_moved_on
            else _("Taken up again what you typed at {when}")
        )
        self.draft_line.show_parts(
            [
                LinePart(f" {text.format(when=when)} ", "warning" if has_moved_on else ""),
                LinePart(_(" Esc drops it "), "key", "drop_typed", self),
            ]
        )

    def note_typed(self) -> None:
        """Keep what is typed now; nothing on the screen changes by it."""
        if self._drafts is None:
            return
        typed = dict(self.typed_texts())
        if typed == self._noted:
            return
        self._noted = typed
        if not typed:
            self._drafts.drop(self._key)
            return
        fields = {name: DraftField(text, self._stored_digest(name)) for name, text in typed.items()}
        place = " > ".join(screen.title for screen in self.app.screen_stack if screen.title)
        draft = Draft(at=self._drafts.now(), place=place, title=self._draft_title, fields=fields)
        self._drafts.keep(self._key, draft)

    def forget_draft(self) -> None:
        """Keep no draft of what stands here: it was saved, or is dropped on purpose."""
        if self._drafts is not None and self._noted:
            self._drafts.drop(self._key)
        self._noted = {}
        self._digests = {}

    def action_drop_typed(self) -> None:
        """Ask, and put back what is stored in place of what was taken up."""
        self.query_one(ConfirmBar).ask(_("Drop what you typed?"), self.drop_typed)

    def drop_typed(self) -> None:
        """Put back what is stored."""
        self.is_taken_up = False
        self.put_texts(self.stored_texts())
        self.forget_draft()
        self.draft_line.display = False

    def _stored_digest(self, name: str) -> str:
        if name not in self._digests:
            self._digests[name] = digest(self.stored_texts()[name])
        return self._digests[name]

    def _draft_key(self) -> str:
        place = type(self.screen).__qualname__, self.screen.title or "", *sorted(self.stored_texts())
        if self.about:
            return digest(*place, "about", self.about)
        return digest(*place, "title", self._draft_title, *self.naming_texts())
