"""Desks with a broken database or file: named in one line, no hang, no traceback, nothing made worse."""

import contextlib
import io
import json
import random
import selectors
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from benchmarks.faults.children import Child, Say
from benchmarks.faults.desks import bundled, copied, opened, scratch
from benchmarks.faults.harm import DATABASE, Harm, harmed
from benchmarks.faults.trial import Outcome, Trial
from dutydesk.api.registry import Registry
from dutydesk.cli.call import Call
from dutydesk.cli.main import _run, dutydesk
from dutydesk.exchange.desk_backup import write_backup
from dutydesk.exchange.sample_school import fill_sample_school, found_sample_school

_PATIENCE_SECONDS = 120
_COMMANDS = (
    ("people", "list", "--json"),
    ("history", "person:li-qiang"),
    ("roster", "show", "2026-11"),
    ("tasks", "add", "Mend the gate"),
    ("drills", "status"),
    ("registers", "show", "hazards"),
    ("registers", "add", "publicity", "title=Fire drill on Friday", "kind=notice"),
    ("summary", "2026"),
    ("reminder", "2026-W48", "--json"),
    ("feeds", "list"),
    ("undo",),
    ("backup", "again.zip"),
)
_LOOKING = ("doctor", "--json")
_CANNOT_RUN = 2


@dataclass(frozen=True, slots=True)
class Called:
    """How one command on a broken desk ended; `is_untouched` where it left the broken file as it was."""

    words: tuple[str, ...]
    status: int
    out: str
    err: str
    fault: str
    is_untouched: bool


class _Call(Call):
    """A call with the plugins that were found before; the desk's own are none."""

    @property
    def registry(self) -> Registry:
        """The bundled plugins."""
        return bundled()


def run(count: int, seed: int) -> Outcome:
    """Break a desk so often, each time anew, and call commands on it."""
    dice = random.Random(seed)
    failures: list[str] = []
    named = 0
    with scratch() as place, contextlib.chdir(place):
        sound = _sound_desk(place / "sound")
        for number in range(count):
            folder = copied(sound, place / f"desk-{number}")
            file, harm = harmed(folder, number, dice)
            words = (dice.choice(_COMMANDS), _LOOKING, dice.choice(_COMMANDS))
            called = _called(folder, file, words)
            failures += [f"{number}: {file}, {harm.name}: {each}" for each in _wrong(called, file, harm)]
            named += any(each.status == _CANNOT_RUN for each in called)
            shutil.rmtree(folder)
    return Outcome(count, tuple(failures), {"broken": count, "broken_refused": named})


def _sound_desk(folder: Path) -> Path:
    """Make the desk of the sample school, closed, with a backup beside it."""
    today = date(2026, 11, 24)
    found_sample_school(folder, today)
    with opened(folder) as desk:
        fill_sample_school(desk, today)
        (folder / "backups").mkdir()
        write_backup(desk, folder / "backups" / "desk.zip")
    return folder


def _called(folder: Path, file: str, commands: Sequence[tuple[str, ...]]) -> list[Called]:
    """Run the commands one after another in a process of their own, as long as patience lasts."""

    def work(say: Say) -> None:
        for words in commands:
            say(json.dumps(asdict(_call(folder, file, words))))

    child = Child(work)
    with selectors.DefaultSelector() as waiting:
        waiting.register(child, selectors.EVENT_READ)
        while waiting.select(_PATIENCE_SECONDS):
            if not child.hear():
                break
    if len(child.lines) < len(commands):
        child.kill()
    else:
        child.end()
    return [Called(**json.loads(line)) for line in child.lines]


def _call(folder: Path, file: str, words: tuple[str, ...]) -> Called:
    before = _content(folder / file)
    out, err = io.StringIO(), io.StringIO()
    fault = ""
    call = _Call(folder, "leader")

    def main(**options: object) -> object:
        return dutydesk.main(obj=call, **options)  # type: ignore[arg-type]  # what `_run` gives

    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            status = _run(main, ["--desk", str(folder), *words])
        except BaseException as error:  # noqa: BLE001 - whatever comes through is what is looked for
            status, fault = -1, f"{type(error).__name__}: {error}"
        finally:
            call.close()
    untouched = _content(folder / file) == before
    return Called(words, status, out.getvalue(), err.getvalue(), fault, untouched)


def _content(path: Path) -> object:
    """Return what stands at a path, be it a file or something else in its place."""
    with contextlib.suppress(OSError):
        if path.is_symlink():
            return str(path.readlink())
        return path.read_bytes() if path.is_file() else path.lstat().st_mode
    return None


def _wrong(called: Sequence[Called], file: str, harm: Harm) -> Iterator[str]:
    if len(called) < 3:
        yield f"after {len(called)} commands one did not end"
        return
    for each in called:
        yield from (f"{' '.join(each.words)}: {wrong}" for wrong in _wrong_end(each))
    first, doctor, _last = called
    if not harm.is_plain:
        return
    if file == DATABASE and (first.status != _CANNOT_RUN or "dutydesk restore" not in first.err):
        yield f"{' '.join(first.words)} ended with {first.status} and named no backup: {first.err[:200]}"
    if doctor.status != 1:
        yield f"the doctor ended with {doctor.status}: {doctor.out[:200]}"
    elif not any(Path(file).name in each for each in json.loads(doctor.out)["findings"]):
        yield f"the doctor did not name it: {doctor.out[:300]}"


def _wrong_end(called: Called) -> Iterator[str]:
    if called.fault:
        yield called.fault[:300]
        return
    if called.status not in {0, 1, _CANNOT_RUN}:
        yield f"status {called.status}"
    if called.status == _CANNOT_RUN:
        if called.out or called.err.count("\n") != 1 or not called.err.startswith("dutydesk: "):
            yield f"it was not refused in one line: {called.err[:300]!r}"
        if not called.is_untouched:
            yield "what was refused was changed"
    if "Traceback" in called.out + called.err:
        yield called.err[:300]


BROKEN = Trial(
    name="broken",
    what="a broken database or settings file: bits flipped, cut, gone, a letter, a folder, a named pipe",
    promise="named in one line, with the newest backup; no hang, no traceback, nothing made worse",
    full_count=200,
    run=run,
    unit="files broken",
)
