"""What training tells of some days: sessions held, called off and not marked, and how many came."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from dutydesk.api import Desk, DigestLine
from dutydesk.api.holding import HELD, cancelled_occurrences, unmarked, wall_now
from dutydesk.domain import Occurrence
from dutydesk.wording import _, bracketed, clauses, listed, ngettext, sentence
from dutydesk_training.attendance import Attendance, Presence
from dutydesk_training.sessions import KINDS, kinds

ORDER = 50


def training_digest(desk: Desk, first: date, last: date) -> Iterator[DigestLine]:
    """Yield for each kind the sessions of the days `first` to `last`: held, called off, not marked."""
    found = [each for each in desk.occurrences(first, last, KINDS) if first <= each.start.date() <= last]
    series = [each for each in desk.activities() if each.kind in KINDS]
    off = cancelled_occurrences(desk, series, first, last)
    open_ones = unmarked(found, wall_now(desk))
    taken = desk.table(Attendance).between("day", first, last)
    for kind in kinds():
        held = [each for each in found if each.state == HELD and each.activity.kind == kind.code]
        yield from _held(kind.name, held, taken)
        yield from _others(
            _("{kind}: {count} not marked as held - {titles}."),
            kind.name,
            [each for each in open_ones if each.activity.kind == kind.code],
        )
        yield from _others(
            _("{kind}: {count} called off - {titles}."),
            kind.name,
            [each for each in off if each.activity.kind == kind.code],
        )


def _held(kind: str, held: Sequence[Occurrence], taken: Iterable[Attendance]) -> Iterator[DigestLine]:
    """Yield the sessions of a kind that were held, and how many came, where that was taken."""
    if not held:
        return
    text = _("{kind}: {count} held - {titles}.").format(kind=kind, count=len(held), titles=_titles(held))
    keys = {each.key for each in held}
    people = [each for each in taken if each.session in keys and not each.guest]
    if people:
        came = sum(each.came for each in people)
        excused = sum(each.presence is Presence.EXCUSED for each in people)
        percent = round(100 * came / len(people))
        text += " " + _("{came} of {count} came, {percent}%").format(
            came=came, count=len(people), percent=percent
        )
        if excused:
            text += ngettext("; {count} was excused", "; {count} were excused", excused).format(count=excused)
        text = sentence(text)
    yield _line(text, held, tuple(f"attendance:{each.id}" for each in people))


def _others(words: str, kind: str, found: Sequence[Occurrence]) -> Iterator[DigestLine]:
    if found:
        yield _line(words.format(kind=kind, count=len(found), titles=_titles(found)), found)


def _titles(found: Iterable[Occurrence]) -> str:
    """Return each title once, with the days on which it was held."""
    days: dict[str, list[str]] = {}
    for each in found:
        days.setdefault(each.activity.title, []).append(f"{each.start:%m-%d}")
    return clauses(bracketed(title, listed(held)) for title, held in days.items())


def _line(text: str, found: Iterable[Occurrence], more: tuple[str, ...] = ()) -> DigestLine:
    return DigestLine(
        heading=_("Training"),
        text=text,
        order=ORDER,
        records=(*(f"activity:{each.key}" for each in found), *more),
    )
