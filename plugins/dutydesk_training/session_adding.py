"""Adding a session that no file plans."""

from collections.abc import Sequence
from datetime import datetime

from dutydesk.api import DataProblem, Desk
from dutydesk.api.participants_named import participants_named
from dutydesk.domain import Activity, clean, clean_line, new_id
from dutydesk.wording import _


def add_session(
    desk: Desk,
    *,
    kind: str,
    title: str,
    start: datetime,
    end: datetime,
    place: str = "",
    people: Sequence[str] = (),
    excuses_duty: bool = True,
    owner: str = "",
    note: str = "",
) -> Activity:
    """Keep a new session, from and to naive wall times; `people` are expressions, keys or names.

    Raises:
        DataProblem: it has no title, it ends before it starts, or someone named is nobody.
    """
    activity = Activity(
        id=new_id(),
        kind=kind,
        title=clean_line(title, 100),
        start=start,
        end=end,
        place=clean_line(place, 100),
        participants=participants_named(desk, people),
        excuses_duty=excuses_duty,
        owner=owner,
        note=clean(note, limit=500),
    )
    if not activity.title:
        raise DataProblem(_("a session needs a title"))
    if end <= start:
        raise DataProblem(
            _("the end {end:%H:%M} must be later than the start, {start:%H:%M}").format(end=end, start=start)
        )
    with desk.change(
        _("Added: {title}, {day}").format(title=activity.title, day=activity.start.date())
    ) as change:
        return change.add(activity)
