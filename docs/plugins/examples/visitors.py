"""A visitors' book: a command, a screen and a figure over a few records."""

import click
from textual.widgets import Static

from dutydesk.api import CliGroup, DataProblem, Figure, Screen, hookimpl
from dutydesk.api.commands import open_desk, say
from dutydesk.domain import clean_line
from dutydesk.tui.widgets import AreaScreen


@click.command(help="Write a visitor into the book.")
@click.argument("name")
@click.argument("host")
@click.pass_context
def visitor(ctx, name, host):
    desk = open_desk(ctx)
    written = {"name": clean_line(name, 80), "host": clean_line(host, 80), "day": desk.today().isoformat()}
    if not written["name"]:
        raise DataProblem("a visitor needs a name")
    book = desk.records("visitors")
    book.put(f"{len(book.keys()) + 1:06}", written, why=f"Visitor: {written['name']}")
    say(f"{written['name']} visits {written['host']}.")


@hookimpl
def cli():
    return [CliGroup("visitor", f"{__name__}:visitor", "Write a visitor into the book.")]


def written(desk):
    book = desk.records("visitors")
    keys = book.keys()
    return {key: book.get(key) for key in keys}


class Book(AreaScreen):
    def compose_body(self):
        lines = [f"{one['day']}  {one['name']} - {one['host']}" for one in written(self.desk).values()]
        yield Static("\n".join(reversed(lines)) or "Nobody yet: dutydesk visitor NAME HOST", markup=False)


@hookimpl
def screens():
    return [Screen("visitors", "Visitors", f"{__name__}:Book", order=80, tooltip="The visitors' book")]


@hookimpl
def figures(desk, year):
    held = [key for key, one in written(desk).items() if one["day"].startswith(str(year))]
    return [Figure("visitors", "Visitors", len(held), tuple(f"visitors:{key}" for key in held))]
