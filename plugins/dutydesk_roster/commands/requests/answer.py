"""``dutydesk requests answer``."""

import click

from dutydesk.api import DataProblem
from dutydesk.api.commands import json_option, open_desk, print_json, say
from dutydesk.wording import _
from dutydesk_roster.commands.requests.options import word_option
from dutydesk_roster.requests.book import RequestBook


@click.command(help=_("Grant a request, or turn it down."))
@click.argument("request", metavar="ID")
@click.option("--approve", "approves", is_flag=True, help=_("Grant it; keep what was taken."))
@click.option("--decline", "declines", is_flag=True, help=_("Turn it down; take back what was taken."))
@click.option(
    "--with", "other", metavar="KEY", default="", help=_("Who stands the duty that is open to all.")
)
@click.option("--despite", is_flag=True, help=_("Also where it breaks a rule."))
@word_option
@json_option
@click.pass_context
def answer(
    ctx: click.Context,
    request: str,
    *,
    approves: bool,
    declines: bool,
    other: str,
    despite: bool,
    word: str,
    as_json: bool,
) -> None:
    """Leave with status 1, and everything as it was, where a rule would be broken."""
    from dutydesk_roster.commands.requests.request_document import request_document  # noqa: PLC0415
    from dutydesk_roster.requests.answering import approve, decline  # noqa: PLC0415
    from dutydesk_roster.requests.judging import NotAllowed  # noqa: PLC0415

    if approves == declines:
        raise DataProblem(_("say either --approve or --decline"))
    if declines and other:
        raise DataProblem(_("--with says who stands a duty; it goes with --approve"))
    desk = open_desk(ctx)
    key = RequestBook.of(desk).find(request).key
    try:
        if approves:
            text = approve(desk, key, word, other=other, despite=despite)
        else:
            text = decline(desk, key, word, despite=despite)
        done = True
    except NotAllowed as problem:
        text, done = str(problem), False
    if as_json:
        found = request_document(RequestBook.of(desk).find(key))
        print_json({**found, "done": done, "text": text})
    else:
        say(text)
    ctx.exit(0 if done else 1)
