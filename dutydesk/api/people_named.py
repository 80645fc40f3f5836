"""Finding the person whom someone names in a command, a form or a table."""

from collections.abc import Iterable

from dutydesk.api.desk import Desk
from dutydesk.api.problem import DataProblem
from dutydesk.domain import Person, clean_line
from dutydesk.domain.naming import people_meant
from dutydesk.wording import _, listed

_MOST_NAMED = 5


def person_named(desk: Desk, text: str) -> Person:
    """Return whom `text` names: by key, by name, or by a beginning of either that is nobody else's.

    Raises:
        DataProblem: it is nobody, or may be several.
    """
    found = person_among(desk.people(), text)
    if found is None:
        raise DataProblem(
            _("{text!r} is nobody here; expected a key or a name").format(text=clean_line(text, 60))
        )
    return found


def key_named(desk: Desk, text: str | None) -> str:
    """Return the key of whom `text` names, or nothing where it is empty.

    Raises:
        DataProblem: it is nobody, or may be several.
    """
    return person_named(desk, text).id if text and text.strip() else ""


def names_by_key(desk: Desk) -> dict[str, str]:
    """Return what everyone who was ever of the squadron is called, by key."""
    return {person.id: person.name for person in desk.people()}


def person_fault(desk: Desk, text: str) -> str:
    """Return what is wrong with a person as they are named in a form, or nothing."""
    try:
        person_named(desk, text)
    except DataProblem as problem:
        return str(problem)
    return ""


def person_among(people: Iterable[Person], text: str) -> Person | None:
    """Return whom of `people` a text names, or None where it is nobody.

    Raises:
        DataProblem: it may be several.
    """
    known = tuple(people)
    found = tuple(each for each in known if each.id == text.strip()) or people_meant(known, text)
    if len(found) > 1:
        named = listed(f"{each.name} ({each.id})" for each in found[:_MOST_NAMED])
        raise DataProblem(
            _("{text!r} may be {names}; expected one key").format(text=clean_line(text, 60), names=named)
        )
    return found[0] if found else None


def person_with_key(desk: Desk, key: str) -> Person:
    """Return the person who has a key.

    Raises:
        DataProblem: nobody has it.
    """
    for each in desk.people():
        if each.id == key:
            return each
    raise DataProblem(
        _("nobody has the key {key!r}; `dutydesk people list` shows the keys").format(key=clean_line(key, 60))
    )
