"""Reading the roster in threads, step by step: what stands, what it breaks, everyone's fair share."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from time import sleep
from typing import Protocol

from dutydesk.api import Desk
from dutydesk.tui.widgets import GridModel
from dutydesk_roster.screens.by_person import grid_by_person
from dutydesk_roster.screens.by_post import grid_by_post
from dutydesk_roster.screens.roster_view import (
    RosterView,
    read_published,
    read_standing,
    with_clashes,
    with_shares,
)
from dutydesk_roster.screens.stretch import Stretch

LARGE = 1500
"""From so many duties on, checking waits for a pause between edits, so that the keys come first."""

PAUSE_SECONDS = 0.2


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be read and how it is to be shown; of `before`, what cannot have changed is taken over."""

    stretch: Stretch
    by_post: bool = False
    as_of: datetime | None = None
    before: RosterView | None = None


@dataclass(frozen=True, slots=True)
class Drawn:
    """What was read, and the grid made of it; `checked` once it is known what it breaks."""

    view: RosterView
    model: GridModel
    checked: bool


class InBackground(Protocol):
    """Calls ``work()`` in a thread, then ``then(result)`` here, as `AreaScreen.in_background` does."""

    def __call__(self, work: Callable[[], Drawn | None], then: Callable[[Drawn | None], object], /) -> None:
        """Begin."""
        ...


class Reading:
    """Reads for a screen: ``Reading(desk, in_background, show)``; a newer ``begin`` replaces an older one.

    ``show(drawn)`` is called after each step, so that a first look, and an edit, wait for nothing but the
    rows of the roster.
    """

    def __init__(self, desk: Desk, in_background: InBackground, show: Callable[[Drawn], object]) -> None:
        self._desk = desk
        self._in_background = in_background
        self._show = show
        self._number = 0

    def begin(self, wanted: Wanted) -> None:
        """Read what is wanted."""
        self._number += 1
        number, desk = self._number, self._desk
        if wanted.as_of is not None:
            as_of = wanted.as_of
            self._step(number, lambda: _drawn(read_published(desk, wanted.stretch, as_of), wanted))
        else:
            self._step(
                number,
                lambda: _drawn(read_standing(desk, wanted.stretch, wanted.before), wanted, checked=False),
                lambda drawn: self._check(number, drawn.view, wanted),
            )

    def _check(self, number: int, view: RosterView, wanted: Wanted) -> None:
        def check() -> Drawn | None:
            if len(view.roster.assignments) > LARGE:
                sleep(PAUSE_SECONDS)
            if number != self._number:
                return None
            return _drawn(with_clashes(self._desk, view), wanted)

        self._step(number, check, lambda drawn: self._share(number, drawn.view, wanted))

    def _share(self, number: int, view: RosterView, wanted: Wanted) -> None:
        if not view.shares:
            self._step(number, lambda: _drawn(with_shares(self._desk, view), wanted))

    def _step(
        self,
        number: int,
        read: Callable[[], Drawn | None],
        then: Callable[[Drawn], object] = lambda _drawn: None,
    ) -> None:
        def show(drawn: Drawn | None) -> None:
            if drawn is not None and number == self._number:
                self._show(drawn)
                then(drawn)

        self._in_background(read, show)


def _drawn(view: RosterView, wanted: Wanted, *, checked: bool = True) -> Drawn:
    """Make the grid of what was read, in the thread that read it."""
    view.prepare()
    return Drawn(view, grid_by_post(view) if wanted.by_post else grid_by_person(view), checked)
