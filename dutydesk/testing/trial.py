"""Tries one plugin in this process, on a desk that is thrown away, and writes down what is wrong with it.

``python -m dutydesk.testing.trial PLUGIN DESK``: `dutydesk.host.trial` starts it within limits, with a copy
of the plugin, and reads the report.
"""

import faulthandler
import os
import re
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import partial
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import NoReturn

import click
import pluggy

from dutydesk.api import CliGroup, Command, DataProblem, PluginFault, Screen, hookspecs
from dutydesk.api.registry import Registry
from dutydesk.desk import OpenDesk
from dutydesk.host.calling import IsolatedHooks
from dutydesk.host.finding import FoundPlugin, installed_plugins
from dutydesk.host.registry import build_registry
from dutydesk.host.trial import DUMP, write_files
from dutydesk.host.trial_report import GIVEN, NOWHERE, REPORT, Place, ReportWriter
from dutydesk.host.trust import TrustPins, read_plugin_files
from dutydesk.testing.plugin_under_test import found_for_test
from dutydesk.testing.practice_desk import add_days, add_people, found_practice_desk, open_practice_desk
from dutydesk.testing.trial_hooks import KnownHook, OwnHook, arguments_for, known_hooks, misfits, own_hooks
from dutydesk.testing.trial_places import Places
from dutydesk.wording import _

_LINE = re.compile(r"\A(?P<file>.*?\.toml), line (?P<line>\d+),? ?(?P<text>.*)\Z", re.DOTALL)
_TYPE_TOLD = re.compile(r"\A(?:[\w.]*(?:TypeError|ValueError|LookupError|Misfit|LeavingProgram): )")


class LeavingProgram(BaseException):
    """A plugin called ``os._exit``."""


