"""How a rule stands that asks for so many drills."""

from dataclasses import dataclass
from datetime import date

from dutydesk.wording import _, clauses, headed, ngettext
from dutydesk_drills.rules.drill_fact import DrillFact
from dutydesk_drills.rules.ground import Ground
from dutydesk_drills.rules.in_force import RulePack
from dutydesk_drills.rules.room import Room
from dutydesk_drills.rules.rule import CountRule
from dutydesk_drills.rules.rule_standing import RuleStanding, RuleState, state_by
from dutydesk_drills.rules.school_time import SchoolTime
from dutydesk_drills.rules.stretch import Stretch
from dutydesk_drills.rules.words import day_words


@dataclass(frozen=True, slots=True)
class DrillTally:
    """The drills that count for a rule in a stretch: held, still to come, and over but not marked held."""

    needed: int
    held: tuple[DrillFact, ...]
    coming: tuple[DrillFact, ...]
    unmarked: tuple[DrillFact, ...]

    @property
    def done(self) -> int:
        """How many were held."""
        return len(self.held)

    @property
    def planned(self) -> int:
        """How many are planned, whether or not their time has come."""
        return len(self.coming) + len(self.unmarked)

    @property
    def lacking(self) -> int:
        """How many are still to be planned."""
        return max(0, self.needed - self.done - self.planned)


def needed_in(rule: CountRule, stretch: Stretch) -> int:
    """Return how many drills a rule asks for in a stretch: none where there are too few days of school."""
    return rule.least if len(stretch.days) >= rule.school_days else 0


def tally_of(rule: CountRule, stretch: Stretch, ground: Ground) -> DrillTally:
    """Return the drills that count for a rule in a stretch."""
    counted = ground.counted(rule, stretch)
    return DrillTally(
        needed_in(rule, stretch),
        tuple(each for each in counted if each.held),
        tuple(each for each in counted if not each.held and not each.over),
        tuple(each for each in counted if each.is_unmarked),
    )


def count_standing(pack: RulePack, rule: CountRule, stretch: Stretch, ground: Ground) -> RuleStanding:
    """Return how a rule stands in a stretch."""
    tally = tally_of(rule, stretch, ground)
    next_by = _latest(rule, stretch, ground, tally)
    state = _state(tally, stretch, next_by, ground.time)
    return RuleStanding(
        pack=pack,
        rule=rule,
        period=stretch.name,
        needed=tally.needed,
        done=tally.done,
        planned=tally.planned,
        next_by=next_by,
        state=state,
        reason=_reason(tally, state, next_by, Room(rule, stretch, ground)),
        first=stretch.first,
        last=stretch.last,
    )


def _latest(rule: CountRule, stretch: Stretch, ground: Ground, tally: DrillTally) -> date | None:
    """Return the latest safe day of the next drill that is to be planned, or else to be held.

    Those planned stay where they are while others must be planned beside them; once there are enough, they
    may still be moved.
    """
    if tally.lacking or tally.done >= tally.needed:
        return Room(rule, stretch, ground).latest(tally.lacking)
    room = Room(rule, stretch, ground, moving=(*tally.coming, *tally.unmarked))
    safe = room.latest(tally.needed - tally.done)
    return max((day for day in (safe, *(each.day for each in tally.coming[:1])) if day), default=None)


def _state(tally: DrillTally, stretch: Stretch, next_by: date | None, time: SchoolTime) -> RuleState:
    if not tally.needed:
        return RuleState.NOT_DUE
    if tally.done >= tally.needed:
        return RuleState.MET
    if not tally.lacking:
        return RuleState.PLANNED if tally.done + len(tally.coming) >= tally.needed else RuleState.DUE
    return state_by(next_by, stretch, time)


def _reason(tally: DrillTally, state: RuleState, next_by: date | None, room: Room) -> str:
    if not tally.needed:
        return _few_days(len(room.stretch.days))
    if state is RuleState.MET:
        return _("{done} held, the last on {day}").format(done=tally.done, day=day_words(tally.held[-1].day))
    done = _("{done} of {needed} held").format(done=tally.done, needed=tally.needed)
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
    return clauses((done, _lacking(tally.lacking, next_by, room)))


def _few_days(count: int) -> str:
    if not count:
        return _("There is no school, so nothing is asked for")
    return ngettext(
        "With only {count} day of school nothing is asked for",
        "With only {count} days of school nothing is asked for",
        count,
    ).format(count=count)


def _lacking(count: int, next_by: date | None, room: Room) -> str:
    """Return by when the next of `count` drills that nobody has planned must be held, and why by then."""
    today = room.ground.time.today
    if room.stretch.last < today:
        return _("the time is over")
    if next_by is None:
        free = len([day for day in room.free() if day >= today])
        return ngettext(
            "there is room on {count} day only", "there is room on {count} days only", free
        ).format(count=free)
    if next_by < today:
        return _("the next was to be held by {day}").format(day=day_words(next_by))
    text = _("the next by {day}").format(day=day_words(next_by))
    if count > 1:
        why = ngettext(
            "{count} more must follow it, one a day", "{count} more must follow it, one a day", count - 1
        ).format(count=count - 1)
    else:
        why = room.after(next_by)
    return headed(text, why) if why else text
