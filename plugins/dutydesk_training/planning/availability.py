"""Who cannot come at a time, and which places are taken, as the desk's common calendar has it."""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator
from datetime import date, datetime, timedelta

from dutydesk.api import Desk
from dutydesk.api.holding import CANCELLED
from dutydesk.domain import Commitment, CommitmentKind, Occurrence, Person, Window, Zone
from dutydesk.wording import _
from dutydesk_training.night_rest import night_rest
from dutydesk_training.planning.problem import Hindrance, HindranceKind

_MARGIN = timedelta(days=2)
_KINDS = {
    CommitmentKind.ASSIGNMENT: HindranceKind.DUTY,
    CommitmentKind.ABSENCE: HindranceKind.AWAY,
    CommitmentKind.ACTIVITY: HindranceKind.ELSEWHERE,
}


class Availability:
    """What takes people's time and places on the days `first` to `last`, both included.

    It is what the clash engine knows: duties, leave and activities. The activities in `leaving_out` count as
    if they were not there, for they are to be placed anew. Who stood at night rests as long as the roster's
    rules ask, and cannot come in that time.
    """

    def __init__(self, desk: Desk, first: date, last: date, leaving_out: Container[str] = ()) -> None:
        self._zone = desk.zone
        self._people = {person.id: person for person in desk.people()}
        self._of_day: defaultdict[tuple[str, date], list[tuple[Window, Hindrance]]] = defaultdict(list)
        self.arranged_months: frozenset[str] = frozenset()
        self._read_commitments(desk, first, last, leaving_out)
        self._places = _places(desk.occurrences(first, last), leaving_out)

    def _read_commitments(self, desk: Desk, first: date, last: date, leaving_out: Container[str]) -> None:
        arranged: set[str] = set()
        for each in desk.commitments(self._zone.days(first, last).padded(_MARGIN)):
            if each.source.removeprefix("activity:") in leaving_out:
                continue
            if each.kind is CommitmentKind.ASSIGNMENT:
                arranged.add(f"{self._zone.day_of(each.window.start):%Y-%m}")
            for window, hindrance in _taken(each, self._zone):
                for day in self._days(window, first, last):
                    self._of_day[each.person, day].append((window, hindrance))
        self.arranged_months = frozenset(arranged)

    def _days(self, window: Window, first: date, last: date) -> Iterator[date]:
        day = max(first, self._zone.day_of(window.start))
        while day <= min(last, self._zone.day_of(window.end)):
            yield day
            day += timedelta(days=1)

    def hindrance(self, key: str, start: datetime, end: datetime) -> Hindrance | None:
        """Return what keeps the person `key` from coming at a naive wall time, or None."""
        person = self._people.get(key)
        if person is None or not person.serves_on(start.date()):
            return Hindrance(key, HindranceKind.GONE)
        window = self._zone.span(start, end)
        met = [each for taken, each in self._of_day[key, start.date()] if taken.overlaps(window)]
        # Rest is named only where nothing else keeps them: it yields to a duty in the same hours.
        return min(met, key=lambda each: each.kind is HindranceKind.REST, default=None)

    def person(self, key: str) -> Person | None:
        """Return the person with this key, if there is one."""
        return self._people.get(key)

    def taken_place(self, place: str, start: datetime, end: datetime) -> str:
        """Return the title of what is held at `place` at that time, or an empty string."""
        return next(
            (
                title
                for other_start, other_end, title in self._places.get(_place_key(place), ())
                if other_start < end and start < other_end
            ),
            "",
        )


def _taken(commitment: Commitment, zone: Zone) -> Iterator[tuple[Window, Hindrance]]:
    kind = _KINDS[commitment.kind]
    yield commitment.window, Hindrance(commitment.person, kind, commitment.title)
    rest = night_rest(commitment, zone)
    if rest is not None:
        yield rest, Hindrance(commitment.person, HindranceKind.REST, commitment.title)


def _places(
    found: Iterable[Occurrence], leaving_out: Container[str]
) -> dict[str, list[tuple[datetime, datetime, str]]]:
    places: defaultdict[str, list[tuple[datetime, datetime, str]]] = defaultdict(list)
    for each in found:
        if (
            each.place
            and each.state != CANCELLED
            and not each.activity.all_day
            and each.key not in leaving_out
        ):
            places[_place_key(each.place)].append((each.start, each.end, each.activity.title))
    return dict(places)


def _place_key(place: str) -> str:
    return " ".join(place.split()).casefold()


def hindrance_text(hindrance: Hindrance, name: str) -> str:
    """Return in words that someone called `name` cannot come, to stand in a sentence."""
    text = {
        HindranceKind.DUTY: _("{name} is on duty"),
        HindranceKind.REST: _("{name} rests after a night duty"),
        HindranceKind.AWAY: _("{name} is away"),
        HindranceKind.ELSEWHERE: _("{name} is at {title}"),
        HindranceKind.GONE: _("{name} is not in the squadron then"),
    }[hindrance.kind]
    return text.format(name=name, title=hindrance.title)
