"""The safety week of last spring in the sample school: held, counted, and with weak points found."""

from dataclasses import replace
from datetime import date, timedelta

from dutydesk.api import Desk
from dutydesk.api.holding import HELD
from dutydesk.api.tasks import finished, new_task
from dutydesk.domain import RoughCount, Task, TaskKind
from dutydesk.wording import _
from dutydesk_safetyweek.changing import with_outcome
from dutydesk_safetyweek.entries import WeekEntry, week_entries, weeks
from dutydesk_safetyweek.entry_draft import Outcome
from dutydesk_safetyweek.planning import plan_week
from dutydesk_safetyweek.safety_week import SafetyWeek, WeekCost
from dutydesk_safetyweek.settings import SafetyWeekFile, education_day

_OUTCOMES = {
    "broadcast": Outcome(reached=RoughCount(1180, "about"), classes_held=26),
    "lecture": Outcome(reached=RoughCount(1000, "over"), text="Four questions from the floor 现场提问四个"),
    "class-meeting": Outcome(reached=RoughCount(1126), classes_held=26),
    "letter": Outcome(leaflets=RoughCount(1000, "over")),
    "blackboard": Outcome(classes_held=26),
    "study": Outcome(reached=RoughCount(34)),
    "essay": Outcome(reached=RoughCount(310, "about")),
    "contest": Outcome(
        reached=RoughCount(78), classes_held=26, text="First place: class 6(2) 第一名：六（2）班"
    ),
    "drill": Outcome(
        reached=RoughCount(1204), classes_held=26, text="1 min 52 s, everyone counted 1分52秒全部清点"
    ),
}
_FOUND = (
    (
        "Emergency light dark in stair B, 2nd floor B楼梯二层应急灯不亮",
        TaskKind.HAZARD,
        2,
        "bulb replaced 已换灯泡",
    ),
    ("Fire door of the canteen held open 食堂防火门常开", TaskKind.HAZARD, 12, "closer fitted 已装闭门器"),
    ("Boxes stored under stair C C楼梯下堆放纸箱", TaskKind.FINDING, 1, "cleared away 已清理"),
)
_SPENT_SHARE = (0.95, 1.1, 0.88)


def fill_sample(desk: Desk, today: date) -> None:
    """Plan and hold the week of the last spring, so that the next one can be copied from it."""
    year = today.year if today > _last_day(today.year) else today.year - 1
    if weeks(desk, year):
        return
    planned = plan_week(desk, year, pack=desk.settings(SafetyWeekFile).pack, skip_holidays=True)
    _hold(desk, planned.week)


def _last_day(year: int) -> date:
    return education_day(year) + timedelta(days=6)


def _hold(desk: Desk, week: SafetyWeek) -> None:
    entries = week_entries(desk, week)
    with desk.change(_("The safety week of the sample school was held")) as change:
        for entry in entries:
            change.replace(replace(entry.activity, state=HELD))
            outcome = _OUTCOMES.get(entry.detail.kind, Outcome())
            change.replace(with_outcome(replace(entry.detail, is_ready=True), outcome))
        inspections = [entry for entry in entries if entry.detail.kind == "inspection"]
        for (title, kind, days, outcome_text), entry in zip(
            _FOUND, (*inspections, *inspections), strict=False
        ):
            change.add(_weak_point(title, kind, days, outcome_text, entry))
        for cost, share in zip(desk.table(WeekCost).where(week=week.id), _SPENT_SHARE, strict=False):
            change.replace(replace(cost, spent=float(round(cost.planned * share))))
        change.replace(
            replace(
                week,
                conclusion=(
                    "Inspections with a list found more than those without; next year every block has one. "
                    "有清单的检查发现问题更多，明年每栋楼一份。"
                ),
                closed=week.last + timedelta(days=5),
            )
        )


def _weak_point(title: str, kind: TaskKind, days: int, outcome: str, entry: WeekEntry) -> Task:
    mended = entry.day + timedelta(days=days)
    found = new_task(
        title,
        kind=kind,
        owner=entry.activity.owner,
        due=mended + timedelta(days=2),
        about=entry.source,
        place=entry.activity.place,
    )
    return finished(found, mended, outcome)
