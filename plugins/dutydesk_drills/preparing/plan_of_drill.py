"""The plan of a drill drawn together: what its kind asks for, what was decided for it, what is open."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from dutydesk.api import Desk
from dutydesk.api.people_named import names_by_key
from dutydesk.wording import _, phrases
from dutydesk_drills.drill_plan import DrillCheckMark, DrillPart
from dutydesk_drills.drills import Drill
from dutydesk_drills.kind import DrillCheck, DrillRole
from dutydesk_drills.preparing.earlier_findings import OpenFinding, open_findings
from dutydesk_drills.preparing.message_texts import ReadyMessage, ready_messages
from dutydesk_drills.preparing.planned_building import (
    SECOND_WAY_OUT,
    PlannedBuilding,
    planned_buildings,
)
from dutydesk_drills.preparing.time_taken import Hindrance, TimeTaken, time_taken
from dutydesk_drills.settings import DrillsFile


@dataclass(frozen=True, slots=True, kw_only=True)
class NeededPart:
    """A part that the drill needs somebody for: a role in the whole drill, in a building or on a floor.

    `given` is who has it, `who` what they are called, and `hindrance` what keeps them from it. `knows` tells
    whether they have the drill in their calendar: not before they are told of an unannounced one.
    """

    role: DrillRole
    place: str = ""
    building: PlannedBuilding | None = None
    floor: int | None = None
    given: DrillPart | None = None
    who: str = ""
    hindrance: Hindrance | None = None
    knows: bool = False

    @property
    def code(self) -> str:
        """How the part is named in commands: ROLE, ROLE:BUILDING or ROLE:BUILDING:FLOOR."""
        return f"{self.role.code}:{self.place}" if self.place else self.role.code

    @property
    def where(self) -> str:
        """The building and floor in words, or nothing for the whole drill."""
        if self.building is None:
            return ""
        if self.floor is None:
            return self.building.name
        return _("{building}, floor {floor}").format(building=self.building.name, floor=self.floor)

    @property
    def title(self) -> str:
        """The role, and where."""
        return phrases((self.role.name, self.where)) if self.where else self.role.name


@dataclass(frozen=True, slots=True)
class ChecklistLine:
    """A line of the checklist by its number from 1, and the mark it was given, if any."""

    number: int
    check: DrillCheck
    mark: DrillCheckMark | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanOfDrill:
    """All that is planned of a drill.

    `left_over` are parts that somebody was given and that the drill needs no more, such as those of a
    building that was taken out of ``drills.toml``. `findings` are what earlier drills have shown and nobody
    has mended yet. `names` are what people are called, by their key, and `qualifications` what these are.
    """

    drill: Drill
    scenario: str
    buildings: tuple[PlannedBuilding, ...]
    parts: tuple[NeededPart, ...]
    left_over: tuple[DrillPart, ...]
    checklist: tuple[ChecklistLine, ...]
    messages: tuple[ReadyMessage, ...]
    findings: tuple[OpenFinding, ...]
    taken: TimeTaken
    names: Mapping[str, str]
    qualifications: Mapping[str, str]

    @property
    def expected_heads(self) -> int | None:
        """How many people are expected out of all buildings together; None where one is not known."""
        heads = [each.heads for each in self.buildings]
        known = [each for each in heads if each is not None]
        return sum(known) if heads and len(known) == len(heads) else None

    @property
    def names_buildings(self) -> bool:
        """Whether somebody has said which buildings take part."""
        return bool(self.drill.buildings)

    @property
    def open_parts(self) -> tuple[NeededPart, ...]:
        """The parts that nobody has yet."""
        return tuple(each for each in self.parts if each.given is None)

    @property
    def uses_second_way(self) -> bool:
        """Whether people leave by the second way out."""
        return SECOND_WAY_OUT in self.drill.plan.conditions

    def called(self, qualification: str) -> str:
        """Return what people call a qualification; one that the desk does not know stays as it is."""
        return self.qualifications.get(qualification, qualification)

    def part(self, code: str) -> NeededPart | None:
        """Return the part that is needed and called `code`, or None."""
        return next((each for each in self.parts if each.code == code), None)


def plan_of_drill(desk: Desk, drill: Drill) -> PlanOfDrill:
    """Return what kind, ``drills.toml`` and records of a drill say together. It belongs in a thread."""
    buildings = planned_buildings(desk.settings(DrillsFile).building, drill)
    taken = time_taken(desk, drill.held)
    names = names_by_key(desk)
    expected = frozenset(desk.participants([drill.held])[drill.key])
    given = {(each.role, each.place): each for each in desk.table(DrillPart).where(drill=drill.key)}
    parts = tuple(_filled(each, given, names, taken, expected) for each in needed_parts(drill, buildings))
    needed = {(each.role.code, each.place) for each in parts}
    return PlanOfDrill(
        drill=drill,
        scenario=drill.plan.scenario or drill.kind.scenario,
        buildings=buildings,
        parts=parts,
        left_over=tuple(each for at, each in given.items() if at not in needed),
        checklist=tuple(_checklist(drill, desk.table(DrillCheckMark).where(drill=drill.key))),
        messages=ready_messages(drill, desk.name),
        findings=open_findings(desk, drill, {each.code: each.name for each in buildings}),
        taken=taken,
        names=names,
        qualifications={each.code: each.name for each in desk.qualifications()},
    )


def needed_parts(drill: Drill, buildings: Iterable[PlannedBuilding]) -> Iterator[NeededPart]:
    """Yield the parts that a drill needs, in the order of its kind's roles; nobody has any of them here."""
    taking_part = tuple(buildings)
    for role in drill.kind.roles:
        if role.per == "drill":
            yield NeededPart(role=role)
        for each in taking_part if role.per != "drill" else ():
            if role.per == "building":
                yield NeededPart(role=role, place=each.code, building=each)
            else:
                for floor in range(1, each.building.floors + 1):
                    yield NeededPart(role=role, place=f"{each.code}:{floor}", building=each, floor=floor)


def _filled(
    needed: NeededPart,
    given: Mapping[tuple[str, str], DrillPart],
    names: Mapping[str, str],
    taken: TimeTaken,
    expected: frozenset[str],
) -> NeededPart:
    part = given.get((needed.role.code, needed.place))
    if part is None:
        return needed
    return replace(
        needed,
        given=part,
        who=part.who(names),
        hindrance=taken.hindered.get(part.person),
        knows=part.person in expected,
    )


def _checklist(drill: Drill, marks: Sequence[DrillCheckMark]) -> Iterator[ChecklistLine]:
    for number, check in enumerate(drill.kind.checklist, start=1):
        yield ChecklistLine(number, check, next((each for each in marks if check.reads(each.text)), None))
