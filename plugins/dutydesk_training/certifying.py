"""Recording, correcting and taking back what people are qualified for."""

from dataclasses import replace
from datetime import date

from dutydesk.api import DataProblem, Desk
from dutydesk.api.keys_typed import having_key
from dutydesk.api.people_named import person_with_key
from dutydesk.domain import Certificate, clean, clean_line, new_id
from dutydesk.wording import _
from dutydesk_training.months import months_after
from dutydesk_training.settings import Topic, TrainingFile

TOPIC_SOURCE = "topic:"
"""How the source of a certificate begins that a topic of the settings gave."""

_MOST_SHOWN = 12


def qualification_name(desk: Desk, code: str) -> str:
    """Return what people call a qualification; one that the settings no longer name is called by its code."""
    return next((each.name for each in desk.qualifications() if each.code == code), code)


def known_qualification(desk: Desk, text: str) -> str:
    """Return the code of the qualification that `text` names by code, name or alias.

    Raises:
        DataProblem: the settings name none such.
    """
    wanted = clean_line(text, 60).casefold()
    for each in desk.qualifications():
        if wanted in {known.casefold() for known in (each.code, each.name, *each.aliases)}:
            return each.code
    raise DataProblem(
        _("{text!r} is no qualification of config/qualifications.toml; expected one of {codes}").format(
            text=clean_line(text, 60), codes=", ".join(each.code for each in desk.qualifications())
        )
    )


def giving_topics(desk: Desk, code: str) -> tuple[Topic, ...]:
    """Return the topics that give a qualification."""
    return tuple(each for each in desk.settings(TrainingFile).topic if each.gives == code)


def expiry_of(topic: Topic, earned: date) -> date | None:
    """Return the last day of what `topic` gives to who completes it on `earned`; None is without end."""
    return None if topic.valid_months is None else months_after(earned, topic.valid_months)


def usual_expiry(desk: Desk, code: str, earned: date) -> date | None:
    """Return the last day of a qualification earned on a day, as the topic that gives it says; or None."""
    return next((expiry_of(each, earned) for each in giving_topics(desk, code)), None)


def certificate(
    desk: Desk,
    person: str,
    code: str,
    earned: date,
    expires: date | None,
    *,
    source: str = "",
    note: str = "",
) -> Certificate:
    """Return a new certificate of a person's key for a qualification's code; ``change.add`` keeps it.

    Raises:
        DataProblem: nobody has this key, no such qualification is known, or it would expire before it is
            earned.
    """
    person_with_key(desk, person)
    _check_days(earned, expires)
    return Certificate(
        id=new_id(),
        person=person,
        qualification=known_qualification(desk, code),
        earned=earned,
        expires=expires,
        source=clean_line(source, 100),
        note=clean(note, limit=500),
    )


def corrected(
    desk: Desk, before: Certificate, *, code: str, earned: date, expires: date | None, source: str, note: str
) -> Certificate:
    """Return `before` with other values; ``change.replace`` keeps it.

    Raises:
        DataProblem: there is no such qualification, or it would expire before it is earned.
    """
    _check_days(earned, expires)
    return replace(
        before,
        qualification=known_qualification(desk, code),
        earned=earned,
        expires=expires,
        source=clean_line(source, 100),
        note=clean(note, limit=500),
    )


def _check_days(earned: date, expires: date | None) -> None:
    if expires is not None and expires < earned:
        raise DataProblem(
            _("it cannot expire on {expires}, before it was earned on {earned}").format(
                expires=expires, earned=earned
            )
        )


def certificate_with_key(desk: Desk, key: str) -> Certificate:
    """Return the certificate whose key begins with `key`.

    Raises:
        DataProblem: there is none, or more than one.
    """
    wanted = clean_line(key, 40)
    found = having_key(desk.table(Certificate).all(), wanted, lambda each: each.id)
    if len(found) == 1:
        return found[0]
    if not found:
        raise DataProblem(
            _("no certificate has the key {key!r}; `dutydesk training certificates` shows the keys").format(
                key=wanted
            )
        )
    keys = ", ".join(each.id for each in found[:_MOST_SHOWN])
    raise DataProblem(_("{key!r} begins several keys: {keys}").format(key=wanted, keys=keys))


def certified_text(desk: Desk, each: Certificate) -> str:
    """Return what the journal calls the recording of a certificate."""
    return _("{name} has earned {qualification} on {day}").format(
        name=person_name(desk, each.person),
        qualification=qualification_name(desk, each.qualification),
        day=each.earned,
    )


def revoked_text(desk: Desk, each: Certificate) -> str:
    """Return what the journal calls the removal of a certificate."""
    return _("Removed: {qualification} of {name}, earned on {day}").format(
        name=person_name(desk, each.person),
        qualification=qualification_name(desk, each.qualification),
        day=each.earned,
    )


def person_name(desk: Desk, key: str) -> str:
    """Return what someone is called; a key that is nobody's stands for itself."""
    return next((each.name for each in desk.people() if each.id == key), key)


def source_text(desk: Desk, each: Certificate) -> str:
    """Return where a certificate was earned, in words."""
    if not each.source.startswith(TOPIC_SOURCE):
        return each.source
    code = each.source.removeprefix(TOPIC_SOURCE)
    return next((topic.title for topic in desk.settings(TrainingFile).topic if topic.code == code), code)
