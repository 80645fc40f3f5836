"""Finding a person or a post in the grid by a few letters."""

from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input

from dutydesk.domain import Person
from dutydesk.tui.widgets import ActionSpec, LineBar, LinePart, TextInput, bindings
from dutydesk.wording import _
from dutydesk_roster.screens.by_post import places_shown
from dutydesk_roster.screens.roster_view import RosterView, place_row, rows_shown

Hit = tuple[str, str]
"""A row of the grid, and a day of it, empty for whatever day the cursor is on."""


def hits_of(view: RosterView, text: str, *, by_post: bool) -> tuple[Hit, ...]:
    """Return where `text` is found, what begins with it first.

    It is sought in people's names, Latin names, keys and squads, and by post in the names and codes of posts
    and shifts and in those of whoever stands there.
    """
    sought = " ".join(text.split()).casefold()
    if not sought:
        return ()
    found = _in_posts(view, sought) if by_post else _in_people(view, sought)
    begins = tuple(hit for hit, starts in found if starts)
    return begins or tuple(hit for hit, _starts in found)


def _in_people(view: RosterView, sought: str) -> list[tuple[Hit, bool]]:
    return [
        ((person.id, ""), starts)
        for person in rows_shown(view.roster)
        if (starts := _matches(sought, _words_of(person))) is not None
    ]


def _in_posts(view: RosterView, sought: str) -> list[tuple[Hit, bool]]:
    plan, found = view.roster.plan, []
    matched = {person.id: _matches(sought, _words_of(person)) for person in view.roster.people}
    for place in places_shown(view):
        post, shift = plan.posts.get(place[0]), plan.shifts.get(place[1])
        words = (
            f"{plan.post_name(place[0])} {plan.shift_name(place[1])}",
            place[0],
            f"{shift.short if shift else ''}{post.short if post else ''}",
            f"{post.short if post else ''}{shift.short if shift else ''}",
        )
        starts = _matches(sought, words)
        if starts is not None:
            found.append(((place_row(place), ""), starts))
    for day in view.stretch.days:
        for place in places_shown(view):
            for each in view.standing.get((place, day), ()):
                starts = matched.get(each.person)
                if starts is not None:
                    found.append(((place_row(place), day.isoformat()), starts))
    return found


def _words_of(person: Person) -> tuple[str, ...]:
    return person.name, person.latin, person.id, person.squad


def _matches(sought: str, texts: Iterable[str]) -> bool | None:
    """Tell whether a word of any of `texts` begins with what is sought; None where none even holds it."""
    held = [text.casefold() for text in texts if sought in text.casefold()]
    if not held:
        return None
    return any(f" {text}".find(f" {sought}") >= 0 for text in held)


class FindBar(Horizontal):
    """A line to type in at the bottom: ``FindBar()``, shown by ``open(hits)``.

    As one types, and at Enter or Down for the next, it posts `Found`; Escape, and Enter where there is no
    next, posts `Closed`.
    """

    class Found(Message):
        """The cursor is to go to `hit`."""

        def __init__(self, hit: Hit) -> None:
            super().__init__()
            self.hit = hit

    class Closed(Message):
        """There is nothing more to find."""

    ACTIONS: ClassVar[tuple[ActionSpec, ...]] = (
        ActionSpec("find.next", "enter,down,ctrl+n", "step(1)", _("Next"), _("Go to the next that matches")),
        ActionSpec("find.previous", "up", "step(-1)", _("Before"), _("Go to the one before")),
        ActionSpec("find.close", "escape", "close", _("Back"), _("Go on in the grid from here")),
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(*ACTIONS)
    DEFAULT_CSS = """
    FindBar { display: none; height: 1; }
    FindBar.-open { display: block; }
    FindBar > #find-label { width: 8; }
    FindBar > TextInput { width: 1fr; }
    FindBar > #find-count { width: 12; }
    """

    def __init__(self) -> None:
        super().__init__(id="roster-find")
        self.input = TextInput()
        self._label = LineBar(id="find-label")
        self._count = LineBar(id="find-count")
        self._hits_of: Callable[[str], Sequence[Hit]] = lambda _text: ()
        self._hits: Sequence[Hit] = ()
        self._at = 0

    def compose(self) -> ComposeResult:
        """Lay out what it is, the line to type in, and how many match."""
        yield self._label
        yield self.input
        yield self._count

    def on_mount(self) -> None:
        """Say what it is."""
        self._label.show_parts([LinePart(_(" Find:"))])

    @property
    def is_open(self) -> bool:
        """Whether the bar is in sight."""
        return self.has_class("-open")

    def open(self, hits_of: Callable[[str], Sequence[Hit]]) -> None:
        """Show the bar; ``hits_of(text)`` says what matches."""
        self._hits_of = hits_of
        self.add_class("-open")
        self.input.value = ""
        self._seek("")
        self.input.focus()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        if self.is_open:
            self._seek(event.value)

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        if len(self._hits) == 1:
            self.action_close()
        else:
            self.action_step(1)

    def _seek(self, text: str) -> None:
        self._hits, self._at = self._hits_of(text), 0
        self._show(text)

    def _show(self, text: str) -> None:
        if self._hits:
            self.post_message(self.Found(self._hits[self._at]))
        count = f" {self._at + 1}/{len(self._hits)}" if self._hits else (_(" nobody") if text else "")
        self._count.show_parts([LinePart(count, "" if self._hits else "warning")])

    def action_step(self, steps: int) -> None:
        """Go to the next that matches, round and round."""
        if self._hits:
            self._at = (self._at + steps) % len(self._hits)
            self._show(self.input.value)

    def action_close(self) -> None:
        """Put the bar away."""
        self.remove_class("-open")
        self.post_message(self.Closed())
