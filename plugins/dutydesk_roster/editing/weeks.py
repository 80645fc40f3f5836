"""Repeating the week before."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from dutydesk.wording import _, ngettext
from dutydesk_roster.assignment import Assignment
from dutydesk_roster.editing.blocks import asked_place
from dutydesk_roster.editing.draft import Cell, Draft, Edit, Place
from dutydesk_roster.editing.reach import Reach
from dutydesk_roster.roster import Roster

WEEK = timedelta(days=7)


def repeated(
    roster: Roster,
    earlier: Iterable[Assignment],
    cells: Sequence[Cell],
    places: Sequence[tuple[Place, date]],
    reach: Reach,
) -> Edit:
    """Return the edit that puts in each cell what stood there a week before.

    The cells are people's days, or days at `places` in the roster by post. `earlier` are the duties of the
    week before the first of them; in a longer block its first week goes on through it. A day on which nothing
    stood leaves what stands there.
    """
    draft = Draft(roster)
    before = tuple(earlier)
    of_people = _by_cell(before)
    done = 0
    for cell in sorted(cells, key=lambda each: each[1]):
        done += _repeat_cell(draft, of_people, cell, reach)
    for place, day in sorted(places, key=lambda each: each[1]):
        done += _repeat_place(draft, before, place, day, reach)
    if not done:
        return draft.edit(_("Nothing of the week before could be repeated"))
    return draft.edit(
        ngettext("Repeat {n} duty of the week before", "Repeat {n} duties of the week before", done).format(
            n=done
        )
    )


def _by_cell(duties: Iterable[Assignment]) -> Mapping[Cell, list[Assignment]]:
    found: dict[Cell, list[Assignment]] = {}
    for each in duties:
        found.setdefault((each.person, each.day), []).append(each)
    return found


def _repeat_cell(draft: Draft, earlier: Mapping[Cell, Sequence[Assignment]], cell: Cell, reach: Reach) -> int:
    person, day = cell
    week_before = draft.held(person, day - WEEK) or earlier.get((person, day - WEEK), ())
    done = 0
    for each in week_before:
        place = (each.post, each.shift)
        if why := reach.why_not(person, day):
            draft.pass_over(person, day, why)
        elif not (asked := asked_place(draft, place, person, day, reach)):
            draft.pass_over(person, day, _("nobody is asked for"))
        elif done:
            draft.add(person, day, asked)
            done += 1
        else:
            for other in draft.held(person, day):
                draft.in_the_way(other)
            draft.put(person, day, asked)
            done = 1
    return done


def _repeat_place(draft: Draft, earlier: Iterable[Assignment], place: Place, day: date, reach: Reach) -> int:
    before = day - WEEK
    stood = draft.standing(place, before) or tuple(
        each for each in earlier if (each.post, each.shift) == place and each.day == before
    )
    done = 0
    for each in stood:
        if why := reach.why_not(each.person, day):
            draft.pass_over(each.person, day, why)
        elif any(other.person == each.person for other in draft.standing(place, day)):
            continue
        elif not draft.room(place, day):
            draft.pass_over(each.person, day, _("no head is open"))
        else:
            draft.add(each.person, day, place)
            done += 1
    return done
