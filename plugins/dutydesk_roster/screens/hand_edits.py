"""What is done by hand in the grid: worked out on fresh data, judged, kept, and said in one line."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from dutydesk.api import DataProblem, StaleChange
from dutydesk.tui.widgets.message_bar import MessageKind
from dutydesk.wording import _, listed, ngettext
from dutydesk_roster.assignment import Assignment
from dutydesk_roster.editing import Edit, Kept, Reach, keep, roster_after
from dutydesk_roster.engine.judge import Verdict
from dutydesk_roster.judging import NOTHING, RosterJudge
from dutydesk_roster.roster import Roster
from dutydesk_roster.screens.roster_view import RosterView
from dutydesk_roster.screens.shown_cell import ShownCell
from dutydesk_roster.screens.workbench import Workbench

Build = Callable[[Roster], Edit]
"""Works an edit out on a roster."""


class Outcome(Enum):
    """What became of an edit."""

    KEPT = "kept"
    NOTHING = "nothing to do"
    REFUSED = "refused"
    STALE = "refused as someone else has changed a cell"


@dataclass(frozen=True, slots=True)
class _Done:
    roster: Roster
    edit: Edit
    kept: Kept
    verdict: Verdict


class HandEdits:
    """The edits of a workbench: ``HandEdits(workbench)``.

    The screen reads the roster anew after an edit, in a thread. Until that is there, the next edit acts on
    `roster`, which has the edits of one's own already: so that two quick keys both count, and only what
    others change is refused.
    """

    def __init__(self, workbench: Workbench) -> None:
        self.workbench = workbench
        self._read: Roster | None = None
        self._own: Roster | None = None
        self._judge: RosterJudge | None = None
        self._judge_asked: Roster | None = None

    # Looking

    @property
    def view(self) -> RosterView | None:
        """What is shown, where it may be edited; says so where it may not."""
        view = self.workbench.view
        if view is not None and view.as_of is not None:
            self.workbench.show_message(
                _("This is what was published then, to look at only; Esc goes back to the roster."), "warning"
            )
            return None
        return view

    @property
    def roster(self) -> Roster | None:
        """The roster that is shown, with the edits of one's own that are not shown yet."""
        view = self.workbench.view
        if view is None:
            return None
        if view.roster is not self._read:
            self._read = self._own = view.roster
        return self._own

    def cell_at(self, row: str, column: str) -> ShownCell | None:
        """Return a cell of the grid as it stands now."""
        cell, roster = self.workbench.cell_at(row, column), self.roster
        if cell is None or roster is None or roster is self._read:
            return cell
        held = held_in(roster, cell)
        if cell.place is None:
            return replace(cell, held=held)
        people = {person.id: person for person in roster.people}
        return replace(cell, held=held, person=people.get(held[0].person) if held else None)

    def reach(self) -> Reach:
        """Return which cells edits of a block reach."""
        view = self.workbench.view
        return Reach({}) if view is None else Reach(view.people, view.absences)

    # Judging

    def judge_soon(self, then: Callable[[], object]) -> None:
        """Gather in the background what the judge needs to know of the roster that is shown, then tell."""
        view, desk = self.workbench.view, self.workbench.desk
        if view is None or view.as_of is not None or view.roster is self._judge_asked:
            return
        roster = self._judge_asked = view.roster

        def ready(judge: RosterJudge) -> None:
            if self.roster is roster:
                self._judge = judge
                then()

        self.workbench.in_background(lambda: RosterJudge.of(desk, roster), ready, group="judge")

    def verdict(self, build: Build) -> Verdict:
        """Return what an edit would break; nothing as long as that is not known, or it cannot be done."""
        roster = self.roster
        if roster is None:
            return NOTHING
        try:
            return self._verdict(build(roster), roster)
        except DataProblem:
            return NOTHING

    def verdict_of(self, edit: Edit) -> Verdict:
        """Return what an edit that was worked out on `roster` would break, as far as that is known."""
        return NOTHING if self.roster is None else self._verdict(edit, self.roster)

    def _verdict(self, edit: Edit, roster: Roster) -> Verdict:
        judge = self._judge
        if judge is None or not judge.knows(roster):
            return NOTHING
        return judge.of_edit(edit, roster)

    # Doing

    def do(self, build: Build, done: str | None = None) -> Outcome:
        """Work an edit out and keep it as one change; say what it passed over and what it breaks.

        What was done is said as `done`, or as the journal calls it.

        It is worked out on what is known here. Where that is not what stands, as after an undo that is not
        shown yet, it is tried once more on what is shown; where that is not either, someone else was there.
        """
        view, own = self.view, self.roster
        if view is None or own is None:
            return Outcome.REFUSED
        found: list[_Done] = []
        stale: list[StaleChange] = []

        def work() -> None:
            for known in (own,) if own is view.roster else (own, view.roster):
                edit = build(known)
                verdict = self._verdict(edit, known)
                try:
                    kept = keep(self.workbench.desk, known, edit) if len(edit) else Kept((), ())
                except StaleChange as error:
                    stale.append(error)
                    continue
                found.append(_Done(known, edit, kept, verdict))
                self._remember(found[0])
                return
            raise stale[0]

        if not self.workbench.attempt(work):
            return Outcome.STALE if stale else Outcome.REFUSED
        self._say(found[0], done)
        return Outcome.KEPT if len(found[0].edit) else Outcome.NOTHING

    def _remember(self, done: _Done) -> None:
        if not len(done.edit):
            return
        self._own = roster_after(done.roster, [done.kept])
        if self._judge is not None:
            changed = {each.id for each in done.edit.changed}
            before = [each for each in done.roster.assignments if each.id in changed]
            self._judge = self._judge.after(done.kept, before)

    def _say(self, done: _Done, text: str | None) -> None:
        passed = done.edit.passed_over
        said = [
            verdict_text(done.verdict) if done.verdict.broken else "",
            f"{done.edit.why}." if text is None else text,
            passed_over_text(done.edit) if passed else "",
            "" if done.verdict.broken else verdict_text(done.verdict),
        ]
        kind: MessageKind = "warning" if done.verdict.broken or done.verdict.costs or passed else "notice"
        self.workbench.show_message(" ".join(each for each in said if each), kind)


