"""Someone who stands duty or takes part."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dutydesk.domain.record import Record

RANKS = ("leader", "deputy", "guard", "staff")
PERSON_FEEDS = "person/"
"""How the names of people's own feeds begin; their key follows."""


class PersonNotFound(LookupError):
    """No person with that key, name or participant expression is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(Record):
    """A member of the squadron; `id` is the short key by which commands and files name them.

    `latin` is the name in Latin letters for those who cannot read the script; `share` is the part of a full
    post that they work, 1.0 or less; `starts` and `ends` bound their time in the squadron, both days
    included.
    """

    name: str
    latin: str = ""
    rank: str = "guard"
    squad: str = ""
    qualifications: tuple[str, ...] = ()
    share: float = 1.0
    starts: date | None = None
    ends: date | None = None
    phone: str = ""
    email: str = ""
    note: str = ""

    def subjects(self) -> tuple[str, ...]:
        """The person."""
        return (f"person:{self.id}",)

    def has_left(self, day: date) -> bool:
        """Tell whether the person's last day in the squadron was before `day`."""
        return self.ends is not None and self.ends < day

    def serves_on(self, day: date) -> bool:
        """Tell whether the person belongs to the squadron on `day`."""
        return (self.starts is None or self.starts <= day) and (self.ends is None or day <= self.ends)


def person_feed(key: str) -> str:
    """Return the name of a person's own feed."""
    return PERSON_FEEDS + key


def resolve_participants(expressions: Iterable[str], people: Iterable[Person]) -> tuple[str, ...]:
    """Return the keys of the people that `expressions` name, each once, in the order of `people`.

    An expression is a person's key, ``@all``, ``@squad:NAME``, ``@rank:RANK`` or ``@qualified:CODE``. A key
    that is not among `people` (someone who has left) is passed over.
    """
    wanted = set(expressions)
    everyone = "@all" in wanted

    def named(person: Person) -> bool:
        return (
            everyone
            or person.id in wanted
            or f"@squad:{person.squad}" in wanted
            or f"@rank:{person.rank}" in wanted
            or any(f"@qualified:{code}" in wanted for code in person.qualifications)
        )

    return tuple(person.id for person in people if named(person))
