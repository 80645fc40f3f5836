"""``dutydesk roster publish``."""

from collections.abc import Sequence
from pathlib import Path

import click

from dutydesk.api import DataProblem
from dutydesk.api.commands import json_option, open_desk, print_json, say
from dutydesk.wording import _, ngettext
from dutydesk_roster.commands.month_argument import MONTH
from dutydesk_roster.duty_news import DutyNews, message_of, news_lines, news_of, write_messages
from dutydesk_roster.month import Month
from dutydesk_roster.publishing import by_person, differences
from dutydesk_roster.publishing import publish as publish_days
from dutydesk_roster.roster import Roster


@click.command(help=_("Publish a month: staff see it in their calendars from now on."))
@click.argument("month", type=MONTH)
@click.option("--dry-run", is_flag=True, help=_("Only show what would change for whom."))
@click.option(
    "--messages",
    type=click.Path(path_type=Path),
    metavar="DIR|FILE",
    help=_("Write a message for each person concerned: a file each into a folder, or all into one file."),
)
@json_option
@click.pass_context
def publish(ctx: click.Context, month: Month, *, dry_run: bool, messages: Path | None, as_json: bool) -> None:
    """Show whom the publication affects; the messages are written before anything is published."""
    desk = open_desk(ctx)
    standing = Roster.of(desk, month.first, month.last)
    if not standing.assignments and not standing.published:
        raise DataProblem(
            _("the roster of {month} is empty; `dutydesk roster generate {month}` arranges it").format(
                month=month
            )
        )
    changes = differences(standing)
    news = news_of(standing, changes)
    told = {each.person: message_of(standing, each) for each in news}
    written = write_messages(told, messages) if messages is not None and told else ()
    if not dry_run:
        title = _("the roster of {month}").format(month=month)
        publish_days(desk, month.first, month.last, title, expected=changes)
    affected = by_person(changes)
    if as_json:
        asked = {
            "messages": [{"person": key, "text": text} for key, text in told.items()],
            "written": [str(each) for each in written],
        }
        print_json(
            {
                "month": str(month),
                "published": not dry_run,
                "changes": len(changes),
                "people": [{"person": key, "changes": len(held)} for key, held in affected.items()],
                **({} if messages is None else asked),
            }
        )
        return
    _tell(standing, news, lines=dry_run)
    for path in written:
        say(_("written: {path}").format(path=path))
    if not changes:
        text = _("{month} is published as it stands; nothing to do.")
    elif dry_run:
        text = _("{month}: publishing would change {count} duties of {people} people")
    else:
        text = _("{month} is published: {count} duties of {people} people changed")
    say(text.format(month=month, count=len(changes), people=len(affected)))


def _tell(roster: Roster, news: Sequence[DutyNews], *, lines: bool) -> None:
    """Say how much changes for each person, and with `lines` what."""
    for each in news:
        say(
            ngettext("{name}: {count} change", "{name}: {count} changes", len(each)).format(
                name=roster.names.get(each.person, each.person), count=len(each)
            )
        )
        for line in news_lines(roster.plan, each) if lines else ():
            say(f"- {line}")
