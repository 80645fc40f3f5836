"""What the lines above and below the roster's grid say."""

from collections.abc import Iterator, Sequence

from textual.dom import DOMNode

from dutydesk.domain import Person
from dutydesk.tui.widgets import LinePart, day_name, month_name
from dutydesk.wording import _, bracketed, clauses, listed, ngettext, phrases
from dutydesk_roster.assignment import Assignment
from dutydesk_roster.calendar import duty_title
from dutydesk_roster.engine.targets import Measure
from dutydesk_roster.roster import Load, Roster
from dutydesk_roster.screens.roster_view import Place, RosterView
from dutydesk_roster.screens.shown_cell import ShownCell
from dutydesk_roster.screens.stretch import Scope


def title_parts(view: RosterView, screen: DOMNode, *, by_post: bool = False) -> Sequence[LinePart]:
    """Return the days and their state; `screen` has the actions that a click on a part runs."""
    turn = _("by post") if by_post else _("by person")
    days = (
        LinePart(" < ", "key", "step(-1)", screen),
        LinePart(stretch_title(view), "strong", "zoom", screen),
        LinePart(" > ", "key", "step(1)", screen),
        LinePart(f" {turn} ", "", "turn", screen),
    )
    if view.as_of is not None:
        return (*days, LinePart(as_of_text(view), "warning", "stop", screen))
    missing = sum(slot.missing for slot in view.roster.open_slots)
    unpublished, clashes = len(view.unpublished), len(view.clashes)
    if unpublished:
        state = ngettext("{n} change unpublished", "{n} changes unpublished", unpublished)
    else:
        state = _("published") if view.roster.assignments else _("empty")
    return (
        *days,
        LinePart(f" {state.format(n=unpublished)} ", "warning" if unpublished else "", "publish", screen),
        LinePart(
            " " + ngettext("{n} open", "{n} open", missing).format(n=missing) + " ",
            "error" if missing else "muted",
            "next_open",
            screen,
        ),
        LinePart(
            " " + ngettext("{n} clash", "{n} clashes", clashes).format(n=clashes) + " ",
            "error" if clashes else "muted",
            "next_clash",
            screen,
        ),
    )


def as_of_text(view: RosterView) -> str:
    """Return that this is a roster of the past, and how to leave it; empty where it is not."""
    if view.as_of is None:
        return ""
    return _(" As published on {when}, Esc goes back ").format(
        when=f"{view.roster.plan.zone.wall(view.as_of):%Y-%m-%d %H:%M}"
    )


def stretch_title(view: RosterView) -> str:
    """Return what the days shown are called."""
    stretch = view.stretch
    if stretch.scope is Scope.MONTH:
        return month_name(stretch.first)
    return f"{stretch.first:%m-%d} - {stretch.last:%m-%d}"


def cell_parts(view: RosterView, cell: ShownCell) -> Sequence[LinePart]:
    """Return what is to be said of a cell: what is broken first, then who, when and what."""
    return tuple(_of_place(view, cell, cell.place) if cell.place is not None else _of_person(view, cell))


def _of_person(view: RosterView, cell: ShownCell) -> Iterator[LinePart]:
    person = cell.person
    if person is None:
        yield LinePart(f" {_day_text(view, cell)}  ")
        return
    yield from _broken(view, cell, (person,))
    yield LinePart(f" {person.name} ", "strong")
    yield LinePart(f"{_day_text(view, cell)}  ")
    left = view.roster.left_by_cell.get((person.id, cell.day), ())
    if cell.held:
        yield from (LinePart(f"{duty_text(view.roster, each)}  ") for each in cell.held)
    elif (absence := view.absence_at(person.id, cell.day)) is not None:
        yield LinePart(_("away until {day}").format(day=day_name(absence.last)) + "  ", "muted")
    if left and view.as_of is None:
        duties = clauses(duty_title(view.roster.plan, each.post, each.shift) for each in left)
        yield LinePart(_("was published here: {duties}").format(duties=duties) + "  ", "warning")
    if not cell.held and not left and view.absence_at(person.id, cell.day) is None:
        codes = listed(f"{each.short}={each.name}" for each in view.roster.plan.settings_shifts)
        yield LinePart(_("free; type a shift: {codes}").format(codes=codes) + "  ", "muted")
    yield from _shares(view, person)


