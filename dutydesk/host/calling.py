"""Calling hooks one plugin at a time, with every fault recorded against its plugin."""

import logging
import threading
import traceback
from collections.abc import Iterable
from typing import Any, TypeVar

import pluggy

from dutydesk.api import PluginFault
from dutydesk.domain import clean, clean_line
from dutydesk.host.checking import misfit
from dutydesk.wording import _

T = TypeVar("T")
_log = logging.getLogger("dutydesk.plugins")
_MOST_FAULTS = 200


class IsolatedHooks:
    """A `HookCaller` over a pluggy manager.

    pluggy's own call ends for all when one implementation raises, so each is called by itself. A plugin
    that calls ``sys.exit`` is at fault like one that raises; Ctrl+C still ends the program.
    """

    def __init__(self, manager: pluggy.PluginManager) -> None:
        self._manager = manager
        self._faults: list[PluginFault] = []
        self._lock = threading.Lock()

    def ask(self, hook: str, of: type[T], **arguments: object) -> tuple[T, ...]:
        """Return what every plugin's implementation of `hook` gives, each value checked to be an `of`."""
        return tuple(
            value
            for plugin, values in self._answers(hook, arguments)
            for value in self._checked(plugin, hook, of, values)
        )

    def ask_each(self, hook: str, of: type[T], **arguments: object) -> tuple[tuple[str, tuple[T, ...]], ...]:
        """Return each plugin's name with what it gives."""
        return tuple(
            (plugin, tuple(self._checked(plugin, hook, of, values)))
            for plugin, values in self._answers(hook, arguments)
        )

    def tell(self, hook: str, **arguments: object) -> None:
        """Call every plugin's implementation of `hook` and pass over what it returns."""
        self._answers(hook, arguments)

    def faults(self) -> tuple[PluginFault, ...]:
        """Return what has gone wrong so far."""
        with self._lock:
            return tuple(self._faults)

    def record(self, plugin: str, where: str, error: BaseException) -> PluginFault:
        """Record a fault, and return it; a plugin's repeated fault in one place is kept once."""
        fault = PluginFault(
            plugin=plugin,
            where=where,
            summary=clean_line("".join(traceback.format_exception_only(error)), 300),
            traceback=clean("".join(traceback.format_exception(error)), 20_000),
        )
        with self._lock:
            known = any(
                (each.plugin, each.where, each.summary) == (plugin, where, fault.summary)
                for each in self._faults
            )
            if not known and len(self._faults) < _MOST_FAULTS:
                self._faults.append(fault)
                _log.warning("%s, %s: %s", plugin, where, fault.summary)
        return fault

    def _answers(self, hook: str, arguments: dict[str, object]) -> list[tuple[str, object]]:
        answers: list[tuple[str, object]] = []
        caller: pluggy.HookCaller | None = getattr(self._manager.hook, hook, None)
        if caller is None or not caller.has_spec():
            raise LookupError(_("there is no hook named {name}").format(name=hook))
        for implementation in caller.get_hookimpls():
            wanted = {name: arguments[name] for name in implementation.argnames if name in arguments}
            try:
                answers.append((implementation.plugin_name, implementation.function(**wanted)))
            except (Exception, SystemExit) as error:  # noqa: BLE001 - whatever a plugin raises is its own fault
                self.record(implementation.plugin_name, hook, error)
        return answers

    def _checked(self, plugin: str, hook: str, of: type[T], values: Any) -> Iterable[T]:  # noqa: ANN401 - what a plugin returned
        if values is None:
            return
        if not isinstance(values, Iterable):
            self.record(
                plugin,
                hook,
                TypeError(
                    _("a list of {of} was expected, not {got}").format(
                        of=of.__name__, got=type(values).__name__
                    )
                ),
            )
            return
        try:
            items = tuple(values)
        except (Exception, SystemExit) as error:  # noqa: BLE001 - a generator's fault shows only here
            self.record(plugin, hook, error)
            return
        for item in items:
            complaint = misfit(item, of)
            if complaint:
                self.record(plugin, hook, TypeError(complaint))
            else:
                yield item
