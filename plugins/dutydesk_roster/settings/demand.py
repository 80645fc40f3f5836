"""``demand.toml``: how many people each post needs, and when."""

from collections.abc import Iterable
from datetime import date
from itertools import combinations
from typing import Annotated

import msgspec
from msgspec import Meta

from dutydesk.api import KeyPath, Settings, SettingsFault, SettingsReader
from dutydesk.api.settings_values import WEEKDAYS, Name, Weekday
from dutydesk.domain import DayKind
from dutydesk.wording import _
from dutydesk_roster.settings.dated import Dated, dated_faults
from dutydesk_roster.settings.known import unknown_post, unknown_qualification, unknown_shift

Heads = Annotated[int, Meta(ge=0, le=50)]


class DemandLine(Settings, frozen=True, kw_only=True):
    """How many people a post needs in a shift, by the kind of day; one of them meets each of `needs`.

    It can do with `least` and has work for `most`; without them it is the heads wanted, no fewer and no more.
    With `days` the line is for these days of the week alone, and goes before a line without.
    """

    post: str
    shift: str
    weekday: Heads = 0
    weekend: Heads = 0
    holiday: Heads = 0
    least: Heads | None = None
    most: Heads | None = None
    days: tuple[Weekday, ...] = ()
    needs: tuple[str, ...] = ()

    @property
    def place(self) -> tuple[str, str]:
        """The post and the shift."""
        return (self.post, self.shift)

    def heads(self, kind: DayKind) -> int:
        """Return the heads wanted on a day of this kind."""
        return {DayKind.WEEKDAY: self.weekday, DayKind.WEEKEND: self.weekend, DayKind.HOLIDAY: self.holiday}[
            kind
        ]


class DemandEvent(Dated, frozen=True, kw_only=True):
    """What a post needs in a shift on the days of an event, in place of what its line says.

    Without `needs` those of the line hold; `heads` of 0 means that nobody stands there.
    """

    name: Name
    post: str
    shift: str
    heads: Heads
    least: Heads | None = None
    most: Heads | None = None
    needs: tuple[str, ...] | None = None

    @property
    def place(self) -> tuple[str, str]:
        """The post and the shift."""
        return (self.post, self.shift)


class DemandFile(Settings, frozen=True, kw_only=True):
    """``demand.toml``."""

    demand: tuple[DemandLine, ...] = ()
    event: tuple[DemandEvent, ...] = ()

    def on(self, day: date, kind: DayKind) -> Iterable[tuple[DemandLine, int]]:
        """Yield what is asked for on `day`, which is of this kind: each line, and its heads.

        A line that an event changes is yielded as the event changes it.
        """
        lines = {line.place: line for line in self.demand if not line.days}
        lines |= {line.place: line for line in self.demand if WEEKDAYS[day.weekday()] in line.days}
        events = {event.place: event for event in self.event if event.falls_on(day)}
        order = dict.fromkeys([*(line.place for line in self.demand), *events])
        for place in order:
            line, event = lines.get(place), events.get(place)
            if event is not None:
                line = _changed(line or DemandLine(post=event.post, shift=event.shift), event)
                heads = event.heads
            else:
                heads = line.heads(kind) if line is not None else 0
            if line is not None and heads:
                yield line, heads


def _changed(line: DemandLine, event: DemandEvent) -> DemandLine:
    needs = line.needs if event.needs is None else event.needs
    return msgspec.structs.replace(line, least=event.least, most=event.most, needs=needs)


def check_demand(demand: DemandFile, read: SettingsReader) -> Iterable[SettingsFault]:
    """Yield what is wrong in ``demand.toml``."""
    for index, line in enumerate(demand.demand):
        table = ("demand", index)
        yield from _place_faults(line, read, table)
        yield from _needs_faults(line.needs, read, table)
        wanted = [each for each in (line.weekday, line.weekend, line.holiday) if each]
        yield from _bounds_faults(line.least, line.most, wanted, table)
        yield from _repeated(demand.demand[:index], line, table)
    for index, event in enumerate(demand.event):
        table = ("event", index)
        yield from _place_faults(event, read, table)
        yield from _needs_faults(event.needs or (), read, table)
        yield from _bounds_faults(event.least, event.most, [event.heads], table)
        yield from dated_faults(event, table, bounded=True)
    yield from _overlapping(demand.event)


def _place_faults(
    line: DemandLine | DemandEvent, read: SettingsReader, table: KeyPath
) -> Iterable[SettingsFault]:
    yield from unknown_post(line.post, read, (*table, "post"))
    yield from unknown_shift(line.shift, read, (*table, "shift"))


def _needs_faults(needs: Iterable[str], read: SettingsReader, table: KeyPath) -> Iterable[SettingsFault]:
    for place, need in enumerate(needs):
        yield from unknown_qualification(need, read, (*table, "needs", place))


def _bounds_faults(
    least: int | None, most: int | None, wanted: list[int], table: KeyPath
) -> Iterable[SettingsFault]:
    if least is not None and least > min(wanted, default=least):
        yield SettingsFault(
            (*table, "least"),
            _("the least, {least}, is more than the {heads} that are wanted").format(
                least=least, heads=min(wanted)
            ),
        )
    if most is not None and most < max(wanted, default=most):
        yield SettingsFault(
            (*table, "most"),
            _("the most, {most}, is fewer than the {heads} that are wanted").format(
                most=most, heads=max(wanted)
            ),
        )


def _repeated(earlier: Iterable[DemandLine], line: DemandLine, table: KeyPath) -> Iterable[SettingsFault]:
    for other in earlier:
        if other.place != line.place:
            continue
        if not line.days and not other.days:
            yield SettingsFault(
                (*table, "post"),
                _("{post} in {shift} stands here twice; one [[demand]] holds all its days").format(
                    post=line.post, shift=line.shift
                ),
            )
        for index, day in enumerate(line.days):
            if day in other.days:
                yield SettingsFault(
                    (*table, "days", index),
                    _("{post} in {shift} has a [[demand]] for {day} already").format(
                        post=line.post, shift=line.shift, day=day
                    ),
                )


def _overlapping(events: tuple[DemandEvent, ...]) -> Iterable[SettingsFault]:
    """Yield a fault for each event that changes a place on a day that an earlier one changes too."""
    for (_first, one), (index, other) in combinations(enumerate(events), 2):
        if one.place != other.place:
            continue
        shared = next((day for day in _days(other) if one.falls_on(day)), None)
        if shared is not None:
            yield SettingsFault(
                ("event", index, "post"),
                _("{post} in {shift} is changed on {day} by {name} already").format(
                    post=other.post, shift=other.shift, day=shared.isoformat(), name=one.name
                ),
            )


def _days(event: DemandEvent) -> Iterable[date]:
    if event.dates or event.first is None or event.last is None:
        return event.dates
    days = range(event.first.toordinal(), min(event.last.toordinal(), event.first.toordinal() + 4000) + 1)
    return (day for day in map(date.fromordinal, days) if event.falls_on(day))
