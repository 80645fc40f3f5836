"""With which characters the name of a person may begin in the grid."""

from collections.abc import Iterable

from dutydesk.domain import Person
from dutydesk.domain.naming import forms_of_name


def name_starts(people: Iterable[Person]) -> frozenset[str]:
    """Return the characters with which a name may begin: capitals, and what no key of the screen is.

    Small Latin letters and digits belong to the keys; a space begins any name.
    """
    first = {form[0] for person in people for form in forms_of_name(person)}
    return frozenset({" "} | {_capital(each) for each in first} - {""})


def _capital(character: str) -> str:
    if character.isascii():
        return character.upper() if character.isalpha() else ""
    return character
