"""Refusing what was meant for a roster that has been changed since: who did, when, what stands there."""

from collections.abc import Iterable
from datetime import date

from dutydesk.api import Change, Desk, JournalEntry, StaleChange
from dutydesk.wording import _, clauses, phrases
from dutydesk_roster.assignment import Assignment
from dutydesk_roster.calendar import duty_title
from dutydesk_roster.roster import Roster


def refuse_if_changed(
    read: Iterable[Assignment], now: Iterable[Assignment], where: str, desk: Desk | None = None
) -> None:
    """Raise where the assignments of a place are not those that were read.

    The store guards each record that is changed; this guards against one that someone has added or taken
    out since, beside which what was meant to be done would be wrong. With the `desk`, whose journal knows,
    the refusal says who it was and when.

    Raises:
        StaleChange: they differ.
    """
    differing = _differing(read, now)
    if differing:
        raise StaleChange(_refusal(differing, where, desk))


def refuse_if_place_changed(
    desk: Desk, change: Change, roster: Roster, place: tuple[str, str, date], where: str
) -> None:
    """Raise where not the same stand at a post, in a shift, on a day as in `roster`.

    Raises:
        StaleChange: others do; the text calls the place `where`.
    """
    post, shift, day = place
    read = [each for each in roster.assignments if (each.post, each.shift, each.day) == place]
    refuse_if_changed(read, change.table(Assignment).where(post=post, shift=shift, day=day), where, desk)


def refuse_if_cell_changed(
    desk: Desk, roster: Roster, now: Iterable[Assignment], person: str, day: date
) -> None:
    """Raise where a person's day is not as in `roster`, and say who changed it, when, and to what.

    Raises:
        StaleChange: it is not.
    """
    there = tuple(now)
    if not _differing(roster.by_cell.get((person, day), ()), there):
        return
    name, plan = roster.names.get(person, person), roster.plan
    last = _last_change(desk, [_cell(person, day)])
    if last is None:
        raise StaleChange(_without_name(phrases((name, f"{day:%m-%d}"))))
    duties = clauses(duty_title(plan, each.post, each.shift) for each in there) or _("nothing there now")
    raise StaleChange(
        _("{who} changed {name}, {day:%m-%d} at {when}: {duties}. Nothing was done here.").format(
            who=last.who, name=name, day=day, when=_when(desk, last), duties=duties
        )
    )


def _differing(read: Iterable[Assignment], now: Iterable[Assignment]) -> list[Assignment]:
    before = {(each.id, each.revision): each for each in read}
    after = {(each.id, each.revision): each for each in now}
    return [(before | after)[key] for key in before.keys() ^ after.keys()]


def _refusal(differing: Iterable[Assignment], where: str, desk: Desk | None) -> str:
    cells = sorted({_cell(each.person, each.day) for each in differing})
    last = None if desk is None else _last_change(desk, cells)
    if desk is None or last is None:
        return _without_name(where)
    return _(
        "{where} has been changed in the meantime by {who} at {when} ({why}), so nothing was done; look again"
    ).format(where=where, who=last.who, when=_when(desk, last), why=last.why)


def _without_name(where: str) -> str:
    return _("{where} has been changed in the meantime, so nothing was done; look again").format(where=where)


def _cell(person: str, day: date) -> str:
    return f"cell:{person}:{day}"


_MOST_ASKED = 20
"""Where more cells differ than this, these are asked; whoever changed so many is among them."""


def _last_change(desk: Desk, cells: list[str]) -> JournalEntry | None:
    found = [entry for cell in cells[:_MOST_ASKED] for entry in desk.history(cell, 1)]
    return max(found, key=lambda entry: entry.number, default=None)


def _when(desk: Desk, entry: JournalEntry) -> str:
    at = desk.zone.wall(entry.at)
    return f"{at:%H:%M}" if at.date() == desk.today() else f"{at:%m-%d %H:%M}"
