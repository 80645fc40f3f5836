"""Why a roster is as it is: why no full one exists, and why it has one person at a post and not another."""

from datetime import date
from enum import StrEnum

import msgspec

from dutydesk_roster.engine.fact import Fact
from dutydesk_roster.engine.problem import Placed
from dutydesk_roster.engine.solution import Breach, Moved, Unfilled


class Shortfall(msgspec.Struct, frozen=True, kw_only=True):
    """What cannot be had even in the roster that leaves least open.

    `fact` is the demand: heads, a need, a pin, a wish or a rule that asks for someone. `missing` counts
    heads, or what else the demand counts in. It is certain that this much stays open where `proved`, although
    another roster might leave it open at another place of the same days; otherwise it is the least found.
    """

    fact: Fact
    missing: int
    text: str
    proved: bool = True


class Reason(msgspec.Struct, frozen=True, kw_only=True):
    """One line of a clash: facts of one sort, in a leader's words.

    `code` is the rule's, such as "nights-in-a-row", or the kind of fact; `amount` is the number that the
    facts have in common: the rule's limit in its own unit, or heads. `people` are the keys of those whom it
    is about, where it is about some.
    """

    facts: tuple[Fact, ...]
    code: str
    text: str
    amount: float | None = None
    people: tuple[str, ...] = ()


class RemedyKind(StrEnum):
    """What can be done about a clash."""

    RELAX = "relax"
    WITHOUT = "without"
    FEWER_HEADS = "fewer-heads"
    BACK = "back"
    RENEW = "renew"
    ONE_MORE = "one-more"


class Remedy(msgspec.Struct, frozen=True, kw_only=True):
    """What would lift a clash, the least of its sort that was found, shown by a solve.

    `before` and `after` are the numbers of what is relaxed: a rule's limit, heads at a post, guards who have
    a qualification. `fact` is None where the remedy is about no fact of the clash, being more people.
    `enough` tells whether all the days of the clash (`Clash.first` to `Clash.last`) can then be filled; if
    not, there are other reasons beside this clash. `whole` tells whether everything that was to be explained
    can then be filled, or is None where that was not found out.
    """

    kind: RemedyKind
    text: str
    fact: Fact | None = None
    code: str = ""
    before: float | None = None
    after: float | None = None
    people: tuple[str, ...] = ()
    day: date | None = None
    enough: bool = True
    whole: bool | None = None


class Clash(msgspec.Struct, frozen=True, kw_only=True):
    """Facts that cannot all hold, and what would lift that.

    It is proved that they cannot. Without any single one of them the others can, unless `smallest` is
    False, because the time was up before that was found out. The days `first` to `last` are those in which
    they clash. `helpless` are reasons that were tried and that nothing tried changes enough.
    """

    first: date
    last: date
    reasons: tuple[Reason, ...]
    remedies: tuple[Remedy, ...] = ()
    helpless: tuple[Reason, ...] = ()
    smallest: bool = True

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The facts of all reasons."""
        return tuple(fact for reason in self.reasons for fact in reason.facts)


class Explanation(msgspec.Struct, frozen=True, kw_only=True):
    """Why the days `first` to `last` cannot all be filled.

    `possible` is True where they can, False where it is proved that they cannot, and None where the time was
    up before either was known. Show `shortfalls` first, then `clashes`. `text` says it all in one line.
    """

    possible: bool | None
    first: date
    last: date
    text: str
    shortfalls: tuple[Shortfall, ...] = ()
    clashes: tuple[Clash, ...] = ()
    seconds: float = 0.0


class WhyNot(msgspec.Struct, frozen=True, kw_only=True):
    """What it would take, and cost, that `other` stands `cell` in the place of its person.

    `breaches` are the hard rules that this breaks, and `costs` what it costs in a line each, as the roster
    stands. Then the roster with `other` there that covers most with the fewest changes: `assignments`,
    `changes` from what stands, what is newly `unfilled` and newly `broken` in it, and the difference in
    `cost` with its `parts` (heads, each measure of fairness and kind of rule, wishes, changes, rotation) and
    what of it is worse, a line each in `worse`.
    `possible` is True where nothing in it is newly unfilled or broken; False where it is proved that this
    cannot be, for which `clashes` tell why, with "asked" for the code of the reason that they are to stand
    there; None where neither was found in the time. `text` is one line.
    """

    cell: Placed
    other: str
    possible: bool | None
    text: str
    breaches: tuple[Breach, ...]
    costs: tuple[str, ...]
    assignments: tuple[Placed, ...]
    changes: tuple[Moved, ...]
    unfilled: tuple[Unfilled, ...]
    broken: tuple[Breach, ...]
    cost: int
    parts: tuple[tuple[str, int], ...]
    worse: tuple[str, ...]
    fairness_before: int
    fairness_after: int
    clashes: tuple[Clash, ...] = ()
