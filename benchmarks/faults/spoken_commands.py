"""Every command of the program, called on a hostile desk, and what it then wrote to a terminal."""

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path

import click

from benchmarks.faults.hostile_desk import NOW
from benchmarks.faults.hostile_registers import OWN
from benchmarks.faults.hostile_texts import HALVES, TEXTS
from benchmarks.faults.spoken_registers import register_calls
from dutydesk.cli.call import Call
from dutydesk.cli.main import _run, dutydesk
from dutydesk.desk import OpenDesk
from dutydesk.domain import Activity
from dutydesk.host.opening import open_desk
from dutydesk_drills.drill_plan import DrillPlan
from dutydesk_registers.entry import RegisterEntry

LEFT_OUT = frozenset(
    {
        "serve",
        "init",
        "restore",
        "import",
        "bureau",
        "ssh-setup",
        "roster generate",
        "plugins new",
        "plugins check",
    }
)
"""Commands that serve for ever, make other desks, search for long or start other programs."""

_STATUS = ("\r", "\x1b[K", "\x1b[?25l", "\x1b[?25h")
"""With these a line that tells how far a command is stands in the place of the last, on standard error."""

_SURE = frozenset({0, 1, 2})


@dataclass(frozen=True, slots=True)
class Written:
    """What one call of a command wrote, and how it ended; a fault of the program is named."""

    words: tuple[str, ...]
    out: str
    err: str
    status: int
    fault: str = ""


class _CallThen(Call):
    """A call on the day for which the desk was made."""

    @cached_property
    def _desk(self) -> OpenDesk:
        return open_desk(self.folder, actor=self.actor, registry=self.registry, clock=lambda: NOW)


class _Terminal(io.TextIOWrapper):
    """Keeps what is written, as a terminal that shows colours."""

    def __init__(self) -> None:
        super().__init__(io.BytesIO(), encoding="utf-8", errors="strict", newline="", write_through=True)

    def isatty(self) -> bool:
        """Say that it is one."""
        return True

    @property
    def text(self) -> str:
        """What was written."""
        held = self.buffer
        return held.getvalue().decode("utf-8") if isinstance(held, io.BytesIO) else ""


@contextmanager
def _terminal() -> Iterator[tuple[_Terminal, _Terminal]]:
    before = sys.stdout, sys.stderr
    out, err = _Terminal(), _Terminal()
    sys.stdout, sys.stderr = out, err
    try:
        yield out, err
    finally:
        sys.stdout, sys.stderr = before


def call(folder: Path, *words: str, actor: str = "") -> Written:
    """Call a command as a person at a terminal does."""
    made = _CallThen(folder, actor or TEXTS["title"])
    fault, status = "", 2
    with _terminal() as (out, err):
        try:
            status = _run(partial(dutydesk.main, obj=made), list(words))
        except SystemExit as left:
            status = left.code if isinstance(left.code, int) else 2
        except BaseException as error:  # noqa: BLE001 - whatever it is, it is what is looked for
            fault = repr(error)[:300]
        finally:
            made.close()
    text = err.text
    for sign in _STATUS:
        text = text.replace(sign, "")
    if status not in _SURE:
        fault = fault or f"status {status}"
    return Written(words, out.text, text, status, fault)


def calls(folder: Path, out: Path) -> Iterator[tuple[str, ...]]:
    """Yield the words of every call that is worth making: rightly, as JSON, and with hostile words."""
    known = _known(folder, out)
    hostile = [*(text for text in TEXTS.values() if "\0" not in text), *HALVES.values()]
    turn = 0
    for path, command in _commands(folder):
        if path in LEFT_OUT or path.split()[0] in LEFT_OUT:
            continue
        takes_json = any(each.name == "as_json" for each in command.params)
        right = _words(command, known)
        if right is not None:
            yield (*path.split(), *right)
            if takes_json:
                yield (*path.split(), "--json", *right)
        turn += 1
        wrong = _words(command, dict.fromkeys(known, hostile[turn % len(hostile)]))
        if wrong:
            yield (*path.split(), *wrong)
        yield (*path.split(), f"--{hostile[(turn + 7) % len(hostile)]}")
    for text in hostile:
        yield (text,)
        yield ("people", text)
    desk = open_desk(folder, actor="leader", clock=lambda: NOW)
    try:
        further = tuple(register_calls(desk, out, hostile))
    finally:
        desk.close()
    yield from further


def _commands(folder: Path) -> Iterator[tuple[str, click.Command]]:
    def below(
        command: click.Command, path: str, context: click.Context
    ) -> Iterator[tuple[str, click.Command]]:
        if not isinstance(command, click.Group):
            yield path, command
            return
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            if inner is not None:
                yield from below(inner, f"{path} {name}".strip(), click.Context(inner, parent=context))

    yield from below(dutydesk, "", click.Context(dutydesk, obj=Call(folder, "leader")))


def _words(command: click.Command, known: dict[str, str]) -> list[str] | None:
    """Return what a command must be given, or None where something is not known."""
    options: list[str] = []
    arguments: list[str] = []
    for each in command.params:
        if not each.required:
            continue
        value = known.get(each.name or "")
        if value is None:
            return None
        if isinstance(each, click.Option):
            options += [f"{each.opts[0]}={value}"]
        else:
            arguments.append(value)
    return [*options, "--", *arguments] if arguments else options


def _known(folder: Path, out: Path) -> dict[str, str]:
    """Return what is right for the options and arguments of commands, by their names."""
    desk = open_desk(folder, actor="leader", clock=lambda: NOW)
    try:
        person = desk.people()[0].id
        drill = desk.table(DrillPlan).all()[0].id
        entry = desk.table(RegisterEntry).where(register=OWN)[-1].id
        held = desk.occurrences(NOW.date(), NOW.date(), None)
        key = held[0].key if held else desk.table(Activity).all()[0].id
    finally:
        desk.close()
    return {
        "month": "2026-11", "year": "2026", "person": person, "owner": person, "drill": drill, "key": key,
        "day": "2026-11-25", "first": "2026-11-25", "due": "2026-12-01", "start": "08:00", "end": "09:00",
        "clock": "08:00", "week": "2026", "text": TEXTS["colour"], "title": TEXTS["markup"], "why": "why",
        "what": TEXTS["clipboard"], "to": str(out / "printed.pdf"), "file": str(out / "file.csv"),
        "folder": str(out / "folder"), "source": "https://example.org/a", "name": "[red]zmark",
        "kind": "evacuation", "minutes": "10", "heads": "1", "feed": "all", "request": "asked",
        "post": "main-gate", "shift": "day", "activity": key, "moment": key, "line": "1", "part": "1",
        "instead": person, "path": "nothing", "code": OWN, "entry": entry, "checklist": "canteen",
        "found": "wrong",
    }  # fmt: skip
