"""Lectures and what is told of them: kept with the session, counted for the year."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from dutydesk.api import Change, DataProblem, Desk
from dutydesk.domain import Occurrence, RoughCount, clean_line, count_fields, kept_count
from dutydesk.wording import _
from dutydesk_training.lecture import Lecture

LECTURE = "lecture"
MOST_HOURS = 100.0
_BETWEEN_TOPICS = re.compile(r"[,;/、，；／]")


def lecture_of(desk: Desk, held: Occurrence) -> Lecture:
    """Return what is told of a session; where nothing is, what would be kept."""
    return desk.table(Lecture).get(held.key) or Lecture(id=held.key, day=held.start.date())


def keep_lecture(change: Change, held: Occurrence, told: Lecture) -> None:
    """Keep what is told of a session in place of what was.

    Raises:
        DataProblem: it is no lecture, or its hours are no number of hours.
    """
    if held.activity.kind != LECTURE:
        raise DataProblem(
            _("{title} is no lecture: topic, speaker and numbers are kept of lectures only").format(
                title=held.activity.title
            )
        )
    if told.credit_hours is not None and not 0 <= told.credit_hours <= MOST_HOURS:
        raise DataProblem(
            _("{hours:g} is no number of credit hours; expected one from 0 to {most:g}").format(
                hours=told.credit_hours, most=MOST_HOURS
            )
        )
    kept = replace(
        told,
        day=held.start.date(),
        topic=clean_line(told.topic, 200),
        speaker=clean_line(told.speaker, 100),
        audience=clean_line(told.audience, 200),
    )
    if kept.revision:
        change.replace(kept)
    else:
        change.add(kept)


def with_heads(told: Lecture, came: RoughCount | None) -> Lecture:
    """Return what is told of a lecture with another number of people."""
    heads, precision = count_fields(came)
    return replace(told, heads=heads, precision=precision)


def heads_of(told: Lecture) -> RoughCount | None:
    """Return how many came, if that is known."""
    return kept_count(told.heads, told.precision)


def lectures_of(desk: Desk, found: Iterable[Occurrence]) -> Mapping[str, Lecture]:
    """Return what is told of those among `found` that are lectures, by their keys."""
    keys = tuple(each.key for each in found if each.activity.kind == LECTURE)
    return {each.id: each for each in desk.table(Lecture).where(id=keys)} if keys else {}


def topics_in(lectures: Iterable[Lecture]) -> Sequence[str]:
    """Return the different topics of lectures, in the order in which they came up.

    One lecture may have several, with a comma or the like between them.
    """
    found: dict[str, str] = {}
    for lecture in lectures:
        for part in _BETWEEN_TOPICS.split(lecture.topic):
            topic = " ".join(part.split())
            if topic:
                found.setdefault(topic.casefold(), topic)
    return tuple(found.values())


def told_document(told: Lecture | None) -> dict[str, object] | None:
    """Return what is told of a lecture for ``--json``."""
    if told is None:
        return None
    return {
        "topic": told.topic,
        "speaker": told.speaker,
        "audience": told.audience,
        "heads": told.heads,
        "precision": told.precision,
        "credit_hours": told.credit_hours,
    }


def lecture_text(lecture: Lecture) -> str:
    """Return what is told of a lecture in one line."""
    heads = heads_of(lecture)
    parts = (
        lecture.topic,
        lecture.speaker,
        lecture.audience,
        _("{heads} people").format(heads=heads) if heads is not None else "",
        _("{hours:g} credit hours").format(hours=lecture.credit_hours) if lecture.credit_hours else "",
    )
    return " - ".join(part for part in parts if part)
