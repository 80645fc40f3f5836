"""Files that are there whole or not at all, whatever happens while they are written.

What is being written stands beside its place under a name that begins with ``.dutydesk-`` and ends in
``.new``, and its writer holds a lock on it. So whoever writes there next can tell what a killed writer left
behind from what another is writing now, and takes it away.
"""

import fcntl
import os
import secrets
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

_BEGINNING = ".dutydesk-"
_ENDING = ".new"
_PRIVATE = 0o600
_ORDINARY = 0o666


def is_unfinished(name: str) -> bool:
    """Tell whether a file or folder of this name is one that is being written, or was left half written."""
    return name.startswith(_BEGINNING) and name.endswith(_ENDING)


def write_whole(path: Path, content: bytes, *, private: bool = False) -> None:
    """Put `content` in the place of the file `path`, as `whole_file` does.

    Raises:
        OSError: the file could not be written; the old one is then still there, untouched.
    """
    with whole_file(path, private=private) as stream:
        stream.write(content)


@contextmanager
def whole_file(path: Path, *, private: bool = False) -> Iterator[BinaryIO]:
    """Give a stream whose bytes take the place of the file `path` in one step when the block ends.

    The bytes are on the disk before they get the name, and then the folder's own entry goes there. An
    existing file keeps its permissions, and one reached through a link is replaced where it really is. A new
    file gets those of the user's mask, or with `private` those that only the owner can read. A block that
    raises leaves everything as it was.

    Raises:
        OSError: the file could not be written; the old one is then still there, untouched.
    """
    target = Path(os.path.realpath(path))
    mode = _mode_of(target, private=private)
    draft, descriptor = _locked_file(target.parent)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            yield stream
            stream.flush()
            os.fchmod(stream.fileno(), mode)
            os.fsync(stream.fileno())
            draft.replace(target)
    except BaseException:
        with suppress(OSError):
            draft.unlink()
        raise
    _sync(target.parent)


@contextmanager
def work_folder(parent: Path) -> Iterator[Path]:
    """Give a new folder in `parent` that only its owner can open, and take it away when the block ends.

    A file or folder made in it can be moved out whole. What a killed process left is taken away by `sweep`.

    Raises:
        OSError: it cannot be made.
    """
    folder = parent / _new_name()
    folder.mkdir(mode=0o700)
    lock = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(lock)


def place_whole(file: Path, target: Path) -> None:
    """Move `file` to `target` on the same disk in one step, after its bytes have reached that disk.

    Raises:
        OSError: it cannot be moved.
    """
    _sync(file, strictly=True)
    file.replace(target)
    _sync(target.parent)


def sweep(folder: Path) -> None:
    """Take away what killed writers of this user left half written in `folder`; what cannot go stays."""
    with suppress(OSError), os.scandir(folder) as entries:
        for each in entries:
            if is_unfinished(each.name):
                with suppress(OSError):
                    _remove_if_left(Path(each.path))


def _remove_if_left(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    try:
        if os.fstat(descriptor).st_uid != os.geteuid():
            return
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
    finally:
        os.close(descriptor)


def _new_name() -> str:
    return f"{_BEGINNING}{secrets.token_hex(8)}{_ENDING}"


def _locked_file(folder: Path) -> tuple[Path, int]:
    """Return a new empty file in `folder` with a lock on it, and its descriptor."""
    while True:
        draft = folder / _new_name()
        descriptor = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, _PRIVATE)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            # Between its making and its lock another may have taken it for one that was left.
            if os.fstat(descriptor).st_nlink:
                return draft, descriptor
        except BaseException:
            os.close(descriptor)
            with suppress(OSError):
                draft.unlink()
            raise
        os.close(descriptor)


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


def _sync(path: Path, *, strictly: bool = False) -> None:
    """Send a file, or the entries of a folder, to the disk; not every file system knows how for a folder."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError:
        if strictly:
            raise
    finally:
        os.close(descriptor)
