"""Consent to run the plugins in a desk's folder: a pin of every file's content.

Like direnv's: nothing runs before it is allowed, and a file that changes is blocked until it is allowed
again. This is consent, not a sandbox.
"""

import hashlib
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import platformdirs
import tomli_w

from dutydesk.config.writing import write_bytes_atomically
from dutydesk.whole_files import is_unfinished

_SKIPPED = {"__pycache__", ".git", ".pytest_cache", ".mypy_cache"}
_MOST_BYTES = 5 * 1024 * 1024
_DENIED = "denied"


@dataclass(frozen=True, slots=True)
class PluginFiles:
    """The bytes of a local plugin, read once: what is hashed is what is run."""

    root: Path
    files: Mapping[str, bytes]

    @property
    def digest(self) -> str:
        """The SHA-256 over path and content of every file."""
        total = hashlib.sha256()
        for name, content in sorted(self.files.items()):
            for part in (os.fsencode(name), content):
                total.update(len(part).to_bytes(8))
                total.update(part)
        return total.hexdigest()


def read_plugin_files(path: Path) -> PluginFiles:
    """Read a local plugin: a single file, or a folder with all that is in it.

    Raises:
        OSError: a file cannot be read.
        ValueError: the plugin holds a link that leads out of its folder, or is larger than 5 MiB.
    """
    if path.is_file():
        if path.stat().st_size > _MOST_BYTES:
            raise ValueError("the plugin is larger than 5 MiB")
        return PluginFiles(path, {path.name: path.read_bytes()})
    files: dict[str, bytes] = {}
    size = 0
    for each in sorted(path.rglob("*")):
        inside = each.relative_to(path)
        if _SKIPPED & set(inside.parts) or is_unfinished(each.name) or not each.is_file():
            continue
        if not each.resolve().is_relative_to(path.resolve()):
            raise ValueError(f"{inside} leads out of the plugin's folder")
        files[inside.as_posix()] = each.read_bytes()
        size += len(files[inside.as_posix()])
        if size > _MOST_BYTES:
            raise ValueError("the plugin is larger than 5 MiB")
    return PluginFiles(path, files)


class TrustPins:
    """The pins of one user, kept in their own settings folder and never in a desk.

    A pin is the content that was allowed, or says that the plugin is denied: a TOML plugin is data, and used
    unless it is.
    """

    def __init__(self, file: Path | None = None) -> None:
        self._file = file or platformdirs.user_config_path("dutydesk") / "trusted-plugins.toml"

    def allows(self, path: Path, digest: str) -> bool:
        """Tell whether the plugin at `path` was allowed with just this content."""
        return self._read().get(str(path.resolve())) == digest

    def knows(self, path: Path) -> bool:
        """Tell whether the plugin at `path` was ever allowed."""
        return self._read().get(str(path.resolve()), _DENIED) != _DENIED

    def denies(self, path: Path) -> bool:
        """Tell whether the plugin at `path` was denied."""
        return self._read().get(str(path.resolve())) == _DENIED

    def allow(self, path: Path, digest: str) -> None:
        """Pin the plugin's content."""
        self._write({**self._read(), str(path.resolve()): digest})

    def deny(self, path: Path) -> None:
        """Forget what was allowed of the plugin, and remember that it is denied."""
        self._write({**self._read(), str(path.resolve()): _DENIED})

    def forget(self, path: Path) -> None:
        """Forget the plugin's pin, be it allowed or denied."""
        self._write({at: pin for at, pin in self._read().items() if at != str(path.resolve())})

    def _read(self) -> dict[str, str]:
        try:
            document = tomllib.loads(self._file.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
            return {}
        pins = document.get("plugin", {})
        return {str(at): str(pin) for at, pin in pins.items()} if isinstance(pins, dict) else {}

    def _write(self, pins: dict[str, str]) -> None:
        self._file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_bytes_atomically(self._file, tomli_w.dumps({"plugin": pins}).encode(), private=True)
