"""What drawing a document or a sheet in any format gives."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Drawing:
    """The bytes of a file, their pages where the format has any, and characters that no font has."""

    content: bytes
    pages: int | None = None
    missing_glyphs: tuple[str, ...] = ()
