"""``dutydesk backup`` and ``restore``: a whole desk in one file."""

from pathlib import Path

import click

from dutydesk.api.commands import say
from dutydesk.domain import Right
from dutydesk.wording import _


@click.command(help=_("Write the whole desk into one new FILE.zip; others may go on working."))
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--keep",
    type=click.IntRange(min=1),
    metavar="N",
    help=_("FILE is a folder for backups named by the moment; keep the newest N and remove older ones."),
)
@click.pass_context
def backup(ctx: click.Context, file: Path, keep: int | None) -> None:
    """Back up settings, local plugins and the database of one moment."""
    from dutydesk.exchange.dated_backups import write_dated_backup  # noqa: PLC0415
    from dutydesk.exchange.desk_backup import write_backup  # noqa: PLC0415

    desk = ctx.obj.open_for(Right.COPY, ctx.command_path)
    if keep is None:
        write_backup(desk, file)
    else:
        file = write_dated_backup(desk, file, keep)
    say(
        _("{file}: {size} kB. It holds names and phone numbers: keep it safe.").format(
            file=file, size=max(1, file.stat().st_size // 1024)
        )
    )


@click.command(help=_("Make a desk in the new folder DIR from a backup FILE.zip."))
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
def restore(file: Path, folder: Path) -> None:
    """Restore into a new folder; nothing that is there is ever overwritten."""
    from dutydesk.exchange.desk_backup import restore_backup  # noqa: PLC0415

    restore_backup(file, folder)
    say(_("The desk is in {folder}; open it with: dutydesk --desk {folder}").format(folder=folder))
