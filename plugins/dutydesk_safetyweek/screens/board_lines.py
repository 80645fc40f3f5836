"""What the lines above and below the board's grid say."""

from collections.abc import Iterator, Sequence

from textual.dom import DOMNode

from dutydesk.domain import TaskKind
from dutydesk.tui.widgets import LinePart, wrapped
from dutydesk.wording import _, clauses, listed, ngettext, phrases
from dutydesk_safetyweek.board import BoardEntry, EntryState, WeekBoard, kind_name, state_name, time_text
from dutydesk_safetyweek.closing_report import counts_in_words, money
from dutydesk_safetyweek.screens.board_grid import PROBLEM_SIGN, STATE_SIGNS
from dutydesk_safetyweek.words import day_name

DETAIL_LINES = 5
"""What, who and where, how far, and two for what is wrong."""


def title_parts(board: WeekBoard, screen: DOMNode) -> Sequence[LinePart]:
    """Return the theme, the days and how the week is doing; `screen` has the actions of a click."""
    standing = [entry for entry in board.entries if entry.state is not EntryState.CANCELLED]
    done = sum(entry.state is EntryState.HELD for entry in standing)
    clashes = len(board.clashes)
    return (
        LinePart(f" {board.week.theme}", "strong", "theme", screen),
        LinePart(f"  {board.week.first:%m-%d} - {board.week.last:%m-%d} ", "", "theme", screen),
        LinePart(" " + _("{done}/{all} done").format(done=done, all=len(standing)) + " "),
        LinePart(
            " " + ngettext("{n} clash", "{n} clashes", clashes).format(n=clashes) + " ",
            "error" if clashes else "muted",
            "next_problem",
            screen,
        ),
        LinePart(
            " "
            + _("cost {spent}/{planned}").format(spent=money(board.spent), planned=money(board.planned_cost))
            + " ",
            "warning" if board.spent > board.planned_cost else "",
            "budget",
            screen,
        ),
    )


def year_parts(board: WeekBoard, screen: DOMNode) -> Sequence[LinePart]:
    """Return the year, and the signs that lead to other years."""
    return (
        LinePart(" < ", "key", "step(-1)", screen),
        LinePart(board.week.id, "strong"),
        LinePart(" > ", "key", "step(1)", screen),
    )


def lines_of(
    board: WeekBoard, entry: BoardEntry | None, screen: DOMNode, width: int
) -> Sequence[Sequence[LinePart]]:
    """Return what is to be said of the activity at the cursor, in `DETAIL_LINES` lines of `width` cells."""
    if entry is None:
        return (tuple(_how_to_begin(screen)), (), (), *_wrong(board, None, screen, width))
    return (
        tuple(_what(entry)),
        tuple(_who_and_where(entry)),
        tuple(_how_far(entry, screen)),
        *_wrong(board, entry, screen, width),
    )


def _how_to_begin(screen: DOMNode) -> Iterator[LinePart]:
    yield LinePart(_(" Nothing stands in this week yet: "))
    yield LinePart(_(" a adds an activity "), "key", "add", screen)


def state_parts(entry: BoardEntry | None) -> Sequence[LinePart]:
    """Return the state of an activity behind its sign, for the end of the first line."""
    if entry is None:
        return ()
    said = filter(None, (STATE_SIGNS[entry.state], state_name(entry.state)))
    return (LinePart(f"  {' '.join(said)} ", "strong"),)


def _what(entry: BoardEntry) -> Iterator[LinePart]:
    yield LinePart(f" {entry.title}  ", "strong")
    yield LinePart(f"{day_name(entry.day)} {time_text(entry.activity)}  ")
    if entry.detail.kind:
        yield LinePart(kind_name(entry.detail.kind), "muted")


def _who_and_where(entry: BoardEntry) -> Iterator[LinePart]:
    detail = entry.detail
    said = []
    if entry.owner_name:
        said.append(_("in charge: {name}").format(name=entry.owner_name))
    audience = [detail.audience] if detail.audience else []
    if detail.classes is not None:
        count = ngettext("{n} class", "{n} classes", detail.classes)
        audience.append(count.format(n=detail.classes))
    if detail.heads is not None:
        audience.append(ngettext("{n} head", "{n} heads", detail.heads).format(n=detail.heads))
    if entry.activity.place:
        said.append(_("at: {place}").format(place=entry.activity.place))
    if audience:
        said.append(_("for {audience}").format(audience=listed(audience)))
    yield LinePart(" " + clauses(said))


def _how_far(entry: BoardEntry, screen: DOMNode) -> Iterator[LinePart]:
    if entry.state is EntryState.HELD:
        counted = outcome_text(entry) or _("nothing is counted yet")
        yield LinePart(f" {counted}  ", "", "done", screen)
    to_prepare = [task for task in entry.tasks if task.is_open and task.kind is TaskKind.PREPARATION]
    found = sum(task.kind in {TaskKind.FINDING, TaskKind.HAZARD} for task in entry.tasks)
    if to_prepare:
        first = to_prepare[0]
        due = f" ({first.due:%m-%d})" if first.due else ""
        text = ngettext("{n} to prepare: {title}", "{n} to prepare, first: {title}", len(to_prepare))
        yield LinePart(
            " " + text.format(n=len(to_prepare), title=first.title + due) + "  ",
            "",
            "preparation",
            screen,
        )
    elif entry.state in {EntryState.PLANNED, EntryState.READY}:
        yield LinePart(" " + _("nothing left to prepare") + "  ", "muted", "preparation", screen)
    if found:
        text = ngettext("{n} weak point", "{n} weak points", found).format(n=found)
        yield LinePart(f" {text}  ", "", "preparation", screen)
    if entry.attachments:
        count = len(entry.attachments)
        text = ngettext("{n} file", "{n} files", count).format(n=count)
        yield LinePart(f" {text}  ", "", "files", screen)
    needs = (
        [_("needs: {materials}").format(materials=entry.detail.materials)] if entry.detail.materials else []
    )
    notes = [entry.activity.note.replace("\n", " ")] if entry.activity.note else []
    yield LinePart(" " + clauses((*needs, *notes)), "muted")


def outcome_text(entry: BoardEntry) -> str:
    """Return whom an activity reached and how it went."""
    return ": ".join(filter(None, (phrases(counts_in_words(entry)), entry.detail.outcome)))


def _wrong(
    board: WeekBoard, entry: BoardEntry | None, screen: DOMNode, width: int
) -> Sequence[Sequence[LinePart]]:
    """Return two lines: with what the activity clashes and what it lacks, or else what the week lacks."""
    problems = entry.problems if entry is not None else ()
    if problems:
        more = _("(+{n} more) ").format(n=len(problems) - 1) if len(problems) > 1 else ""
        text, style = more + problems[0], "error"
    elif board.lacks:
        text, style = _("the week: {lacks}").format(lacks=clauses(board.lacks)), "warning"
    else:
        return ((), ())
    first, *rest = wrapped(f"{PROBLEM_SIGN} {text}", max(1, width - 2))
    return (
        (LinePart(f" {first}", style, "next_problem", screen),),
        (LinePart(f"   {' '.join(rest)}" if rest else "", style, "next_problem", screen),),
    )
