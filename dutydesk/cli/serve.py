"""``dutydesk serve``: calendar feeds over HTTP."""

import logging

import click

from dutydesk.api.commands import say
from dutydesk.wording import _


@click.command(help=_("Serve calendar feeds over HTTP until stopped with Ctrl+C."))
@click.option("--host", default="127.0.0.1", show_default=True, help=_("The address to listen at."))
@click.option("--port", type=click.IntRange(0, 65535), default=8765, show_default=True)
@click.pass_context
def serve(ctx: click.Context, host: str, port: int) -> None:
    """Serve each feed to whoever has a link to it; a proxy in front adds HTTPS."""
    from dutydesk.feeds.desk_book import feed_book  # noqa: PLC0415
    from dutydesk.feeds.desk_tokens import DeskTokens  # noqa: PLC0415
    from dutydesk.feeds.web.app import feed_app  # noqa: PLC0415
    from dutydesk.feeds.web.serving import serve as run  # noqa: PLC0415

    logging.basicConfig(format="%(asctime)s %(name)s %(message)s", level=logging.INFO)
    desk = ctx.obj.open()
    try:
        run(
            feed_app(feed_book(desk), DeskTokens(desk)),
            host,
            port,
            ready=lambda at, number: say(
                _("Serving the feeds of {name} at http://{host}:{port}/ (Ctrl+C stops)").format(
                    name=desk.name, host=at, port=number
                )
            ),
        )
    finally:
        desk.close()
