"""A disk of a few megabytes that can be filled and made read-only: a tmpfs, mounted where only we see it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_APART = "DUTYDESK_FAULTS_APART"
_WAYS = (("unshare", "--mount"), ("unshare", "--mount", "--map-root-user"))
CANNOT_MOUNT = "no disk can be mounted here: run it as root, or where `unshare --map-root-user` is allowed"


def go_apart(module: str) -> None:
    """Begin this program anew where its mounts are seen by nobody else, if the system lets it."""
    if os.environ.get(_APART) or shutil.which("unshare") is None:
        return
    for way in _WAYS:
        if subprocess.run([*way, "true"], capture_output=True, check=False).returncode == 0:
            os.environ[_APART] = "1"
            os.execvp(way[0], [*way, "--", sys.executable, "-m", module, *sys.argv[1:]])  # noqa: S606 - no shell


class SmallDisk:
    """A mounted tmpfs."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def fill(self, but: int = 0) -> None:
        """Fill the disk but for so many bytes."""
        with (self.folder / "filling").open("ab", buffering=0) as filling:
            for size in (65536, 4096):
                try:
                    while True:
                        filling.write(b"0" * size)
                except OSError:
                    continue
            filling.truncate(max(0, filling.tell() - but))

    def free(self) -> None:
        """Take away what filled it."""
        (self.folder / "filling").unlink()

    def make(self, how: str) -> None:
        """Make it ``ro`` or ``rw``."""
        _run("mount", "-o", f"remount,{how}", str(self.folder))


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[SmallDisk | None]:
    """Give a new disk of this size at `folder`, or None where none can be mounted."""
    folder.mkdir()
    try:
        _run("mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "dutydesk-faults", str(folder))
    except OSError:
        yield None
        return
    try:
        yield SmallDisk(folder)
    finally:
        _run("umount", "--lazy", str(folder))


def _run(*command: str) -> None:
    try:
        subprocess.run(command, check=True, capture_output=True)
    except subprocess.CalledProcessError as error:
        raise OSError(error.stderr.decode().strip()) from error
