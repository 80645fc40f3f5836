"""A safety week as a whole: its days, what is done on each, who is in charge, what it lacks and costs."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from dutydesk.api import DataProblem, Desk
from dutydesk.api.holding import CANCELLED, HELD, wall_now
from dutydesk.api.keys_typed import having_key
from dutydesk.api.tasks import in_order
from dutydesk.domain import Activity, Attachment, Clash, Occurrence, Person, Task, clean_line
from dutydesk.wording import _, clauses
from dutydesk_safetyweek.clashes import clashes_of, led_by_day, overload_text
from dutydesk_safetyweek.entries import WeekEntry, lacks_of, week_days, week_entries, week_of_year, weeks
from dutydesk_safetyweek.safety_week import SafetyWeek, WeekActivity, WeekCost
from dutydesk_safetyweek.school_days import free_days
from dutydesk_safetyweek.settings import SafetyWeekFile
from dutydesk_safetyweek.words import EntryState, day_name, kind_name, state_name, time_text

__all__ = [
    "BoardEntry",
    "EntryState",
    "OwnerLoad",
    "WeekBoard",
    "kind_name",
    "state_name",
    "time_text",
    "week_of_year",
    "weeks",
]


@dataclass(frozen=True, slots=True)
class BoardEntry:
    """An activity of the week with all that hangs on it.

    `detail` has revision 0 where it is not kept yet, for an activity that was entered in the calendar.
    `problems` say in words with what it clashes and what it lacks. `tasks` are what it needs beforehand and
    what was found at it, open ones first; `tasks_open` counts these.
    """

    activity: Activity
    detail: WeekActivity
    held: Occurrence
    state: EntryState
    owner_name: str
    problems: tuple[str, ...] = ()
    tasks_open: int = 0
    tasks: tuple[Task, ...] = ()
    attachments: tuple[Attachment, ...] = ()

    @property
    def id(self) -> str:
        """The activity's id."""
        return self.activity.id

    @property
    def day(self) -> date:
        """The day on which it is held."""
        return self.activity.start.date()

    @property
    def title(self) -> str:
        """What it is called."""
        return self.activity.title

    @property
    def about(self) -> str:
        """How tasks and attachments name it."""
        return f"activity:{self.activity.id}"


@dataclass(frozen=True, slots=True)
class OwnerLoad:
    """How many hours a person is in charge on each day of the week; `person` is a key.

    `reason` says, in words, where that is more than the settings allow.
    """

    person: str
    name: str
    hours: tuple[float, ...]
    is_overloaded: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class WeekBoard:
    """A safety week: what stands in it, by day and time, and how it is doing.

    `days` are all days of the week; an entry that was moved out of it has another. `holidays` give the days
    among them on which there is no school, with why. `lacks` are what the whole week still needs. `tasks` and
    `attachments` are those of the week itself; those of its activities are in the entries. Amounts are in the
    school's own money.
    """

    week: SafetyWeek
    days: tuple[date, ...]
    holidays: Mapping[date, str]
    entries: tuple[BoardEntry, ...]
    loads: tuple[OwnerLoad, ...] = ()
    clashes: tuple[Clash, ...] = ()
    costs: tuple[WeekCost, ...] = ()
    planned_cost: float = 0.0
    spent: float = 0.0
    lacks: tuple[str, ...] = ()
    tasks: tuple[Task, ...] = ()
    attachments: tuple[Attachment, ...] = ()

    @classmethod
    def of(cls, desk: Desk, week_id: str) -> "WeekBoard":
        """Return the board of a week; `week_id` is such as ``2027``.

        Raises:
            DataProblem: there is no such week.
        """
        week = desk.table(SafetyWeek).get(week_id)
        if week is None:
            raise DataProblem(_("there is no safety week {week!r}").format(week=clean_line(week_id, 40)))
        found = week_entries(desk, week)
        clashes = clashes_of(desk, found)
        entries = _board_entries(desk, week, found, clashes)
        days, about = week_days(week), f"safetyweek:{week.id}"
        holidays = free_days(desk.school_calendar(), days)
        costs = desk.table(WeekCost).where(week=week.id)
        return cls(
            week=week,
            days=days,
            holidays=holidays,
            entries=entries,
            loads=_loads(desk, found, days),
            clashes=clashes,
            costs=tuple(sorted(costs, key=lambda each: (each.title, each.id))),
            planned_cost=sum(each.planned for each in costs),
            spent=sum(each.spent or 0.0 for each in costs),
            lacks=lacks_of(found, [day for day in days if day not in holidays]),
            tasks=tuple(in_order(desk.table(Task).where(about=about))),
            attachments=_sorted(desk.table(Attachment).where(about=about)),
        )

    def on(self, day: date) -> tuple[BoardEntry, ...]:
        """Return what stands on a day, what lasts all day first, then by time."""
        return tuple(entry for entry in self.entries if entry.day == day)

    def entry(self, text: str) -> BoardEntry:
        """Return the entry whose activity has this id, or begins with it, or whose title holds the text.

        Raises:
            DataProblem: none or several do; the line names those that may be meant.
        """
        wanted = clean_line(text, 100).casefold()
        for matches in (
            [each for each in self.entries if wanted == each.title.casefold()],
            having_key(self.entries, wanted, lambda each: each.id),
            [each for each in self.entries if wanted and wanted in each.title.casefold()],
        ):
            if len(matches) == 1:
                return matches[0]
            if matches:
                raise DataProblem(
                    _("{text!r} may be {titles}; expected more of the title, or the id").format(
                        text=text, titles=clauses(f"{each.title} ({each.id[:6]})" for each in matches)
                    )
                )
        raise DataProblem(
            _("{text!r} is nothing in the safety week {week}; expected a part of a title, or an id").format(
                text=clean_line(text, 100), week=self.week.id
            )
        )


