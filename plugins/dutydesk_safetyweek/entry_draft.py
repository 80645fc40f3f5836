"""What an activity of a safety week is to be, and what became of it, as someone gives it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from dutydesk.api import DataProblem, Desk
from dutydesk.api.people_named import person_with_key
from dutydesk.api.settings_values import participant_faults
from dutydesk.domain import Activity, RoughCount, clean, clean_line
from dutydesk.domain.rough_count import MOST_COUNTED
from dutydesk.wording import _
from dutydesk_safetyweek.board import BoardEntry
from dutydesk_safetyweek.safety_week import KIND, SafetyWeek, WeekActivity
from dutydesk_safetyweek.school_days import why_no_school
from dutydesk_safetyweek.words import ENTRY_KINDS, day_name, kind_names


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryValues:
    """What is said of an activity, on whatever day; without `start` and `end` it lasts all day.

    `owner` is a person's key or nothing. `participants` are keys and expressions such as ``@rank:leader``;
    the owner of what has a time is put among them by itself. `audience` says in words whom it is for,
    `classes` and `heads` how many of them are expected.
    """

    title: str
    kind: str
    start: time | None = None
    end: time | None = None
    place: str = ""
    owner: str = ""
    audience: str = ""
    classes: int | None = None
    heads: int | None = None
    materials: str = ""
    participants: tuple[str, ...] = ()
    excuses_duty: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryDraft(EntryValues):
    """What an activity of the week is to be on its `day`."""

    day: date

    @classmethod
    def of(cls, entry: BoardEntry) -> "EntryDraft":
        """Return an entry as it stands, for a form or for `dataclasses.replace`."""
        activity, detail = entry.activity, entry.detail
        return cls(
            title=activity.title,
            kind=detail.kind,
            day=entry.day,
            start=None if activity.all_day else activity.start.time(),
            end=None if activity.all_day else activity.end.time(),
            place=activity.place,
            owner=activity.owner,
            audience=detail.audience,
            classes=detail.classes,
            heads=detail.heads,
            materials=detail.materials,
            participants=activity.participants,
            excuses_duty=activity.excuses_duty,
            note=activity.note,
        )

    def checked(self, desk: Desk) -> "EntryDraft":
        """Return it with its texts cleaned.

        Raises:
            DataProblem: a value cannot be.
        """
        title = clean_line(self.title, 100)
        if not title:
            raise DataProblem(_("an activity needs a title"))
        if self.kind not in ENTRY_KINDS:
            raise DataProblem(
                _("{title}: {kind!r} is no kind of activity; expected one of {kinds}").format(
                    title=title, kind=clean_line(self.kind, 40), kinds=", ".join(kind_names())
                )
            )
        if (self.start is None) != (self.end is None):
            raise DataProblem(
                _("{title}: give both start and end, or neither for something that lasts all day").format(
                    title=title
                )
            )
        if self.start is not None and self.end is not None and self.end <= self.start:
            raise DataProblem(
                _("{title}: the end {end} must be later than the start, {start}").format(
                    title=title, end=f"{self.end:%H:%M}", start=f"{self.start:%H:%M}"
                )
            )
        check_owner(desk, self.owner)
        for fault in participant_faults(self.participants, ()):
            raise DataProblem(_("{title}: {problem}").format(title=title, problem=fault.problem))
        _check_counts(self.classes, self.heads)
        return replace(
            self,
            title=title,
            place=clean_line(self.place, 100),
            audience=clean_line(self.audience, 200),
            materials=clean_line(self.materials, 300),
            note=clean(self.note, 2000),
        )

    def activity(self, key: str, previous_owner: str = "") -> Activity:
        """Return the activity that it describes; `previous_owner` no longer takes part."""
        all_day = self.start is None or self.end is None
        start = datetime.combine(self.day, self.start or time())
        end = start + timedelta(days=1) if self.end is None else datetime.combine(self.day, self.end)
        return Activity(
            id=key,
            kind=KIND,
            title=self.title,
            start=start,
            end=end,
            all_day=all_day,
            place=self.place,
            participants=_taking_part(self, previous_owner, all_day=all_day),
            excuses_duty=self.excuses_duty or all_day,
            owner=self.owner,
            note=self.note,
        )

    def detail(self, before: WeekActivity) -> WeekActivity:
        """Return what the week keeps of it, its counts and readiness as `before`."""
        return replace(
            before,
            kind=self.kind,
            audience=self.audience,
            classes=self.classes,
            heads=self.heads,
            materials=self.materials,
        )


def _taking_part(draft: EntryDraft, previous_owner: str, *, all_day: bool) -> tuple[str, ...]:
    """Return who takes part: whoever is in charge of what has a time does, so that it is in their calendar.

    Something that hangs all day, such as a banner, takes nobody's time.
    """
    others = [each for each in draft.participants if each not in {previous_owner, draft.owner}]
    leads = bool(draft.owner) and not all_day
    return tuple(dict.fromkeys((*others, draft.owner) if leads else others))


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of an activity that was held, as its leader counts it; classes are counted exactly."""

    reached: RoughCount | None = None
    leaflets: RoughCount | None = None
    classes_held: int | None = None
    text: str = ""

    def checked(self) -> "Outcome":
        """Return it with its text cleaned.

        Raises:
            DataProblem: a count is below 0.
        """
        rough = (each.count for each in (self.reached, self.leaflets) if each is not None)
        _check_counts(*rough, self.classes_held)
        return replace(self, text=clean(self.text, 2000))


def check_owner(desk: Desk, owner: str) -> None:
    """Raise DataProblem where nobody has the key `owner`; none at all is fine."""
    if owner:
        person_with_key(desk, owner)


def check_day(desk: Desk, week: SafetyWeek, day: date, title: str) -> None:
    """Raise DataProblem where `title` cannot stand on a day: out of the week, or without school."""
    if not week.first <= day <= week.last:
        raise DataProblem(
            _("{title}: {day} is out of the week, which lasts from {first} to {last}").format(
                title=title, day=day, first=week.first, last=week.last
            )
        )
    if why := why_no_school(desk.school_calendar(), day):
        raise DataProblem(
            _("{title}: there is no school on {day} ({why}); expected another day of the week").format(
                title=title, day=day_name(day), why=why
            )
        )


def _check_counts(*counts: int | None) -> None:
    wrong: Sequence[int] = [each for each in counts if each is not None and not 0 <= each <= MOST_COUNTED]
    if wrong:
        raise DataProblem(_("{count} is no count; expected 0 or more").format(count=wrong[0]))
