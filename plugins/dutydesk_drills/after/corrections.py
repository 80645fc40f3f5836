"""What was noted in a drill and put right afterwards, by whom and why, in words."""

from dataclasses import dataclass
from datetime import datetime

from dutydesk.api import Desk
from dutydesk_drills.drill_moment import DrillMoment
from dutydesk_drills.live.drill_setup import DrillSetup
from dutydesk_drills.live.moment_words import clock_text, moment_text
from dutydesk_drills.live.trace import moment_traces


@dataclass(frozen=True, slots=True, kw_only=True)
class PutRight:
    """One moment that was changed or taken out: `at` is wall time; `after` is empty for one taken out."""

    at: datetime
    who: str
    why: str
    moment: str
    before: str
    after: str


def corrections_of(desk: Desk, key: str, setup: DrillSetup) -> tuple[PutRight, ...]:
    """Return what was put right in the drill with this key, in order of time."""

    def told(moment: DrillMoment | None) -> str:
        return "" if moment is None else f"{clock_text(moment.at)} {moment_text(setup, moment)}"

    found = [
        PutRight(
            at=desk.zone.wall(change.at).replace(tzinfo=None),
            who=change.who,
            why=change.why,
            moment=trace.moment.id,
            before=told(change.before),
            after=told(change.after),
        )
        for trace in moment_traces(desk, key)
        for change in trace.corrections
    ]
    return tuple(sorted(found, key=lambda each: each.at))
