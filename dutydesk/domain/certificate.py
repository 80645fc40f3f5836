"""A qualification that someone has earned, from a day on and perhaps until another."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dutydesk.domain.person import Person
from dutydesk.domain.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate(Record):
    """Proof that `person` has earned `qualification`: valid from `earned` to `expires`, both days included.

    Without `expires` it holds for good. `source` says where it was earned: an activity such as
    ``activity:4f…``, or words.
    """

    person: str
    qualification: str
    earned: date
    expires: date | None = None
    source: str = ""
    note: str = ""

    def subjects(self) -> tuple[str, ...]:
        """The certificate and the person."""
        return (f"certificate:{self.id}", f"person:{self.person}")


@dataclass(frozen=True, slots=True)
class QualifiedSpan:
    """A run of days, both included, on which someone has a qualification; None is without end."""

    code: str
    first: date | None = None
    last: date | None = None

    def holds(self, day: date) -> bool:
        """Tell whether `day` lies inside."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


class Certificates:
    """Who is qualified for what on which day: the lists of people and their certificates together.

    Until the first certificate for a qualification is earned, the person's own list decides; from then on
    the certificates do. So a list without certificates holds for good, and what expires is renewed by
    another certificate.
    """

    def __init__(self, kept: Iterable[Certificate] = ()) -> None:
        self._of: defaultdict[tuple[str, str], list[Certificate]] = defaultdict(list)
        for each in sorted(kept, key=lambda each: (each.earned, each.expires or date.max)):
            self._of[each.person, each.qualification].append(each)

    def of(self, person: str, code: str) -> tuple[Certificate, ...]:
        """Return a person's certificates for a qualification, the oldest first."""
        return tuple(self._of.get((person, code), ()))

    def spans(self, person: Person) -> tuple[QualifiedSpan, ...]:
        """Return the runs of days on which `person` is qualified, by qualification."""
        earned = [code for key, code in self._of if key == person.id]
        found: list[QualifiedSpan] = []
        for code in dict.fromkeys((*person.qualifications, *earned)):
            kept = self._of.get((person.id, code), ())
            if code in person.qualifications:
                found.append(QualifiedSpan(code, None, kept[0].earned - timedelta(days=1) if kept else None))
            found.extend(QualifiedSpan(code, each.earned, each.expires) for each in kept)
        return tuple(found)

    def qualifications(self, person: Person, day: date) -> tuple[str, ...]:
        """Return what `person` is qualified for on `day`, each once."""
        return tuple(dict.fromkeys(span.code for span in self.spans(person) if span.holds(day)))

    def lapses(self, person: Person, code: str, day: date) -> date | None:
        """Return the last day of an unbroken run from `day` on which `person` has `code`.

        None where that has no end; the day before `day` where they do not have it then.
        """
        spans = [span for span in self.spans(person) if span.code == code]
        last = day - timedelta(days=1)
        while True:
            further = [span for span in spans if span.holds(last + timedelta(days=1))]
            if not further:
                return last
            ends = [span.last for span in further if span.last is not None]
            if len(ends) < len(further):
                return None
            last = max(ends)


def qualified_people(people: Iterable[Person], certificates: Certificates, day: date) -> tuple[Person, ...]:
    """Return `people` with the qualifications that they have on `day`; not to be kept."""
    return tuple(replace(each, qualifications=certificates.qualifications(each, day)) for each in people)
