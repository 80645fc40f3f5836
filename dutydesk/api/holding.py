"""What becomes of one occurrence: held, moved or cancelled; and how many were held of those asked for."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from dutydesk.api.desk import Desk
from dutydesk.api.tables import Change
from dutydesk.domain import Activity, ActivityException, Occurrence
from dutydesk.wording import _

PLANNED = "planned"
HELD = "held"
CANCELLED = "cancelled"


class MeterState(StrEnum):
    """Where a rule stands that asks for so many occurrences in a stretch of time."""

    MET = "met"
    PLANNED = "planned"
    DUE = "due"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class Tally:
    """How many occurrences were held, are still to come, and are over but not marked held."""

    held: int = 0
    coming: int = 0
    unmarked: int = 0

    @classmethod
    def of(cls, found: Iterable[Occurrence], now: datetime) -> "Tally":
        """Count `found`, those cancelled left out; `now` is naive wall time."""
        held = coming = unmarked = 0
        for each in found:
            if each.state == HELD:
                held += 1
            elif each.state != CANCELLED and each.end > now:
                coming += 1
            elif each.state != CANCELLED:
                unmarked += 1
        return cls(held, coming, unmarked)

    @property
    def planned(self) -> int:
        """Those not marked held, whether or not their time has come."""
        return self.coming + self.unmarked

    def state(self, needed: int, *, over: bool) -> MeterState:
        """Return where a rule that asks for `needed` stands.

        Once the time is `over`, enough unmarked ones leave it due: somebody must still say whether they
        were held. Only with too few of those is it missed.
        """
        if self.held >= needed:
            return MeterState.MET
        if over:
            return MeterState.DUE if self.held + self.unmarked >= needed else MeterState.MISSED
        return MeterState.PLANNED if self.held + self.planned >= needed else MeterState.DUE


def wall_now(desk: Desk) -> datetime:
    """Return the present naive wall time of the desk's zone."""
    return desk.zone.wall(desk.now()).replace(tzinfo=None)


def change_occurrence(
    change: Change,
    held: Occurrence,
    *,
    start: datetime | None = None,
    end: datetime | None = None,
    place: str | None = None,
    state: str | None = None,
    note: str | None = None,
) -> None:
    """Keep what differs for one occurrence; None leaves a value as it is.

    A single activity kept in the desk is changed itself. For one of a series, or one that a settings file
    defines, an exception of its day is kept. That always says when the occurrence is held: a record of what
    was held must not move when someone later edits the series.

    Raises:
        StaleChange: someone else has changed the occurrence since `held` was read.
    """
    activity = held.activity
    if not activity.rule and change.table(Activity).get(activity.id) is not None:
        change.replace(
            replace(
                activity,
                start=start or held.start,
                end=end or held.end,
                place=activity.place if place is None else place,
                state=state or activity.state,
                note=activity.note if note is None else note,
            )
        )
        return
    before = held.exception or ActivityException(
        id=f"{activity.id}-{held.day:%Y%m%d}", activity=activity.id, day=held.day
    )
    after = replace(
        before,
        start=start or held.start,
        end=end or held.end,
        place=before.place if place is None else place,
        state=before.state if state is None else state,
        cancelled=before.cancelled if state is None else state == CANCELLED,
        note=before.note if note is None else note,
    )
    if held.exception is None:
        change.add(after)
    else:
        change.replace(after)


def cancelled_occurrences(
    desk: Desk, activities: Iterable[Activity], first: date, last: date
) -> tuple[Occurrence, ...]:
    """Return the cancelled occurrences of `activities` on the days `first` to `last`.

    `Desk.occurrences` leaves them out, as nobody need come; a list from which one may be taken up again
    shows them.
    """
    by_id = {each.id: each for each in activities}
    found: list[Occurrence] = []
    for exception in desk.table(ActivityException).where(cancelled=True):
        activity = by_id.get(exception.activity)
        if activity is None:
            continue
        start = exception.start or datetime.combine(exception.day, activity.start.time())
        end = exception.end or start + (activity.end - activity.start)
        if first <= start.date() <= last:
            found.append(
                Occurrence(
                    activity=activity,
                    day=exception.day,
                    start=start,
                    end=end,
                    place=exception.place or activity.place,
                    state=CANCELLED,
                    exception=exception,
                )
            )
    return tuple(found)


def unmarked(found: Iterable[Occurrence], now: datetime) -> tuple[Occurrence, ...]:
    """Return those that are over at the naive wall time `now` and that nobody has marked."""
    return tuple(each for each in found if each.state not in {HELD, CANCELLED} and each.end <= now)


def meter_state_name(state: MeterState) -> str:
    """Return what people call the state of a rule."""
    return {
        MeterState.MET: _("met"),
        MeterState.PLANNED: _("planned"),
        MeterState.DUE: _("due"),
        MeterState.MISSED: _("missed"),
    }[state]


def occurrence_state_name(held: Occurrence, now: datetime) -> str:
    """Return what people call the state of an occurrence at the naive wall time `now`."""
    if held.state == HELD:
        return _("held")
    if held.state == CANCELLED:
        return _("cancelled")
    return _("not marked") if held.end <= now else _("planned")
