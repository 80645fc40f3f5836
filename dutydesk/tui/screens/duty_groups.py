"""Duties as a reader wants them: one line for a post and a time, with everyone who stands there."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dutydesk.domain import Commitment, CommitmentKind, Window


@dataclass(frozen=True, slots=True)
class DutyGroup:
    """Everyone on one duty at one time: their names, and the key of the first of them."""

    title: str
    window: Window
    names: tuple[str, ...]
    person: str


def duty_groups(commitments: Iterable[Commitment], names: Mapping[str, str]) -> tuple[DutyGroup, ...]:
    """Return the assignments among `commitments`, grouped by time and title, the earliest first."""
    people: defaultdict[tuple[Window, str], list[str]] = defaultdict(list)
    for commitment in commitments:
        if commitment.kind is CommitmentKind.ASSIGNMENT:
            held = people[commitment.window, commitment.title]
            if commitment.person not in held:
                held.append(commitment.person)
    return tuple(
        DutyGroup(title, window, tuple(names.get(person, person) for person in held), held[0])
        for (window, title), held in sorted(people.items(), key=lambda item: item[0])
    )
