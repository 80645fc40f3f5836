"""The sessions of some days as commands list them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dutydesk.api import DataProblem, Desk
from dutydesk.api.holding import (
    CANCELLED,
    HELD,
    cancelled_occurrences,
    occurrence_state_name,
    wall_now,
)
from dutydesk.domain import Occurrence
from dutydesk.wording import _
from dutydesk_training.clashes import session_clashes
from dutydesk_training.lecture import Lecture
from dutydesk_training.lectures import lectures_of, told_document
from dutydesk_training.session_key import short_key
from dutydesk_training.sessions import KINDS

_BACK, _AHEAD = timedelta(weeks=2), timedelta(weeks=4)


@dataclass(frozen=True, slots=True)
class ListedSession:
    """A session, who is expected, where it stands and what is wrong with it."""

    held: Occurrence
    people: tuple[str, ...]
    state: str
    state_name: str
    told: Lecture | None
    clashes: tuple[str, ...]

    def document(self) -> dict[str, object]:
        """Return it for ``--json``."""
        return {
            "key": self.held.key,
            "day": self.held.start.date().isoformat(),
            "start": self.held.start.isoformat(),
            "end": self.held.end.isoformat(),
            "title": self.held.activity.title,
            "kind": self.held.activity.kind,
            "place": self.held.place,
            "people": list(self.people),
            "state": self.state,
            "lecture": told_document(self.told),
            "clashes": list(self.clashes),
        }

    def cells(self) -> tuple[object, ...]:
        """Return it for a table."""
        day = self.held.start
        return (
            short_key(self.held.key),
            day.date(),
            f"{day:%H:%M}-{self.held.end:%H:%M}",
            self.held.activity.title,
            self.held.place,
            len(self.people),
            self.state_name,
        )


def listed_sessions(
    desk: Desk, first: date | None, last: date | None, kind: str | None = None
) -> Sequence[ListedSession]:
    """Return the sessions of the days, of two weeks back and four ahead where none are given.

    Raises:
        DataProblem: the last day lies before the first.
    """
    today = desk.today()
    first = first or min(today - _BACK, last or today)
    last = last or max(today + _AHEAD, first)
    if last < first:
        raise DataProblem(
            _("the last day {last} lies before the first, {first}").format(last=last, first=first)
        )
    kinds = KINDS if kind is None else (kind,)
    ours = [each for each in desk.activities() if each.kind in kinds]
    found = sorted(
        (*desk.occurrences(first, last, kinds), *cancelled_occurrences(desk, ours, first, last)),
        key=lambda each: (each.start, each.key),
    )
    expected, told, now = desk.participants(found), lectures_of(desk, found), wall_now(desk)
    clashes: defaultdict[str, list[str]] = defaultdict(list)
    for clash in session_clashes(desk, max(first, today), last):
        for source in clash.sources:
            clashes[source].append(clash.text)
    return [
        ListedSession(
            each,
            expected[each.key],
            _state(each, over=each.end <= now),
            occurrence_state_name(each, now),
            told.get(each.key),
            tuple(clashes.get(f"activity:{each.key}", ())),
        )
        for each in found
    ]


def _state(held: Occurrence, *, over: bool) -> str:
    if held.state in {HELD, CANCELLED}:
        return held.state
    return "unmarked" if over else "planned"
