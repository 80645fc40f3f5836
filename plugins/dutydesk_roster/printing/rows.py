"""The rows of the sheet: a person each, or a post in a shift each, and the count of heads."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from wcwidth import wcswidth

from dutydesk.domain import Person, clean_line
from dutydesk.wording import _, pgettext
from dutydesk_roster.assignment import Assignment
from dutydesk_roster.calendar import duty_title
from dutydesk_roster.codes import code_of
from dutydesk_roster.printing.printed_month import PrintedMonth
from dutydesk_roster.printing.sheet import PrintedCell, PrintedRow
from dutydesk_roster.roster import Roster

_LONGEST_CODE = 7
"""Cells of a code that stands in one line; where one is longer, posts stand under their shifts."""

_WHOLE = 12
"""Cells that the longest code there can be takes."""


def person_rows(printed: PrintedMonth) -> tuple[PrintedRow, ...]:
    """Return a row for everyone who belongs to the squadron in these days or stands a duty in them.

    Its totals are duties, hours and nights.
    """
    roster, rows = printed.roster, []
    codes = _codes(printed)
    above: Person | None = None
    for person in _people(roster):
        cells = [roster.by_cell.get((person.id, day), ()) for day in roster.days]
        duties = [each for held in cells for each in held]
        rows.append(
            PrintedRow(
                name=clean_line(person.name),
                cells=tuple(
                    PrintedCell(tuple(line for each in held for line in codes[each.id])) for held in cells
                ),
                totals=(len(duties), printed.hours_of(duties), _nights(roster, duties)),
                begins_group=above is not None and (above.rank, above.squad) != (person.rank, person.squad),
            )
        )
        above = person
    return tuple(rows)


def post_rows(printed: PrintedMonth) -> tuple[PrintedRow, ...]:
    """Return a row for every post in a shift that is asked for or stood in these days.

    Its totals are duties, hours and heads that are missing.
    """
    roster, rows = printed.roster, []
    names = {person.id: clean_line(person.name) for person in _people(roster)}
    above: str | None = None
    for post, shift in _places(roster):
        cells = [printed.by_place.get((post, shift, day), ()) for day in roster.days]
        missing = [printed.missing.get((post, shift, day), 0) for day in roster.days]
        duties = [each for held in cells for each in held]
        rows.append(
            PrintedRow(
                name=clean_line(duty_title(roster.plan, post, shift)),
                cells=tuple(
                    PrintedCell(
                        (
                            *(names[each.person] + printed.mark(each) for each in held),
                            *([pgettext("slot", "{count} open").format(count=lack)] if lack else []),
                        ),
                        strong=bool(lack),
                    )
                    for held, lack in zip(cells, missing, strict=True)
                ),
                totals=(len(duties), printed.hours_of(duties), sum(missing)),
                begins_group=above not in {None, post},
            )
        )
        above = post
    return tuple(rows)


def heads_rows(printed: PrintedMonth) -> tuple[PrintedRow, ...]:
    """Return a row with how many stand duty each day, and one with how many are missing where any are."""
    roster = printed.roster
    stands: Counter[date] = Counter()
    missing: Counter[date] = Counter()
    for (day, _post, _shift), heads in roster.heads.items():
        stands[day] += heads
    for (_post, _shift, day), heads in printed.missing.items():
        missing[day] += heads
    standing = PrintedRow(
        name=_("On duty"),
        cells=tuple(PrintedCell((str(stands[day]),)) for day in roster.days),
        totals=(len(roster.assignments), printed.hours_of(roster.assignments)),
        begins_group=True,
    )
    lacking = PrintedRow(
        name=pgettext("slot", "Open"),
        cells=tuple(
            PrintedCell((str(missing[day]),) if missing[day] else (), strong=True) for day in roster.days
        ),
        totals=(missing.total(),),
    )
    return (standing, lacking) if missing else (standing,)


def _people(roster: Roster) -> Sequence[Person]:
    """Return whom the roster is about, in the desk's order; someone unknown by now under their key."""
    standing = {each.person for each in roster.assignments}
    known = [each for each in roster.people if each.id in standing or any(map(each.serves_on, roster.days))]
    unknown = sorted(standing - {each.id for each in known})
    return (*known, *(Person(id=key, name=key) for key in unknown))


def _places(roster: Roster) -> Sequence[tuple[str, str]]:
    plan = roster.plan
    asked = {(line.post, line.shift) for day in roster.days for line, _heads in plan.demand_on(day)}
    stood = {(each.post, each.shift) for each in roster.assignments}
    posts = {code: place for place, code in enumerate(plan.posts)}
    shifts = {code: place for place, code in enumerate(plan.shifts)}

    def order(place: tuple[str, str]) -> tuple[int, int, str, str]:
        post, shift = place
        return (posts.get(post, len(posts)), shifts.get(shift, len(shifts)), post, shift)

    return sorted(asked | stood, key=order)


def _codes(printed: PrintedMonth) -> dict[str, tuple[str, ...]]:
    """Return the lines in which each duty is written, by its id."""
    plan = printed.roster.plan
    whole = {each.id: code_of(plan, each, _WHOLE) for each in printed.roster.assignments}
    if max(map(wcswidth, whole.values()), default=0) <= _LONGEST_CODE:
        return {each.id: (whole[each.id] + printed.mark(each),) for each in printed.roster.assignments}
    return {each.id: _stacked(printed, each) for each in printed.roster.assignments}


def _stacked(printed: PrintedMonth, duty: Assignment) -> tuple[str, ...]:
    plan = printed.roster.plan
    shift, post = plan.shifts.get(duty.shift), plan.posts.get(duty.post)
    if shift is None or post is None:
        return (code_of(plan, duty, _WHOLE) + printed.mark(duty),)
    return (shift.short, post.short + printed.mark(duty))


def _nights(roster: Roster, duties: Iterable[Assignment]) -> int:
    shifts = roster.plan.shifts
    return sum(shifts[each.shift].night for each in duties if each.shift in shifts)
