"""What whoever works at a desk may do there."""

from dataclasses import dataclass
from enum import StrEnum


class Right(StrEnum):
    """Something that a role allows.

    `READ` is to see all that the desk keeps, its journal included; `OWN` to see and change what concerns
    oneself: duties, requests, attendance; `CHANGE` to change records of any kind; `PUBLISH` to publish a
    roster; `SIGN` to sign a record so that it counts as final; `LINKS` to issue and revoke links to feeds;
    `SETTINGS` to change the desk's files, roles and plugins; `COPY` to take the whole desk away, as a backup
    or an export.
    """

    READ = "read"
    OWN = "own"
    CHANGE = "change"
    PUBLISH = "publish"
    SIGN = "sign"
    LINKS = "links"
    SETTINGS = "settings"
    COPY = "copy"


@dataclass(frozen=True, slots=True)
class Role:
    """A named set of rights, such as that of a deputy; `title` is what people call it."""

    code: str
    title: str
    rights: frozenset[Right]

    def allows(self, right: Right) -> bool:
        """Tell whether the role has a right."""
        return right in self.rights


EVERY_RIGHT = frozenset(Right)


@dataclass(frozen=True, slots=True)
class Member:
    """Whoever works at a desk under a name: their role, and the key of the person they are.

    `person` is empty where the name is nobody's of the squadron, such as that of the headmaster's office.
    """

    name: str
    role: Role
    person: str = ""

    def allows(self, right: Right) -> bool:
        """Tell whether the member's role has a right."""
        return self.role.allows(right)
