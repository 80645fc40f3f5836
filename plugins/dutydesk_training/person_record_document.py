"""A person's training record as a document to print, send or file, and as plain values for programs."""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from dutydesk.api import Desk
from dutydesk.documents import (
    FONTS_FOLDER,
    Block,
    Document,
    DocumentTable,
    Facts,
    Heading,
    Paragraph,
    WrittenDocument,
    write_document,
)
from dutydesk.wording import _, clauses, pgettext
from dutydesk_training.attendance import Attendance, presence_text
from dutydesk_training.person_record import AttendanceTally, PersonRecord, QualificationHeld
from dutydesk_training.sessions import kinds

_SESSION_WIDTHS = (1.5, 4.0, 1.5, 3.0)


def record_document(desk: Desk, record: PersonRecord) -> Document:
    """Return the record of a person: years, qualifications, topics, what is owed, and every session."""
    person = record.person
    return Document(
        title=_("Training record: {name}").format(name=person.name),
        school=desk.name,
        about=_("{days}; printed on {day}").format(days=days_text(record), day=desk.today()),
        blocks=(
            Facts(
                (
                    (_("Key"), person.id),
                    *(((_("Squad"), person.squad),) if person.squad else ()),
                    (_("Sessions"), tally_text(record.tally)),
                    (_("Hours attended"), hours_text(record.hours)),
                )
            ),
            *_years(record),
            *_qualifications(record),
            *_topics(record),
            *_owed(record),
            *_sessions(record),
        ),
    )


def write_record(desk: Desk, record: PersonRecord, path: Path) -> WrittenDocument:
    """Write the record to `path` as its ending says.

    Raises:
        DataProblem: the ending is not known, or the file cannot be written.
    """
    return write_document(record_document(desk, record), path, desk.folder / FONTS_FOLDER)


def record_values(record: PersonRecord) -> dict[str, Any]:
    """Return the record as JSON holds it."""
    return {
        "person": record.person.id,
        "name": record.person.name,
        "first": record.first,
        "last": record.last,
        **_tally_values(record.tally),
        "hours": record.hours,
        "years": [
            {"year": each.year, **_tally_values(each.tally), "hours": dict(each.hours)}
            for each in record.years
        ],
        "qualifications": [
            {
                "code": each.code,
                "name": each.name,
                "earned": each.earned,
                "expires": each.expires,
                "valid": each.valid,
            }
            for each in record.qualifications
        ],
        "topics": [
            {
                "code": each.code,
                "title": each.title,
                "hours": each.hours,
                "first": each.first,
                "last": each.last,
            }
            for each in record.topics
        ],
        "owed": [
            {
                "session": each.missed.session,
                "title": each.missed.title,
                "day": each.missed.day,
                "planned": each.planned,
            }
            for each in record.owed
        ],
        "sessions": [
            {
                "session": each.session,
                "title": each.title,
                "day": each.day,
                "kind": each.kind,
                "presence": each.presence.value,
                "minutes": each.minutes,
                "reason": each.reason,
                "hours": each.hours_attended,
                "catches_up": each.catches_up,
            }
            for each in record.sessions
        ],
    }


def days_text(record: PersonRecord) -> str:
    """Return the days of a record in words."""
    first, last = record.first, record.last
    if first is not None and last is not None:
        if (first, last) == (date(first.year, 1, 1), date(first.year, 12, 31)):
            return str(first.year)
        return _("{first} to {last}").format(first=first, last=last)
    if first is not None:
        return _("from {day}").format(day=first)
    return _("up to {day}").format(day=last) if last is not None else _("all years")


def tally_text(tally: AttendanceTally) -> str:
    """Return a tally in words."""
    return _(
        "expected {expected}, attended {attended} (late {late}), excused {excused}, absent {absent}"
    ).format(
        expected=tally.expected,
        attended=tally.attended,
        late=tally.late,
        excused=tally.excused,
        absent=tally.absent,
    )


def hours_text(hours: float) -> str:
    """Return hours with at most one decimal."""
    return f"{round(hours, 1):g}"


