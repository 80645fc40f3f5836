"""The board of a bureau: how every desk stands, told at once from what is kept and renewed where it moved."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from dutydesk.api import DataProblem
from dutydesk.bureau.board_row import BoardRow
from dutydesk.bureau.bureau import Bureau
from dutydesk.bureau.desk_card import DeskCard
from dutydesk.bureau.desk_places import DeskPlace
from dutydesk.bureau.kept_standings import Computed, KeptStandings
from dutydesk.desk.host_standing import all_standings
from dutydesk.domain import clean_line
from dutydesk.store.newest_entries import NewestEntry
from dutydesk.wording import clauses

_KEPT_AT_ONCE = 20


@dataclass(frozen=True, slots=True)
class _Look:
    """What was seen of one desk in passing: its card or what is wrong with it, and its newest entry."""

    place: DeskPlace
    card: DeskCard | None
    newest: NewestEntry | None
    fault: str


class Board:
    """The board of a bureau; `language` is that in which titles are written and kept.

    `look` opens no desk: it reads what is kept and the newest journal entry of each. `renew` opens those that
    have moved on since theirs was kept: another revision, other settings, or another day.
    """

    def __init__(
        self, bureau: Bureau, kept: KeptStandings, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._bureau = bureau
        self._kept = kept
        self._now = now
        self._rows: dict[str, BoardRow] = {}

    @property
    def rows(self) -> tuple[BoardRow, ...]:
        """The rows as they are known, by the names of desks."""
        return tuple(self._rows.values())

    @property
    def waiting(self) -> tuple[DeskPlace, ...]:
        """The desks whose rows are to be renewed."""
        return tuple(row.place for row in self._rows.values() if row.is_renewing)

    def look(self) -> tuple[BoardRow, ...]:
        """Return a row for each desk, at once; those that have moved on are marked.

        Raises:
            DataProblem: the bureau's own files or database cannot be read.
        """
        looks = tuple(self._looks())
        kept = self._kept.all()
        self._rows = {each.place.name: self._row(each, kept) for each in looks}
        return self.rows

    def renew(self, cancelled: Callable[[], bool] = lambda: False) -> Iterator[BoardRow]:
        """Compute the rows that are marked, keep them, and yield each as it is done."""
        done: list[Computed] = []
        try:
            for place in self.waiting:
                if cancelled():
                    return
                row, computed = self._renewed(self._rows[place.name])
                self._rows[place.name] = row
                if computed is not None:
                    done.append(computed)
                if len(done) == _KEPT_AT_ONCE:
                    self._kept.keep(done)
                    done = []
                yield row
        finally:
            self._kept.keep(done)

    def _looks(self) -> Iterator[_Look]:
        cards: dict[DeskPlace, DeskCard] = {}
        faults: dict[DeskPlace, str] = {}
        places = self._bureau.places()
        for place in places:
            try:
                cards[place] = self._bureau.card(place)
                faults[place] = self._bureau.refusal(cards[place])
            except DataProblem as problem:
                faults[place] = str(problem)
        newest = self._bureau.newest([card for place, card in cards.items() if not faults[place]])
        for place in places:
            yield _Look(place, cards.get(place), newest.get(place), faults[place])

    def _row(self, look: _Look, kept: Mapping[str, Computed]) -> BoardRow:
        school = look.card.school if look.card is not None else look.place.name
        if look.card is None or look.fault:
            return BoardRow(place=look.place, school=school, fault=look.fault)
        newest, known = look.newest or NewestEntry(), kept.get(look.place.name)
        row = BoardRow(
            place=look.place,
            school=school,
            revision=newest.number,
            changed=newest.at,
            who=newest.who,
            is_renewing=True,
        )
        if known is None:
            return row
        today = look.card.desk.zone.day_of(self._now())
        is_fresh = look.newest is not None and (known.revision, known.day, known.settings) == (
            newest.number,
            today,
            look.card.settings,
        )
        return replace(
            row,
            standings=known.standings,
            computed=known.computed,
            is_renewing=not is_fresh,
            fault=known.fault,
        )

    def _renewed(self, row: BoardRow) -> tuple[BoardRow, Computed | None]:
        """Return a row computed anew, with what is to be kept of it; nothing where the desk is at fault."""
        try:
            card = self._bureau.card(row.place)
            with self._bureau.desk(row.place) as desk:
                # Read first: what changes meanwhile is then seen as a change at the next look.
                revision, now = desk.revision(), self._now()
                standings = all_standings(desk)
                fault = clauses(clean_line(f"{each.plugin}: {each.summary}", 300) for each in desk.faults())
        except DataProblem as problem:
            return replace(row, standings=(), computed=None, is_renewing=False, fault=str(problem)), None
        computed = Computed(
            desk=row.place.name,
            revision=revision,
            day=card.desk.zone.day_of(now),
            settings=card.settings,
            standings=standings,
            computed=now,
            fault=fault,
        )
        return (
            replace(
                row,
                school=card.school,
                standings=standings,
                computed=now,
                revision=revision,
                is_renewing=False,
                fault=fault,
            ),
            computed,
        )
