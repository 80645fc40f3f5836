"""Why a drill of a plan is where it is, in words."""

from collections.abc import Sequence

from dutydesk.wording import _, clauses, listed, ngettext
from dutydesk_drills.proposing.asks import CountAsk, NoticeAsk
from dutydesk_drills.proposing.lacking import counting
from dutydesk_drills.proposing.problem import DrillProblem
from dutydesk_drills.proposing.solution import PlannedDate, What
from dutydesk_drills.rules.words import day_words

_MOST_NAMED = 2


class DateReasons:
    """Tells of the drills of one plan why they are there."""

    def __init__(self, problem: DrillProblem, drills: Sequence[PlannedDate]) -> None:
        self._problem = problem
        self._drills = sorted(drills, key=lambda each: each.start)
        self._counting = {number: counting(ask, self._drills) for number, ask in enumerate(problem.asks)}

    def of(self, drill: PlannedDate) -> str:
        """Return the reason in a line."""
        standing = drill.standing
        if standing is not None and drill.what is not What.MOVED:
            parts = [self._why_it_stays(drill)]
        elif standing is not None:
            was = day_words(standing.day)
            why = standing.misfit or _("a rule needs it elsewhere")
            parts = [
                _("moved from {day} {time}: {why}").format(day=was, time=f"{standing.start:%H:%M}", why=why)
            ]
            parts += self._date_words(drill)
        else:
            parts = [_("for: {rules}").format(rules=self._rules(drill)), *self._date_words(drill)]
        if drill.added:
            parts.append(_("by the second way out"))
        if drill.hindrance:
            parts.append(_("whoever leads it {why}: another must").format(why=drill.hindrance))
        text = clauses(part for part in parts if part)
        return text[:1].upper() + text[1:]

    def _why_it_stays(self, drill: PlannedDate) -> str:
        standing = drill.standing
        if standing is None:
            return ""
        if standing.misfit and drill.what is What.KEPT:
            why = standing.fixed_by or _("no other day was found")
            return _("it does not fit ({misfit}), but stays: {why}").format(misfit=standing.misfit, why=why)
        return standing.fixed_by or _("it fits where it is")

    def _rules(self, drill: PlannedDate) -> str:
        """Return the rules that need this drill most: those which have the fewest to spare."""
        served = [
            (len(self._counting[number]) - ask.least, (ask.last - ask.first).days, number, ask)
            for number, ask in enumerate(self._problem.asks)
            if isinstance(ask, CountAsk) and drill in self._counting[number]
        ]
        names = list(
            dict.fromkeys(
                _("{rule} ({period})").format(rule=ask.name, period=ask.period)
                for _spare, _days, _number, ask in sorted(served, key=lambda each: each[:3])
            )
        )
        text = listed(names[:_MOST_NAMED])
        more = len(names) - _MOST_NAMED
        if more > 0:
            text += ngettext(" and {count} more", " and {count} more", more).format(count=more)
        return text

    def _date_words(self, drill: PlannedDate) -> list[str]:
        parts: list[str] = []
        day = drill.start.date()
        observed = next(
            (
                each
                for each in self._problem.observed
                if each.is_near(drill.start) and drill.kind in each.kinds
            ),
            None,
        )
        if observed is not None:
            parts.append(
                _("on {name}").format(name=observed.name)
                if observed.day == day
                else _("in the week of {name}").format(name=observed.name)
            )
        before = next((each for each in reversed(self._drills) if each.start < drill.start), None)
        if before is not None:
            parts.append(_since(before, drill))
        notice = max(
            (
                each.days_before
                for each in self._problem.asks
                if isinstance(each, NoticeAsk) and each.wants(drill.kind, drill.conditions)
            ),
            default=0,
        )
        if notice:
            parts.append(
                ngettext(
                    "tell parents {count} day before", "tell parents {count} days before", notice
                ).format(count=notice)
            )
        return parts


def _since(before: PlannedDate, drill: PlannedDate) -> str:
    apart = (drill.start.date() - before.start.date()).days
    text = ngettext("{count} day after the one before", "{count} days after the one before", apart).format(
        count=apart
    )
    other_day = before.start.weekday() != drill.start.weekday()
    other_hour = before.start.time() != drill.start.time()
    if other_day and other_hour:
        return _("{text}, on another weekday and at another time").format(text=text)
    if other_day:
        return _("{text}, on another weekday").format(text=text)
    return _("{text}, at another time").format(text=text) if other_hour else text
