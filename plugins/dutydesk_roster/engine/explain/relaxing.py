"""What can be relaxed about a fact, in growing amounts."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import msgspec

from dutydesk.wording import _, ngettext
from dutydesk_roster.engine.day_text import day_text, days_text
from dutydesk_roster.engine.explain.looser_rules import MOST_TRIED, looser_rules
from dutydesk_roster.engine.explain.reasons import Telling
from dutydesk_roster.engine.explain.rule_text import people_text, rule_amount, rule_subject, rule_text
from dutydesk_roster.engine.explain.stretch import days_of
from dutydesk_roster.engine.explanation import Remedy, RemedyKind
from dutydesk_roster.engine.fact import Fact, FactKind
from dutydesk_roster.engine.lacking_text import had_text
from dutydesk_roster.engine.problem import Busy, EnginePerson, Problem, Slot
from dutydesk_roster.engine.rules import HoursAMonth, HoursAWeek, Overtime, Rest, Rule

_NOBODY = ""


@dataclass(frozen=True, slots=True)
class Relaxed:
    """A problem with one fact relaxed, and the remedy that this would be.

    Where facts are `gone`, the problem is as if there were no such facts.
    """

    problem: Problem
    remedy: Remedy
    gone: frozenset[Fact] = frozenset()


class Relaxing:
    """Relaxes facts of a problem that clash on the days `first` to `last`."""

    def __init__(self, problem: Problem, telling: Telling, first: date, last: date) -> None:
        self._problem = problem
        self._telling = telling
        self._names = telling.names
        self._first, self._last = first, last

    def ways(self, fact: Fact, missing: int) -> Iterable[Iterable[Relaxed]]:
        """Yield each way to relax the fact, itself a run of growing amounts; `missing` heads bound some."""
        match fact.kind:
            case FactKind.RULE:
                yield self._rule(fact)
            case FactKind.HEADS:
                yield self._heads(fact, missing)
            case FactKind.NEED:
                yield self._renewed(fact)
                yield self._need(fact)
            case FactKind.BUSY:
                yield self._busy(fact)
            case FactKind.PIN:
                pins = tuple(
                    pin for pin in self._problem.pins if (pin.person, pin.place) != (fact.person, fact.place)
                )
                yield [
                    self._without(
                        fact,
                        msgspec.structs.replace(self._problem, pins=pins),
                        _("Take back the pin: {pin}").format(pin=self._telling.reason(fact).text),
                        (fact.person,),
                    )
                ]
            case FactKind.WISH:
                wishes = list(self._problem.wishes)
                wishes[fact.index] = msgspec.structs.replace(wishes[fact.index], weight=1)
                yield [
                    self._without(
                        fact,
                        msgspec.structs.replace(self._problem, wishes=tuple(wishes)),
                        _("Do not insist on the wish: {wish}").format(wish=self._telling.reason(fact).text),
                        (wishes[fact.index].person,),
                    )
                ]
            case FactKind.SERVING:
                people = tuple(
                    msgspec.structs.replace(one, starts=None, ends=None) if one.key == fact.person else one
                    for one in self._problem.people
                )
                yield [
                    self._without(
                        fact,
                        msgspec.structs.replace(self._problem, people=people),
                        _("If {name} served in these days.").format(name=self._names.person(fact.person)),
                        (fact.person,),
                    )
                ]

    def more_people(self, needs: Sequence[str], most: int) -> Iterable[Relaxed]:
        """Yield the problem with one more guard who has `needs`, two more, and so on."""
        for more in range(1, most + 1):
            newcomers = tuple(
                EnginePerson(key=f"one more guard {number}", name="", qualifications=tuple(needs))
                for number in range(more)
            )
            if needs:
                text = ngettext(
                    "{count} more guard with {needs}.", "{count} more guards with {needs}.", more
                ).format(count=more, needs=self._names.needs(needs))
            else:
                text = ngettext("{count} more guard.", "{count} more guards.", more).format(count=more)
            there = sum(
                any(one.meets_all(needs, day) for day in days_of(self._first, self._last))
                for one in self._problem.people
            )
            yield Relaxed(
                msgspec.structs.replace(self._problem, people=(*self._problem.people, *newcomers)),
                Remedy(kind=RemedyKind.ONE_MORE, text=text, before=there, after=there + more),
            )

    def all_back(self, facts: Sequence[Fact]) -> Iterable[Relaxed]:
        """Yield the problem with two of those free who are away, three, and so on."""
        people = list(dict.fromkeys(self._problem.busy[fact.index].person for fact in facts))
        for count in range(2, min(len(people), MOST_TRIED) + 1):
            back = people[:count]
            gone = frozenset(fact for fact in facts if self._problem.busy[fact.index].person in back)
            indices = {fact.index for fact in gone}
            busy = tuple(
                msgspec.structs.replace(one, person=_NOBODY) if index in indices else one
                for index, one in enumerate(self._problem.busy)
            )
            text = ngettext(
                "If {count} of those away were free {when}, such as {people}.",
                "If {count} of those away were free {when}, such as {people}.",
                count,
            ).format(
                count=count,
                when=_("on {days}").format(days=days_text(self._first, self._last)),
                people=people_text(back, self._names),
            )
            yield Relaxed(
                msgspec.structs.replace(self._problem, busy=busy),
                Remedy(
                    kind=RemedyKind.BACK,
                    text=text,
                    fact=facts[0],
                    code=str(FactKind.BUSY),
                    people=tuple(back),
                    day=self._first if self._first == self._last else None,
                ),
                gone,
            )

    def _without(self, fact: Fact, problem: Problem, text: str, people: tuple[str, ...] = ()) -> Relaxed:
        code = self._telling.reason(fact).code
        remedy = Remedy(kind=RemedyKind.WITHOUT, text=text, fact=fact, code=code, people=people)
        return Relaxed(problem, remedy, frozenset({fact}))

    def _rule(self, fact: Fact) -> Iterator[Relaxed]:
        rule = self._problem.rules[fact.index]
        before = rule_amount(rule)
        for looser in looser_rules(rule, self._lengths(), self._gaps()):
            after = rule_amount(looser)
            yield Relaxed(
                self._with_rule(fact.index, looser),
                Remedy(
                    kind=RemedyKind.RELAX,
                    text=_("{rule}: {before} → {after}.").format(
                        rule=_first_large(rule_subject(rule)), **_in_unit(rule, before, after)
                    ),
                    fact=fact,
                    code=rule.code,
                    before=before,
                    after=after,
                    people=rule.people,
                ),
            )
        yield self._without(
            fact,
            self._with_rule(fact.index, msgspec.structs.replace(rule, weight=1)),
            _("Do without the rule: {rule}.").format(rule=rule_text(rule, self._names)),
            rule.people,
        )

    def _with_rule(self, index: int, rule: Rule) -> Problem:
        rules = self._problem.rules
        return msgspec.structs.replace(self._problem, rules=(*rules[:index], rule, *rules[index + 1 :]))

    def _lengths(self) -> set[float]:
        return {slot.hours for slot in self._slots()}

    def _slots(self) -> list[Slot]:
        return [slot for slot in self._problem.slots if self._first <= slot.day <= self._last]

    def _gaps(self) -> set[float]:
        """Return the hours that lie between two duties of these days, or one and a duty held."""
        spans = {(slot.start, slot.end) for slot in self._slots()}
        spans |= {(held.start, held.end) for held in self._problem.held}
        hour = timedelta(hours=1)
        return {
            (start - end) / hour
            for start, _end in spans
            for _start, end in spans
            if timedelta() <= start - end < timedelta(days=2)
        }

    def _heads(self, fact: Fact, missing: int) -> Iterator[Relaxed]:
        cell = self._telling.cell(fact)
        if cell is None:
            return
        seats = cell.open_seats.fewest
        for fewer in range(1, min(seats, missing + 1) + 1):
            left = fewer
            lowered: dict[tuple[str, str, date], Slot] = {}
            for slot in reversed(cell.slots):
                off = min(left, slot.fewest)
                left -= off
                if off:
                    lowered[slot.place] = _with_fewer(slot, off)
            slots = tuple(lowered.get(slot.place, slot) for slot in self._problem.slots)
            asked = {
                "shift": self._names.shift(cell.shift),
                "posts": self._telling.posts(cell),
                "day": day_text(cell.slots[0].day),
                "count": fewer,
                "before": seats,
                "after": seats - fewer,
            }
            if seats == 1:
                text = _("Leave {shift} at {posts} on {day} empty.").format(**asked)
            else:
                text = ngettext(
                    "{count} guard fewer for {shift} at {posts} on {day}: {before} → {after}.",
                    "{count} guards fewer for {shift} at {posts} on {day}: {before} → {after}.",
                    fewer,
                ).format(**asked)
            yield Relaxed(
                msgspec.structs.replace(self._problem, slots=slots),
                Remedy(
                    kind=RemedyKind.FEWER_HEADS,
                    text=text,
                    fact=fact,
                    code=str(fact.kind),
                    before=seats,
                    after=seats - fewer,
                    day=cell.slots[0].day,
                ),
            )

    def _need(self, fact: Fact) -> Iterator[Relaxed]:
        cell = self._telling.cell(fact)
        if cell is None:
            return
        places = {slot.place for slot in cell.slots}
        slots = tuple(
            msgspec.structs.replace(slot, needs=()) if slot.place in places else slot
            for slot in self._problem.slots
        )
        text = _("Do without {needs} for {shift} at {posts} on {day}.").format(
            needs=self._names.needs(cell.needs),
            shift=self._names.shift(cell.shift),
            posts=self._telling.posts(cell),
            day=day_text(cell.slots[0].day),
        )
        yield self._without(fact, msgspec.structs.replace(self._problem, slots=slots), text)

    def _renewed(self, fact: Fact) -> Iterator[Relaxed]:
        """Yield the problem with each in turn qualified who has what is needed on other days only."""
        cell = self._telling.cell(fact)
        if cell is None:
            return
        day = cell.slots[0].day
        others = [one for one in self._problem.people if had_text([one], cell.needs, day, self._names.need)]
        for renewed in others[:MOST_TRIED]:
            lacking = [need for need in cell.needs if not renewed.meets(need, day)]
            able = msgspec.structs.replace(renewed, qualifications=(*renewed.qualifications, *lacking))
            people = tuple(able if one is renewed else one for one in self._problem.people)
            yield Relaxed(
                msgspec.structs.replace(self._problem, people=people),
                Remedy(
                    kind=RemedyKind.RENEW,
                    text=_("If {name} had {needs} on {day}.").format(
                        name=renewed.name, needs=self._names.needs(lacking), day=day_text(day)
                    ),
                    fact=fact,
                    code=str(fact.kind),
                    people=(renewed.key,),
                    day=day,
                ),
            )

    def _busy(self, fact: Fact) -> Iterator[Relaxed]:
        busy = self._problem.busy[fact.index]
        name = self._names.person(busy.person)
        days = [
            day
            for day in days_of(self._first, self._last)
            if any(
                slot.day == day and slot.start < busy.end and busy.start < slot.end for slot in self._slots()
            )
        ]
        alone = self._first == self._last
        for day in days[:MOST_TRIED]:
            yield Relaxed(
                self._free_on(fact.index, day),
                Remedy(
                    kind=RemedyKind.BACK,
                    text=_("If {name} were free on {day}.").format(name=name, day=day_text(day)),
                    fact=fact,
                    code=str(fact.kind),
                    people=(busy.person,),
                    day=day,
                ),
                frozenset({fact}) if alone else frozenset(),
            )
        if alone:
            return
        gone = msgspec.structs.replace(busy, person=_NOBODY)
        yield self._without(
            fact,
            self._with_busy(fact.index, [gone]),
            _("If {name} were free throughout ({title}).").format(name=name, title=busy.title),
            (busy.person,),
        )

    def _free_on(self, index: int, day: date) -> Problem:
        busy = self._problem.busy[index]
        duties = [slot for slot in self._slots() if slot.day == day]
        begin, end = min(slot.start for slot in duties), max(slot.end for slot in duties)
        left: list[Busy] = []
        if busy.start < begin:
            left.append(msgspec.structs.replace(busy, end=begin))
        if end < busy.end:
            left.append(msgspec.structs.replace(busy, start=end))
        return self._with_busy(index, left or [msgspec.structs.replace(busy, person=_NOBODY)])

    def _with_busy(self, index: int, parts: Sequence[Busy]) -> Problem:
        busy = self._problem.busy
        return msgspec.structs.replace(
            self._problem, busy=(*busy[:index], parts[0], *busy[index + 1 :], *parts[1:])
        )


def _with_fewer(slot: Slot, off: int) -> Slot:
    """Return the slot with `off` heads fewer, and as much room as before."""
    heads = slot.heads - off
    return msgspec.structs.replace(
        slot,
        heads=heads,
        least=None if slot.least is None else slot.least - off,
        most=slot.room,
        needs=slot.needs if heads else (),
    )


def _in_unit(rule: Rule, before: float | None, after: float | None) -> dict[str, str]:
    unit = _("{amount:g} h") if isinstance(rule, Rest | HoursAWeek | HoursAMonth | Overtime) else "{amount:g}"
    return {"before": unit.format(amount=before or 0), "after": unit.format(amount=after or 0)}


def _first_large(text: str) -> str:
    return text[:1].upper() + text[1:]
