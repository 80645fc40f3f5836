"""What the Today board is read from; reading asks plugins, so it belongs in a thread."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from dutydesk.api import Desk, DueGroup, DueItem, PluginFault
from dutydesk.api.people_named import names_by_key
from dutydesk.domain import Clash, Window
from dutydesk.tui.screens.duty_groups import DutyGroup, duty_groups

AHEAD = timedelta(hours=24)
GOOD_FOR = timedelta(minutes=15)
"""How long a look stays good when nobody changes anything; plugins may go by the clock."""

WEEK_DAYS = 7
DUE_DAYS = 14


@dataclass(frozen=True, slots=True)
class Duties:
    """The duties from `read_at` on for as long as the look is good, and for what lies ahead by then."""

    read_at: datetime
    groups: tuple[DutyGroup, ...]

    def on_duty(self, now: datetime) -> tuple[DutyGroup, ...]:
        """Return the duties that have begun and not ended."""
        return tuple(group for group in self.groups if group.window.holds(now))

    def coming(self, now: datetime) -> tuple[DutyGroup, ...]:
        """Return the duties that begin in the next 24 hours."""
        return tuple(group for group in self.groups if now < group.window.start <= now + AHEAD)


@dataclass(frozen=True, slots=True)
class Pending:
    """What waits to be done on the day `today`: every list the most pressing first, nothing twice."""

    today: date
    open_slots: tuple[DueItem, ...]
    requests: tuple[DueItem, ...]
    due: tuple[DueItem, ...]
    clashes: tuple[Clash, ...]
    faults: tuple[PluginFault, ...]


def read_duties(desk: Desk) -> Duties:
    """Read who stands where now and next."""
    now = desk.now()
    names = names_by_key(desk)
    window = Window(now, now + AHEAD + GOOD_FOR)
    return Duties(now, duty_groups(desk.commitments(window), names))


def read_pending(desk: Desk) -> Pending:
    """Read what is due in two weeks from every plugin, and the clashes of one."""
    today = desk.today()
    items = tuple(dict.fromkeys(desk.due(today, today + timedelta(days=DUE_DAYS))))
    clashes = desk.clashes(today, today + timedelta(days=WEEK_DAYS - 1))
    return Pending(
        today=today,
        open_slots=_of(items, DueGroup.OPEN),
        requests=_of(items, DueGroup.REQUEST),
        due=_of(items, DueGroup.DUE),
        clashes=tuple({(clash.day, clash.person, clash.text): clash for clash in clashes}.values()),
        faults=desk.faults(),
    )


def _of(items: Iterable[DueItem], group: DueGroup) -> tuple[DueItem, ...]:
    return tuple(item for item in items if item.group is group)
