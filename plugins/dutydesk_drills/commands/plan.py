"""``dutydesk drills plan``."""

from datetime import date
from typing import TYPE_CHECKING

import click

from dutydesk.api.commands import DAY, json_option, open_desk, print_json, print_table, say, warn
from dutydesk.wording import _, ngettext

if TYPE_CHECKING:
    from dutydesk_drills.proposing.proposal import DrillProposal


@click.command(
    help=_(
        "Propose dates for the drills of the school year that begins in YEAR; status 1 where a rule cannot be"
        " met."
    )
)
@click.argument("year", type=click.IntRange(1970, 2998))
@click.option(
    "--pack",
    "packs",
    multiple=True,
    metavar="NAME",
    help=_("As if this rule pack held too; as often as needed."),
)
@click.option("--from", "begin", type=DAY, help=_("Add and move nothing before this day."))
@click.option(
    "--unannounced",
    type=click.IntRange(0, 60),
    default=3,
    show_default=True,
    metavar="N",
    help=_("Tell nobody of every N-th evacuation of which parents need not be told; 0: of none."),
)
@click.option("--owner", default="", metavar="KEY", help=_("Who leads the drills; else the first leader."))
@click.option(
    "--seconds",
    type=click.FloatRange(0.1, 3600),
    default=5.0,
    show_default=True,
    help=_("How long the search may work, about."),
)
@click.option("--apply", "applies", is_flag=True, help=_("Keep the plan, as one change."))
@json_option
@click.pass_context
def plan(
    context: click.Context,
    year: int,
    packs: tuple[str, ...],
    *,
    begin: date | None,
    unannounced: int,
    owner: str,
    seconds: float,
    applies: bool,
    as_json: bool,
) -> None:
    """Search in a worker process, and print each drill with the reason for its date."""
    from dutydesk_drills.proposing.limits import SearchLimits  # noqa: PLC0415
    from dutydesk_drills.proposing.problem_of import PlanWish, drill_problem  # noqa: PLC0415
    from dutydesk_drills.proposing.proposal import DrillProposal  # noqa: PLC0415
    from dutydesk_drills.proposing.proposal_values import proposal_values  # noqa: PLC0415
    from dutydesk_drills.proposing.search import begun_search  # noqa: PLC0415

    desk = open_desk(context)
    wish = PlanWish(packs, begin, unannounced, owner)
    problem = drill_problem(desk, year, wish)
    search = begun_search(desk, problem, SearchLimits(seconds))
    proposal = DrillProposal.of(problem, search.result(), wish)
    applied = applies and not proposal.is_empty
    if applied:
        proposal.accept(desk)
    if as_json:
        print_json({**proposal_values(proposal), "applied": applied})
    else:
        _tell(proposal, applied=applied)
    context.exit(1 if proposal.unmet else 0)


def _tell(proposal: "DrillProposal", *, applied: bool) -> None:
    from dutydesk_drills.proposing.proposal import what_name  # noqa: PLC0415
    from dutydesk_drills.proposing.what_is_played import condition_words  # noqa: PLC0415
    from dutydesk_drills.rules.words import weekday_word  # noqa: PLC0415

    for each in proposal.unmet:
        say(
            _("Not met: {rule} ({period}): {reason}").format(
                rule=each.name, period=each.period, reason=each.reason
            )
        )
    for clash in proposal.clashes:
        say(_("Clash: {title}, {day}: {text}").format(title=clash.title, day=clash.day, text=clash.text))
    if proposal.drills:
        print_table(
            (_("Day"), "", _("Time"), _("Drill"), _("What"), _("How"), _("Why")),
            [
                (
                    each.day,
                    weekday_word(each.day.weekday()),
                    f"{each.planned.start:%H:%M}",
                    each.title,
                    what_name(each.planned.what),
                    condition_words(each.conditions),
                    each.reason,
                )
                for each in proposal.drills
            ],
        )
    for text in proposal.remarks:
        say(text)
    if applied:
        say(_("The plan is kept; one undo takes it back."))
    elif proposal.is_empty:
        say(_("There is nothing new to keep."))
    else:
        count = sum(each.changes for each in proposal.drills)
        warn(
            ngettext(
                "Nothing was kept; --apply keeps {count} drill.",
                "Nothing was kept; --apply keeps {count} drills.",
                count,
            ).format(count=count)
        )
