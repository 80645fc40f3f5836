"""The papers of a session as documents: its agenda, its minutes, and the handout for those who come."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from pathlib import Path

from dutydesk.api import Desk
from dutydesk.api.people_named import names_by_key
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
    WrittenDocument,
    write_document,
)
from dutydesk.domain import Occurrence
from dutydesk.wording import _, bracketed, headed, listed, pgettext, phrases
from dutydesk_training.agenda import BULLET, Agenda, Material, agenda_of
from dutydesk_training.attendance import Attendance, Presence, presence_name, presence_text
from dutydesk_training.attendance_topic import TaughtParts
from dutydesk_training.decisions import Decision
from dutydesk_training.settings import TrainingFile

_SECTION = 2
_DECISION_WIDTHS = (6.0, 2.0, 2.0, 2.5)
_DUE_WIDTHS = (7.0, 2.0, 4.0)


class Paper(StrEnum):
    """The papers that can be printed of a session."""

    AGENDA = "agenda"
    MINUTES = "minutes"
    HANDOUT = "handout"


def paper_name(paper: Paper) -> str:
    """Return what people call a paper."""
    return {Paper.AGENDA: _("agenda"), Paper.MINUTES: _("minutes"), Paper.HANDOUT: _("handout")}[paper]


def print_paper(desk: Desk, held: Occurrence, paper: Paper, path: Path) -> WrittenDocument:
    """Write a paper of a session to `path`, as PDF, Word or Markdown by its ending. It belongs in a thread.

    Raises:
        DataProblem: the ending is another, or the file cannot be written.
    """
    made = {Paper.AGENDA: agenda_paper, Paper.MINUTES: minutes_paper, Paper.HANDOUT: handout_paper}[paper]
    return write_document(made(desk, agenda_of(desk, held)), path, desk.folder / FONTS_FOLDER)


def agenda_paper(desk: Desk, agenda: Agenda) -> Document:
    """Return the agenda to hand out before a meeting."""
    return _document(
        desk,
        agenda,
        _("Agenda"),
        (
            *_points(agenda),
            *_last_week(agenda),
            *_decisions(_("Open decisions"), agenda.brought),
            *_due(agenda),
            *_materials(agenda.materials),
        ),
        _people(agenda, names_by_key(desk), expected=True),
    )


def minutes_paper(desk: Desk, agenda: Agenda) -> Document:
    """Return the minutes of a meeting: who was there, what was said, what was decided, and who signs."""
    names, taken = names_by_key(desk), desk.table(Attendance).where(session=agenda.held.key)
    return _document(
        desk,
        agenda,
        pgettext("meeting", "Minutes"),
        (
            *_who_was_there(taken, names),
            *_points(agenda),
            *_last_week(agenda),
            *_decisions(_("Decisions of earlier meetings"), agenda.brought),
            Heading(_("What was said"), _SECTION),
            *(text_blocks(agenda.minutes.text) or [Paragraph(_("Nothing is written yet."), "muted")]),
            *_decisions(_("Decided"), agenda.decided),
            *_materials(agenda.materials),
            Signatures((_("Chair"), _("Minutes taken by"))),
        ),
        _people(agenda, names, expected=not taken),
    )


def handout_paper(desk: Desk, agenda: Agenda) -> Document:
    """Return the handout of a session: what it teaches or is about, and its materials."""
    taught = TaughtParts(desk).of(agenda.held)
    topic = next((each for each in desk.settings(TrainingFile).topic if each.code == taught.topic), None)
    blocks: list[Block] = []
    if topic is not None:
        title = _("{topic}, part {part} of {parts}") if taught.part else "{topic}"
        blocks.append(Heading(title.format(topic=topic.title, part=taught.part, parts=topic.parts), _SECTION))
        syllabus = topic.syllabus_of(taught.part) if taught.part else topic.syllabus
        if syllabus:
            blocks.append(Bullets(syllabus, numbered=True))
    return _document(desk, agenda, _("Handout"), (*blocks, *_points(agenda), *_materials(agenda.materials)))


def text_blocks(text: str) -> list[Block]:
    """Return a text as paragraphs, and as a list the lines that begin with `BULLET`.

    A line right above such a list is its heading.
    """
    blocks: list[Block] = []
    items: list[str] = []
    lines = [line.strip() for line in text.splitlines()]
    for line, following in zip(lines, (*lines[1:], ""), strict=False):
        if line.startswith(BULLET):
            items.append(line.removeprefix(BULLET).strip())
            if not following.startswith(BULLET):
                blocks.append(Bullets(tuple(items)))
                items = []
        elif line:
            blocks.append(Paragraph(line, "strong" if following.startswith(BULLET) else ""))
    return blocks


def _document(
    desk: Desk,
    agenda: Agenda,
    kind: str,
    blocks: Iterable[Block],
    people: Sequence[tuple[str, str]] = (),
) -> Document:
    held = agenda.held
    facts = (
        (_("When"), f"{held.start:%Y-%m-%d %H:%M} - {held.end:%H:%M}"),
        (_("Place"), held.place),
        *people,
    )
    return Document(
        title=_("{title}: {kind}").format(title=held.activity.title, kind=kind),
        school=desk.name,
        blocks=(Facts(tuple((word, text) for word, text in facts if text)), *blocks),
    )


def _people(agenda: Agenda, names: Mapping[str, str], *, expected: bool) -> Sequence[tuple[str, str]]:
    minutes = agenda.minutes
    return (
        (_("Chair"), names.get(minutes.chair, minutes.chair)),
        (_("Minutes taken by"), names.get(minutes.writer, minutes.writer)),
        (_("Expected"), listed(names.get(key, key) for key in agenda.expected) if expected else ""),
    )


def _points(agenda: Agenda) -> Iterator[Block]:
    if agenda.points:
        yield Heading(_("Points"), _SECTION)
        yield Bullets(tuple(each.text for each in agenda.points), numbered=True)


def _last_week(agenda: Agenda) -> Iterator[Block]:
    if agenda.last_week.lines:
        yield Heading(agenda.last_week.title, _SECTION)
        yield from text_blocks(agenda.last_week.text)


def _decisions(title: str, decisions: Sequence[Decision]) -> Iterator[Block]:
    if decisions:
        yield Heading(title, _SECTION)
        yield DocumentTable(
            (_("Decision"), pgettext("owner", "Who"), _("Due"), _("State")),
            tuple(
                (
                    "\n".join(filter(None, (each.task.title, each.task.outcome))),
                    each.owner,
                    str(each.task.due or ""),
                    each.state,
                )
                for each in decisions
            ),
            widths=_DECISION_WIDTHS,
        )


def _due(agenda: Agenda) -> Iterator[Block]:
    if agenda.due:
        yield Heading(_("Due until {day}").format(day=agenda.until), _SECTION)
        yield DocumentTable(
            (_("What"), _("Due"), _("More")),
            tuple((each.title, str(each.day), each.detail) for each in agenda.due),
            widths=_DUE_WIDTHS,
        )


def _materials(materials: Sequence[Material]) -> Iterator[Block]:
    if materials:
        yield Heading(_("Materials"), _SECTION)
        yield Bullets(tuple(_material(each) for each in materials))


def _material(material: Material) -> str:
    kept = material.attachment
    if material.gone:
        return _("{title} (the file is missing)").format(title=kept.title)
    return headed(kept.title, kept.target) if kept.is_link and kept.title != kept.target else kept.title


def _who_was_there(taken: Sequence[Attendance], names: Mapping[str, str]) -> Iterator[Block]:
    """Yield who came, late and why, and who did not, where that was taken."""
    if not taken:
        return
    order = {key: place for place, key in enumerate(names)}
    by_place = sorted(taken, key=lambda each: order.get(each.person, len(order)))
    rows = []
    for presence in Presence:
        people = [_attendee(each, names) for each in by_place if each.presence is presence]
        if people:
            rows.append((bracketed(presence_name(presence).capitalize(), str(len(people))), listed(people)))
    yield Heading(_("Attendance"), _SECTION)
    yield Facts(tuple(rows))


def _attendee(attendance: Attendance, names: Mapping[str, str]) -> str:
    name = names.get(attendance.person, attendance.person)
    late = (
        presence_text(attendance.presence, attendance.minutes)
        if attendance.presence is Presence.LATE and attendance.minutes
        else ""
    )
    more = phrases(part for part in (late, attendance.reason) if part)
    return bracketed(name, more) if more else name
