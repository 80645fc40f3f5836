"""Making a new desk folder."""

import secrets
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dutydesk.api import DataProblem
from dutydesk.config.shipped import default_desk
from dutydesk.config.writing import write_toml
from dutydesk.host.desk_place import DESK_FILE
from dutydesk.wording import _


def found_desk(
    folder: Path,
    *,
    name: str,
    zone: str,
    overlay: Path | None = None,
    database: Mapping[str, str] | None = None,
) -> None:
    """Make a desk in `folder`: its own ``desk.toml``, the default settings, and an empty ``plugins/``.

    `overlay` is a folder whose TOML files take the place of the default ones. `database` is the table of that
    name in ``desk.toml``; without it the records are in a file of the desk's folder.

    Raises:
        DataProblem: there is a desk already, or the folder cannot be made or is not empty.
    """
    if (folder / DESK_FILE).exists():
        raise DataProblem(_("{folder}: there is a desk here already").format(folder=folder))
    try:
        if folder.exists() and any(folder.iterdir()):
            raise DataProblem(
                _("{folder} is not empty; a desk wants a new folder or an empty one").format(folder=folder)
            )
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o700)
        (folder / "config").mkdir()
        (folder / "plugins").mkdir()
        sources = {file.name: file for file in sorted(default_desk().glob("*.toml"))}
        if overlay is not None:
            sources |= {file.name: file for file in sorted(overlay.glob("*.toml"))}
        for source in sources.values():
            shutil.copyfile(source, folder / "config" / source.name)
        write_toml(folder / DESK_FILE, _desk_document(name, zone, database))
        # Someone may write a database's password into it.
        (folder / DESK_FILE).chmod(0o600)
    except OSError as error:
        raise DataProblem(
            _("{folder}: no desk can be made here: {reason}").format(folder=folder, reason=error.strerror)
        ) from error


def _desk_document(name: str, zone: str, database: Mapping[str, str] | None) -> Mapping[str, Any]:
    desk = {"name": name, "zone": zone, "uid": f"{secrets.token_hex(6)}.dutydesk"}
    return {"desk": desk, "database": dict(database)} if database else {"desk": desk}
