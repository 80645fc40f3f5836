"""Finding plugins: those of installed packages, and those in the desk's own folder."""

import importlib.abc
import importlib.machinery
import importlib.metadata
import importlib.util
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import CodeType, ModuleType

from dutydesk.host.trust import PluginFiles, TrustPins, read_plugin_files
from dutydesk.wording import _

GROUP = "dutydesk.plugins"
_LOCAL = "dutydesk_local"
_OURS = "dutydesk"
_TESTS = ("tests", "conftest.py")


@dataclass(frozen=True, slots=True)
class FoundPlugin:
    """A plugin that is there, loaded or not; `state` is on, or blocked with the reason in `fault`.

    `package` is the module or package of one that is `foreign`, which does not come with DutyDesk.
    """

    name: str
    version: str
    source: str
    load: Callable[[], object]
    state: str = "on"
    fault: str = ""
    path: Path | None = None
    digest: str = ""
    foreign: bool = True
    package: str = ""


def installed_plugins() -> tuple[FoundPlugin, ...]:
    """Return the plugins of installed packages, found through the entry-point group: ours first, by name.

    A process that opens many desks looks through the packages once, unless Python has come to look elsewhere.
    """
    return _plugins_below(tuple(sys.path))


@lru_cache(maxsize=1)
def _plugins_below(_places: tuple[str, ...]) -> tuple[FoundPlugin, ...]:
    points = importlib.metadata.entry_points(group=GROUP)
    abouts = {each.dist: each.dist.metadata for each in points if each.dist is not None}
    found = (_installed_plugin(each, abouts[each.dist] if each.dist is not None else None) for each in points)
    return tuple(sorted(found, key=lambda each: (each.foreign, each.name)))


def _installed_plugin(
    point: importlib.metadata.EntryPoint, about: importlib.metadata.PackageMetadata | None
) -> FoundPlugin:
    source = about["Name"] if about is not None else ""
    foreign = source != _OURS
    return FoundPlugin(
        name=point.name,
        version=about["Version"] if about is not None else "",
        source=source,
        load=point.load,
        foreign=foreign,
        package=point.module.partition(".")[0] if foreign else "",
    )


def local_plugins(folder: Path, pins: TrustPins) -> tuple[FoundPlugin, ...]:
    """Return the plugins in a desk's ``plugins/`` folder: each ``.py`` file and each package.

    One that has not been allowed, or has changed since, is found but blocked. Tests are no plugins:
    ``test_*.py``, ``conftest.py`` and the folder ``tests``.
    """
    if not folder.is_dir():
        return ()
    paths = [
        path
        for path in sorted(folder.iterdir())
        if not path.name.startswith((".", "_", "test_"))
        and path.name not in _TESTS
        and (path.suffix == ".py" or (path / "__init__.py").is_file())
    ]
    return tuple(_local_plugin(path, pins) for path in paths)


def _local_plugin(path: Path, pins: TrustPins) -> FoundPlugin:
    source = f"plugins/{path.name}"

    def unreadable() -> object:
        raise OSError(f"{source} cannot be read")

    try:
        files = read_plugin_files(path)
    except (OSError, ValueError) as error:
        return FoundPlugin(path.stem, "", source, unreadable, "blocked", str(error), path)
    digest = files.digest
    state, fault = "on", ""
    if not pins.allows(path, digest):
        state = "blocked"
        fault = (
            _("it has changed since it was allowed; look at it, then: dutydesk plugins allow {name}")
            if pins.knows(path)
            else _("not allowed yet; look at it, then: dutydesk plugins allow {name}")
        ).format(name=path.stem)
    return FoundPlugin(
        name=path.stem,
        version="",
        source=source,
        load=lambda: load_local(files),
        state=state,
        fault=fault,
        path=path,
        digest=digest,
        package=f"{_LOCAL}.{path.stem}",
    )


def load_local(files: PluginFiles) -> object:
    """Run a local plugin from the bytes that were hashed, and return its plugin object.

    That is the module's `plugin`, or the module itself. It is imported as ``dutydesk_local.NAME``, so that
    it can neither hide nor be hidden by an installed module; its screens are named by that path too.
    """
    name = f"{_LOCAL}.{files.root.stem}"
    if _LOCAL not in sys.modules:
        package = ModuleType(_LOCAL, "The plugins of desks' own folders.")
        package.__path__ = []
        sys.modules[_LOCAL] = package
    for loaded in [each for each in sys.modules if each == name or each.startswith(f"{name}.")]:
        del sys.modules[loaded]
    finder = _BytesFinder(name, files)
    sys.meta_path[:] = [
        each for each in sys.meta_path if not (isinstance(each, _BytesFinder) and each.name == name)
    ]
    sys.meta_path.insert(0, finder)
    module = importlib.import_module(name)
    return getattr(module, "plugin", module)


class _BytesFinder(importlib.abc.MetaPathFinder, importlib.abc.InspectLoader):
    """Imports one local plugin from bytes in memory."""

    def __init__(self, name: str, files: PluginFiles) -> None:
        self.name = name
        self._sources: dict[str, tuple[str, bytes, bool]] = {}
        for file, content in files.files.items():
            if not file.endswith(".py"):
                continue
            parts = file.removesuffix(".py").split("/")
            if files.root.suffix == ".py":
                parts = []
            is_package = bool(parts) and parts[-1] == "__init__"
            dotted = ".".join([name, *(parts[:-1] if is_package else parts)])
            self._sources[dotted] = (str(files.root / file if parts else files.root), content, is_package)

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """Return the spec of a module of this plugin."""
        del path, target
        if fullname not in self._sources:
            return None
        file, _content, is_package = self._sources[fullname]
        spec = importlib.machinery.ModuleSpec(fullname, self, origin=file, is_package=is_package)
        spec.has_location = True
        return spec

    def get_source(self, fullname: str) -> str:
        """Return a module's source text."""
        return importlib.util.decode_source(self._sources[fullname][1])

    def get_code(self, fullname: str) -> CodeType:
        """Return a module's code, compiled from the bytes that were hashed."""
        file, content, _is_package = self._sources[fullname]
        return compile(content, file, "exec", dont_inherit=True)

    def is_package(self, fullname: str) -> bool:
        """Tell whether a module is a package."""
        return self._sources[fullname][2]
