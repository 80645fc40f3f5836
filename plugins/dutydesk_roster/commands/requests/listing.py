"""``dutydesk requests list``."""

import click

from dutydesk.api.commands import json_option, open_desk, print_json, print_table, say
from dutydesk.wording import _
from dutydesk_roster.requests.book import RequestBook
from dutydesk_roster.requests.request import state_name

_SHORT = 6


@click.command("list", help=_("List the requests that wait, and what each breaks."))
@click.option("--all", "shows_all", is_flag=True, help=_("Those that are settled too."))
@json_option
@click.pass_context
def listing(ctx: click.Context, *, shows_all: bool, as_json: bool) -> None:
    """Judge each that waits."""
    from dutydesk_roster.commands.requests.request_document import request_document  # noqa: PLC0415
    from dutydesk_roster.requests.judging import RequestJudge  # noqa: PLC0415

    desk = open_desk(ctx)
    book = RequestBook.of(desk)
    judge = RequestJudge(desk)
    judged = {each.key: judge.judged(each) for each in book.waiting}
    shown = book.requests if shows_all else book.waiting
    if as_json:
        print_json({"requests": [request_document(each, judged.get(each.key)) for each in shown]})
        return
    if not shown:
        say(_("Nobody waits for an answer."))
        return
    print_table(
        (_("Id"), _("State"), _("Request"), _("What it breaks, or came to")),
        [
            (
                each.key.partition(":")[2][:_SHORT],
                state_name(each),
                each.title,
                judged[each.key].line if each.key in judged else each.answer,
            )
            for each in shown
        ],
    )
