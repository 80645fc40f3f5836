"""The agenda of a meeting, put together from its series, the records of the desk and what was added to it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dutydesk.api import DataProblem, Desk, DueGroup, DueItem, DueState
from dutydesk.api.attachments import FILES_FOLDER, attached, is_gone
from dutydesk.api.week import Week
from dutydesk.domain import Activity, Attachment, Occurrence, clean_line
from dutydesk.wording import _, clauses, ngettext, phrases
from dutydesk_training.decisions import Decision, about, all_decisions, brought_to, decided_at
from dutydesk_training.minutes import Minutes, minutes_of, remove_point
from dutydesk_training.settings import TrainingFile

MEETING = "meeting"
BULLET = "- "
MOST_SENTENCE = 1000
_LOOK_AHEAD = timedelta(days=60)
_UNTIL_ANOTHER = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Point:
    """A point of the agenda; a `standing` one comes from the settings of the series."""

    number: int
    text: str
    standing: bool


@dataclass(frozen=True, slots=True)
class LastWeek:
    """What is told of the week before, from `first` to `last`.

    `text` has a line for each heading and, behind `BULLET`, one for each sentence. It is `drafted` from the
    records, which `records` name, unless somebody has edited it.
    """

    first: date
    last: date
    text: str
    drafted: bool
    records: tuple[str, ...] = ()

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines that hold anything."""
        return tuple(line for line in self.text.splitlines() if line.strip())

    @property
    def title(self) -> str:
        """The heading of the section, with the days that it covers."""
        return _("Last week, {first} to {last}").format(first=self.first, last=self.last)


@dataclass(frozen=True, slots=True)
class Material:
    """A file or link that belongs to a session; `gone` is a file that is no longer in the desk's folder."""

    attachment: Attachment
    gone: bool

    @property
    def where(self) -> str:
        """The link, or the path of the file below the desk's folder."""
        kept = self.attachment
        return kept.target if kept.is_link else f"{FILES_FOLDER}/{kept.target}"


