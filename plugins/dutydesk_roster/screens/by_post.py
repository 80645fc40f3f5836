"""The roster by post: a row for each post and shift that is asked for, and who stands there."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from dutydesk.domain import Person
from dutydesk.tui.widgets import GridCell, GridFooter, GridModel, GridRow, width_of
from dutydesk.wording import _, listed, pgettext
from dutydesk_roster.assignment import Assignment
from dutydesk_roster.screens.by_person import MOST_CELLS, duty_signs, heads_cell
from dutydesk_roster.screens.day_columns import day_columns
from dutydesk_roster.screens.roster_view import Place, RosterView, place_row

NAME_CELLS = 4
_WIDE = 2
"""The cells that a wide character takes."""


def grid_by_post(view: RosterView) -> GridModel:
    """Return the grid: posts and shifts down, days across, what is open at the right, all heads below."""
    days, places = view.stretch.days, places_shown(view)
    names = short_names(view.roster.people)
    broken = frozenset((each.person, each.day) for each in view.clashes if each.person)
    cells = {
        (place_row(place), day.isoformat()): cell
        for place in places
        for day in days
        if (cell := _cell(view, names, place, day, broken)) is not None
    }
    return GridModel(
        rows=tuple(_row(view, place) for place in places),
        columns=day_columns(view),
        cells=cells,
        counters=(pgettext("slot", "Open"),),
        footers=(_total(view, places),),
        corner=str(view.stretch.month),
        cell_widths=(NAME_CELLS + 1, MOST_CELLS),
    )


def places_shown(view: RosterView) -> tuple[Place, ...]:
    """Return every post and shift that is asked for in these days or where anyone stands, post by post."""
    shown = {place for (place, day) in (*view.wanted, *view.standing) if view.stretch.holds(day)}
    plan = view.roster.plan
    posts = {code: index for index, code in enumerate(plan.posts)}
    shifts = {code: index for index, code in enumerate(plan.shifts)}

    def order(place: Place) -> tuple[int, int, Place]:
        return (posts.get(place[0], len(posts)), shifts.get(place[1], len(shifts)), place)

    return tuple(sorted(shown, key=order))


def short_names(people: Iterable[Person]) -> Mapping[str, str]:
    """Return a name of at most `NAME_CELLS` cells for each person, by key, different ones where that can be.

    Of a name in Chinese characters that is what follows the family name, of others the first word, or the
    beginnings of the first and the last.
    """
    forms = {person.id: _short_forms(person.name) for person in people}
    first = Counter(form[0] for form in forms.values())
    return {
        key: next((each for each in form if first[each] == 1), form[-1] if first[form[0]] > 1 else form[0])
        for key, form in forms.items()
    }


def _short_forms(name: str) -> tuple[str, ...]:
    words = name.split() or ["?"]
    if len(words) == 1 and width_of(name) == _WIDE * len(name):
        return (name[-(NAME_CELLS // _WIDE) :],)
    if len(words) == 1:
        return (_start(name, NAME_CELLS),)
    both = _start(words[0], NAME_CELLS // 2) + _start(words[-1], NAME_CELLS // 2)
    return (words[0], both) if width_of(words[0]) <= NAME_CELLS else (both, _start(words[0], NAME_CELLS))


def _start(word: str, cells: int) -> str:
    while width_of(word) > cells:
        word = word[:-1]
    return word


def _row(view: RosterView, place: Place) -> GridRow:
    plan = view.roster.plan
    event, post, shift = plan.events.get(place[1]), plan.posts.get(place[0]), plan.shifts.get(place[1])
    missing = sum(view.missing_at(place, day) for day in view.stretch.days)
    tail = event.title if event is not None else (shift.short if shift is not None else place[1])
    return GridRow(
        key=place_row(place),
        label=plan.post_name(place[0]),
        counters=(str(missing) if missing else "",),
        tail=tail,
        brief=f"{post.short} {tail}" if post is not None else "",
    )


def _cell(
    view: RosterView,
    names: Mapping[str, str],
    place: Place,
    day: date,
    broken: frozenset[tuple[str, date]],
) -> GridCell | None:
    held, missing = view.standing.get((place, day), ()), view.missing_at(place, day)
    if not held and not missing:
        return None
    clash = any((each.person, day) in broken for each in held)
    changed = any((each.person, day) in view.changed_cells for each in held)
    sign = duty_signs(held, clash=clash or bool(missing), changed=changed)
    style = "error" if clash or missing else ("warning" if changed else "")
    if not held:
        return GridCell(f"-{missing}", style, sign, (_("{n} missing").format(n=missing),))
    text, longer = _who(view.roster.names, names, held, missing)
    return GridCell(text, style, sign, longer)


def _who(
    full: Mapping[str, str], short: Mapping[str, str], held: Sequence[Assignment], missing: int
) -> tuple[str, tuple[str, ...]]:
    """Return who stands at a place in four cells, and in longer forms; heads that are missing come last."""
    people = [each.person for each in held]
    first, others = people[0], len(people) - 1
    lack = f"-{missing}" if missing else ""
    forms = [listed(full.get(each, each) for each in people)]
    if others:
        forms.append(f"{full.get(first, first)} +{others}")
        forms.append("+".join(short.get(each, each) for each in people))
        forms.append(f"{short.get(first, first)}+{others}")
    else:
        forms.append(short.get(first, first))
    tail = lack or (f"+{others}" if others else "")
    text = _start(full.get(first, first), NAME_CELLS - len(tail)) + tail if tail else short.get(first, first)
    return text, tuple(f"{each} {lack}".rstrip() for each in forms)


def _total(view: RosterView, places: Iterable[Place]) -> GridFooter:
    """Return the line of all heads against all that are wanted."""
    wanted, missing = Counter[date](), Counter[date]()
    for place in places:
        for day in view.stretch.days:
            _line, heads = view.wanted.get((place, day), (None, 0))
            wanted[day] += heads
            missing[day] += view.missing_at(place, day)
    return GridFooter(
        _("All posts"), tuple(heads_cell(wanted[day], missing[day]) for day in view.stretch.days)
    )
