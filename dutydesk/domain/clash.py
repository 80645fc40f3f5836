"""Two commitments that cannot both hold."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from dutydesk.domain.commitment import Commitment, CommitmentKind
from dutydesk.domain.window import Window
from dutydesk.domain.zone import Zone
from dutydesk.wording import _

_PAIR_RULES: Mapping[frozenset[CommitmentKind], str] = {
    frozenset({CommitmentKind.ASSIGNMENT}): "two-places",
    frozenset({CommitmentKind.ASSIGNMENT, CommitmentKind.ABSENCE}): "on-leave",
    frozenset({CommitmentKind.ASSIGNMENT, CommitmentKind.ACTIVITY}): "during-activity",
    frozenset({CommitmentKind.ACTIVITY}): "two-activities",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """Two commitments that cannot both hold, or a rule broken, in words that a leader would use.

    `rule` is the rule's code, `sources` name the records concerned, and `day` is the day on which the later
    of them starts.
    """

    person: str
    day: date
    rule: str
    text: str
    sources: tuple[str, ...] = ()


def _when(window: Window, zone: Zone) -> str:
    start, end = zone.wall(window.start), zone.wall(window.end)
    end_text = f"{end:%H:%M}" if end.date() == start.date() else f"{end:%m-%d %H:%M}"
    return f"{start:%m-%d %H:%M}–{end_text}"


def _overlap_text(rule: str) -> str:
    match rule:
        case "two-places":
            return _("{name} stands in two places: {first} ({first_when}) and {second} ({second_when}).")
        case "on-leave":
            return _("{name} is away ({first}, {first_when}) during {second} ({second_when}).")
        case "during-activity":
            return _("{name} is at {first} ({first_when}) during {second} ({second_when}).")
        case _:
            return _("{name} is expected at {first} ({first_when}) and {second} ({second_when}).")


def _overlap(name: str, first: Commitment, second: Commitment, rule: str, zone: Zone) -> Clash:
    duty_last = sorted((first, second), key=lambda c: c.kind is CommitmentKind.ASSIGNMENT)
    return Clash(
        person=first.person,
        day=zone.day_of(second.window.start),
        rule=rule,
        text=_overlap_text(rule).format(
            name=name,
            first=duty_last[0].title,
            first_when=_when(duty_last[0].window, zone),
            second=duty_last[1].title,
            second_when=_when(duty_last[1].window, zone),
        ),
        sources=(first.source, second.source),
    )


def find_clashes(
    commitments: Iterable[Commitment], *, zone: Zone, names: Mapping[str, str]
) -> tuple[Clash, ...]:
    """Return every clash among `commitments`, in the order of day and person.

    Two assignments of one person must not overlap and must lie as far apart, in real hours, as the more
    demanding of them asks for rest; an assignment must not meet an absence, nor an activity that does not
    yield to duty; two activities must not overlap. An absence from an activity is no clash: the person is
    simply away. `names` maps a person's key to what the text calls them.
    """
    of_person: defaultdict[str, list[Commitment]] = defaultdict(list)
    for commitment in commitments:
        of_person[commitment.person].append(commitment)

    clashes: list[Clash] = []
    for person, held in of_person.items():
        name = names.get(person, person)
        held.sort(key=lambda c: (c.window, c.source))
        longest_rest = max(c.rest for c in held)
        for index, first in enumerate(held):
            for second in held[index + 1 :]:
                if second.window.start >= first.window.end + longest_rest:
                    break
                rule = _PAIR_RULES.get(frozenset({first.kind, second.kind}))
                if rule is None:
                    continue
                if first.window.overlaps(second.window):
                    excused = rule == "during-activity" and (first.yields or second.yields)
                    if not excused:
                        clashes.append(_overlap(name, first, second, rule, zone))
                    continue
                rest = max(first.rest, second.rest)
                gap = second.window.start - first.window.end
                if rule == "two-places" and gap < rest:
                    clashes.append(
                        Clash(
                            person=person,
                            day=zone.day_of(second.window.start),
                            rule="rest",
                            text=_(
                                "{name} rests {gap:g} h instead of {rest:g} h between {first} and {second}."
                            ).format(
                                name=name,
                                gap=round(gap / timedelta(hours=1), 2),
                                rest=round(rest / timedelta(hours=1), 2),
                                first=f"{first.title} ({_when(first.window, zone)})",
                                second=f"{second.title} ({_when(second.window, zone)})",
                            ),
                            sources=(first.source, second.source),
                        )
                    )
    return tuple(sorted(clashes, key=lambda c: (c.day, c.person, c.rule, c.sources)))
