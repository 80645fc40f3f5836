"""Marking a drill done: when it was really held, and how many minutes it took."""

from datetime import date, datetime, timedelta

from dutydesk.api import DataProblem, Desk
from dutydesk.api.holding import HELD, change_occurrence
from dutydesk.domain import Occurrence, clean
from dutydesk.wording import _


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
