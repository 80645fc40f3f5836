"""Days and months as people write them.

A date is one message for each month, so that a translation can order and write its parts as its readers do.
"""

from datetime import date

from dutydesk.wording import _, pgettext


def weekday_names() -> tuple[str, ...]:
    """Return the short names of the weekdays, from Monday on."""
    return (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"))


def weekday_name(day: date) -> str:
    """Return the short name of a day's weekday."""
    return weekday_names()[day.weekday()]


def narrow_weekday(day: date) -> str:
    """Return a day's weekday for a column of a few cells, such as ``Tu``."""
    return (
        pgettext("narrow", "Mo"),
        pgettext("narrow", "Tu"),
        pgettext("narrow", "We"),
        pgettext("narrow", "Th"),
        pgettext("narrow", "Fr"),
        pgettext("narrow", "Sa"),
        pgettext("narrow", "Su"),
    )[day.weekday()]


def short_day(day: date) -> str:
    """Return a day of this year with its weekday, such as ``Tue 11-03``, as wide on each day."""
    return _("{weekday} {day:%m-%d}").format(weekday=weekday_name(day), day=day)


def written_day(day: date) -> str:
    """Return a day of this year with its weekday as a document says it, such as ``Tue 11-03``."""
    return pgettext("document", "{weekday} {day:%m-%d}").format(weekday=weekday_name(day), day=day)


def whole_day(day: date) -> str:
    """Return a day with its year and weekday, such as ``Tue 2026-11-03``, as wide on each day."""
    return _("{weekday} {day}").format(weekday=weekday_name(day), day=day.isoformat())


def day_text(day: date) -> str:
    """Return a day with its weekday, such as ``Tue 3 Nov``."""
    forms = (
        _("{weekday} {day} Jan"),
        _("{weekday} {day} Feb"),
        _("{weekday} {day} Mar"),
        _("{weekday} {day} Apr"),
        _("{weekday} {day} May"),
        _("{weekday} {day} Jun"),
        _("{weekday} {day} Jul"),
        _("{weekday} {day} Aug"),
        _("{weekday} {day} Sep"),
        _("{weekday} {day} Oct"),
        _("{weekday} {day} Nov"),
        _("{weekday} {day} Dec"),
    )
    return forms[day.month - 1].format(weekday=weekday_name(day), day=day.day)


def month_name(day: date) -> str:
    """Return a day's month with its year, such as ``November 2026``."""
    forms = (
        _("January {year}"),
        _("February {year}"),
        _("March {year}"),
        _("April {year}"),
        _("May {year}"),
        _("June {year}"),
        _("July {year}"),
        _("August {year}"),
        _("September {year}"),
        _("October {year}"),
        _("November {year}"),
        _("December {year}"),
    )
    return forms[day.month - 1].format(year=day.year)
