"""Finding one session by what a person types for its key."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from dutydesk.api import DataProblem, Desk
from dutydesk.api.holding import CANCELLED, cancelled_occurrences
from dutydesk.domain import Occurrence, new_id
from dutydesk.wording import _
from dutydesk_training.sessions import ID_PREFIX, KINDS

_REACH = timedelta(days=400)
_MOVED_AT_MOST = timedelta(days=31)
_DAY_OF_KEY = re.compile(r"-(\d{4})(\d{2})(\d{2})\Z")
_MOST_NAMED = 3
_ENOUGH = 6


def find_session(desk: Desk, key: str, *, cancelled: bool = False) -> Occurrence:
    """Return the session that `key` names: of the last or next 400 days, or around a day that the key names.

    That is its whole key, the beginning of it, or words that stand in its key or title, a day such as
    2026-11-23 among them: whatever fits one session alone. Cancelled ones are looked at only where
    `cancelled` is true.

    Raises:
        DataProblem: no session fits, or several do.
    """
    today, named = desk.today(), _day_named(key)
    first, last = today - _REACH, today + _REACH
    if named is not None and not first <= named <= last:
        first, last = named - _MOVED_AT_MOST, named + _MOVED_AT_MOST
    found = [each for each in desk.occurrences(first, last, KINDS) if cancelled or each.state != CANCELLED]
    if cancelled:
        ours = [each for each in desk.activities() if each.kind in KINDS]
        found.extend(cancelled_occurrences(desk, ours, first, last))
    fitting = _fitting(found, key.strip())
    if len(fitting) == 1:
        return fitting[0]
    if not fitting:
        raise DataProblem(
            _("no session fits {key!r}; `dutydesk training sessions` shows the keys").format(key=key)
        )
    near = sorted(fitting, key=lambda each: abs(each.start.date() - today))[:_MOST_NAMED]
    raise DataProblem(
        _("{key!r} fits {count} sessions, such as {keys}; say which, or add a day such as {day}").format(
            key=key,
            count=len(fitting),
            keys=", ".join(each.key for each in near),
            day=near[0].start.date(),
        )
    )


def _fitting(found: Sequence[Occurrence], key: str) -> Sequence[Occurrence]:
    """Return the sessions that `key` names in the strictest way that any of them answers to."""
    if not key:
        return ()
    whole = [each for each in found if each.key == key]
    beginning = [each for each in found if each.key.startswith(key)]
    return whole or beginning or [each for each in found if _holds(each, key.casefold().split())]


def _holds(held: Occurrence, words: Iterable[str]) -> bool:
    text = f"{held.key} {held.activity.title}".casefold()
    days = {held.day, held.start.date()}
    return all((_day(word) in days) or (_day(word) is None and word in text) for word in words)


def _day(word: str) -> date | None:
    try:
        return date.fromisoformat(word) if "-" in word else None
    except ValueError:
        return None


def _day_named(key: str) -> date | None:
    """Return the day that ends a whole key, or stands by itself among its words."""
    if match := _DAY_OF_KEY.search(key.strip()):
        return _day("-".join(match.groups()))
    return next((day for day in map(_day, key.split()) if day is not None), None)


def short_key(key: str) -> str:
    """Return as much of a session's key as names it to `find_session`, for lists that people read."""
    if len(key) == len(new_id()) and key.isalnum():
        return key[:_ENOUGH]
    return key.removeprefix(ID_PREFIX)
