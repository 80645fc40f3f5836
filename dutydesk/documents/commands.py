"""What commands that print have in common: the option ``--to``, and what is said when a file is written.

A module of commands imports this beside `dutydesk.documents`; it is apart because it imports Click.
"""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

import click

from dutydesk.api.commands import print_json, say, warn
from dutydesk.documents.writing import ENDINGS, WrittenDocument
from dutydesk.wording import _, ngettext

F = TypeVar("F", bound=Callable[..., Any])


def to_option(*, required: bool, endings: Iterable[str] = ENDINGS) -> Callable[[F], F]:
    """Add ``--to FILE``, passed to the command as `to`; the file is written as one of `endings` says."""
    return click.option(
        "--to",
        required=required,
        metavar="FILE" + "|".join(endings).replace("|.", "|"),
        type=click.Path(dir_okay=False, path_type=Path),
        help=_("The file to write; one that is there is replaced.")
        if required
        else _("Print it to a file; one that is there is replaced."),
    )


def tell_written(ctx: click.Context, written: WrittenDocument, *, as_json: bool, **more: object) -> None:
    """Say what was written, and leave with status 1 where a character could not be drawn.

    `more` stands before it in the JSON document.
    """
    if as_json:
        print_json(
            {
                **more,
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
