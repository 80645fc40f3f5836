"""``dutydesk serve``: calendar feeds over HTTP."""

import click

from dutydesk.api.commands import say
from dutydesk.domain import Right
from dutydesk.wording import _


@click.command(help=_("Serve calendar feeds and subscription pages over HTTP until stopped with Ctrl+C."))
@click.option("--host", default="127.0.0.1", show_default=True, help=_("The address to listen at."))
@click.option("--port", type=click.IntRange(0, 65535), default=8765, show_default=True)
@click.option(
    "--workers",
    type=click.IntRange(1, 32),
    default=1,
    show_default=True,
    help=_("How many processes answer; one is enough for tens of thousands of subscribers."),
)
@click.option(
    "--proxy",
    "proxies",
    multiple=True,
    metavar="ADDRESS",
    help=_("A proxy in front on another machine, whose word on a client's address is taken."),
)
@click.option("--log-requests", is_flag=True, help=_("Write a line for each request; links are left out."))
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
        ready=lambda at, number: say(
            _("Serving the feeds of {name} at http://{host}:{port}/ (Ctrl+C stops)").format(
                name=name, host=f"[{at}]" if ":" in at else at, port=number
            )
        ),
    )
