"""The plan of a drill on paper: what is played, where, who does what, the checklist, and what is read out."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from dutydesk.api import Desk
from dutydesk.documents import (
    FONTS_FOLDER,
    Block,
    Document,
    DocumentTable,
    Facts,
    Heading,
    Signatures,
    WrittenDocument,
    write_document,
)
from dutydesk.domain import stopwatch_text
from dutydesk.wording import _, listed, phrases
from dutydesk_drills.drills import Drill
from dutydesk_drills.preparing.message_texts import spoken_day
from dutydesk_drills.preparing.plan_of_drill import NeededPart, PlanOfDrill, plan_of_drill
from dutydesk_drills.preparing.plan_values import plan_facts, when_name

_SECTION = 2
_BUILDING_WIDTHS = (4.0, 1.4, 4.5, 4.5)
_PART_WIDTHS = (2.2, 5.3, 6.0)
_CHECK_WIDTHS = (0.7, 1.2, 8.5, 3.0)
_MESSAGE_WIDTHS = (2.2, 11.3)
_STAGE_WIDTHS = (5.0, 2.0, 4.0, 3.0)
_TYPE_SIZE = 8.5
_OPEN = "........"


def print_plan(desk: Desk, drill: Drill, path: Path) -> WrittenDocument:
    """Write the plan of a drill to `path`, as PDF, Word or Markdown by its ending. It belongs in a thread.

    Raises:
        DataProblem: the ending is another, or the file cannot be written.
    """
    return write_document(plan_paper(desk, plan_of_drill(desk, drill)), path, desk.folder / FONTS_FOLDER)


def plan_paper(desk: Desk, plan: PlanOfDrill) -> Document:
    """Return the plan of a drill as a document."""
    return Document(
        title=_("{title}: plan").format(title=plan.drill.title),
        school=desk.name,
        about="" if plan.drill.is_announced else _("Not announced: for those named here alone."),
        blocks=(
            _facts(plan),
            *_buildings(plan),
            *_stages(plan),
            *_parts(plan),
            *_findings(plan),
            *_checklist(plan),
            *_messages(plan),
            Signatures((_("Commander"), _("In charge"))),
        ),
        type_size=_TYPE_SIZE,
    )


def _facts(plan: PlanOfDrill) -> Facts:
    drill = plan.drill
    when = phrases((spoken_day(drill.day), f"{drill.held.start:%H:%M} - {drill.held.end:%H:%M}"))
    expected = plan.expected_heads
    return Facts(
        (
            (_("Kind"), drill.kind.name),
            (_("When"), when),
            *plan_facts(plan),
            *([] if expected is None else [(_("People expected"), str(expected))]),
        )
    )


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
                    "" if each.target_seconds is None else stopwatch_text(each.target_seconds),
                    (_("for each building") if each.per == "building" else _("once"))
                    + (_(", with the number of people") if each.counts_heads else ""),
                    "",
                )
                for each in plan.drill.kind.stages
            ),
            widths=_STAGE_WIDTHS,
        )


def _parts(plan: PlanOfDrill) -> Iterator[Block]:
    """Yield a row a role: what it does, and who plays it, the floors of a building in one line."""
    if not plan.parts:
        return
    yield Heading(_("Who does what"), _SECTION)
    rows = [
        (role.name, role.text, "\n".join(_who([each for each in plan.parts if each.role == role])))
        for role in plan.drill.kind.roles
    ]
    yield DocumentTable((_("Part"), _("What they do"), _("Who")), tuple(rows), widths=_PART_WIDTHS)


def _who(parts: Sequence[NeededPart]) -> Iterator[str]:
    for building, found in groupby(parts, key=lambda each: each.building):
        names = [
            _("floor {floor} {name}").format(floor=each.floor, name=each.who or _OPEN)
            if each.floor is not None and building is not None and building.building.floors > 1
            else each.who or _OPEN
            for each in found
        ]
        told = listed(names)
        yield (
            told if building is None else _("{building}: {names}").format(building=building.name, names=told)
        )


def _findings(plan: PlanOfDrill) -> Iterator[Block]:
    if plan.findings:
        yield Heading(_("Not mended since earlier drills"), _SECTION)
        yield DocumentTable(
            (_("Weak point"), _("Shown on"), _("Who, by when")),
            tuple(
                (
                    phrases(filter(None, (each.task.title, each.task.place))),
                    each.drill.start.date().isoformat(),
                    phrases(filter(None, (each.owner, str(each.task.due or "")))),
                )
                for each in plan.findings
            ),
        )


def _checklist(plan: PlanOfDrill) -> Iterator[Block]:
    if plan.checklist:
        yield Heading(_("Checklist"), _SECTION)
        rows: list[tuple[str, str, str, str]] = []
        before = ""
        for line in plan.checklist:
            mark, when = line.mark, when_name(line.check.when)
            sign = "[  ]" if mark is None else _("yes") if mark.is_right else _("NO")
            rows.append((sign, "" if when == before else when, line.check.text, mark.note if mark else ""))
            before = when
        yield DocumentTable(("", _("When"), _("Line"), _("Note")), tuple(rows), widths=_CHECK_WIDTHS)


def _messages(plan: PlanOfDrill) -> Iterator[Block]:
    if plan.messages:
        yield Heading(_("Messages"), _SECTION)
        yield DocumentTable(
            (_("Message"), _("Text")),
            tuple((each.message.name, each.text) for each in plan.messages),
            widths=_MESSAGE_WIDTHS,
        )
