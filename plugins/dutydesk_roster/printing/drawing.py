"""What drawing a sheet in any format gives."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Drawing:
    """A sheet drawn: the bytes, their pages where the format has any, and characters that no font has."""

    content: bytes
    pages: int | None = None
    missing_glyphs: tuple[str, ...] = ()