@dataclass(frozen=True, slots=True)
class Agenda:
    """All that a meeting is about, in the order in which it is gone through.

    `brought` are open decisions of earlier meetings, `decided` those of this one. `due` is what must be done
    up to `until`, the day of the next meeting. `expected` are the keys of who should come.
    """

    held: Occurrence
    minutes: Minutes
    points: tuple[Point, ...]
    last_week: LastWeek
    brought: tuple[Decision, ...]
    until: date
    due: tuple[DueItem, ...]
    decided: tuple[Decision, ...]
    materials: tuple[Material, ...]
    expected: tuple[str, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """The titles of files that are gone."""
        return tuple(each.attachment.title for each in self.materials if each.gone)


def agenda_of(desk: Desk, held: Occurrence) -> Agenda:
    """Return the agenda of a session as it stands now.

    It asks every plugin about the week before and about what is due, so that it belongs in a thread.
    """
    minutes = minutes_of(desk, held)
    decisions = all_decisions(desk)
    brought, decided = brought_to(decisions, held), decided_at(decisions, held)
    until = next_meeting(desk, held)
    return Agenda(
        held=held,
        minutes=minutes,
        points=agenda_points(desk, held, minutes),
        last_week=_last_week(desk, held, minutes),
        brought=brought,
        until=until,
        due=tuple(_due(desk, held, until, (*brought, *decided))),
        decided=decided,
        materials=materials_of(desk, held),
        expected=desk.participants((held,)).get(held.key, ()),
    )


def agenda_points(desk: Desk, held: Occurrence, minutes: Minutes | None = None) -> tuple[Point, ...]:
    """Return the points of an agenda: those that stand on each, then those added to this one."""
    own = (minutes or minutes_of(desk, held)).points
    standing = standing_points(desk, held.activity)
    texts = [*((text, True) for text in standing), *((text, False) for text in own)]
    return tuple(Point(number, text, stands) for number, (text, stands) in enumerate(texts, start=1))


def materials_of(desk: Desk, held: Occurrence) -> tuple[Material, ...]:
    """Return the files and links of a session, by title."""
    return tuple(Material(each, is_gone(desk, each)) for each in attached(desk, about(held)))


def next_meeting(desk: Desk, held: Occurrence) -> date:
    """Return the day of the next meeting of the series, or after a single one of any; else a week later."""
    after = held.start.date() + timedelta(days=1)
    coming = desk.occurrences(
        after, after + _LOOK_AHEAD, (held.activity.kind if held.activity.rule else MEETING,)
    )
    days = [
        each.start.date()
        for each in coming
        if each.start.date() >= after and (not held.activity.rule or each.activity.id == held.activity.id)
    ]
    return min(days, default=held.start.date() + _UNTIL_ANOTHER)


def draft_last_week(desk: Desk, held: Occurrence) -> LastWeek:
    """Return the section about the week before the meeting's own, from the records."""
    week = Week.of(held.start.date()).moved(-1)
    lines: list[str] = []
    records: list[str] = []
    heading = ""
    for each in desk.digest(week.monday, week.sunday):
        if each.heading != heading:
            heading = each.heading
            lines.append(heading)
        lines.append(f"{BULLET}{clean_line(each.text, MOST_SENTENCE)}")
        records.extend(each.records)
    return LastWeek(week.monday, week.sunday, "\n".join(lines), drafted=True, records=tuple(records))


def strike_point(desk: Desk, held: Occurrence, number: int) -> str:
    """Take the point with this number off the agenda, as one change, and return it.

    Raises:
        DataProblem: there is none, or it stands in the settings.
    """
    points = agenda_points(desk, held)
    found = next((each for each in points if each.number == number), None)
    if found is None:
        raise DataProblem(
            ngettext(
                "there is no point {number}; the agenda has {count} point",
                "there is no point {number}; the agenda has {count} points",
                len(points),
            ).format(number=number, count=len(points))
        )
    if found.standing:
        raise DataProblem(
            _("point {number} stands on each agenda; it is taken off in config/training.toml").format(
                number=number
            )
        )
    remove_point(desk, held, found.text)
    return found.text


def standing_points(desk: Desk, activity: Activity) -> tuple[str, ...]:
    """Return the points that the settings put on the agenda of each session of a series."""
    return next(
        (
            each.agenda
            for each in desk.settings(TrainingFile).session
            if activity.id == f"training-{each.code}"
        ),
        (),
    )


def _last_week(desk: Desk, held: Occurrence, minutes: Minutes) -> LastWeek:
    if not minutes.last_week:
        return draft_last_week(desk, held)
    week = Week.of(held.start.date()).moved(-1)
    return LastWeek(week.monday, week.sunday, minutes.last_week, drafted=False)


def _due(desk: Desk, held: Occurrence, until: date, decisions: Iterable[Decision]) -> Iterable[DueItem]:
    """Yield what is due until the next meeting, decisions that the agenda shows already left out.

    Open slots are told in one line: there may be dozens. Of a meeting long past there is nothing to tell.
    """
    today = desk.today()
    if until < today:
        return
    told = {(each.task.title, each.task.due) for each in decisions}
    found = desk.due(max(held.start.date(), today), until)
    yield from (each for each in found if each.group is DueGroup.DUE and (each.title, each.day) not in told)
    slots = [each for each in found if each.group is DueGroup.OPEN]
    if slots:
        yield _open_slots(slots)


def _open_slots(slots: Sequence[DueItem]) -> DueItem:
    return DueItem(
        title=ngettext("{count} slot is open", "{count} slots are open", len(slots)).format(count=len(slots)),
        day=min(each.day for each in slots),
        state=DueState.OVERDUE if any(each.state is DueState.OVERDUE for each in slots) else DueState.DUE,
        screen=slots[0].screen,
        detail=clauses(phrases((each.title, str(each.day))) for each in slots[:3]),
        group=DueGroup.OPEN,
        action=slots[0].action,
    )
