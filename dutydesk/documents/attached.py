"""Files and links kept with something, as parts of a document."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from dutydesk.api import Desk
from dutydesk.api.attachments import file_of, is_gone
from dutydesk.documents.document import Block, Bullets, Heading, Picture
from dutydesk.domain import Attachment
from dutydesk.wording import _

_PICTURE_ENDINGS = (".png", ".jpg", ".jpeg")
_PICTURE_WIDTH = 110.0


def attachment_blocks(desk: Desk, files: Iterable[tuple[Attachment, str]]) -> Iterator[Block]:
    """Yield the pictures among `files`, each with its caption, then the captions of other files and links.

    Where there is anything at all, a heading comes first.
    """
    known = tuple(files)
    if not known:
        return
    yield Heading(_("Pictures and files"))
    others: list[str] = []
    for attachment, caption in known:
        path = _picture(desk, attachment)
        if path is not None:
            yield Picture(path, caption, _PICTURE_WIDTH)
        else:
            others.append(f"{caption} ({attachment.target})" if attachment.is_link else caption)
    if others:
        yield Bullets(tuple(others))


def _picture(desk: Desk, attachment: Attachment) -> Path | None:
    """Return the path of a picture that is there, or None for anything else."""
    if attachment.is_link or not attachment.target.casefold().endswith(_PICTURE_ENDINGS):
        return None
    return None if is_gone(desk, attachment) else file_of(desk, attachment)
