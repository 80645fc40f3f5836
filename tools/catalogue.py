"""Keep the catalogues of `dutydesk/locale` in step with the texts of the code.

Run as ``python tools/catalogue.py --update`` after texts of the code were written or changed: each ``.po``
then has every message, and those without a translation are to be filled in by hand. Run it without a word to
compile them, and with ``--check`` before a commit to hear what is left out. Folders named after it, such as
``--check dutydesk plugins/dutydesk_roster``, limit it to the messages that stand there.
"""

import io
import re
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1]
LOCALE = ROOT / "dutydesk/locale"
BORROWED = "tools/borrowed_words.py"
"""Texts of libraries, which stand in no file of the program."""

FOLDERS = ("dutydesk", "plugins", BORROWED)

_ANY_DAY = datetime(2026, 1, 1, tzinfo=UTC)
_KEYWORDS = {"_": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}
_METHODS = {".py": "python", ".html": "jinja2.ext:babel_extract"}
JOINING = frozenset({"joining", "phrases"})
"""The contexts of messages that stand between others."""

_FIELD = re.compile(r"\{(\w+)")
_WIDTH = 110

Key = tuple[str | None, str]
"""A message's context and its text; of a counted one, its singular."""


def key_of(message: Message) -> Key:
    """Return by what a message is known."""
    return message.context, message.id[0] if isinstance(message.id, tuple | list) else message.id


def texts_in(file: Path) -> Iterator[tuple[str | tuple[str, ...], str | None]]:
    """Yield each message of a file of the code, with its context."""
    with file.open("rb") as stream:
        for _line, message, _comments, context in extract(
            _METHODS[file.suffix], stream, _KEYWORDS, options={"encoding": "utf-8"}
        ):
            yield message, context


def files_in(place: Path) -> Iterable[Path]:
    """Return the files in a folder that may hold texts, or the file itself."""
    return [place] if place.is_file() else [file for file in place.rglob("*") if file.suffix in _METHODS]


def asked_for(folders: Iterable[str | Path] = FOLDERS) -> Catalog:
    """Return every message that the code in `folders` can give, with the files in which it stands."""
    asked = Catalog()
    for file in sorted(file for place in folders for file in files_in(ROOT / place)):
        place = file.relative_to(ROOT).as_posix()
        for message, context in texts_in(file):
            asked.add(message, locations=[(place, 0)], context=context)
    return asked


def read(file: Path) -> Catalog:
    """Return the catalogue in a ``.po`` file."""
    with file.open("rb") as stream:
        return read_po(stream, locale=file.parts[-3], abort_invalid=True)


def compiled(catalogue: Catalog) -> bytes:
    """Return a catalogue as gettext reads it, the same for the same texts on any day."""
    catalogue.creation_date = catalogue.revision_date = _ANY_DAY
    stream = io.BytesIO()
    write_mo(stream, catalogue)
    return stream.getvalue()


def updated(catalogue: Catalog, asked: Catalog) -> Catalog:
    """Return `catalogue` with every message that is asked for, and no other."""
    new = Catalog(catalogue.locale, header_comment=catalogue.header_comment)
    known = {key_of(each): each for each in catalogue if each.id}
    for message in asked:
        if message.id:
            before = known.get(key_of(message))
            new.add(
                message.id,
                before.string if before is not None and before.pluralizable == message.pluralizable else None,
                locations=message.locations,
                context=message.context,
            )
    return new


def write(file: Path, catalogue: Catalog) -> None:
    """Write a ``.po`` file: in the order of the code's files, and without what changes with every edit."""
    body = io.BytesIO()
    write_po(
        body,
        catalogue,
        width=_WIDTH,
        omit_header=True,
        sort_by_file=True,
        ignore_obsolete=True,
        include_lineno=False,
    )
    header = [
        catalogue.header_comment,
        'msgid ""',
        'msgstr ""',
        '"Project-Id-Version: DutyDesk\\n"',
        f'"Language: {catalogue.locale_identifier}\\n"',
        '"MIME-Version: 1.0\\n"',
        '"Content-Type: text/plain; charset=UTF-8\\n"',
        '"Content-Transfer-Encoding: 8bit\\n"',
        f'"Plural-Forms: {catalogue.plural_forms}\\n"',
        "",
        "",
    ]
    file.write_bytes("\n".join(header).encode() + body.getvalue().rstrip(b"\n") + b"\n")


