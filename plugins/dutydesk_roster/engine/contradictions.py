"""What a problem asks for that contradicts itself: told before anything is solved."""

from collections.abc import Iterable
from datetime import date

from dutydesk.wording import _, ngettext
from dutydesk_roster.engine.checker import incurable
from dutydesk_roster.engine.checker.names import Names
from dutydesk_roster.engine.day_text import day_text
from dutydesk_roster.engine.lacking_text import had_text
from dutydesk_roster.engine.problem import Placed, Problem, Slot, Wish
from dutydesk_roster.engine.rules import HeadsOf, RuleBase, Succession
from dutydesk_roster.engine.solution import Contradiction


def contradictions(problem: Problem) -> tuple[Contradiction, ...]:
    """Return what is wrong with the problem itself, in the order of days; whole-month ones on its first day.

    Those are pins that break a rule or name what is not there, rules and wishes that name what is not there,
    slots for which too few people could ever stand, and wishes that must be granted but shut each other out.
    A roster is made all the same: pins are kept, since a person decided them, and what names nobody or
    nothing is left out.

    Raises:
        PluginRuleFailed: the code of a rule that a plugin brings cannot be had, or fails.
    """
    pins = dict.fromkeys(Placed(pin.person, pin.post, pin.shift, pin.day) for pin in problem.pins)
    found = [
        Contradiction(day=breach.day, person=breach.person, rule=breach.rule, text=breach.text)
        for breach in incurable(problem, pins)
    ]
    clashes = _Clashes(problem)
    found.extend(clashes.of_rules())
    found.extend(clashes.of_slots())
    found.extend(clashes.of_heads())
    found.extend(clashes.of_wishes())
    return tuple(sorted(dict.fromkeys(found)))


