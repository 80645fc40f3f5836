"""Finding the person whom someone names in a command or a form."""

from dutydesk.api.desk import Desk
from dutydesk.api.problem import DataProblem
from dutydesk.domain import Person, clean_line
from dutydesk.domain.naming import people_meant
from dutydesk.wording import _

_MOST_NAMED = 5


def person_named(desk: Desk, text: str) -> Person:
    """Return whom `text` names: by key, by name, or by a beginning of either that is nobody else's.

    Raises:
        DataProblem: it is nobody, or may be several.
    """
    people = desk.people()
    found = tuple(each for each in people if each.id == text.strip()) or people_meant(people, text)
    if len(found) == 1:
        return found[0]
    shown = clean_line(text, 60)
    if not found:
        raise DataProblem(_("{text!r} is nobody here; expected a key or a name").format(text=shown))
    named = ", ".join(f"{each.name} ({each.id})" for each in found[:_MOST_NAMED])
    raise DataProblem(_("{text!r} may be {names}; expected one key").format(text=shown, names=named))
