"""A command of its own: ``dutydesk headcount``."""

from collections.abc import Sequence

import click

from dutydesk.api import CliGroup, hookimpl
from dutydesk.api.commands import json_option, open_desk, print_json, say


@click.command(help="Say how many people serve today.")
@json_option
@click.pass_context
def headcount(ctx: click.Context, *, as_json: bool) -> None:
    desk = open_desk(ctx)
    count = len(desk.people(on=desk.today()))
    if as_json:
        print_json({"people": count})
    else:
        say(f"{count} people serve today.")


@hookimpl
def cli() -> Sequence[CliGroup]:
    return [CliGroup("headcount", f"{__name__}:headcount", "Say how many people serve today.")]
