"""What one roster costs more than another, in a leader's words."""

from collections.abc import Collection, Iterable, Iterator

from dutydesk.wording import _, ngettext
from dutydesk_roster.engine.checker import shortcomings
from dutydesk_roster.engine.checker.names import Names
from dutydesk_roster.engine.fairness import fairness_table
from dutydesk_roster.engine.problem import Placed, Problem
from dutydesk_roster.engine.score import Score
from dutydesk_roster.engine.standing_roster import newly_broken
from dutydesk_roster.engine.targets import Measure

_LEAST_HOURS = 0.5
_ROUNDING = 0.05


def cost_parts(before: Score, after: Score) -> tuple[tuple[str, int], ...]:
    """Return what makes the difference of two costs: heads, each measure and rule, wishes, changes, base."""
    measures, rules = dict(before.fairness), dict(before.rules)
    then = dict(after.rules)
    differences = (
        ("uncovered", after.uncovered - before.uncovered),
        ("unwanted", after.unwanted - before.unwanted),
        ("unmet", after.unmet - before.unmet),
        *((str(measure), cost - measures.get(measure, 0)) for measure, cost in after.fairness),
        *((rule, then.get(rule, 0) - rules.get(rule, 0)) for rule in sorted({*rules, *then})),
        ("wishes", after.wishes - before.wishes),
        ("change", after.change - before.change),
        ("base", after.base - before.base),
    )
    return tuple((part, cost) for part, cost in differences if cost)


def cost_lines(
    problem: Problem,
    before: Collection[Placed],
    after: Collection[Placed],
    parts: Iterable[tuple[str, int]],
) -> tuple[str, ...]:
    """Return a line for each thing that makes `after` cost more than `before`; `parts` are of `cost_parts`.

    Heads and needs first, then whose share becomes less fair, then the weighted rules and wishes that are
    newly broken, then departures from the rotation and how much of what stood has changed.
    """
    more = {part: cost for part, cost in parts if cost > 0}
    found: list[str] = []
    if more.keys() & {"uncovered", "unwanted"}:
        found.append(_("heads that are wanted are missing"))
    if "unmet" in more:
        found.append(_("a need is met by nobody"))
    found.extend(_less_fair(problem, before, after, more))
    new = newly_broken(shortcomings(problem, before), shortcomings(problem, after))
    found.extend(breach.text.rstrip(".") for breach in new)
    if "base" in more and problem.weights.base:
        days = more["base"] // problem.weights.base
        found.append(
            ngettext(
                "{count} departure from the rotation", "{count} departures from the rotation", days
            ).format(count=days)
        )
    if "change" in more and problem.weights.change:
        changes = more["change"] // problem.weights.change
        found.append(
            ngettext("{count} change to what stands", "{count} changes to what stands", changes).format(
                count=changes
            )
        )
    return tuple(found)


def _less_fair(
    problem: Problem, before: Collection[Placed], after: Collection[Placed], more: Collection[str]
) -> Iterator[str]:
    """Yield a line for each person who comes further from their share in a measure that costs more."""
    names = Names(problem)
    earlier = fairness_table(problem, before).rows
    for was, now in zip(earlier, fairness_table(problem, after).rows, strict=True):
        for measure in Measure:
            then, there = was.portion(measure).difference, now.portion(measure).difference
            least = _LEAST_HOURS if measure is Measure.HOURS else _ROUNDING
            if measure in more and abs(there) > abs(then) + _ROUNDING and abs(there) > least:
                change = now.portion(measure).stood - was.portion(measure).stood
                yield _difference(measure, names.person(now.key), change, there)


def _difference(measure: Measure, name: str, change: float, from_share: float) -> str:
    count, far = abs(round(change, 1)), abs(round(from_share, 1))
    if measure is Measure.NIGHTS:
        what = ngettext("{count:g} night", "{count:g} nights", round(count))
    elif measure is Measure.WEEKENDS:
        what = ngettext("{count:g} weekend duty", "{count:g} weekend duties", round(count))
    elif measure is Measure.HOLIDAYS:
        what = ngettext("{count:g} holiday duty", "{count:g} holiday duties", round(count))
    else:
        what = _("{count:g} h")
    parts = {"what": what.format(count=count), "name": name, "far": far}
    if change > 0 and from_share > 0:
        return _("{what} more for {name}, who is then {far:g} above their share").format(**parts)
    if change > 0:
        return _("{what} more for {name}, who is still {far:g} below their share").format(**parts)
    if from_share > 0:
        return _("{what} less for {name}, who is still {far:g} above their share").format(**parts)
    return _("{what} less for {name}, who is then {far:g} below their share").format(**parts)
