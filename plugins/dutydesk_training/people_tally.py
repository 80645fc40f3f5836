"""Counting the people of whom each must attend so many sessions: who has, who will, why others will not."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from dutydesk.api.holding import HELD
from dutydesk.domain import Occurrence
from dutydesk.wording import _
from dutydesk_training.attendance_hindrance import HindranceKind
from dutydesk_training.period import Period
from dutydesk_training.settings import Rule
from dutydesk_training.training_days import TrainingDays

EVERYONE = ("@all",)


class Reason(StrEnum):
    """Why someone will not have attended enough sessions."""

    DUTY = "duty"
    AWAY = "away"
    NOT_THERE = "not there"
    NO_SESSION = "no session"


@dataclass(frozen=True, slots=True)
class PeopleTally:
    """How many are asked, have attended enough, will by sessions to come, or by some not marked yet."""

    asked: int
    have: int
    coming: int
    unmarked: int
    lacking: tuple[tuple[str, Reason], ...]


def tally_people(
    days: TrainingDays, rule: Rule, found: Sequence[Occurrence], period: Period, least: int
) -> PeopleTally:
    """Count the people of `rule` who serve today, or on the day of `period` that is nearest to it.

    Of the sessions `found`, someone has attended those at which they were recorded, or for which they have
    made up, and where nobody was recorded those held at which they were expected and free. They will attend
    those to come at which they are expected and free.
    """
    asked = (
        days.people(rule.who or EVERYONE, min(max(days.today, period.first), period.last)) if least else ()
    )
    days.look_at(found)
    have: Counter[str] = Counter()
    coming: Counter[str] = Counter()
    unmarked: Counter[str] = Counter()
    for held in found:
        came = days.came.get(held.key, frozenset())
        have.update(came)
        coming.update(days.making_up.get(held.key, frozenset()) - came)
        if days.was_taken(held):
            continue
        counted = coming if not days.is_over(held) else have if held.state == HELD else unmarked
        if counted is not coming or not days.is_blocked(held):
            counted.update(_free(days, held))
    enough = [person for person in asked if have[person] >= least]
    open_ones = [person for person in asked if have[person] < least]
    by_marking = [person for person in open_ones if have[person] + unmarked[person] >= least]
    by_coming = [
        person
        for person in open_ones
        if person not in by_marking and have[person] + unmarked[person] + coming[person] >= least
    ]
    lacking = [person for person in open_ones if person not in by_marking and person not in by_coming]
    return PeopleTally(
        len(asked),
        len(enough),
        len(by_coming),
        len(by_marking),
        tuple((person, _reason(days, found, person)) for person in lacking),
    )


def _free(days: TrainingDays, held: Occurrence) -> Sequence[str]:
    """Return who is expected and can come, without those of whom it is said already whether they came."""
    others = {*days.kept_away(held), *days.recorded.get(held.key, ())}
    return [person for person in days.expected(held) if person not in others]


def _reason(days: TrainingDays, found: Sequence[Occurrence], person: str) -> Reason:
    """Return what keeps someone from the sessions `found`, the first of what can be mended most easily."""
    kept = {days.kept_away(held).get(person) for held in found if person in days.expected(held)}
    if HindranceKind.DUTY in kept:
        return Reason.DUTY
    if HindranceKind.AWAY in kept:
        return Reason.AWAY
    missed = any(
        held.key in days.recorded and person not in days.came.get(held.key, frozenset())
        for held in found
        if person in days.expected(held)
    )
    return Reason.NOT_THERE if missed else Reason.NO_SESSION


def by_reason(lacking: Iterable[tuple[str, Reason]]) -> Mapping[Reason, Sequence[str]]:
    """Return who will not have attended enough, by the reason."""
    found: dict[Reason, list[str]] = {}
    for person, reason in lacking:
        found.setdefault(reason, []).append(person)
    return found


def reason_name(reason: Reason) -> str:
    """Return the reason as it stands after a colon."""
    return {
        Reason.DUTY: _("on duty"),
        Reason.AWAY: _("away"),
        Reason.NOT_THERE: _("were not there"),
        Reason.NO_SESSION: _("no session is planned for them"),
    }[reason]
