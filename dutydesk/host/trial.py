"""Trying a plugin apart from the desk: what it does, it does to a desk that is thrown away."""

import os
import re
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import dutydesk
from dutydesk.api import DataProblem
from dutydesk.host.kept_process import Ended, run_kept
from dutydesk.host.trial_report import GIVEN, REPORT, Place, Told, read_report
from dutydesk.host.trust import PluginFiles, read_plugin_files
from dutydesk.wording import _, language, phrases

SECONDS = 30.0
"""How long a plugin may take to be tried, and as long again for its tests."""
MEMORY = 2 * 1024 * 1024 * 1024
_TRIAL = "dutydesk.testing.trial"
_RESULTS = "dutydesk.testing.results"
_PYTEST_PLUGIN = "dutydesk.testing"
_PASSED_ON = {
    "PATH",
    "LANG",
    "TZ",
    "SYSTEMROOT",
    "VIRTUAL_ENV",
    "PYTHONHOME",
    "PYTHONTZPATH",
    "PYTHONUSERBASE",
}
_FRAME = re.compile(r'^\s*File "(?P<file>[^"]+)", line (?P<line>\d+)', re.MULTILINE)

Progress = Callable[[str], object]
"""Is told what is being tried."""


class TrialStopped(Exception):
    """The trial was stopped by whoever waited for it."""


@dataclass(frozen=True, slots=True)
class TrialFault:
    """One thing that is wrong with a plugin; `line` is None, and `file` empty, where that is not known."""

    file: str
    line: int | None
    where: str
    text: str

    @property
    def sentence(self) -> str:
        """The fault in one line, such as ``plugins/visitor.py, line 12, hook due: ...``."""
        line = "" if self.line is None else _("line {number}").format(number=self.line)
        return f"{phrases(filter(None, (self.file, line, self.where)))}: {self.text}"


@dataclass(frozen=True, slots=True)
class TrialVerdict:
    """What came out when a plugin was tried: its faults, the hooks it has, and how its tests went."""

    name: str
    path: Path
    faults: tuple[TrialFault, ...] = ()
    hooks: tuple[str, ...] = ()
    passed: int = 0
    failed: int = 0


def plugin_path(named: str, plugins: Path) -> Path:
    """Return where the plugin is that `named` says: a path, or the name of one in the folder `plugins`.

    Raises:
        DataProblem: there is none, or it is no plugin.
    """
    places = [Path(named)]
    if Path(named).name == named:
        places = [plugins / f"{named}.py", plugins / f"{named}.toml", plugins / named, *places]
    found = next((place for place in places if place.exists()), None)
    if found is None:
        raise DataProblem(
            _("{named}: there is no such file or folder, and no plugin of this name in {folder}").format(
                named=named, folder=plugins
            )
        )
    if found.name.startswith("test_") or found.name == "conftest.py":
        raise DataProblem(_("{named}: this is a test; give the plugin that it tests").format(named=named))
    if not (found.suffix in {".py", ".toml"} and found.is_file()) and not (found / "__init__.py").is_file():
        raise DataProblem(
            _("{named}: no plugin; expected a .py file, a .toml file or a folder with an __init__.py").format(
                named=named
            )
        )
    return found.resolve()


def shown_path(path: Path, plugins: Path) -> str:
    """Return how people find a file: from its desk where it lies in one, else from where they are."""
    for base in (plugins.resolve().parent, Path.cwd()):
        if path.is_relative_to(base):
            return path.relative_to(base).as_posix()
    return str(path)


