"""Why a place of the roster is as it is: who stands there and since when, or why nobody does."""

from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from dutydesk.api import Desk, JournalEntry
from dutydesk.domain import short_day
from dutydesk.wording import _, listed, ngettext
from dutydesk_roster.arranging import Rearrangement, apply, rearrange, refuse_if_roster_changed
from dutydesk_roster.assignment import Assignment
from dutydesk_roster.calendar import duty_title
from dutydesk_roster.engine import ExplainJob, Placed, Problem, WhyNotJob
from dutydesk_roster.engine.explanation import Clash, Explanation, WhyNot
from dutydesk_roster.month import Month
from dutydesk_roster.problem_of import placed, problem_of
from dutydesk_roster.repairing import moved_text
from dutydesk_roster.roster import Roster
from dutydesk_roster.standing_in import Ranking, StandIn, rank_stand_ins, volunteers_on

_AROUND = timedelta(days=6)
_EXPLAIN_SECONDS = 10.0
_WHY_NOT_SECONDS = 5.0


@dataclass(frozen=True)
class Standing:
    """A place of the roster, who stands there, and how everyone ranks for it.

    `assignment` is None where a head is missing. In the ranking, whoever stands there is ranked among the
    others. `entry` is the change that put them there, where the journal still knows it.
    """

    place: tuple[str, str, date]
    assignment: Assignment | None
    roster: Roster
    problem: Problem
    ranking: Ranking
    entry: JournalEntry | None
    at: datetime | None

    @property
    def duty(self) -> str:
        """What the duty is called."""
        post, shift, _day = self.place
        return duty_title(self.roster.plan, post, shift)

    @property
    def holder(self) -> StandIn | None:
        """Whoever stands there, as ranked."""
        return self.ranking.of(self.assignment.person) if self.assignment is not None else None

    @property
    def others(self) -> Ranking:
        """Everyone else, as ranked."""
        held = self.assignment.person if self.assignment is not None else ""
        return replace(
            self.ranking, stand_ins=tuple(each for each in self.ranking.stand_ins if each.person != held)
        )

    def lines(self) -> Sequence[str]:
        """Return in a leader's words why it is so."""
        return tuple(_holder_lines(self) if self.assignment is not None else _open_lines(self))

    def ask_why_not(
        self, other: str, executor: Executor | None
    ) -> tuple[WhyNotJob, Callable[[WhyNot], "WhatIf"]]:
        """Begin to search for the roster in which `other` stands there.

        Raises:
            ValueError: nobody stands there.
        """
        if self.assignment is None:
            raise ValueError("nobody stands there")
        job = WhyNotJob(
            self.problem,
            [placed(each) for each in self.roster.asked],
            placed(self.assignment),
            other,
            seconds=_WHY_NOT_SECONDS,
            executor=executor,
        )
        return job, lambda found: WhatIf(self.roster, found)

    def ask_why_open(
        self, executor: Executor | None
    ) -> tuple[ExplainJob, Callable[[Explanation], Explanation]]:
        """Begin to search for what keeps the days around from being filled."""
        _post, _shift, day = self.place
        job = ExplainJob(
            self.problem,
            first=max(self.problem.first, day - _AROUND),
            last=min(self.problem.last, day + _AROUND),
            near=(day,),
            seconds=_EXPLAIN_SECONDS,
            executor=executor,
        )
        return job, lambda found: found


@dataclass(frozen=True)
class WhatIf:
    """What would change if another stood there, or what speaks against it."""

    roster: Roster
    found: WhyNot

    @property
    def can_be(self) -> bool:
        """Tell whether it breaks nothing and leaves nothing open that is not so now."""
        return self.found.possible is True

    def lines(self) -> Sequence[str]:
        """Return the changes and what they cost, in a leader's words."""
        return tuple(_what_if_lines(self))

    def accept(self, desk: Desk) -> Rearrangement:
        """Make it so, with the other pinned there, as one change that one undo takes back.

        Raises:
            StaleChange: someone has changed an assignment of the month since it was asked.
        """
        found, names = self.found, self.roster.names
        wanted = Placed(found.other, *found.cell.place)
        plan = rearrange(self.roster.asked, found.assignments)
        plan = replace(
            plan,
            added=tuple(_pinned_at(each, wanted) for each in plan.added),
            changed=tuple(_pinned_at(each, wanted) for each in plan.changed),
        )
        why = _("{other} stands {duty} on {day} instead of {name}").format(
            other=names.get(found.other, found.other),
            duty=duty_title(self.roster.plan, found.cell.post, found.cell.shift),
            day=short_day(found.cell.day),
            name=names.get(found.cell.person, found.cell.person),
        )
        with desk.change(why) as change:
            refuse_if_roster_changed(change, self.roster, desk)
            apply(change, plan)
        return plan


def _pinned_at(each: Assignment, wanted: Placed) -> Assignment:
    return replace(each, pinned=True) if placed(each) == wanted else each


