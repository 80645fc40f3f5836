"""Feeds as files, for a web server or a shared folder to give out."""

import hashlib
import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from dutydesk.api import DataProblem
from dutydesk.feeds.book import FeedBook, RenderedFeed
from dutydesk.feeds.files import feed_file, link_file
from dutydesk.whole_files import sweep, write_whole
from dutydesk.wording import _

MANIFEST = ".dutydesk-feeds.json"
_FORMAT = 2
_FORMAT_WITH_NAMES = 1
_ANYONE, _UNLISTED = 0o777, 0o711
"""Modes of a new folder, less what the mask takes: whoever can list names that are secrets has them."""


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
    write_whole(path, content)


def _key(file: str) -> str:
    """Return what the manifest knows a file by: not its name, which may be a secret."""
    return hashlib.sha256(file.encode("utf-8", "surrogateescape")).hexdigest()


def _written_before(folder: Path) -> dict[str, str]:
    """Return the keys of files that earlier exports wrote, with the digests of their content.

    A manifest that cannot be read counts as empty: then nothing is deleted.
    """
    content = _content_of(folder / MANIFEST)
    if content is None:
        return {}
    try:
        document = json.loads(content)
        files, named = document["files"], document["format"] == _FORMAT_WITH_NAMES
    except (ValueError, TypeError, KeyError):
        return {}
    if not isinstance(files, dict):
        return {}
    return {_key(str(file)) if named else str(file): str(digest) for file, digest in files.items()}


def _keep_manifest(folder: Path, files: Mapping[str, str]) -> None:
    document = {"format": _FORMAT, "files": dict(sorted(files.items()))}
    content = json.dumps(document, indent=1).encode() + b"\n"
    if _content_of(folder / MANIFEST) != content:
        _write(folder / MANIFEST, content)


def _sweep(folder: Path) -> None:
    for inner, _folders, _names in os.walk(folder):
        sweep(Path(inner))


def _delete(folder: Path, gone: Mapping[str, str]) -> None:
    """Delete the files with these keys, unless someone has put others in their place.

    Links are not followed, so nothing outside of `folder` is touched.
    """
    for root, _folders, names in os.walk(folder, topdown=False):
        for name in names:
            path = Path(root, name)
            digest = gone.get(_key(path.relative_to(folder).as_posix()))
            if digest is None or path.is_symlink() or path.suffix != ".ics":
                continue
            content = _content_of(path)
            if content is not None and _digest(content) == digest:
                path.unlink()
                _remove_empty(folder, path.parent)


def _remove_empty(folder: Path, inner: Path) -> None:
    while inner != folder:
        with suppress(OSError):
            inner.rmdir()
        inner = inner.parent


def _by_feed(book: FeedBook) -> list[tuple[RenderedFeed, str]]:
    return [(feed, feed_file(feed.name).as_posix()) for feed in book.feeds()]


def _by_link(book: FeedBook, links: Mapping[str, str]) -> list[tuple[RenderedFeed, str]]:
    opened = ((book.feed(name), link_file(token_hash).as_posix()) for token_hash, name in links.items())
    return sorted(
        ((feed, file) for feed, file in opened if feed is not None), key=lambda one: (one[0].name, one[1])
    )


def export_feeds(book: FeedBook, folder: Path, links: Mapping[str, str] | None = None) -> list[ExportedFeed]:
    """Bring the files of `folder` up to date with the feeds, and return them by name.

    With `links`, which give the feed of each open token by the token's hash, there is a file for each link
    under a name that cannot be guessed, for a web server or bucket without passwords; without, one for each
    feed under its own name. A file whose bytes are right already is not touched, so that a web server's
    caches stay warm. Files of links that were revoked and of feeds that are no more are deleted, but only
    where an export wrote them: the folder's manifest says which.

    Raises:
        DataProblem: the folder cannot be written.
    """
    book.refresh()
    feeds = _by_feed(book) if links is None else _by_link(book, links)
    current = {_key(file): _digest(feed.body) for feed, file in feeds}
    try:
        folder.mkdir(_ANYONE if links is None else _UNLISTED, parents=True, exist_ok=True)
        _sweep(folder)
        before = _written_before(folder)
        # What is about to be written is noted first: an export that breaks off leaves no unknown file.
        _keep_manifest(folder, before | current)
        _delete(folder, {key: digest for key, digest in before.items() if key not in current})
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
