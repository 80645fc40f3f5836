"""Whom the settings mean: the people of the squadron by key, squad, rank or qualification."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from dutydesk.domain import Certificates, Person, QualifiedSpan, resolve_participants
from dutydesk.domain.person import RANKS
from dutydesk.wording import _, pgettext

_RANK, _QUALIFIED, _SQUAD = "@rank:", "@qualified:", "@squad:"


@dataclass(frozen=True, slots=True)
class Ability:
    """What a rule asks of people: its code, what it is called, and whom it has yet to be given to, when."""

    code: str
    name: str
    given: tuple[tuple[str, QualifiedSpan], ...] = ()


@dataclass(frozen=True)
class Squadron:
    """Everyone who was ever in it, those `serving` in the days `first` to `last`, and what they have earned.

    `gone` are the keys of those who left before these days. Expressions are a person's key, ``@all``,
    ``@squad:1``, ``@rank:leader`` or ``@qualified:first-aid``.
    """

    people: Sequence[Person]
    serving: Sequence[Person]
    qualification_names: Mapping[str, str]
    certificates: Certificates
    first: date
    last: date
    gone: frozenset[str] = frozenset()

    def serving_keys(self, expressions: Iterable[str]) -> tuple[str, ...]:
        """Return the keys of those who serve and whom `expressions` name, each once.

        Whoever is qualified on any of the days is named by that for all of them.
        """
        return resolve_participants(expressions, self._as_qualified)

    @cached_property
    def _as_qualified(self) -> tuple[Person, ...]:
        """Those who serve, with all that they are qualified for on any of the days."""
        return tuple(
            replace(
                person,
                qualifications=tuple(
                    span.code for span in self.certificates.spans(person) if self._is_in_these_days(span)
                ),
            )
            for person in self.serving
        )

    def _is_in_these_days(self, span: QualifiedSpan) -> bool:
        return (span.first is None or span.first <= self.last) and (
            span.last is None or self.first <= span.last
        )

    def misnamed(self, expressions: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Yield each of `expressions` that means nobody any more, or never did, and what is wrong with it."""
        names = {person.id: person.name for person in self.people}
        squads = {person.squad for person in self.people}
        for each in dict.fromkeys(expressions):
            nobody = each.removeprefix(_SQUAD) not in squads if each.startswith(_SQUAD) else each not in names
            if each in self.gone:
                yield names[each], _("who has left the squadron")
            elif nobody and (each.startswith(_SQUAD) or not each.startswith("@")):
                yield each, _("who is not in the squadron")

    def ability(self, expressions: Sequence[str]) -> Ability:
        """Return what those have in common whom `expressions` name, so that a rule can speak of it.

        A single rank or qualification is there already; anything else is given to those who are meant, and
        to whom a qualification names on the days on which they have it.
        """
        name = self.called(expressions)
        if len(expressions) == 1:
            (only,) = expressions
            rank, qualification = only.removeprefix(_RANK), only.removeprefix(_QUALIFIED)
            if rank != only:
                return Ability(rank, name)
            if qualification != only and qualification not in RANKS:
                return Ability(qualification, name)
        code = f"one of {', '.join(expressions)}"
        return Ability(code, name, tuple(self._given(code, expressions)))

    def _given(self, code: str, expressions: Sequence[str]) -> Iterator[tuple[str, QualifiedSpan]]:
        """Yield whom `expressions` name, and on which days, as if they were qualified by the name `code`."""
        wanted = {each.removeprefix(_QUALIFIED) for each in expressions if each.startswith(_QUALIFIED)}
        others = [each for each in expressions if not each.startswith(_QUALIFIED)]
        always = frozenset(resolve_participants(others, self.serving))
        for person in self.serving:
            if person.id in always:
                yield person.id, QualifiedSpan(code)
                continue
            for span in self.certificates.spans(person):
                if span.code in wanted:
                    yield person.id, replace(span, code=code)

    def called(self, expressions: Iterable[str]) -> str:
        """Return `expressions` in words: "Li Wei or deputy"."""
        names = {person.id: person.name for person in self.people}
        return pgettext("joining", " or ").join(self._word(each, names) for each in expressions)

    def _word(self, expression: str, names: Mapping[str, str]) -> str:
        if expression == "@all":
            return _("anyone")
        if expression.startswith(_SQUAD):
            return _("someone of squad {squad}").format(squad=expression.removeprefix(_SQUAD))
        if expression.startswith(_RANK):
            ranks = {"leader": _("leader"), "deputy": _("deputy"), "guard": _("guard"), "staff": _("staff")}
            rank = expression.removeprefix(_RANK)
            return ranks.get(rank, rank)
        if expression.startswith(_QUALIFIED):
            code = expression.removeprefix(_QUALIFIED)
            return self.qualification_names.get(code, code)
        return names.get(expression, expression)