def standing_at(desk: Desk, place: tuple[str, str, date], person: str = "") -> Standing:
    """Read why a place is as it is; without a `person` it is asked about a head that is missing there.

    Raises:
        DataProblem: nobody is asked for there, or a rule that a plugin brings does not work.
    """
    post, shift, day = place
    month = Month.of(day)
    roster = Roster.of(desk, month.first, month.last)
    problem = problem_of(desk, roster, keep_published=not person)
    held = next((each for each in roster.assignments if placed(each) == Placed(person, *place)), None)
    standing = [placed(each) for each in roster.assignments if each is not held]
    ranking = rank_stand_ins(roster, problem, standing, Placed("", *place), volunteers_on(desk, day))
    entry = _entry_of(desk, held) if held is not None else None
    return Standing(
        place=(post, shift, day),
        assignment=held,
        roster=roster,
        problem=problem,
        ranking=ranking,
        entry=entry,
        at=desk.zone.wall(entry.at) if entry is not None else None,
    )


def _entry_of(desk: Desk, held: Assignment) -> JournalEntry | None:
    """Return the change that put the person there, not one that only pinned or noted it."""
    for entry in desk.history(f"cell:{held.person}:{held.day}"):
        for row in entry.rows:
            if row.id != held.id or row.after is None or row.table != "assignment":
                continue
            place = ("person", "post", "shift", "day")
            if row.before is None or any(row.before[each] != row.after[each] for each in place):
                return entry
    return None


def _holder_lines(standing: Standing) -> Sequence[str]:
    held, holder = standing.assignment, standing.holder
    name = standing.roster.names.get(held.person, held.person) if held is not None else ""
    lines = []
    if standing.entry is not None and standing.at is not None:
        lines.append(
            _("Put there {at:%m-%d %H:%M} by {who}: {why}").format(
                at=standing.at, who=standing.entry.who, why=standing.entry.why
            )
        )
    if held is not None and held.pinned:
        lines.append(_("Pinned: the generator leaves {name} there.").format(name=name))
    if holder is None:
        return [*lines, _("{name} does not serve in this month.").format(name=name)]
    fitting = [each for each in standing.ranking.stand_ins if each.fits]
    if holder.fits:
        place = fitting.index(holder) + 1
        rank = _("the first of {n} who fit") if place == 1 else _("number {place} of {n} who fit")
        lines.append(
            _("{name} is {rank}. {reason}").format(
                name=name, rank=rank.format(place=place, n=len(fitting)), reason=holder.candidate.reason
            )
        )
        lines.extend(holder.candidate.costs)
    else:
        lines.extend(_("Against it: {text}").format(text=each.text) for each in holder.candidate.breaches)
    lines.extend(_wish_lines(standing, held.person if held is not None else ""))
    return lines


def _wish_lines(standing: Standing, person: str) -> Sequence[str]:
    post, shift, day = standing.place
    lines = [
        _("They asked to stand that day.")
        for wish in standing.problem.wishes
        if (wish.person, wish.day, wish.on) == (person, day, True)
        and wish.shift in {"", shift}
        and wish.post in {"", post}
    ]
    if any((each.person, each.day, each.shift) == (person, day, shift) for each in standing.problem.base):
        lines.append(_("The rotation has them in this shift."))
    return lines


def _open_lines(standing: Standing) -> Sequence[str]:
    fitting = [each.name for each in standing.ranking.stand_ins if each.fits]
    if not fitting:
        return [_("Nobody could stand there without a rule being broken, as the roster stands.")]
    few = listed(fitting[:4])
    text = ngettext(
        "Nobody has been put there yet; {n} person could stand there: {few}.",
        "Nobody has been put there yet; {n} people could stand there: {few}.",
        len(fitting),
    )
    return [text.format(n=len(fitting), few=few), _("w ranks them; g fills the month.")]


def _what_if_lines(what_if: WhatIf) -> Sequence[str]:
    found, roster = what_if.found, what_if.roster
    lines = [_("As the roster stands: {text}").format(text=each.text) for each in found.breaches]
    if found.possible:
        lines.extend(moved_text(roster, each) for each in found.changes)
        lines.extend(_("worse: {text}").format(text=text) for text in found.worse if text not in found.text)
        lines.append(
            _("fairness {before} -> {after}").format(before=found.fairness_before, after=found.fairness_after)
        )
        return lines
    for clash in found.clashes:
        lines.extend(clash_text(clash))
    return lines


def clash_text(clash: Clash) -> Sequence[str]:
    """Return what cannot all hold, and what would lift that."""
    lines = [_("These cannot all hold:")]
    lines.extend(f"- {reason.text}" for reason in clash.reasons)
    enough = [remedy.text for remedy in clash.remedies if remedy.enough]
    others = [remedy.text for remedy in clash.remedies if not remedy.enough]
    if enough:
        lines.append(_("Any one of these would do:"))
        lines.extend(f"+ {text}" for text in enough)
    if others:
        lines.append(_("These would lift it, but something else would then be in the way:"))
        lines.extend(f"~ {text}" for text in others)
    return lines


def explanation_lines(found: Explanation) -> Sequence[str]:
    """Return why days cannot all be filled, and what would help."""
    if not found.shortfalls and not found.clashes:
        return (found.text,)
    lines = [f"- {short.text}" for short in found.shortfalls]
    for clash in found.clashes:
        lines.extend(clash_text(clash))
    return tuple(lines)
