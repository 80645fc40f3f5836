"""Compile the catalogues of `dutydesk/locale`, or check that they are compiled and sound.

Run as ``python tools/catalogue.py`` after a ``.po`` file was edited, and with ``--check`` before a commit.
"""

import io
import re
import sys
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALE = Path(__file__).parents[1] / "dutydesk/locale"
_FIELD = re.compile(r"\{(\w+)")


def read(file: Path) -> Catalog:
    """Return the catalogue in a ``.po`` file."""
    with file.open("rb") as stream:
        return read_po(stream, locale=file.parts[-3], abort_invalid=True)


def compiled(catalogue: Catalog) -> bytes:
    """Return a catalogue as gettext reads it."""
    stream = io.BytesIO()
    write_mo(stream, catalogue)
    return stream.getvalue()


def faults(message: Message) -> list[str]:
    """Return what is wrong with a translation: nothing there, or other fields than in the original."""
    originals = message.id if isinstance(message.id, tuple | list) else (message.id,)
    texts = message.string if isinstance(message.string, tuple | list) else (message.string,)
    wanted = set(_FIELD.findall(originals[-1]))
    found = [f"{originals[0]!r} is not translated"] if not all(texts) else []
    found += [
        f"{originals[0]!r} and {text!r} have different fields"
        for text in texts
        if text and set(_FIELD.findall(text)) != wanted
    ]
    return found


def main() -> int:
    """Compile or check every catalogue."""
    wrong: list[str] = []
    for file in sorted(LOCALE.glob("*/LC_MESSAGES/*.po")):
        catalogue, target = read(file), file.with_suffix(".mo")
        wrong += [f"{file.name}: {fault}" for each in catalogue if each.id for fault in faults(each)]
        content = compiled(catalogue)
        if "--check" not in sys.argv[1:]:
            target.write_bytes(content)
        elif not target.is_file() or target.read_bytes() != content:
            wrong.append(f"{target} is not that of {file.name}: run `make catalogue`")
    for line in wrong:
        print(line)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
