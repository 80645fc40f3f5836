"""What a feed server is told on the command line, be it of one desk or of a bureau."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

from dutydesk.api.commands import say
from dutydesk.wording import _

F = TypeVar("F", bound=Callable[..., Any])


def serving_options(workers_help: str) -> Callable[[F], F]:
    """Add ``--host``, ``--port``, ``--workers``, ``--proxy`` (as `proxies`) and ``--log-requests``."""

    def add(command: F) -> F:
        for option in (
            click.option(
                "--log-requests", is_flag=True, help=_("Write a line for each request; links are left out.")
            ),
            click.option(
                "--proxy",
                "proxies",
                multiple=True,
                metavar="ADDRESS",
                help=_("A proxy in front on another machine, whose word on a client's address is taken."),
            ),
            click.option(
                "--workers", type=click.IntRange(1, 32), default=1, show_default=True, help=workers_help
            ),
            click.option("--port", type=click.IntRange(0, 65535), default=8765, show_default=True),
            click.option(
                "--host", default="127.0.0.1", show_default=True, help=_("The address to listen at.")
            ),
        ):
            command = option(command)
        return command

    return add


def say_serving(name: str, host: str, port: int, path: str = "") -> None:
    """Say whose feeds are served where; `path` is what stands between the address and a feed's own."""
    say(
        _("Serving the feeds of {name} at http://{host}:{port}/{path} (Ctrl+C stops)").format(
            name=name, host=f"[{host}]" if ":" in host else host, port=port, path=path
        )
    )
