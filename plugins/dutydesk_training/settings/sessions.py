"""A ``[[session]]`` of ``training.toml``: a regular meeting, study, training or lecture."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Annotated, Literal

from msgspec import Meta, field

from dutydesk.api import Settings, SettingsFault
from dutydesk.api.settings_values import (
    Code,
    Name,
    WallTime,
    Weekday,
    at_time,
    day_faults,
    participant_faults,
    repeated_codes,
    time_faults,
)
from dutydesk.domain.activity import parse_rule
from dutydesk.wording import _, pgettext

SessionKind = Literal["meeting", "study", "training", "lecture"]
_ENDS = re.compile(r"\b(COUNT|UNTIL)=", re.IGNORECASE)
_SAMPLE_DAY = date(2026, 1, 1)


class Session(Settings, frozen=True, kw_only=True):
    """One ``[[session]]``: held on weekdays, by a recurrence rule, or once on a date.

    Weekly sessions run from `first` to `last`, both included; without them always, or with `in_terms` on
    the days of the terms only. Days off are passed over unless `skip_holidays` is false. Of those whom duty
    excuses, `least_there` must be able to come. `agenda` are points that stand on the agenda of each, `topic`
    is the code of a ``[[topic]]`` that it teaches.
    """

    code: Code
    kind: SessionKind
    title: Name
    weekdays: tuple[Weekday, ...] = ()
    rule: str = ""
    day: date | None = field(default=None, name="date")
    start: WallTime
    end: WallTime
    first: date | None = None
    last: date | None = None
    in_terms: bool = False
    skip_holidays: bool = True
    place: str = ""
    participants: tuple[str, ...] = ()
    excuses_duty: bool = False
    least_there: Annotated[int, Meta(ge=1, le=1000)] | None = None
    agenda: tuple[Name, ...] = ()
    topic: Code | None = None
    owner: str = ""
    note: str = ""


def session_faults(sessions: tuple[Session, ...]) -> Iterable[SettingsFault]:
    """Yield what is wrong with the sessions, each by itself and among one another."""
    yield from repeated_codes((each.code for each in sessions), ("session",))
    for index, session in enumerate(sessions):
        table = ("session", index)
        yield from time_faults(session.start, session.end, table)
        yield from day_faults(session.first, session.last, table)
        yield from participant_faults(session.participants, (*table, "participants"))
        yield from _when_faults(session, index)


def _when_faults(session: Session, index: int) -> Iterable[SettingsFault]:
    given = [
        key
        for key, value in (("weekdays", session.weekdays), ("rule", session.rule), ("date", session.day))
        if value
    ]
    if len(given) != 1:
        found = pgettext("joining", " and ").join(given) if given else _("none of them")
        yield SettingsFault(
            ("session", index, given[-1]) if given else ("session", index),
            _(
                'say when it is held by one of weekdays = ["mon"], rule = "…" or date = 2026-09-01; '
                "found {found}"
            ).format(found=found),
        )
    elif session.rule:
        yield from _rule_faults(session, index)
    elif session.day is not None and (session.first or session.last):
        key = "first" if session.first else "last"
        yield SettingsFault(
            ("session", index, key), _("a session on one date has no {key} day").format(key=key)
        )


def _rule_faults(session: Session, index: int) -> Iterable[SettingsFault]:
    path = ("session", index, "rule")
    try:
        parse_rule(session.rule, at_time(session.first or _SAMPLE_DAY, session.start))
    except ValueError as error:
        yield SettingsFault(path, str(error))
        return
    if session.first is None:
        yield SettingsFault(path, _("a rule needs first = 2026-09-01, the day from which it counts"))
    if session.last is not None and ends_itself(session.rule):
        yield SettingsFault(
            ("session", index, "last"), _("the rule says itself when it ends; leave out one of the two")
        )


def ends_itself(rule: str) -> bool:
    """Tell whether a recurrence rule has an end of its own."""
    return _ENDS.search(rule) is not None
