"""Marks as they are typed in a command: ``li=present``, ``wu=late:10``, ``he=excused:sick leave``."""

from collections.abc import Iterable

from dutydesk.api import DataProblem, Desk
from dutydesk.api.people_named import person_named
from dutydesk.domain import clean_line
from dutydesk.wording import _
from dutydesk_training.attendance import Presence
from dutydesk_training.attendance_marking import MOST_MINUTES, USUAL_LATE, Mark
from dutydesk_training.attendance_words import state_named
from dutydesk_training.roll import Roll

_SHOWN = 60


def typed_marks(desk: Desk, roll: Roll, typed: Iterable[str]) -> tuple[Mark, ...]:
    """Return the marks that `typed` mean; who is excused without a reason has the one that is proposed.

    Raises:
        DataProblem: one of them is no mark, names nobody, or names someone twice.
    """
    marks: dict[str, Mark] = {}
    for text in typed:
        who, equals, state = text.partition("=")
        if not equals:
            raise _no_mark(text)
        person = person_named(desk, who).id
        if person in marks:
            raise DataProblem(
                _("{text!r}: {person} is marked twice").format(text=_shown(text), person=person)
            )
        marks[person] = _mark(text, person, state, roll)
    return tuple(marks.values())


def _mark(text: str, person: str, state: str, roll: Roll) -> Mark:
    word, colon, more = (part.strip() for part in state.partition(":"))
    named = state_named(word)
    if named is None or (colon and named.presence not in {Presence.LATE, Presence.EXCUSED}):
        raise _no_mark(text)
    if named.presence is Presence.LATE:
        return Mark(person, Presence.LATE, _minutes(text, more or str(named.minutes or USUAL_LATE)))
    reason = more or named.reason
    if named.presence is Presence.EXCUSED and not reason:
        line = roll.line_of(person)
        reason = line.proposed if line is not None else ""
    return Mark(person, named.presence, reason=reason)


def _minutes(text: str, digits: str) -> int:
    if not (digits.isascii() and digits.isdigit()) or int(digits[:9]) > MOST_MINUTES:
        raise DataProblem(
            _("{text!r}: expected late:MINUTES, from 0 to {most}").format(
                text=_shown(text), most=MOST_MINUTES
            )
        )
    return int(digits)


def _no_mark(text: str) -> DataProblem:
    return DataProblem(
        _("{text!r} is no mark; expected PERSON=present, =late:10, =excused:REASON or =absent").format(
            text=_shown(text)
        )
    )


def _shown(text: str) -> str:
    return clean_line(text, _SHOWN)
