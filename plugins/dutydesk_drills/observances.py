"""The days of observance of the packs in force, as whole days in the calendar that take nobody's time."""

import calendar as months
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, time, timedelta

from dutydesk.api import DataProblem, Desk
from dutydesk.domain import Activity, ActivityKind
from dutydesk.wording import _, language
from dutydesk_drills.rules.in_force import RulePack
from dutydesk_drills.rules.observance_day import day_of_observance
from dutydesk_drills.rules.pack import PACK_KIND, Observance, RulePackFile
from dutydesk_drills.settings import DrillsFile

OBSERVANCE = "observance"
_SINCE = 2000
_UNTIL = 2030
"""Between these years every rule for a day gives one."""


def observance_kind(desk: Desk) -> tuple[ActivityKind, ...]:
    """Return the kind of activity of days of observance, where a pack in force has any."""
    if next(_observances(desk), None) is None:
        return ()
    return (ActivityKind(OBSERVANCE, _("Day of observance"), "olivedrab", blocks=False),)


def observance_activities(desk: Desk) -> tuple[Activity, ...]:
    """Return each day of observance as an activity of every year, in nobody's own calendar."""
    return tuple(
        activity
        for pack, source, each in _observances(desk)
        for activity in (_activity(pack, source, each),)
        if activity is not None
    )


def _observances(desk: Desk) -> Iterator[tuple[str, str, Observance]]:
    """Yield each observance with the code of its pack and where that is written.

    A pack that cannot be read has none: what is wrong with it is told where rules are shown.
    """
    for name in dict.fromkeys(desk.settings(DrillsFile).packs):
        with suppress(DataProblem):
            for each in desk.pack(PACK_KIND, name, RulePackFile).observance:
                yield name, f"config/packs/{PACK_KIND}/{name}.toml", each
    for pack in desk.ask("drill_rule_packs", RulePack):
        for each in pack.observances:
            yield pack.code, pack.source, each


def _activity(pack: str, source: str, observance: Observance) -> Activity | None:
    rule = _yearly(observance)
    day = next(
        (found for year in range(_SINCE, _UNTIL) if (found := day_of_observance(observance, year))), None
    )
    if not rule or day is None:
        return None
    start = datetime.combine(day, time())
    words = observance.translations.get(language())
    return Activity(
        id=f"{OBSERVANCE}-{pack}-{observance.code}",
        revision=1,
        kind=OBSERVANCE,
        title=words.name if words is not None else observance.name,
        start=start,
        end=start + timedelta(days=1),
        all_day=True,
        rule=rule,
        note=observance.source,
        source=source,
    )


def _yearly(observance: Observance) -> str:
    """Return the rule of recurrence of an observance."""
    if observance.day is not None:
        month, day = int(observance.day[:2]), int(observance.day[3:])
        # Past the end of the shortest month of its name it is the month's last day.
        within = day <= months.monthrange(2001, month)[1]
        return f"FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={day if within else -1}"
    if observance.month is None or observance.weekday is None or not observance.nth:
        return ""
    weekday = observance.weekday[:2].upper()
    return f"FREQ=YEARLY;BYMONTH={observance.month};BYDAY={observance.nth}{weekday}"
