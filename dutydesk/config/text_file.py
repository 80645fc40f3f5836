"""Text files that people write: reading one, and putting another text in its place when nobody else has."""

from pathlib import Path

from dutydesk.api import DataProblem, StaleChange
from dutydesk.config.reading import MOST_BYTES
from dutydesk.config.writing import write_bytes_atomically
from dutydesk.wording import _


def shown_path(path: Path) -> str:
    """Return `path` as messages call it, with the user's own folder as ``~``."""
    try:
        return f"~/{path.relative_to(Path.home())}"
    except (ValueError, RuntimeError):
        return str(path)


def read_text(path: Path) -> str | None:
    """Return the text of the file, with its line ends as they are, or None where there is none.

    Raises:
        DataProblem: it cannot be read, is no text in UTF-8, or is larger than 1 MiB.
    """
    try:
        if not path.exists():
            return None
        if not path.is_file():
            raise DataProblem(_("{file}: this is not an ordinary file").format(file=shown_path(path)))
        with path.open("rb") as stream:
            raw = stream.read(MOST_BYTES + 1)
        if len(raw) > MOST_BYTES:
            raise DataProblem(
                _("{file}: the file is larger than 1 MiB, the most that is read").format(
                    file=shown_path(path)
                )
            )
        return raw.decode()
    except OSError as error:
        raise DataProblem(
            _("{file}: the file cannot be read: {reason}").format(
                file=shown_path(path), reason=error.strerror or error
            )
        ) from error
    except UnicodeDecodeError as error:
        raise DataProblem(
            _("{file}: the text is not saved as UTF-8; please save it as UTF-8").format(file=shown_path(path))
        ) from error


def save_text(path: Path, text: str, before: str | None) -> None:
    """Put exactly `text` in the place of the file, which must still hold `before`; None means there is none.

    Raises:
        StaleChange: the file holds something else by now.
        DataProblem: it cannot be read or written; the old one is then still there.
    """
    if read_text(path) != before:
        raise StaleChange(
            _("{file} was changed by someone else meanwhile; what you typed is not saved.").format(
                file=path.name
            )
        )
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_bytes_atomically(path, text.encode())
    except OSError as error:
        raise DataProblem(
            _("{file} cannot be written: {reason}").format(
                file=shown_path(path), reason=error.strerror or error
            )
        ) from error
