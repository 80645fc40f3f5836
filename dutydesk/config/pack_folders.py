"""Where the packs of a desk are: TOML files of one shape, a folder for each kind."""

from pathlib import Path

PACKS_FOLDER = "packs"
"""The folder of packs, inside that of the settings."""


def pack_folders(folder: Path) -> tuple[Path, ...]:
    """Return the folders in which the desk in `folder` has packs of its own, one for each kind."""
    try:
        found = sorted((folder / "config" / PACKS_FOLDER).iterdir())
    except OSError:
        return ()
    return tuple(path for path in found if path.is_dir())
