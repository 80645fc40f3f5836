"""``dutydesk training plan``."""

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from dutydesk.api.commands import DAY, json_option, open_desk, print_json, say, warn
from dutydesk.wording import _, listed, ngettext, phrases, sentence

if TYPE_CHECKING:
    from dutydesk_training.planning.proposal import PlanProposal


@click.command(
    help=_("Place the sessions of topics where people can come; status 1 where some found no time.")
)
@click.option("--from", "first", type=DAY, help=_("Not tomorrow, but this day."))
@click.option("--to", "last", type=DAY, help=_("Not to the end of the term."))
@click.option(
    "--topic", "codes", multiple=True, metavar="CODE", help=_("Only this topic; as often as needed.")
)
@click.option("--apply", "applies", is_flag=True, help=_("Keep the plan, as one change."))
@click.option(
    "--seconds",
    type=click.FloatRange(0.1, 3600),
    default=20.0,
    show_default=True,
    help=_("The longest that the search may take."),
)
@click.option("--seed", type=int, default=0, show_default=True, help=_("Another seed, another plan."))
@json_option
@click.pass_context
def plan(
    context: click.Context,
    first: date | None,
    last: date | None,
    codes: tuple[str, ...],
    *,
    applies: bool,
    seconds: float,
    seed: int,
    as_json: bool,
) -> None:
    """Search in a worker process, and print each session with who comes and why it is there."""
    from dutydesk_training.planning.problem_of import plan_problem  # noqa: PLC0415
    from dutydesk_training.planning.proposal import PlanProposal  # noqa: PLC0415
    from dutydesk_training.planning.search import begun_search  # noqa: PLC0415
    from dutydesk_training.planning.solve import SearchLimits  # noqa: PLC0415
    from dutydesk_training.planning.stretch import planned_stretch  # noqa: PLC0415

    desk = open_desk(context)
    days = planned_stretch(desk, first, last)
    problem = plan_problem(desk, *days, codes)
    search = begun_search(desk, problem, SearchLimits(seconds, seed))
    proposal = PlanProposal.of(problem, search.result(), codes)
    applied = applies and not proposal.is_empty
    if applied:
        proposal.accept(desk)
    if as_json:
        print_json(_document(proposal, applied=applied))
    else:
        _tell(proposal, applied=applied)
    context.exit(1 if proposal.unplaced else 0)


def _tell(proposal: "PlanProposal", *, applied: bool) -> None:
    from dutydesk_training.planning.proposal import state_name  # noqa: PLC0415

    names = proposal.problem.name_of
    for each in proposal.sessions:
        say(_("{session} - {state}").format(session=each.title, state=state_name(each.state)))
        say("  " + each.reason)
        people = listed(names.get(key, key) for key in each.placed.people)
        say("  " + _("People: {names}").format(names=people))
    for text in (*proposal.unplaced, *proposal.remarks):
        say(text)
    count = len(proposal.sessions)
    missed = proposal.solution.missed
    text = phrases(
        (
            ngettext("{count} session placed", "{count} sessions placed", count).format(count=count),
            ngettext(
                "someone cannot come {missed} time", "someone cannot come {missed} times", missed
            ).format(missed=missed)
            if missed
            else _("everyone can come to the sessions of their group"),
        )
    )
    say(sentence(text))
    if applied:
        say(_("The plan is kept; one undo takes it back."))
    elif proposal.is_empty:
        say(_("There is nothing new to keep."))
    else:
        warn(_("Nothing was kept; --apply keeps the plan."))


def _document(proposal: "PlanProposal", *, applied: bool) -> dict[str, Any]:
    problem, solution = proposal.problem, proposal.solution
    return {
        "first": problem.first,
        "last": problem.last,
        "applied": applied,
        "missed": solution.missed,
        "sessions": [
            {
                "title": each.title,
                "topic": each.placed.topic,
                "group": each.placed.group,
                "part": each.placed.part,
                "start": each.placed.start,
                "end": each.placed.end,
                "state": each.state.value,
                "people": each.placed.people,
                "missing": each.placed.missing,
                "reason": each.reason,
            }
            for each in proposal.sessions
        ],
        "groups": [
            {"topic": each.topic, "group": each.number, "people": each.people} for each in solution.groups
        ],
        "unplaced": proposal.unplaced,
        "remarks": proposal.remarks,
        "unarranged_months": problem.unarranged,
    }
