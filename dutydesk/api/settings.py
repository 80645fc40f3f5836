"""The shape of a TOML file under the desk's ``config/`` folder."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, TypeVar

import msgspec

KeyPath = tuple[str | int, ...]
"""Where a value stands in a TOML file: ``("post", 2, "code")`` is ``code`` of the third ``[[post]]``."""


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The base of every table in a settings file; a key that the class does not name is an error.

    A subclass is written ``class Mine(Settings, frozen=True, kw_only=True)``: msgspec does not hand these on.
    """


S = TypeVar("S", bound=Settings)


@dataclass(frozen=True, slots=True)
class SettingsFault:
    """What is wrong at one place of a settings file, and what was expected there."""

    path: KeyPath
    problem: str


class SettingsReader(Protocol):
    """Gives the settings that another file holds, once every file has been read."""

    def __call__(self, of: type[S], /) -> S:
        """Return the settings of type `of`."""
        ...


@dataclass(frozen=True, slots=True)
class SettingsFile:
    """A settings file: its name under ``config/``, the type of its content, and a check across files.

    A file that is absent is read as an empty one, so a type whose keys all have defaults is optional.
    `check` is called after every file has been read on its own; it yields what is wrong in this one.
    """

    name: str
    type: type[Settings]
    check: Callable[[Any, SettingsReader], Iterable[SettingsFault]] | None = None


@dataclass(frozen=True, slots=True)
class TomlPlugin:
    """A sort of plugin that is one TOML file in the desk's ``plugins/`` folder, and runs no code.

    Such a file says at its top ``plugin = "SORT"``. `type` is that of the whole file, and has a field
    ``plugin: str``. `check` yields what is wrong in a file that was read; its reader gives the content of
    the settings files.
    """

    sort: str
    type: type[Settings]
    check: Callable[[Any, SettingsReader], Iterable[SettingsFault]] | None = None


@dataclass(frozen=True, slots=True)
class SettingsFileState:
    """How a settings file stands on the disk: its name such as ``config/posts.toml``, and its fault, if any.

    `fault` is one line that names file, line, key and what was expected.
    """

    name: str
    path: Path
    exists: bool
    fault: str = ""
