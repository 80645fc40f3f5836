"""Something to do every Monday: count the keys, until somebody says that they were counted."""

from datetime import timedelta

import click

from dutydesk.api import CliGroup, DueItem, DueState, hookimpl
from dutydesk.api.commands import open_desk, say


@hookimpl
def due(desk, first, last):
    monday = desk.today() - timedelta(days=desk.today().weekday())
    if desk.records("key-count").get(monday.isoformat()) or not first <= monday + timedelta(days=4) <= last:
        return []
    late = DueState.OVERDUE if desk.today() > monday else DueState.DUE
    return [DueItem(title="Count the keys: dutydesk keys-counted NUMBER", day=monday, state=late)]


@click.command(help="Keep how many keys hang in the cupboard this week.")
@click.argument("number", type=click.IntRange(0, 500))
@click.pass_context
def keys_counted(ctx, number):
    desk = open_desk(ctx)
    monday = desk.today() - timedelta(days=desk.today().weekday())
    desk.records("key-count").put(monday.isoformat(), number, why=f"{number} keys counted")
    say(f"{number} keys in the week of {monday}.")


@hookimpl
def cli():
    return [CliGroup("keys-counted", f"{__name__}:keys_counted", "Keep how many keys hang in the cupboard.")]
