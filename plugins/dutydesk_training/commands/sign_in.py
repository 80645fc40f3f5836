"""``dutydesk training sign-in``."""

from pathlib import Path

import click

from dutydesk.api.commands import json_option, open_desk
from dutydesk.documents.commands import tell_written, to_option
from dutydesk.wording import _


@click.command("sign-in", help=_("Print the sheet on which people sign in: PDF, Word or Markdown."))
@click.argument("key")
@to_option(required=True)
@json_option
@click.pass_context
def sign_in(ctx: click.Context, key: str, to: Path, *, as_json: bool) -> None:
    """Print it, and leave with status 1 where a character could not be drawn."""
    from dutydesk_training.session_key import find_session  # noqa: PLC0415
    from dutydesk_training.sign_in import write_sign_in  # noqa: PLC0415

    desk = open_desk(ctx)
    held = find_session(desk, key)
    written = write_sign_in(desk, held, to)
    tell_written(ctx, written, as_json=as_json, session=held.key)