def shown(message: Message) -> str:
    """Return a message as a complaint names it."""
    context, text = key_of(message)
    return f"{text!r}" + (f" ({context})" if context else "")


def edges(text: str) -> tuple[int, int]:
    """Return how many spaces stand at the beginning and at the end of a text."""
    return len(text) - len(text.lstrip(" ")), len(text) - len(text.rstrip(" "))


def faults(message: Message) -> list[str]:
    """Return what is wrong with a translation: nothing there, or other fields, line breaks or edges.

    What joins texts has the edges of its language.
    """
    originals = message.id if isinstance(message.id, tuple | list) else (message.id,)
    texts = message.string if isinstance(message.string, tuple | list) else (message.string,)
    wanted, lines = set(_FIELD.findall(originals[-1])), originals[-1].count("\n")
    found = [f"{shown(message)} is not translated"] if not all(texts) else []
    for text in filter(None, texts):
        if set(_FIELD.findall(text)) != wanted:
            found.append(f"{shown(message)} and {text!r} have different fields")
        if text.count("\n") != lines:
            found.append(f"{shown(message)} and {text!r} have different lines")
        if message.context not in JOINING and edges(text) != edges(originals[-1]):
            found.append(f"{shown(message)} and {text!r} have different spaces at their edges")
    return found


def missing(catalogue: Catalog, asked: Catalog) -> Iterator[str]:
    """Yield each message of the code that a catalogue has not."""
    known = {(key_of(each), each.pluralizable) for each in catalogue}
    for message in asked:
        if message.id and (key_of(message), message.pluralizable) not in known:
            places = ", ".join(place for place, _line in message.locations)
            yield f"{shown(message)} of {places} is left out: run `python tools/catalogue.py --update`"


def obsolete(catalogue: Catalog, asked: Catalog) -> Iterator[str]:
    """Yield each message of a catalogue that the code has no more."""
    wanted = {key_of(each) for each in asked}
    for message in catalogue:
        if message.id and key_of(message) not in wanted:
            yield f"{shown(message)} is asked for no more: run `python tools/catalogue.py --update`"


def complaints(folders: Iterable[str] = ()) -> list[str]:
    """Return what is wrong with the catalogues, looking at the messages in `folders` or at all."""
    within = tuple(folders)
    asked = asked_for(within or FOLDERS)
    wanted = {key_of(each) for each in asked}
    wrong: list[str] = []
    for file in sorted(LOCALE.glob("*/LC_MESSAGES/*.po")):
        catalogue, target = read(file), file.with_suffix(".mo")
        found = list(missing(catalogue, asked))
        if not within:
            found += obsolete(catalogue, asked)
        found += [
            fault
            for each in catalogue
            if each.id and (not within or key_of(each) in wanted)
            for fault in faults(each)
        ]
        wrong += [f"{file.parts[-3]}/{file.name}: {fault}" for fault in found]
        if not target.is_file() or target.read_bytes() != compiled(catalogue):
            wrong.append(f"{target.relative_to(ROOT)} is not that of {file.name}: run `make catalogue`")
    return wrong


def main(arguments: list[str]) -> int:
    """Bring up to date, compile or check every catalogue."""
    if arguments[:1] == ["--check"]:
        wrong = complaints(arguments[1:])
        for line in wrong:
            print(line)
        return 1 if wrong else 0
    for file in sorted(LOCALE.glob("*/LC_MESSAGES/*.po")):
        if arguments == ["--update"]:
            write(file, updated(read(file), asked_for()))
        file.with_suffix(".mo").write_bytes(compiled(read(file)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