def try_plugin(
    path: Path,
    shown: str,
    *,
    seconds: float = SECONDS,
    progress: Progress = lambda _what: None,
    go_on: Callable[[], bool] = lambda: True,
) -> TrialVerdict:
    """Try the plugin at `path`, which people know as `shown`, with its tests, and say what is wrong with it.

    It is copied, loaded and called in a process of its own, with limits of time and memory, on a desk that is
    thrown away; then its tests run in another. `go_on` is called every now and then and ends it by returning
    False. Nothing that it started runs on afterwards.

    Raises:
        DataProblem: it cannot be tried.
        TrialStopped: `go_on` returned False.
    """
    with tempfile.TemporaryDirectory(prefix="dutydesk-trial-", ignore_cleanup_errors=True) as made:
        trial = _Trial(Path(made).resolve(), path, shown, seconds=seconds, progress=progress, go_on=go_on)
        try:
            return trial.verdict()
        except OSError as error:
            raise DataProblem(
                _("{file}: it cannot be tried: {reason}").format(
                    file=shown, reason=error.strerror or str(error)
                )
            ) from error


class _Trial:
    """One plugin that is tried in the folder `made`."""

    def __init__(
        self,
        made: Path,
        path: Path,
        shown: str,
        *,
        seconds: float,
        progress: Progress,
        go_on: Callable[[], bool],
    ) -> None:
        self.made, self.path, self.shown, self.seconds = made, path, shown, seconds
        self.given = made / "given" / "plugins"
        self.copy = self.given / path.name
        self.report, self.dump = made / "report", made / "dump"
        self._progress, self._go_on = progress, go_on
        self._doing = ""

    def verdict(self) -> TrialVerdict:
        """Try it, run its tests, and put together what came out."""
        for folder in (self.given, self.made / "home", self.made / "tmp"):
            folder.mkdir(parents=True)
        (self.made / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
        try:
            write_files(read_plugin_files(self.path), self.copy)
            tests = self._copied_tests()
        except ValueError as error:
            return self._judged([TrialFault(self.shown, None, _("loading"), str(error))], ())
        faults = [*self._run("-m", _TRIAL, str(self.copy), str(self.made / "desk"))]
        told = read_report(self.report)
        if tests:
            self.report = self.made / "report of tests"
            faults += self._run("-m", "pytest", *self._pytest_options(), *map(str, tests))
            told += read_report(self.report)
        return self._judged(faults, told)

    def _copied_tests(self) -> list[Path]:
        """Copy the tests beside the plugin and return those that are its own, with those inside it."""
        beside = self.path.parent / "tests"
        own = [self.copy / "tests"] if (self.copy / "tests").is_dir() else []
        if (beside / f"test_{self.path.stem}.py").is_file():
            write_files(read_plugin_files(beside), self.given / "tests")
            own.append(self.given / "tests" / f"test_{self.path.stem}.py")
        return own

    def _pytest_options(self) -> Iterator[str]:
        from importlib.metadata import entry_points  # noqa: PLC0415 - only where there are tests

        yield from ("-q", "-c", str(self.made / "pytest.ini"), "--rootdir", str(self.given.parent))
        yield from ("--import-mode=importlib", "-p", "no:cacheprovider", "-p", "no:faulthandler")
        if _PYTEST_PLUGIN not in {point.value for point in entry_points(group="pytest11")}:
            yield from ("-p", _PYTEST_PLUGIN)
        yield from ("-p", _RESULTS, "--plugin", str(self.copy))

    def _run(self, *arguments: str) -> Iterator[TrialFault]:
        """Run a part of the trial, and yield what is wrong beyond what it reports itself."""
        with (self.made / "errors").open("wb") as errors:
            ended = run_kept(
                [sys.executable, "-P", *arguments],
                folder=self.given.parent,
                environment=self._environment(),
                errors=errors,
                seconds=self.seconds,
                memory=MEMORY,
                go_on=self._look,
            )
        if ended.how == "stopped":
            raise TrialStopped
        told = read_report(self.report)
        broken = next((each.text for each in told if each.what == "broken"), "")
        if broken or not told:
            raise DataProblem(
                _("{file}: it cannot be tried: {reason}").format(
                    file=self.shown, reason=broken or self._last_error() or self._how(ended)
                )
            )
        last = next((each for each in reversed(told) if each.what == "doing"), told[-1])
        if not any(each.what == "done" for each in told):
            place = self._place_in_dump() or last.place
            yield self._fault(Told("fault", last.where, self._how(ended), place))
        if ended.left:
            text = _("it left a process running, which was ended: {command}").format(command=ended.left[0])
            yield self._fault(Told("fault", text=text))

    def _environment(self) -> Mapping[str, str]:
        """Return an environment in which nothing leads to the user's own files and desks."""
        root = str(Path(dutydesk.__file__).resolve().parents[1])
        home = str(self.made / "home")
        passed = {
            name: value for name, value in os.environ.items() if name in _PASSED_ON or name.startswith("LC_")
        }
        return {
            **passed,
            **dict.fromkeys(
                ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"), home
            ),
            "TMPDIR": str(self.made / "tmp"),
            "LANGUAGE": language(),
            "PYTHONPATH": os.pathsep.join([root, *filter(None, [os.environ.get("PYTHONPATH")])]),
            "PYTHONSAFEPATH": "1",
            "PYTHONDONTWRITEBYTECODE": "1",
            REPORT: str(self.report),
            GIVEN: str(self.given.parent),
            DUMP: str(self.dump),
        }

    def _look(self) -> bool:
        """Say what is being tried, and tell whether to go on."""
        doing = [each.where for each in read_report(self.report) if each.what == "doing"]
        if doing and doing[-1] != self._doing:
            self._doing = doing[-1]
            self._progress(self._doing)
        return self._go_on()

    def _how(self, ended: Ended) -> str:
        if ended.how == "time":
            return _("it took longer than {seconds:g} seconds and was stopped").format(seconds=self.seconds)
        if ended.status is not None and ended.status < 0:
            return _("it brought the whole program down (signal {number})").format(number=-ended.status)
        return _("it ended the whole program (exit status {status})").format(status=ended.status)

    def _last_error(self) -> str:
        lines = (self.made / "errors").read_text(encoding="utf-8", errors="replace")[-2000:].split("\n")
        return next((line for line in reversed(lines) if line.strip()), "")

    def _place_in_dump(self) -> Place | None:
        """Return where in the plugin it was when it was stopped, or crashed."""
        try:
            text = self.dump.read_text(encoding="utf-8", errors="replace")[:200_000]
        except OSError:
            return None
        return place_in(text, self.given.parent, newest_first=True)

    def _fault(self, told: Told) -> TrialFault:
        """Return a fault with its file as people know it."""
        own = f"{self.given.name}/{self.path.name}"
        file = told.place.file
        if not file or file == own or file.startswith(f"{own}/"):
            file = self.shown + file.removeprefix(own)
        elif file.startswith(f"{self.given.name}/"):
            file = str(Path(self.shown).parent / file.removeprefix(f"{self.given.name}/"))
        return TrialFault(file, told.place.line, told.where, told.text)

    def _judged(self, faults: Sequence[TrialFault], told: Sequence[Told]) -> TrialVerdict:
        found = [*(self._fault(each) for each in told if each.what == "fault"), *faults]
        return TrialVerdict(
            name=self.path.stem,
            path=self.path,
            faults=tuple(dict.fromkeys(found)),
            hooks=next((each.names for each in told if each.what == "hooks"), ()),
            passed=sum(each.what == "passed" for each in told),
            failed=sum(each.what == "failed" for each in told),
        )


DUMP = "DUTYDESK_TRIAL_DUMP"
"""The variable of the environment that names the file into which a plugin that hangs tells where it is."""


def place_in(traceback: str, root: Path, *, newest_first: bool = False) -> Place | None:
    """Return the innermost place of a traceback that lies in the folder `root`, or None."""
    frames = list(_FRAME.finditer(traceback))
    for frame in frames if newest_first else reversed(frames):
        file = Path(frame["file"])
        if file.is_relative_to(root):
            return Place(file.relative_to(root).as_posix(), int(frame["line"]))
    return None


def write_files(files: PluginFiles, to: Path) -> None:
    """Write a plugin's files once more, at `to`."""
    for name, content in files.files.items():
        file = to if files.root.is_file() else to / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
