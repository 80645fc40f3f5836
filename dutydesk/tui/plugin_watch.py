"""Stopping a plugin's widget that does not come back, so that the keys answer again.

A loop in a handler, or in what draws a widget, would hold up the one thread in which all of the terminal
runs. A second thread notices; it has a signal handled in the first, which sees there whether a plugin's code
is under way, and raises in it.
"""

import asyncio
import signal
import threading
from collections.abc import Iterator, Mapping
from types import FrameType, TracebackType

from textual.app import App

from dutydesk.api import Desk
from dutydesk.api.registry import Registry
from dutydesk.host.stopping import PluginStopped
from dutydesk.tui.widgets.area import AreaFaulted
from dutydesk.wording import _

HANG_SECONDS = 5.0
_LOOK_SECONDS = 1.0
_AGAIN_SECONDS = 0.02
_PATIENCE = 50
"""So many looks are made for a moment at which the plugin's own code runs, and not what it has called."""
_SIGNAL = signal.SIGUSR2


class PluginWatch:
    """Watches the event loop of this thread.

    `packages` names the plugin to which each package or module belongs; all other code may take its time.
    """

    def __init__(self, packages: Mapping[str, str], seconds: float = HANG_SECONDS) -> None:
        self._packages = packages
        self._seconds = seconds
        self._ended = threading.Event()
        self._looks = 0
        self._paused = False

    def start(self) -> None:
        """Begin to watch; only the main thread of the program can be watched."""
        main = threading.current_thread()
        if main is not threading.main_thread():
            return
        signal.signal(_SIGNAL, self._handle)
        loop = asyncio.get_running_loop()
        threading.Thread(target=self._watch, args=(loop, main), name="plugin watch", daemon=True).start()

    def pause(self) -> None:
        """Let the loop stand, as another program has the terminal."""
        self._paused = True

    def go_on(self) -> None:
        """Watch again after a pause."""
        self._paused = False

    def stop(self) -> None:
        """Watch no longer."""
        self._ended.set()

    def plugin_of(self, trace: TracebackType | None) -> str:
        """Return which plugin's code a traceback goes through last, or nothing."""
        found = ""
        while trace is not None:
            found = self._plugin_at(trace.tb_frame) or found
            trace = trace.tb_next
        return found

    def _watch(self, loop: asyncio.AbstractEventLoop, main: threading.Thread) -> None:
        while not self._ended.wait(min(_LOOK_SECONDS, self._seconds)):
            answered = threading.Event()
            try:
                loop.call_soon_threadsafe(answered.set)
            except RuntimeError:
                return
            if answered.wait(self._seconds):
                continue
            self._looks = 0
            while not answered.wait(_AGAIN_SECONDS) and not self._ended.is_set():
                if not self._paused and main.ident is not None:
                    signal.pthread_kill(main.ident, _SIGNAL)

    def _handle(self, _number: int, frame: FrameType | None) -> None:
        """Raise in the plugin that is under way, best in its own code and not in what it has called."""
        under_way = [self._plugin_at(each) for each in _frames(frame)]
        plugin = next(filter(None, under_way), "")
        self._looks += 1
        if plugin and not self._ended.is_set() and (under_way[0] or self._looks > _PATIENCE):
            self._looks = 0
            raise PluginStopped(
                _("the plugin {plugin} gave no answer within {seconds:g} s and was stopped").format(
                    plugin=plugin, seconds=self._seconds
                )
            )

    def _plugin_at(self, frame: FrameType) -> str:
        module = str(frame.f_globals.get("__name__", ""))
        for package, plugin in self._packages.items():
            if module == package or module.startswith(f"{package}."):
                return plugin
        return ""


class PluginWatchingApp(App[None], inherit_bindings=False):
    """An app that stops a plugin's widget which hangs, and remembers against whom a fault is.

    Where every plugin comes with DutyDesk, nothing is watched.
    """

    HANG_SECONDS = HANG_SECONDS

    def __init__(self) -> None:
        super().__init__()
        self._plugin_watch = PluginWatch({})
        self._watched: Desk | None = None

    def watch_plugins(self, desk: Desk) -> None:
        """Begin to watch those of the desk's plugins that do not come with DutyDesk."""
        packages = {each.package: each.name for each in desk.plugins() if each.package}
        if not packages:
            return
        self._watched = desk
        self._plugin_watch = watch = PluginWatch(packages, self.HANG_SECONDS)
        self.app_suspend_signal.subscribe(self, lambda _app: watch.pause(), immediate=True)
        self.app_resume_signal.subscribe(self, lambda _app: watch.go_on(), immediate=True)
        watch.start()

    def blame(self, error: BaseException) -> None:
        """Remember `error` against the plugin whose code it went through, if any."""
        plugin = self._plugin_watch.plugin_of(error.__traceback__)
        registry: object = getattr(self._watched, "registry", None)
        if plugin and isinstance(registry, Registry):
            registry.hooks.record(plugin, "screens", error)

    def on_area_faulted(self, message: AreaFaulted) -> None:
        """Remember what was raised in an area, which has said it already."""
        self.blame(message.error)

    def on_unmount(self) -> None:
        """Watch no longer."""
        self._plugin_watch.stop()


def _frames(frame: FrameType | None) -> Iterator[FrameType]:
    while frame is not None:
        yield frame
        frame = frame.f_back
