"""Facts in a leader's words, those of one sort in one line."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta

from dutydesk.wording import _, ngettext
from dutydesk_roster.engine.cells import Cell
from dutydesk_roster.engine.checker.names import Names
from dutydesk_roster.engine.day_text import day_text, days_text
from dutydesk_roster.engine.explain.rule_text import people_text, rule_amount, rule_text
from dutydesk_roster.engine.explanation import Reason, Shortfall
from dutydesk_roster.engine.fact import Fact, FactKind
from dutydesk_roster.engine.model.sheet import Sheet
from dutydesk_roster.engine.problem import Busy, BusyKind, EnginePerson, Problem, Wish

_FEW = 4
_DAY = timedelta(days=1)


class Telling:
    """Puts facts of a sheet into words."""

    def __init__(self, problem: Problem, sheet: Sheet) -> None:
        self.problem = problem
        self.names = Names(problem)
        self._cells = {cell.slots[0].place: cell for cell in sheet.month.cells}
        self._people = {person.key: person for person in problem.people}
        self._behind_utc = _offset(problem)

    def cell(self, fact: Fact) -> Cell | None:
        """Return the cell whose heads or need the fact asks for."""
        return None if fact.place is None else self._cells.get(fact.place)

    def reasons(self, facts: Iterable[Fact]) -> tuple[Reason, ...]:
        """Return the lines of a clash: what is asked for, who cannot, then the rules."""
        sorts: defaultdict[tuple[object, ...], list[Fact]] = defaultdict(list)
        for fact in sorted(facts):
            sorts[self._sort(fact)].append(fact)
        order = (FactKind.HEADS, FactKind.NEED, FactKind.PIN, FactKind.WISH, FactKind.BUSY, FactKind.SERVING)
        lines = sorted(sorts.values(), key=lambda each: [*order, FactKind.RULE].index(each[0].kind))
        found: list[Reason] = []
        away: list[Reason] = []
        for each in lines:
            reason = self.reason(each)
            (away if each[0].kind is FactKind.BUSY else found).append(reason)
        rules = [one for one in found if one.facts[0].kind is FactKind.RULE]
        others = [one for one in found if one.facts[0].kind is not FactKind.RULE]
        return (*others, *(away if len(away) <= _FEW else [self._all_away(away)]), *rules)

    def _sort(self, fact: Fact) -> tuple[object, ...]:
        """Return what facts that share a line have in common."""
        cell = self.cell(fact)
        if fact.kind is FactKind.HEADS and cell is not None:
            return (fact.kind, cell.posts, cell.open_seats.fewest)
        if fact.kind is FactKind.NEED and cell is not None:
            return (fact.kind, cell.posts, cell.slots[0].needs)
        if fact.kind is FactKind.BUSY:
            return (fact.kind, self.problem.busy[fact.index].person)
        return (fact.kind, fact)

    def reason(self, facts: Sequence[Fact]) -> Reason:
        """Return one line for facts of one sort."""
        first = facts[0]
        code, amount, people = (
            str(first.kind),
            None,
            tuple(dict.fromkeys(f.person for f in facts if f.person)),
        )
        match first.kind:
            case FactKind.RULE:
                rule = self.problem.rules[first.index]
                code, amount, people = rule.code, rule_amount(rule), rule.people
                text = _("The rule: {rule}.").format(rule=rule_text(rule, self.names))
            case FactKind.HEADS:
                cell = self._cells[self._place(first)]
                amount = float(cell.open_seats.fewest)
                text = self._heads(cell, self._when(facts))
            case FactKind.NEED:
                text = self._need(self._cells[self._place(first)], self._when(facts))
            case FactKind.BUSY:
                busy = [self.problem.busy[fact.index] for fact in facts]
                people = (busy[0].person,)
                text = self._busy(busy)
            case FactKind.PIN:
                post, shift, day = self._place(first)
                text = _("{name} is pinned to {duty}.").format(
                    name=self.names.person(first.person), duty=self.names.duty(shift, post, day)
                )
            case FactKind.WISH:
                wish = self.problem.wishes[first.index]
                people = (wish.person,)
                text = self._wish(wish)
            case FactKind.SERVING:
                text = self._serving(self._people[first.person])
        return Reason(facts=tuple(facts), code=code, text=text, amount=amount, people=people)

    def shortfall(self, fact: Fact, missing: int, *, proved: bool) -> Shortfall:
        """Return what a demand must go without."""
        cell = self.cell(fact)
        if fact.kind is FactKind.HEADS and cell is not None:
            text = _("{shift}, {day}: {count} of {wanted} places stay open ({posts}).").format(
                shift=self.names.shift(cell.shift),
                day=day_text(cell.slots[0].day),
                count=missing,
                wanted=cell.open_seats.fewest,
                posts=self._posts(cell),
            )
        elif fact.kind is FactKind.NEED and cell is not None:
            text = _("{shift}, {day}: nobody has {needs} ({posts}).").format(
                shift=self.names.shift(cell.shift),
                day=day_text(cell.slots[0].day),
                needs=self.names.needs(cell.slots[0].needs),
                posts=self._posts(cell),
            )
        else:
            text = _("This cannot be had: {reason}").format(reason=self.reason([fact]).text)
        return Shortfall(fact=fact, missing=missing, text=text, proved=proved)

    def day_at(self, instant: datetime) -> date:
        """Return the day that clocks at the posts show."""
        return (instant.astimezone(UTC).replace(tzinfo=None) - self._behind_utc).date()

    def busy_days(self, busy: Busy) -> tuple[date, date]:
        """Return the first and the last day of a busy stretch."""
        first = self.day_at(busy.start)
        return first, max(first, self.day_at(busy.end - timedelta(seconds=1)))

    def able(self, cell: Cell) -> list[str]:
        """Return the keys of those who meet all needs of a cell."""
        needs = cell.slots[0].needs
        return [one.key for one in self.problem.people if all(one.meets(need) for need in needs)]

    def _place(self, fact: Fact) -> tuple[str, str, date]:
        if fact.place is None:
            raise ValueError(f"{fact.kind} without a place")
        return fact.place

    def _when(self, facts: Sequence[Fact]) -> str:
        """Return the shifts and days of some demands, such as "Day, Late on 24–26 Nov"."""
        days_of: defaultdict[str, list[date]] = defaultdict(list)
        for fact in facts:
            _post, shift, day = self._place(fact)
            days_of[shift].append(day)
        shifts_on: defaultdict[str, list[str]] = defaultdict(list)
        for shift, days in days_of.items():
            shifts_on[_runs_text(days)].append(self.names.shift(shift))
        return "; ".join(
            _("{shifts} on {days}").format(shifts=", ".join(shifts), days=days)
            for days, shifts in shifts_on.items()
        )

    def _posts(self, cell: Cell) -> str:
        shown = self.names.posts(cell.posts[:_FEW])
        more = len(cell.posts) - _FEW
        if more <= 0:
            return shown
        return ngettext("{posts} and {count} more", "{posts} and {count} more", more).format(
            posts=shown, count=more
        )

    def _heads(self, cell: Cell, when: str) -> str:
        heads = cell.open_seats.fewest
        return ngettext(
            "{heads} guard is needed for {when} ({posts}).",
            "{heads} guards are needed for {when} ({posts}).",
            heads,
        ).format(heads=heads, when=when, posts=self._posts(cell))

    def _need(self, cell: Cell, when: str) -> str:
        able = self.able(cell)
        asked = {"posts": self._posts(cell), "when": when, "needs": self.names.needs(cell.slots[0].needs)}
        if not able:
            return _("{posts} ({when}) needs {needs}, which nobody has.").format(**asked)
        if len(able) <= _FEW:
            return _("{posts} ({when}) needs {needs}, which only {people} can offer.").format(
                **asked, people=people_text(able, self.names)
            )
        return _("{posts} ({when}) needs {needs}, which {count} of {all} guards have.").format(
            **asked, count=len(able), all=len(self.problem.people)
        )

    def _busy(self, busy: Sequence[Busy]) -> str:
        spans = ", ".join(
            _("{days} ({title})").format(days=days_text(*self.busy_days(one)), title=one.title)
            for one in busy
        )
        name = self.names.person(busy[0].person)
        if all(one.what is BusyKind.ABSENCE for one in busy):
            return _("{name} is away {spans}.").format(name=name, spans=spans)
        return _("{name} is not free {spans}.").format(name=name, spans=spans)

    def _all_away(self, reasons: Sequence[Reason]) -> Reason:
        people = tuple(dict.fromkeys(key for reason in reasons for key in reason.people))
        text = ngettext(
            "{count} guard is away or not free: {people}.",
            "{count} guards are away or not free: {people}.",
            len(people),
        ).format(count=len(people), people=people_text(people, self.names))
        facts = tuple(fact for reason in reasons for fact in reason.facts)
        return Reason(
            facts=facts, code=str(FactKind.BUSY), text=text, amount=float(len(people)), people=people
        )

    def _wish(self, wish: Wish) -> str:
        what = ", ".join(
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


def _runs_text(days: Iterable[date]) -> str:
    runs: list[list[date]] = []
    for day in sorted(days):
        if runs and runs[-1][-1] + _DAY == day:
            runs[-1].append(day)
        else:
            runs.append([day])
    return ", ".join(days_text(run[0], run[-1]) for run in runs)


def _offset(problem: Problem) -> timedelta:
    """Return what is to be taken from UTC for the clocks at the posts, as the slots' starts tell it."""
    starts = {shift.code: shift.start for shift in problem.shifts}
    for slot in problem.slots:
        wall = datetime.combine(slot.day, time()) + timedelta(minutes=starts[slot.shift])
        return slot.start.astimezone(UTC).replace(tzinfo=None) - wall
    return timedelta()
