"""Packs: TOML files of one shape, those that come with the program and a desk's own."""

import os
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import cast

from dutydesk.api import DataProblem, Settings, SettingsFault
from dutydesk.api.settings import S
from dutydesk.config.pack_folders import PACKS_FOLDER
from dutydesk.config.reading import problem_at, read_settings_file
from dutydesk.config.shipped import default_desk
from dutydesk.wording import _

_FileState = tuple[int, ...]
"""By what a file that was written anew differs from what it was: its identity, times and size."""


def pack_files(folder: Path, kind: str, *, shipped: bool = False) -> dict[str, Path]:
    """Return the packs of a kind by name; those of the desk in `folder` take the place of the program's.

    With `shipped`, those of the program alone.
    """
    places = (default_desk() / PACKS_FOLDER / kind, folder / "config" / PACKS_FOLDER / kind)
    found = {name: path for place in places[: 1 if shipped else None] for name, path in _packs_in(place)}
    return dict(sorted(found.items()))


def _packs_in(place: Path) -> Iterator[tuple[str, Path]]:
    """Yield name and path of each pack in a folder; where there is none, it has none."""
    try:
        files = os.listdir(place)  # noqa: PTH208 - asked for each pack that is read, and `iterdir` takes much longer
    except OSError:
        return
    for file in files:
        name, ending = os.path.splitext(file)  # noqa: PTH122 - likewise
        if ending == ".toml":
            yield name, place / file


def read_pack(folder: Path, kind: str, name: str, of: type[S], *, shipped: bool = False) -> S:
    """Return what the pack `name` holds; with `shipped`, that of the program even where the desk has one.

    A file that has not changed since it was read is not read again.

    Raises:
        DataProblem: there is no such pack, or something is wrong with its file.
    """
    files = pack_files(folder, kind, shipped=shipped)
    if name not in files:
        raise DataProblem(
            _("there is no pack {name!r}; expected one of {known}").format(
                name=name, known=", ".join(files) or _("none")
            )
        )
    shown = f"config/{PACKS_FOLDER}/{kind}/{name}.toml"
    state = _state(files[name])
    if state is None:
        return read_settings_file(files[name], of, shown)
    return cast("S", _read(files[name], state, of, shown))


def pack_problem(folder: Path, kind: str, name: str, fault: SettingsFault) -> DataProblem:
    """Return what is wrong at a place of the pack `name`, with its file and line."""
    path = pack_files(folder, kind).get(name, folder / "config" / PACKS_FOLDER / kind / f"{name}.toml")
    return problem_at(path, f"config/{PACKS_FOLDER}/{kind}/{name}.toml", fault)


def _state(path: Path) -> _FileState | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return (found.st_dev, found.st_ino, found.st_mtime_ns, found.st_ctime_ns, found.st_size)


@lru_cache(maxsize=256)
def _read(path: Path, _state: _FileState, of: type[Settings], shown: str) -> Settings:
    return read_settings_file(path, of, shown)
