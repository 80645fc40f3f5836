"""Judging what is typed before it is kept: which rules it would break, in words with the numbers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dutydesk.api import Desk
from dutydesk_roster.assignment import Assignment
from dutydesk_roster.checking import asked_of
from dutydesk_roster.editing import Edit, Kept
from dutydesk_roster.engine import Placed
from dutydesk_roster.engine.checker.facts import Place
from dutydesk_roster.engine.judge import Judge, Verdict
from dutydesk_roster.engine.plugin_rules import PluginRuleFailed
from dutydesk_roster.engine.problem import Slot
from dutydesk_roster.problem_of import placed, problem_of
from dutydesk_roster.roster import DutyPlan, Roster

NOTHING = Verdict()


@dataclass(frozen=True)
class RosterJudge:
    """What is known of a roster's rules, gathered once, so that an edit of it is judged at once."""

    judge: Judge

    @classmethod
    def of(cls, desk: Desk, roster: Roster) -> "RosterJudge":
        """Gather it; other plugins are asked for what takes people's time, so this belongs in a thread."""
        problem = problem_of(desk, roster, remembers=False)
        return cls(Judge(problem, asked_of(roster, problem), slot_at=lambda place: _slot(roster.plan, place)))

    def knows(self, roster: Roster) -> bool:
        """Tell whether it is about the days of `roster`."""
        problem = self.judge.problem
        return (problem.first, problem.last) == (roster.first, roster.last)

    def of_edit(self, edit: Edit, roster: Roster) -> Verdict:
        """Return what `edit`, worked out on `roster`, would newly break.

        A plugin's rule that fails judges nothing here; the check of the month says that it failed.
        """
        before = {each.id: each for cell in edit.cells for each in roster.by_cell.get(cell, ())}
        changed = {each.id for each in edit.changed}
        out = [placed(each) for key, each in before.items() if key in changed]
        out += [placed(each) for each in edit.removed]
        return self._of(out, [placed(each) for each in (*edit.changed, *edit.added)])

    def after(self, kept: Kept, before: Iterable[Assignment]) -> "RosterJudge":
        """Return the judge of the roster once an edit is kept; `before` are the records that it changed."""
        out = [placed(each) for each in (*before, *kept.removed)]
        return RosterJudge(self.judge.with_changes(out, [placed(each) for each in kept.placed]))

    def _of(self, out: Sequence[Placed], into: Sequence[Placed]) -> Verdict:
        taken, given = [one for one in out if one not in into], [one for one in into if one not in out]
        if not taken and not given:
            return NOTHING
        try:
            return self.judge.of(taken, given)
        except PluginRuleFailed:
            return self.judge.without_plugins().of(taken, given)


def _slot(plan: DutyPlan, place: Place) -> Slot | None:
    post, shift, day = place
    window = plan.window(shift, day)
    if window is None:
        return None
    return Slot(post=post, shift=shift, day=day, start=window.start, end=window.end)
