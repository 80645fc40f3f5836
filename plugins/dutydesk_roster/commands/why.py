"""``dutydesk roster why``."""

from collections.abc import Iterator
from datetime import date

import click

from dutydesk.api import DataProblem
from dutydesk.api.commands import DAY, json_option, open_desk, print_json, say
from dutydesk.wording import _
from dutydesk_roster.calendar import duty_title
from dutydesk_roster.commands.clash_lines import clash_document, clash_lines
from dutydesk_roster.commands.month_argument import MONTH
from dutydesk_roster.engine import EngineFailed, Placed, WhyNotJob
from dutydesk_roster.engine.explanation import WhyNot
from dutydesk_roster.month import Month
from dutydesk_roster.problem_of import placed, problem_of
from dutydesk_roster.repairing import moved_text
from dutydesk_roster.roster import Roster

_SECONDS = 5.0


@click.command(help=_("Say why one person stands a duty and not another, and what it would take."))
@click.argument("month", type=MONTH)
@click.option("--day", required=True, type=DAY, help=_("The day of the duty."))
@click.option("--post", required=True, metavar="CODE", help=_("Its post."))
@click.option("--shift", required=True, metavar="CODE", help=_("Its shift."))
@click.option("--person", required=True, metavar="KEY", help=_("Who stands there."))
@click.option("--instead", required=True, metavar="KEY", help=_("Who might stand there instead."))
@json_option
@click.pass_context
def why(
    ctx: click.Context,
    month: Month,
    *,
    day: date,
    post: str,
    shift: str,
    person: str,
    instead: str,
    as_json: bool,
) -> None:
    """Search in a worker process, which Ctrl+C ends; change nothing; status 1 unless it could be."""
    desk = open_desk(ctx)
    roster = Roster.of(desk, month.first, month.last)
    standing = tuple(placed(each) for each in roster.asked)
    cell = Placed(person, post, shift, day)
    _refuse_what_makes_no_sense(roster, standing, cell, instead)
    with WhyNotJob(problem_of(desk, roster), standing, cell, instead, seconds=_SECONDS) as job:
        try:
            found = job.result()
        except EngineFailed as failure:
            raise DataProblem(str(failure)) from failure
    if as_json:
        print_json(_document(month, found))
    else:
        for line in _lines(roster, found):
            say(line)
    ctx.exit(0 if found.possible else 1)


def _refuse_what_makes_no_sense(
    roster: Roster, standing: tuple[Placed, ...], cell: Placed, instead: str
) -> None:
    known = {each.id for each in roster.people}
    for option, key in (("--person", cell.person), ("--instead", instead)):
        if key not in known:
            raise DataProblem(
                _("{option}: {person!r} is nobody's key; `dutydesk people list` shows the keys").format(
                    option=option, person=key
                )
            )
    duty = {"day": cell.day, "duty": duty_title(roster.plan, cell.post, cell.shift)}
    if cell not in standing:
        raise DataProblem(
            _("--person: {name} does not stand {duty} on {day}").format(
                name=roster.names.get(cell.person, cell.person), **duty
            )
        )
    if Placed(instead, cell.post, cell.shift, cell.day) in standing:
        raise DataProblem(
            _("--instead: {name} stands {duty} on {day} already").format(
                name=roster.names.get(instead, instead), **duty
            )
        )


def _lines(roster: Roster, found: WhyNot) -> Iterator[str]:
    yield found.text
    for breach in found.breaches:
        yield _("- as the roster stands: {text}").format(text=breach.text)
    if found.possible:
        for each in found.changes:
            yield f"- {moved_text(roster, each)}"
        for line in found.worse:
            yield _("- worse: {text}").format(text=line)
        yield _("- fairness: {before} → {after}").format(
            before=found.fairness_before, after=found.fairness_after
        )
        return
    for clash in found.clashes:
        yield ""
        yield from clash_lines(_("These cannot all hold:"), clash)


def _document(month: Month, found: WhyNot) -> dict[str, object]:
    return {
        "month": str(month),
        "day": found.cell.day,
        "post": found.cell.post,
        "shift": found.cell.shift,
        "person": found.cell.person,
        "instead": found.other,
        "possible": found.possible,
        "text": found.text,
        "breaks": [{"rule": each.rule, "day": each.day, "text": each.text} for each in found.breaches],
        "changes": [
            {
                "person": each.person,
                "post": each.post,
                "shift": each.shift,
                "day": each.day,
                "change": each.change,
            }
            for each in found.changes
        ],
        "unfilled": [
            {"post": each.post, "shift": each.shift, "day": each.day, "missing": each.missing}
            for each in found.unfilled
        ],
        "cost": found.cost,
        "parts": dict(found.parts),
        "worse": found.worse,
        "fairness": {"before": found.fairness_before, "after": found.fairness_after},
        "clashes": [clash_document(clash) for clash in found.clashes],
    }
