"""Which language the program speaks to whoever calls it.

It is chosen before anything with texts of its own is imported: the words of keys, columns and options are
looked up once, where they are written.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

from dutydesk.cli.call import Call
from dutydesk.config.own_folders import PREFERENCES, own_folders
from dutydesk.wording import LANGUAGES, speak

_MOST_BYTES = 1_000_000
_FOR_ALL = "serve"
"""The command that answers everyone, whoever started it."""

_OF_MANY_DESKS = "bureau"
_NEEDS_NONE = ("--version",)


def choose_language(arguments: Sequence[str]) -> None:
    """Speak as the caller chose, or else the desk; where neither says anything, as the environment does."""
    if tuple(arguments) == _NEEDS_NONE:
        return
    given = _given(arguments)
    command, actor = given.get("command"), given.get("--as")
    chosen = ""
    if command != _FOR_ALL:
        chosen = _named(own_folders(actor)[0] / PREFERENCES)
    if not chosen and command != _OF_MANY_DESKS:
        folder = given.get("--desk")
        chosen = _named(Call(Path(folder) if folder else None, actor).folder / "desk.toml", "desk")
    if chosen:
        speak(chosen)


def _given(arguments: Sequence[str]) -> Mapping[str, str]:
    """Return the desk, the actor and the command among `arguments`, as far as they are there."""
    given: dict[str, str] = {}
    rest = iter(arguments)
    for argument in rest:
        name, equals, value = argument.partition("=")
        if name in {"--desk", "--as"}:
            given[name] = value if equals else next(rest, "")
        elif not argument.startswith("-"):
            return {**given, "command": argument}
    return given


def _named(file: Path, table: str = "") -> str:
    """Return the language that a file names, in a table or at its top; of a faulty file others will tell."""
    try:
        if not file.is_file() or file.stat().st_size > _MOST_BYTES:
            return ""
        text = file.read_text(encoding="utf-8-sig")
        if "language" not in text:
            return ""
        import tomllib  # noqa: PLC0415 - few files name a language

        document: object = tomllib.loads(text)
    except (OSError, ValueError, RecursionError):
        return ""
    if table and isinstance(document, Mapping):
        document = document.get(table)
    found = document.get("language") if isinstance(document, Mapping) else None
    return found if isinstance(found, str) and found in LANGUAGES else ""
