"""What comes next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import takewhile

from dutydesk.domain import day_text
from dutydesk.feeds.page.dates import near_day
from dutydesk.feeds.page.occasion import Occasion
from dutydesk.wording import _, ngettext

_NEXT = 5
_MOST_LATER = 40


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the agenda; `word` names a near day, and `remarks` tell what is special about it."""

    occasion: Occasion
    word: str
    day: str
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Agenda:
    """What comes `next`, and what comes `later` in the months that are shown."""

    next: tuple[Entry, ...]
    later: tuple[Entry, ...]

    @property
    def later_text(self) -> str:
        """How many come later, and until when."""
        count, last = len(self.later), self.later[-1]
        return ngettext("{count} more until {day}", "{count} more until {day}", count).format(
            count=count, day=last.day
        )


def agenda_of(occasions: Sequence[Occasion], now: datetime, today: date, last: date) -> Agenda:
    """Return what is under way or still to come; what comes later is listed through the day `last`."""
    coming = [each for each in occasions if each.end > now or each.start >= now]
    later = takewhile(lambda each: each.first_day <= last, coming[_NEXT : _NEXT + _MOST_LATER])
    return Agenda(
        tuple(_entry(each, now, today) for each in coming[:_NEXT]),
        tuple(_entry(each, now, today) for each in later),
    )


def _entry(occasion: Occasion, now: datetime, today: date) -> Entry:
    event = occasion.event
    remarks: list[str] = []
    if event.cancelled:
        remarks.append(_("Cancelled"))
    elif occasion.start <= now and not occasion.all_day:
        remarks.append(_("On now"))
    if event.tentative and not event.cancelled:
        remarks.append(_("Tentative"))
    first = occasion.first_day
    return Entry(occasion, near_day(first, today), day_text(first), tuple(remarks))
