"""How the settings files of a desk stand on the disk, and what a text would do to them."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec.structs import replace

from dutydesk.api import DataProblem, Settings, SettingsFile, SettingsFileState
from dutydesk.config.desk_settings import DeskSettings
from dutydesk.config.reading import settings_faults
from dutydesk.config.text_file import save_text
from dutydesk.domain import clean_line
from dutydesk.wording import _


def settings_states(folder: Path, files: Sequence[SettingsFile]) -> tuple[SettingsFileState, ...]:
    """Return each of `files` as it stands in `folder`, in their order."""
    faults = settings_faults(folder, files)
    return tuple(
        SettingsFileState(
            file.name, folder / file.name, (folder / file.name).exists(), faults.get(file.name, "")
        )
        for file in files
    )


def fault_with(folder: Path, files: Sequence[SettingsFile], name: str, text: str) -> str:
    """Return what would be wrong if the file `name` held `text`: there first, then in one it no longer fits.

    A file that is wrong on the disk already does not count, or two broken files could never be mended.

    Raises:
        LookupError: none of `files` has this name.
    """
    if all(file.name != name for file in files):
        raise LookupError(f"the desk reads no settings file {name}")
    after = settings_faults(folder, files, {name: text})
    if after[name]:
        return after[name]
    if not any(after.values()):
        return ""
    before = settings_faults(folder, files)
    return next((fault for other, fault in after.items() if fault and not before.get(other)), "")


def kept_identity(
    before: Mapping[type[Settings], Settings], after: Mapping[type[Settings], Settings]
) -> dict[type[Settings], Settings]:
    """Return the settings `after`, with the database and the `uid` that the open desk began with."""
    old, new = before.get(DeskSettings), after.get(DeskSettings)
    if not (isinstance(old, DeskSettings) and isinstance(new, DeskSettings)):
        return dict(after)
    desk = replace(new.desk, uid=old.desk.uid)
    return {**after, DeskSettings: replace(new, desk=desk, database=old.database)}


def save_desk_file(folder: Path, name: str, text: str, before: str | None) -> None:
    """Put `text` in the place of the file `name` of a desk's folder, which must still hold `before`.

    Raises:
        StaleChange: the file holds something else by now.
        DataProblem: it cannot be written, or its name leads out of the folder.
    """
    path = folder / name
    if not Path(os.path.normpath(path)).is_relative_to(folder) or path == folder:
        raise DataProblem(_("{name} leads out of the desk").format(name=clean_line(name)))
    save_text(path, text, before)