def _of_place(view: RosterView, cell: ShownCell, place: Place) -> Iterator[LinePart]:
    roster, people = view.roster, [view.people.get(each.person) for each in cell.held]
    line, wanted = view.wanted.get((place, cell.day), (None, 0))
    missing = view.missing_at(place, cell.day)
    if missing:
        yield LinePart(" ! " + _("{n} missing").format(n=missing), "error")
    yield from _broken(view, cell, [each for each in people if each is not None])
    yield LinePart(f" {duty_title(roster.plan, *place)} ", "strong")
    yield LinePart(f"{_day_text(view, cell)}  ")
    yield LinePart(_("{heads} of {wanted}").format(heads=len(cell.held), wanted=wanted) + "  ")
    for each in cell.held:
        name, state = roster.names.get(each.person, each.person), state_text(roster, each)
        yield LinePart(f"{name}  " if state == _("published") else f"{name} ({state})  ")
    if line is not None and line.needs:
        needs = listed(roster.plan.qualification_names.get(need, need) for need in line.needs)
        yield LinePart(_("needs {needs}").format(needs=needs), "muted")


def _broken(view: RosterView, cell: ShownCell, people: Sequence[Person]) -> Iterator[LinePart]:
    broken = [each for person in people for each in view.clashes_at(person.id, cell.day)]
    if broken:
        more = _("(+{n} more) ").format(n=len(broken) - 1) if len(broken) > 1 else ""
        yield LinePart(f" ! {more}{broken[0].text}", "error")


def _day_text(view: RosterView, cell: ShownCell) -> str:
    """Return the day, with the holiday's name or that a weekend is worked."""
    calendar = view.roster.plan.calendar
    day = day_name(cell.day)
    if cell.day in calendar.workdays:
        return _("{day} (workday)").format(day=day)
    holiday = calendar.holiday_name(cell.day)
    return bracketed(day, holiday) if holiday else day


def _shares(view: RosterView, person: Person) -> Iterator[LinePart]:
    """Yield how what a person stands in the month compares with the fair share of it."""
    if not view.shares or person.id not in view.shares[Measure.HOURS]:
        return
    load = view.loads.get(person.id, Load())
    hours, nights, free_days = (
        view.shares[Measure.HOURS][person.id],
        view.shares[Measure.NIGHTS][person.id],
        view.shares[Measure.WEEKENDS][person.id] + view.shares[Measure.HOLIDAYS][person.id],
    )
    text = _(
        "this month {hours:.0f} h (fair share {fair_hours:.0f}), "
        "{nights} nights ({fair_nights:.1f}), {free} on free days ({fair_free:.1f})"
    )
    yield LinePart(
        text.format(
            hours=load.hours,
            fair_hours=hours,
            nights=load.nights,
            fair_nights=nights,
            free=load.weekends + load.holidays,
            fair_free=free_days,
        ),
        "muted",
    )


def duty_text(roster: Roster, assignment: Assignment) -> str:
    """Return a duty in words: what, when, how it stands, its note, and the event that it is for."""
    times = roster.times(assignment)
    when = f" {times[0]:%H:%M}-{times[1]:%H:%M}" if times else ""
    duty = duty_title(roster.plan, assignment.post, assignment.shift)
    event = roster.plan.events.get(assignment.shift)
    purpose = next(
        (
            each.name
            for each in roster.plan.demand.event
            if each.place == (assignment.post, assignment.shift) and each.falls_on(assignment.day)
        ),
        "",
    )
    said = [f"{duty}{when}", state_text(roster, assignment)]
    said += [_("for {event}").format(event=purpose)] if purpose and event is None else []
    said += [_("note: {note}").format(note=assignment.note)] if assignment.note else []
    return phrases(said)


def state_text(roster: Roster, assignment: Assignment) -> str:
    """Return how an assignment stands: published, changed or a draft, and whether it is pinned."""
    words = {
        "published": _("published"),
        "changed": _("changed since it was published"),
        "draft": _("draft"),
    }
    return words[roster.state(assignment)] + (_(", pinned") if assignment.pinned else "")
