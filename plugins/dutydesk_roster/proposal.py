"""What a search proposes, compared with what stands: taken whole, in parts, or not at all."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from dutydesk.api import DataProblem, Desk
from dutydesk.wording import _
from dutydesk_roster.arranging import Rearrangement, apply, rearrange, refuse_if_roster_changed
from dutydesk_roster.assignment import Assignment
from dutydesk_roster.engine import (
    Breach,
    Measure,
    Placed,
    Problem,
    check,
    fairness_table,
    unfilled,
)
from dutydesk_roster.engine.plugin_rules import PluginRuleFailed
from dutydesk_roster.engine.standing_roster import newly_broken
from dutydesk_roster.month import Month
from dutydesk_roster.problem_of import placed, problem_of
from dutydesk_roster.roster import Load, Roster, loads_of


@dataclass(frozen=True, slots=True)
class ProposedChange:
    """A duty that passes from one to another, is filled, or is taken out: None where nobody stands."""

    before: Assignment | None
    after: Assignment | None

    @property
    def key(self) -> str:
        """The duty's id."""
        return self._held.id

    @property
    def day(self) -> date:
        """The day of the duty."""
        return self._held.day

    @property
    def place(self) -> tuple[str, str, date]:
        """Post, shift and day."""
        return placed(self._held).place

    @property
    def people(self) -> tuple[str, ...]:
        """Whom it concerns: who stood, then who is to stand."""
        return tuple(each.person for each in (self.before, self.after) if each is not None)

    @property
    def _held(self) -> Assignment:
        held = self.after or self.before
        if held is None:
            raise ValueError("a change of nothing to nothing")
        return held


@dataclass(frozen=True, slots=True)
class Collision:
    """A change that no longer applies, and why: someone has been there meanwhile."""

    change: ProposedChange
    why: str


@dataclass(frozen=True, slots=True)
class Spread:
    """What is stood in all, and by those who stand least and most of it."""

    total: float
    least: float
    most: float


@dataclass(frozen=True)
class Counters:
    """A month in numbers: each measure, slots that are open, rules that are broken, and its fairness."""

    spread: Mapping[Measure, Spread]
    open: int
    broken: int
    fairness: int


@dataclass(frozen=True)
class Judgement:
    """What a choice of changes makes of the month.

    `newly_broken` and `newly_open` are what it breaks and leaves open that is not so now.
    """

    before: Counters
    after: Counters
    newly_broken: tuple[Breach, ...]
    newly_open: tuple[tuple[str, str, date], ...]
    loads: Mapping[str, tuple[Load, Load]]

    @property
    def is_sound(self) -> bool:
        """Tell whether nothing is worse than it stands now."""
        return not self.newly_broken and not self.newly_open


@dataclass(frozen=True)
class Proposal:
    """A month's roster as it was read when the search began, and what the search would have of it."""

    month: Month
    roster: Roster
    wanted: Sequence[Placed]

    @cached_property
    def changes(self) -> tuple[ProposedChange, ...]:
        """What differs, in order of day, shift and post."""
        plan = rearrange(self.roster.asked, self.wanted)
        standing = {each.id: each for each in self.roster.asked}
        found = [
            *(ProposedChange(None, each) for each in plan.added),
            *(ProposedChange(standing[each.id], each) for each in plan.changed),
            *(ProposedChange(each, None) for each in plan.removed),
        ]
        order = {code: place for place, code in enumerate(self.roster.plan.shifts)}

        def place(each: ProposedChange) -> tuple[date, int, str, str]:
            post, shift, day = each.place
            return (day, order.get(shift, 0), post, each.key)

        return tuple(sorted(found, key=place))

    def merged(self, desk: Desk) -> "MergedProposal":
        """Hold the proposal against the month as it is now; this belongs in a thread."""
        roster = Roster.of(desk, self.month.first, self.month.last)
        collisions = tuple(_collisions(desk, self, roster))
        collided = {each.change.key for each in collisions}
        return MergedProposal(
            proposal=self,
            roster=roster,
            problem=problem_of(desk, roster),
            changes=tuple(each for each in self.changes if each.key not in collided),
            collisions=collisions,
        )


