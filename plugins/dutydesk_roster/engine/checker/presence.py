"""Whether people serve, are free and have what their duties need."""

from collections.abc import Iterable

from dutydesk.wording import _
from dutydesk_roster.engine.checker.facts import Facts
from dutydesk_roster.engine.checker.roster import PersonDuties
from dutydesk_roster.engine.day_text import day_text
from dutydesk_roster.engine.lacking_text import lacking_text
from dutydesk_roster.engine.problem import BusyKind
from dutydesk_roster.engine.solution import Breach

_HOUR = 3600


def unsuited(facts: Facts, standing: PersonDuties) -> Iterable[Breach]:
    """Yield the duties on days on which the person does not serve, and those they are not qualified for.

    Where a slot has room for one person, that one must meet every need; where it has room for more, a need
    that nobody meets is no breach but a slot left short.
    """
    person = standing.person
    for duty in standing.rostered:
        if not person.serves_on(duty.day):
            yield Breach(
                day=duty.day,
                person=person.key,
                rule="not-serving",
                text=_("{name} does not serve in the squadron on {day}.").format(
                    name=person.name, day=day_text(duty.day)
                ),
            )
        if duty.slot is None or duty.slot.room != 1 or not duty.slot.needs:
            continue
        wanting = [need for need in duty.slot.needs if not person.meets(need, duty.day)]
        if wanting:
            yield Breach(
                day=duty.day,
                person=person.key,
                rule="unqualified",
                text=_("{name} does not have what {duty} needs: {needs}.").format(
                    name=person.name,
                    duty=facts.names.duty(duty.shift, duty.post, duty.day),
                    needs=lacking_text(person, wanting, duty.day, facts.names.need),
                ),
                amount=len(wanting),
            )


def engaged(facts: Facts, standing: PersonDuties) -> Iterable[Breach]:
    """Yield the duties at times at which the person is away or at an activity; amounts are hours."""
    person = standing.person
    for taken in facts.taken.get(person.key, ()):
        absent = taken.busy.what is BusyKind.ABSENCE
        for duty in standing.rostered:
            shared = min(duty.end, taken.end) - max(duty.start, taken.start)
            if shared > 0:
                if absent:
                    text = _("{name} is away ({title}) during {duty}.")
                else:
                    text = _("{name} is at {title} during {duty}.")
                yield Breach(
                    day=duty.day,
                    person=person.key,
                    rule="on-leave" if absent else "during-activity",
                    text=text.format(
                        name=person.name,
                        title=taken.busy.title,
                        duty=facts.names.duty(duty.shift, duty.post, duty.day),
                    ),
                    amount=shared / _HOUR,
                )
