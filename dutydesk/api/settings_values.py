"""Values that many settings files hold, and the checks that go with them."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import Annotated, Literal

from msgspec import Meta

from dutydesk.api.settings import KeyPath, SettingsFault
from dutydesk.domain.person import RANKS
from dutydesk.wording import _

Code = Annotated[
    str, Meta(pattern=r"^[\w-]{1,32}\Z", description="up to 32 letters, digits, dashes and underscores")
]
Name = Annotated[str, Meta(min_length=1, max_length=100)]
WallTime = Annotated[
    str, Meta(pattern=r"^([01]\d|2[0-3]):[0-5]\d\Z", description="a time of day such as 08:00")
]
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WEEKDAYS: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_PERSON_KEY = re.compile(r"[\w.-]{1,64}")


def at_time(day: date, clock: str) -> datetime:
    """Return the naive wall time that a `WallTime` means on `day`."""
    return datetime.combine(day, time.fromisoformat(clock))


def repeated_codes(codes: Iterable[str], base: KeyPath, key: str = "code") -> Iterable[SettingsFault]:
    """Yield a fault for each of `codes` that an earlier table of the list at `base` uses already."""
    seen: set[str] = set()
    for index, code in enumerate(codes):
        if code in seen:
            yield SettingsFault(
                (*base, index, key),
                _("{code!r} is used twice; every {key} must be different").format(code=code, key=key),
            )
        seen.add(code)


def time_faults(start: str, end: str, table: KeyPath) -> Iterable[SettingsFault]:
    """Yield a fault where the table at `table` ends at or before its start, both on one day."""
    if end <= start:
        yield SettingsFault(
            (*table, "end"),
            _("the end {end} must be later than the start, {start}").format(end=end, start=start),
        )


def day_faults(first: date | None, last: date | None, table: KeyPath) -> Iterable[SettingsFault]:
    """Yield a fault where the last day of the table at `table` lies before its first."""
    if first is not None and last is not None and last < first:
        yield SettingsFault(
            (*table, "last"),
            _("the last day {last} lies before the first, {first}").format(last=last, first=first),
        )


def participant_faults(expressions: Sequence[str], path: KeyPath) -> Iterable[SettingsFault]:
    """Yield a fault for each participant, in the list at `path`, that nobody could ever be.

    A person's key or a squad that is not there yet is no fault: people come and go in the database.
    """
    for index, expression in enumerate(expressions):
        prefix, _colon, value = expression.partition(":")
        if prefix == "@rank" and value not in RANKS:
            yield SettingsFault(
                (*path, index),
                _("{value!r} is no rank; expected one of {ranks}").format(
                    value=value, ranks=", ".join(RANKS)
                ),
            )
        elif not (
            expression == "@all"
            or prefix == "@rank"
            or (prefix in {"@squad", "@qualified"} and value.strip())
            or _PERSON_KEY.fullmatch(expression)
        ):
            yield SettingsFault(
                (*path, index),
                _(
                    "{value!r} names nobody; expected a person's key, @all, @squad:1, @rank:leader "
                    "or @qualified:first-aid"
                ).format(value=expression),
            )
