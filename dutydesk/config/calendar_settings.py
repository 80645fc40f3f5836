"""What `config/calendar.toml` says: terms, holidays, and the weekend days worked to make up for them."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Annotated

from msgspec import Meta

from dutydesk.api import Settings, SettingsFault, SettingsFile, SettingsReader
from dutydesk.domain import SchoolCalendar, Span
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


class CalendarSettings(Settings, frozen=True, kw_only=True):
    """The content of ``config/calendar.toml``."""

    term: tuple[TermTable, ...] = ()
    holiday: tuple[HolidayTable, ...] = ()
    workdays: tuple[date, ...] = ()

    def school_calendar(self) -> SchoolCalendar:
        """Return the calendar of these terms, holidays and workdays, each in the order of its days."""
        terms = sorted((one.first, one.last, one.name) for one in self.term)
        holidays = sorted((one.first, one.last or one.first, one.name) for one in self.holiday)
        return SchoolCalendar(
            terms=tuple(Span(name, first, last) for first, last, name in terms),
            holidays=tuple(Span(name, first, last) for first, last, name in holidays),
            workdays=tuple(sorted(set(self.workdays))),
        )


def check_calendar_settings(settings: CalendarSettings, _reader: SettingsReader) -> Iterator[SettingsFault]:
    """Yield the spans that end before they begin, and the terms that share a day."""
    for index, term in enumerate(settings.term):
        if term.last < term.first:
            yield _ends_early("term", index, term.first, term.last)
    for index, holiday in enumerate(settings.holiday):
        if holiday.last is not None and holiday.last < holiday.first:
            yield _ends_early("holiday", index, holiday.first, holiday.last)
    ordered = sorted(enumerate(settings.term), key=lambda numbered: numbered[1].first)
    for (_index, earlier), (index, later) in pairwise(ordered):
        if later.first <= earlier.last:
            yield SettingsFault(
                ("term", index, "first"),
                _("the term begins on {first}, before {name} has ended on {last}").format(
                    first=later.first, name=earlier.name, last=earlier.last
                ),
            )


def _ends_early(key: str, index: int, first: date, last: date) -> SettingsFault:
    return SettingsFault(
        (key, index, "last"),
        _("the last day {last} lies before the first, {first}").format(last=last, first=first),
    )


CALENDAR_FILE = SettingsFile("calendar.toml", CalendarSettings, check_calendar_settings)
