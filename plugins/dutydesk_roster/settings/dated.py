"""Tables that hold on certain days only."""

from collections.abc import Iterable
from datetime import date

from dutydesk.api import KeyPath, Settings, SettingsFault
from dutydesk.api.settings_values import WEEKDAYS, Weekday, day_faults
from dutydesk.wording import _


class Dated(Settings, frozen=True, kw_only=True):
    """What holds on `dates`, or from `first` to `last`, both included; `days` narrows it to days of the week.

    Without `first` it has always held, without `last` it holds for good.
    """

    dates: tuple[date, ...] = ()
    first: date | None = None
    last: date | None = None
    days: tuple[Weekday, ...] = ()

    def falls_on(self, day: date) -> bool:
        """Tell whether it holds on `day`."""
        if self.days and WEEKDAYS[day.weekday()] not in self.days:
            return False
        if self.dates:
            return day in self.dates
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


def dated_faults(dated: Dated, table: KeyPath, *, bounded: bool) -> Iterable[SettingsFault]:
    """Yield what is wrong with the days of the table at `table`; a `bounded` one must begin and end."""
    spans = dated.first is not None or dated.last is not None
    if dated.dates and spans:
        yield SettingsFault(
            (*table, "dates"), _("give the dates one by one, or the first and the last day; not both")
        )
    missing = not dated.dates and (
        (dated.first is None or dated.last is None) if bounded else not (spans or dated.days)
    )
    if missing:
        yield SettingsFault(
            table,
            _("say on which days: dates = [2026-12-01], or first = 2026-12-01 and last = 2026-12-05")
            if bounded
            else _(
                "say on which days: dates = [2026-12-01], or first = 2026-12-01 and last = 2026-12-05, "
                'or days = ["mon"]'
            ),
        )
    yield from day_faults(dated.first, dated.last, table)
    for index, day in enumerate(dated.dates):
        if day in dated.dates[:index]:
            yield SettingsFault(
                (*table, "dates", index), _("{day} stands here twice").format(day=day.isoformat())
            )
