"""What a plan cannot give the rules, in words: which rule, which stretch, how much, and why."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from dutydesk.wording import _, clauses, listed, ngettext, phrases
from dutydesk_drills.proposing.asks import Ask, CountAsk, NoticeAsk, SpacingAsk, VarietyAsk
from dutydesk_drills.proposing.lacking import can_be_told, counting, fits, lacking, neighbours
from dutydesk_drills.proposing.problem import Closing, DrillDay, DrillProblem, Part
from dutydesk_drills.proposing.profiles import SORTS
from dutydesk_drills.proposing.solution import DrillSolution, PlannedDate
from dutydesk_drills.rules.words import day_words

_MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Unmet:
    """A rule that a plan leaves wanting; `missing` is how much, as `lacking` counts."""

    pack: str
    rule: str
    name: str
    period: str
    missing: int
    reason: str


def unmet_rules(problem: DrillProblem, solution: DrillSolution) -> Iterator[Unmet]:
    """Yield each rule and stretch that the plan leaves wanting, with what stands in the way."""
    obstacles = dict(solution.obstacles)
    for number, missing in lacking(problem, solution.drills).items():
        if missing:
            ask = problem.asks[number]
            in_the_way = [problem.asks[each] for each in obstacles.get(number, ())]
            yield Unmet(
                pack=ask.pack,
                rule=ask.rule,
                name=ask.name,
                period=ask.period if isinstance(ask, CountAsk | VarietyAsk) else str(problem.year),
                missing=missing,
                reason=_reason(problem, solution, ask, in_the_way),
            )


def _reason(problem: DrillProblem, solution: DrillSolution, ask: Ask, obstacles: list[Ask]) -> str:
    match ask:
        case CountAsk():
            return _count_reason(problem, solution, ask, obstacles)
        case VarietyAsk():
            return _variety_reason(solution, ask)
        case SpacingAsk():
            return _spacing_reason(problem, solution, ask)
        case NoticeAsk():
            return _notice_reason(problem, solution, ask)


def _count_reason(problem: DrillProblem, solution: DrillSolution, ask: CountAsk, obstacles: list[Ask]) -> str:
    there = len(counting(ask, solution.drills))
    text = _("{there} of {least}").format(there=there, least=ask.least)
    impossible = _impossible(problem, ask)
    if impossible:
        return clauses((text, impossible))
    if ask.last < problem.begin:
        return _("{text}; the time is over").format(text=text)
    days = [each for each in problem.days if ask.holds(each.day) and each.closing is not Closing.NO_TERM]
    taken = {each.start.date() for each in solution.drills}
    why = [_why_not(problem, ask, each) for each in days]
    counted = Counter(each for each in why if each)
    free = [each for each, reason in zip(days, why, strict=True) if not reason]
    left = [each for each in free if each.day not in taken]
    parts = [f"{count} {reason}" for reason, count in counted.most_common()]
    parts.append(ngettext("{count} can be used", "{count} can be used", len(free)).format(count=len(free)))
    text = ngettext(
        "{text}; of {count} workday {parts}", "{text}; of {count} workdays {parts}", len(days)
    ).format(text=text, count=len(days), parts=phrases(parts))
    if left:
        text = clauses((text, _in_the_way(solution, obstacles)))
    elif len(free) > there:
        text = clauses((text, _("other drills have their days there, and a day has one drill")))
    return text


def _in_the_way(solution: DrillSolution, obstacles: list[Ask]) -> str:
    if obstacles:
        return _("in the way is {rules}").format(rules=_names(each.name for each in obstacles))
    if not solution.is_proven:
        return _("no better plan was found in the time; allow it more with --seconds")
    return _("other rules are kept in place of this one")


def _impossible(problem: DrillProblem, ask: CountAsk) -> str:
    """Return why nothing could ever count for an ask, or nothing."""
    kinds = [each for each in problem.kinds if each.code in ask.kinds]
    if not kinds:
        return _("no kind of drill is known that counts")
    for sort in sorted(ask.conditions & SORTS):
        if not problem.buildings.get(sort) and not any(
            sort in each.conditions | each.usual for each in kinds
        ):
            return _("config/drills.toml names no [[building]] with sort = {sort}").format(sort=f'"{sort}"')
    if ask.conditions >= {"night", "break"}:
        return _("no drill is at night and in the break at once")
    return ""


def _why_not(problem: DrillProblem, ask: CountAsk, day: DrillDay) -> str:
    """Return in words to follow a number of days why none that counts can be added on a day, or nothing."""
    closing, name = day.closing, day.closed_by
    part = Part.NIGHT if "night" in ask.conditions else Part.BREAK if "break" in ask.conditions else None
    if closing is None:
        kinds = [each for each in problem.kinds if each.code in ask.kinds]
        minutes = min(each.minutes for each in kinds)
        places = [each for each in day.places if part is None or each.part is part]
        if any(each.fits(each.part, minutes) for each in places):
            earliest = min(problem.earliest(each.code, ask.conditions) for each in kinds)
            return _("come before parents can be told") if day.day < earliest else ""
        shut = next((each for each in places if each.closing is not None), places[0] if places else None)
        if shut is None:
            return _("have no hour in [hours] of config/drills.toml")
        closing, name = shut.closing or Closing.BUSY, shut.closed_by
    return {
        Closing.HOLIDAY: _("are days off ({name})").format(name=name) if name else _("are days off"),
        Closing.NO_TERM: _("lie in no term"),
        Closing.BLOCKED: _("are kept for {name}").format(name=name),
        Closing.BUSY: _("are taken by {name}").format(name=name),
        Closing.PAST: _("are over"),
        Closing.HOME: _("are evenings on which pupils go home"),
    }[closing]


def _variety_reason(solution: DrillSolution, ask: VarietyAsk) -> str:
    found = counting(ask, solution.drills)
    values = len({ask.value(each.start) for each in found})
    if ask.different == "weekday":
        text = ngettext("{drills} drills on {count} weekday", "{drills} drills on {count} weekdays", values)
    else:
        text = ngettext("{drills} drills at {count} hour", "{drills} drills at {count} hours", values)
    text = text.format(drills=len(found), count=values)
    fixed = [each for each in found if each.standing is not None and each.standing.fixed_by]
    if len(fixed) == len(found):
        return _("{text}; none of them can be moved").format(text=text)
    return _("{text}; no others are free").format(text=text)


def _spacing_reason(problem: DrillProblem, solution: DrillSolution, ask: SpacingAsk) -> str:
    one, other = next(pair for pair in neighbours(problem, ask, solution.drills) if not fits(ask, *pair))
    first, second = one.start.date(), other.start.date()
    apart = (second - first).days if ask.least_days else ask.counted(first, second)
    text = ngettext(
        "{first} and {second} are {count} day apart", "{first} and {second} are {count} days apart", apart
    ).format(first=day_words(first), second=day_words(second), count=apart)
    return clauses((text, _why_stays(one) or _why_stays(other) or _("no other days fit")))


def _why_stays(drill: PlannedDate) -> str:
    if drill.standing is None or not drill.standing.fixed_by:
        return ""
    return _("that of {day}: {why}").format(day=drill.start.date(), why=drill.standing.fixed_by)


def _notice_reason(problem: DrillProblem, solution: DrillSolution, ask: NoticeAsk) -> str:
    drill = next(each for each in counting(ask, solution.drills) if not can_be_told(problem, ask, each))
    text = _("parents cannot be told of the drill of {day} {count} days before it").format(
        day=day_words(drill.start.date()), count=ask.days_before
    )
    return clauses((text, _why_stays(drill) or _("no later day fits")))


def _names(found: Iterator[str] | list[str]) -> str:
    names = list(dict.fromkeys(found))
    text = listed(names[:_MOST_NAMED])
    return text if len(names) <= _MOST_NAMED else f"{text}, ..."
