"""Swaps that wait for an answer, as calendars tell of them: perhaps one stands a duty of someone else's."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from dutydesk.api import Desk, FeedEvent
from dutydesk.wording import _
from dutydesk_roster.assignment import Assignment, PublishedAssignment
from dutydesk_roster.calendar import duty_title
from dutydesk_roster.roster import DutyPlan
from dutydesk_roster.swap import Swap, SwapState


@dataclass(frozen=True, slots=True)
class WaitingSwap:
    """A swap that waits for an answer, seen from one of its two duties: that given, or that given back."""

    swap: Swap
    is_back: bool

    @property
    def stands(self) -> str:
        """Who stands the duty as long as nothing is agreed."""
        return self.swap.other if self.is_back else self.swap.person

    @property
    def would_stand(self) -> str:
        """Who would stand it then; nobody in particular where anyone may offer."""
        return self.swap.person if self.is_back else self.swap.other

    @property
    def uid(self) -> str:
        """The identity of the event that tells whoever would stand it."""
        return f"swap-{self.swap.id}-back" if self.is_back else f"swap-{self.swap.id}"


def unsettled_swaps(desk: Desk, first: date, last: date) -> tuple[Swap, ...]:
    """Return the swaps asked for or taken about any duty of the days `first` to `last`, and no others."""
    swaps, states = desk.table(Swap), (SwapState.ASKED, SwapState.TAKEN)
    found = {
        each.id: each
        for column in ("day", "back_day")
        for each in swaps.between(column, first, last, state=states)
    }
    return tuple(found[id_] for id_ in sorted(found))


def swaps_by_duty(
    desk: Desk, plan: DutyPlan, duties: Collection[PublishedAssignment], swaps: Iterable[Swap]
) -> Mapping[str, tuple[WaitingSwap, ...]]:
    """Return those of `swaps` that wait for an answer, by the id of each of `duties` that they are about.

    A duty counts as long as it stands on the day that was asked about, with the person who stood it then, and
    has not begun. Of the other duty of the swap only that is looked at which the swap itself says: what is
    told of a day must not hang on the rosters of days far off.
    """
    asked = [each for each in swaps if each.state is SwapState.ASKED]
    if not asked:
        return {}
    published = {each.id: each for each in duties}
    ids = {duty for each in asked for duty in (each.assignment, each.back) if duty in published}
    standing = {each.id: each for each in desk.table(Assignment).where(id=tuple(sorted(ids)))}
    now = desk.now()

    def has_begun(shift: str, day: date | None) -> bool:
        window = plan.window(shift, day) if day is not None else None
        return window is not None and window.start <= now

    found: defaultdict[str, list[WaitingSwap]] = defaultdict(list)
    for swap in asked:
        sides = (
            (swap.assignment, swap.day, (swap.back_shift, swap.back_day), False),
            (swap.back, swap.back_day, (swap.shift, swap.day), True),
        )
        for id_, day, other_duty, is_back in sides:
            seen, held, waiting = published.get(id_), standing.get(id_), WaitingSwap(swap, is_back)
            if (
                seen is not None
                and held is not None
                and (seen.person, seen.day) == (held.person, held.day) == (waiting.stands, day)
                and plan.window(held.shift, held.day) is not None
                and desk.zone.instant(seen.start) > now
                and not has_begun(held.shift, held.day)
                and not has_begun(*other_duty)
            ):
                found[id_].append(waiting)
    return {id_: tuple(held) for id_, held in found.items()}


def taken_duties(duties: Iterable[PublishedAssignment], swaps: Iterable[Swap]) -> frozenset[str]:
    """Return the ids of those of `duties` that were taken in an emergency and wait for the leader's word."""
    taken = {(each.assignment, each.other, each.day) for each in swaps if each.state is SwapState.TAKEN}
    return frozenset(each.id for each in duties if (each.id, each.person, each.day) in taken)


def perhaps_event(
    duty: PublishedAssignment,
    event: FeedEvent,
    waiting: WaitingSwap,
    plan: DutyPlan,
    names: Mapping[str, str],
) -> FeedEvent:
    """Return the tentative event that tells whoever would stand `duty`, of which `event` tells everyone."""
    swap, name = waiting.swap, names.get(waiting.stands, waiting.stands)
    return replace(
        event,
        uid=waiting.uid,
        title=_("Perhaps: {duty} (swap with {name})").format(
            duty=duty_title(plan, duty.post, duty.shift), name=name
        ),
        own_title="",
        description="\n".join(
            (_bargain(waiting, plan, name), _("Until it is agreed, {name} stands it.").format(name=name))
        ),
        people=(waiting.would_stand,),
        feeds=(),
        revision=swap.revision + duty.revision,
        changed=max(swap.changed, duty.changed),
        tentative=True,
        busy=False,
    )


def _bargain(waiting: WaitingSwap, plan: DutyPlan, name: str) -> str:
    """Say what is asked for to whoever would stand the duty."""
    swap = waiting.swap
    if waiting.is_back:
        return _("You would stand this duty for {name}, who would stand {duty} for you.").format(
            name=name, duty=_dated(plan, swap.post, swap.shift, swap.day)
        )
    if swap.back_day is None:
        return _("{name} asks you to stand this duty.").format(name=name)
    return _("{name} asks you to stand this duty, and would stand {duty} for you.").format(
        name=name, duty=_dated(plan, swap.back_post, swap.back_shift, swap.back_day)
    )


def _dated(plan: DutyPlan, post: str, shift: str, day: date) -> str:
    return _("{duty} on {day:%Y-%m-%d}").format(duty=duty_title(plan, post, shift), day=day)
