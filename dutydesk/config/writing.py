"""Writing files so that a reader finds the old content or the new, whatever happens in between."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dutydesk.whole_files import sweep, write_whole


def write_toml(path: Path, document: Mapping[str, Any]) -> None:
    """Write `document` to `path` as TOML, with text of several lines kept as several lines.

    Raises:
        OSError: the file could not be written; the old one is then still there, untouched.
        TypeError: the document holds what TOML cannot, such as None.
    """
    import tomli_w  # noqa: PLC0415 - the terminal's start reads only

    text = tomli_w.dumps(document, multiline_strings=True)
    write_bytes_atomically(path, text.encode())


def write_bytes_atomically(path: Path, content: bytes, *, private: bool = False) -> None:
    """Put `content` in the place of the file `path`, as `write_whole` does.

    What a killed writer left beside it is taken away first.

    Raises:
        OSError: the file could not be written; the old one is then still there, untouched.
    """
    sweep(path.resolve().parent)
    write_whole(path, content, private=private)
