"""Which rounds of inspection the seasons of a year want, and which of them were made."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from dutydesk.api import Desk
from dutydesk.domain import clean_line
from dutydesk.wording import _, pgettext
from dutydesk_registers.entries import Entry, read_entry
from dutydesk_registers.entry import RegisterEntry
from dutydesk_registers.field_values import day_of
from dutydesk_registers.inspecting.season_window import SeasonWindow, season_windows
from dutydesk_registers.register import Register, names_of
from dutydesk_registers.register_file import FieldTable, RoundsTable, SeasonTable

DECEMBER = 12
_BEGUN_BEFORE = timedelta(days=31)
"""How long before a season a round may have been begun that is finished in it."""
_LOOK_BACK = timedelta(weeks=8)
"""For how long a season that is over is asked for."""
_LOOK_AHEAD = timedelta(days=400)
"""How long before it begins a season is told of at most."""


class SeasonState(StrEnum):
    """How a season stands at a place."""

    PLANNED = "planned"
    DUE = "due"
    BEGUN = "begun"
    DONE = "done"
    LATE = "late"
    OVERDUE = "overdue"

    @property
    def is_done(self) -> bool:
        """Whether the round was made, be it late."""
        return self in {SeasonState.DONE, SeasonState.LATE}


def season_state_name(state: SeasonState) -> str:
    """Return what people call the state of a season."""
    return {
        SeasonState.PLANNED: pgettext("season", "to come"),
        SeasonState.DUE: _("due"),
        SeasonState.BEGUN: _("begun"),
        SeasonState.DONE: _("done"),
        SeasonState.LATE: _("done late"),
        SeasonState.OVERDUE: _("overdue"),
    }[state]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeasonDue:
    """A round that a season wants at a place between two days; without a place, one round will do.

    `done` is the round that was made for it, `begun` one of which lines are still open. `key` is that of the
    season in its year.
    """

    season: SeasonTable
    key: str
    place: str
    first: date
    last: date
    state: SeasonState
    done: Entry | None = None
    begun: Entry | None = None


@dataclass(frozen=True, slots=True)
class _Slot:
    """A season of a year at one of its places."""

    window: SeasonWindow
    place: str
    place_meant: str

    @property
    def kind(self) -> tuple[str, str]:
        """What a round for it must have: the checklist and the place."""
        return self.window.season.checklist, self.place_meant


@dataclass(frozen=True, slots=True)
class _Round:
    """A round as seasons see it: its checklist and place, when it was begun and when it was done."""

    entry: Entry
    checklist: str
    place: str
    begun: date
    done: date | None

    def is_of(self, kind: tuple[str, str]) -> bool:
        """Tell whether it has the checklist and place; no place is any place."""
        checklist, place = kind
        return self.checklist == checklist and place in {"", self.place}


def seasons_of_year(desk: Desk, register: Register, year: int) -> tuple[SeasonDue, ...]:
    """Return what rounds the seasons that begin in a year want, the earliest first, and how they stand.

    A round serves a season when it has its checklist and place, and was begun in it or, begun in none, was
    finished in it. One that was made afterwards serves it too, but late, up to the day on which the next
    season with this checklist and place begins.
    """
    table = register.file.rounds
    if table is None or not register.file.season or not date.min.year < year < date.max.year:
        return ()
    before, slots, after = (_slots(desk, register, each) for each in (year - 1, year, year + 1))
    if not slots:
        return ()
    first = min(each.window.first for each in slots)
    rounds = _rounds(desk, register, table, first - _BEGUN_BEFORE, date(year + 1, DECEMBER, 31))
    today = desk.today()
    around = (*before, *slots, *after)
    found = [_standing(each, around, rounds, today) for each in slots]
    return tuple(sorted(found, key=lambda each: (each.first, each.last)))


def rounds_wanted(desk: Desk, register: Register, last: date) -> tuple[SeasonDue, ...]:
    """Return the rounds that seasons want which begin by a day, and that nobody has finished.

    Those whose season is over are asked for some weeks longer, unless it was over before the desk began.
    """
    if register.file.rounds is None or not register.file.season:
        return ()
    today = desk.today()
    since = max(today - _LOOK_BACK, _beginning(desk))
    last = min(last, today + _LOOK_AHEAD)
    return tuple(
        each
        for year in range(min(today.year, last.year) - 1, last.year + 1)
        for each in seasons_of_year(desk, register, year)
        if not each.state.is_done and each.first <= last and each.last >= since
    )


def _beginning(desk: Desk) -> date:
    """Return the day of the desk's first journal entry: today where there is none at all.

    Where the first one is not there, it is the earliest of all days.
    """
    if not desk.revision():
        return desk.today()
    entries = desk.journal(limit=1, before=2)
    return desk.zone.day_of(entries[0].at) if entries else date.min


def _slots(desk: Desk, register: Register, year: int) -> tuple[_Slot, ...]:
    """Return the seasons that begin in a year, each once a place where it has places."""
    school, rounds = desk.school_calendar(), register.file.rounds
    field = register.fields.get(rounds.place) if rounds is not None else None
    return tuple(
        _Slot(window, place, _meant(field, place))
        for season in register.file.season
        for window in season_windows(season, year, school)
        for place in season.places or ("",)
    )


def _rounds(
    desk: Desk, register: Register, table: RoundsTable, first: date, last: date
) -> tuple[_Round, ...]:
    """Return the rounds of those days; where the register has no day field, all that there are."""
    kept = desk.table(RegisterEntry)
    if register.day_field is None:
        records = kept.where(register=register.code)
    else:
        records = kept.between("day", first, last, register=register.code)
    found = (_round(read_entry(each), register, table) for each in records)
    return tuple(each for each in found if each is not None)


def _round(entry: Entry, register: Register, table: RoundsTable) -> _Round | None:
    """Return an entry as a round, or None where nobody knows when it was."""
    done = day_of(entry.values.get(table.done, ""))
    begun = entry.day or done
    if begun is None:
        return None
    place = _meant(register.fields.get(table.place), entry.values.get(table.place, ""))
    return _Round(entry, entry.values.get(table.checklist, ""), place, begun, done)


def _meant(field: FieldTable | None, place: str) -> str:
    """Return a place as places are compared: its code where the register has it for a choice."""
    wanted = clean_line(place, 300).casefold()
    for choice in field.choice if field is not None else ():
        known = (choice.code, *names_of(choice), *choice.aliases)
        if any(wanted == each.casefold() for each in known):
            return choice.code
    return wanted


def _standing(slot: _Slot, around: Sequence[_Slot], rounds: Sequence[_Round], today: date) -> SeasonDue:
    """Return how a season stands at a place; `around` are those of the years before and after it too."""
    window = slot.window
    alike = [each.window for each in around if each.kind == slot.kind]
    until = min((each.first for each in alike if each.first > window.first), default=date.max)
    own: list[_Round] = []
    late: list[_Round] = []
    for each in rounds:
        if not each.is_of(slot.kind):
            continue
        in_some = any(other.holds(each.begun) for other in alike)
        if window.holds(each.begun) or (each.done and window.holds(each.done) and not in_some):
            own.append(each)
        elif window.last < each.begun < until:
            late.append(each)
    found = [*own, *late]
    done = min((each for each in found if each.done is not None), key=_when, default=None)
    begun = min((each for each in found if each.done is None), key=_when, default=None)
    return SeasonDue(
        season=window.season,
        key=window.key,
        place=slot.place,
        first=window.first,
        last=window.last,
        state=_state(window, done, begun, today),
        done=done.entry if done is not None else None,
        begun=begun.entry if begun is not None else None,
    )


def _when(found: _Round) -> tuple[date, str]:
    return found.done or found.begun, found.entry.id


def _state(window: SeasonWindow, done: _Round | None, begun: _Round | None, today: date) -> SeasonState:
    if done is not None:
        return SeasonState.LATE if _when(done)[0] > window.last else SeasonState.DONE
    if today > window.last:
        return SeasonState.OVERDUE
    if begun is not None:
        return SeasonState.BEGUN
    return SeasonState.DUE if today >= window.first else SeasonState.PLANNED
