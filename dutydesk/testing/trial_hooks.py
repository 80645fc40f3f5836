"""The hooks of a plugin that is tried: what it implements, what each is given, and what it must return."""

import ast
import inspect
import typing
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from importlib import import_module
from types import FunctionType, ModuleType
from typing import Any

import pluggy

from dutydesk.api import Desk, hookspecs
from dutydesk.config.complaints import suggestion
from dutydesk.domain import Occurrence
from dutydesk.testing.practice_desk import TODAY
from dutydesk.wording import _

_WRITES_FIRST = "fill_sample"


@dataclass(frozen=True, slots=True)
class OwnHook:
    """A hook that the plugin implements: the name of the hook, and its function."""

    name: str
    function: FunctionType
    optional: bool = False


@dataclass(frozen=True, slots=True)
class KnownHook:
    """A hook that may be implemented, as its specification says."""

    name: str
    module: ModuleType
    specification: FunctionType

    @property
    def arguments(self) -> tuple[str, ...]:
        """The names of what it is given."""
        return tuple(name for name in inspect.signature(self.specification).parameters if name != "self")

    def hints(self) -> Mapping[str, object]:
        """Return the types of arguments and of what is returned, as far as they can be found."""
        try:
            return typing.get_type_hints(self.specification, localns=_types_of(self.module))
        except (NameError, AttributeError, TypeError, ImportError):
            return {}

    def returned(self) -> type | None:
        """Return the type of each value that it gives, or None where it gives none, or any."""
        inner = typing.get_args(self.hints().get("return"))
        return inner[0] if inner and isinstance(inner[0], type) and inner[0] is not type(None) else None


def own_hooks(plugin: object) -> tuple[OwnHook, ...]:
    """Return the hooks that a plugin implements, in the order of their lines; what fills the sample first."""
    manager = pluggy.PluginManager("dutydesk")
    found: list[OwnHook] = []
    for name in dir(plugin):
        options = manager.parse_hookimpl_opts(plugin, name)
        function = inspect.unwrap(getattr(plugin, name)) if options is not None else None
        function = getattr(function, "__func__", function)
        if options is not None and isinstance(function, FunctionType):
            found.append(OwnHook(options.get("specname") or name, function, bool(options["optionalhook"])))
    return tuple(
        sorted(found, key=lambda each: (each.name != _WRITES_FIRST, each.function.__code__.co_firstlineno))
    )


def known_hooks(modules: Sequence[ModuleType]) -> dict[str, KnownHook]:
    """Return every hook that the host and the plugins' own `modules` specify, by its name."""
    return {
        name: KnownHook(name, module, value)
        for module in (*modules, hookspecs)
        for name, value in vars(module).items()
        if isinstance(value, FunctionType) and hasattr(value, "dutydesk_spec")
    }


def misfits(own: Sequence[OwnHook], known: Mapping[str, KnownHook]) -> Iterator[tuple[OwnHook, str]]:
    """Yield each hook that nobody calls, or that asks for what it is not given, and what to say of it."""
    for each in own:
        hook = known.get(each.name)
        if hook is None:
            if not each.optional:
                yield each, _("there is no hook of this name") + suggestion(each.name, list(known))
            continue
        wanted = [
            name
            for name, parameter in inspect.signature(each.function).parameters.items()
            if name != "self" and parameter.default is inspect.Parameter.empty
        ]
        for name in wanted:
            if name not in hook.arguments:
                given = ", ".join(hook.arguments) or _("nothing")
                text = _("it asks for {name}, which is not given; a hook of this name is given: {given}")
                yield each, text.format(name=name, given=given) + suggestion(name, list(hook.arguments))


def arguments_for(hook: KnownHook, desk: Desk) -> dict[str, object] | None:
    """Return real arguments from the days around today, or None where nobody here knows what to give."""
    first, last = TODAY.replace(day=1), TODAY + timedelta(days=31)
    found = desk.occurrences(first, last)
    by_name: dict[str, object] = {
        "desk": desk,
        "first": first,
        "last": last,
        "window": desk.zone.days(first, last),
        "year": TODAY.year,
        "found": found,
        "subjects": frozenset({"person:li"}),
        "today": TODAY,
    }
    by_type: tuple[tuple[object, object], ...] = (
        (Desk, desk),
        (date, TODAY),
        (int, TODAY.year),
        (str, ""),
        (Sequence[Occurrence], found),
        (Occurrence, found[0] if found else None),
    )
    hints = hook.hints()
    given: dict[str, object] = {}
    for name in hook.arguments:
        of_type = next((value for hint, value in by_type if hints.get(name) == hint), None)
        of_host = hook.module is hookspecs or name == "desk"
        value = by_name.get(name) if of_host else of_type
        if value is None:
            return None
        given[name] = value
    return given


def _types_of(module: ModuleType) -> dict[str, Any]:
    """Return what a module imports for its annotations only, as those under ``if TYPE_CHECKING``."""
    found: dict[str, Any] = {"Desk": Desk}
    try:
        tree = ast.parse(inspect.getsource(module))
    except (OSError, TypeError, SyntaxError):
        return found
    for block in ast.walk(tree):
        if isinstance(block, ast.If) and ast.unparse(block.test).endswith("TYPE_CHECKING"):
            for each in block.body:
                if isinstance(each, ast.ImportFrom) and each.module and not each.level:
                    brought = import_module(each.module)
                    found |= {name.asname or name.name: getattr(brought, name.name) for name in each.names}
    return found