class _Clashes:
    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        self._names = Names(problem)
        self._people = {person.key: person for person in problem.people}
        self._posts = {post.code for post in problem.posts}
        self._shifts = {shift.code for shift in problem.shifts}
        self._hard = [wish for wish in problem.wishes if wish.weight is None]

    def _of_rule(self, rule: RuleBase, text: str, person: str = "", day: date | None = None) -> Contradiction:
        named = _("{rule}: {text}").format(rule=rule.name or rule.code, text=text)
        return Contradiction(day=day or self._problem.first, person=person, rule=rule.code, text=named)

    def of_rules(self) -> Iterable[Contradiction]:
        """Yield what rules name that is not there."""
        for rule in self._problem.rules:
            posts: tuple[str, ...] = ()
            shifts: tuple[str, ...] = ()
            if isinstance(rule, HeadsOf):
                posts, shifts = rule.posts, rule.shifts
            elif isinstance(rule, Succession):
                shifts = (rule.before, *rule.after)
            for key in rule.people:
                if key not in self._people:
                    text = _("the rule names {person}, who is not among the people of this roster.")
                    yield self._of_rule(rule, text.format(person=key), key)
            for post in posts:
                if post not in self._posts:
                    text = _("the rule names the post {post}, which is not there.")
                    yield self._of_rule(rule, text.format(post=post))
            for shift in shifts:
                if shift not in self._shifts:
                    text = _("the rule names the shift {shift}, which is not there.")
                    yield self._of_rule(rule, text.format(shift=shift))

    def of_slots(self) -> Iterable[Contradiction]:
        """Yield the first slot of each post and shift for which too few people could ever stand, and why."""
        told: set[tuple[str, str, str]] = set()
        for slot in sorted(self._problem.slots, key=lambda slot: (slot.day, slot.shift, slot.post)):
            for rule, text in self._too_few(slot):
                if (slot.post, slot.shift, rule) not in told:
                    told.add((slot.post, slot.shift, rule))
                    yield Contradiction(day=slot.day, person="", rule=rule, text=text)

    def _too_few(self, slot: Slot) -> Iterable[tuple[str, str]]:
        serving = [person for person in self._problem.people if person.serves_on(slot.day)]
        lacking = [need for need in slot.needs if not any(person.meets(need, slot.day) for person in serving)]
        duty = self._names.duty(slot.shift, slot.post, slot.day)
        if slot.heads > len(serving):
            yield (
                "heads",
                ngettext(
                    "{duty} asks for {heads} guard, but {count} serve on that day.",
                    "{duty} asks for {heads} guards, but {count} serve on that day.",
                    slot.heads,
                ).format(duty=duty, heads=slot.heads, count=len(serving)),
            )
        elif slot.heads and lacking:
            had = had_text(serving, lacking, slot.day, self._names.need)
            text = (
                _("{duty} needs {needs}, which nobody has who serves on that day ({had}).")
                if had
                else _("{duty} needs {needs}, which nobody has who serves on that day.")
            )
            yield "needs", text.format(duty=duty, needs=self._names.needs(lacking), had=had)
        elif (
            slot.heads and slot.room == 1 and not any(one.meets_all(slot.needs, slot.day) for one in serving)
        ):
            yield (
                "needs",
                _("{duty} needs {needs}, and nobody who serves on that day has them all.").format(
                    duty=duty, needs=self._names.needs(slot.needs)
                ),
            )

    def of_heads(self) -> Iterable[Contradiction]:
        """Yield the rules that ask for more people of a kind than there are, or than they allow."""
        for rule in self._problem.rules_of(HeadsOf):
            count, day = self._fewest_of(rule)
            if rule.hard and rule.least > count:
                if day is None:
                    text = ngettext(
                        "at least {least} with {who} must be in each shift, but there is {count} in all.",
                        "at least {least} with {who} must be in each shift, but there are {count} in all.",
                        count,
                    )
                else:
                    text = ngettext(
                        "at least {least} with {who} must be in each shift, but on {day} there is {count}.",
                        "at least {least} with {who} must be in each shift, but on {day} there are {count}.",
                        count,
                    )
                asked = {
                    "least": rule.least,
                    "who": self._names.need(rule.who),
                    "count": count,
                    "day": day_text(day or self._problem.first),
                }
                yield self._of_rule(rule, text.format(**asked), day=day)
            if rule.most is not None and rule.most < rule.least:
                text = _("at least {least} and at most {most} with {who} cannot both be.")
                yield self._of_rule(
                    rule, text.format(least=rule.least, most=rule.most, who=self._names.need(rule.who))
                )

    def _fewest_of(self, rule: HeadsOf) -> tuple[int, date | None]:
        """Return how few of a rule's kind there are, and on which day; None where all days are alike."""
        days = sorted({slot.day for slot in self._problem.slots}) or [self._problem.first]
        bound = [person for person in self._problem.people if rule.binds(person.key)]
        counts = {day: sum(person.meets(rule.who, day) for person in bound) for day in days}
        fewest = min(days, key=lambda day: counts[day])
        return counts[fewest], None if len(set(counts.values())) == 1 else fewest

    def of_wishes(self) -> Iterable[Contradiction]:
        """Yield wishes that name what is not there, and hard ones of one person that shut each other out."""
        for wish in self._problem.wishes:
            known = (not wish.post or wish.post in self._posts) and (
                not wish.shift or wish.shift in self._shifts
            )
            if wish.person not in self._people:
                text = _("{name} has a wish, but is not among the people of this roster.")
                yield self._of_wish(wish, text)
            elif not known:
                yield self._of_wish(wish, _("{name} wishes for a post or a shift that is not there."))
        for index, first in enumerate(self._hard):
            for second in self._hard[index + 1 :]:
                same = (first.person, first.day) == (second.person, second.day)
                if same and first.person in self._people and self._shut_out(first, second):
                    yield self._of_wish(first, _("{name} has two wishes that cannot both be granted."))

    def _of_wish(self, wish: Wish, text: str) -> Contradiction:
        name = self._names.person(wish.person)
        return Contradiction(day=wish.day, person=wish.person, rule="wish", text=text.format(name=name))

    def _shut_out(self, first: Wish, second: Wish) -> bool:
        if not first.on and not second.on:
            return False
        if first.on != second.on:
            on, off = (first, second) if first.on else (second, first)
            return off.shift in {"", on.shift} and off.post in {"", on.post}
        meant = [[slot for slot in self._problem.slots if _is_meant(wish, slot)] for wish in (first, second)]
        return bool(all(meant)) and all(
            one.place != other.place and one.start < other.end and other.start < one.end
            for one in meant[0]
            for other in meant[1]
        )


def _is_meant(wish: Wish, slot: Slot) -> bool:
    return slot.day == wish.day and wish.shift in {"", slot.shift} and wish.post in {"", slot.post}
