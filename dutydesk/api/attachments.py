"""Keeping files and links about something in the desk: copied into its ``files`` folder, named in records."""

import re
import shutil
import unicodedata
from collections.abc import Sequence
from pathlib import Path

from dutydesk.api.desk import Desk
from dutydesk.api.path_typed import path_typed
from dutydesk.api.problem import DataProblem
from dutydesk.domain import Attachment, clean_line, new_id
from dutydesk.domain.attachment import LINK_SCHEMES
from dutydesk.whole_files import is_unfinished, sweep, whole_file
from dutydesk.wording import _

FILES_FOLDER = "files"
MOST_BYTES = 50 * 1024 * 1024
_UNSAFE = re.compile(r"[^\w.-]+")
_LONGEST_NAME = 80


def attached(desk: Desk, about: str) -> Sequence[Attachment]:
    """Return what is attached to `about`, in the order of its titles."""
    return sorted(desk.table(Attachment).where(about=about), key=lambda each: (each.title, each.id))


def attach(desk: Desk, about: str, source: str, title: str = "") -> Attachment:
    """Keep a link, or a copy of the file at the path `source`, about something, as one change.

    A file is copied to ``files/`` in the desk's folder, under a name of its own.

    Raises:
        DataProblem: there is no such file, it lies where nothing may be read from here, it is larger than
            `MOST_BYTES`, or it cannot be copied.
    """
    source = source.strip()
    if source.startswith(LINK_SCHEMES):
        return _keep(
            desk,
            Attachment(
                id=new_id(),
                about=about,
                title=clean_line(title or source, 200),
                target=clean_line(source, 1000),
            ),
        )
    path = path_typed(desk, source)
    identity = new_id()
    target = f"{identity[:8]}-{_safe_name(path.name)}"
    try:
        if path.stat().st_size > MOST_BYTES:
            raise DataProblem(
                _("{file} is larger than {most} MB; keep a link to it instead").format(
                    file=path, most=MOST_BYTES // 1024**2
                )
            )
        folder = desk.folder / FILES_FOLDER
        folder.mkdir(mode=0o700, exist_ok=True)
        sweep(folder)
        with path.open("rb") as original, whole_file(folder / target) as copy:
            shutil.copyfileobj(original, copy)
    except OSError as error:
        raise DataProblem(
            _("{file} cannot be kept: {reason}; expected a file, or a link that begins with https://").format(
                file=path, reason=(error.strerror or str(error)).lower()
            )
        ) from error
    try:
        return _keep(
            desk,
            Attachment(id=identity, about=about, title=clean_line(title or path.name, 200), target=target),
        )
    except BaseException:
        (folder / target).unlink(missing_ok=True)
        raise


def detach(desk: Desk, attachment: Attachment) -> None:
    """Take an attachment away, as one change; its file stays in ``files/``, so that it can be undone."""
    with desk.change(_("No longer attached: {title}").format(title=attachment.title)) as change:
        change.remove(attachment)


def file_of(desk: Desk, attachment: Attachment) -> Path:
    """Return where an attached file is, or should be.

    Raises:
        ValueError: it is a link, or its path leads out of the folder of files.
    """
    folder = (desk.folder / FILES_FOLDER).resolve()
    path = (folder / attachment.target).resolve()
    if attachment.is_link or not path.is_relative_to(folder):
        raise ValueError(attachment.target)
    return path


def is_gone(desk: Desk, attachment: Attachment) -> bool:
    """Tell whether an attached file is no longer there; of a link nobody can say."""
    if attachment.is_link:
        return False
    try:
        return not file_of(desk, attachment).is_file()
    except ValueError:
        return True


def kept_files(folder: Path) -> Sequence[Path]:
    """Return the files kept in the desk's folder `folder`, for a backup; links out of it are left out."""
    root = folder / FILES_FOLDER
    if not root.is_dir():
        return ()
    return sorted(
        path
        for path in root.rglob("*")
        if path.is_file() and not path.is_symlink() and not is_unfinished(path.name)
    )


def _keep(desk: Desk, attachment: Attachment) -> Attachment:
    with desk.change(_("Attached: {title}").format(title=attachment.title)) as change:
        return change.add(attachment)


def _safe_name(name: str) -> str:
    plain = _UNSAFE.sub("-", unicodedata.normalize("NFC", name)).strip("-.") or "file"
    stem, dot, ending = plain.rpartition(".")
    return plain if len(plain) <= _LONGEST_NAME else f"{stem[: _LONGEST_NAME - 10]}{dot}{ending[:9]}"
