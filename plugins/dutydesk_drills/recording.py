"""Marking a drill done: when it was really held, and how many minutes it took."""

from datetime import date, datetime, timedelta

from dutydesk.api import DataProblem, Desk
from dutydesk.api.holding import CANCELLED, HELD, change_occurrence
from dutydesk.domain import Occurrence, clean
from dutydesk.wording import _
from dutydesk_drills.drills import drill_id, drill_occurrences

_EVER = (date(1970, 1, 1), date(2999, 12, 31))


def find_drill(desk: Desk, wanted: str, day: date | None = None) -> Occurrence:
    """Return the drill that `wanted` names: its code in the settings, or its identity in the desk.

    Raises:
        DataProblem: no such drill is planned.
    """
    every = [each for each in drill_occurrences(desk, *_EVER) if each.state != CANCELLED]
    named = [
        each
        for each in every
        if wanted in {each.key, each.activity.id} or each.activity.id == drill_id(wanted)
    ]
    if not named:
        known = ", ".join(sorted(each.activity.id.removeprefix(drill_id("")) for each in every))
        raise DataProblem(
            _("{wanted!r} is no drill that is planned; expected one of {known}").format(
                wanted=wanted, known=known or _("none yet: config/drills.toml has no [[drill]]")
            )
        )
    return next((each for each in named if each.start.date() == day), named[0])


def record_drill(desk: Desk, held: Occurrence, *, day: date, minutes: int, note: str | None = None) -> None:
    """Keep that a drill was held on `day` at its time of day, and took so many minutes.

    Raises:
        DataProblem: the day has not come yet.
    """
    if day > desk.today():
        raise DataProblem(_("{day} has not come yet; a drill is recorded once it was held").format(day=day))
    start = datetime.combine(day, held.start.time())
    why = _("Drill held: {title}, {day}, {minutes} min").format(
        title=held.activity.title, day=day, minutes=minutes
    )
    with desk.change(why) as change:
        change_occurrence(
            change,
            held,
            start=start,
            end=start + timedelta(minutes=minutes),
            state=HELD,
            note=None if note is None else clean(note),
        )
