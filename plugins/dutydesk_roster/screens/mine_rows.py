"""The lines of a guard's own area."""

from collections.abc import Iterable, Iterator, Sequence

from dutydesk.api import Desk, JournalEntry, OwnLine
from dutydesk.domain import Person, Right, Zone, short_day
from dutydesk.tui.widgets import LinePart, TableColumn, TableRow
from dutydesk.wording import _, clauses, listed, phrases
from dutydesk_roster.requests.choices import SwapChoice
from dutydesk_roster.requests.duty import RequestedDuty, days_text
from dutydesk_roster.requests.own_view import OwnDuty, OwnView, PossibleReturn
from dutydesk_roster.requests.request import LeaveRequest, Request, SwapRequest, state_name
from dutydesk_roster.requests.taking import NeededDuty

MINE_COLUMNS = (
    TableColumn("day", "", 9),
    TableColumn("time", "", 11),
    TableColumn("what", "", 31),
    TableColumn("more", ""),
)
DUTY, NEEDED, OTHER, VOLUNTEERS, ANYONE = "duty:", "needed:", "other:", "volunteer:", "anyone"
"""How the keys of the lines begin; those of requests are the requests' own."""


def who_parts(desk: Desk, person: Person) -> list[LinePart]:
    """Return whose area it is, and how to look as someone else where one may."""
    parts = [LinePart(f" {person.name}", "strong")]
    if desk.may(Right.READ):
        parts.append(LinePart(_(" (i: someone else)"), "muted", "screen.who"))
    return parts


def unknown_parts(desk: Desk) -> list[LinePart]:
    """Ask who is there; of those who see only their own, the roles must say it."""
    if desk.may(Right.READ):
        return [LinePart(_(" Who are you? "), "strong", "screen.who")]
    text = _(" {name} is nobody in the list of people; the leader can say who you are.")
    return [LinePart(text.format(name=desk.member.name), "warning")]


def taken_text(desk: Desk) -> str:
    """Say that a duty was taken, and who can take that back."""
    if desk.may(Right.CHANGE):
        return _("It is yours, and calendars show it; the leader is told. u takes it back.")
    return _("It is yours, and calendars show it; the leader is told, and can take it back.")


def own_rows(view: OwnView, zone: Zone) -> Iterator[TableRow]:
    """Yield all that concerns the person, what asks for an answer first."""
    yield from _section(
        "asked",
        _("You are asked: o says yes, x says no"),
        [_swap_row(each, _("you said yes") if each.agreed else each.word) for each in view.asked_of_me],
    )
    yield from _section(
        "needed",
        _("Someone is missing: t takes the duty at once"),
        [_needed_row(number, each, zone) for number, each in enumerate(view.needed)],
    )
    yield from _section(
        "own",
        _("What you ask for: l asks for leave"),
        [_own_request_row(each) for each in view.requests],
    )
    yield from _section(
        "duties",
        _("Your duties, as published: s asks for a swap"),
        [*map(_duty_row, view.duties), *map(_gone_row, view.gone)],
        _("No duty is published for the next weeks."),
    )
    yield from _section(
        "others",
        _("Sessions and the like: Enter signs in where it can be done"),
        [_other_row(number, each) for number, each in enumerate(view.others)],
    )
    yield from _section(
        "open",
        _("Others ask who would stand: o offers"),
        [_open_row(view, each) for each in view.open_requests],
    )
    yield from _section(
        "volunteering",
        _("When you can be called: v adds days, w takes them out"),
        [
            TableRow(f"{VOLUNTEERS}{each.id}", ("", "", days_text(each.first, each.last), each.note))
            for each in view.volunteering
        ],
    )


def _section(key: str, title: str, rows: Sequence[TableRow], empty: str = "") -> Iterator[TableRow]:
    """Yield a heading and its rows; without rows what `empty` says, or nothing at all."""
    if rows or empty:
        yield TableRow(key, (title,), heading=True)
        yield from rows
    if not rows and empty:
        yield TableRow(f"no-{key}", ("", "", empty, ""), "muted", follows=True)


def _gone_row(text: str) -> TableRow:
    return TableRow(f"gone:{text}", ("-", "", text, _("not yours any more")), "muted", follows=True)


