"""The sign-in sheet of a session: everyone expected with room to sign, and rows for guests."""

from pathlib import Path

from dutydesk.api import Desk
from dutydesk.api.people_named import names_by_key
from dutydesk.documents import (
    FONTS_FOLDER,
    Document,
    DocumentTable,
    Facts,
    Paragraph,
    Signatures,
    WrittenDocument,
    write_document,
)
from dutydesk.domain import Occurrence
from dutydesk.wording import _, clauses, headed
from dutydesk_training.attendance import CAME, presence_text
from dutydesk_training.attendance_topic import TaughtParts, topic_titles
from dutydesk_training.roll import Roll, RollLine
from dutydesk_training.sessions import kinds

ROW_HEIGHT = 9.5
"""Millimetres: room for a signature by hand, and 20 people on a page."""

_GUEST_ROWS = 4
_WIDTHS = (0.07, 0.2, 0.1, 0.12, 0.27, 0.24)


def sign_in_document(desk: Desk, held: Occurrence) -> Document:
    """Return the sheet; those who are excused or kept from coming are marked with the reason."""
    roll = Roll.of(desk, held)
    rows = [_row(number, line) for number, line in enumerate(roll.lines, start=1)]
    blank = [
        (str(number), "", "", "", "", "") for number in range(len(rows) + 1, len(rows) + _GUEST_ROWS + 1)
    ]
    return Document(
        title=_("Sign-in sheet: {title}").format(title=held.activity.title),
        school=desk.name,
        about=_("{day}, {start} to {end}").format(
            day=held.start.date(), start=f"{held.start:%H:%M}", end=f"{held.end:%H:%M}"
        ),
        blocks=(
            Facts(_facts(desk, held)),
            DocumentTable(
                headers=(_("No."), _("Name"), _("Squad"), _("Time"), _("Signature"), _("Remarks")),
                rows=(*rows, *blank),
                widths=_WIDTHS,
                row_height=ROW_HEIGHT,
            ),
            Paragraph(_("Empty rows are for guests."), "muted"),
            Signatures((_("In charge"),)),
        ),
    )


def write_sign_in(desk: Desk, held: Occurrence, path: Path) -> WrittenDocument:
    """Write the sheet to `path` as its ending says.

    Raises:
        DataProblem: the ending is not known, or the file cannot be written.
    """
    return write_document(sign_in_document(desk, held), path, desk.folder / FONTS_FOLDER)


def _facts(desk: Desk, held: Occurrence) -> tuple[tuple[str, str], ...]:
    names = names_by_key(desk)
    topic = TaughtParts(desk).of(held).topic
    kind = next((each.name for each in kinds() if each.code == held.activity.kind), held.activity.kind)
    rows = (
        (_("Kind"), kind),
        (_("Topic"), topic_titles(desk).get(topic, topic)),
        (_("Place"), held.place),
        (_("In charge"), names.get(held.activity.owner, held.activity.owner)),
    )
    return tuple((word, text) for word, text in rows if text)


def _row(number: int, line: RollLine) -> tuple[str, ...]:
    return (str(number), line.person.name, line.person.squad, "", "", _remark(line))


def _remark(line: RollLine) -> str:
    """Return what is known beforehand, or what was marked where someone will not sign any more."""
    parts: list[str] = []
    if line.makes_up is not None:
        parts.append(_("makes up for {day}").format(day=line.makes_up.day))
    elif line.guest:
        parts.append(_("guest"))
    if line.kept is not None and line.kept.presence not in CAME:
        came = presence_text(line.kept.presence)
        parts.append(headed(came, line.kept.reason) if line.kept.reason else came)
    elif line.kept is None and line.proposed:
        parts.append(_("excused: {reason}").format(reason=line.proposed))
    elif line.kept is None and line.note:
        parts.append(line.note)
    return clauses(parts)
