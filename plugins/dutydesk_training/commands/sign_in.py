"""``dutydesk training sign-in``."""

from pathlib import Path

import click

from dutydesk.api.commands import json_option, open_desk, print_json, say, warn
from dutydesk.wording import _, ngettext


@click.command("sign-in", help=_("Print the sheet on which people sign in: PDF, Word or Markdown."))
@click.argument("key")
@click.option(
    "--to",
    required=True,
    metavar="FILE.pdf|docx|md",
    type=click.Path(dir_okay=False, path_type=Path),
    help=_("The file to write; one that is there is replaced."),
)
@json_option
@click.pass_context
def sign_in(ctx: click.Context, key: str, to: Path, *, as_json: bool) -> None:
    """Print it, and leave with status 1 where a character could not be drawn."""
    from dutydesk_training.session_key import find_session  # noqa: PLC0415
    from dutydesk_training.sign_in import write_sign_in  # noqa: PLC0415

    desk = open_desk(ctx)
    held = find_session(desk, key)
    written = write_sign_in(desk, held, to)
    if as_json:
        print_json(
            {
                "session": held.key,
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
