"""Who could take a part in a drill, and whom of them it suits: on duty there, free, of the right rank."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dutydesk.api import Desk
from dutydesk.domain import Certificates, Person
from dutydesk.wording import _, clauses
from dutydesk_drills.drill_plan import DrillPart
from dutydesk_drills.preparing.plan_of_drill import NeededPart, PlanOfDrill
from dutydesk_drills.settings import Building

_LEAST_WORD = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Somebody who is there at the hour of a drill: on `duty`, by its title, or free and taking part.

    `parts_before` is how many parts they had in other drills.
    """

    person: Person
    qualifications: frozenset[str]
    duty: str = ""
    parts_before: int = 0


@dataclass(frozen=True, slots=True)
class Those:
    """Those who could take a part, in the order of the squadron, and in words those who are not there."""

    there: tuple[Candidate, ...]
    away: tuple[str, ...]


def candidates(desk: Desk, plan: PlanOfDrill) -> Those:
    """Return who could take a part in a drill: who is on duty when it begins, and participants who are free.

    Whoever was given a part by hand is not among them, nor is anybody who is away, elsewhere, or rests.
    """
    drill, taken = plan.drill, plan.taken
    expected = set(desk.participants([drill.held])[drill.key])
    by_hand = {each.given.person for each in plan.parts if each.given is not None and each.given.is_by_hand}
    before = _parts_before(desk, drill.key)
    certificates = desk.certificates()
    there: list[Candidate] = []
    away: list[str] = []
    for person in desk.people(drill.day):
        duty = taken.on_duty.get(person.id, "")
        if person.id in by_hand or not (duty or person.id in expected):
            continue
        hindrance = taken.hindered.get(person.id)
        if hindrance is not None:
            away.append(_("{name} ({why})").format(name=person.name, why=hindrance.text))
        else:
            there.append(
                Candidate(
                    person=person,
                    qualifications=_qualified(certificates, person, plan),
                    duty=duty,
                    parts_before=before.get(person.id, 0),
                )
            )
    return Those(tuple(there), tuple(away))


def suits(part: NeededPart, candidate: Candidate) -> bool:
    """Tell whether somebody is qualified for a part."""
    wanted = part.role.qualification
    return not wanted or wanted in candidate.qualifications


def by_preference(part: NeededPart, those: Sequence[Candidate], plan: PlanOfDrill) -> list[Candidate]:
    """Return those whom a part suits, whom it suits best first.

    That is by rank where the role names ranks, and else not the leaders; then by the duty they stand: at a
    post that the role names, or in the building; on any other duty; free; and last, on duty at a post that
    another role needs. Among equals, whoever had fewer parts so far.
    """
    elsewhere = _posts_of_others(part, plan)
    order = {each.person.id: place for place, each in enumerate(those)}
    return sorted(
        (each for each in those if suits(part, each)),
        key=lambda each: (
            _rank(part, each),
            _duty(part, each, elsewhere),
            each.parts_before,
            order[each.person.id],
        ),
    )


def reason(part: NeededPart, candidate: Candidate, plan: PlanOfDrill) -> str:
    """Return in words why a part suits somebody."""
    ranks = {"leader": _("leader"), "deputy": _("deputy"), "guard": _("guard"), "staff": _("staff")}
    words = [ranks[candidate.person.rank]] if candidate.person.rank in part.role.ranks else []
    if candidate.duty and is_there(part, candidate.duty):
        words.append(_("on duty there: {duty}").format(duty=candidate.duty))
    elif candidate.duty:
        words.append(_("on duty: {duty}").format(duty=candidate.duty))
    else:
        words.append(_("takes part and is free"))
    if part.role.qualification:
        words.append(_("qualified: {what}").format(what=plan.called(part.role.qualification)))
    return clauses(words)


def is_there(part: NeededPart, duty: str) -> bool:
    """Tell whether whoever stands this duty is where a part is played."""
    title = duty.casefold()
    if any(word.casefold() in title for word in part.role.posts):
        return True
    return part.building is not None and _names_building(title, part.building.building)


def _names_building(title: str, building: Building) -> bool:
    """Tell whether a title in small letters names a building, by its code or by a word of its name."""
    words = [building.code, *building.name.split()]
    return building.name.casefold() in title or any(
        len(word) >= _LEAST_WORD and _telling(word) and word.casefold() in title for word in words
    )


def _telling(word: str) -> bool:
    """Tell whether a word of a building's name sets it apart from other buildings."""
    return word.casefold() not in {"block", "building", "house", "hall", "the", "no.", "bus"}


def _rank(part: NeededPart, candidate: Candidate) -> int:
    ranks, rank = part.role.ranks, candidate.person.rank
    if ranks:
        return ranks.index(rank) if rank in ranks else len(ranks)
    return 1 if rank == "leader" else 0


def _duty(part: NeededPart, candidate: Candidate, elsewhere: Iterable[str]) -> int:
    if not candidate.duty:
        return 2
    if is_there(part, candidate.duty):
        return 0
    title = candidate.duty.casefold()
    return 3 if any(word.casefold() in title for word in elsewhere) else 1


def _posts_of_others(part: NeededPart, plan: PlanOfDrill) -> tuple[str, ...]:
    return tuple(word for role in plan.drill.kind.roles if role.code != part.role.code for word in role.posts)


def _parts_before(desk: Desk, key: str) -> Mapping[str, int]:
    counted: dict[str, int] = {}
    for each in desk.table(DrillPart).all():
        if each.person and each.drill != key:
            counted[each.person] = counted.get(each.person, 0) + 1
    return counted


def _qualified(certificates: Certificates, person: Person, plan: PlanOfDrill) -> frozenset[str]:
    return frozenset(certificates.qualifications(person, plan.drill.day))
