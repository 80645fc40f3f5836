"""Every action that a key can do, in the whole program, gathered from the classes that bring them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pkgutil import walk_packages

from textual.binding import Binding
from textual.dom import DOMNode

from dutydesk.api import Screen

HOST = "dutydesk.tui"


@dataclass(frozen=True, slots=True)
class CataloguedAction:
    """One action: its `id`, the keys that do it unless a keys file says otherwise, and what it is for.

    `place` is the name of the area that it belongs to, ``everywhere``, or the sort of part, such as
    ``table`` or ``form``.
    """

    id: str
    keys: tuple[str, ...]
    label: str
    tooltip: str
    place: str


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The actions, sorted by place and id; the actions that hold in one class; and the areas left out.

    `together` gives, for each class that has keys, the keys of every action that holds there, inherited ones
    included: within it no key may stand for two. `unread` names the areas that could not be imported.
    """

    actions: tuple[CataloguedAction, ...]
    together: tuple[tuple[str, dict[str, frozenset[str]]], ...]
    unread: tuple[str, ...] = ()

    @property
    def ids(self) -> frozenset[str]:
        """The id of every action."""
        return frozenset(action.id for action in self.actions)


def catalogue(areas: Iterable[Screen]) -> Catalogue:
    """Return the actions of the app, its parts and `areas`; their modules are imported for it."""
    for module in walk_packages(import_module(HOST).__path__, f"{HOST}."):
        import_module(module.name)
    places: dict[type, str] = {}
    unread: list[str] = []
    for area in areas:
        try:
            module_name, _colon, name = area.target.partition(":")
            found = getattr(import_module(module_name), name)
            _import_beside(module_name)
        except Exception:  # noqa: BLE001 - the area itself will say what is wrong with it
            unread.append(area.name)
        else:
            if isinstance(found, type):
                places.setdefault(found, area.name)
    packages = {HOST, *(_package(cls.__module__) for cls in places)}
    classes = [cls for cls in _node_classes() if _is_of(cls.__module__, packages)]
    actions: dict[str, CataloguedAction] = {}
    for cls in classes:
        for action in _own_actions(cls, places.get(cls, "")):
            actions.setdefault(action.id, action)
    return Catalogue(
        tuple(
            sorted(
                actions.values(), key=lambda action: (action.place != "everywhere", action.place, action.id)
            )
        ),
        tuple((cls.__qualname__, _keys_within(cls)) for cls in classes),
        tuple(unread),
    )


def _import_beside(module: str) -> None:
    """Import the modules in the package of an area's screen, as its parts are imported when first opened."""
    package = module.rpartition(".")[0]
    if "." in package and not module.startswith(HOST):
        for beside in walk_packages(import_module(package).__path__, f"{package}."):
            import_module(beside.name)


def _package(module: str) -> str:
    """Return the package whose widgets belong to a screen in `module`: all but its last name, or itself."""
    return module.partition(".")[0] if not module.startswith(HOST) else HOST


def _is_of(module: str, packages: set[str]) -> bool:
    return any(module == package or module.startswith(f"{package}.") for package in packages)


def _node_classes() -> list[type[DOMNode]]:
    found: dict[type[DOMNode], None] = {}
    waiting: list[type[DOMNode]] = [DOMNode]
    while waiting:
        cls = waiting.pop()
        if cls not in found:
            found[cls] = None
            waiting += cls.__subclasses__()
    return sorted(found, key=lambda cls: (cls.__module__, cls.__qualname__))


def _own_bindings(cls: type[DOMNode]) -> Iterator[Binding]:
    for binding in cls.__dict__.get("BINDINGS", ()):
        if isinstance(binding, Binding) and binding.id:
            yield binding


def _own_actions(cls: type[DOMNode], area: str) -> Iterator[CataloguedAction]:
    for binding in _own_bindings(cls):
        name = str(binding.id)
        prefix = name.partition(".")[0]
        yield CataloguedAction(
            name,
            tuple(key.strip() for key in binding.key.split(",")),
            binding.description,
            binding.tooltip or binding.description,
            "everywhere" if prefix == "app" else area or prefix,
        )


def _keys_within(cls: type[DOMNode]) -> dict[str, frozenset[str]]:
    keys: dict[str, set[str]] = {}
    for key, bindings in cls._merge_bindings().key_to_bindings.items():
        for binding in bindings:
            if binding.id:
                keys.setdefault(binding.id, set()).add(key)
    return {name: frozenset(found) for name, found in keys.items()}
