"""``dutydesk bureau``: the desks of many schools, looked at and worked on together."""

from pathlib import Path

import click

from dutydesk.cli.bureau.bureau_call import BureauCall
from dutydesk.cli.bureau.desks import add, init
from dutydesk.cli.bureau.figures import figures
from dutydesk.cli.bureau.generate import generate
from dutydesk.cli.bureau.serve import serve
from dutydesk.cli.bureau.showing import board
from dutydesk.wording import _


@click.group(
    invoke_without_command=True,
    help=_(
        "The desks of many schools together: how each stands, their figures, months, and calendars. Without "
        "a command it opens the board in the terminal."
    ),
)
@click.option(
    "--in",
    "folder",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help=_("The bureau's folder; else $DUTYDESK_BUREAU, or this folder."),
)
@click.pass_context
def bureau(ctx: click.Context, folder: Path | None) -> None:
    """Say where the bureau is, and open its board where no command is given."""
    ctx.obj = BureauCall(folder, ctx.obj.actor)
    ctx.call_on_close(ctx.obj.close)
    if ctx.invoked_subcommand is None:
        from dutydesk.cli.bureau.terminal import open_board  # noqa: PLC0415 - only the terminal needs it

        ctx.exit(open_board(ctx.obj))


for _command in (add, board, figures, generate, init, serve):
    bureau.add_command(_command)
