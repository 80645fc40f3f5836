"""``dutydesk serve``: calendar feeds over HTTP."""

import click

from dutydesk.cli.serving_options import say_serving, serving_options
from dutydesk.domain import Right
from dutydesk.wording import _


@click.command(help=_("Serve calendar feeds and subscription pages over HTTP until stopped with Ctrl+C."))
@serving_options(_("How many processes answer; one is enough for tens of thousands of subscribers."))
@click.pass_context
def serve(
    ctx: click.Context, host: str, port: int, workers: int, proxies: tuple[str, ...], *, log_requests: bool
) -> None:
    """Serve each feed to whoever has a link to it; a proxy in front adds HTTPS."""
    from dutydesk.feeds.desk_app import DeskApp  # noqa: PLC0415
    from dutydesk.feeds.web.app import THIS_MACHINE  # noqa: PLC0415
    from dutydesk.feeds.web.serving import serve as run  # noqa: PLC0415

    # Opened here too, so that what is wrong with the desk is told at once, and a migration is made once.
    desk = ctx.obj.open_for(Right.READ, ctx.command_path)
    name = desk.name
    ctx.obj.close()
    run(
        DeskApp(ctx.obj.folder.resolve(), ctx.obj.actor, log_requests, (*THIS_MACHINE, *proxies)),
        host,
        port,
        workers=workers,
        ready=lambda at, number: say_serving(name, at, number),
    )
