"""Pictures from files, and what stands in the place of one that cannot be shown."""

import struct
from dataclasses import dataclass

from dutydesk.api import DataProblem
from dutydesk.confined import read_capped
from dutydesk.documents.document import Picture
from dutydesk.wording import _
from dutydesk.xml_text import xml_text

_MOST_PIXELS = 100_000_000
_HEAD = 1024


@dataclass(frozen=True, slots=True)
class ReadPicture:
    """The content of a picture's file; its size in pixels is None for SVG and WebP, not for Word."""

    content: bytes
    size: tuple[int, int] | None


def read_picture(picture: Picture) -> ReadPicture | None:
    """Return the picture, or None where its file cannot be read, is none or far too large to be drawn."""
    try:
        content = read_capped(picture.path)
    except DataProblem:
        return None
    size = _pixels(content)
    if size is None:
        return ReadPicture(content, None) if _has_no_pixels_told(content) else None
    return ReadPicture(content, size) if 0 < size[0] * size[1] <= _MOST_PIXELS else None


def _has_no_pixels_told(content: bytes) -> bool:
    return (content[:4], content[8:12]) == (b"RIFF", b"WEBP") or b"<svg" in content[:_HEAD]


def _pixels(content: bytes) -> tuple[int, int] | None:
    """Return what the header says of PNG, JPEG, GIF, BMP or TIFF, None for everything else."""
    from docx.image.exceptions import (  # noqa: PLC0415 - few documents have pictures
        InvalidImageStreamError,
        UnexpectedEndOfFileError,
        UnrecognizedImageError,
    )
    from docx.image.image import Image  # noqa: PLC0415

    unreadable = (UnrecognizedImageError, InvalidImageStreamError, UnexpectedEndOfFileError, struct.error)
    try:
        image = Image.from_blob(content)
    except (*unreadable, ArithmeticError, LookupError, TypeError, ValueError):
        return None
    return (image.px_width, image.px_height)


def unseen(picture: Picture) -> str:
    """Return the line that stands in the place of a picture that cannot be shown."""
    name = " ".join(xml_text(picture.path.name).split())
    told = _("[The picture {file} cannot be shown.]").format(file=name)
    return f"{told} {picture.caption}".rstrip()
