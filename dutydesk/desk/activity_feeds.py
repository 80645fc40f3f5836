"""The feeds that every desk has, and activities as events in them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from dutydesk.api import ActivityNote, Desk, Feed, FeedEvent
from dutydesk.api.people_named import names_by_key
from dutydesk.config.desk_settings import DeskSettings
from dutydesk.desk.timeline import CANCELLED
from dutydesk.domain import ActivityKind, Occurrence, Window, person_feed
from dutydesk.wording import _

SQUADRON_FEED = "squadron"
OPEN_FEED = "open"


def host_feeds(desk: Desk) -> tuple[Feed, ...]:
    """Return a feed for each person and kind of activity, the squadron's, and that of open events."""
    people = (Feed(person_feed(person.id), person.name) for person in desk.people())
    kinds = (Feed(f"kind/{kind.code}", kind.name, kind.colour) for kind in desk.activity_kinds().values())
    return (
        *people,
        Feed(SQUADRON_FEED, desk.name, description=_("Everything that the squadron does")),
        Feed(
            OPEN_FEED,
            _("{school}: open events").format(school=desk.name),
            "seagreen",
            _("What everyone may know: no names and no notes"),
        ),
        *kinds,
    )


def activity_events(desk: Desk, window: Window) -> Iterator[FeedEvent]:
    """Yield the activities that touch `window`, and those of the open kinds once more without names."""
    occurrences = desk.occurrences(desk.zone.day_of(window.start), desk.zone.day_of(window.end))
    if not occurrences:
        return
    kinds, expected = desk.activity_kinds(), desk.participants(occurrences)
    names = names_by_key(desk)
    notes: defaultdict[str, list[str]] = defaultdict(list)
    for note in desk.ask("activity_notes", ActivityNote, found=occurrences):
        notes[note.key].append(note.text)
    settings = desk.settings(DeskSettings).feeds
    for held in occurrences:
        if held.state == CANCELLED and not settings.keep_cancelled:
            continue
        yield _event(
            desk,
            held,
            kinds,
            prefix="activity",
            description=_description(held, names, notes[held.key]),
            people=expected[held.key],
            feeds=() if held.activity.private else (f"kind/{held.activity.kind}", SQUADRON_FEED),
        )
        if held.activity.kind in settings.open_kinds and not held.activity.private:
            yield _event(desk, held, kinds, prefix="open", feeds=(OPEN_FEED,))


def _description(held: Occurrence, names: Mapping[str, str], notes: Iterable[str]) -> str:
    activity = held.activity
    lines = [*([activity.note] if activity.note else []), *notes]
    if activity.owner:
        lines.append(_("In charge: {name}").format(name=names.get(activity.owner, activity.owner)))
    if activity.private:
        lines.append(_("Not announced: keep it to yourself."))
    return "\n".join(lines)


def _event(
    desk: Desk,
    held: Occurrence,
    kinds: Mapping[str, ActivityKind],
    *,
    prefix: str,
    description: str = "",
    people: tuple[str, ...] = (),
    feeds: tuple[str, ...] = (),
) -> FeedEvent:
    activity, kind = held.activity, kinds.get(held.activity.kind)
    span, zone = desk.zone.span(held.start, held.end), desk.zone
    return FeedEvent(
        uid=f"{prefix}-{held.key}",
        start=held.start.date() if activity.all_day else zone.wall(span.start),
        end=held.end.date() if activity.all_day else zone.wall(span.end),
        title=activity.title,
        place=held.place,
        description=description,
        kind=activity.kind,
        category=kind.name if kind else activity.kind,
        colour=kind.colour if kind else "",
        people=people,
        feeds=feeds,
        revision=max(held.revision, 1),
        changed=held.changed,
        cancelled=held.state == CANCELLED,
        busy=kind.blocks if kind else True,
    )
