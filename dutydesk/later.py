"""Packages whose names are imported when they are first asked for: a start waits for none that it spares."""

import sys
from collections.abc import Callable, Iterable, Mapping
from importlib import import_module


def later(package: str, names: Mapping[str, Iterable[str]]) -> Callable[[str], object]:
    """Return a module's ``__getattr__`` for `package`: `names` are those of each of its modules.

    What was asked for once is kept in the package, where Python finds it by itself from then on.
    """
    module_of = {name: module for module, of_module in names.items() for name in of_module}

    def get(name: str) -> object:
        module = module_of.get(name)
        if module is None:
            raise AttributeError(
                f"module {package!r} has no attribute {name!r}", name=name, obj=sys.modules[package]
            )
        found: object = getattr(import_module(f"{package}.{module}"), name)
        setattr(sys.modules[package], name, found)
        return found

    return get
