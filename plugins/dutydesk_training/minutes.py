"""What a meeting was about: points of its agenda, and its minutes."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from dutydesk.api import Change, DataProblem, Desk, StaleChange
from dutydesk.api.tables import keep
from dutydesk.domain import Occurrence, Record, clean, clean_line
from dutydesk.wording import _, phrases

MOST_TEXT = 50_000
"""Characters that the minutes of a meeting, or its section about the last week, may have."""

LONGEST_POINT = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Minutes(Record):
    """The agenda and minutes of one session; its id is the key of the session's occurrence.

    `points` are those added to what its series and open decisions bring. `last_week` is the section about the
    week before as it was edited; empty, it is drafted from the records whenever it is read.
    """

    day: date
    points: tuple[str, ...] = ()
    last_week: str = ""
    text: str = ""
    chair: str = ""
    writer: str = ""

    def subjects(self) -> tuple[str, ...]:
        """The session."""
        return (f"activity:{self.id}",)

    def days(self) -> tuple[tuple[date, date], ...]:
        """The day of the session, in whose event the points of the agenda stand."""
        return ((self.day, self.day),)


def minutes_of(desk: Desk, held: Occurrence) -> Minutes:
    """Return the minutes of a session, empty ones where nothing is kept yet."""
    return desk.table(Minutes).get(held.key) or Minutes(id=held.key, day=held.start.date())


def change_minutes(change: Change, held: Occurrence, work: Callable[[Minutes], Minutes]) -> Minutes:
    """Keep what `work` makes of the minutes of a session as they stand now, and return it."""
    before = change.table(Minutes).get(held.key) or Minutes(id=held.key, day=held.start.date())
    return keep(change, replace(work(before), day=held.start.date()))


def write_text(desk: Desk, held: Occurrence, text: str, before: str) -> str:
    """Keep the text of the minutes, as one change, and return it as it was kept.

    `before` is the text that was there when it was opened to be edited: whatever else has changed since, the
    work of two who edit it at once is never lost.

    Raises:
        DataProblem: the text is too long.
        StaleChange: someone else has written another text since.
    """
    cleaned = _checked_text(text)

    def work(minutes: Minutes) -> Minutes:
        _refuse_if_other(minutes.text, before)
        return replace(minutes, text=cleaned)

    with desk.change(_("Minutes: {what}").format(what=_named(held))) as change:
        return change_minutes(change, held, work).text


def write_last_week(desk: Desk, held: Occurrence, text: str, before: str) -> str:
    """Keep the section about the last week, as `write_text` does; without a text it is drafted again.

    Raises:
        DataProblem: the text is too long.
        StaleChange: someone else has written another text since.
    """
    cleaned = _checked_text(text)

    def work(minutes: Minutes) -> Minutes:
        _refuse_if_other(minutes.last_week, before)
        return replace(minutes, last_week=cleaned)

    with desk.change(_("Last week: {what}").format(what=_named(held))) as change:
        return change_minutes(change, held, work).last_week


def keep_minutes(
    desk: Desk,
    held: Occurrence,
    *,
    text: str | None = None,
    chair: str | None = None,
    writer: str | None = None,
) -> Minutes:
    """Keep the text of the minutes, and who was in the chair and wrote them, by their keys, as one change.

    What is None stays as it is; any text that is there already is replaced.

    Raises:
        DataProblem: the text is too long.
    """
    cleaned = None if text is None else _checked_text(text)

    def work(minutes: Minutes) -> Minutes:
        return replace(
            minutes,
            text=minutes.text if cleaned is None else cleaned,
            chair=minutes.chair if chair is None else chair,
            writer=minutes.writer if writer is None else writer,
        )

    with desk.change(_("Minutes: {what}").format(what=_named(held))) as change:
        return change_minutes(change, held, work)


def add_point(desk: Desk, held: Occurrence, text: str) -> str:
    """Add a point to the agenda of this session alone, as one change, and return it as it was kept.

    Raises:
        DataProblem: it has no words.
    """
    point = _checked_point(text)
    with desk.change(_("On the agenda: {point}").format(point=point)) as change:
        change_minutes(change, held, lambda minutes: replace(minutes, points=(*minutes.points, point)))
    return point


def reword_point(desk: Desk, held: Occurrence, point: str, text: str) -> str:
    """Put `text` in the place of a point that was added to this session.

    Raises:
        DataProblem: it has no words.
        StaleChange: the point is no longer there.
    """
    after = _checked_point(text)
    with desk.change(_("On the agenda: {point}").format(point=after)) as change:
        change_minutes(change, held, lambda minutes: _with_point(minutes, point, (after,)))
    return after


def remove_point(desk: Desk, held: Occurrence, point: str) -> None:
    """Take a point that was added to this session off its agenda.

    Raises:
        StaleChange: the point is no longer there.
    """
    with desk.change(_("Off the agenda: {point}").format(point=point)) as change:
        change_minutes(change, held, lambda minutes: _with_point(minutes, point, ()))


def _with_point(minutes: Minutes, point: str, instead: tuple[str, ...]) -> Minutes:
    if point not in minutes.points:
        raise StaleChange(_("This point is no longer on the agenda."))
    at = minutes.points.index(point)
    return replace(minutes, points=(*minutes.points[:at], *instead, *minutes.points[at + 1 :]))


def _checked_point(text: str) -> str:
    point = clean_line(text, LONGEST_POINT)
    if not point:
        raise DataProblem(_("a point of the agenda needs some words"))
    return point


def _checked_text(text: str) -> str:
    if len(text) > MOST_TEXT:
        raise DataProblem(
            _("the text has {count} characters; expected at most {most}").format(
                count=len(text), most=MOST_TEXT
            )
        )
    return clean(text, limit=MOST_TEXT)


def _refuse_if_other(now: str, before: str) -> None:
    if now != before:
        raise StaleChange(
            _("Someone else has written here meanwhile. Copy what you wrote, close this, and open it again.")
        )


def _named(held: Occurrence) -> str:
    return phrases((held.activity.title, str(held.start.date())))
