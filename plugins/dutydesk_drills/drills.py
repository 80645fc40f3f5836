"""The drills of the desk: those of ``drills.toml`` and those kept in it, announced and unannounced."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dutydesk.api import DataProblem, Desk
from dutydesk.api.holding import CANCELLED, HELD
from dutydesk.api.keys_typed import LEAST_OF_KEY, having_key
from dutydesk.api.settings_values import at_time
from dutydesk.domain import Activity, Occurrence, clean_line
from dutydesk.wording import _
from dutydesk_drills.drill_plan import DrillBuilding, DrillPlan
from dutydesk_drills.kind import DrillKind
from dutydesk_drills.kinds import activity_kind, drill_kinds, is_drill, kind_code
from dutydesk_drills.settings import DrillsFile, PlannedDrill

FILE = "drills.toml"
LEADERS = "@rank:leader"
"""Who knows of an unannounced drill, beside its owner and those who have a part in it."""
EVER = (date(1970, 1, 1), date(2999, 12, 31))
"""The first and the last day that a drill can have."""
_ID_PREFIX = "drill-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Drill:
    """A drill with all that is planned of it; `held` is when and where, `key` its identity in the desk."""

    held: Occurrence
    kind: DrillKind
    plan: DrillPlan
    buildings: tuple[DrillBuilding, ...] = ()

    @property
    def key(self) -> str:
        """The key of the drill's occurrence, by which all that is kept about it hangs together."""
        return self.held.key

    @property
    def day(self) -> date:
        """The day on which it is held."""
        return self.held.start.date()

    @property
    def title(self) -> str:
        """What it is called."""
        return self.held.activity.title

    @property
    def name(self) -> str:
        """How messages and the journal name it: its title and day."""
        return _("{title}, {day}").format(title=self.title, day=self.day)

    @property
    def minutes(self) -> int:
        """How many minutes it took, or is to take."""
        return minutes_of(self.held)

    @property
    def is_held(self) -> bool:
        """Whether somebody has said that it was held."""
        return self.held.state == HELD

    @property
    def is_announced(self) -> bool:
        """Whether those who take part may know of it beforehand."""
        return not self.held.activity.private


def minutes_of(held: Occurrence) -> int:
    """Return how many minutes a drill took, or is to take."""
    return round((held.end - held.start).total_seconds() / 60)


def refuse_unheld(drill: Drill) -> None:
    """Return where the drill was held.

    What is said of a drill beforehand would tell those who must not know of an unannounced one.

    Raises:
        DataProblem: nobody has said that it was.
    """
    if not drill.is_held:
        raise DataProblem(
            _(
                "{title} of {day} is not marked as held yet: `dutydesk drills record {drill} --minutes M`, "
                "or run it in the terminal"
            ).format(title=drill.title, day=drill.day, drill=drill.key)
        )


def drill_id(code: str) -> str:
    """Return the identity of the drill with this code in the settings."""
    return f"{_ID_PREFIX}{code}"


def planned_drills(desk: Desk) -> Sequence[Activity]:
    """Return the drills of the settings; an unannounced one is private to its owner and the leaders."""
    return [_made(each) for each in desk.settings(DrillsFile).drill]


def _made(drill: PlannedDrill) -> Activity:
    start = at_time(drill.day, drill.start)
    return Activity(
        id=drill_id(drill.code),
        revision=1,
        kind=activity_kind(drill.kind),
        title=drill.title,
        start=start,
        end=start + timedelta(minutes=drill.minutes),
        place=drill.place,
        participants=drill.participants if drill.announced else those_who_know(drill.owner),
        excuses_duty=drill.excuses_duty,
        owner=drill.owner,
        note=drill.note,
        source=FILE,
        private=not drill.announced,
    )


def those_who_know(owner: str) -> tuple[str, ...]:
    """Return the participants of an unannounced drill: the leaders, and its owner where it has one."""
    return (LEADERS, *((owner,) if owner else ()))


def drill_occurrences(desk: Desk, first: date, last: date) -> tuple[Occurrence, ...]:
    """Return every drill on the days `first` to `last`, unannounced ones too, in order of time.

    A drill whose kind is known no more is among them: what was held stays.
    """
    kinds = {each.kind for each in desk.activities() if is_drill(each.kind)}
    return tuple(each for each in desk.occurrences(first, last, kinds) if first <= each.start.date() <= last)


def drills(desk: Desk, first: date, last: date) -> tuple[Drill, ...]:
    """Return every drill on the days `first` to `last` with its plan, in order of time."""
    return with_plans(desk, drill_occurrences(desk, first, last))


def with_plans(desk: Desk, found: Iterable[Occurrence]) -> tuple[Drill, ...]:
    """Return the drills that `found` are."""
    kinds = drill_kinds(desk)
    plans = {each.id: each for each in desk.table(DrillPlan).all()}
    buildings: dict[str, list[DrillBuilding]] = {}
    for each in desk.table(DrillBuilding).all():
        buildings.setdefault(each.drill, []).append(each)
    made = []
    for held in found:
        code = kind_code(held.activity.kind)
        made.append(
            Drill(
                held=held,
                kind=kinds.get(code) or DrillKind(code=code, name=code),
                plan=plans.get(held.key) or DrillPlan(id=held.key),
                buildings=tuple(buildings.get(held.key, ())),
            )
        )
    return tuple(made)


def find_drill(desk: Desk, wanted: str, day: date | None = None) -> Drill:
    """Return the drill that `wanted` names: its code in the settings, its key, or the beginning of its key.

    Of one that recurs it is the drill of `day`, or else the first.

    Raises:
        DataProblem: no such drill is planned, or the beginning fits several.
    """
    every = [each for each in drill_occurrences(desk, *EVER) if each.state != CANCELLED]
    named = [each for each in every if each.activity.id in {wanted, drill_id(wanted)}]
    named = named or list(having_key(every, wanted, lambda each: each.key))
    if len({each.activity.id for each in named}) > 1:
        raise DataProblem(
            _("{wanted!r} is the beginning of several drills: {found}").format(
                wanted=clean_line(wanted, 60), found=", ".join(each.key for each in named)
            )
        )
    if not named:
        planned = sorted(each.code for each in desk.settings(DrillsFile).drill)
        keys = _("{count} letters or more of a key in `dutydesk drills list`").format(count=LEAST_OF_KEY)
        raise DataProblem(
            _("{wanted!r} is no drill that is planned; expected one of {known}").format(
                wanted=clean_line(wanted, 60), known=", ".join((*planned, keys))
            )
        )
    (drill,) = with_plans(desk, [next((each for each in named if each.start.date() == day), named[0])])
    return drill
