"""``dutydesk roster check``, and the report on a month."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

import click

from dutydesk.api import Desk
from dutydesk.api.commands import json_option, open_desk, print_json, say
from dutydesk.domain import short_day
from dutydesk.wording import _
from dutydesk_roster.checking import duty_clashes, shortcomings
from dutydesk_roster.commands.month_argument import MONTH
from dutydesk_roster.engine import Breach, Problem, Solution
from dutydesk_roster.engine.fairness import fairness_table
from dutydesk_roster.month import Month
from dutydesk_roster.roster import Roster


@dataclass(frozen=True, slots=True)
class Found:
    """What is said of a search: how fair its roster is, what it costs, and the least that any could."""

    fairness: int
    cost: float
    bound: float

    @classmethod
    def of(cls, problem: Problem, solution: Solution) -> "Found":
        """Look at the roster that was found."""
        fairness = fairness_table(problem, solution.assignments).number
        return cls(fairness, solution.objective, min(solution.bound, solution.objective))

    @property
    def line(self) -> str:
        """All of it in one line."""
        above = self.cost - self.bound
        best = (
            _("at most {above:.0f} above the best possible").format(above=above)
            if above >= 1
            else _("the best possible")
        )
        return _("fairness {fairness} of 100, cost {cost:.0f}: {best}").format(
            fairness=self.fairness, cost=self.cost, best=best
        )


@click.command(help=_("Check a month: open slots and broken rules."))
@click.argument("month", type=MONTH)
@click.option(
    "--all", "shows_all", is_flag=True, help=_("Show weighted rules and wishes that are broken too.")
)
@json_option
@click.pass_context
def check(ctx: click.Context, month: Month, *, shows_all: bool, as_json: bool) -> None:
    """Leave with status 1 where anything is open or broken."""
    started = time.monotonic()
    desk = open_desk(ctx)
    short = shortcomings(desk, month.first, month.last) if shows_all else None
    report(ctx, desk, month, time.monotonic() - started, as_json=as_json, short=short)


def report(
    ctx: click.Context,
    desk: Desk,
    month: Month,
    seconds: float,
    *,
    as_json: bool,
    found: Found | None = None,
    short: Sequence[Breach] | None = None,
) -> None:
    """Say what is open and broken in a month, and leave with status 1 where anything is."""
    roster = Roster.of(desk, month.first, month.last)
    clashes = duty_clashes(desk, month.first, month.last)
    missing = sum(slot.missing for slot in roster.open_slots)
    if as_json:
        print_json(
            {
                "month": str(month),
                "assignments": len(roster.assignments),
                "unfilled": [
                    {"post": slot.post, "shift": slot.shift, "day": slot.day, "missing": slot.missing}
                    for slot in roster.open_slots
                ],
                "clashes": [
                    {"person": each.person, "day": each.day, "rule": each.rule, "text": each.text}
                    for each in clashes
                ],
                **_in_json(found, short),
                "seconds": round(seconds, 2),
            }
        )
    else:
        for slot in roster.open_slots:
            say(
                _("open: {day} {post}, {shift}: {missing} missing").format(
                    day=short_day(slot.day),
                    post=roster.plan.post_name(slot.post),
                    shift=roster.plan.shift_name(slot.shift),
                    missing=slot.missing,
                )
            )
        for each in clashes:
            say(_("clash: {day} {text}").format(day=short_day(each.day), text=each.text))
        for breach in short or ():
            say(_("short: {day} {text}").format(day=short_day(breach.day), text=breach.text))
        say(
            _("{month}: duties {assignments}, open {missing}, clashes {clashes}").format(
                month=month, assignments=len(roster.assignments), missing=missing, clashes=len(clashes)
            )
        )
        if found is not None:
            say(found.line)
    ctx.exit(1 if roster.open_slots or clashes else 0)


def _in_json(found: Found | None, short: Sequence[Breach] | None) -> dict[str, object]:
    """Return what only some reports have."""
    document: dict[str, object] = {}
    if short is not None:
        document["short"] = [
            {
                "person": each.person,
                "day": each.day,
                "rule": each.rule,
                "text": each.text,
                "amount": each.amount,
                "weight": each.weight,
            }
            for each in short
        ]
    if found is not None:
        document |= {"fairness": found.fairness, "cost": found.cost, "bound": found.bound}
    return document
