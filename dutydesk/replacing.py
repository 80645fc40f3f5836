"""Writing a file as a whole: whoever looks sees the old one or the new one, never half of it."""

from collections.abc import Iterable
from pathlib import Path

from dutydesk.api import DataProblem
from dutydesk.whole_files import sweep, write_whole
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


def replace_file(path: Path, content: bytes, *, private: bool = False) -> None:
    """Put `content` at `path` in one step, even before a power cut; who may read a file that is there stays.

    Where `path` is a link, the file that it leads to is replaced. A new file can be read by whom the user's
    mask allows, or with `private` by its owner alone.

    Raises:
        DataProblem: the folder is not there or not to be written, or `path` is a folder.
    """
    try:
        sweep(path.resolve().parent)
        write_whole(path, content, private=private)
    except OSError as error:
        raise DataProblem(
            _("{path} cannot be written: {reason}").format(path=path, reason=error.strerror or error)
        ) from error
