"""What the roster tells of some days: duties stood, places that stayed empty, sick calls and events."""

from collections.abc import Iterator
from datetime import date

from dutydesk.api import Desk, DigestLine
from dutydesk.domain import Absence, AbsenceState
from dutydesk.wording import _, clauses, listed, ngettext
from dutydesk_roster.assignment import Assignment, PublishedAssignment
from dutydesk_roster.calendar import duty_title
from dutydesk_roster.event_cover import cover_of
from dutydesk_roster.month import Month
from dutydesk_roster.roster import Roster

ORDER = 10
MOST_NAMED = 3


def duty_digest(desk: Desk, first: date, last: date) -> Iterator[DigestLine]:
    """Yield the duties stood in the days `first` to `last`, what stayed open, who was sick, and events.

    Only what has begun counts, and of duties those that staff were told of.
    """
    until = min(last, desk.today())
    if until < first:
        return
    roster = Roster.of(desk, first, until)
    yield from _duties(desk, roster)
    yield from _open_slots(desk, roster)
    yield from _sick(desk, roster)
    yield from _events(desk, roster)


def _duties(desk: Desk, roster: Roster) -> Iterator[DigestLine]:
    stood = [each for each in roster.published if desk.zone.instant(each.start) <= desk.now()]
    if not stood:
        return
    hours = sum(desk.zone.span(each.start, each.end).hours for each in stood)
    people = len({each.person for each in stood})
    text = ngettext(
        "{count} duty was stood by {people}, {hours:.0f} guard-hours.",
        "{count} duties were stood by {people}, {hours:.0f} guard-hours.",
        len(stood),
    )
    who = ngettext("{count} person", "{count} people", people).format(count=people)
    yield _line(text.format(count=len(stood), people=who, hours=hours), *(_published(each) for each in stood))


def _open_slots(desk: Desk, roster: Roster) -> Iterator[DigestLine]:
    """Yield the slots that nobody stood, of months that have been arranged at all."""
    arranged = {
        month
        for month in {Month.of(day) for day in roster.days}
        if desk.table(Assignment).between("day", month.first, month.last)
    }
    slots = [each for each in roster.open_slots if Month.of(each.day) in arranged and each.day < desk.today()]
    if not slots:
        return
    missing = sum(each.missing for each in slots)
    named = clauses(
        _("{duty} on {day}").format(duty=duty_title(roster.plan, each.post, each.shift), day=each.day)
        for each in slots[:MOST_NAMED]
    )
    if len(slots) > MOST_NAMED:
        named = _("{named}; and more").format(named=named)
    text = ngettext(
        "{count} place stayed empty: {named}.", "{count} places stayed empty: {named}.", missing
    ).format(count=missing, named=named)
    yield _line(text, *(f"month:{month}" for month in sorted({Month.of(each.day) for each in slots})))


def _sick(desk: Desk, roster: Roster) -> Iterator[DigestLine]:
    """Yield who fell sick in these days, and which of their duties were left standing under their name."""
    sick = [
        each
        for each in desk.table(Absence).between("first", roster.first, roster.last)
        if each.kind == "sick" and each.state is AbsenceState.APPROVED
    ]
    if not sick:
        return
    left = [
        duty
        for each in sick
        for duty in roster.assignments
        if duty.person == each.person and each.first <= duty.day <= each.last
    ]
    names = listed(dict.fromkeys(roster.names.get(each.person, each.person) for each in sick))
    text = ngettext("{count} sick call: {names}.", "{count} sick calls: {names}.", len(sick))
    text = text.format(count=len(sick), names=names)
    if left:
        text += " " + ngettext(
            "{count} duty still stands under their name.",
            "{count} duties still stand under their names.",
            len(left),
        ).format(count=len(left))
    yield _line(text, *(f"absence:{each.id}" for each in sick), *(f"assignment:{each.id}" for each in left))


def _events(desk: Desk, roster: Roster) -> Iterator[DigestLine]:
    for event in roster.plan.events_in(roster.first, roster.last):
        if desk.zone.instant(event.starts) > desk.now():
            continue
        cover = cover_of(roster, event)
        duties = [_published(each) for each in roster.published if each.shift == event.shift]
        text = (
            _("{event} on {day} was short of guards: {stands} of {wanted} stood there.")
            if cover.missing
            else _("{event} on {day} was covered: {stands} of {wanted} guards stood there.")
        ).format(event=event.title, day=event.day, stands=cover.stands, wanted=cover.wanted)
        yield _line(text, f"cover_event:{event.id}", *duties)


def _published(duty: PublishedAssignment) -> str:
    return f"published_assignment:{duty.id}"


def _line(text: str, *records: str) -> DigestLine:
    return DigestLine(heading=_("Duty"), text=text, order=ORDER, records=records)
