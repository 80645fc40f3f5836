"""Whether a desk is in a folder, and what to say where none can be found or opened."""

from pathlib import Path

from dutydesk.api import DamagedDesk, DataProblem
from dutydesk.host.database_mark import DATABASE_FILE, MARK_FILE
from dutydesk.wording import _

DESK_FILE = "desk.toml"
_SIGNS = (DATABASE_FILE, MARK_FILE, "config")


def has_desk(folder: Path) -> bool:
    """Tell whether something by the name of a desk's file is in `folder`, be it sound or not."""
    path = folder / DESK_FILE
    try:
        return path.exists() or path.is_symlink()
    except (OSError, RuntimeError):
        return False


def desk_folder(folder: Path) -> Path:
    """Return the whole path of the folder in which there is a desk.

    Raises:
        DataProblem: there is none, or it cannot be looked into.
        DamagedDesk: there was one.
    """
    try:
        folder = folder.resolve()
        present = (folder / DESK_FILE).exists() or (folder / DESK_FILE).is_symlink()
        signs = [name for name in _SIGNS if (folder / name).exists()] if not present else []
    except (OSError, RuntimeError) as error:
        reason = error.strerror if isinstance(error, OSError) else _("a link that leads round in circles")
        raise DataProblem(
            _("{folder}: the desk cannot be opened: {reason}").format(folder=folder, reason=reason)
        ) from error
    if present:
        return folder
    if signs:
        raise DamagedDesk(
            _(
                "{folder}: desk.toml is gone, though {sign} is still there; "
                "put it back from a backup, which holds it too"
            ).format(folder=folder, sign=signs[0])
        )
    raise DataProblem(
        _("{folder}: there is no desk here; `dutydesk init {folder}` makes one").format(folder=folder)
    )
