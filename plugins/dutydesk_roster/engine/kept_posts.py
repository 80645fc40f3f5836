"""Giving people back the posts at which they stand now, where nothing is lost by it."""

from collections import Counter
from collections.abc import Collection, Iterable

from dutydesk_roster.engine.problem import EnginePerson, Placed, Problem, Slot
from dutydesk_roster.engine.rules import Apart, Beside, HeadsOf, OnePost, PluginRule, Within


def with_kept_posts(
    problem: Problem, roster: Iterable[Placed], kept: Collection[Placed]
) -> tuple[Placed, ...]:
    """Return `roster` with people of one shift exchanged so that more of them stand at their `kept` posts.

    It costs exactly as much: only slots with room for one are exchanged, by people who meet the needs of
    both, and nothing is exchanged where a rule or a wish tells one post from another.
    """
    roster = tuple(roster)
    if not kept or _posts_matter(problem):
        return roster
    people = {person.key: person for person in problem.people}
    heads = Counter(one.place for one in roster)
    slots = {slot.place: slot for slot in problem.slots if slot.room == 1 and heads[slot.place] <= 1}
    pinned = {(pin.person, pin.place) for pin in problem.pins}
    homes = {(one.person, one.shift, one.day): one.place for one in kept if one.place in slots}
    at = {one.place: one.person for one in roster if one.place in slots}

    def may_exchange(here: Slot, there: Slot) -> bool:
        one, other = at[here.place], at[there.place]
        free = (one, here.place) not in pinned and (other, there.place) not in pinned
        settled = homes.get((other, there.shift, there.day)) == there.place
        same_time = (here.start, here.end) == (there.start, there.end)
        return free and not settled and same_time and _fits(people[one], there) and _fits(people[other], here)

    for place in sorted(at):
        # Each exchange may bring someone here who belongs elsewhere, but one more is where they belong.
        while (home := homes.get((at[place], place[1], place[2]), place)) != place:
            if home not in at or not may_exchange(slots[place], slots[home]):
                break
            at[place], at[home] = at[home], at[place]
    moved = [Placed(at[one.place], *one.place) if one.place in at else one for one in roster]
    return tuple(sorted(moved, key=lambda one: (one.day, one.shift, one.post, one.person)))


def _posts_matter(problem: Problem) -> bool:
    return any(wish.post for wish in problem.wishes) or any(
        isinstance(rule, OnePost | PluginRule)
        or (isinstance(rule, Apart | Beside) and rule.within is Within.POST)
        or (isinstance(rule, HeadsOf) and bool(rule.posts))
        for rule in problem.rules
    )


def _fits(person: EnginePerson, slot: Slot) -> bool:
    return person.meets_all(slot.needs, slot.day)
