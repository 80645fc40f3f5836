"""Saying what is wrong with a TOML plugin, wherever its file lies and without opening the desk."""

from pathlib import Path
from typing import cast

from dutydesk.api import DataProblem
from dutydesk.api.registry import Registry
from dutydesk.api.settings import S
from dutydesk.config.reading import read_settings, read_toml_plugin
from dutydesk.desk.toml_plugins import PLUGINS_FOLDER
from dutydesk.domain import clean_line
from dutydesk.host.opening import HOST_SETTINGS, find_plugins
from dutydesk.host.plugin_settings import usable_settings
from dutydesk.host.registry import build_registry
from dutydesk.wording import _


def toml_plugin_fault(folder: Path, file: Path, registry: Registry | None = None) -> str:
    """Return in one line what is wrong with the TOML plugin `file` for the desk in `folder`, or nothing.

    `file` may lie anywhere; messages call one in the desk's folder ``plugins/NAME.toml``. It is checked
    against the desk's settings as they stand on the disk. Without a `registry`, its plugins are loaded.

    Raises:
        DataProblem: one of the desk's settings files is wrong.
    """
    registry = registry or build_registry(find_plugins(folder))
    found = read_settings(folder, usable_settings(folder, HOST_SETTINGS, registry))

    def reader(of: type[S], /) -> S:
        return cast("S", found[of])

    inside = file.resolve().parent == (folder / PLUGINS_FOLDER).resolve()
    shown = f"{PLUGINS_FOLDER}/{file.name}" if inside else str(file)
    if inside and file.stem in {each.name for each in registry.plugins}:
        return _("{file}: another plugin has the name {name} already").format(file=shown, name=file.stem)
    try:
        read_toml_plugin(file, shown, registry.toml_plugins, reader)
    except DataProblem as problem:
        return clean_line(str(problem), 500)
    return ""
