"""The lines of the leader's list of requests, and of what there is to say of one."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from dutydesk.api import Desk, JournalEntry
from dutydesk.domain import Zone, short_day
from dutydesk.tui.widgets import TableRow, wrapped
from dutydesk.wording import _, clauses, headed, ngettext, pgettext, phrases
from dutydesk_roster.requests.book import RequestBook
from dutydesk_roster.requests.judging import Judgement, RequestJudge
from dutydesk_roster.requests.request import LeaveRequest, Request, SwapRequest, state_name
from dutydesk_roster.standing_in import Ranking
from dutydesk_roster.swap import SwapState

OTHER = "other:"
"""Begins the key of a line that names someone who could stand the duty."""
_MOST_STAND_INS = 8
_MOST_SETTLED = 100


@dataclass(frozen=True)
class RequestDetail:
    """What is read of one request: its history, what each offer does, who else could stand the duty."""

    history: tuple[JournalEntry, ...]
    offers: Mapping[str, Judgement]
    ranking: Ranking | None


def read_detail(desk: Desk, judge: RequestJudge, request: Request) -> RequestDetail:
    """Read it; this takes a moment and belongs in a thread."""
    offers: dict[str, Judgement] = {}
    ranking = None
    if isinstance(request, SwapRequest) and request.is_open:
        offers = {each.person: judge.offer(request, each) for each in request.offers if not each.fault}
        ranking = judge.stand_ins(request)
    return RequestDetail(desk.history(request.key), offers, ranking)


def request_rows(
    book: RequestBook, judgements: Mapping[str, Judgement], *, settled: bool
) -> Iterator[TableRow]:
    """Yield the requests that wait, each with what it breaks beneath, and those that are settled."""
    yield TableRow("waiting", (_("Waiting for your answer"),), heading=True)
    for each in book.waiting:
        judgement = judgements.get(each.key)
        style = "warning" if judgement is not None and not judgement.allowed else ""
        yield TableRow(each.key, (state_name(each), each.title), "strong", search=each.word)
        line = judgement.line if judgement is not None else _("looking what it breaks...")
        yield TableRow(f"{each.key}+", ("", line), style or "muted", search=each.title, follows=True)
    if not book.waiting:
        yield TableRow("none", ("", _("Nobody waits for an answer.")), "muted", follows=True)
    if settled:
        yield TableRow("settled", (_("Settled"),), heading=True)
        for each in book.settled[:_MOST_SETTLED]:
            text = headed(each.title, each.answer) if each.answer else each.title
            yield TableRow(each.key, (state_name(each), text), "muted")


def detail_rows(
    request: Request, judgement: Judgement | None, detail: RequestDetail | None, zone: Zone, room: int
) -> Iterator[TableRow]:
    """Yield what there is to say of a request, long texts broken at `room` cells."""
    facts = [*_facts(request, detail, zone), *_judged(judgement)]
    for number, (label, text) in enumerate(facts):
        first, *more = wrapped(text, room)
        yield TableRow(f"fact:{number}", (label, first), "warning" if label == _("! breaks") else "")
        for place, line in enumerate(more):
            yield TableRow(f"fact:{number}+{place}", ("", line), follows=True)
    if isinstance(request, SwapRequest):
        yield from _offer_rows(request, detail)
        if detail is not None and detail.ranking is not None:
            yield from _stand_in_rows(request, detail.ranking)


def history_rows(history: Iterable[JournalEntry], zone: Zone, room: int) -> Iterator[TableRow]:
    """Yield what was done about a request, the newest first."""
    for entry in history:
        text = _("{who}: {why}").format(who=entry.who, why=_undone(entry))
        first, *more = wrapped(text, room)
        yield TableRow(str(entry.number), (f"{zone.wall(entry.at):%m-%d %H:%M}", first))
        for place, line in enumerate(more):
            yield TableRow(f"{entry.number}+{place}", ("", line), follows=True)


def problem_rows(problem: Exception, room: int) -> Iterator[TableRow]:
    """Yield why an answer was not taken."""
    for number, line in enumerate(wrapped(str(problem), room)):
        yield TableRow(f"problem:{number}", (_("! breaks") if not number else "", line), "warning")


def _undone(entry: JournalEntry) -> str:
    if entry.kind == "undo":
        return _("undone: {why}").format(why=entry.why)
    return _("done again: {why}").format(why=entry.why) if entry.kind == "redo" else entry.why


def _facts(request: Request, detail: RequestDetail | None, zone: Zone) -> Iterator[tuple[str, str]]:
    yield _("what"), request.title
    if detail is not None and detail.history:
        first = detail.history[-1]
        yield (
            _("since"),
            _("{day} {time}, entered by {who}").format(
                day=short_day(zone.wall(first.at).date()), time=f"{zone.wall(first.at):%H:%M}", who=first.who
            ),
        )
    if request.word:
        yield _("word"), request.word
    if isinstance(request, SwapRequest):
        for duty in (request.duty, request.back):
            if duty is not None and duty.moved_from:
                yield (
                    _("moved"),
                    _("asked about as {before}, now {now}").format(before=duty.moved_from, now=duty.text),
                )
        if request.is_asked and request.swap.other:
            said = _("{name} has said yes") if request.agreed else _("{name} has not answered yet")
            yield pgettext("another person", "asked"), said.format(name=request.other_name)
        if request.state is SwapState.TAKEN:
            yield _("made"), _("It stands already: approve to keep it, decline to take it back.")
    if not request.waits:
        yield (
            _("came to"),
            headed(state_name(request), request.answer) if request.answer else state_name(request),
        )


def _judged(judgement: Judgement | None) -> Iterator[tuple[str, str]]:
    if judgement is None:
        return
    for text in judgement.against:
        yield _("! breaks"), text
    if not judgement.against:
        yield _("judged"), judgement.line
    for text in judgement.costs:
        yield _("costs"), text
    for text in judgement.help:
        yield _("could"), text
    if judgement.fairness_before is not None and judgement.fairness_after is not None:
        yield (
            _("fairness"),
            _("{before} of 100 as it is, {after} after").format(
                before=judgement.fairness_before, after=judgement.fairness_after
            ),
        )


def _offer_rows(request: SwapRequest, detail: RequestDetail | None) -> Iterator[TableRow]:
    if not request.is_open:
        return
    if request.offers:
        yield TableRow("offers", (_("Offers: go to one with Tab, and approve it with a"),), heading=True)
    for each in request.offers:
        judgement = detail.offers.get(each.person) if detail is not None else None
        said = each.fault or (judgement.line if judgement is not None else "")
        parts = (each.text, each.record.note, said)
        style = "muted" if each.fault else "" if judgement is None or judgement.allowed else "warning"
        yield TableRow(
            f"{OTHER}{each.person}",
            (_("lapsed") if each.fault else _("offers"), clauses(part for part in parts if part)),
            style,
        )


def _stand_in_rows(request: SwapRequest, ranking: Ranking) -> Iterator[TableRow]:
    offered = {each.person for each in request.offers if not each.fault}
    others = [each for each in ranking.stand_ins if each.fits and each.person not in offered]
    if others:
        yield TableRow("others", (_("Could stand it, but have not offered"),), heading=True)
    for each in others[:_MOST_STAND_INS]:
        costs = clauses(cost.rstrip(".") for cost in each.candidate.costs)
        yield TableRow(
            f"{OTHER}{each.person}",
            (_("volunteer") if each.volunteers else _("fits"), costs or each.candidate.reason),
        )


def counts_text(book: RequestBook, judgements: Mapping[str, Judgement]) -> str:
    """Return how many requests wait, and how many of them break a rule."""
    waiting = len(book.waiting)
    breaking = sum(
        not judgements[each.key].allowed
        for each in book.waiting
        if each.key in judgements and judgements[each.key].against
    )
    leave = sum(isinstance(each, LeaveRequest) for each in book.waiting)
    parts = [_("{n} waiting").format(n=waiting)]
    if waiting:
        parts.append(_("{leave} for leave, {swaps} for swaps").format(leave=leave, swaps=waiting - leave))
    if breaking:
        parts.append(ngettext("! {n} breaks a rule", "! {n} break a rule", breaking).format(n=breaking))
    return phrases(parts)
