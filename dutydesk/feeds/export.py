"""Feeds as files, for a web server or a shared folder to give out."""

import hashlib
import json
import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from dutydesk.api import DataProblem
from dutydesk.feeds.book import FeedBook
from dutydesk.feeds.files import feed_file
from dutydesk.wording import _

MANIFEST = ".dutydesk-feeds.json"
_FORMAT = 1


@dataclass(frozen=True, slots=True)
class ExportedFeed:
    """A feed as it was exported: its name, its file, and how many events it holds."""

    name: str
    file: Path
    events: int


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _content_of(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None


def _write(path: Path, content: bytes) -> None:
    """Put `content` at `path` so that a reader sees the old file or the new one, even after a power cut."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".dutydesk-{secrets.token_hex(8)}.tmp")
    try:
        with draft.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _written_before(folder: Path) -> dict[str, str]:
    """Return the files that earlier exports wrote, with the digests of their content.

    A manifest that cannot be read counts as empty: then nothing is deleted.
    """
    content = _content_of(folder / MANIFEST)
    if content is None:
        return {}
    try:
        files = json.loads(content)["files"]
    except (ValueError, TypeError, KeyError):
        return {}
    if not isinstance(files, dict):
        return {}
    return {str(file): str(digest) for file, digest in files.items()}


def _keep_manifest(folder: Path, files: Mapping[str, str]) -> None:
    document = {"format": _FORMAT, "files": dict(sorted(files.items()))}
    content = json.dumps(document, ensure_ascii=False, indent=1).encode() + b"\n"
    if _content_of(folder / MANIFEST) != content:
        _write(folder / MANIFEST, content)


def _delete(folder: Path, file: str, digest: str) -> None:
    """Delete a file that an earlier export wrote, unless someone has put another in its place.

    The manifest could have been edited, so a path that leads out of `folder` is passed over.
    """
    relative = PurePosixPath(file)
    if relative.is_absolute() or ".." in relative.parts or relative.suffix != ".ics":
        return
    path = folder / relative
    if not path.resolve().is_relative_to(folder.resolve()):
        return
    content = _content_of(path)
    if content is None or _digest(content) != digest:
        return
    path.unlink()
    for parent in relative.parents:
        if parent.name:
            with suppress(OSError):
                (folder / parent).rmdir()


def export_feeds(book: FeedBook, folder: Path) -> list[ExportedFeed]:
    """Bring the files of `folder` up to date with the feeds, and return them by name.

    A file whose bytes are right already is not touched, so that a web server's caches stay warm. Files of
    feeds that are no more are deleted, but only where an export wrote them: the folder's manifest says which.

    Raises:
        DataProblem: the folder cannot be written.
    """
    book.refresh()
    feeds = [(feed, feed_file(feed.name).as_posix()) for feed in book.feeds()]
    current = {file: _digest(feed.body) for feed, file in feeds}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        before = _written_before(folder)
        # What is about to be written is noted first: an export that breaks off leaves no unknown file.
        _keep_manifest(folder, before | current)
        for file, digest in before.items():
            if file not in current:
                _delete(folder, file, digest)
        for feed, file in feeds:
            if _content_of(folder / file) != feed.body:
                _write(folder / file, feed.body)
        _keep_manifest(folder, current)
    except OSError as error:
        raise DataProblem(
            _("{folder}: the feeds cannot be written there: {reason}").format(
                folder=folder, reason=error.strerror or error
            )
        ) from error
    return [ExportedFeed(feed.name, folder / file, feed.events) for feed, file in feeds]
