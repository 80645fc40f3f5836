"""Looking at an export before anything is made of it: each file is there, ordinary, and as it was written."""

import hashlib
import os
import stat
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from dutydesk.api import DataProblem
from dutydesk.config.syntax import syntax_in_words
from dutydesk.exchange.whole_desk.manifest import MANIFEST, KeptFile, Manifest, read_manifest
from dutydesk.host.desk_place import DESK_FILE
from dutydesk.wording import _

_MOST_TOML_BYTES = 64 * 1024**2
_MOST_FILES = 100_000


@dataclass(frozen=True, slots=True)
class CheckedExport:
    """An export whose files are those of its manifest."""

    folder: Path
    manifest: Manifest

    def files(self, below: str) -> Iterator[KeptFile]:
        """Yield the files in the folder `below`, in the order of their names."""
        return (each for each in self.manifest.file if each.name.startswith(f"{below}/"))

    def document(self, file: KeptFile) -> dict[str, Any]:
        """Return what a TOML file of the export holds.

        Raises:
            DataProblem: it is no TOML, or no longer what it was.
        """
        raw = self.content(file)
        try:
            text = raw.decode()
        except UnicodeDecodeError as error:
            line = raw.count(b"\n", 0, error.start) + 1
            raise DataProblem(
                _("{file}, line {line}: the text is not in UTF-8").format(file=file.name, line=line)
            ) from error
        return parsed(text, file.name)

    def content(self, file: KeptFile) -> bytes:
        """Return the bytes of a file of the export.

        Raises:
            DataProblem: they are no longer what they were.
        """
        raw = (self.folder / file.name).read_bytes() if file.size <= _MOST_TOML_BYTES else b""
        if len(raw) != file.size or hashlib.sha256(raw).hexdigest() != file.sha256:
            raise DataProblem(_changed(file))
        return raw


def parsed(text: str, file: str) -> dict[str, Any]:
    """Return what a TOML text holds; `file` is how messages call it.

    Raises:
        DataProblem: it is no TOML.
    """
    try:
        return tomllib.loads(text)
    except RecursionError as error:
        raise DataProblem(_("{file}: lists or tables are nested too deeply").format(file=file)) from error
    except ValueError as error:
        raise DataProblem(f"{file}, {syntax_in_words(error, text)}") from error


def checked_export(folder: Path) -> CheckedExport:
    """Return the export in `folder`, every file of which is there and as it was written, and no other.

    Raises:
        DataProblem: it is no export, or a file is missing, changed or one too many.
    """
    try:
        present = dict(_present(folder))
        if MANIFEST not in present:
            raise DataProblem(
                _("{folder}: this is no export of a desk: there is no {file}").format(
                    folder=folder, file=MANIFEST
                )
            )
        manifest = _manifest(folder, present.pop(MANIFEST))
        _compare(folder, manifest, present)
    except OSError as error:
        raise DataProblem(
            _("{folder}: the export cannot be read: {reason}").format(folder=folder, reason=error.strerror)
        ) from error
    return CheckedExport(folder, manifest)


def _present(folder: Path) -> Iterator[tuple[str, int]]:
    """Yield the name and size of each file below `folder`.

    Raises:
        DataProblem: there is something else than ordinary files and folders, or there are too many.
        OSError: a folder cannot be read.
    """
    waiting, found = [folder], 0
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for each in entries:
                status = each.stat(follow_symlinks=False)
                if stat.S_ISDIR(status.st_mode):
                    waiting.append(Path(each.path))
                    continue
                name = Path(each.path).relative_to(folder).as_posix()
                if not stat.S_ISREG(status.st_mode):
                    raise DataProblem(_("{file}: this is not an ordinary file").format(file=name))
                found += 1
                if found > _MOST_FILES:
                    raise DataProblem(_("{folder}: it is too large to be a desk").format(folder=folder))
                yield name, status.st_size


def _manifest(folder: Path, size: int) -> Manifest:
    if size > _MOST_TOML_BYTES:
        raise DataProblem(_("{file}: it is too large to be a manifest").format(file=MANIFEST))
    try:
        return read_manifest((folder / MANIFEST).read_bytes().decode())
    except UnicodeDecodeError as error:
        raise DataProblem(_("{file}: the text is not in UTF-8").format(file=MANIFEST)) from error


def _compare(folder: Path, manifest: Manifest, present: dict[str, int]) -> None:
    listed = {each.name: each for each in manifest.file}
    if len(listed) < len(manifest.file):
        raise DataProblem(_("{file}: it lists the same file twice").format(file=MANIFEST))
    if missing := sorted(listed.keys() - present.keys()):
        raise DataProblem(_("{file}: this file of the export is missing").format(file=missing[0]))
    if extra := sorted(present.keys() - listed.keys()):
        raise DataProblem(_("{file}: this file is none of the export's").format(file=extra[0]))
    if DESK_FILE not in listed:
        raise DataProblem(_("{file}: it lists no {name}").format(file=MANIFEST, name=DESK_FILE))
    for name, each in listed.items():
        if PurePosixPath(name).parts[0] not in {
            DESK_FILE,
            "config",
            "plugins",
            "files",
            "records",
            "journal",
        }:
            raise DataProblem(_("{file}: a desk has no such file").format(file=name))
        if present[name] != each.size or _sum(folder / name) != each.sha256:
            _tell_changed(folder, each)


def _sum(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _tell_changed(folder: Path, file: KeptFile) -> None:
    """Say that a file was changed, and where it stopped being TOML if it did."""
    path = folder / file.name
    if path.suffix == ".toml" and path.stat().st_size <= _MOST_TOML_BYTES:
        parsed(path.read_text(encoding="utf-8", errors="replace"), file.name)
    raise DataProblem(_changed(file))


def _changed(file: KeptFile) -> str:
    return _("{file}: it is not as it was exported; export the desk again").format(file=file.name)
