"""What takes people's time at a desk: activities, absences and what plugins add, and where they clash."""

import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from dutydesk.api import Desk, Feed, FeedEvent
from dutydesk.api.registry import HookCaller
from dutydesk.domain import (
    Absence,
    AbsenceState,
    Activity,
    ActivityException,
    ActivityKind,
    Clash,
    Commitment,
    CommitmentKind,
    Occurrence,
    Person,
    Span,
    Window,
    absence_kind_name,
    find_clashes,
    occurrences,
    resolve_participants,
)
from dutydesk.wording import _

HOLIDAY = "holiday"
SCHOOL_EVENT = "school"
SQUADRON_FEED = "squadron"
CANCELLED = "cancelled"
_MARGIN = timedelta(days=2)
_log = logging.getLogger("dutydesk.desk")


def host_activity_kinds() -> dict[str, ActivityKind]:
    """Return the kinds that the host itself knows: holidays and events of the school."""
    return {
        HOLIDAY: ActivityKind(HOLIDAY, _("Holiday"), "goldenrod", blocks=False),
        SCHOOL_EVENT: ActivityKind(SCHOOL_EVENT, _("School event"), "slateblue"),
    }


class Timeline:
    """Reads one desk's activities, absences and plugins for a stretch of days."""

    def __init__(self, desk: Desk, hooks: HookCaller) -> None:
        self._desk = desk
        self._hooks = hooks

    def activities(self) -> tuple[Activity, ...]:
        """Return the activities kept in the desk and those that settings define."""
        return (*self._desk.table(Activity).all(), *self._hooks.ask("activities", Activity, desk=self._desk))

    def imported_holidays(self) -> tuple[Span, ...]:
        """Return the holidays that were imported or entered as all-day activities."""
        return tuple(
            Span(each.title, each.start.date(), (each.end - timedelta(days=1)).date())
            for each in self._desk.table(Activity).where(kind=HOLIDAY, all_day=True)
            if each.state != CANCELLED
        )

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
        everyone = self._desk.people()
        found = [*self._absences(window), *self._activity_commitments(window, everyone)]
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

    def _activity_commitments(self, window: Window, everyone: tuple[Person, ...]) -> Iterator[Commitment]:
        zone, kinds = self._desk.zone, self._desk.activity_kinds()
        for held in self.occurrences(zone.day_of(window.start), zone.day_of(window.end)):
            kind = kinds.get(held.activity.kind)
            if (kind is not None and not kind.blocks) or held.state == CANCELLED:
                continue
            for person in participants(held, everyone):
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
        names = {person.id: person.name for person in desk.people()}
        among = find_clashes(
            self.commitments(desk.zone.days(first, last).padded(_MARGIN)), zone=desk.zone, names=names
        )
        plugins = self._hooks.ask("clashes", Clash, desk=desk, first=first, last=last)
        found = [each for each in (*among, *plugins) if first <= each.day <= last]
        return tuple(sorted(found, key=lambda each: (each.day, each.person, each.rule, each.text)))

    def feeds(self) -> tuple[Feed, ...]:
        """Return the feeds of people and activity kinds, the squadron's, and what plugins add."""
        people = [Feed(f"person/{person.id}", person.name) for person in self._desk.people()]
        kinds = [
            Feed(f"kind/{kind.code}", kind.name, kind.colour) for kind in self._desk.activity_kinds().values()
        ]
        squadron = Feed(SQUADRON_FEED, self._desk.name, description=_("Everything that the squadron does"))
        return (*people, squadron, *kinds, *self._hooks.ask("feeds", Feed, desk=self._desk))

    def feed_events(self, window: Window) -> tuple[FeedEvent, ...]:
        """Return the events of activities and of plugins that touch `window`."""
        desk, everyone, kinds = self._desk, self._desk.people(), self._desk.activity_kinds()
        names = {person.id: person.name for person in everyone}
        events: list[FeedEvent] = []
        for held in self.occurrences(desk.zone.day_of(window.start), desk.zone.day_of(window.end)):
            if held.state == CANCELLED:
                continue
            events.append(_activity_event(desk, held, participants(held, everyone), kinds, names))
        events.extend(
            desk_event for desk_event in self._hooks.ask("feed_events", FeedEvent, desk=desk, window=window)
        )
        return tuple(events)


def _activity_event(
    desk: Desk,
    held: Occurrence,
    people: tuple[str, ...],
    kinds: Mapping[str, ActivityKind],
    names: Mapping[str, str],
) -> FeedEvent:
    activity, kind = held.activity, kinds.get(held.activity.kind)
    lines = [activity.note] if activity.note else []
    if activity.owner:
        lines.append(_("In charge: {name}").format(name=names.get(activity.owner, activity.owner)))
    if activity.private:
        lines.append(_("Not announced: keep it to yourself."))
    span, zone = desk.zone.span(held.start, held.end), desk.zone
    return FeedEvent(
        uid=f"activity-{held.key}",
        start=held.start.date() if activity.all_day else zone.wall(span.start),
        end=held.end.date() if activity.all_day else zone.wall(span.end),
        title=activity.title,
        place=held.place,
        description="\n".join(lines),
        kind=kind.name if kind else activity.kind,
        colour=kind.colour if kind else "",
        people=people,
        feeds=() if activity.private else (f"kind/{activity.kind}", SQUADRON_FEED),
        revision=max(held.revision, 1),
        changed=held.changed,
        busy=kind.blocks if kind else True,
    )


def participants(held: Occurrence, everyone: tuple[Person, ...]) -> tuple[str, ...]:
    """Return who is expected at an occurrence, of those who serve on its day."""
    serving = [person for person in everyone if person.serves_on(held.start.date())]
    return resolve_participants(held.activity.participants, serving)