def held_in(roster: Roster, cell: ShownCell) -> tuple[Assignment, ...]:
    """Return the duties that `roster` has in a cell of the grid."""
    if cell.place is not None:
        order = {person.id: index for index, person in enumerate(roster.people)}
        found = [
            each
            for each in roster.assignments
            if ((each.post, each.shift), each.day) == (cell.place, cell.day)
        ]
        return tuple(sorted(found, key=lambda each: order.get(each.person, len(order))))
    return () if cell.person is None else roster.by_cell.get((cell.person.id, cell.day), ())


def passed_over_text(edit: Edit) -> str:
    """Return how many cells were passed over, and why."""
    reasons: dict[str, int] = {}
    for each in edit.passed_over:
        reasons[each.why] = reasons.get(each.why, 0) + 1
    why = listed(f"{reason} {count}" if len(reasons) > 1 else reason for reason, count in reasons.items())
    count = len(edit.passed_over)
    return ngettext("{n} passed over ({why}).", "{n} passed over ({why}).", count).format(n=count, why=why)


def verdict_text(verdict: Verdict) -> str:
    """Return the first rule that is broken, in words, or what it costs, and how many more there are."""
    found = verdict.broken or verdict.costs
    if not found:
        return ""
    text = found[0].text if verdict.broken else _("At a cost: {what}").format(what=found[0].text)
    more = len(verdict.broken) + len(verdict.costs) - 1
    return text + (" " + _("(+{n} more)").format(n=more) if more else "")


def taken(cells: Sequence[ShownCell], roster: Roster) -> tuple[Assignment, ...]:
    """Return the duties of several cells as `roster` has them, each once."""
    found = {each.id: each for cell in cells for each in held_in(roster, cell)}
    return tuple(found.values())
