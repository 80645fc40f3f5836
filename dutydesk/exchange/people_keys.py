"""Whom a row of a file of people means, and what key a new person gets."""

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Mapping
from itertools import count

from dutydesk.domain import Person
from dutydesk.exchange.people_cells import KEY_LENGTH
from dutydesk.sheets.cells import WrongCell
from dutydesk.wording import _

_SUFFIX_ROOM = 5


class Keys:
    """Gives rows without a key the one of the person they mean, or a new one that nobody has.

    `known` are the people of the desk and `given` the keys that other rows of the file state, with the
    names there: a key that is made must not be one of them unless it is the same person's.
    """

    def __init__(self, known: Mapping[str, Person], given: Mapping[str, str]) -> None:
        self._names = {key: person.name for key, person in known.items()} | {
            key: name for key, name in given.items() if key not in known
        }
        self._known: dict[str, list[str]] = {}
        for key, person in known.items():
            self._known.setdefault(person.name, []).append(key)

    def key_for(self, name: str, latin: str) -> str:
        """Return the key of the person called `name`, and of `latin` in Latin letters.

        It is that of the one known person of the name; else one made from the Latin name, or from a hash of
        the name, and the same each time the file is read.

        Raises:
            WrongCell: several known people have the name, so that a key is needed to tell them apart.
        """
        same = self._known.get(name, [])
        if len(same) > 1:
            raise WrongCell(
                _("{count} people are called {name}; please give the key").format(count=len(same), name=name)
            )
        if same:
            return same[0]
        made = next(
            key for key in _numbered(slug(latin) or hashed(name)) if self._names.get(key, name) == name
        )
        self._names[made] = name
        return made


def slug(latin: str) -> str:
    """Return a Latin name as a key: ``Lǐ Qiáng`` gives ``li-qiang``; text without Latin letters nothing."""
    plain = unicodedata.normalize("NFKD", latin).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[: KEY_LENGTH - _SUFFIX_ROOM].strip("-")


def hashed(name: str) -> str:
    """Return a key that the same name gives each time, for a name in no Latin letters."""
    return f"p-{hashlib.sha256(name.encode('utf-8', 'replace')).hexdigest()[:6]}"


def _numbered(stem: str) -> Iterator[str]:
    """Yield `stem`, then ``stem-2``, ``stem-3`` and so on."""
    yield stem
    for number in count(2):
        yield f"{stem}-{number}"
