"""Adding a drill to the desk, and saying whether those who take part may know of it beforehand."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from dutydesk.api import DataProblem, Desk
from dutydesk.api.participants_named import participants_named
from dutydesk.domain import Activity, clean, clean_line, new_id
from dutydesk.wording import _
from dutydesk_drills.buildings import known_building
from dutydesk_drills.drill_plan import DrillBuilding
from dutydesk_drills.drills import FILE, Drill, those_who_know
from dutydesk_drills.kind import DrillKind
from dutydesk_drills.kinds import activity_kind

EVERYONE = ("@all",)


def add_drill(
    desk: Desk,
    kind: DrillKind,
    day: date,
    clock: time,
    *,
    title: str = "",
    minutes: int | None = None,
    place: str = "",
    owner: str = "",
    is_secret: bool = False,
    people: Sequence[str] = (),
    buildings: Sequence[str] = (),
    note: str = "",
) -> Activity:
    """Keep a drill and the buildings that take part, as one change; `people` are expressions, keys or names.

    Everyone takes part unless somebody is named; of a secret one only its owner and the leaders know.

    Raises:
        DataProblem: somebody or a building named is not there.
    """
    start = datetime.combine(day, clock)
    taking_part = [known_building(desk, each) for each in dict.fromkeys(buildings)]
    named = participants_named(desk, people) or EVERYONE
    activity = Activity(
        id=new_id(),
        kind=activity_kind(kind.code),
        title=clean_line(title, 100) or kind.name,
        start=start,
        end=start + timedelta(minutes=kind.minutes if minutes is None else minutes),
        place=clean_line(place, 100),
        participants=those_who_know(owner) if is_secret else named,
        excuses_duty=True,
        owner=owner,
        note=clean(note, limit=500),
        private=is_secret,
    )
    why = _("Added: {title}, {day}").format(title=activity.title, day=day)
    with desk.change(why) as change:
        kept = change.add(activity)
        for each in taking_part:
            change.add(DrillBuilding.of(kept.id, each.code))
    return kept


def announce(desk: Desk, drill: Drill, people: Sequence[str] = ()) -> Activity:
    """Let everyone, or `people` by expressions, keys or names, know of a drill and take part in it.

    Raises:
        DataProblem: a file plans the drill, or somebody named is nobody.
    """
    before = kept_activity(desk, drill, is_announced=True)
    with desk.change(_("Announced: {drill}").format(drill=drill.name)) as change:
        return change.replace(announced(desk, before, is_announced=True, people=people))


def keep_secret(desk: Desk, drill: Drill) -> Activity:
    """Let nobody but the leaders and its owner know of a drill; it leaves all other calendars.

    Raises:
        DataProblem: a file plans the drill.
    """
    before = kept_activity(desk, drill, is_announced=False)
    with desk.change(_("Not announced: {drill}").format(drill=drill.name)) as change:
        return change.replace(announced(desk, before, is_announced=False))


def announced(desk: Desk, activity: Activity, *, is_announced: bool, people: Sequence[str] = ()) -> Activity:
    """Return a drill that is announced to `people`, or else to everyone, or one that is not announced.

    One that stays what it is keeps those who take part, unless somebody is named.

    Raises:
        DataProblem: somebody named is nobody.
    """
    named = participants_named(desk, people)
    if is_announced:
        return replace(
            activity,
            private=False,
            participants=named or (EVERYONE if activity.private else activity.participants),
        )
    if activity.private:
        return activity
    return replace(activity, private=True, participants=those_who_know(activity.owner))


def kept_activity(desk: Desk, drill: Drill, *, is_announced: bool) -> Activity:
    """Return the activity of a drill that the desk keeps by itself.

    Raises:
        DataProblem: a file plans the drill; there it says whether it `is_announced`.
    """
    activity = desk.table(Activity).get(drill.held.activity.id)
    if activity is None:
        raise DataProblem(
            _("{title} is planned in config/{file}; write announced = {value} in its [[drill]] there").format(
                title=drill.title, file=FILE, value="true" if is_announced else "false"
            )
        )
    return activity