class PluginTrial:
    """The trial of the plugin at `path`, on a desk in `folder`."""

    def __init__(self, path: Path, folder: Path, report: ReportWriter, places: Places) -> None:
        self.path, self.folder, self.report, self.places = path, folder, report, places
        self.plugin: object = None
        self.name = path.stem
        self._hooks: dict[str, OwnHook] = {}
        self._others = {each.name for each in installed_plugins()}
        self._told: set[str] = set()

    def run(self) -> None:
        """Try it whole."""
        found_practice_desk(self.folder)
        if self.path.suffix == ".toml":
            self._try_toml()
            return
        self.report.doing(
            _("loading"), self.places.of_file(self.path if self.path.is_file() else self.path / "__init__.py")
        )
        if self._misspelt():
            return
        found = found_for_test(self.path)
        registry = build_registry((*installed_plugins(), self._remembering(found)))
        known = known_hooks(registry.hooks.ask("hookspecs", ModuleType))
        self._hooks = {each.name: each for each in own_hooks(self.plugin)}
        self.report.hooks(sorted(self._hooks))
        for own, text in misfits(tuple(self._hooks.values()), known):
            self._told.add(own.name)
            self.report.fault(self._where(own.name), text, self.places.of_function(own.function))
        self._tell_faults(registry)
        if any(state.name == self.name and state.state == "on" for state in registry.plugins):
            self._try_on_desk(registry, known)

    def _misspelt(self) -> bool:
        """Tell of files that are no Python."""
        wrong = False
        for file in [self.path] if self.path.is_file() else sorted(self.path.rglob("*.py")):
            try:
                compile(file.read_bytes(), str(file), "exec", dont_inherit=True)
            except (SyntaxError, ValueError) as error:
                wrong = True
                line = error.lineno if isinstance(error, SyntaxError) else None
                text = f"{type(error).__name__}: {error.msg if isinstance(error, SyntaxError) else error}"
                self.report.fault(_("loading"), text, self.places.of_file(file, line))
        return wrong

    def _remembering(self, found: FoundPlugin) -> FoundPlugin:
        """Return `found`, so that its object is known here once it is loaded."""

        def load() -> object:
            self.plugin = found.load()
            return self.plugin

        return replace(found, load=load)

    def _try_on_desk(self, registry: Registry, known: dict[str, KnownHook]) -> None:
        self.report.doing(_("opening a desk"))
        try:
            desk = open_practice_desk(self.folder, registry, TrustPins(self.folder.parent / "pins"))
        except DataProblem as problem:
            self.report.fault(_("opening a desk"), str(problem))
            return
        try:
            add_people(desk)
            add_days(desk)
            self._tell_faults(registry)
            values = self._ask_hooks(desk, known)
            self._try_targets(values)
            self._try_screens(desk, registry, values)
            self._tell_faults(registry)
        finally:
            desk.close()

    # Hooks

    def _ask_hooks(self, desk: OpenDesk, known: dict[str, KnownHook]) -> list[tuple[str, object]]:
        """Call every hook of the plugin alone, as the host does, and return what each gave."""
        manager = pluggy.PluginManager("dutydesk")
        for module in dict.fromkeys((hookspecs, *(hook.module for hook in known.values()))):
            manager.add_hookspecs(module)
        manager.register(self.plugin, name=self.name)
        hooks = IsolatedHooks(manager)
        hooks.limit(self.name)
        values: list[tuple[str, object]] = []
        for name, own in self._hooks.items():
            hook = known.get(name)
            arguments = arguments_for(hook, desk) if hook is not None else None
            if hook is None or arguments is None or name in self._told:
                continue
            self.report.doing(self._where(name), self.places.of_function(own.function))
            of = hook.returned()
            if of is None:
                hooks.tell(name, **arguments)
            else:
                given: tuple[object, ...] = hooks.ask(name, of, **arguments)
                values += [(name, each) for each in given]
            for fault in hooks.faults():
                self._tell_fault(fault)
        return values

    def _try_targets(self, values: list[tuple[str, object]]) -> None:
        """Import what the plugin names as ``module:attribute``."""
        for hook, value in values:
            target = getattr(value, "target", "")
            if not isinstance(target, str) or ":" not in target or isinstance(value, Screen):
                continue
            where = f"{self._where(hook)}, {target.rpartition(':')[2]}"
            self.report.doing(where, self._place_of(hook))
            self._carefully(where, hook, partial(_imported, target, value))

    def _try_screens(self, desk: OpenDesk, registry: Registry, values: list[tuple[str, object]]) -> None:
        own = [value for _hook, value in values if isinstance(value, Screen)]
        if own:
            from dutydesk.testing.trial_screens import errors_of_screen  # noqa: PLC0415 - loads Textual
        for screen in own:
            where = _("screen {name}").format(name=screen.name)
            self.report.doing(where, self._place_of("screens"))

            def show(screen: Screen = screen, where: str = where) -> None:
                others = [each for each in registry.screens if each.name != screen.name]
                for error in errors_of_screen(desk, screen, others):
                    self._tell_error(where, "screens", error)

            self._carefully(where, "screens", show)
        from dutydesk.tui.areas import in_order  # noqa: PLC0415 - as above

        areas = {screen.name for screen in in_order((*registry.screens, *own))}
        for hook, value in values:
            if isinstance(value, Command) and value.screen not in areas:
                text = _("the command {title!r} opens {screen!r}, and there is no such screen")
                self.report.fault(
                    self._where(hook),
                    text.format(title=value.title, screen=value.screen),
                    self._place_of(hook),
                )

    def _carefully(self, where: str, hook: str, work: Callable[[], object]) -> None:
        try:
            work()
        except (Exception, SystemExit, LeavingProgram) as error:  # noqa: BLE001 - whatever a plugin raises is its own fault
            self._tell_error(where, hook, error)

    # Telling

    def _where(self, hook: str) -> str:
        return _("hook {name}").format(name=hook)

    def _place_of(self, hook: str) -> Place:
        own = self._hooks.get(hook)
        return NOWHERE if own is None else self.places.of_function(own.function)

    def _tell_error(self, where: str, hook: str, error: BaseException) -> None:
        told = f"{type(error).__name__}: {error}".removesuffix(": ")
        text = str(error) if isinstance(error, LeavingProgram) else told
        self.report.fault(where, text, self.places.of_error(error) or self._place_of(hook))

    def _tell_faults(self, registry: Registry) -> None:
        for fault in registry.hooks.faults():
            if fault.plugin not in self._others:
                self._tell_fault(fault)

    def _tell_fault(self, fault: PluginFault) -> None:
        """Tell of a fault that the host has recorded, unless it was told already in better words."""
        if fault.where in self._told or (self._told and fault.where == "loading"):
            return
        place = self.places.of_traceback(fault.traceback)
        text = fault.summary
        if place is None or LeavingProgram.__name__ in text:
            # The host itself, or this trial, says what is wrong: the type of that is of no use to anyone.
            text = _TYPE_TOLD.sub("", text)
            place = place or self._place_of(fault.where)
        where = (
            self._where(fault.where)
            if fault.where in self._hooks
            else _("loading")
            if fault.where == "loading"
            else fault.where
        )
        self.report.fault(where, text, place)

    # TOML

    def _try_toml(self) -> None:
        """Read a plugin that is data."""
        where = _("reading")
        self.report.doing(where, self.places.of_file(self.path))
        self.report.hooks(())
        write_files(read_plugin_files(self.path), self.folder / "plugins" / self.path.name)
        registry = build_registry(installed_plugins())
        desk = open_practice_desk(self.folder, registry, TrustPins(self.folder.parent / "pins"))
        try:
            add_people(desk)
            states = {state.source: state for state in desk.plugins()}
            state = states.get(f"plugins/{self.path.name}")
            if state is None:
                self.report.fault(where, _("the desk does not see it as a plugin"))
            elif state.state != "on":
                found = _LINE.match(state.fault)
                line, text = (int(found["line"]), found["text"]) if found else (None, state.fault)
                text = text.removeprefix(f"plugins/{self.path.name}").lstrip(",: ")
                key, colon, said = text.partition(": ")
                place = self.places.of_file(self.path, line)
                self.report.fault(key if colon else where, said if colon else key, place)
        finally:
            desk.close()


