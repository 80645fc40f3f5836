"""Facts in a leader's words, those of one sort in one line."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta

from dutydesk.wording import _, listed, ngettext
from dutydesk_roster.engine.cells import Cell
from dutydesk_roster.engine.checker.names import Names
from dutydesk_roster.engine.day_text import day_text, days_text
from dutydesk_roster.engine.explain.demand_text import DemandText
from dutydesk_roster.engine.explain.rule_text import people_text, rule_amount, rule_text
from dutydesk_roster.engine.explanation import Reason, Shortfall
from dutydesk_roster.engine.fact import Fact, FactKind
from dutydesk_roster.engine.model.sheet import Sheet
from dutydesk_roster.engine.problem import Busy, BusyKind, EnginePerson, Problem, Wish

_FEW = 4
_DEMAND = (FactKind.HEADS, FactKind.NEED)


class Telling:
    """Puts facts of a sheet into words."""

    def __init__(self, problem: Problem, sheet: Sheet) -> None:
        self.problem = problem
        self.names = Names(problem)
        self._demand = DemandText(sheet.month, self.names)
        self._people = {person.key: person for person in problem.people}
        self._behind_utc = _offset(problem)

    def cell(self, fact: Fact) -> Cell | None:
        """Return the cell whose heads or need the fact asks for."""
        return self._demand.cell(fact)

    def posts(self, cell: Cell) -> str:
        """Return the names of a cell's posts, or how many there are."""
        return self._demand.posts(cell)

    def heads(self, fact: Fact) -> int:
        """Return the heads of the cell that a fact asks for, or 0."""
        cell = self.cell(fact)
        return 0 if cell is None else cell.open_seats.fewest

    def concerns(self, fact: Fact, demand: Collection[Fact]) -> bool:
        """Tell whether leave, or who serves when, keeps away someone who could stand where the demand is."""
        key = self.problem.busy[fact.index].person if fact.kind is FactKind.BUSY else fact.person
        person = self._people.get(key)
        wanted = {one.place for one in demand if one.kind is FactKind.HEADS}
        needing = {one.place: self.cell(one) for one in demand if one.kind is FactKind.NEED}
        if person is None or not wanted | needing.keys():
            return person is not None
        return bool(wanted - needing.keys()) or any(
            person.meets_all(cell.needs, cell.slots[0].day) for cell in needing.values() if cell is not None
        )

    def reasons(self, facts: Iterable[Fact]) -> tuple[Reason, ...]:
        """Return the lines of a clash: what is asked for, who cannot, then the rules."""
        facts = sorted(facts)
        demand = self._demand.reasons(fact for fact in facts if fact.kind in _DEMAND)
        busy: defaultdict[str, list[Fact]] = defaultdict(list)
        for fact in facts:
            if fact.kind is FactKind.BUSY:
                busy[self.problem.busy[fact.index].person].append(fact)
        away = [self._away(theirs) for theirs in busy.values()]
        if len(away) > _FEW:
            away = [self._all_away([fact for theirs in busy.values() for fact in theirs])]
        kinds = (FactKind.PIN, FactKind.WISH, FactKind.SERVING)
        others = [self.reason(fact) for kind in kinds for fact in facts if fact.kind is kind]
        rules = [self.reason(fact) for fact in facts if fact.kind is FactKind.RULE]
        serving = [one for one in others if one.code == str(FactKind.SERVING)]
        if len(serving) > _FEW:
            others = [one for one in others if one not in serving] + [_all_serving(serving)]
        return (*demand, *others, *away, *rules)

    def reason(self, fact: Fact) -> Reason:
        """Return the line for one fact."""
        code, amount = str(fact.kind), None
        people: tuple[str, ...] = (fact.person,) if fact.person else ()
        match fact.kind:
            case FactKind.HEADS | FactKind.NEED:
                for reason in self._demand.reasons([fact]):
                    return reason
                text = ""
            case FactKind.BUSY:
                return self._away([fact])
            case FactKind.RULE:
                rule = self.problem.rules[fact.index]
                code, amount, people = rule.code, rule_amount(rule), rule.people
                text = _("The rule: {rule}.").format(rule=rule_text(rule, self.names))
            case FactKind.PIN:
                post, shift, day = fact.place or ("", "", date.min)
                text = _("{name} is pinned to {duty}.").format(
                    name=self.names.person(fact.person), duty=self.names.duty(shift, post, day)
                )
            case FactKind.WISH:
                wish = self.problem.wishes[fact.index]
                people = (wish.person,)
                text = self._wish(wish)
            case FactKind.SERVING:
                text = self._serving(self._people[fact.person])
        return Reason(facts=(fact,), code=code, text=text, amount=amount, people=people)

    def shortfall(self, fact: Fact, missing: int, *, proved: bool) -> Shortfall:
        """Return what a demand must go without."""
        cell = self.cell(fact)
        if cell is None:
            text = _("This cannot be had: {reason}").format(reason=self.reason(fact).text)
        else:
            asked = {
                "shift": self.names.shift(cell.shift),
                "day": day_text(cell.slots[0].day),
                "posts": self._demand.posts(cell),
                "count": missing,
                "wanted": cell.open_seats.fewest,
                "needs": self.names.needs(cell.needs),
            }
            if fact.kind is FactKind.NEED:
                text = _("{shift} at {posts} on {day}: nobody has {needs}.").format(**asked)
            elif cell.open_seats.fewest == 1:
                text = _("{shift} at {posts} on {day} stays empty.").format(**asked)
            else:
                text = ngettext(
                    "{shift} at {posts} on {day}: {count} of {wanted} guards is missing.",
                    "{shift} at {posts} on {day}: {count} of {wanted} guards are missing.",
                    missing,
                ).format(**asked)
        return Shortfall(fact=fact, missing=missing, text=text, proved=proved)

    def day_at(self, instant: datetime) -> date:
        """Return the day that clocks at the posts show."""
        return (instant.astimezone(UTC).replace(tzinfo=None) - self._behind_utc).date()

    def busy_days(self, busy: Busy) -> tuple[date, date]:
        """Return the first and the last day of a busy stretch."""
        first = self.day_at(busy.start)
        return first, max(first, self.day_at(busy.end - timedelta(seconds=1)))

    def _away(self, facts: Sequence[Fact]) -> Reason:
        busy = [self.problem.busy[fact.index] for fact in facts]
        spans = listed(
            _("{days} ({title})").format(days=days_text(*self.busy_days(one)), title=one.title)
            for one in busy
        )
        name = self.names.person(busy[0].person)
        absent = all(one.what is BusyKind.ABSENCE for one in busy)
        text = _("{name} is away {spans}.") if absent else _("{name} is not free {spans}.")
        return Reason(
            facts=tuple(facts),
            code=str(FactKind.BUSY),
            text=text.format(name=name, spans=spans),
            people=(busy[0].person,),
        )

    def _all_away(self, facts: Sequence[Fact]) -> Reason:
        people = tuple(dict.fromkeys(self.problem.busy[fact.index].person for fact in facts))
        titles = Counter(self.problem.busy[fact.index].title for fact in facts)
        text = ngettext(
            "{count} guard is away or not free ({titles}): {people}.",
            "{count} guards are away or not free ({titles}): {people}.",
            len(people),
        ).format(
            count=len(people),
            titles=listed(title for title, _times in titles.most_common(_FEW)),
            people=people_text(people, self.names),
        )
        return Reason(
            facts=tuple(facts), code=str(FactKind.BUSY), text=text, amount=float(len(people)), people=people
        )

    def _wish(self, wish: Wish) -> str:
        what = listed(
            part for part in (self.names.shift(wish.shift), self.names.post(wish.post)) if part
        ) or _("any duty")
        text = (
            _("{name} must stand on {day}: {what}.")
            if wish.on
            else _("{name} must not stand on {day}: {what}.")
        )
        return text.format(name=self.names.person(wish.person), day=day_text(wish.day), what=what)

    def _serving(self, person: EnginePerson) -> str:
        if person.starts is not None and person.ends is not None:
            return _("{name} serves only from {first} to {last}.").format(
                name=person.name, first=day_text(person.starts), last=day_text(person.ends)
            )
        if person.starts is not None:
            return _("{name} serves only from {first}.").format(
                name=person.name, first=day_text(person.starts)
            )
        return _("{name} serves only until {last}.").format(
            name=person.name, last=day_text(person.ends or date.max)
        )


def _all_serving(reasons: Sequence[Reason]) -> Reason:
    people = tuple(key for reason in reasons for key in reason.people)
    text = ngettext(
        "{count} guard has not come yet or has left.",
        "{count} guards have not come yet or have left.",
        len(people),
    ).format(count=len(people))
    facts = tuple(fact for reason in reasons for fact in reason.facts)
    return Reason(
        facts=facts, code=str(FactKind.SERVING), text=text, amount=float(len(people)), people=people
    )


def _offset(problem: Problem) -> timedelta:
    """Return what is to be taken from UTC for the clocks at the posts, as the slots' starts tell it."""
    starts = {shift.code: shift.start for shift in problem.shifts}
    for slot in problem.slots:
        wall = datetime.combine(slot.day, time()) + timedelta(minutes=starts[slot.shift])
        return slot.start.astimezone(UTC).replace(tzinfo=None) - wall
    return timedelta()
