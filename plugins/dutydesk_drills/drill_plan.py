"""What is kept about the plan of a drill: what is played, where, who has which part, and what is checked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from dutydesk.domain import Record


def drill_subject(key: str) -> str:
    """Return the subject in the journal of the drill whose occurrence has this key."""
    return f"activity:{key}"


@dataclass(frozen=True, slots=True, kw_only=True)
class DrillPlan(Record):
    """The plan of one drill; its `id` is the key of the drill's occurrence.

    `conditions` are those that cannot be told from its time and buildings: ``second_way_out``.
    `notice_on` is the day on which parents were told. `routes` and `assembly` say what holds for the whole
    drill; `debrief` is when and where it is talked over afterwards.
    """

    scenario: str = ""
    conditions: tuple[str, ...] = ()
    routes: str = ""
    assembly: str = ""
    notice_on: date | None = None
    debrief: str = ""

    def subjects(self) -> tuple[str, ...]:
        """The drill."""
        return (drill_subject(self.id),)


@dataclass(frozen=True, slots=True, kw_only=True)
class DrillBuilding(Record):
    """A building that takes part in a drill, by its code in ``drills.toml``; its `id` is DRILL:BUILDING.

    `heads` is how many people are expected out of it, where that differs from the usual.
    """

    drill: str
    building: str
    heads: int | None = None
    route: str = ""
    assembly: str = ""

    @classmethod
    def of(cls, drill: str, building: str) -> "DrillBuilding":
        """Return a building, by its code, as it is usually, in the drill with this key."""
        return cls(id=f"{drill}:{building}", drill=drill, building=building)

    def subjects(self) -> tuple[str, ...]:
        """The drill."""
        return (drill_subject(self.drill),)


@dataclass(frozen=True, slots=True, kw_only=True)
class DrillPart(Record):
    """Who plays a role in a drill; `place` is the building, or BUILDING:FLOOR, of a role played in each.

    `person` is the key of somebody of the squadron; `name` is somebody else, such as a teacher. `why` says
    why the desk has chosen them; where somebody chose by hand it is empty. Its `id` is DRILL:ROLE:PLACE.
    """

    drill: str
    role: str
    place: str = ""
    person: str = ""
    name: str = ""
    why: str = ""

    @classmethod
    def of(cls, drill: str, role: str, place: str) -> "DrillPart":
        """Return a part in the drill with this key, that nobody has yet."""
        return cls(id=f"{drill}:{role}:{place}", drill=drill, role=role, place=place)

    @property
    def code(self) -> str:
        """How the part is named in commands: ROLE, ROLE:BUILDING or ROLE:BUILDING:FLOOR."""
        return f"{self.role}:{self.place}" if self.place else self.role

    def who(self, names: Mapping[str, str]) -> str:
        """Return what people call who has it; `names` are those of the squadron by key."""
        return names.get(self.person, self.person) if self.person else self.name

    @property
    def is_by_hand(self) -> bool:
        """Whether a person chose them, so that filling parts leaves them where they are."""
        return not self.why

    def subjects(self) -> tuple[str, ...]:
        """The drill, and the person."""
        return (drill_subject(self.drill), *((f"person:{self.person}",) if self.person else ()))


@dataclass(frozen=True, slots=True, kw_only=True)
class DrillCheckMark(Record):
    """A line of the checklist that was looked at: its `text` then, whether it `is_right`, and a note."""

    drill: str
    text: str
    is_right: bool = True
    note: str = ""

    def subjects(self) -> tuple[str, ...]:
        """The drill."""
        return (drill_subject(self.drill),)

    def days(self) -> tuple[tuple[date, date], ...]:
        """None: no calendar tells of checklists."""
        return ()
