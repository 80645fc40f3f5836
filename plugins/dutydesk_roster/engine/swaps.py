"""Swaps: whether two people may exchange duties, what it costs, and which swaps would free someone."""

from collections.abc import Collection, Iterable, Iterator
from datetime import timedelta

import msgspec

from dutydesk.wording import _
from dutydesk_roster.engine.failure import failure_of
from dutydesk_roster.engine.fairness import fairness_table
from dutydesk_roster.engine.plugin_rules import PluginRuleFailed
from dutydesk_roster.engine.problem import Placed, Problem
from dutydesk_roster.engine.solution import Breach
from dutydesk_roster.engine.standing_roster import StandingRoster, newly_broken, price

_REACH = timedelta(days=14)
"""How far from the duty that is given away lies one that is taken back for it."""
_SETTLED_BY_THE_DUTY = frozenset({"not-serving", "unqualified", "on-leave", "during-activity"})
"""Rules that a person breaks in a duty whatever else they stand."""


class SwapVerdict(msgspec.Struct, frozen=True, kw_only=True):
    """Whether a swap is allowed, and what it does.

    `breaches` are the hard rules newly broken by it, and "pinned" for each duty in it that someone pinned.
    `costs` are, a line each, weighted rules and wishes newly broken, and whose share becomes less fair.
    `cost` is the difference that it makes to fair shares, wishes and weighted rules as `score` counts them,
    less being better. `fairness_before` and `fairness_after` are the fairness numbers of the roster. `text`
    is one line for the leader.
    """

    allowed: bool
    breaches: tuple[Breach, ...]
    costs: tuple[str, ...]
    cost: int
    fairness_before: int
    fairness_after: int
    text: str


class SwapOffer(msgspec.Struct, frozen=True, kw_only=True):
    """A swap that frees `give.person` of `give`: `other` stands it, and gives `take` for it, or nothing.

    The rest is as in `SwapVerdict`; `reason` is one line for the leader.
    """

    give: Placed
    take: Placed | None
    other: str
    allowed: bool
    breaches: tuple[Breach, ...]
    costs: tuple[str, ...]
    cost: int
    reason: str


def judge_swap(
    problem: Problem, assignments: Iterable[Placed], give: Placed, take: Placed | None, other: str
) -> SwapVerdict:
    """Judge that `give.person` gives the duty `give` to `other`, who gives `take` for it, or nothing.

    Raises:
        ValueError: a duty does not stand in the roster, `take` is not `other`'s, or `other` is nobody, or the
            one who gives.
        EngineFailed: a rule that a plugin brings does not work; the text says which in one line.
    """
    roster = StandingRoster(problem, assignments)
    swap = _Swap(_standing(roster, give), None if take is None else _standing(roster, take), other)
    if other not in roster.people:
        raise ValueError(f"{other!r} is nobody in this roster")
    if other == give.person:
        raise ValueError(f"{other!r} cannot swap with themselves")
    if take is not None and take.person != other:
        raise ValueError(
            _("{name} does not stand {duty}.").format(name=roster.names.person(other), duty=roster.duty(take))
        )
    try:
        offer = _judged(roster, swap)
    except PluginRuleFailed as failure:
        raise failure_of(failure) from failure
    after = [*(one for one in roster.stood if one not in swap.out), *swap.into]
    return SwapVerdict(
        allowed=offer.allowed,
        breaches=offer.breaches,
        costs=offer.costs,
        cost=offer.cost,
        fairness_before=fairness_table(problem, roster.stood).number,
        fairness_after=fairness_table(problem, after).number,
        text=offer.reason,
    )


