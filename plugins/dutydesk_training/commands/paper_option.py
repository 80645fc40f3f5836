"""The option ``--to`` of commands that print a paper, and what is said when it is printed."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dutydesk.api.commands import print_json, say, warn
from dutydesk.wording import _, ngettext

if TYPE_CHECKING:
    from dutydesk.api import Desk
    from dutydesk.domain import Occurrence
    from dutydesk_training.papers import Paper

to_option = click.option(
    "--to",
    metavar="FILE.pdf|docx|md",
    type=click.Path(dir_okay=False, path_type=Path),
    help=_("Print it to a file; one that is there is replaced."),
)


def print_to(
    ctx: click.Context, desk: "Desk", held: "Occurrence", paper: "Paper", to: Path, *, as_json: bool
) -> None:
    """Print a paper of a session, and leave with status 1 where a character could not be drawn."""
    from dutydesk_training.papers import print_paper  # noqa: PLC0415

    written = print_paper(desk, held, paper, to)
    if as_json:
        print_json(
            {
                "key": held.key,
                "paper": paper.value,
                "path": str(written.path),
                "pages": written.pages,
                "missing_glyphs": written.missing_glyphs,
            }
        )
    elif written.pages is None:
        say(_("Printed: {path}").format(path=written.path))
    else:
        say(
            ngettext("Printed: {path}, {count} page", "Printed: {path}, {count} pages", written.pages).format(
                path=written.path, count=written.pages
            )
        )
    if written.missing_glyphs:
        warn(written.complaint())
        ctx.exit(1)
