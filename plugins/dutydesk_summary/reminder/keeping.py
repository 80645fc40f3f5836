"""Reading the reminder of a week, and keeping what people write in it."""

from dataclasses import replace
from enum import StrEnum

from dutydesk.api import Change, DataProblem, Desk, StaleChange
from dutydesk.api.tables import keep
from dutydesk.api.week import Week
from dutydesk.domain import clean, clean_line
from dutydesk.wording import _
from dutydesk_summary.reminder.drafting import draft
from dutydesk_summary.reminder.reminder import Reminder

MOST_TEXT = 5_000
"""Characters that a part of a reminder may have: it is to fit on one page."""


class Part(StrEnum):
    """The two parts of a reminder, named after the fields that hold them."""

    LAST_WEEK = "last_week"
    POINTS = "points"

    def of(self, reminder: Reminder) -> str:
        """Return the text of this part."""
        return reminder.last_week if self is Part.LAST_WEEK else reminder.points

    def put(self, reminder: Reminder, text: str) -> Reminder:
        """Return the reminder with another text in this part."""
        if self is Part.LAST_WEEK:
            return replace(reminder, last_week=text)
        return replace(reminder, points=text)


def part_name(part: Part) -> str:
    """Return what people call a part."""
    return {Part.LAST_WEEK: _("Last week"), Part.POINTS: _("Points of this week")}[part]


def kept_reminder(desk: Desk, week: Week) -> Reminder | None:
    """Return the reminder of a week as it is kept, or None."""
    return desk.table(Reminder).get(week.name)


def reminder_of(desk: Desk, week: Week) -> Reminder:
    """Return the reminder of a week: the kept one, or a draft of revision 0."""
    return kept_reminder(desk, week) or draft(desk, week)


def keep_part(desk: Desk, shown: Reminder, part: Part, text: str) -> Reminder:
    """Keep a text as one part of a reminder, as one change, and return the reminder as it is kept.

    `shown` is the reminder from which the text was written. Whoever else has changed the other part in the
    meantime keeps theirs; the first text that is kept takes the draft of the other part with it.

    Raises:
        DataProblem: the text is too long, or the reminder is issued.
        StaleChange: someone else has changed this part since.
    """
    lines = checked_lines(text)
    with desk.change(_("Reminder {week}: {part}").format(week=shown.id, part=part_name(part))) as change:
        kept = changeable(change, shown.id)
        if kept is not None and part.of(kept) != part.of(shown):
            raise StaleChange(
                _(
                    "Someone else has written here meanwhile. "
                    "Copy what you wrote, close this, and open it again."
                )
            )
        return keep(change, part.put(kept or _as_new(shown), lines))


def draft_again(desk: Desk, shown: Reminder) -> Reminder:
    """Keep what the records say now in place of both parts, as `keep_draft` does."""
    return keep_draft(desk, shown, draft(desk, Week(shown.monday)))


def keep_draft(desk: Desk, shown: Reminder, anew: Reminder) -> Reminder:
    """Keep a draft made `anew` in place of both parts, as one change, and return it.

    Raises:
        DataProblem: the reminder is issued.
        StaleChange: someone else has changed it since it was `shown`.
    """
    with desk.change(_("Reminder {week}: drafted again").format(week=shown.id)) as change:
        return keep_seen(change, changeable(change, shown.id), shown, anew)


def changeable(change: Change, key: str) -> Reminder | None:
    """Return a reminder as it is kept, or None.

    Raises:
        DataProblem: it is issued.
    """
    kept = change.table(Reminder).get(key)
    if kept is not None and kept.issued is not None:
        raise DataProblem(
            _("the reminder of {week} was issued on {day}; withdraw it first to change it").format(
                week=key, day=kept.issued
            )
        )
    return kept


def keep_seen(change: Change, kept: Reminder | None, seen: Reminder, after: Reminder) -> Reminder:
    """Keep `after` in place of what is `kept`, if that is what was `seen`.

    Raises:
        StaleChange: someone else has changed it since.
    """
    if seen.revision != (kept.revision if kept is not None else 0):
        raise StaleChange(
            _("Someone else has changed the reminder of {week}; look at it again first.").format(week=seen.id)
        )
    return keep(change, replace(after, revision=seen.revision, changed=seen.changed))


def checked_lines(text: str) -> str:
    """Return what was typed as clean lines, those without a word left out.

    Raises:
        DataProblem: it is too long.
    """
    if len(text) > MOST_TEXT:
        raise DataProblem(
            _("the text has {count} characters; expected at most {most}").format(
                count=len(text), most=MOST_TEXT
            )
        )
    lines = (clean_line(line, MOST_TEXT) for line in clean(text, MOST_TEXT).splitlines())
    return "\n".join(line for line in lines if line)


def _as_new(shown: Reminder) -> Reminder:
    """Return what was shown as a record that was never kept: someone may have undone the keeping since."""
    return replace(shown, revision=0, issued=None, issued_by="")
