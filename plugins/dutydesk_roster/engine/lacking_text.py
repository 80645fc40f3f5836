"""What people lack for a duty, in words that say when they had it."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from dutydesk.wording import _, clauses, listed
from dutydesk_roster.engine.day_text import day_text
from dutydesk_roster.engine.problem import EnginePerson

_FEW = 4


def lacking_text(person: EnginePerson, needs: Iterable[str], day: date, name_of: Callable[[str], str]) -> str:
    """Return `needs`, which the person lacks on `day`, such as "armed, first aid (ended on 10 Dec)"."""

    def text(need: str) -> str:
        limits = _limits(person, need, day)
        return _("{need} ({limits})").format(need=name_of(need), limits=limits) if limits else name_of(need)

    return listed(map(text, needs))


def had_text(
    people: Iterable[EnginePerson], needs: Sequence[str], day: date, name_of: Callable[[str], str]
) -> str:
    """Return who of `people` would meet `needs` but for the day, such as "Li: first aid ended on 10 Dec".

    Of many, the first few and how many more; nothing where there are none.
    """
    found = []
    for person in people:
        limits = {need: _limits(person, need, day) for need in needs if not person.meets(need, day)}
        if limits and all(limits.values()):
            what = listed(
                _("{need} {limits}").format(need=name_of(need), limits=text) for need, text in limits.items()
            )
            found.append(_("{name}: {what}").format(name=person.name, what=what))
    if len(found) > _FEW:
        found = [*found[:_FEW], _("{count} more").format(count=len(found) - _FEW)]
    return clauses(found)


def _limits(person: EnginePerson, need: str, day: date) -> str:
    """Return when what someone lacks on `day` ended and when it begins, or nothing."""
    spans = [each for each in person.limited if each.code == need]
    ends = [each.last for each in spans if each.last is not None and each.last < day]
    begins = [each.first for each in spans if each.first is not None and day < each.first]
    if ends and begins:
        text = _("ended on {last}, again from {first}")
    elif ends:
        text = _("ended on {last}")
    else:
        text = _("only from {first}") if begins else ""
    return text.format(last=_near(max(ends, default=day), day), first=_near(min(begins, default=day), day))


def _near(day: date, other: date) -> str:
    """Return `day` without its year where that is the other day's."""
    if day.year == other.year:
        return day_text(day)
    return _("{day} {year}").format(day=day_text(day), year=day.year)
