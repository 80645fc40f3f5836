"""Who needs a topic: those whom it is for and who do not have what it gives anyway."""

from collections.abc import Iterable
from datetime import date

from dutydesk.domain import Certificates, Person, qualified_people, resolve_participants
from dutydesk_training.months import months_after
from dutydesk_training.settings import Topic


def who_needs(
    topic: Topic, people: Iterable[Person], certificates: Certificates, first: date, last: date
) -> tuple[str, ...]:
    """Return the keys of those who need `topic` in the days `first` to `last`, in the order of `people`.

    They serve on some of these days. Where the topic gives a qualification, whoever keeps it beyond `last`
    for longer than its renewal is shown ahead need not come.
    """
    serving = [
        person
        for person in people
        if (person.starts is None or person.starts <= last) and (person.ends is None or person.ends >= first)
    ]
    named = resolve_participants(topic.who, qualified_people(serving, certificates, first))
    if topic.gives is None:
        return named
    until = months_after(last, topic.renew_months)
    of_key = {person.id: person for person in serving}
    return tuple(key for key in named if not _keeps(certificates, of_key[key], topic.gives, first, until))


def _keeps(certificates: Certificates, person: Person, code: str, first: date, until: date) -> bool:
    lapses = certificates.lapses(person, code, first)
    return lapses is None or lapses >= until
