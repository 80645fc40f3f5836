"""``dutydesk roster explain``."""

from collections.abc import Iterator

import click

from dutydesk.api import DataProblem
from dutydesk.api.commands import json_option, open_desk, print_json, say
from dutydesk.domain import short_day
from dutydesk.wording import _
from dutydesk_roster.commands.clash_lines import clash_document, clash_lines
from dutydesk_roster.commands.month_argument import MONTH
from dutydesk_roster.engine import EngineFailed, ExplainJob, contradictions
from dutydesk_roster.engine.explanation import Clash, Explanation
from dutydesk_roster.month import Month
from dutydesk_roster.problem_of import problem_of, settings_complaints
from dutydesk_roster.roster import Roster

_SECONDS = 20.0


@click.command(help=_("Say why a month cannot be filled: what clashes, and what would help."))
@click.argument("month", type=MONTH)
@click.option("--fresh", is_flag=True, help=_("As if nothing were published yet."))
@click.option(
    "--seconds",
    type=click.FloatRange(0.1, 3600),
    default=_SECONDS,
    show_default=True,
    help=_("The longest that the search for reasons may take."),
)
@json_option
@click.pass_context
def explain(ctx: click.Context, month: Month, *, fresh: bool, seconds: float, as_json: bool) -> None:
    """Search in a worker process, which Ctrl+C ends; leave with status 1 unless the month can be filled."""
    desk = open_desk(ctx)
    roster = Roster.of(desk, month.first, month.last)
    complaints = settings_complaints(desk, roster)
    problem = problem_of(desk, roster, keep_published=not fresh)
    pinned = contradictions(problem)
    near = tuple(dict.fromkeys(slot.day for slot in roster.open_slots)) if roster.assignments else ()
    with ExplainJob(problem, near=near, seconds=seconds) as job:
        try:
            found = job.result()
        except EngineFailed as failure:
            raise DataProblem(str(failure)) from failure
    if as_json:
        print_json(
            {
                "month": str(month),
                "settings": complaints,
                "pins": [
                    {"person": each.person, "day": each.day, "rule": each.rule, "text": each.text}
                    for each in pinned
                ],
                **_document(found),
            }
        )
    else:
        for line in complaints:
            say(line)
        for each in pinned:
            say(_("pinned all the same: {text}").format(text=each.text))
        for line in _lines(month, found):
            say(line)
    ctx.exit(0 if found.possible else 1)


def _lines(month: Month, found: Explanation) -> Iterator[str]:
    """Yield the explanation; its own text is all of it in one line, so it stands for one without parts."""
    in_parts = found.shortfalls or found.clashes
    yield _("{month} cannot be filled.").format(month=month) if in_parts else found.text
    for short in found.shortfalls:
        yield (
            _("- {text}").format(text=short.text)
            if short.proved
            else _("- {text} (the least that was found)").format(text=short.text)
        )
    for number, clash in enumerate(found.clashes, 1):
        yield ""
        yield from clash_lines(_clash_title(number, clash), clash)


def _clash_title(number: int, clash: Clash) -> str:
    if clash.first == clash.last:
        return _("Clash {number}, {day}: these cannot all hold").format(
            number=number, day=short_day(clash.first)
        )
    return _("Clash {number}, {first} to {last}: these cannot all hold").format(
        number=number, first=short_day(clash.first), last=short_day(clash.last)
    )


def _document(found: Explanation) -> dict[str, object]:
    return {
        "possible": found.possible,
        "text": found.text,
        "shortfalls": [
            {"text": each.text, "missing": each.missing, "proved": each.proved, "place": each.fact.place}
            for each in found.shortfalls
        ],
        "clashes": [clash_document(clash) for clash in found.clashes],
        "seconds": round(found.seconds, 2),
    }
