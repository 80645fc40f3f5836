"""The folder of an export while it is written: every file is private, and its sum is taken."""

import hashlib
import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from dutydesk.exchange.whole_desk.manifest import KeptFile

PIECE_BYTES = 512 * 1024
"""A file of rows ends after so much text: what reads one is never long about it."""
_PRIVATE = 0o600


class ExportFolder:
    """A folder that files are written into, each once."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self.files: list[KeptFile] = []

    def write(self, name: str, content: bytes) -> None:
        """Write a file."""
        with self._new(name) as stream:
            stream.write(content)
            _to_disk(stream)
        self._note(name, len(content), hashlib.sha256(content).hexdigest())

    def copy(self, name: str, source: Path) -> None:
        """Write a file with the bytes of another, however large."""
        with source.open("rb") as original, self._new(name) as stream:
            shutil.copyfileobj(original, stream)
            _to_disk(stream)
        with (self._root / name).open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        self._note(name, (self._root / name).stat().st_size, digest)

    def write_pieces(self, names: Iterator[str], texts: Iterable[str]) -> None:
        """Write `texts` one after another into as many files as they need, called `names` in order."""
        piece: list[str] = []
        size = 0
        for text in texts:
            piece.append(text)
            size += len(text)
            if size >= PIECE_BYTES:
                self.write(next(names), "".join(piece).encode())
                piece, size = [], 0
        if piece:
            self.write(next(names), "".join(piece).encode())

    def _new(self, name: str) -> BinaryIO:
        path = self._root / name
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        return os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, _PRIVATE), "wb")

    def _note(self, name: str, size: int, digest: str) -> None:
        self.files.append(KeptFile(name=name, size=size, sha256=digest))


def _to_disk(stream: BinaryIO) -> None:
    stream.flush()
    os.fsync(stream.fileno())
