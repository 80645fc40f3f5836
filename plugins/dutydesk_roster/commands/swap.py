"""``dutydesk roster swap``."""

from datetime import date

import click

from dutydesk.api import DataProblem
from dutydesk.api.commands import DAY, json_option, open_desk, print_json, say, warn
from dutydesk.wording import _
from dutydesk_roster.commands.month_argument import MONTH
from dutydesk_roster.engine import Placed, SwapOffer, SwapVerdict
from dutydesk_roster.month import Month
from dutydesk_roster.swapping import SwapProposal, SwapsOfMonth


@click.command(help=_("Say which swaps would free someone of a duty, or judge one swap and make it."))
@click.argument("month", type=MONTH)
@click.option("--day", type=DAY, required=True, help=_("The day of the duty."))
@click.option("--post", required=True, metavar="CODE", help=_("Its post."))
@click.option("--shift", required=True, metavar="CODE", help=_("Its shift."))
@click.option("--person", required=True, metavar="KEY", help=_("Who stands it and is to be freed."))
@click.option("--with", "other", metavar="KEY", help=_("Who takes it; without this, swaps are listed."))
@click.option("--back", type=DAY, help=_("The day of the duty that they give for it; else none."))
@click.option("--apply", "applies", is_flag=True, help=_("Make the swap, if it is allowed."))
@json_option
@click.pass_context
def swap(
    ctx: click.Context,
    month: Month,
    *,
    day: date,
    post: str,
    shift: str,
    person: str,
    other: str | None,
    back: date | None,
    applies: bool,
    as_json: bool,
) -> None:
    """Leave with status 1 where the swap, or every swap, is not allowed."""
    if other is None and (applies or back is not None):
        raise DataProblem(_("--back and --apply are about a swap with someone; --with KEY says with whom"))
    desk = open_desk(ctx)
    swaps = SwapsOfMonth(desk, month)
    give = Placed(person, post, shift, day)
    if other is None:
        offers = swaps.freeing(give)
        _list(month, give, offers, as_json=as_json)
        ctx.exit(0 if any(each.allowed for each in offers) else 1)
    proposal = swaps.proposed(give, other, back)
    allowed = proposal.verdict.allowed
    if applies and allowed:
        proposal.accept(desk)
    _tell(month, proposal, applied=applies and allowed, as_json=as_json)
    ctx.exit(0 if allowed else 1)


def _list(month: Month, give: Placed, offers: tuple[SwapOffer, ...], *, as_json: bool) -> None:
    if as_json:
        print_json(
            {
                "month": str(month),
                **_duty(give),
                "swaps": [
                    {**_exchange(each.other, each.take), **_judged(each), "text": each.reason}
                    for each in offers
                ],
            }
        )
        return
    for each in offers:
        say(each.reason)
    if not offers:
        say(_("There is nobody who could take the duty."))


def _tell(month: Month, proposal: SwapProposal, *, applied: bool, as_json: bool) -> None:
    verdict = proposal.verdict
    if as_json:
        print_json(
            {
                "month": str(month),
                **_duty(proposal.give),
                **_exchange(proposal.other, proposal.take),
                **_judged(verdict),
                "fairness_before": verdict.fairness_before,
                "fairness_after": verdict.fairness_after,
                "text": verdict.text,
                "applied": applied,
            }
        )
        return
    say(verdict.text)
    for line in [*(each.text for each in verdict.breaches), *verdict.costs]:
        if line not in verdict.text:
            say(_("- {text}").format(text=line))
    say(
        _("fairness {before} of 100, then {after}").format(
            before=verdict.fairness_before, after=verdict.fairness_after
        )
    )
    if applied:
        say(_("The swap is made; one undo takes it back."))
    elif verdict.allowed:
        warn(_("Nothing was changed; --apply makes the swap."))


def _duty(give: Placed) -> dict[str, object]:
    return {"person": give.person, "post": give.post, "shift": give.shift, "day": give.day}


def _exchange(other: str, take: Placed | None) -> dict[str, object]:
    back = None if take is None else {"post": take.post, "shift": take.shift, "day": take.day}
    return {"with": other, "back": back}


def _judged(swap_: SwapOffer | SwapVerdict) -> dict[str, object]:
    return {
        "allowed": swap_.allowed,
        "breaches": [
            {"person": each.person, "day": each.day, "rule": each.rule, "text": each.text}
            for each in swap_.breaches
        ],
        "costs": swap_.costs,
        "cost": swap_.cost,
    }