def hours_words(hours: float) -> str:
    """Return hours in words."""
    return _("{hours} h").format(hours=hours_text(hours))


def qualification_days(held: QualificationHeld) -> tuple[str, str]:
    """Return since when and until when a qualification is held, in words."""
    return (
        str(held.earned) if held.earned is not None else _("on the person's list"),
        str(held.expires) if held.expires is not None else _("for good"),
    )


def session_note(record: PersonRecord, kept: Attendance) -> str:
    """Return the reason, what was made up for here, and when it was made up for."""
    parts = [kept.reason]
    made_up = record.made_up_on(kept)
    if made_up is not None:
        parts.append(_("made up on {day}").format(day=made_up))
    elif kept.catch_up_on is not None:
        parts.append(_("to be made up on {day}").format(day=kept.catch_up_on))
    if kept.catches_up:
        missed = next((each for each in record.sessions if each.session == kept.catches_up), None)
        parts.append(_("makes up for {day}").format(day=missed.day) if missed else _("a catch-up"))
    if kept.guest:
        parts.append(_("guest"))
    return clauses(part for part in parts if part)


def _tally_values(tally: AttendanceTally) -> dict[str, int]:
    return {
        "expected": tally.expected,
        "attended": tally.attended,
        "late": tally.late,
        "excused": tally.excused,
        "absent": tally.absent,
    }


def _table(
    title: str,
    headers: tuple[str, ...],
    rows: Iterable[tuple[str, ...]],
    widths: tuple[float, ...] = (),
) -> Iterable[Block]:
    """Yield a heading and its table, or nothing where there are no rows."""
    known = tuple(rows)
    if known:
        yield Heading(title, 2)
        yield DocumentTable(headers, known, widths=widths)


def _years(record: PersonRecord) -> Iterable[Block]:
    if not record.years:
        yield Paragraph(_("No attendance is kept of these days."), "muted")
        return
    names = [kind.name for kind in kinds() if any(kind.name in each.hours for each in record.years)]

    def hours_of(hours: Mapping[str, float]) -> tuple[str, ...]:
        return tuple(hours_text(hours.get(name, 0.0)) for name in names)

    yield from _table(
        _("By year"),
        (
            _("Year"),
            _("Expected"),
            _("Attended"),
            _("Late"),
            _("Excused"),
            _("Absent"),
            *(_("{kind}, hours").format(kind=name) for name in names),
        ),
        (
            (
                str(each.year),
                str(each.tally.expected),
                str(each.tally.attended),
                str(each.tally.late),
                str(each.tally.excused),
                str(each.tally.absent),
                *hours_of(each.hours),
            )
            for each in record.years
        ),
    )


def _qualifications(record: PersonRecord) -> Iterable[Block]:
    return _table(
        _("Qualifications"),
        (_("Qualification"), _("Earned"), _("Valid until"), _("Today")),
        (
            (each.name, *qualification_days(each), _("valid") if each.valid else _("not valid"))
            for each in record.qualifications
        ),
    )


def _topics(record: PersonRecord) -> Iterable[Block]:
    return _table(
        _("Topics"),
        (_("Topic"), pgettext("training", "Hours"), pgettext("day", "First"), pgettext("day", "Last")),
        ((each.title, hours_text(each.hours), str(each.first), str(each.last)) for each in record.topics),
    )


def _owed(record: PersonRecord) -> Iterable[Block]:
    return _table(
        _("To be made up"),
        (_("Session"), _("Missed on"), _("Planned")),
        (
            (each.missed.title, str(each.missed.day), str(each.planned) if each.planned else _("not yet"))
            for each in record.owed
        ),
    )


def _sessions(record: PersonRecord) -> Iterable[Block]:
    return _table(
        _("Sessions"),
        (_("Day"), _("Session"), _("Presence"), _("Note")),
        (
            (
                str(each.day),
                each.title,
                presence_text(each.presence, each.minutes),
                session_note(record, each),
            )
            for each in record.sessions
        ),
        _SESSION_WIDTHS,
    )
