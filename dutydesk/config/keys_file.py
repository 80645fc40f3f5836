"""Reading ``keys.toml``: which keys a person wants for which action."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from dutydesk.api import DataProblem, KeyPath
from dutydesk.config.locating import locate
from dutydesk.config.syntax import refuse_long_keys, syntax_in_words
from dutydesk.config.text_file import read_text
from dutydesk.domain import clean_line
from dutydesk.wording import _


@dataclass(frozen=True)
class KeysFile:
    """What one ``keys.toml`` says: for each action's id its keys, as they were typed.

    `shown` is how messages call the file.
    """

    shown: str
    text: str
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def _paths(self) -> dict[str, KeyPath]:
        return {".".join(path): path for path, _value in _entries(tomllib.loads(self.text), ())}

    def problem(self, action: str, what: str) -> str:
        """Return the line that says `what` is wrong with the keys of `action`, and where."""
        line = locate(self.text, self._paths.get(action, ()))
        return _("{file}, line {line}, {key}: {problem}").format(
            file=self.shown, line=line, key=clean_line(action, 60), problem=what
        )


def read_keys_file(path: Path, shown: str) -> KeysFile | None:
    """Return what the file says, or None where there is none.

    Raises:
        DataProblem: it cannot be read, or is not as a keys file must be.
    """
    text = read_text(path)
    return None if text is None else read_keys_text(text, shown)


def read_keys_text(text: str, shown: str) -> KeysFile:
    """Return what `text` says: lines such as ``"people.add" = "n,f2"``, in a table or not.

    Raises:
        DataProblem: it is no TOML, or a value is neither text nor a list of texts.
    """
    text = text.removeprefix("\ufeff")
    try:
        refuse_long_keys(text)
        document = tomllib.loads(text)
        entries = list(_entries(document, ()))
    except RecursionError as error:
        raise DataProblem(_("{file}: lists or tables are nested too deeply").format(file=shown)) from error
    except ValueError as error:
        raise DataProblem(f"{shown}, {syntax_in_words(error, text)}") from error
    file = KeysFile(shown, text)
    keys: dict[str, tuple[str, ...]] = {}
    for path, value in entries:
        action = ".".join(path)
        if action in keys:
            raise DataProblem(file.problem(action, _("this action stands in the file twice")))
        typed = value.split(",") if isinstance(value, str) else value
        if not isinstance(typed, list) or not all(isinstance(key, str) for key in typed):
            raise DataProblem(
                file.problem(action, _('expected keys such as "n" or "g,f2", found {value}').format(
                    value=clean_line(str(value), 40)
                ))
            )  # fmt: skip
        keys[action] = tuple(key if key.isspace() and len(key) == 1 else key.strip() for key in typed)
    return KeysFile(shown, text, keys)


def _entries(table: Mapping[str, object], base: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], object]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _entries(value, (*base, key))
        else:
            yield (*base, key), value
