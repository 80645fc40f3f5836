"""How a rule stands that asks for drills on different weekdays or at different hours."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dutydesk.wording import _, listed
from dutydesk_drills.rules.drill_fact import DrillFact
from dutydesk_drills.rules.ground import Ground
from dutydesk_drills.rules.in_force import RulePack
from dutydesk_drills.rules.room import Room
from dutydesk_drills.rules.rule import CountRule, VarietyRule
from dutydesk_drills.rules.rule_standing import RuleStanding, RuleState, state_by
from dutydesk_drills.rules.stretch import Stretch
from dutydesk_drills.rules.words import day_words, weekday_word


@dataclass(frozen=True, slots=True)
class _Values:
    """The weekdays or hours of the drills of a rule: of those held, of all, and those that repeat one."""

    needed: int
    held: frozenset[int]
    every: frozenset[int]
    repeated: tuple[DrillFact, ...]
    to_be_planned: int

    @property
    def lacking(self) -> int:
        return max(0, self.needed - len(self.every))

    @property
    def must_move(self) -> DrillFact | None:
        """The first coming drill that repeats another, where those yet to be planned cannot mend that."""
        return self.repeated[0] if self.repeated and self.lacking > self.to_be_planned else None


def value_of(rule: VarietyRule, fact: DrillFact) -> int:
    """Return the weekday or the hour of a drill."""
    return fact.day.weekday() if rule.different == "weekday" else fact.start.hour


def variety_standing(pack: RulePack, rule: VarietyRule, stretch: Stretch, ground: Ground) -> RuleStanding:
    """Return how a rule stands in a stretch.

    It asks for as many different ones as it says, but for no more than there are drills, held, planned, or
    wanted by a rule that counts the same drills.
    """
    values = _values(rule, stretch, ground)
    next_by = _latest(rule, stretch, ground, values)
    state = _state(values, stretch, next_by, ground)
    return RuleStanding(
        pack=pack,
        rule=rule,
        period=stretch.name,
        needed=values.needed,
        done=min(values.needed, len(values.held)),
        planned=min(values.needed, len(values.every)) - min(values.needed, len(values.held)),
        next_by=next_by,
        state=state,
        reason=_reason(rule, values, state, next_by),
        first=stretch.first,
        last=stretch.last,
    )


def _values(rule: VarietyRule, stretch: Stretch, ground: Ground) -> _Values:
    counted = ground.counted(rule, stretch)
    wanted = max(len(counted), *(_wanted(rule, ground)), 0)
    seen: set[int] = {value_of(rule, each) for each in counted if each.held or each.over}
    held = frozenset(value_of(rule, each) for each in counted if each.held)
    repeated = []
    for each in counted:
        if not each.held and not each.over:
            if value_of(rule, each) in seen:
                repeated.append(each)
            seen.add(value_of(rule, each))
    return _Values(
        min(rule.least, wanted) if stretch.days else 0,
        held,
        frozenset(seen),
        tuple(repeated),
        wanted - len(counted),
    )


def _wanted(rule: VarietyRule, ground: Ground) -> Iterable[int]:
    """Yield how many drills those rules ask for that count the same drills in the same stretches."""
    for each in ground.rules:
        if (
            isinstance(each, CountRule)
            and each.every == rule.every
            and (each.first, each.last, each.first_weeks) == (None, None, None)
            and (frozenset(each.kinds), frozenset(each.conditions), frozenset(each.without))
            == (frozenset(rule.kinds), frozenset(rule.conditions), frozenset(rule.without))
        ):
            yield each.least


def _latest(rule: VarietyRule, stretch: Stretch, ground: Ground, values: _Values) -> date | None:
    """Return the latest safe day of the next drill on another weekday, or at another hour."""
    if not values.lacking:
        return None
    if rule.different == "hour":
        safe = Room(rule, stretch, ground).latest(values.lacking)
    else:
        days = tuple(day for day in stretch.days if day.weekday() not in values.every)
        other = Stretch(stretch.name, stretch.first, stretch.last, days, stretch.is_summer)
        safe = Room(rule, other, ground).latest(
            values.lacking, lambda one, another: one.weekday() != another.weekday()
        )
    moved = values.must_move
    return min((day for day in (safe, moved.day if moved else None) if day), default=None)


def _state(values: _Values, stretch: Stretch, next_by: date | None, ground: Ground) -> RuleState:
    if not values.needed:
        return RuleState.NOT_DUE
    if len(values.held) >= values.needed:
        return RuleState.MET
    if values.lacking:
        state = state_by(next_by, stretch, ground.time)
        return RuleState.DUE if state is RuleState.NOT_DUE and values.must_move is not None else state
    return RuleState.DUE if stretch.last < ground.time.today else RuleState.PLANNED


def _reason(rule: VarietyRule, values: _Values, state: RuleState, next_by: date | None) -> str:
    if not values.every:
        return _("No such drill is held or planned yet")
    named = listed(
        weekday_word(each) if rule.different == "weekday" else f"{each:02}:00"
        for each in sorted(values.every)
    )
    text = (
        _("on {named}; different weekdays wanted: {needed}")
        if rule.different == "weekday"
        else _("at {named}; different hours wanted: {needed}")
    ).format(needed=values.needed, named=named)
    if not values.lacking:
        if state is RuleState.DUE:
            return _("{text}; say which of them were held").format(text=text)
        return text
    if values.must_move is not None and state is not RuleState.OVERDUE:
        return _("{text}; the drill of {day} repeats one of them: move it").format(
            text=text, day=day_words(values.must_move.day)
        )
    if state is RuleState.OVERDUE or next_by is None:
        return _("{text}; too few differ").format(text=text)
    return (
        _("{text}; one on another day by {day}")
        if rule.different == "weekday"
        else _("{text}; one at another hour by {day}")
    ).format(text=text, day=day_words(next_by))