def _imported(target: str, value: object) -> object:
    """Import a target, and look whether it is what `value` says."""
    module, _colon, attribute = target.partition(":")
    found = getattr(import_module(module), attribute)
    if isinstance(value, CliGroup) and not isinstance(found, click.Command):
        raise TypeError(_("{target} is no Click command").format(target=target))
    return found


def _leave(_status: int = 0) -> NoReturn:
    """Stand in for ``os._exit`` in the process of the trial."""
    raise LeavingProgram(_("it ends the whole program with os._exit"))


def main() -> None:
    """Try the plugin that the command line names."""
    path, folder = map(Path, sys.argv[1:3])
    report = ReportWriter(Path(os.environ[REPORT]))
    leave = os._exit
    with Path(os.environ[DUMP]).open("w", encoding="utf-8") as dump:
        faulthandler.enable(dump)
        if hasattr(faulthandler, "register"):
            faulthandler.register(signal.SIGUSR1, dump)

        def leaving(status: int) -> None:
            if report.is_mine:
                _leave(status)
            leave(status)

        os._exit = leaving  # type: ignore[assignment]  # it raises, where the system's own does not return
        status = 0
        try:
            PluginTrial(path, folder, report, Places(Path(os.environ[GIVEN]))).run()
            report.done()
        except (Exception, SystemExit, KeyboardInterrupt, LeavingProgram) as error:  # noqa: BLE001 - told, and then this process ends
            status = 1
            report.broken(f"{type(error).__name__}: {error}")
            with suppress(Exception):
                import traceback  # noqa: PLC0415 - only where the trial itself is at fault

                traceback.print_exception(error)
        leave(status)


if __name__ == "__main__":
    main()
