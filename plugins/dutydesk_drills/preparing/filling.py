"""Filling the parts of a drill from those who are there, so that as many as can be are filled."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dutydesk.api import Change, Desk
from dutydesk.api.tables import keep
from dutydesk.domain import clean_line
from dutydesk.wording import _, clauses, listed, ngettext
from dutydesk_drills.drill_plan import DrillPart
from dutydesk_drills.preparing.candidates import Candidate, Those, by_preference, candidates, reason, suits
from dutydesk_drills.preparing.parts import let_know
from dutydesk_drills.preparing.plan_of_drill import NeededPart, PlanOfDrill
from dutydesk_drills.signing import refuse_signed

_MOST_NAMED = 4
MOST_FLOORS = 2
"""How many floors of one building one person looks after where there are too few."""


@dataclass(frozen=True, slots=True)
class ChosenPart:
    """A part, who is to play it, and why they of all."""

    part: NeededPart
    person: str
    name: str
    why: str


@dataclass(frozen=True, slots=True)
class UnfilledPart:
    """A part for which there is nobody, and why."""

    part: NeededPart
    why: str


@dataclass(frozen=True, slots=True)
class Filling:
    """How the parts of a drill can be filled; `kept` are those that somebody gave by hand, and stay."""

    plan: PlanOfDrill
    chosen: tuple[ChosenPart, ...] = ()
    unfilled: tuple[UnfilledPart, ...] = ()
    kept: tuple[NeededPart, ...] = ()


def propose_filling(desk: Desk, plan: PlanOfDrill) -> Filling:
    """Return how the parts of a drill can be filled from those who are there; nothing is kept."""
    return filling_from(plan, candidates(desk, plan))


def filling_from(plan: PlanOfDrill, those: Those) -> Filling:
    """Return how the parts of a drill can be filled from `those`.

    Nobody has two parts as long as somebody else is free; then one may look after two floors of a building.
    A part stays open only where no choice for the others could have filled it.
    """
    kept = tuple(each for each in plan.parts if each.given is not None and each.given.is_by_hand)
    asking = [each for each in plan.parts if each not in kept]
    found = {code: those.there[index] for code, index in _matched(asking, those.there, plan).items()}
    chosen = [
        ChosenPart(each, who.person.id, who.person.name, reason(each, who, plan))
        for each in asking
        if (who := found.get(each.code)) is not None
    ]
    chosen += _second_floors([each for each in asking if each.code not in found], chosen)
    filled = {each.part.code: each for each in chosen}
    unfilled = [
        UnfilledPart(each, _why_nobody(each, those, plan.called(each.role.qualification)))
        for each in asking
        if each.code not in filled
    ]
    return Filling(
        plan=plan,
        chosen=tuple(filled[each.code] for each in asking if each.code in filled),
        unfilled=tuple(unfilled),
        kept=kept,
    )


def keep_filling(desk: Desk, filling: Filling, *, tell: bool = False) -> None:
    """Keep what was chosen in place of what the desk chose before, as one change.

    Those who get a part in an unannounced drill learn of it only with `tell`.

    Raises:
        DataProblem: they cannot be told, or the record of the drill is signed off.
        StaleChange: somebody has changed a part since the plan was read.
    """
    drill, count = filling.plan.drill, len(filling.chosen)
    why = ngettext("{count} part filled: {drill}", "{count} parts filled: {drill}", count).format(
        count=count, drill=drill.name
    )
    with desk.change(why) as change:
        refuse_signed(change, drill.key)
        _replace_parts(change, filling)
        let_know(change, drill, tuple(dict.fromkeys(each.person for each in filling.chosen)), tell=tell)


def _replace_parts(change: Change, filling: Filling) -> None:
    plan = filling.plan
    before = {each.given.id: each.given for each in plan.parts if each.given is not None}
    wanted: list[DrillPart] = []
    for each in filling.chosen:
        part = DrillPart.of(plan.drill.key, each.part.role.code, each.part.place)
        kept = before.get(part.id, part)
        wanted.append(replace(kept, person=each.person, name="", why=clean_line(each.why, 300)))
    staying = {each.id for each in wanted}
    for given in (*before.values(), *plan.left_over):
        if not given.is_by_hand and given.id not in staying:
            change.remove(given)
    for part in wanted:
        keep(change, part)


def _matched(
    asking: Sequence[NeededPart], there: Sequence[Candidate], plan: PlanOfDrill
) -> Mapping[str, int]:
    """Return whom each part gets, by its code, as the place in `there`.

    Earlier parts choose first; whoever they chose goes to another of their parts' candidates only where a
    later part can be filled in no other way (augmenting paths), so that none that can be filled stays open.
    """
    place = {each.person.id: index for index, each in enumerate(there)}
    wishes = {
        part.code: [place[each.person.id] for each in by_preference(part, there, plan)] for part in asking
    }
    has: dict[int, str] = {}

    def find(code: str, tried: set[int]) -> bool:
        for index in wishes[code]:
            if index not in has:
                has[index] = code
                return True
        for index in wishes[code]:
            if index not in tried:
                tried.add(index)
                if find(has[index], tried):
                    has[index] = code
                    return True
        return False

    for part in asking:
        find(part.code, set())
    return {code: index for index, code in has.items()}


def _second_floors(open_parts: Sequence[NeededPart], chosen: Sequence[ChosenPart]) -> list[ChosenPart]:
    """Return floors that are left given to whoever has another floor of the same building."""
    found: list[ChosenPart] = []
    for part in open_parts:
        if part.floor is None:
            continue
        having = [*chosen, *found]
        neighbours = [
            each
            for each in chosen
            if each.part.role.code == part.role.code
            and each.part.floor is not None
            and each.part.building == part.building
            and sum(other.person == each.person for other in having) < MOST_FLOORS
        ]
        if neighbours:
            near = min(neighbours, key=lambda each: abs((each.part.floor or 0) - (part.floor or 0)))
            why = _("has floor {floor} too, as everybody else who is there has a part").format(
                floor=near.part.floor
            )
            found.append(ChosenPart(part, near.person, near.name, why))
    return found


def _why_nobody(part: NeededPart, those: Those, qualification: str) -> str:
    if not those.there:
        words = _("nobody is on duty or free at that hour")
    elif not any(suits(part, each) for each in those.there):
        words = _("nobody who is there is qualified: {what}").format(what=qualification)
    else:
        count = sum(suits(part, each) for each in those.there)
        words = ngettext(
            "the {count} person for it who is there has another part",
            "all {count} people for it who are there have another part",
            count,
        ).format(count=count)
    if those.away:
        named = listed(those.away[:_MOST_NAMED])
        more = len(those.away) - _MOST_NAMED
        if more > 0:
            named += ngettext(" and {count} more", " and {count} more", more).format(count=more)
        words = clauses((words, _("not there: {names}").format(names=named)))
    return words
