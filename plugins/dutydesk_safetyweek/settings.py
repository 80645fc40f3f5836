"""What ``safetyweek.toml`` says: when the week is, who is in charge of what, and what is prepared when."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Annotated

from msgspec import Meta

from dutydesk.api import Settings, SettingsFault, SettingsFile, SettingsReader
from dutydesk.api.settings_values import Name
from dutydesk.wording import _
from dutydesk_safetyweek.words import ENTRY_KINDS, EntryKind

EDUCATION_DAY = "education-day"
_MONTH_DAY = re.compile(r"(\d\d)-(\d\d)")
_ANY_LEAP_YEAR = 2024


class Preparation(Settings, frozen=True, kw_only=True):
    """One ``[[preparation]]``: what every activity of a kind needs beforehand, and how many days before."""

    kind: EntryKind
    title: Name
    days_before: Annotated[int, Meta(ge=0, le=120)] = 7


class SafetyWeekFile(Settings, frozen=True, kw_only=True):
    """``safetyweek.toml``.

    `starts` is ``education-day``, or a month and day such as ``03-25`` that means the Monday of that week;
    without it the first day must be given when a week is planned. An owner who is in charge for more than
    `most_hours_a_day` is overloaded. `owners` are the keys of people, by kind of activity.
    """

    starts: str = EDUCATION_DAY
    days: Annotated[int, Meta(ge=1, le=7)] = 5
    most_hours_a_day: Annotated[float, Meta(gt=0, le=24)] = 4.0
    prepare_days: Annotated[int, Meta(ge=1, le=120)] = 14
    plan_ahead_days: Annotated[int, Meta(ge=1, le=300)] = 60
    pack: Name = "campus-safety"
    owners: Mapping[str, Name] = {}
    preparation: tuple[Preparation, ...] = ()

    def first_day(self, year: int) -> date | None:
        """Return the first day of a year's week by the rule, or None where there is no rule."""
        if self.starts == EDUCATION_DAY:
            return education_day(year)
        if not self.starts:
            return None
        month, day = map(int, self.starts.split("-"))
        try:
            named = date(year, month, day)
        except ValueError:
            named = date(year, month, day - 1)
        return named - timedelta(days=named.weekday())


def education_day(year: int) -> date:
    """Return China's Safety Education Day: the Monday of March's last week, the last one in the month."""
    last = date(year, 3, 31)
    return last - timedelta(days=last.weekday())


def _check(file: SafetyWeekFile, _read: SettingsReader) -> Iterable[SettingsFault]:
    if file.starts and file.starts != EDUCATION_DAY and not _is_month_day(file.starts):
        yield SettingsFault(
            ("starts",),
            _(
                '{value!r} is no rule; expected "education-day", a month and day such as "03-25", or nothing'
            ).format(value=file.starts),
        )

    for kind in file.owners:
        if kind not in ENTRY_KINDS:
            yield SettingsFault(
                ("owners", kind),
                _("{kind!r} is no kind of activity; expected one of {kinds}").format(
                    kind=kind, kinds=", ".join(ENTRY_KINDS)
                ),
            )


def _is_month_day(text: str) -> bool:
    found = _MONTH_DAY.fullmatch(text)
    if found is None:
        return False
    try:
        date(_ANY_LEAP_YEAR, int(found[1]), int(found[2]))
    except ValueError:
        return False
    return True


SETTINGS_FILES = (SettingsFile("safetyweek.toml", SafetyWeekFile, _check),)
