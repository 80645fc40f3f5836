"""Laying a rotation over people's days by hand."""

from dataclasses import dataclass
from datetime import date

from dutydesk.wording import _, listed
from dutydesk_roster.codes import TypedCode, resolve
from dutydesk_roster.editing.draft import Draft, Edit, Place
from dutydesk_roster.editing.reach import Reach
from dutydesk_roster.roster import DutyPlan, Roster
from dutydesk_roster.rotation_presets import OFF, PRESETS, pattern_codes, preset_cycle
from dutydesk_roster.settings import RotationTable

_SHIFTS_OF_DAY_AND_NIGHT = 2
_NAMED = 2


@dataclass(frozen=True, slots=True)
class Cycle:
    """A rotation to lay: its name, its shifts by their codes, empty for a day off, and its usual step."""

    name: str
    shifts: tuple[str, ...]
    step: int = 0

    def text(self, plan: DutyPlan) -> str:
        """Return the cycle in the shorts of its shifts, such as ``D D N N - -``."""
        return " ".join(short_of(plan, each) for each in self.shifts)


@dataclass(frozen=True, slots=True)
class Laid:
    """A rotation over the days `first` to `last` of `people`.

    The first of them begins at the cycle's day `phase`, counted from 0, each next one `step` days behind.
    """

    cycle: Cycle
    people: tuple[str, ...]
    first: date
    last: date
    phase: int = 0
    step: int = 0

    def shift_of(self, index: int, days: int) -> str:
        """Return the shift of a person, by their place, so many days after the first; empty for a day off."""
        return self.cycle.shifts[(self.phase + days - index * self.step) % len(self.cycle.shifts)]


def cycles_of(plan: DutyPlan) -> tuple[Cycle, ...]:
    """Return the rotations of the settings, then the presets that the settings' shifts can fill."""
    found = [_of_table(plan, table) for table in plan.rotations.rotation]
    shifts = [each.code for each in plan.settings_shifts]
    by_day = next((each.code for each in plan.settings_shifts if not each.night), None)
    by_night = next((each.code for each in plan.settings_shifts if each.night), None)
    titles = {"four-crews": _("Four crews"), "2-2-3": "2-2-3", "day-night-off-off": _("Day, night, off, off")}
    for name, preset in PRESETS.items():
        if preset.shifts != _SHIFTS_OF_DAY_AND_NIGHT and len(shifts) >= preset.shifts:
            found.append(Cycle(titles.get(name, name), preset_cycle(name, shifts), preset.step))
        elif preset.shifts == _SHIFTS_OF_DAY_AND_NIGHT and by_day is not None and by_night is not None:
            found.append(Cycle(titles.get(name, name), preset_cycle(name, (by_day, by_night)), preset.step))
    return tuple(found)


def _of_table(plan: DutyPlan, table: RotationTable) -> Cycle:
    if table.preset:
        return Cycle(table.name, preset_cycle(table.preset, table.shifts), PRESETS[table.preset].step)
    codes = {each.short.casefold(): each.code for each in plan.settings_shifts} | {OFF: ""}
    shifts = tuple(codes[each.casefold()] for each in pattern_codes(table.pattern))
    step = max(1, len(shifts) // len(table.crews)) if table.step is None else table.step
    return Cycle(table.name, shifts, step)


def short_of(plan: DutyPlan, shift: str) -> str:
    """Return the short of a shift, or the sign of a day off."""
    return plan.shifts[shift].short if shift in plan.shifts else OFF


def laid(roster: Roster, how: Laid, reach: Reach) -> Edit:
    """Return the edit that lays a rotation over people's days.

    A shift goes to an open slot, at the post that the person stood last where that is open; where none is
    open, or the person is away, the day is passed over. A day off takes the person's duties out. What is
    pinned stays.
    """
    laying = _Laying(roster, reach)
    for days, day in enumerate(each for each in roster.days if how.first <= each <= how.last):
        for index, person in enumerate(how.people):
            laying.lay(person, day, how.shift_of(index, days))
    names = [roster.names.get(each, each) for each in how.people]
    more = _(" and {n} more").format(n=len(names) - _NAMED) if len(names) > _NAMED else ""
    return laying.draft.edit(
        _("{rotation} for {names}, {first:%m-%d} to {last:%m-%d}").format(
            rotation=how.cycle.name,
            names=listed(names[:_NAMED]) + more,
            first=how.first,
            last=how.last,
        )
    )


class _Laying:
    """A draft, and at which post each person stood last."""

    def __init__(self, roster: Roster, reach: Reach) -> None:
        self.draft = Draft(roster)
        self._reach = reach
        self._posts: dict[str, str] = {}

    def lay(self, person: str, day: date, shift: str) -> None:
        draft = self.draft
        held = draft.held(person, day)
        if any(each.pinned for each in held):
            if [each.shift for each in held] != [shift]:
                draft.pass_over(person, day, _("pinned"))
        elif not shift:
            for each in held:
                draft.make_way(each)
        elif why := self._reach.why_not(person, day):
            draft.pass_over(person, day, why)
        elif any(each.shift == shift for each in held):
            self._posts[person] = held[0].post
        else:
            self._put(person, day, shift)

    def _put(self, person: str, day: date, shift: str) -> None:
        draft = self.draft
        place: Place | None = (self._posts.get(person, ""), shift)
        if not draft.room((self._posts.get(person, ""), shift), day):
            known = self._reach.people[person]
            place = resolve(draft.roster, TypedCode(shift, None), known, day, held=(), heads=draft.heads)
        if place is None:
            draft.pass_over(person, day, _("nobody is asked for"))
        elif not draft.room(place, day):
            draft.pass_over(person, day, _("no head is open"))
        else:
            for each in draft.held(person, day):
                draft.in_the_way(each)
            draft.put(person, day, place)
            self._posts[person] = place[0]