@dataclass(frozen=True)
class MergedProposal:
    """The changes of a proposal that still apply to the month as it is now, and those that collide."""

    proposal: Proposal
    roster: Roster
    problem: Problem
    changes: tuple[ProposedChange, ...]
    collisions: tuple[Collision, ...]

    def judge(self, keys: Collection[str]) -> Judgement:
        """Check what the month would be with the chosen changes only; this belongs in a thread.

        Raises:
            DataProblem: a rule that a plugin brings does not work.
        """
        before, after = self.roster.assignments, self._with(keys)
        try:
            were, are = (check(self.problem, self._asked(each)) for each in (before, after))
        except PluginRuleFailed as failure:
            raise DataProblem(str(failure)) from failure
        short = Counter(self._open(before))
        return Judgement(
            before=self._counters(before, len(were)),
            after=self._counters(after, len(are)),
            newly_broken=newly_broken(were, are),
            newly_open=tuple((Counter(self._open(after)) - short).elements()),
            loads=self._loads(before, after),
        )

    def accept(self, desk: Desk, keys: Collection[str]) -> Rearrangement:
        """Keep the chosen changes, as one change of the desk that one undo takes back.

        Raises:
            StaleChange: someone has changed an assignment of the month since it was merged.
        """
        chosen = [each for each in self.changes if each.key in keys]
        plan = Rearrangement(
            added=tuple(each.after for each in chosen if each.after and not each.before),
            changed=tuple(each.after for each in chosen if each.after and each.before),
            removed=tuple(each.before for each in chosen if each.before and not each.after),
        )
        whole = len(chosen) == len(self.proposal.changes)
        why = (
            _("Generate the roster of {month}")
            if whole
            else _("Generate the roster of {month}: {chosen} of {all} changes")
        )
        with desk.change(
            why.format(month=self.proposal.month, chosen=len(chosen), all=len(self.proposal.changes))
        ) as change:
            refuse_if_roster_changed(change, self.roster, desk)
            apply(change, plan)
        return plan

    def _with(self, keys: Collection[str]) -> tuple[Assignment, ...]:
        standing = {each.id: each for each in self.roster.assignments}
        for each in self.changes:
            if each.key not in keys:
                continue
            if each.after is None:
                del standing[each.key]
            else:
                standing[each.key] = each.after
        return tuple(standing.values())

    def _asked(self, assignments: Iterable[Assignment]) -> list[Placed]:
        places = {slot.place for slot in self.problem.slots}
        return [each for each in map(placed, assignments) if each.place in places]

    def _open(self, assignments: Iterable[Assignment]) -> Iterable[tuple[str, str, date]]:
        for each in unfilled(self.problem, self._asked(assignments)):
            for _head in range(each.missing):
                yield each.post, each.shift, each.day

    def _counters(self, assignments: Sequence[Assignment], broken: int) -> Counters:
        table = fairness_table(self.problem, self._asked(assignments))
        spread = {}
        for total in table.totals:
            stood = [row.portion(total.measure).stood for row in table.rows if row.present] or [0.0]
            spread[total.measure] = Spread(total.stood, min(stood), max(stood))
        return Counters(spread, sum(1 for _each in self._open(assignments)), broken, table.number)

    def _loads(
        self, before: Iterable[Assignment], after: Iterable[Assignment]
    ) -> Mapping[str, tuple[Load, Load]]:
        were, are = (loads_of(self.roster.plan, each) for each in (before, after))
        return {key: (were.get(key, Load()), are.get(key, Load())) for key in {*were, *are}}


def _collisions(desk: Desk, proposal: Proposal, now: Roster) -> Iterable[Collision]:
    """Yield what no longer applies: its duty, its place, or the day of whoever is to stand has changed."""
    standing = {each.id: each for each in now.assignments}
    room = Counter({slot: missing for slot, missing in _room(now).items() if missing > 0})
    taken: defaultdict[tuple[str, str, date], int] = defaultdict(int)
    for change in proposal.changes:
        before, after = change.before, change.after
        held = standing.get(before.id) if before is not None else None
        if before is not None and (held is None or held.revision != before.revision):
            yield Collision(change, _changed_text(desk, now, before.person, change.day))
        elif after is not None and _cell(proposal.roster, after) != _cell(now, after):
            yield Collision(change, _changed_text(desk, now, after.person, change.day))
        elif before is None and room[change.place] <= taken[change.place]:
            yield Collision(change, _("the place was filled meanwhile"))
        elif before is None:
            taken[change.place] += 1


def _room(roster: Roster) -> Mapping[tuple[str, str, date], int]:
    return {
        (line.post, line.shift, day): max(heads, line.most or heads)
        - roster.heads.get((day, line.post, line.shift), 0)
        for day in roster.days
        for line, heads in roster.plan.demand_on(day)
    }


def _cell(roster: Roster, duty: Assignment) -> frozenset[tuple[str, int]]:
    held = roster.by_cell.get((duty.person, duty.day), ())
    return frozenset((each.id, each.revision) for each in held)


def _changed_text(desk: Desk, roster: Roster, person: str, day: date) -> str:
    entries = desk.history(f"cell:{person}:{day}", limit=1)
    name = roster.names.get(person, person)
    if not entries:
        return _("{name}'s day was changed meanwhile").format(name=name)
    entry = entries[0]
    return _("{name}'s day was changed at {at:%H:%M} by {who}: {why}").format(
        name=name, at=desk.zone.wall(entry.at), who=entry.who, why=entry.why
    )
