"""The drills that the sample school has held and plans: times, a review, weak points, a plan with parts.

Whoever and whatever building of the sample school a desk does not have is left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

from dutydesk.api import Change, Desk
from dutydesk.api.holding import HELD, PLANNED
from dutydesk.api.people_named import names_by_key
from dutydesk.api.tasks import finished, new_task
from dutydesk.domain import Activity, TaskKind, new_id
from dutydesk.wording import _
from dutydesk_drills.after.review import change_review
from dutydesk_drills.drill_moment import DrillMoment, MomentSort
from dutydesk_drills.drill_plan import DrillBuilding, DrillPart, DrillPlan, drill_subject
from dutydesk_drills.drills import find_drill, those_who_know
from dutydesk_drills.kinds import activity_kind
from dutydesk_drills.settings import DrillsFile
from dutydesk_drills.signing import sign_off

_OWNER, _SIGNER = "zhao-jianguo", "zhao-jianguo"
_TEACHING, _LABORATORY, _DORMITORY = "teaching", "laboratory", "dormitory"
_HEADS = {_TEACHING: 618, _LABORATORY: 139, _DORMITORY: 377}
_EVACUATION = "Evacuation drill 疏散演练"
_NEAR, _A_WEEK = 14, 7
_SATURDAY = 5
_A_MINUTE = 60
_SUMMER = (7, 5)
_SETTLED = timedelta(days=9)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Past:
    """A drill that was held: the seconds in which each building was empty, as far as they were noted."""

    title: str = _EVACUATION
    kind: str = "evacuation"
    clock: time = time(11, 10)
    place: str = ""
    minutes: int = 30
    announced: bool = True
    out: dict[str, int] = field(default_factory=dict)


_YEARS_AGO = (
    (2, 10, _Past(minutes=24)),
    (2, 4, _Past(out={_TEACHING: 187, _LABORATORY: 128})),
    (1, 10, _Past(out={_TEACHING: 169, _LABORATORY: 121})),
    (1, 4, _Past(out={_TEACHING: 151, _LABORATORY: 112})),
)
"""How many school years ago, in which month, and the drill."""
_LATELY = (
    (-75, _Past(place="Teaching block 教学楼", out={_TEACHING: 139})),
    (
        -44,
        _Past(
            title="Earthquake drill 地震演练",
            kind="earthquake",
            clock=time(14, 30),
            out={_TEACHING: 128, _LABORATORY: 99},
        ),
    ),
    (
        -19,
        _Past(
            title="Fire drill 消防演练",
            kind="fire",
            clock=time(8, 40),
            out={_TEACHING: 117, _LABORATORY: 96},
        ),
    ),
    (
        -11,
        _Past(
            title="Night drill of the dormitory 宿舍夜间疏散",
            clock=time(21, 40),
            place="Dormitory 宿舍楼",
            announced=False,
            out={_DORMITORY: 204},
        ),
    ),
)
"""How many days from today, and the drill."""
_NEXT = (2, _Past(place="Teaching block 教学楼"))
_PARTS = (
    ("commander", "", _OWNER, ""),
    ("medic", "", "chen-jing", ""),
    ("gate", "", "zhou-min", ""),
    ("sweeper", _TEACHING, "zheng-hao", ""),
    ("warden", f"{_TEACHING}:1", "he-xin", ""),
    ("warden", f"{_TEACHING}:2", "", "Gao Mei 高梅"),
    ("warden", f"{_TEACHING}:3", "", "Lin Bo 林波"),
)


@dataclass(frozen=True, slots=True)
class _There:
    """The people and the buildings that the desk has, by key and code."""

    people: frozenset[str]
    buildings: frozenset[str]

    @classmethod
    def of(cls, desk: Desk) -> "_There":
        return cls(
            frozenset(names_by_key(desk)),
            frozenset(each.code for each in desk.settings(DrillsFile).building),
        )

    def person(self, key: str) -> str:
        """Return the key of somebody who is there, or nothing."""
        return key if key in self.people else ""

    def out(self, past: _Past) -> _Past:
        """Return a drill with the times of buildings that are there."""
        return replace(
            past, out={code: seconds for code, seconds in past.out.items() if code in self.buildings}
        )


def fill(desk: Desk, today: date) -> None:
    """Keep the drills of the last years as held, with what was noted and said of them, and plan the next."""
    there = _There.of(desk)
    keys: list[str] = []
    with desk.change(_("Drills of the sample school")) as change:
        for day, past in (*_old_days(desk), *_late_days(desk, today)):
            keys.append(_hold(change, day, there.out(past), there))
        days, planned = _NEXT
        _plan(change, _next_day(desk, today + timedelta(days=days), today), planned, there)
        _show_weak_points(change, keys[-2], keys[-1], today, there)
    change_review(
        desk,
        find_drill(desk, keys[-2]),
        went_well=_("Classes left in order; both stairs were used."),
        to_improve=_("On the third floor the door to the east stairs stuck: a queue of two classes."),
        weather=_("Clear, light wind"),
    )
    if there.person(_SIGNER):
        sign_off(desk, find_drill(desk, keys[-3]), _SIGNER)


def _old_days(desk: Desk) -> Iterator[tuple[date, _Past]]:
    """Yield the drills of earlier school years, each on the second Thursday of its month."""
    terms = desk.school_calendar().terms
    if not terms:
        return
    begins = terms[0].first
    for years, month, past in _YEARS_AGO:
        year = begins.year - years + (month < begins.month)
        first = date(year, month, 1)
        yield first + timedelta(days=(3 - first.weekday()) % _A_WEEK + _A_WEEK), past


def _late_days(desk: Desk, today: date) -> Iterator[tuple[date, _Past]]:
    """Yield the drills of the last weeks; those of a summer are taken to the end of the year before it."""
    terms = desk.school_calendar().terms
    for days, past in _LATELY:
        day = today + timedelta(days=days)
        if terms and day < terms[0].first:
            day = date(terms[0].first.year, *_SUMMER) - (terms[0].first - day)
        yield _school_day(desk, day, today), past


def _next_day(desk: Desk, day: date, today: date) -> date:
    """Return a day of school near `day`; in summer, one soon after the next term begins."""
    terms = desk.school_calendar().terms
    return _school_day(desk, max(day, terms[0].first + _SETTLED) if terms else day, today)


def _hold(change: Change, day: date, past: _Past, there: _There) -> str:
    """Keep a drill as held, with its moments, and return its key."""
    start = datetime.combine(day, past.clock)
    key = new_id()
    end = start + timedelta(minutes=past.minutes)
    if past.out:
        moments = tuple(_moments(key, start, past))
        end = moments[-1].at
        for number, each in enumerate(moments, 1):
            change.add(replace(each, number=number))
        for code in past.out:
            change.add(DrillBuilding.of(key, code))
    change.add(_activity(key, start, end, past, state=HELD, owner=there.person(_OWNER)))
    return key


def _moments(key: str, start: datetime, past: _Past) -> Iterator[DrillMoment]:
    def at(seconds: int, stage: str, building: str = "", heads: int | None = None) -> DrillMoment:
        return DrillMoment(
            id=new_id(),
            drill=key,
            sort=MomentSort.STAGE if stage else MomentSort.END,
            at=start + timedelta(seconds=seconds),
            stage=stage,
            building=building,
            heads=heads,
        )

    yield at(0, "alarm")
    for code, seconds in sorted(past.out.items(), key=lambda each: each[1]):
        yield at(seconds, "out", code, _HEADS[code])
    last = max(past.out.values())
    yield at(last + 160, "accounted")
    yield at(last + 400, "clear")
    yield at((last + 420) // _A_MINUTE * _A_MINUTE + _A_MINUTE, "")


def _activity(key: str, start: datetime, end: datetime, past: _Past, *, state: str, owner: str) -> Activity:
    return Activity(
        id=key,
        kind=activity_kind(past.kind),
        title=past.title,
        start=start,
        end=end,
        place=past.place,
        participants=("@all",) if past.announced else those_who_know(owner),
        excuses_duty=True,
        owner=owner,
        state=state,
        private=not past.announced,
    )


def _plan(change: Change, day: date, planned: _Past, there: _There) -> None:
    key, start = new_id(), datetime.combine(day, planned.clock)
    end = start + timedelta(minutes=planned.minutes)
    change.add(_activity(key, start, end, planned, state=PLANNED, owner=there.person(_OWNER)))
    change.add(
        DrillPlan(
            id=key,
            scenario=_("Smoke in the chemistry store on the second floor; the west stairs are closed."),
            debrief=_("Guard room, half an hour after the all clear"),
        )
    )
    if _TEACHING in there.buildings:
        change.add(DrillBuilding.of(key, _TEACHING))
    for role, place, person, name in _PARTS:
        is_there = not place or place.partition(":")[0] in there.buildings
        if is_there and (name or there.person(person)):
            change.add(replace(DrillPart.of(key, role, place), person=person, name=name))


def _show_weak_points(change: Change, fire: str, night: str, today: date, there: _There) -> None:
    """Keep what the last drills have shown: one weak point is open, the other was mended."""
    change.add(
        new_task(
            _("The door to the east stairs on the third floor sticks"),
            kind=TaskKind.FINDING,
            owner=there.person("lv-dong"),
            due=today + timedelta(days=5),
            about=drill_subject(fire),
            place="Teaching block 教学楼",
        )
    )
    mended = new_task(
        _("The bell cannot be heard in the west wing at night"),
        kind=TaskKind.FINDING,
        owner=there.person("qin-shan"),
        due=today - timedelta(days=3),
        about=drill_subject(night),
        place="Dormitory 宿舍楼",
    )
    change.add(finished(mended, today - timedelta(days=4), _("A second bell hangs there; tried twice.")))


def _school_day(desk: Desk, day: date, today: date) -> date:
    """Return the day of school nearest to `day` on the same side of `today`, or a weekday where none is."""
    calendar = desk.school_calendar()
    near = [day + timedelta(days=step) for away in range(_NEAR) for step in (-away, away)]
    same_side = [each for each in near if (each < today) == (day < today)]
    weekdays = (each for each in same_side if each.weekday() < _SATURDAY)
    return next((each for each in same_side if calendar.is_school_day(each)), next(weekdays, day))
