"""How a rule stands that asks for so many drills."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dutydesk.wording import _, ngettext
from dutydesk_drills.rules.drill_fact import DrillFact, counts
from dutydesk_drills.rules.in_force import RulePack
from dutydesk_drills.rules.rule import CountRule, DrillRule
from dutydesk_drills.rules.rule_standing import RuleStanding, RuleState
from dutydesk_drills.rules.safe_day import distances, free_days, latest_days
from dutydesk_drills.rules.school_time import SchoolTime
from dutydesk_drills.rules.stretch import Stretch
from dutydesk_drills.rules.words import day_words, run_words


@dataclass(frozen=True, slots=True)
class _Tally:
    """The drills that count in a stretch."""

    needed: int
    held: tuple[DrillFact, ...]
    coming: tuple[DrillFact, ...]
    unmarked: tuple[DrillFact, ...]

    @property
    def planned(self) -> int:
        return len(self.coming) + len(self.unmarked)

    @property
    def lacking(self) -> int:
        """How many are still to be planned."""
        return max(0, self.needed - len(self.held) - self.planned)


def facts_within(
    rule: DrillRule, stretch: Stretch, facts: Iterable[DrillFact], time: SchoolTime
) -> tuple[DrillFact, ...]:
    """Return the drills that count for a rule in a stretch.

    What is held in a summer school counts there, and for no other rule.
    """
    return tuple(
        each
        for each in facts
        if stretch.holds(each.day)
        and counts(rule, each)
        and time.in_summer_school(each.day) == stretch.is_summer
    )


def needed_in(rule: CountRule, stretch: Stretch) -> int:
    """Return how many drills a rule asks for in a stretch: none where there are too few days of school."""
    return rule.least if len(stretch.days) >= rule.school_days else 0


def count_standing(
    pack: RulePack,
    rule: CountRule,
    stretch: Stretch,
    facts: Sequence[DrillFact],
    time: SchoolTime,
    others: Iterable[DrillRule] = (),
) -> RuleStanding:
    """Return how a rule stands in a stretch; `others` are all rules in force, for how far apart drills must be."""
    counted = facts_within(rule, stretch, facts, time)
    tally = _Tally(
        needed_in(rule, stretch),
        tuple(each for each in counted if each.held),
        tuple(each for each in counted if not each.held and not each.over),
        tuple(each for each in counted if each.is_unmarked),
    )
    room = _Room(rule, stretch, facts, time, tuple(others))
    next_by = room.latest(tally)
    state = _state(tally, stretch, next_by, time)
    return RuleStanding(
        pack=pack,
        rule=rule,
        period=stretch.name,
        needed=tally.needed,
        done=len(tally.held),
        planned=tally.planned,
        next_by=next_by,
        state=state,
        reason=_reason(tally, stretch, state, next_by, room),
        first=stretch.first,
        last=stretch.last,
    )


@dataclass(frozen=True, slots=True)
class _Room:
    """Where there is room for more drills of a rule in a stretch."""

    rule: CountRule
    stretch: Stretch
    facts: Sequence[DrillFact]
    time: SchoolTime
    others: tuple[DrillRule, ...]

    def latest(self, tally: _Tally) -> date | None:
        """Return the latest safe day of the next drill that is to be planned, or else to be held.

        Those planned stay where they are while others must be planned beside them; once there are enough, they
        may still be moved.
        """
        if tally.lacking:
            return self._latest(tally.lacking, self.facts)
        if len(tally.held) >= tally.needed:
            return None
        movable = {*tally.coming, *tally.unmarked}
        safe = self._latest(
            tally.needed - len(tally.held), [each for each in self.facts if each not in movable]
        )
        return max(
            (day for day in (safe, *(each.day for each in tally.coming[:1])) if day is not None), default=None
        )

    def _latest(self, count: int, standing: Sequence[DrillFact]) -> date | None:
        apart = distances(self.rule, self.others, standing)
        gap = max((each.least_days for each in apart), default=1)
        chosen = latest_days(
            free_days(self.stretch, self.time, (each.day for each in standing), apart), count, gap
        )
        return chosen[-1] if len(chosen) == count else None

    @property
    def free(self) -> int:
        """On how many days there is room for one more."""
        return len(
            free_days(
                self.stretch,
                self.time,
                (each.day for each in self.facts),
                distances(self.rule, self.others, self.facts),
            )
        )

    def after(self, day: date) -> str:
        """Return what stands between `day` and the end of the stretch, or nothing."""
        following = day + timedelta(days=1)
        while following <= self.stretch.last:
            block = self.time.all_day_block(following) if self.time.is_school_day(following) else None
            name = block.name if block is not None else self.time.calendar.holiday_name(following)
            if name:
                return _("after it {days} is {what}").format(
                    days=run_words(following, self._until(following, name)), what=name
                )
            following += timedelta(days=1)
        return ""

    def _until(self, day: date, name: str) -> date:
        last = day
        while last < self.stretch.last:
            following = last + timedelta(days=1)
            block = self.time.all_day_block(following)
            if name not in {
                self.time.calendar.holiday_name(following),
                block.name if block is not None else "",
            }:
                break
            last = following
        return last


def _state(tally: _Tally, stretch: Stretch, next_by: date | None, time: SchoolTime) -> RuleState:
    held, today = len(tally.held), time.today
    if not tally.needed:
        return RuleState.NOT_DUE
    if held >= tally.needed:
        return RuleState.MET
    if not tally.lacking:
        return RuleState.PLANNED if held + len(tally.coming) >= tally.needed else RuleState.DUE
    if stretch.last < today or (next_by is not None and next_by < today):
        return RuleState.OVERDUE
    if next_by is None:
        return RuleState.OVERDUE if stretch.first <= today + time.planned_ahead else RuleState.NOT_DUE
    return RuleState.DUE if next_by <= today + time.planned_ahead else RuleState.NOT_DUE


def _reason(tally: _Tally, stretch: Stretch, state: RuleState, next_by: date | None, room: _Room) -> str:
    if not tally.needed:
        return ngettext(
            "With only {count} day of school nothing is asked for.",
            "With only {count} days of school nothing is asked for.",
            len(stretch.days),
        ).format(count=len(stretch.days))
    done = _("{done} of {needed} held").format(done=len(tally.held), needed=tally.needed)
    if state is RuleState.MET:
        return _("{done}, the last on {day}").format(done=done, day=day_words(tally.held[-1].day))
    if state is RuleState.PLANNED:
        return _("{done}; the next is planned for {day}").format(
            done=done, day=day_words(tally.coming[0].day)
        )
    if not tally.lacking:
        return _("{done}; say whether the drill of {day} was held").format(
            done=done, day=day_words(tally.unmarked[0].day)
        )
    if tally.planned:
        done = _("{done}, {planned} planned").format(done=done, planned=tally.planned)
    if stretch.last < room.time.today:
        return _("{done}; the time is over").format(done=done)
    if next_by is None:
        return ngettext(
            "{done}; there is room on {count} day of school only",
            "{done}; there is room on {count} days of school only",
            room.free,
        ).format(done=done, count=room.free)
    if state is RuleState.OVERDUE:
        return _("{done}; the next was to be held by {day}").format(done=done, day=day_words(next_by))
    text = _("{done}; the next by {day}").format(done=done, day=day_words(next_by))
    why = _why(tally.lacking, next_by, room)
    return f"{text}: {why}" if why else text


def _why(lacking: int, next_by: date, room: _Room) -> str:
    if lacking > 1:
        return ngettext("{count} more must follow it", "{count} more must follow it", lacking - 1).format(
            count=lacking - 1
        )
    return room.after(next_by)
