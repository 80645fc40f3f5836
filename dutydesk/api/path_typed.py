"""Finding the file whose path somebody types at a desk, and where such paths may lead."""

from pathlib import Path

from dutydesk.api.desk import Desk
from dutydesk.api.problem import DataProblem
from dutydesk.domain.text import clean_line
from dutydesk.wording import _

OUT_FOLDER = "out"
"""The folder of a desk in which its members write and find files when they come in over SSH."""


def path_typed(desk: Desk, typed: str) -> Path:
    """Return the file that is meant by a path: in the current folder unless it says otherwise.

    Where the desk is confined, it is in that folder and nowhere else, whatever links lead out of it; the
    folder is made when a path is first asked for.

    Raises:
        DataProblem: it leads out of the folder, or is no path.
    """
    inside = desk.confined_to
    if inside is not None:
        _make(inside)
    try:
        if inside is None:
            return Path.cwd() / Path(typed).expanduser()
        path = inside / typed
        if path.resolve().is_relative_to(inside.resolve()):
            return path
    except (ValueError, RuntimeError, OSError) as error:
        raise DataProblem(
            _("{path}: this is no path of a file here").format(path=clean_line(typed, 100))
        ) from error
    raise DataProblem(
        _("over SSH files are kept in {folder} alone: type a name such as {name}").format(
            folder=inside, name=clean_line(Path(typed).name, 60) or "roster.pdf"
        )
    )


def _make(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise DataProblem(
            _("{path} cannot be made: {reason}").format(path=folder, reason=error.strerror or error)
        ) from error
