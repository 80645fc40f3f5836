"""What plugins that are not ours print and log, kept off the terminal and out of documents.

``sys.stdout`` is one for all threads, and a terminal or a ``--json`` document may be on it while a plugin
prints. So it is wrapped: what is written inside `capturing` goes into a `PluginOutput`, all else passes.
"""

import logging
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TextIO, cast

MOST_LINES = 100
"""So many lines of a plugin are kept in one call; it is at fault when it writes more."""
_MOST_CHARACTERS = 20_000
_KEPT = "kept_of_plugin"

_output: ContextVar["PluginOutput | None"] = ContextVar("plugin_output", default=None)


class PluginOutput:
    """What one call of a plugin printed, as far as it is kept, and how many lines it printed and logged."""

    def __init__(self) -> None:
        self.lines = 0
        self._kept: list[str] = []
        self._characters = 0

    @property
    def too_much(self) -> bool:
        """Whether it wrote more than anyone would read."""
        return self.lines > MOST_LINES

    @property
    def printed(self) -> str:
        """What is kept of what was printed."""
        return "".join(self._kept)

    def write(self, text: str) -> None:
        """Keep what was printed, unless there is a lot already."""
        self.lines += max(text.count("\n"), len(text) // 1000)
        if self._characters < _MOST_CHARACTERS:
            self._kept.append(text[:_MOST_CHARACTERS])
            self._characters += len(text)

    def log(self) -> bool:
        """Count a line for the log, and tell whether it still goes there."""
        self.lines += 1
        return self.lines <= MOST_LINES


class _Bytes:
    """Stands in for the bytes beneath a stream while a plugin's output is kept."""

    def __init__(self, output: PluginOutput) -> None:
        self._output = output

    def write(self, data: bytes) -> int:
        self._output.write(data.decode("utf-8", "replace"))
        return len(data)

    def flush(self) -> None:
        """Have nothing to do."""


class _Stream:
    """A text stream that hands on what is written, except inside `capturing`."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def __getattr__(self, name: str) -> object:
        return getattr(self._stream, name)

    @property
    def buffer(self) -> object:
        output = _output.get()
        return self._stream.buffer if output is None else _Bytes(output)

    def write(self, text: str) -> int:
        output = _output.get()
        if output is None:
            return self._stream.write(text)
        output.write(text)
        return len(text)

    def writelines(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.write(line)

    def flush(self) -> None:
        if _output.get() is None:
            self._stream.flush()


class _LogCap(logging.Filter):
    """Lets a plugin's first lines of a call into the log and drops the others, alike for every handler."""

    def filter(self, record: logging.LogRecord) -> bool:
        output = _output.get()
        if output is None:
            return True
        noted = vars(record)
        if _KEPT not in noted:
            noted[_KEPT] = output.log()
        return bool(noted[_KEPT])


_LOG_CAP = _LogCap()


def wrap_streams() -> None:
    """Put the wrapper around standard output and error, and the cap on the log, where they are not yet.

    It stays: whoever puts another stream in its place for a while, as Textual and tests do, puts it back.
    """
    if sys.stdout is not None and not isinstance(cast("object", sys.stdout), _Stream):
        sys.stdout = cast("TextIO", _Stream(sys.stdout))
    if sys.stderr is not None and not isinstance(cast("object", sys.stderr), _Stream):
        sys.stderr = cast("TextIO", _Stream(sys.stderr))
    for handler in logging.getLogger().handlers:
        handler.addFilter(_LOG_CAP)


@contextmanager
def capturing(output: PluginOutput) -> Iterator[None]:
    """Keep what this thread or task prints and logs inside the block in `output`."""
    token = _output.set(output)
    try:
        yield
    finally:
        _output.reset(token)
