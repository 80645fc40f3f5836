"""A folder of files that the program made: written anew while they are as they were made, else left alone."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from dutydesk.api import DataProblem
from dutydesk.whole_files import write_whole
from dutydesk.wording import _

_MARK = "# Made by dutydesk ssh-setup, which writes it anew only while it is as it was made: "
_MARKED = re.compile(rf"(?m)^{re.escape(_MARK)}([0-9a-f]{{16}})\n")


@dataclass(frozen=True, slots=True)
class Made:
    """What writing did: the names of files `written`, and of those that were `as_before`."""

    written: tuple[str, ...]
    as_before: tuple[str, ...]


def write_files(folder: Path, contents: Mapping[str, bytes]) -> Made:
    """Put `contents` into the new or empty `folder`, or into one that an earlier call made, by name.

    Raises:
        DataProblem: the folder holds something else, or a file that was changed by hand since; or it cannot
            be written. Nothing is then written.
    """
    marked = {name: _with_mark(content) for name, content in contents.items()}
    try:
        there = _as_made(folder, marked)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        written = tuple(name for name, content in marked.items() if there.get(name) != content)
        for name in written:
            write_whole(folder / name, marked[name], private=True)
    except OSError as error:
        raise DataProblem(
            _("{folder} cannot be written: {reason}").format(folder=folder, reason=error.strerror or error)
        ) from error
    return Made(written, tuple(name for name in marked if name not in written))


def _as_made(folder: Path, wanted: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """Return what stands in the folder by name, all of it made here.

    Raises:
        DataProblem: something there was not, or was changed.
    """
    if not os.path.lexists(folder):
        return {}
    there: dict[str, bytes] = {}
    for each in sorted(folder.iterdir()):
        if each.name not in wanted or each.is_symlink() or not each.is_file():
            raise DataProblem(
                _("{folder} holds {name}, which ssh-setup did not make: name a new folder").format(
                    folder=folder, name=each.name
                )
            )
        there[each.name] = each.read_bytes()
        if not _is_as_made(there[each.name]):
            raise DataProblem(
                _(
                    "{file} was changed by hand and is left as it is: move it away, or name a new folder"
                ).format(file=each)
            )
    return there


def _with_mark(content: bytes) -> bytes:
    """Return `content` with a line that tells what it was; the line of an interpreter stays the first."""
    first, rest = content.split(b"\n", 1) if content.startswith(b"#!") else (b"", content)
    mark = f"{_MARK}{_sum(rest)}\n".encode()
    return b"\n".join((first, mark + rest)) if first else mark + rest


def _is_as_made(content: bytes) -> bool:
    found = _MARKED.search(content.decode("utf-8", "replace"))
    if found is None:
        return False
    before, _mark, after = content.partition(found[0].encode())
    return _with_mark(before + after) == content


def _sum(content: bytes) -> str:
    return sha256(content).hexdigest()[:16]
