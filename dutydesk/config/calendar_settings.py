"""What `config/calendar.toml` says: terms, holidays, the weekend days worked for them, blocked hours."""

from collections.abc import Iterator
from datetime import date, time
from itertools import pairwise
from typing import Annotated

from msgspec import Meta

from dutydesk.api import Settings, SettingsFault, SettingsFile, SettingsReader
from dutydesk.api.settings_values import WEEKDAYS, WallTime, Weekday, time_faults
from dutydesk.domain import BlockedHours, SchoolCalendar, Span
from dutydesk.wording import _

SpanName = Annotated[str, Meta(min_length=1, max_length=100)]


class TermTable(Settings, frozen=True, kw_only=True):
    """One ``[[term]]``, both days included."""

    name: SpanName
    first: date
    last: date


class HolidayTable(Settings, frozen=True, kw_only=True):
    """One ``[[holiday]]``, both days included; without a `last` it is a single day."""

    name: SpanName
    first: date
    last: date | None = None


class BlockedTable(Settings, frozen=True, kw_only=True):
    """One ``[[blocked]]``: hours of school days in which nothing else may take place.

    On the `weekdays` named, or on all days from `first` to `last`, or on both together; without `start` and
    `end` the whole day.
    """

    name: SpanName
    weekdays: tuple[Weekday, ...] = ()
    first: date | None = None
    last: date | None = None
    start: WallTime | None = None
    end: WallTime | None = None

    def blocked_hours(self) -> BlockedHours:
        """Return these hours as the school calendar knows them."""
        return BlockedHours(
            name=self.name,
            weekdays=tuple(sorted(WEEKDAYS.index(each) for each in self.weekdays)),
            first=self.first,
            last=self.last or (self.first if not self.weekdays else None),
            start=time.fromisoformat(self.start) if self.start else None,
            end=time.fromisoformat(self.end) if self.end else None,
        )


class CalendarSettings(Settings, frozen=True, kw_only=True):
    """The content of ``config/calendar.toml``."""

    term: tuple[TermTable, ...] = ()
    holiday: tuple[HolidayTable, ...] = ()
    workdays: tuple[date, ...] = ()
    blocked: tuple[BlockedTable, ...] = ()

    def school_calendar(self) -> SchoolCalendar:
        """Return the calendar of these terms, holidays and workdays, each in the order of its days."""
        terms = sorted((one.first, one.last, one.name) for one in self.term)
        holidays = sorted((one.first, one.last or one.first, one.name) for one in self.holiday)
        return SchoolCalendar(
            terms=tuple(Span(name, first, last) for first, last, name in terms),
            holidays=tuple(Span(name, first, last) for first, last, name in holidays),
            workdays=tuple(sorted(set(self.workdays))),
            blocked=tuple(each.blocked_hours() for each in self.blocked),
        )


def check_calendar_settings(settings: CalendarSettings, _reader: SettingsReader) -> Iterator[SettingsFault]:
    """Yield the spans that end before they begin, terms that share a day, hours that are never or unclear."""
    for index, term in enumerate(settings.term):
        if term.last < term.first:
            yield _ends_early("term", index, term.first, term.last)
    for index, holiday in enumerate(settings.holiday):
        if holiday.last is not None and holiday.last < holiday.first:
            yield _ends_early("holiday", index, holiday.first, holiday.last)
    yield from _blocked_faults(settings)
    ordered = sorted(enumerate(settings.term), key=lambda numbered: numbered[1].first)
    for (_index, earlier), (index, later) in pairwise(ordered):
        if later.first <= earlier.last:
            yield SettingsFault(
                ("term", index, "first"),
                _("the term begins on {first}, before {name} has ended on {last}").format(
                    first=later.first, name=earlier.name, last=earlier.last
                ),
            )


def _blocked_faults(settings: CalendarSettings) -> Iterator[SettingsFault]:
    for index, blocked in enumerate(settings.blocked):
        if not blocked.weekdays and blocked.first is None:
            yield SettingsFault(
                ("blocked", index),
                _('say when these hours are: weekdays = ["mon"], or first = 2027-01-11 and last'),
            )
        if blocked.first is not None and blocked.last is not None and blocked.last < blocked.first:
            yield _ends_early("blocked", index, blocked.first, blocked.last)
        if (blocked.start is None) != (blocked.end is None):
            yield SettingsFault(
                ("blocked", index, "start" if blocked.start else "end"),
                _("give both start and end, or neither for the whole day"),
            )
        if blocked.start is not None and blocked.end is not None:
            yield from time_faults(blocked.start, blocked.end, ("blocked", index))


def _ends_early(key: str, index: int, first: date, last: date) -> SettingsFault:
    return SettingsFault(
        (key, index, "last"),
        _("the last day {last} lies before the first, {first}").format(last=last, first=first),
    )


CALENDAR_FILE = SettingsFile("calendar.toml", CalendarSettings, check_calendar_settings)
