"""What was noted in a drill and put right afterwards, by whom and why: read from the journal."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

import msgspec

from dutydesk.api import Desk
from dutydesk_drills.drill_moment import DrillMoment
from dutydesk_drills.drill_plan import drill_subject
from dutydesk_drills.live.drill_setup import DrillSetup
from dutydesk_drills.live.moment_words import moment_text

_TABLE = "drill_moment"
_MOST = 2000
_KEEPING = frozenset({"revision", "changed"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One moment that was changed or taken out: `at` is wall time; `after` is empty for one taken out."""

    at: datetime
    who: str
    why: str
    moment: str
    before: str
    after: str


def corrections_of(desk: Desk, key: str, setup: DrillSetup) -> tuple[Correction, ...]:
    """Return what was put right in the drill with this key, in order of time."""
    found = []
    for entry in reversed(desk.history(drill_subject(key), _MOST)):
        for row in entry.rows:
            if row.table != _TABLE or row.before is None or _is_same(row.before, row.after):
                continue
            found.append(
                Correction(
                    at=desk.zone.wall(entry.at).replace(tzinfo=None),
                    who=entry.who,
                    why=entry.why,
                    moment=row.id,
                    before=_told(setup, row.before),
                    after="" if row.after is None else _told(setup, row.after),
                )
            )
    return tuple(found)


def _is_same(before: Mapping[str, Any], after: Mapping[str, Any] | None) -> bool:
    return after is not None and _content(before) == _content(after)


def _content(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in _KEEPING}


def _told(setup: DrillSetup, row: Mapping[str, Any]) -> str:
    names = {each.name for each in fields(DrillMoment)}
    moment = msgspec.convert({name: row[name] for name in names & row.keys()}, DrillMoment, strict=False)
    return f"{moment.at:%H:%M:%S} {moment_text(setup, moment)}"
