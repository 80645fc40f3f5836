"""What is asked for, in a leader's words, as few lines as can be."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta

from dutydesk.wording import _, listed, ngettext
from dutydesk_roster.engine.cells import Cell, Month
from dutydesk_roster.engine.checker.names import Names
from dutydesk_roster.engine.day_text import day_text, days_text
from dutydesk_roster.engine.explain.rule_text import people_text
from dutydesk_roster.engine.explanation import Reason
from dutydesk_roster.engine.fact import Fact, FactKind
from dutydesk_roster.engine.lacking_text import had_text

_FEW = 4
_DAY = timedelta(days=1)


class DemandText:
    """Puts the heads and needs of a month's cells into words."""

    def __init__(self, month: Month, names: Names) -> None:
        self._month = month
        self._names = names
        self._cells = {cell.slots[0].place: cell for cell in month.cells}

    def cell(self, fact: Fact) -> Cell | None:
        """Return the cell whose heads or need the fact asks for."""
        return None if fact.place is None else self._cells.get(fact.place)

    def reasons(self, facts: Iterable[Fact]) -> list[Reason]:
        """Return the lines for heads and needs: those of one kind together, as far as they read well."""
        asked: defaultdict[tuple[str, str, date], dict[FactKind, Fact]] = defaultdict(dict)
        for fact in facts:
            if fact.place in self._cells:
                asked[fact.place][fact.kind] = fact
        needing: defaultdict[tuple[object, ...], list[Cell]] = defaultdict(list)
        plain: list[Cell] = []
        for place, cell in self._cells.items():  # in the order of time
            if place not in asked:
                continue
            kinds = asked[place]
            with_heads = FactKind.HEADS in kinds
            if FactKind.NEED in kinds:
                # At a post with room for one, the head and what it needs are one thing.
                whole = with_heads and cell.sole
                needing[cell.needs, cell.posts, whole or not cell.sole].append(cell)
                with_heads = with_heads and not cell.sole
            if with_heads:
                plain.append(cell)
        found = [
            reason
            for (_needs, _posts, demanded), cells in needing.items()
            for reason in self._needing(cells, asked, demanded=bool(demanded))
        ]
        return [*found, *self._plain(plain, asked)]

    def posts(self, cell: Cell) -> str:
        """Return the names of a cell's posts; of many, the first few and how many more."""
        return self._few_posts(cell.posts)

    def _needing(
        self,
        cells: Sequence[Cell],
        asked: Mapping[tuple[str, str, date], Mapping[FactKind, Fact]],
        *,
        demanded: bool,
    ) -> Iterable[Reason]:
        """Yield a line for all shifts that need the same at the same posts on the same days."""
        days_of: defaultdict[str, list[Cell]] = defaultdict(list)
        for cell in cells:
            days_of[cell.shift].append(cell)
        alike: defaultdict[tuple[object, ...], list[Cell]] = defaultdict(list)
        for theirs in days_of.values():
            alike[tuple((cell.slots[0].day, self._wanted(cell)) for cell in theirs)].extend(theirs)
        for group in alike.values():
            facts = [
                fact
                for cell in group
                for kind, fact in asked[cell.slots[0].place].items()
                if kind is FactKind.NEED or cell.sole
            ]
            heads = sum(self._wanted(cell) for cell in group)
            yield Reason(
                facts=tuple(sorted(facts)),
                code=str(FactKind.NEED),
                text=self._need_sentence(group, demanded=demanded),
                amount=float(heads),
            )

    def _need_sentence(self, cells: Sequence[Cell], *, demanded: bool) -> str:
        needs = self._names.needs(cells[0].needs)
        shifts = list(dict.fromkeys(cell.shift for cell in cells))
        where = self._where(shifts, cells[0].posts, [cell.slots[0].day for cell in cells])
        if not demanded:
            had = self._had_by_those_pinned(cells)
            text = (
                _("{duty} is only for someone with {needs} ({had}).")
                if had
                else _("{duty} is only for someone with {needs}.")
            )
            return text.format(duty=where, needs=needs, had=had)
        wanted = self._wanted(cells[0])
        if wanted > 1:
            text = (
                _("{duty} needs {count} guards with {needs}")
                if len(shifts) == 1
                else _("{duty} each need {count} guards with {needs}")
            ).format(duty=where, count=wanted, needs=needs)
        elif len(shifts) == 1:
            text = _("{duty} needs someone with {needs}").format(duty=where, needs=needs)
        else:
            text = _("{duty} each need someone with {needs}").format(duty=where, needs=needs)
        return self._with_those_there(text, cells, cells[0].needs)

    def _had_by_those_pinned(self, cells: Sequence[Cell]) -> str:
        """Return who of those who are pinned there has what is needed on other days, and when."""
        problem, places = self._month.problem, {slot.place for cell in cells for slot in cell.slots}
        pinned = {pin.person for pin in problem.pins if pin.place in places}
        people = [one for one in problem.people if one.key in pinned]
        return had_text(people, cells[0].needs, cells[0].slots[0].day, self._names.need)

    def _with_those_there(self, text: str, cells: Sequence[Cell], needs: Collection[str]) -> str:
        """Return the sentence with who could stand there as far as leave and service go."""
        people = self._month.problem.people
        # What ends or begins within these days counts for some of the cells alone.
        fitting = [[cell for cell in cells if one.meets_all(needs, cell.slots[0].day)] for one in people]
        able = [number for number, theirs in enumerate(fitting) if theirs]
        there = [people[number].key for number in able if self._is_there(number, fitting[number])]
        parts = {
            "text": text,
            "count": len(there),
            "all": len(able),
            "people": people_text(there, self._names),
        }
        if not able:
            had = had_text(people, tuple(needs), cells[0].slots[0].day, self._names.need)
            if had:
                return _("{text}; nobody has that then ({had}).").format(text=text, had=had)
            return _("{text}; nobody has that.").format(**parts)
        if not there:
            return _("{text}; nobody who has that is there.").format(**parts)
        if len(there) == 1:
            return _("{text}; the only one who is there is {people}.").format(**parts)
        if len(there) <= _FEW:
            return _("{text}; only {people} are there.").format(**parts)
        return _("{text}; {count} of {all} who have that are there.").format(**parts)

    def _is_there(self, person: int, cells: Iterable[Cell]) -> bool:
        return any(
            not self._month.is_elsewhere(person, cell)
            and not any(bar.kind is not FactKind.NEED for bar in self._month.bars(person, cell))
            for cell in cells
        )

    def _plain(
        self, cells: Sequence[Cell], asked: Mapping[tuple[str, str, date], Mapping[FactKind, Fact]]
    ) -> Iterable[Reason]:
        """Yield a line for all days on which the same shifts need the same heads."""
        by_day: defaultdict[date, list[Cell]] = defaultdict(list)
        for cell in cells:
            by_day[cell.slots[0].day].append(cell)
        alike: defaultdict[tuple[object, ...], list[Cell]] = defaultdict(list)
        for theirs in by_day.values():
            alike[tuple((cell.shift, cell.posts, cell.open_seats.fewest) for cell in theirs)].extend(theirs)
        groups = list(alike.values()) if len(alike) <= _FEW else [list(cells)]
        for group in groups:
            yield Reason(
                facts=tuple(sorted(asked[cell.slots[0].place][FactKind.HEADS] for cell in group)),
                code=str(FactKind.HEADS),
                text=self._heads_sentence(group),
                amount=float(sum(cell.open_seats.fewest for cell in group)),
            )

    def _heads_sentence(self, cells: Sequence[Cell]) -> str:
        days = sorted({cell.slots[0].day for cell in cells})
        per_day = {day: self._heads_by_shift(cells, day) for day in days}
        same = all(each == per_day[days[0]] for each in per_day.values())
        shifts = per_day[days[0]]
        posts = tuple(dict.fromkeys(post for cell in cells for post in cell.posts))
        if not same:
            heads = sum(cell.open_seats.fewest for cell in cells)
            text = ngettext(
                "{heads} duty is to be stood on {days}", "{heads} duties are to be stood on {days}", heads
            ).format(heads=heads, days=runs_text(days))
        elif len(shifts) == 1:
            ((shift, heads),) = shifts.items()
            where = self._where([shift], posts, days)
            text = ngettext("{duty} needs {heads} guard", "{duty} needs {heads} guards", heads).format(
                duty=where, heads=heads
            )
        else:
            heads = sum(shifts.values())
            text = self._day_sentence(cells, heads, one_day=len(days) == 1).format(
                days=runs_text(days),
                heads=heads,
                shifts=listed(
                    _("{shift} {heads}").format(shift=self._names.shift(shift), heads=each)
                    for shift, each in shifts.items()
                ),
            )
        return self._with_heads_there(text, cells)

    def _with_heads_there(self, text: str, cells: Sequence[Cell]) -> str:
        people = self._month.problem.people
        there = sum(self._is_there(person, cells) for person in range(len(people)))
        if not people:
            return _("{text}; there are no guards.").format(text=text)
        parts = {"text": text, "count": there, "all": len(people)}
        if there == len(people):
            return ngettext(
                "{text}; there is {count} guard in all.", "{text}; there are {count} guards in all.", there
            ).format(**parts)
        return ngettext(
            "{text}; {count} of {all} guards is there.", "{text}; {count} of {all} guards are there.", there
        ).format(**parts)

    def _day_sentence(self, cells: Collection[Cell], heads: int, *, one_day: bool) -> str:
        """Return how to say what days need: all of it, or what of it is too much already."""
        days = {cell.day for cell in cells}
        whole = sum(cell.day in days and cell.open_seats.fewest > 0 for cell in self._month.cells)
        if len(cells) == whole and one_day:
            return ngettext(
                "{days} needs {heads} guard ({shifts})", "{days} needs {heads} guards ({shifts})", heads
            )
        if len(cells) == whole:
            return ngettext(
                "{days} needs {heads} guard each day ({shifts})",
                "{days} needs {heads} guards each day ({shifts})",
                heads,
            )
        if one_day:
            return ngettext(
                "{days} needs at least {heads} guard ({shifts})",
                "{days} needs at least {heads} guards ({shifts})",
                heads,
            )
        return ngettext(
            "{days} needs at least {heads} guard each day ({shifts})",
            "{days} needs at least {heads} guards each day ({shifts})",
            heads,
        )

    def _heads_by_shift(self, cells: Iterable[Cell], day: date) -> dict[str, int]:
        heads: defaultdict[str, int] = defaultdict(int)
        for cell in cells:
            if cell.slots[0].day == day:
                heads[cell.shift] += cell.open_seats.fewest
        return dict(heads)

    def _wanted(self, cell: Cell) -> int:
        """Return how many who meet its needs a cell asks for."""
        return cell.open_seats.fewest if cell.sole else max(cell.asks().values(), default=1)

    def _where(self, shifts: Sequence[str], posts: Sequence[str], days: Iterable[date]) -> str:
        return _("{shifts} at {posts} on {days}").format(
            shifts=_and([self._names.shift(shift) for shift in shifts]),
            posts=self._few_posts(posts),
            days=runs_text(days),
        )

    def _few_posts(self, posts: Sequence[str]) -> str:
        if len(posts) <= _FEW:
            return _and([self._names.post(post) for post in posts])
        return ngettext("{count} post", "{count} posts", len(posts)).format(count=len(posts))


def runs_text(days: Iterable[date]) -> str:
    """Return days as runs, such as "3 Nov, 5–7 Nov"; of many runs, the first and the last day."""
    runs: list[list[date]] = []
    for day in sorted(set(days)):
        if runs and runs[-1][-1] + _DAY == day:
            runs[-1].append(day)
        else:
            runs.append([day])
    if len(runs) > _FEW:
        count = sum(map(len, runs))
        return _("{count} days from {first} to {last}").format(
            count=count, first=day_text(runs[0][0]), last=day_text(runs[-1][-1])
        )
    return listed(days_text(run[0], run[-1]) for run in runs)


def _and(names: Sequence[str]) -> str:
    if len(names) < 2:  # noqa: PLR2004 - one alone
        return "".join(names)
    return _("{first} and {last}").format(first=listed(names[:-1]), last=names[-1])
