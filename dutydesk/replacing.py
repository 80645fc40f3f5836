"""Writing a file as a whole: whoever looks sees the old one or the new one, never half of it."""

import os
import secrets
import stat
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from dutydesk.api import DataProblem
from dutydesk.wording import _


def ending_of(path: Path, endings: Iterable[str]) -> str:
    """Return the ending of `path` in small letters, which tells the format.

    Raises:
        DataProblem: it is none of `endings`.
    """
    ending = path.suffix.lower()
    known = tuple(endings)
    if ending not in known:
        raise DataProblem(
            _("{file!r} must end in one of {endings}, which tells the format").format(
                file=path.name, endings=" ".join(known)
            )
        )
    return ending


def replace_file(path: Path, content: bytes) -> None:
    """Put `content` at `path` in one step, even before a power cut; who may read a file that is there stays.

    Where `path` is a link, the file that it leads to is replaced.

    Raises:
        DataProblem: the folder is not there or not to be written, or `path` is a folder.
    """
    try:
        _replace(Path(os.path.realpath(path)), content)
    except OSError as error:
        raise DataProblem(
            _("{path} cannot be written: {reason}").format(path=path, reason=error.strerror or error)
        ) from error


def _replace(path: Path, content: bytes) -> None:
    draft = path.with_name(f".dutydesk-{secrets.token_hex(8)}.tmp")
    try:
        with draft.open("xb") as stream:
            with suppress(FileNotFoundError):
                draft.chmod(stat.S_IMODE(path.stat().st_mode))
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        draft.replace(path)
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
