"""``dutydesk roster print``."""

from pathlib import Path

import click

from dutydesk.api.commands import json_option, open_desk, print_json, say, warn
from dutydesk.wording import _, ngettext
from dutydesk_roster.commands.month_argument import MONTH
from dutydesk_roster.month import Month

_PAPERS = ("A4", "A3")
_ROWS = ("person", "post")


@click.command(name="print", help=_("Print a month as PDF, workbook, web page or CSV, by the file's ending."))
@click.argument("month", type=MONTH)
@click.option(
    "--to",
    required=True,
    metavar="FILE.pdf|xlsx|html|csv",
    type=click.Path(dir_okay=False, path_type=Path),
    help=_("The file to write; one that is there is replaced."),
)
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
    if as_json:
        print_json(
            {
                "month": str(month),
                "path": str(printed.path),
                "pages": printed.pages,
                "missing_glyphs": printed.missing_glyphs,
            }
        )
    elif printed.pages is None:
        say(_("{month} is printed into {path}").format(month=month, path=printed.path))
    else:
        say(
            ngettext(
                "{month} is printed into {path}, {count} page",
                "{month} is printed into {path}, {count} pages",
                printed.pages,
            ).format(month=month, path=printed.path, count=printed.pages)
        )
    if printed.missing_glyphs:
        warn(printed.complaint())
        ctx.exit(1)
