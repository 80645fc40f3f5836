"""What stands half-typed in forms, kept in the user's state folder until it is saved or dropped.

Each draft is a file of its own, so that one that is broken costs no other, and two terminals of one person do
not write over each other. Nothing that DutyDesk asks for in a form is a password or a token.
"""

import hashlib
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

import msgspec

from dutydesk.config.writing import write_bytes_atomically

MOST_BYTES = 2 * 1024 * 1024
"""A text of a settings file may have 1 MiB; what is larger than this is not kept."""
MOST_DRAFTS = 50
OLDEST = timedelta(days=30)
_NAME_LENGTH = 32


class DraftField(msgspec.Struct, frozen=True):
    """What was typed into a field, and the `digest` of what was stored there then."""

    typed: str
    stored: str


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """What stands half-typed in one form, with where it is and when it was typed.

    With `told`, its owner has been told that it waits, and has left since without taking it up.
    """

    at: datetime
    place: str
    title: str
    fields: dict[str, DraftField]
    told: bool = False


def digest(*texts: str) -> str:
    """Return what stands for `texts` where they themselves are of no use."""
    packed = msgspec.json.encode([text.encode("utf-8", "surrogatepass") for text in texts])
    return hashlib.sha256(packed).hexdigest()[:_NAME_LENGTH]


class DraftFolder:
    """The drafts of one person at one desk: ``DraftFolder(state, uid, actor)``.

    Several people may share an account, as over SSH, and with it the folder `state`.
    """

    def __init__(self, state: Path, uid: str, actor: str) -> None:
        self._of_all = state / "drafts"
        self.path = self._of_all / digest(uid, actor)

    def _file(self, key: str) -> Path:
        return self.path / f"{key}.json"

    def read(self, key: str) -> Draft | None:
        """Return a draft; None where there is none, or where its file is broken."""
        return _read(self._file(key))

    def write(self, key: str, draft: Draft) -> None:
        """Keep a draft, in a file and folders that only the user can read.

        Raises:
            OSError: it cannot be written.
            ValueError: it is too large, or has text that no file can hold.
        """
        packed = msgspec.json.encode(draft)
        if len(packed) > MOST_BYTES:
            raise ValueError(len(packed))
        self._of_all.parent.mkdir(parents=True, exist_ok=True)
        for folder in (self._of_all, self.path):
            folder.mkdir(mode=0o700, exist_ok=True)
        write_bytes_atomically(self._file(key), packed, private=True)

    def drop(self, key: str) -> None:
        """Forget a draft.

        Raises:
            OSError: its file cannot be removed.
        """
        self._file(key).unlink(missing_ok=True)

    def waiting(self, now: datetime) -> Mapping[str, Draft]:
        """Return every draft by its key, the newest first; those that are too old or too many go for good."""
        found: dict[str, Draft] = {}
        with suppress(OSError):
            for file in self.path.glob("*.json"):
                draft = _read(file)
                if draft is not None:
                    found[file.stem] = draft
        newest = sorted(found.items(), key=lambda each: each[1].at, reverse=True)
        kept = {key: draft for key, draft in newest[:MOST_DRAFTS] if now - draft.at <= OLDEST}
        for key in found.keys() - kept.keys():
            with suppress(OSError):
                self.drop(key)
        return kept


def _read(file: Path) -> Draft | None:
    try:
        with file.open("rb") as stream:
            draft = msgspec.json.decode(stream.read(MOST_BYTES + 1), type=Draft)
    except (OSError, ValueError, RecursionError):
        return None
    return draft if draft.at.tzinfo is not None else None
