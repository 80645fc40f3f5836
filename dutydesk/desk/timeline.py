"""What takes people's time at a desk: activities, absences and what plugins add, and where they clash."""

import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from dutydesk.api import Desk
from dutydesk.api.people_named import names_by_key
from dutydesk.api.registry import HookCaller
from dutydesk.domain import (
    Absence,
    AbsenceState,
    Activity,
    ActivityException,
    ActivityKind,
    Certificates,
    Clash,
    Commitment,
    CommitmentKind,
    Occurrence,
    Span,
    Window,
    absence_kind_name,
    find_clashes,
    occurrences,
    qualified_people,
    resolve_participants,
)
from dutydesk.wording import _, language

HOLIDAY = "holiday"
SCHOOL_EVENT = "school"
CANCELLED = "cancelled"
_MARGIN = timedelta(days=2)
_log = logging.getLogger("dutydesk.desk")


def host_activity_kinds() -> dict[str, ActivityKind]:
    """Return the kinds that the host itself knows: holidays and events of the school."""
    return {
        HOLIDAY: ActivityKind(HOLIDAY, _("Holiday"), "goldenrod", blocks=False, far_reaching=True),
        SCHOOL_EVENT: ActivityKind(SCHOOL_EVENT, _("School event"), "slateblue"),
    }


class Timeline:
    """Reads one desk's activities, absences and plugins for a stretch of days."""

    def __init__(self, desk: Desk, hooks: HookCaller) -> None:
        self._desk = desk
        self._hooks = hooks
        self._kinds: dict[str, dict[str, ActivityKind]] = {}
        self._holidays: tuple[int, tuple[Span, ...]] | None = None

    def activity_kinds(self) -> dict[str, ActivityKind]:
        """Return every kind of activity by its code, named in the reader's language; the host's own win."""
        spoken = language()
        if spoken not in self._kinds:
            asked = self._hooks.ask("activity_kinds", ActivityKind, desk=self._desk)
            self._kinds[spoken] = {kind.code: kind for kind in reversed(asked)} | host_activity_kinds()
        return dict(self._kinds[spoken])

    def forget_kinds(self) -> None:
        """Ask for the kinds of activity anew, as settings have changed."""
        self._kinds = {}

    def activities(self) -> tuple[Activity, ...]:
        """Return the activities kept in the desk and those that settings define."""
        return (*self._desk.table(Activity).all(), *self._hooks.ask("activities", Activity, desk=self._desk))

    def imported_holidays(self) -> tuple[Span, ...]:
        """Return the holidays that were imported or entered as all-day activities.

        Whoever looks at the calendar asks for them, so they are read once for each version of the desk.
        """
        version = self._desk.version()
        if self._holidays is None or self._holidays[0] != version:
            found = tuple(
                Span(each.title, each.start.date(), (each.end - timedelta(days=1)).date())
                for each in self._desk.table(Activity).where(kind=HOLIDAY, all_day=True)
                if each.state != CANCELLED
            )
            self._holidays = (version, found)
        return self._holidays[1]

    def occurrences(
        self, first: date, last: date, kinds: Iterable[str] | None = None
    ) -> tuple[Occurrence, ...]:
        """Return what is held on the days `first` to `last`, in order of time."""
        wanted = None if kinds is None else frozenset(kinds)
        exceptions: defaultdict[str, dict[date, ActivityException]] = defaultdict(dict)
        for exception in self._desk.table(ActivityException).all():
            exceptions[exception.activity][exception.day] = exception
        found: list[Occurrence] = []
        for activity in self.activities():
            if wanted is not None and activity.kind not in wanted:
                continue
            try:
                found.extend(occurrences(activity, exceptions.get(activity.id, {}), first, last))
            except (ValueError, OverflowError) as error:
                _log.warning("activity %s: %s", activity.id, error)
        return tuple(sorted(found, key=lambda each: (each.start, each.end, each.key)))

    def commitments(self, window: Window) -> tuple[Commitment, ...]:
        """Return what takes anyone's time in `window`."""
        found = [*self._absences(window), *self._activity_commitments(window)]
        found.extend(self._hooks.ask("commitments", Commitment, desk=self._desk, window=window))
        return tuple(
            sorted(
                (each for each in found if each.window.overlaps(window)),
                key=lambda each: (each.window, each.person, each.source),
            )
        )

    def _absences(self, window: Window) -> Iterator[Commitment]:
        zone = self._desk.zone
        first, last = zone.day_of(window.start), zone.day_of(window.end)
        for absence in self._desk.table(Absence).between("last", first, date.max):
            if absence.first <= min(last, absence.last) and absence.state is AbsenceState.APPROVED:
                yield Commitment(
                    person=absence.person,
                    window=zone.days(absence.first, absence.last),
                    kind=CommitmentKind.ABSENCE,
                    title=absence_kind_name(absence.kind),
                    source=f"absence:{absence.id}",
                )

    def participants(self, found: Iterable[Occurrence]) -> dict[str, tuple[str, ...]]:
        """Return who is expected at each of `found`, by its key."""
        everyone = self._desk.people()
        certificates: Certificates | None = None
        expected: dict[str, tuple[str, ...]] = {}
        for held in found:
            day, expressions = held.start.date(), held.activity.participants
            serving = tuple(person for person in everyone if person.serves_on(day))
            if any(each.startswith("@qualified:") for each in expressions):
                certificates = certificates or self._desk.certificates()
                serving = qualified_people(serving, certificates, day)
            expected[held.key] = resolve_participants(expressions, serving)
        return expected

    def _activity_commitments(self, window: Window) -> Iterator[Commitment]:
        zone, kinds = self._desk.zone, self._desk.activity_kinds()
        found = self.occurrences(zone.day_of(window.start), zone.day_of(window.end))
        expected = self.participants(found)
        for held in found:
            kind = kinds.get(held.activity.kind)
            if (kind is not None and not kind.blocks) or held.state == CANCELLED:
                continue
            for person in expected[held.key]:
                yield Commitment(
                    person=person,
                    window=zone.span(held.start, held.end),
                    kind=CommitmentKind.ACTIVITY,
                    title=held.activity.title,
                    source=f"activity:{held.key}",
                    yields=held.activity.excuses_duty,
                )

    def clashes(self, first: date, last: date) -> tuple[Clash, ...]:
        """Return the clashes on the days `first` to `last`, those that plugins find included."""
        desk = self._desk
        names = names_by_key(desk)
        among = find_clashes(
            self.commitments(desk.zone.days(first, last).padded(_MARGIN)), zone=desk.zone, names=names
        )
        plugins = self._hooks.ask("clashes", Clash, desk=desk, first=first, last=last)
        found = [each for each in (*among, *plugins) if first <= each.day <= last]
        return tuple(sorted(found, key=lambda each: (each.day, each.person, each.rule, each.text)))
