"""``dutydesk requests leave``, ``swap`` and ``withdraw``."""

from datetime import date

import click

from dutydesk.api import DataProblem
from dutydesk.api.commands import DAY, json_option, open_desk, print_json, say
from dutydesk.domain import ABSENCE_KINDS
from dutydesk.wording import _
from dutydesk_roster.commands.requests.options import (
    acting,
    duty_on,
    duty_options,
    person_option,
    word_option,
)
from dutydesk_roster.requests.book import RequestBook
from dutydesk_roster.requests.taking import duty_at


@click.command(help=_("Ask the leader for days off."))
@click.option("--first", required=True, type=DAY, help=_("The first day."))
@click.option("--last", type=DAY, help=_("The last day; else the same one."))
@click.option(
    "--kind",
    type=click.Choice(ABSENCE_KINDS),
    default="annual",
    show_default=True,
    help=_("The kind of leave."),
)
@person_option
@word_option
@json_option
@click.pass_context
def leave(
    ctx: click.Context,
    *,
    first: date,
    last: date | None,
    kind: str,
    person: str | None,
    word: str,
    as_json: bool,
) -> None:
    """Keep the request, and tell its id."""
    from dutydesk_roster.requests.asking import LeaveWish, ask_leave  # noqa: PLC0415

    desk = open_desk(ctx)
    wish = LeaveWish(person=acting(desk, person), first=first, last=last or first, kind=kind, note=word)
    asked = ask_leave(desk, wish)
    _tell(ctx, f"absence:{asked.id}", as_json=as_json)


@click.command(help=_("Ask to be freed of a duty: by one colleague, or by whoever offers."))
@duty_options
@click.option("--with", "other", metavar="KEY", default="", help=_("Whom you ask; else everyone."))
@click.option("--back", type=DAY, help=_("The day of the duty of theirs that you would stand for it."))
@person_option
@word_option
@json_option
@click.pass_context
def swap(
    ctx: click.Context,
    *,
    day: date,
    post: str,
    shift: str,
    other: str,
    back: date | None,
    person: str | None,
    word: str,
    as_json: bool,
) -> None:
    """Keep the request, and tell its id."""
    from dutydesk_roster.requests.asking import SwapWish, ask_swap  # noqa: PLC0415

    if back is not None and not other:
        raise DataProblem(_("--back is about a duty of a colleague; --with KEY says whose"))
    desk = open_desk(ctx)
    me = acting(desk, person)
    duty = duty_at(desk, (post, shift, day), me)
    if duty is None:
        raise DataProblem(_("--day: nobody stands there on {day}").format(day=day))
    given = duty_on(desk, "--back", other, back).id if back is not None else ""
    wish = SwapWish(person=me, assignment=duty.id, other=other, back=given, note=word)
    asked = ask_swap(desk, wish)
    _tell(ctx, f"swap:{asked.id}", as_json=as_json)


@click.command(help=_("Take back a request that nobody has answered."))
@click.argument("request", metavar="ID")
@json_option
@click.pass_context
def withdraw(ctx: click.Context, request: str, *, as_json: bool) -> None:
    """Leave it withdrawn."""
    from dutydesk_roster.requests import asking  # noqa: PLC0415

    desk = open_desk(ctx)
    key = RequestBook.of(desk).find(request).key
    asking.withdraw(desk, key)
    _tell(ctx, key, as_json=as_json)


def _tell(ctx: click.Context, key: str, *, as_json: bool) -> None:
    from dutydesk_roster.commands.requests.request_document import request_document  # noqa: PLC0415
    from dutydesk_roster.requests.judging import RequestJudge  # noqa: PLC0415
    from dutydesk_roster.requests.request import state_name  # noqa: PLC0415

    desk = open_desk(ctx)
    request = RequestBook.of(desk).find(key)
    judged = RequestJudge(desk).judged(request) if request.waits else None
    if as_json:
        print_json(request_document(request, judged))
        return
    say(f"{request.key.partition(':')[2]}  {state_name(request)}  {request.title}")
    if judged is not None:
        say(_("- {text}").format(text=judged.line))
