"""Who is meant: the person whom a key names, and the one who works at the desk."""

from dutydesk.api import DataProblem, Desk
from dutydesk.domain import Person, Right
from dutydesk.wording import _


def known_person(desk: Desk, key: str) -> Person:
    """Return the person with this key.

    Raises:
        DataProblem: nobody has it.
    """
    for person in desk.people():
        if person.id == key:
            return person
    raise DataProblem(
        _("{person!r} is nobody's key; `dutydesk people list` shows the keys").format(person=key)
    )


def actor_of(desk: Desk) -> Person | None:
    """Return the person who works at the desk, where the actor's name is their key, name or e-mail address.

    The part of an address before the ``@`` is enough. None where it is nobody's, or that of several. Whoever
    may only change what is their own is the person whom the roles of the desk name, and nobody else.
    """
    named = desk.member.person
    for person in desk.people():
        if named and person.id == named:
            return person
    if not desk.may(Right.READ):
        return None
    actor = desk.actor.strip().casefold()
    found: dict[int, list[Person]] = {}
    for person in desk.people():
        for rank, names in enumerate(_names(person)):
            if actor in {each.casefold() for each in names if each}:
                found.setdefault(rank, []).append(person)
    best = found[min(found)] if found else []
    return best[0] if len(best) == 1 else None


def _names(person: Person) -> tuple[tuple[str, ...], ...]:
    """Return what a person goes by, the surest first."""
    return ((person.id,), (person.name, person.latin), (person.email, person.email.partition("@")[0]))
