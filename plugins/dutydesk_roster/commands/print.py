"""``dutydesk roster print``."""

from pathlib import Path

import click

from dutydesk.api.commands import json_option, open_desk
from dutydesk.documents.commands import tell_written, to_option
from dutydesk.wording import _
from dutydesk_roster.commands.month_argument import MONTH
from dutydesk_roster.month import Month

_PAPERS = ("A4", "A3")
_ROWS = ("person", "post")


@click.command(name="print", help=_("Print a month as PDF, workbook, web page or CSV, by the file's ending."))
@click.argument("month", type=MONTH)
@to_option(required=True, endings=(".pdf", ".xlsx", ".html", ".csv"))
@click.option(
    "--paper",
    type=click.Choice(_PAPERS, case_sensitive=False),
    metavar="A4|A3",
    default="A4",
    show_default=True,
    help=_("The size of the paper, lying."),
)
@click.option("--by", type=click.Choice(_ROWS), default="person", show_default=True, help=_("What a row is."))
@click.option("--published", is_flag=True, help=_("Print what staff were told, without later changes."))
@json_option
@click.pass_context
def print_(
    ctx: click.Context, month: Month, to: Path, paper: str, by: str, *, published: bool, as_json: bool
) -> None:
    """Print, and leave with status 1 where a character could not be drawn."""
    from dutydesk_roster.printing import Paper, PrintedBy, print_roster  # noqa: PLC0415 - few commands print

    printed = print_roster(
        open_desk(ctx), month, to, paper=Paper(paper), by=PrintedBy(by), published=published
    )
    tell_written(ctx, printed, as_json=as_json, month=str(month))
