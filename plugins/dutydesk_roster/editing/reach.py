"""Which cells of a block an edit reaches: it passes over those in which nobody can stand."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from dutydesk.domain import Absence, Person
from dutydesk.wording import _


@dataclass(frozen=True, slots=True)
class Reach:
    """The people of the roster, by their key, and who of them is away."""

    people: Mapping[str, Person]
    absences: Iterable[Absence] = ()

    def why_not(self, person: str, day: date) -> str:
        """Return why a person can stand nothing on a day, or an empty text."""
        known = self.people.get(person)
        if known is None or not known.serves_on(day):
            return _("not in the squadron that day")
        if any(each.person == person and each.first <= day <= each.last for each in self.absences):
            return _("away")
        return ""
