"""A plan of drills that was found: each date with its reason, what is unmet, and how it is kept."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date

from dutydesk.api import Change, DataProblem, Desk
from dutydesk.api.holding import change_occurrence
from dutydesk.domain import Activity, Occurrence, new_id
from dutydesk.wording import _, ngettext, phrases
from dutydesk_drills.drill_plan import DrillBuilding, DrillPlan
from dutydesk_drills.drills import drill_occurrences, those_who_know
from dutydesk_drills.kinds import activity_kind
from dutydesk_drills.proposing.problem import DrillProblem
from dutydesk_drills.proposing.problem_of import PlanWish, drill_problem
from dutydesk_drills.proposing.reasons import DateReasons
from dutydesk_drills.proposing.solution import DrillSolution, PlannedDate, What
from dutydesk_drills.proposing.unmet import Unmet, unmet_rules

_KEPT_IN_PLAN = frozenset({"second_way_out"})
"""Conditions that a plan must say, as neither time nor buildings tell them."""


@dataclass(frozen=True, slots=True)
class ProposedDrill:
    """A drill of a plan: what it is called, when it is, how it is held, and why.

    `conditions` are those that are true of it beyond what is usual: a dormitory is told of where it alone
    takes part.
    """

    planned: PlannedDate
    title: str
    conditions: tuple[str, ...]
    reason: str

    @property
    def day(self) -> date:
        """The day on which it is to be held."""
        return self.planned.start.date()

    @property
    def changes(self) -> bool:
        """Whether accepting it changes anything."""
        return self.planned.what in {What.NEW, What.MOVED} or bool(self.planned.added)


@dataclass(frozen=True, slots=True)
class PlanClash:
    """A drill of a plan that meets something else."""

    day: date
    title: str
    text: str


@dataclass(frozen=True)
class DrillProposal:
    """What a search has found, in order of time; nothing is kept before `accept`."""

    problem: DrillProblem
    wish: PlanWish
    drills: tuple[ProposedDrill, ...]
    unmet: tuple[Unmet, ...]
    clashes: tuple[PlanClash, ...]
    remarks: tuple[str, ...]

    @classmethod
    def of(cls, problem: DrillProblem, solution: DrillSolution, wish: PlanWish) -> "DrillProposal":
        """Put a solution into words."""
        reasons = DateReasons(problem, solution.drills)
        inside = [each for each in solution.drills if each.standing is None or not each.standing.is_outside]
        drills = tuple(
            ProposedDrill(each, _title(problem, each), _conditions(problem, each), reasons.of(each))
            for each in sorted(inside, key=lambda each: each.start)
        )
        remarks = list(problem.remarks)
        if not solution.is_proven:
            remarks.append(
                _("The time was too short to know whether the rules could be given more: see --seconds.")
            )
        return cls(
            problem,
            wish,
            drills,
            tuple(unmet_rules(problem, solution)),
            tuple(_clashes(drills)),
            tuple(remarks),
        )

    @property
    def is_empty(self) -> bool:
        """Whether accepting it would keep nothing."""
        return not any(each.changes for each in self.drills)

    def accept(self, desk: Desk, only: Collection[int] | None = None) -> str:
        """Keep the drills, or those with the numbers `only`, as one change; return what the journal calls it.

        Raises:
            DataProblem: there is nothing to keep, or the desk has changed since the search.
            StaleChange: someone has changed one of the drills just now.
        """
        wanted = [
            each
            for number, each in enumerate(self.drills)
            if each.changes and (only is None or number in only)
        ]
        if not wanted:
            raise DataProblem(_("the plan holds nothing new to keep"))
        if drill_problem(desk, self.problem.year, self.wish) != self.problem:
            raise DataProblem(_("the desk has changed since this plan was searched; search again"))
        why = _("Drills of {year}: {what}").format(year=self.problem.year, what=_what(wanted))
        standing = {each.key: each for each in drill_occurrences(desk, self.problem.first, self.problem.last)}
        with desk.change(why) as change:
            for each in wanted:
                drill = each.planned.standing
                if drill is None:
                    self._add(change, each)
                else:
                    _change(change, each.planned, standing[drill.key])
        return why

    def _add(self, change: Change, drill: ProposedDrill) -> None:
        planned, key = drill.planned, new_id()
        owner = self.problem.owner
        change.add(
            Activity(
                id=key,
                kind=activity_kind(planned.kind),
                title=drill.title,
                start=planned.start,
                end=planned.end,
                participants=("@all",) if planned.announced else those_who_know(owner),
                excuses_duty=True,
                owner=owner,
                private=not planned.announced,
            )
        )
        said = tuple(sorted(planned.conditions & _KEPT_IN_PLAN))
        if said:
            change.add(DrillPlan(id=key, conditions=said))
        for code in planned.buildings:
            change.add(DrillBuilding.of(key, code))


def _change(change: Change, planned: PlannedDate, held: Occurrence) -> None:
    """Move a drill that stands, and write into its plan what is added."""
    if planned.what is What.MOVED:
        change_occurrence(change, held, start=planned.start, end=planned.end)
    if planned.added:
        before = change.table(DrillPlan).get(held.key)
        said = tuple(sorted({*(before.conditions if before is not None else ()), *planned.added}))
        if before is None:
            change.add(DrillPlan(id=held.key, conditions=said))
        else:
            change.replace(replace(before, conditions=said))


def _title(problem: DrillProblem, planned: PlannedDate) -> str:
    if planned.standing is not None:
        return planned.standing.title
    kind = problem.kind_of.get(planned.kind)
    return kind.name if kind is not None else planned.kind


def _conditions(problem: DrillProblem, planned: PlannedDate) -> tuple[str, ...]:
    kind = problem.kind_of.get(planned.kind)
    if kind is None or planned.buildings or planned.standing is not None:
        return tuple(sorted(planned.conditions))
    return tuple(sorted(planned.conditions - (kind.usual - kind.conditions)))


def _clashes(drills: Collection[ProposedDrill]) -> Iterator[PlanClash]:
    for each in drills:
        standing = each.planned.standing
        if standing is not None and standing.misfit and each.planned.what is What.KEPT:
            yield PlanClash(each.day, each.title, standing.misfit)
        if each.planned.hindrance:
            text = _("whoever leads it {why}: another must").format(why=each.planned.hindrance)
            yield PlanClash(each.day, each.title, text)


def _what(wanted: Collection[ProposedDrill]) -> str:
    added = sum(each.planned.what is What.NEW for each in wanted)
    moved = sum(each.planned.what is What.MOVED for each in wanted)
    parts = [
        ngettext("{count} added", "{count} added", added).format(count=added) if added else "",
        ngettext("{count} moved", "{count} moved", moved).format(count=moved) if moved else "",
    ]
    return phrases(part for part in parts if part) or _("plans of drills filled in")


def what_name(what: What) -> str:
    """Return what people call it."""
    return {
        What.NEW: _("new"),
        What.KEPT: _("kept"),
        What.MOVED: _("moved"),
        What.HELD: _("held"),
    }[what]