def _open_row(view: OwnView, request: SwapRequest) -> TableRow:
    offered = request.offer_of(view.person.id)
    return _swap_row(request, _("you have offered") if offered is not None else request.word)


def _duty_row(each: OwnDuty) -> TableRow:
    published = each.published
    more = [_("with {names}").format(names=listed(each.beside))] if each.beside else []
    if each.news:
        more.insert(0, f"~ {each.news}")
    if each.request is not None:
        more.insert(0, _("? swap asked for"))
    day = published.day
    return TableRow(
        f"{DUTY}{published.id}",
        (
            short_day(day),
            f"{published.start:%H:%M}-{published.end:%H:%M}",
            each.title,
            phrases(more),
        ),
        "strong" if each.news else "",
    )


def _other_row(number: int, each: OwnLine) -> TableRow:
    state = f"> {each.act_title}" if each.act is not None else each.state
    return TableRow(
        f"{OTHER}{number}",
        (short_day(each.day), each.time, each.title, state),
        "strong" if each.act is not None else "",
    )


def _own_request_row(request: Request) -> TableRow:
    style = "" if request.waits else "muted"
    said = request.answer or request.word
    if isinstance(request, LeaveRequest):
        return TableRow(request.key, (state_name(request), _("leave"), request.days, said), style)
    offers = listed(each.name for each in request.offers if not each.fault)
    if request.is_open and offers:
        said = _("offered: {names}").format(names=offers)
    to = _("to {name}").format(name=request.other_name if request.swap.other else _("everyone"))
    more = clauses(part for part in (to, said) if part)
    return TableRow(request.key, (state_name(request), _("swap"), request.duty.text, more), style)


def _swap_row(request: SwapRequest, more: str) -> TableRow:
    day = request.day
    title = request.duty.title
    if request.back is not None:
        title = _("{duty} for {back}").format(duty=title, back=request.back.text)
    return TableRow(request.key, (short_day(day), request.name, title, more), search=request.title)


def _needed_row(number: int, each: NeededDuty, zone: Zone) -> TableRow:
    start, end = zone.wall(each.window.start), zone.wall(each.window.end)
    cells = (
        short_day(each.day),
        f"{start:%H:%M}-{end:%H:%M}",
        each.title,
        f"! {each.reason}",
    )
    return TableRow(f"{NEEDED}{number}", cells, "warning")


def choice_rows(choices: Iterable[SwapChoice]) -> Iterator[TableRow]:
    """Yield the swaps that somebody could ask for, after asking everyone."""
    yield TableRow(
        ANYONE, (_("everyone"), _("whoever would stand it"), _("others offer, the leader decides"))
    )
    for number, each in enumerate(choices):
        name = _("{name}, can be called").format(name=each.name) if each.volunteers else each.name
        what = _("for {back}").format(back=each.back_text) if each.back_text else _("for nothing")
        yield TableRow(str(number), (name, what, each.reason), "" if each.allowed else "muted")


def return_rows(possible: Iterable[PossibleReturn]) -> Iterator[TableRow]:
    """Yield what somebody could offer."""
    for each in possible:
        what = each.duty.text if each.duty is not None else _("nothing in return")
        sign = _("offer") if each.judgement.allowed else _("! cannot")
        yield TableRow(
            each.id or ANYONE, (sign, what, each.judgement.line), "" if each.judgement.allowed else "muted"
        )


def running_rows(duties: Iterable[RequestedDuty], names: Iterable[tuple[str, str]]) -> Iterator[TableRow]:
    """Yield the duties of others that run now or soon."""
    called = dict(names)
    for each in duties:
        if each.assignment is not None:
            yield TableRow(each.assignment.id, (called.get(each.person, each.person), each.text, ""))


def history_choice_rows(history: Iterable[JournalEntry], zone: Zone) -> Iterator[TableRow]:
    """Yield what was done about a request, the newest first."""
    for each in history:
        yield TableRow(str(each.number), (f"{zone.wall(each.at):%m-%d %H:%M}", each.why, each.who))


def people_rows(people: Iterable[Person]) -> Iterator[TableRow]:
    """Yield people to choose from."""
    for each in people:
        yield TableRow(each.id, (each.id, each.name, each.latin))
