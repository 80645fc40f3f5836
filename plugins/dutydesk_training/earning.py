"""Who has had all hours of a topic that gives a qualification, and has no certificate of it yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dutydesk.api import DataProblem, Desk
from dutydesk.domain import Certificate, Person, Span
from dutydesk.wording import _, ngettext
from dutydesk_training.certifying import TOPIC_SOURCE, certificate, expiry_of, qualification_name
from dutydesk_training.settings import Topic, TrainingFile
from dutydesk_training.topic_standing import Teaching, person_standing

LOOK_BACK = timedelta(days=366)
"""Sessions longer ago than this no longer count together with later ones."""


@dataclass(frozen=True, slots=True)
class Earned:
    """Someone who has had all hours of a topic, and the certificate that this earns them."""

    person: Person
    topic: Topic
    hours: float
    certificate: Certificate


def earned(desk: Desk) -> tuple[Earned, ...]:
    """Return who has earned what, by topic in their order in the settings; nothing is kept.

    Hours count that were attended in the last year and after the person's latest certificate of it. It is
    earned on the day of the session that completed the hours.
    """
    today = desk.today()
    topics = [topic for topic in desk.settings(TrainingFile).topic if topic.gives is not None]
    if not topics:
        return ()
    teaching = Teaching.of(desk, Span("", today - LOOK_BACK, today))
    return tuple(each for topic in topics for each in _earned_by(desk, teaching, topic, topic.gives or ""))


def _earned_by(desk: Desk, teaching: Teaching, topic: Topic, code: str) -> Sequence[Earned]:
    certificates, hours = desk.certificates(), teaching.hours(topic)
    found: list[Earned] = []
    for person in desk.people(desk.today()):
        kept = certificates.of(person.id, code)
        since = max((each.earned for each in kept), default=date.min)
        standing = person_standing(
            person.id,
            topic.hours,
            (each for each in hours.get(person.id, ()) if each.held and each.day > since),
        )
        if standing.done_on is not None:
            earns = certificate(
                desk,
                person.id,
                code,
                standing.done_on,
                expiry_of(topic, standing.done_on),
                source=f"{TOPIC_SOURCE}{topic.code}",
            )
            found.append(Earned(person, topic, standing.held, earns))
    return found


def keep_earned(desk: Desk, found: Sequence[Earned]) -> str:
    """Keep the certificates as one change, and return what the journal calls it.

    Raises:
        DataProblem: there is none to keep.
    """
    if not found:
        raise DataProblem(_("nobody has earned anything new"))
    if len(found) == 1:
        why = _("{name} has earned {qualification}").format(
            name=found[0].person.name,
            qualification=qualification_name(desk, found[0].certificate.qualification),
        )
    else:
        why = ngettext(
            "{count} certificate earned in topics", "{count} certificates earned in topics", len(found)
        ).format(count=len(found))
    with desk.change(why) as change:
        for each in found:
            change.add(each.certificate)
    return why
