"""The plugins of a desk's folder that are TOML files: read like settings, with a faulty one left out."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from dutydesk.api import DataProblem, PluginState, Settings, SettingsReader, TomlPlugin
from dutydesk.api.settings import S
from dutydesk.config.reading import read_toml_plugin
from dutydesk.domain import clean_line
from dutydesk.wording import _

PLUGINS_FOLDER = "plugins"
_SORT_LINE = re.compile(rb"""^\s*plugin\s*=\s*["']([^"'\n]*)["']""", re.MULTILINE)
_MOST_LOOKED_AT = 65_536


@dataclass(frozen=True, slots=True)
class TomlPlugins:
    """The TOML plugins of a desk as they were read: how each does, and what the sound ones hold."""

    states: tuple[PluginState, ...] = ()
    held: Mapping[str, Settings] = field(default_factory=dict)

    def of(self, wanted: type[S], /) -> dict[str, S]:
        """Return what the sound ones of a type hold, by the name of the file without its ending."""
        return {name: held for name, held in self.held.items() if type(held) is wanted}


def toml_plugin_paths(folder: Path) -> tuple[Path, ...]:
    """Return the TOML files in the ``plugins/`` folder of the desk in `folder`, by name."""
    try:
        found = sorted((folder / PLUGINS_FOLDER).iterdir())
    except OSError:
        return ()
    return tuple(path for path in found if path.suffix == ".toml" and not path.name.startswith((".", "_")))


def read_toml_plugins(
    folder: Path,
    sorts: Sequence[TomlPlugin],
    taken: Collection[str],
    reader: SettingsReader,
    denied: Callable[[Path], bool],
) -> TomlPlugins:
    """Read the TOML plugins of the desk in `folder`.

    `taken` are the names of its other plugins, which no file may have too; a file that is `denied` is not
    read. Whatever is wrong with one is said in its state, and the others are read.
    """
    states: list[PluginState] = []
    sound: dict[str, Settings] = {}
    for path in toml_plugin_paths(folder):
        name, source = path.stem, f"{PLUGINS_FOLDER}/{path.name}"
        state, fault = "on", ""
        if denied(path):
            state = "denied"
            fault = _("it is not used; to use it again: dutydesk plugins allow {name}").format(name=name)
        elif name in taken:
            state = "faulty"
            fault = _("{file}: another plugin has the name {name} already").format(file=source, name=name)
        else:
            try:
                sound[name] = read_toml_plugin(path, source, sorts, reader)[1]
            except DataProblem as problem:
                state, fault = "faulty", clean_line(str(problem), 500)
            except Exception as error:  # noqa: BLE001 - a plugin's type may raise what it likes
                state, fault = "faulty", clean_line(f"{source}: {type(error).__name__}: {error}", 500)
        states.append(PluginState(name, "", source, state, fault, sort=_sort_said(path)))
    return TomlPlugins(tuple(states), sound)


def _sort_said(path: Path) -> str:
    """Return what a file says that it is, or nothing where it does not say so."""
    try:
        if not path.is_file():
            return ""
        with path.open("rb") as stream:
            said = _SORT_LINE.search(stream.read(_MOST_LOOKED_AT))
    except OSError:
        return ""
    return said[1].decode("utf-8", "replace") if said is not None else ""
