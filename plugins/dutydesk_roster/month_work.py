"""A desk's month for a bureau: read as a problem, arranged by any process, kept as one change."""

import msgspec

from dutydesk.api import Desk, MonthAsked, MonthOutcome, MonthWork
from dutydesk.wording import _
from dutydesk_roster.arranging import accept, rearrange
from dutydesk_roster.engine import Problem, Solution, check
from dutydesk_roster.engine.bureau import arrange_desk
from dutydesk_roster.problem_of import problem_of
from dutydesk_roster.roster import Roster


def month_work(desk: Desk, asked: MonthAsked) -> MonthWork:
    """Return what arranging the days of `asked` takes; what is pinned or published stays as it is."""
    standing = Roster.of(desk, asked.first, asked.last)
    if not standing.people:
        return MonthWork(passed_over=_("there is nobody to stand duty yet"))
    if not asked.again and any(not each.pinned for each in standing.asked):
        return MonthWork(passed_over=_("it is arranged already"))
    problem = problem_of(desk, standing, keep_published=True)
    if not problem.slots:
        return MonthWork(passed_over=_("config/demand.toml asks for nobody"))

    def judged(packed: bytes) -> MonthOutcome:
        solution = _solution(packed)
        return _outcome(problem, solution, len(rearrange(standing.asked, solution.assignments)))

    def kept(packed: bytes) -> MonthOutcome:
        solution = _solution(packed)
        why = _("Arrange the roster of {first} to {last}").format(first=asked.first, last=asked.last)
        return _outcome(problem, solution, len(accept(desk, standing, solution.assignments, why)))

    seconds = asked.seconds or standing.plan.rules.search_seconds
    return MonthWork(
        function=arrange_desk,
        arguments=(msgspec.msgpack.encode(problem), seconds, asked.seed),
        judged=judged,
        kept=kept,
    )


def _solution(packed: bytes) -> Solution:
    return msgspec.msgpack.decode(packed, type=Solution)


def _outcome(problem: Problem, solution: Solution, changes: int) -> MonthOutcome:
    return MonthOutcome(
        open=sum(each.missing for each in solution.unfilled),
        broken=sum(each.hard for each in check(problem, solution.assignments)),
        changes=changes,
    )
