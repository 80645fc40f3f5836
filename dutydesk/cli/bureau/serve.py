"""``dutydesk bureau serve``: the calendar feeds of every desk over HTTP."""

import click

from dutydesk.cli.bureau.bureau_call import BureauCall
from dutydesk.cli.serving_options import say_serving, serving_options
from dutydesk.wording import _


@click.command(
    help=_(
        "Serve the calendar feeds and subscription pages of every desk over HTTP, each under its desk's "
        "name, until stopped with Ctrl+C."
    )
)
@serving_options(_("How many processes answer; each opens the desks that it is asked for."))
@click.option(
    "--open",
    "most_open",
    type=click.IntRange(1, 10_000),
    default=500,
    show_default=True,
    help=_("How many desks are open at a time in each process, those asked for last."),
)
@click.pass_context
def serve(
    ctx: click.Context,
    host: str,
    port: int,
    *,
    workers: int,
    most_open: int,
    proxies: tuple[str, ...],
    log_requests: bool,
) -> None:
    """Serve each feed to whoever has a link to it; a proxy in front adds HTTPS."""
    from dutydesk.bureau.feed_server import BureauFeeds  # noqa: PLC0415
    from dutydesk.feeds.web.app import THIS_MACHINE  # noqa: PLC0415
    from dutydesk.feeds.web.serving import serve as run  # noqa: PLC0415

    call: BureauCall = ctx.obj
    # Opened here too, so that what is wrong with the bureau is told at once.
    name = call.open().name
    call.close()
    run(
        BureauFeeds(call.folder.resolve(), call.actor, most_open, log_requests, (*THIS_MACHINE, *proxies)),
        host,
        port,
        workers=workers,
        ready=lambda at, number: say_serving(name, at, number, "DESK/"),
    )
