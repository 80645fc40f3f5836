"""Calling hooks one plugin at a time, with every fault recorded against its plugin."""

import logging
import threading
import traceback
from collections.abc import Callable, Iterable
from functools import partial
from itertools import islice
from typing import TypeVar

import pluggy

from dutydesk.api import DataProblem, PluginFault, StoreProblem
from dutydesk.domain import clean, clean_line
from dutydesk.host.checking import misfit
from dutydesk.host.limits import LIMIT_SECONDS, LimitPassed, Misbehaviour, PluginLimits
from dutydesk.host.output import PluginOutput
from dutydesk.host.stopping import PluginStopped
from dutydesk.wording import _

T = TypeVar("T")
_log = logging.getLogger("dutydesk.plugins")
_MOST_FAULTS = 200
_MOST_VALUES = 100_000
"""So many values of one hook are no answer but a loop without end."""


class IsolatedHooks:
    """A `HookCaller` over a pluggy manager.

    pluggy's own call ends for all when one implementation raises, so each is called by itself. A plugin that
    calls ``sys.exit`` is at fault like one that raises. Plugins that are not ours run in a thread, under the
    limit of `seconds` a call, with what they print kept away; ours are called directly.
    """

    def __init__(self, manager: pluggy.PluginManager, seconds: float = LIMIT_SECONDS) -> None:
        self._manager = manager
        self._limits = PluginLimits(seconds)
        self._foreign: set[str] = set()
        self._left_out: set[tuple[str, str]] = set()
        self._owners: dict[tuple[str, str], str] = {}
        self._faults: list[PluginFault] = []
        self._lock = threading.Lock()

    def anew(self) -> "IsolatedHooks":
        """Return a caller of the same plugins to which nothing has happened yet, for another desk."""
        other = IsolatedHooks(self._manager, self._limits.seconds)
        other._foreign, other._owners = self._foreign, self._owners
        return other

    def limit(self, plugin: str) -> None:
        """Run the code of `plugin` under the limit from here on, as it is not ours."""
        self._foreign.add(plugin)

    def ask(self, hook: str, of: type[T], **arguments: object) -> tuple[T, ...]:
        """Return what every plugin's implementation of `hook` gives, each value checked to be an `of`."""
        return tuple(value for _plugin, values in self._answers(hook, of, arguments) for value in values)

    def ask_whole(self, hook: str, of: type[T], **arguments: object) -> tuple[T, ...]:
        """Return what every plugin gives, where a part of it would mislead: what ours raises is raised again.

        A plugin that is not ours is left out when it is at fault, so that it cannot hold up everything.
        """
        return tuple(
            value for _plugin, values in self._answers(hook, of, arguments, raises=True) for value in values
        )

    def ask_each(self, hook: str, of: type[T], **arguments: object) -> tuple[tuple[str, tuple[T, ...]], ...]:
        """Return each plugin's name with what it gives."""
        return tuple(self._answers(hook, of, arguments))

    def tell(self, hook: str, **arguments: object) -> None:
        """Call every plugin's implementation of `hook` and pass over what it returns."""
        self._answers(hook, None, arguments)

    def faults(self) -> tuple[PluginFault, ...]:
        """Return what has gone wrong so far."""
        with self._lock:
            return tuple(self._faults)

    def carefully(self, plugin: str, where: str, work: Callable[[], T], otherwise: T) -> T:
        """Return what ``work()`` gives, code of `plugin`; a fault is recorded, and gives `otherwise`.

        What gave no answer within the limit is not asked again.
        """
        if (plugin, where) in self._left_out:
            return otherwise
        if plugin not in self._foreign:
            return self._recorded(plugin, where, work, otherwise)
        try:
            answer, output = self._limits.run(
                plugin, where, lambda: self._recorded(plugin, where, work, otherwise)
            )
        except LimitPassed as late:
            self._left_out.add((late.plugin, late.where))
            self.record(late.plugin, late.where, late, late.stack)
            return otherwise
        self._look_at(plugin, where, output)
        return answer

    def record(self, plugin: str, where: str, error: BaseException, stack: str = "") -> PluginFault:
        """Record a fault, and return it; a plugin's repeated fault in one place is kept once.

        `stack` takes the place of the error's own traceback.
        """
        said = str(error) if isinstance(error, Misbehaviour | PluginStopped) else _last_line(error)
        fault = PluginFault(
            plugin=plugin,
            where=where,
            summary=clean_line(said, 300),
            traceback=clean(stack or "".join(traceback.format_exception(error)), 20_000),
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

    def own(self, hook: str, name: str, plugin: str) -> None:
        """Remember that what `hook` calls `name` was brought by `plugin`."""
        self._owners[hook, name] = plugin

    def owner(self, hook: str, name: str) -> str:
        """Return which plugin brought what `hook` calls `name`, or `name` where none is known."""
        return self._owners.get((hook, name), name)

    def _recorded(self, plugin: str, where: str, work: Callable[[], T], otherwise: T) -> T:
        try:
            return work()
        except (PluginStopped, StoreProblem):
            raise
        except KeyboardInterrupt as error:
            if plugin not in self._foreign:
                raise
            self.record(plugin, where, error)
        except BaseException as error:  # noqa: BLE001 - whatever a plugin raises is its own fault
            self.record(plugin, where, error)
        return otherwise

    def _raised_again(self, plugin: str, where: str, work: Callable[[], T]) -> T:
        try:
            return work()
        except (StoreProblem, KeyboardInterrupt):
            raise
        except BaseException as error:
            fault = self.record(plugin, where, error)
            raise DataProblem(
                _("the plugin {plugin} is at fault: {fault}").format(plugin=plugin, fault=fault.summary)
            ) from error

    def _look_at(self, plugin: str, where: str, output: PluginOutput) -> None:
        if output.too_much:
            said = _("wrote {count} lines; the rest was dropped").format(count=output.lines)
            self.record(plugin, where, Misbehaviour(said))
        elif output.printed:
            _log.info("%s, %s: %s", plugin, where, clean(output.printed, 20_000))

    def _answers(
        self, hook: str, of: type[T] | None, arguments: dict[str, object], *, raises: bool = False
    ) -> list[tuple[str, tuple[T, ...]]]:
        caller: pluggy.HookCaller | None = getattr(self._manager.hook, hook, None)
        if caller is None or not caller.has_spec():
            raise LookupError(_("there is no hook named {name}").format(name=hook))
        answers: list[tuple[str, tuple[T, ...]]] = []
        for implementation in caller.get_hookimpls():
            plugin, function = implementation.plugin_name, implementation.function
            wanted = {name: arguments[name] for name in implementation.argnames if name in arguments}
            values = partial(self._values, plugin, hook, of, partial(function, **wanted))
            if raises and plugin not in self._foreign:
                answers.append((plugin, self._raised_again(plugin, hook, values)))
            else:
                answers.append((plugin, self.carefully(plugin, hook, values, ())))
        return answers

    def _values(
        self, plugin: str, hook: str, of: type[T] | None, call: Callable[[], object]
    ) -> tuple[T, ...]:
        """Return those of a hook's values that are an `of`, down to their fields."""
        given = call()
        if of is None or given is None:
            return ()
        if not isinstance(given, Iterable):
            raise TypeError(
                _("a list of {of} was expected, not {got}").format(of=of.__name__, got=type(given).__name__)
            )
        items = tuple(islice(given, _MOST_VALUES + 1))
        if len(items) > _MOST_VALUES:
            raise Misbehaviour(_("gave more than {count} values").format(count=_MOST_VALUES))
        sound: list[T] = []
        for item in items:
            complaint = misfit(item, of)
            if complaint:
                self.record(plugin, hook, TypeError(complaint))
            else:
                sound.append(item)
        return tuple(sound)


def _last_line(error: BaseException) -> str:
    return "".join(traceback.format_exception_only(error))
