"""Whether each assignment names a person and a slot, and fits there."""

from collections import Counter
from collections.abc import Iterable, Sequence

from dutydesk.wording import _, ngettext
from dutydesk_roster.engine.checker.facts import Place
from dutydesk_roster.engine.checker.roster import CheckedRoster
from dutydesk_roster.engine.problem import Placed
from dutydesk_roster.engine.solution import Breach


def misplaced(roster: CheckedRoster) -> Iterable[Breach]:
    """Yield who is put where nobody is asked for, who is not known, who is put twice, and who is too many."""
    for one in roster.unknown:
        yield _unknown(roster, one)
    places = (
        roster.at if roster.people is None else {(one.post, one.shift, one.day) for one in roster.unknown}
    )
    for place in dict.fromkeys([*places, *roster.places]):
        keys = roster.at[place]
        if len(keys) > 1:
            yield from _twice(roster, place, keys)
            yield from _too_many(roster, place, set(keys))
        elif place in roster.facts.duty_at:
            yield from _too_many(roster, place, set(keys))


def _unknown(roster: CheckedRoster, one: Placed) -> Breach:
    names = roster.facts.names
    known_person = one.person in roster.facts.people
    if known_person:
        text = _("{name} is put on {duty}, which nobody asks for.")
    else:
        text = _("{name} is put on {duty}, but is not among the people of this roster.")
    return Breach(
        day=one.day,
        person=one.person,
        rule="unknown-slot" if known_person else "unknown-person",
        text=text.format(name=names.person(one.person), duty=names.duty(one.shift, one.post, one.day)),
    )


def _twice(roster: CheckedRoster, place: Place, keys: Sequence[str]) -> Iterable[Breach]:
    names = roster.facts.names
    for key, times in Counter(keys).items():
        if times > 1 and roster.judges(key):
            yield Breach(
                day=place[2],
                person=key,
                rule="twice",
                text=_("{name} is put twice on {duty}.").format(
                    name=names.person(key), duty=names.duty(place[1], place[0], place[2])
                ),
                amount=times - 1,
            )


def _too_many(roster: CheckedRoster, place: Place, keys: set[str]) -> Iterable[Breach]:
    duty = roster.facts.duty_at.get(place)
    if duty is None or duty.slot is None or len(keys) <= duty.slot.room:
        return
    slot = duty.slot
    # Someone who is pinned is kept there anyway, so another is named who could go.
    free = [key for key in keys if (key, place) not in roster.facts.pinned]
    yield Breach(
        day=slot.day,
        person=max(free or keys),
        rule="too-many",
        text=ngettext(
            "{duty} has room for {room} guard, and {count} are put there.",
            "{duty} has room for {room} guards, and {count} are put there.",
            slot.room,
        ).format(
            duty=roster.facts.names.duty(slot.shift, slot.post, slot.day), room=slot.room, count=len(keys)
        ),
        amount=len(keys) - slot.room,
    )
