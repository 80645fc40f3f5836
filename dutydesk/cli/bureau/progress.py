"""A line on a terminal that says how far a command has come, and is gone when it is done."""

import sys
from types import TracebackType
from typing import Self

import click

from dutydesk.domain import clean_line


class ProgressLine:
    """In a ``with`` block, ``show(text)`` puts a text on standard error, if that is a terminal."""

    def __init__(self, *, quiet: bool = False) -> None:
        self._shows = not quiet and sys.stderr.isatty()
        self._is_there = False

    def show(self, text: str) -> None:
        """Show `text` in the place of what is there."""
        if self._shows:
            click.echo(f"\r{clean_line(text, 200)}\x1b[K", nl=False, err=True)
            self._is_there = True

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._is_there:
            click.echo("\r\x1b[K", nl=False, err=True)
