"""Packs: TOML files of one shape, those that come with the program and a desk's own."""

from pathlib import Path

from dutydesk.api import DataProblem
from dutydesk.api.settings import S
from dutydesk.config.reading import read_settings_file
from dutydesk.config.shipped import default_desk
from dutydesk.wording import _

PACKS_FOLDER = "packs"


def pack_files(folder: Path, kind: str) -> dict[str, Path]:
    """Return the packs of a kind by name; those of the desk in `folder` take the place of the program's."""
    places = (default_desk() / PACKS_FOLDER / kind, folder / "config" / PACKS_FOLDER / kind)
    found = {path.stem: path for place in places if place.is_dir() for path in place.glob("*.toml")}
    return dict(sorted(found.items()))


def read_pack(folder: Path, kind: str, name: str, of: type[S]) -> S:
    """Return what the pack `name` holds.

    Raises:
        DataProblem: there is no such pack, or something is wrong with its file.
    """
    files = pack_files(folder, kind)
    if name not in files:
        raise DataProblem(
            _("there is no pack {name!r}; expected one of {known}").format(
                name=name, known=", ".join(files) or _("none")
            )
        )
    return read_settings_file(files[name], of, f"config/{PACKS_FOLDER}/{kind}/{name}.toml")
