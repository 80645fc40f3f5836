"""Who is told of what is overdue for too long."""

from collections.abc import Callable, Iterator

from dutydesk.api import DataProblem, Desk
from dutydesk.api.participants_named import participants_named
from dutydesk.domain import Person, clean_line, resolve_participants
from dutydesk.wording import listed
from dutydesk_registers.register_file import DueTable


def told_to(desk: Desk) -> Callable[[DueTable], str]:
    """Return what names those to whom a rule is escalated: people of the desk now, by their names."""
    people: list[tuple[Person, ...]] = []
    known: dict[tuple[str, ...], str] = {}

    def names(rule: DueTable) -> str:
        if not people:
            people.append(desk.people(desk.today()))
        if rule.escalates_to not in known:
            known[rule.escalates_to] = listed(_names(desk, rule, people[0]))
        return known[rule.escalates_to]

    return names


def _names(desk: Desk, rule: DueTable, people: tuple[Person, ...]) -> Iterator[str]:
    """Yield the names, each once; somebody whom the desk does not know is called as the rule calls them."""
    expressions: list[str] = []
    others: list[str] = []
    for text in rule.escalates_to:
        try:
            expressions += participants_named(desk, (text,))
        except DataProblem:
            others.append(clean_line(text, 60))
    keys = frozenset(resolve_participants(expressions, people))
    yield from (person.name for person in people if person.id in keys)
    yield from dict.fromkeys(others)
