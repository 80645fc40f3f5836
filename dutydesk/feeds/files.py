"""Names of files for feeds, safe whatever a feed is called."""

import hashlib
import string
import unicodedata
from pathlib import PurePosixPath

_PLAIN = frozenset(string.ascii_letters + string.digits + "._-")
_LONGEST = 180
_SUFFIX = ".ics"


def _is_legible(character: str) -> bool:
    return character in _PLAIN or unicodedata.name(character, "").startswith("CJK UNIFIED IDEOGRAPH")


def _escaped(text: str) -> str:
    return "".join(f"%{byte:02X}" for byte in text.encode("utf-8", "surrogatepass"))


def _segment(text: str, *, folder: bool) -> str:
    kept = "".join(character if _is_legible(character) else _escaped(character) for character in text)
    if kept.startswith("."):
        kept = "%2E" + kept[1:]
    if folder and kept.lower().endswith(_SUFFIX):
        kept = kept[: -len(_SUFFIX)] + "%2E" + kept[-len(_SUFFIX) + 1 :]
    if len(kept.encode()) > _LONGEST:
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
        kept = kept.encode()[: _LONGEST - 20].decode(errors="ignore") + "~" + digest
    return kept or "%"


def feed_file(name: str) -> PurePosixPath:
    """Return the file of the feed `name`, relative to the folder of an export.

    ASCII letters and digits, ``._-`` and Chinese characters stand as they are; anything else, and a dot at
    the beginning, becomes %XX of its UTF-8. So no name leads out of the folder or to a hidden file, and two
    names never share a file.
    """
    *folders, last = name.split("/")
    parts = [_segment(part, folder=True) for part in folders]
    return PurePosixPath(*parts, _segment(last, folder=False) + _SUFFIX)


def link_file(token_hash: str) -> PurePosixPath:
    """Return the file of a link, by its token's hash: a name that cannot be guessed or led back to it.

    It is a secret like the link. It is not the hash itself, of which the server logs the beginning.
    """
    return PurePosixPath(hashlib.sha256(f"file {token_hash}".encode()).hexdigest() + _SUFFIX)