def swaps_that_free(
    problem: Problem, assignments: Iterable[Placed], cell: Placed, limit: int = 10
) -> tuple[SwapOffer, ...]:
    """Return the swaps that would free `cell.person` of the duty `cell`, the cheapest first, up to `limit`.

    In them somebody takes the duty, for nothing or for one of their own that lies no more than 14 days from
    it, at another time, and is not pinned. Of those that cost the same, the ones that move fewer duties come
    first, then the ones whose duties lie nearer. Only swaps that are allowed are offered; where none is,
    those that break fewest rules, with what they break.

    Raises:
        ValueError: the duty does not stand in the roster, or `limit` is below 1.
        EngineFailed: a rule that a plugin brings does not work; the text says which in one line.
    """
    if limit < 1:
        raise ValueError(f"no {limit} swaps can be offered")
    roster = StandingRoster(problem, assignments)
    possible = list(_possible(roster, _standing(roster, cell)))
    sound = [swap for swap in possible if not _broken_alone(roster, swap, all_of_it=False)]
    try:
        offers = [_judged(roster, swap, tells=False) for swap in sound]
        allowed = sorted((one for one in offers if one.allowed), key=_order)[:limit]
        if allowed:
            return tuple(_judged(roster, _swap_of(one)) for one in allowed)
        # Whoever takes a duty for another breaks what taking it alone breaks, or nearly so.
        nearest = sorted(possible, key=lambda one: len(_broken_alone(roster, one)))[: 3 * limit]
        refused = sorted((_judged(roster, swap) for swap in nearest), key=_order)
    except PluginRuleFailed as failure:
        raise failure_of(failure) from failure
    return tuple(refused[:limit])


class _Swap(msgspec.Struct, frozen=True):
    """`other` stands `give` for `give.person`, who stands `take` for `other`."""

    give: Placed
    take: Placed | None
    other: str

    @property
    def given(self) -> Placed:
        """The duty that is given away, as `other` stands it."""
        return Placed(self.other, *self.give.place)

    @property
    def taken(self) -> Placed | None:
        """The duty that is taken for it, as the one who gives stands it."""
        return None if self.take is None else Placed(self.give.person, *self.take.place)

    @property
    def out(self) -> tuple[Placed, ...]:
        """The duties as they stand before."""
        return (self.give,) if self.take is None else (self.give, self.take)

    @property
    def into(self) -> tuple[Placed, ...]:
        """The duties as they stand after."""
        return (self.given,) if self.taken is None else (self.given, self.taken)

    @property
    def moves(self) -> tuple[tuple[str, Placed | None, Placed | None], ...]:
        """For each of the two, the duty they lose and the one they get; first the one who gives."""
        return ((self.give.person, self.give, self.taken), (self.other, self.take, self.given))


def _swap_of(offer: SwapOffer) -> _Swap:
    return _Swap(offer.give, offer.take, offer.other)


def _standing(roster: StandingRoster, duty: Placed) -> Placed:
    """Return the duty as the roster has it.

    Raises:
        ValueError: it does not stand there.
    """
    plain = Placed(duty.person, duty.post, duty.shift, duty.day)
    if plain not in roster.own(duty.person):
        raise ValueError(
            _("{name} does not stand {duty}.").format(
                name=roster.names.person(duty.person), duty=roster.duty(duty)
            )
        )
    return plain


def _possible(roster: StandingRoster, give: Placed) -> Iterator[_Swap]:
    """Yield the swaps that free whoever gives, move no pin but `give`, and put nobody twice in one place."""
    there = set(roster.at(give.place))
    theirs = {one.place for one in roster.own(give.person)}
    freed = roster.slots[give.place]
    for other in roster.people:
        if other in there:
            continue
        yield _Swap(give, None, other)
        for take in roster.own(other):
            slot = roster.slots[take.place]
            apart = slot.end <= freed.start or freed.end <= slot.start
            near = abs(take.day - give.day) <= _REACH
            if near and apart and take not in roster.pinned and take.place not in theirs:
                yield _Swap(give, take, other)


def _broken_alone(roster: StandingRoster, swap: _Swap, *, all_of_it: bool = True) -> tuple[Breach, ...]:
    """Return what each of the two newly breaks, whoever else stands where; or else some of it."""
    found: tuple[Breach, ...] = ()
    # Looked up once for each of the others, this spares many of their duties a look of their own. One of the
    # same day may be broken in the same way and in the same words, so that nothing is new.
    same_day = swap.take is not None and swap.take.day == swap.give.day
    if not all_of_it and not same_day and (barred := _barred(roster, swap.given)):
        return barred
    for person, out, into in swap.moves:
        found += newly_broken(roster.hard_of_one(person), roster.hard_of_one(person, out, into))
        if found and not all_of_it:
            break
    return found


