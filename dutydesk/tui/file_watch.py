"""The desk's own files, taken up by the running terminal when someone has edited them."""

import os
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from dutydesk.api import DataProblem, Desk
from dutydesk.config.pack_folders import pack_folders
from dutydesk.wording import _

_FOLDERS = ("", "config", "plugins")
_MOST_NAMED = 3

Stamps = Mapping[str, tuple[int, int, int]]


@dataclass(frozen=True, slots=True)
class TakenUp:
    """What became of files that had changed, in one line; with a `fault`, something stays as it was."""

    text: str
    fault: bool = False


class FileWatch:
    """Looks from time to time whether TOML files of a desk have changed; it only asks for their times.

    A file is reported when it has stood still between two looks, as an editor may be writing it.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._known = self._last = self._stamps()

    def changed(self) -> tuple[str, ...]:
        """Return the files that have changed, come or gone since they were last reported or settled."""
        with self._lock:
            before, self._last = self._last, self._stamps()
            if self._last == self._known or self._last != before:
                return ()
            names = {*self._known, *self._last}
            found = tuple(sorted(name for name in names if self._known.get(name) != self._last.get(name)))
            self._known = self._last
            return found

    def settle(self) -> None:
        """Take the files as they are now for known, as the terminal itself has just written and read them."""
        with self._lock:
            self._known = self._last = self._stamps()

    def _stamps(self) -> Stamps:
        return dict(self._each())

    def _each(self) -> Iterator[tuple[str, tuple[int, int, int]]]:
        packs = (path.relative_to(self._folder).as_posix() for path in pack_folders(self._folder))
        for name in (*_FOLDERS, *packs):
            try:
                with os.scandir(self._folder / name) as entries:
                    for entry in entries:
                        if entry.name.endswith(".toml") and not entry.name.startswith("."):
                            state = entry.stat()
                            shown = f"{name}/{entry.name}" if name else entry.name
                            yield shown, (state.st_mtime_ns, state.st_size, state.st_ino)
            except OSError:
                continue


def take_up(desk: Desk, changed: tuple[str, ...]) -> TakenUp:
    """Have the desk go by the files that have changed, and say what became of them."""
    try:
        desk.renew_settings()
    except DataProblem as problem:
        return TakenUp(str(problem), fault=True)
    faults = [each.fault for each in desk.plugins() if each.source in changed and each.state == "faulty"]
    if faults:
        return TakenUp(faults[0], fault=True)
    named = [
        name if (desk.folder / name).exists() else _("{file} (gone)").format(file=name) for name in changed
    ]
    shown = ", ".join(named[:_MOST_NAMED])
    if len(named) > _MOST_NAMED:
        shown = _("{files} and {count} more").format(files=shown, count=len(named) - _MOST_NAMED)
    return TakenUp(_("Took up {files}").format(files=shown))
