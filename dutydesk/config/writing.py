"""Writing files so that a reader finds the old content or the new, whatever happens in between."""

import os
import stat
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

_PRIVATE = 0o600
_ORDINARY = 0o666


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
    """Put `content` in the place of the file `path` in one step that survives a loss of power.

    The bytes go to a new file in the same folder, to the disk, and only then under the name; then the
    folder's own entry goes to the disk. An existing file keeps its permissions, and one reached through a
    link is replaced where it really is. A new file gets those of the user's mask, or with `private` those
    that only the owner can read.

    Raises:
        OSError: the file could not be written; the old one is then still there, untouched.
    """
    target = Path(os.path.realpath(path))
    mode = _mode_of(target, private=private)
    descriptor, name = tempfile.mkstemp(prefix=f".{target.name[:40]}.", suffix=".new", dir=target.parent)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fchmod(stream.fileno(), mode)
            os.fsync(stream.fileno())
        Path(name).replace(target)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise
    _sync_folder(target.parent)


def _mode_of(target: Path, *, private: bool) -> int:
    try:
        return stat.S_IMODE(target.stat().st_mode)
    except FileNotFoundError:
        pass
    if private:
        return _PRIVATE
    mask = os.umask(0)
    os.umask(mask)
    return _ORDINARY & ~mask


def _sync_folder(folder: Path) -> None:
    """Send the folder's entries to the disk, where its file system knows how."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):
            os.fsync(descriptor)
    finally:
        os.close(descriptor)