def _board_entries(
    desk: Desk, week: SafetyWeek, found: Sequence[WeekEntry], clashes: Sequence[Clash]
) -> tuple[BoardEntry, ...]:
    people = {person.id: person for person in desk.people()}
    sources = tuple(entry.source for entry in found)
    tasks: defaultdict[str, list[Task]] = defaultdict(list)
    attached: defaultdict[str, list[Attachment]] = defaultdict(list)
    if sources:
        for task in desk.table(Task).where(about=sources):
            tasks[task.about].append(task)
        for attachment in desk.table(Attachment).where(about=sources):
            attached[attachment.about].append(attachment)
    now = wall_now(desk)
    return tuple(
        BoardEntry(
            activity=entry.activity,
            detail=entry.detail,
            held=entry.occurrence(),
            state=_state(entry, now),
            owner_name=_owner_name(people, entry.activity.owner),
            problems=_problems(week, entry, clashes),
            tasks_open=sum(task.is_open for task in tasks[entry.source]),
            tasks=tuple(in_order(tasks[entry.source])),
            attachments=_sorted(attached[entry.source]),
        )
        for entry in found
    )


def _sorted(attachments: Sequence[Attachment]) -> tuple[Attachment, ...]:
    return tuple(sorted(attachments, key=lambda each: (each.title, each.id)))


def _owner_name(people: Mapping[str, Person], owner: str) -> str:
    return people[owner].name if owner in people else owner


def _state(entry: WeekEntry, now: datetime) -> EntryState:
    if entry.activity.state == CANCELLED:
        return EntryState.CANCELLED
    if entry.activity.state == HELD:
        return EntryState.HELD
    if entry.activity.end <= now:
        return EntryState.UNMARKED
    return EntryState.READY if entry.detail.is_ready else EntryState.PLANNED


def _problems(week: SafetyWeek, entry: WeekEntry, clashes: Sequence[Clash]) -> tuple[str, ...]:
    """Return with what an entry clashes and what it lacks; one that is held or cancelled lacks nothing."""
    if entry.activity.state in {CANCELLED, HELD}:
        return ()
    found = [clash.text for clash in clashes if entry.source in clash.sources]
    if not week.first <= entry.day <= week.last:
        found.append(_("It is on {day}, out of the week.").format(day=day_name(entry.day)))
    if not entry.activity.owner:
        found.append(_("Nobody is in charge."))
    return tuple(found)


def _loads(desk: Desk, found: Sequence[WeekEntry], days: Sequence[date]) -> tuple[OwnerLoad, ...]:
    most = desk.settings(SafetyWeekFile).most_hours_a_day
    people = {person.id: person for person in desk.people()}
    led = led_by_day(found)
    owners = dict.fromkeys(
        entry.activity.owner for entry in found if entry.activity.owner and entry.activity.state != CANCELLED
    )
    loads = []
    for owner in owners:
        name = _owner_name(people, owner)
        hours = tuple(sum(entry.hours for entry in led.get((owner, day), ())) for day in days)
        too_much = [
            overload_text(name, day, each, most) for day, each in zip(days, hours, strict=True) if each > most
        ]
        loads.append(OwnerLoad(owner, name, hours, bool(too_much), " ".join(too_much)))
    return tuple(sorted(loads, key=lambda each: (-sum(each.hours), each.name)))
