"""The plan of a drill on paper: what is played, where, who does what, the checklist, and what is read out."""

from collections.abc import Iterator
from pathlib import Path

from dutydesk.api import Desk
from dutydesk.documents import (
    FONTS_FOLDER,
    Block,
    Document,
    DocumentTable,
    Facts,
    Heading,
    Paragraph,
    Signatures,
    WrittenDocument,
    write_document,
)
from dutydesk.wording import _
from dutydesk_drills.drills import Drill
from dutydesk_drills.preparing.message_texts import spoken_day
from dutydesk_drills.preparing.plan_of_drill import PlanOfDrill, plan_of_drill

_SECTION = 2
_BUILDING_WIDTHS = (4.0, 1.4, 4.5, 4.5)
_PART_WIDTHS = (4.2, 3.0, 6.5)
_CHECK_WIDTHS = (0.6, 9.0, 3.0)
_STAGE_WIDTHS = (5.0, 2.0, 4.0, 3.0)
_TYPE_SIZE = 9.5
_MINUTE = 60


def print_plan(desk: Desk, drill: Drill, path: Path) -> WrittenDocument:
    """Write the plan of a drill to `path`, as PDF, Word or Markdown by its ending. It belongs in a thread.

    Raises:
        DataProblem: the ending is another, or the file cannot be written.
    """
    return write_document(plan_paper(desk, plan_of_drill(desk, drill)), path, desk.folder / FONTS_FOLDER)


def plan_paper(desk: Desk, plan: PlanOfDrill) -> Document:
    """Return the plan of a drill as a document."""
    return Document(
        title=_("{title}: plan").format(title=plan.drill.held.activity.title),
        school=desk.name,
        about="" if plan.drill.is_announced else _("Not announced: for those named here alone."),
        blocks=(
            _facts(plan),
            *_scenario(plan),
            *_buildings(plan),
            *_stages(plan),
            *_parts(plan),
            *_findings(plan),
            *_checklist(plan),
            *_messages(plan),
            Signatures((_("Commander"), _("Squadron leader"))),
        ),
        type_size=_TYPE_SIZE,
    )


def target_text(seconds: int | None) -> str:
    """Return a target as minutes and seconds, such as 2:00; nothing where there is none."""
    return "" if seconds is None else f"{seconds // _MINUTE}:{seconds % _MINUTE:02d}"


def _facts(plan: PlanOfDrill) -> Facts:
    held, kept = plan.drill.held, plan.drill.plan
    owner = held.activity.owner
    heads = plan.expected_heads
    rows = (
        (_("Kind"), plan.drill.kind.name),
        (_("When"), f"{spoken_day(held.start.date())}, {held.start:%H:%M} - {held.end:%H:%M}"),
        (_("Place"), held.place),
        (_("In charge"), plan.names.get(owner, owner)),
        (_("People expected"), "" if heads is None else str(heads)),
        (_("Way out"), _("by the second way out") if plan.uses_second_way else ""),
        (_("Routes"), kept.routes),
        (_("Assembly point"), kept.assembly),
        (_("Talked over"), kept.debrief),
        (_("Parents told on"), "" if kept.notice_on is None else kept.notice_on.isoformat()),
    )
    return Facts(tuple(row for row in rows if row[1]))


def _scenario(plan: PlanOfDrill) -> Iterator[Block]:
    if plan.scenario:
        yield Heading(_("What is played"), _SECTION)
        yield Paragraph(plan.scenario)


def _buildings(plan: PlanOfDrill) -> Iterator[Block]:
    if plan.buildings:
        yield Heading(_("Buildings"), _SECTION)
        yield DocumentTable(
            (_("Building"), _("People"), _("Way out"), _("Assembly point")),
            tuple(
                (each.name, "" if each.heads is None else str(each.heads), each.route, each.assembly)
                for each in plan.buildings
            ),
            widths=_BUILDING_WIDTHS,
        )


def _stages(plan: PlanOfDrill) -> Iterator[Block]:
    if plan.drill.kind.stages:
        yield Heading(_("Stages"), _SECTION)
        yield DocumentTable(
            (_("Stage"), _("Target"), _("Noted"), _("Time")),
            tuple(
                (
                    each.name,
                    target_text(each.target_seconds),
                    (_("for each building") if each.per == "building" else _("once"))
                    + (_(", with the number of people") if each.counts_heads else ""),
                    "",
                )
                for each in plan.drill.kind.stages
            ),
            widths=_STAGE_WIDTHS,
        )


def _parts(plan: PlanOfDrill) -> Iterator[Block]:
    if plan.parts:
        yield Heading(_("Who does what"), _SECTION)
        told: set[str] = set()
        rows: list[tuple[str, str, str]] = []
        for each in plan.parts:
            text = "" if each.role.code in told else each.role.text
            told.add(each.role.code)
            rows.append((each.title, each.who or "................", text))
        yield DocumentTable((_("Part"), _("Who"), _("What they do")), tuple(rows), widths=_PART_WIDTHS)


def _findings(plan: PlanOfDrill) -> Iterator[Block]:
    if plan.findings:
        yield Heading(_("Not mended since earlier drills"), _SECTION)
        yield DocumentTable(
            (_("Weak point"), _("Shown on"), _("Who, by when")),
            tuple(
                (
                    ", ".join(filter(None, (each.task.title, each.task.place))),
                    each.drill.start.date().isoformat(),
                    ", ".join(filter(None, (each.owner, str(each.task.due or "")))),
                )
                for each in plan.findings
            ),
        )


def _checklist(plan: PlanOfDrill) -> Iterator[Block]:
    if not plan.checklist:
        return
    yield Heading(_("Checklist"), _SECTION)
    for when, title in (("before", _("Before")), ("during", _("During")), ("after", _("After"))):
        rows = []
        for line in plan.checklist:
            if line.check.when == when:
                mark = line.mark
                sign = "" if mark is None else _("yes") if mark.is_right else _("NO")
                rows.append((sign, line.check.text, mark.note if mark else ""))
        if rows:
            yield DocumentTable(("", title, _("Note")), tuple(rows), widths=_CHECK_WIDTHS)


def _messages(plan: PlanOfDrill) -> Iterator[Block]:
    if plan.messages:
        yield Heading(_("Messages"), _SECTION)
        for each in plan.messages:
            yield Paragraph(each.message.name, "strong")
            yield Paragraph(each.text)
