"""What it costs that people stand more or less than their fair share, person by person."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from dutydesk.wording import _, ngettext
from dutydesk_roster.engine.problem import EnginePerson, Placed, Problem
from dutydesk_roster.engine.score import outside_share, weight_of
from dutydesk_roster.engine.targets import Measure, night_shifts, slot_burden, targets

Stood = Mapping[Measure, int]
"""What someone stands: duties, and minutes for hours."""

_HOUR = 60
_MINUTE = timedelta(minutes=1)


class FairShares:
    """The fair shares of a problem, and what each slot counts towards them, looked up once."""

    def __init__(self, problem: Problem) -> None:
        nights = night_shifts(problem)
        self._wanted = targets(problem)
        self._weights = {measure: weight_of(measure, problem.weights) for measure in Measure}
        self._slots: dict[tuple[str, str, date], Stood] = {}
        for slot in problem.slots:
            burden = slot_burden(problem, slot, nights)
            self._slots[slot.place] = {
                measure: (slot.end - slot.start) // _MINUTE
                if measure is Measure.HOURS
                else int(measure.of(burden))
                for measure in Measure
            }
        self._longest = max((each[Measure.HOURS] for each in self._slots.values()), default=0)

    def stood(self, duties: Iterable[Placed]) -> Stood:
        """Return what `duties`, all of one person and in slots of the problem, come to."""
        slots = [self._slots[place] for place in dict.fromkeys(duty.place for duty in duties)]
        return {measure: sum(slot[measure] for slot in slots) for measure in Measure}

    def share(self, person: str, measure: Measure) -> float:
        """Return someone's fair share: duties, or hours."""
        return self._wanted[measure][person]

    def cost(self, person: str, stood: Stood) -> int:
        """Return what it costs, as `score` counts it, that a person stands this."""
        return sum(self._cost(person, measure, stood) for measure in Measure)

    def strain(self, person: str, stood: Stood, place: tuple[str, str, date]) -> float:
        """Return how much further the slot at `place` takes a person towards or over their share.

        Unlike `cost` it tells two people apart who are both near their share, and grows with the distance.
        """
        strain = 0.0
        for measure, more in self._slots[place].items():
            # An hour's price is for an hour; squared over a whole duty, it is brought to a duty's scale.
            unit = max(more, _HOUR) if measure is Measure.HOURS else 1
            full = _HOUR if measure is Measure.HOURS else 1
            over = stood[measure] / full - self._wanted[measure][person]
            strain += self._weights[measure] * full / unit * ((over + more / full) ** 2 - over**2)
        return strain

    def lines(self, person: EnginePerson, before: Stood, after: Stood) -> Iterator[str]:
        """Yield, in a leader's words, each measure in which a person would be further from their share."""
        for measure in Measure:
            if self._cost(person.key, measure, after) > self._cost(person.key, measure, before):
                yield _line(person.name, measure, after[measure], self._wanted[measure][person.key])

    def _cost(self, person: str, measure: Measure, stood: Stood) -> int:
        return self._weights[measure] * outside_share(
            measure, stood[measure], self._wanted[measure][person], self._longest
        )


def _line(name: str, measure: Measure, count: int, share: float) -> str:
    if measure is Measure.HOURS:
        return _("{name} would stand {hours:g} h; their fair share is {share:.1f} h.").format(
            name=name, hours=round(count / _HOUR, 2), share=share
        )
    if measure is Measure.NIGHTS:
        text = ngettext(
            "{name} would stand {count} night; their fair share is {share:.1f}.",
            "{name} would stand {count} nights; their fair share is {share:.1f}.",
            count,
        )
    elif measure is Measure.WEEKENDS:
        text = ngettext(
            "{name} would stand {count} weekend duty; their fair share is {share:.1f}.",
            "{name} would stand {count} weekend duties; their fair share is {share:.1f}.",
            count,
        )
    else:
        text = ngettext(
            "{name} would stand {count} holiday duty; their fair share is {share:.1f}.",
            "{name} would stand {count} holiday duties; their fair share is {share:.1f}.",
            count,
        )
    return text.format(name=name, count=count, share=share)