def _barred(roster: StandingRoster, into: Placed) -> tuple[Breach, ...]:
    """Return what keeps a person out of a duty whatever else they stand."""
    found = newly_broken(roster.hard_of_one(into.person), roster.hard_of_one(into.person, None, into))
    return tuple(one for one in found if one.rule in _SETTLED_BY_THE_DUTY)


def _judged(roster: StandingRoster, swap: _Swap, *, tells: bool = True) -> SwapOffer:
    """Judge a swap in full; what is only for people to read is left out where nobody is told."""
    out, into = swap.out, swap.into
    found = [
        Breach(
            day=one.day,
            person=one.person,
            rule="pinned",
            text=_("{name} is pinned to {duty}; it would have to be unpinned first.").format(
                name=roster.names.person(one.person), duty=roster.duty(one)
            ),
        )
        for one in out
        if one in roster.pinned
    ]
    found += _broken_alone(roster, swap)
    cost = 0
    lines: list[str] = []
    short: list[Breach] = []
    for person, lost, got in swap.moves:
        before, after = roster.short_of_one(person), roster.short_of_one(person, lost, got)
        cost += price(after) - price(before)
        short += newly_broken(before, after)
        stood_before = roster.shares.stood(roster.own(person))
        stood_after = roster.shares.stood(roster.own(person, lost, got))
        cost += roster.shares.cost(person, stood_after) - roster.shares.cost(person, stood_before)
        if tells:
            lines += roster.shares.lines(roster.people[person], stood_before, stood_after)
    shifts = dict.fromkeys((one.day, one.shift) for one in out)
    states = [(roster.in_company(*each), roster.in_company(*each, out, into)) for each in shifts]
    states.append((roster.brought(), roster.brought(out, into)))
    for before, after in states:
        cost += price(after) - price(before)
        new = newly_broken(before, after)
        found += [one for one in new if one.hard]
        short += [one for one in new if not one.hard]
    for one in into:
        unmet = roster.never_met(one.place, out, into) - roster.never_met(one.place)
        if unmet:
            found.append(roster.unmet(one, unmet))
    costs = (*(one.text for one in short), *lines)
    return SwapOffer(
        give=swap.give,
        take=swap.take,
        other=swap.other,
        allowed=not found,
        breaches=tuple(found),
        costs=costs,
        cost=cost,
        reason=_text(roster, swap, found, costs, cost) if tells else "",
    )


def _text(
    roster: StandingRoster, swap: _Swap, breaches: Collection[Breach], costs: Collection[str], cost: int
) -> str:
    name, other = roster.names.person(swap.give.person), roster.names.person(swap.other)
    duty = roster.duty(swap.give)
    exchange = (
        _("{other} takes {duty} from {name}").format(other=other, duty=duty, name=name)
        if swap.take is None
        else _("{other} takes {duty} from {name} and gives {back} for it").format(
            other=other, duty=duty, name=name, back=roster.duty(swap.take)
        )
    )
    for breach in breaches:
        return _("Not allowed: {exchange}. {why}").format(exchange=exchange, why=breach.text)
    for line in costs:
        return _("Allowed, at a cost: {exchange}. {why}").format(exchange=exchange, why=line)
    if cost < 0:
        return _("Allowed: {exchange}. It breaks no rule, and is better than what stands.").format(
            exchange=exchange
        )
    return _("Allowed: {exchange}. It breaks no rule and costs nothing.").format(exchange=exchange)


def _order(offer: SwapOffer) -> tuple[int, int, int, timedelta, Placed, str]:
    apart = timedelta() if offer.take is None else abs(offer.take.day - offer.give.day)
    moved = 1 if offer.take is None else 2
    return (len(offer.breaches), offer.cost, moved, apart, offer.take or offer.give, offer.other)
