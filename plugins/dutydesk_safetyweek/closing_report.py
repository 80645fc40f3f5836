"""The closing report of a safety week: what was planned, done, found and spent, traced to its records."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from dutydesk.api import Desk, Figure
from dutydesk.api.people_named import names_by_key
from dutydesk.api.tasks import what_became_of
from dutydesk.documents import (
    FONTS_FOLDER,
    Block,
    Bullets,
    Document,
    DocumentTable,
    Facts,
    Heading,
    Paragraph,
    Signatures,
    Source,
    Sources,
    WrittenDocument,
    attachment_blocks,
    write_document,
)
from dutydesk.domain import Task, clean, task_kind_name, written_day
from dutydesk.wording import _, bracketed, headed, listed, phrases, sentence
from dutydesk_safetyweek.board import BoardEntry, EntryState, WeekBoard
from dutydesk_safetyweek.entries import WeekEntry
from dutydesk_safetyweek.figures import WEAK_POINTS, days_held, figure_text, figures_of, planned_count
from dutydesk_safetyweek.words import kind_name, state_name, time_text

_FIGURE_WIDTHS = (0.5, 0.2, 0.3)


@dataclass(frozen=True, slots=True)
class ClosingReport:
    """What the report tells; `sources` are the entries in the order of time, then the weak points found."""

    board: WeekBoard
    figures: tuple[Figure, ...]
    found: tuple[Task, ...]
    sources: Sources

    @classmethod
    def of(cls, desk: Desk, week_id: str, conclusion: str | None = None) -> "ClosingReport":
        """Return the report of a week; a `conclusion` given takes the place of the one that is kept.

        Raises:
            DataProblem: there is no such week.
        """
        board = WeekBoard.of(desk, week_id)
        if conclusion is not None:
            board = replace(board, week=replace(board.week, conclusion=clean(conclusion, 8000)))
        found = tuple(task for entry in board.entries for task in entry.tasks if task.kind in WEAK_POINTS)
        entries = [WeekEntry(entry.activity, entry.detail) for entry in board.entries]
        return cls(
            board=board,
            figures=figures_of(entries, found),
            found=found,
            sources=Sources((*map(_entry_source, board.entries), *map(Source.of_task, found))),
        )

    @property
    def done(self) -> tuple[BoardEntry, ...]:
        """What was held."""
        return tuple(entry for entry in self.board.entries if entry.state is EntryState.HELD)

    @property
    def planned(self) -> int:
        """How many activities were planned and not cancelled."""
        return planned_count(WeekEntry(entry.activity, entry.detail) for entry in self.board.entries)

    @property
    def days(self) -> tuple[date, ...]:
        """The days on which something was held."""
        return days_held(WeekEntry(entry.activity, entry.detail) for entry in self.board.entries)


def _entry_source(entry: BoardEntry) -> Source:
    return Source(entry.day.isoformat(), bracketed(entry.title, state_name(entry.state)), entry.about)


def write_report(desk: Desk, week_id: str, path: Path, *, conclusion: str | None = None) -> WrittenDocument:
    """Write the report to `path` as its ending says, and note, as one change, that it was made.

    A `conclusion` given is kept with the week.

    Raises:
        DataProblem: there is no such week, the ending is not known, or the file cannot be written.
    """
    report = ClosingReport.of(desk, week_id, conclusion)
    written = write_document(report_document(desk, report), path, desk.folder / FONTS_FOLDER)
    week = report.board.week
    with desk.change(_("Closing report of the safety week {week}").format(week=week.id)) as change:
        change.replace(replace(week, closed=week.closed or desk.today()))
    return written


def report_document(desk: Desk, report: ClosingReport) -> Document:
    """Return the report as a document."""
    board = report.board
    return Document(
        title=_("Closing report of the safety education week: {theme}").format(theme=board.week.theme),
        school=desk.name,
        about=_("{first} to {last}").format(first=board.week.first, last=board.week.last),
        blocks=(
            Facts(
                (
                    (_("Theme"), board.week.theme),
                    (_("Days held"), listed(map(written_day, report.days)) or _("none")),
                    (
                        _("Activities"),
                        _("{done} of {planned} held").format(done=len(report.done), planned=report.planned),
                    ),
                )
            ),
            *_aims(report),
            *_figures(report),
            *_activities(report),
            *_weak_points(desk, report),
            *_costs(report),
            *_pictures(desk, report),
            *_conclusion(report),
            Signatures((_("Squadron leader"), _("Principal"))),
            Heading(_("Entries that this report was made from")),
            report.sources.table(),
        ),
    )


def _aims(report: ClosingReport) -> Iterator[Block]:
    if report.board.week.aims:
        yield Heading(_("Aims"))
        yield Bullets(report.board.week.aims)


def _figures(report: ClosingReport) -> Iterator[Block]:
    yield Heading(_("Figures"))
    if not report.figures:
        yield Paragraph(_("Nothing has been marked held yet."))
        return
    yield DocumentTable(
        headers=(_("Figure"), _("Count"), _("Entries")),
        rows=tuple(
            (each.title, figure_text(each), report.sources.numbers(each.records)) for each in report.figures
        ),
        widths=_FIGURE_WIDTHS,
    )


def _activities(report: ClosingReport) -> Iterator[Block]:
    yield Heading(_("What was done"))
    for day in report.days:
        yield Paragraph(written_day(day), "strong")
        yield Bullets(tuple(_told(report, each) for each in report.done if each.day == day))
    missing = [each for each in report.board.entries if each.state is not EntryState.HELD]
    if missing:
        yield Paragraph(_("Planned and not held"), "strong")
        yield Bullets(
            tuple(
                headed(f"{each.title} {report.sources.numbers([each.about])}", state_name(each.state))
                for each in missing
            )
        )


def _told(report: ClosingReport, entry: BoardEntry) -> str:
    head = f"{entry.title} {report.sources.numbers([entry.about])}"
    parts = [kind_name(entry.detail.kind), time_text(entry.activity), entry.detail.audience]
    facts = phrases(filter(None, (*parts, *counts_in_words(entry))))
    told = _("{head}: {facts}").format(head=head, facts=facts) if facts else head
    return f"{sentence(told)} {entry.detail.outcome}" if entry.detail.outcome else told


def counts_in_words(entry: BoardEntry) -> tuple[str, ...]:
    """Return what was counted at an entry: ``over 1000 people``, ``12 classes``, ``300 leaflets``."""
    detail = entry.detail
    counts = (
        (detail.people_reached, _("{count} people")),
        (detail.classes_held, _("{count} classes")),
        (detail.leaflets_given, _("{count} leaflets")),
    )
    return tuple(text.format(count=count) for count, text in counts if count is not None)


def _weak_points(desk: Desk, report: ClosingReport) -> Iterator[Block]:
    if not report.found:
        return
    names = names_by_key(desk)
    yield Heading(_("Weak points, and what became of them"))
    yield DocumentTable(
        headers=(_("Weak point"), _("Kind"), _("Place"), _("In charge"), _("What became of it")),
        rows=tuple(
            (
                f"{task.title} {report.sources.numbers([task.subject])}",
                task_kind_name(task.kind),
                task.place,
                names.get(task.owner, task.owner),
                what_became_of(task, desk.today()),
            )
            for task in report.found
        ),
    )


def _costs(report: ClosingReport) -> Iterator[Block]:
    board = report.board
    if not board.costs:
        return
    titles = {entry.id: entry.title for entry in board.entries}
    rows = [
        (
            cost.title,
            titles.get(cost.activity, ""),
            money(cost.planned),
            "" if cost.spent is None else money(cost.spent),
        )
        for cost in board.costs
    ]
    yield Heading(_("Costs"))
    yield DocumentTable(
        headers=(_("Cost"), _("For"), _("Planned"), _("Spent")),
        rows=(*rows, (_("Together"), "", money(board.planned_cost), money(board.spent))),
    )


def money(amount: float) -> str:
    """Return an amount with two decimals, or none where it is whole."""
    return f"{amount:.0f}" if amount == round(amount) else f"{amount:.2f}"


def _pictures(desk: Desk, report: ClosingReport) -> Iterator[Block]:
    """Yield what is attached to the week, then what is attached to its activities."""
    board = report.board
    yield from attachment_blocks(
        desk,
        (
            *((each, each.title) for each in board.attachments),
            *(
                (each, headed(entry.title, each.title))
                for entry in board.entries
                for each in entry.attachments
            ),
        ),
    )


def _conclusion(report: ClosingReport) -> Iterator[Block]:
    if report.board.week.conclusion:
        yield Heading(_("What was learned"))
        for text in report.board.week.conclusion.split("\n"):
            if text.strip():
                yield Paragraph(text.strip())
