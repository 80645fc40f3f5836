"""Clashes of those who have a part in a drill and are not there at its hour."""

from collections.abc import Iterator
from datetime import date

from dutydesk.api import Desk
from dutydesk.api.holding import CANCELLED, HELD
from dutydesk.api.people_named import names_by_key
from dutydesk.domain import Clash
from dutydesk.wording import _
from dutydesk_drills.drill_plan import DrillPart, drill_subject
from dutydesk_drills.drills import Drill, drill_occurrences, with_plans
from dutydesk_drills.preparing.time_taken import Hindrance, time_taken

PART_AWAY, PART_ELSEWHERE = "drill-part-away", "drill-part-elsewhere"


def part_clashes(desk: Desk, first: date, last: date) -> Iterator[Clash]:
    """Yield the parts in drills on the days `first` to `last` whose people are away, elsewhere or rest then.

    What an unannounced drill needs is told in its plan alone, for clashes are seen by many; what was held is
    no clash any more. Of those expected at two activities the desk tells by itself.
    """
    given: dict[str, list[DrillPart]] = {}
    for each in desk.table(DrillPart).all():
        if each.person:
            given.setdefault(each.drill, []).append(each)
    found = [
        each
        for each in (drill_occurrences(desk, first, last) if given else ())
        if each.key in given and each.state not in {HELD, CANCELLED} and not each.activity.private
    ]
    if not found:
        return
    expected = desk.participants(found)
    names = names_by_key(desk)
    for drill in with_plans(desk, found):
        hindered = time_taken(desk, drill.held).hindered
        for part in given[drill.key]:
            why = hindered.get(part.person)
            if why is not None and (why.is_away or part.person not in expected[drill.key]):
                yield _clash(drill, part, names.get(part.person, part.person), why)


def _clash(drill: Drill, part: DrillPart, name: str, why: Hindrance) -> Clash:
    role = drill.kind.role(part.role)
    text = (
        _("{name} is away ({why}) and has a part in {drill}, {when}: {role}.")
        if why.is_away
        else _("{name} cannot come ({why}) and has a part in {drill}, {when}: {role}.")
    )
    return Clash(
        person=part.person,
        day=drill.day,
        rule=PART_AWAY if why.is_away else PART_ELSEWHERE,
        text=text.format(
            name=name,
            why=why.text,
            drill=drill.title,
            when=f"{drill.held.start:%m-%d %H:%M}",
            role=role.name if role else part.role,
        ),
        sources=(drill_subject(drill.key), why.source),
    )
