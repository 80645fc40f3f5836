"""The files of a desk that a backup and an export carry, beside its records."""

from collections.abc import Iterator
from pathlib import Path

from dutydesk.api.attachments import kept_files
from dutydesk.domain import clean_line
from dutydesk.host.trust import read_plugin_files
from dutydesk.wording import _


def settings_and_plugins(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the files of ``config`` and ``plugins`` with their content, by their names in the desk.

    Raises:
        OSError: one cannot be read.
        ValueError: one cannot be carried to every machine, or leads out of the desk.
    """
    for part in ("config", "plugins"):
        for name, content in sorted(read_plugin_files(folder / part).files.items()):
            yield _carried(f"{part}/{name}"), content


def attached_files(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield the files that people attached, by their names in the desk.

    Raises:
        ValueError: as for `settings_and_plugins`.
    """
    for path in kept_files(folder):
        yield _carried(path.relative_to(folder).as_posix()), path


def _carried(name: str) -> str:
    try:
        name.encode()
    except UnicodeEncodeError:
        raise ValueError(
            _("the name of {file} is not in UTF-8; give it another").format(file=clean_line(name))
        ) from None
    return name
