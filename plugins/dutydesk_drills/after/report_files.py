"""The files kept with a drill and with its weak points, as parts of its report."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from dutydesk.api import Desk
from dutydesk.api.attachments import attached, file_of, is_gone
from dutydesk.documents import Block, Bullets, Heading, Picture
from dutydesk.domain import Attachment, Task
from dutydesk.wording import _
from dutydesk_drills.drill_plan import drill_subject

_PICTURE_ENDINGS = (".png", ".jpg", ".jpeg")
_WIDTH = 110.0


def files_of(desk: Desk, key: str, findings: Iterable[Task]) -> tuple[Attachment, ...]:
    """Return what is attached to the drill with this key, then what is attached to its weak points."""
    subjects = (drill_subject(key), *(f"task:{task.id}" for task in findings))
    return tuple(each for subject in subjects for each in attached(desk, subject))


def file_blocks(desk: Desk, files: Iterable[Attachment]) -> Iterator[Block]:
    """Yield the pictures among `files`, then the titles of other files and of links."""
    known = tuple(files)
    if not known:
        return
    yield Heading(_("Pictures and files"))
    others: list[str] = []
    for each in known:
        path = _picture(desk, each)
        if path is not None:
            yield Picture(path, each.title, _WIDTH)
        else:
            others.append(f"{each.title} ({each.target})" if each.is_link else each.title)
    if others:
        yield Bullets(tuple(others))


def _picture(desk: Desk, attachment: Attachment) -> Path | None:
    if attachment.is_link or not attachment.target.casefold().endswith(_PICTURE_ENDINGS):
        return None
    return None if is_gone(desk, attachment) else file_of(desk, attachment)
