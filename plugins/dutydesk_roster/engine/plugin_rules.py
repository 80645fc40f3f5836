"""Rules that plugins bring: how their code is found and what it is asked."""

import hashlib
import importlib
import sys
from collections.abc import Callable, Iterable, Sequence
from functools import cache, lru_cache
from types import ModuleType
from typing import TYPE_CHECKING, Protocol, cast, runtime_checkable

import msgspec

from dutydesk.wording import _
from dutydesk_roster.engine.problem import Placed, Problem
from dutydesk_roster.engine.rules import PluginRule
from dutydesk_roster.engine.solution import Breach

if TYPE_CHECKING:
    from dutydesk_roster.engine.model.sheet import Sheet


@runtime_checkable
class RosterRuleCode(Protocol):
    """What the class of a plugin's rule can do; it is made from the rule's settings.

    The two methods say the same twice, so that a fault in one shows: whatever `constrain` lets through,
    `check` finds nothing about.
    """

    def check(self, problem: Problem, roster: Sequence[Placed], /) -> Iterable[Breach]:
        """Return where `roster` breaks the rule; the weight is filled in for it, and the rule if empty."""
        ...

    def constrain(self, sheet: "Sheet", rule: PluginRule, /) -> None:
        """Write the rule on the sheet that is searched: hard, or each unit at `rule.weight`."""
        ...


class PluginRuleFailed(Exception):
    """The code of a plugin's rule cannot be had, or failed; `reason` is one line."""

    def __init__(self, target: str, reason: str) -> None:
        super().__init__(target, reason)
        self.target = target
        self.reason = reason

    def __str__(self) -> str:
        return _("The rule {target} does not work: {reason}").format(target=self.target, reason=self.reason)


class _WatchedRule:
    """A plugin's rule whose every fault becomes a `PluginRuleFailed`."""

    def __init__(self, target: str, code: RosterRuleCode) -> None:
        self._target = target
        self._code = code

    def check(self, problem: Problem, roster: Sequence[Placed], /) -> Iterable[Breach]:
        try:
            found = tuple(self._code.check(problem, roster))
        except Exception as fault:
            raise PluginRuleFailed(self._target, _one_line(fault)) from fault
        for one in found:
            if not isinstance(one, Breach):
                raise PluginRuleFailed(
                    self._target, _("check gives {kind} instead of Breach").format(kind=type(one).__name__)
                )
        return found

    def constrain(self, sheet: "Sheet", rule: PluginRule, /) -> None:
        try:
            self._code.constrain(sheet, rule)
        except Exception as fault:
            raise PluginRuleFailed(self._target, _one_line(fault)) from fault


def rule_code(rule: PluginRule) -> RosterRuleCode:
    """Return the code of a rule that a plugin brings, made from its settings; made once for each.

    Raises:
        PluginRuleFailed: the module or the class cannot be found, its settings do not fit, or, later, one of
            its methods fails.
    """
    return _made(rule.target, rule.settings, rule.source)


@lru_cache(maxsize=64)
def _made(target: str, settings: str, source: str) -> RosterRuleCode:
    module_name, colon, class_name = target.partition(":")
    if not colon:
        raise PluginRuleFailed(target, _('it is not of the form "module:Class"'))
    try:
        module = _module_of(module_name, source) if source else importlib.import_module(module_name)
        kind = getattr(module, class_name)
        code = _built(kind, settings)
    except Exception as fault:
        raise PluginRuleFailed(target, _one_line(fault)) from fault
    if not isinstance(code, RosterRuleCode):
        raise PluginRuleFailed(target, _("it lacks check or constrain"))
    return _WatchedRule(target, code)


def _built(kind: Callable[..., object], settings: str) -> object:
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        return msgspec.json.decode(settings, type=kind)
    return kind(**cast("dict[str, object]", msgspec.json.decode(settings, type=dict)))


@cache
def _module_of(name: str, source: str) -> ModuleType:
    """Run `source` as a module; it is known to Python under a name of its own, as annotations need."""
    digest = hashlib.sha256(source.encode()).hexdigest()[:16]
    module = ModuleType(f"{name.replace('.', '_')}_{digest}")
    sys.modules[module.__name__] = module
    try:
        exec(compile(source, f"<{name}>", "exec"), module.__dict__)  # noqa: S102 - a desk's own rule
    except BaseException:
        del sys.modules[module.__name__]
        raise
    return module


def _one_line(fault: Exception) -> str:
    text = " ".join(str(fault).split())
    return f"{type(fault).__name__}: {text}" if text else type(fault).__name__
