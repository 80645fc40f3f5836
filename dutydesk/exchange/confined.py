"""Reading a file that may be hostile in a process of its own, with a limit on time and memory.

A thread cannot be stopped and a library that runs out of memory takes its whole process with it, so what
reads foreign files works where it can be ended.
"""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import dutydesk
from dutydesk.api import DataProblem
from dutydesk.wording import _

MOST_FILE_BYTES = 10 * 1024 * 1024
MOST_MEMORY_BYTES = 1024 * 1024 * 1024
MOST_SECONDS = 20.0


def read_capped(path: Path) -> bytes:
    """Return the content of an ordinary file of at most 10 MiB.

    Raises:
        DataProblem: it is absent, empty, too large, no ordinary file, or not to be read.
    """
    name = path.name
    try:
        if path.is_dir():
            raise DataProblem(_("{file}: this is a folder; a file was expected").format(file=name))
        if path.exists() and not path.is_file():
            raise DataProblem(_("{file}: this is not an ordinary file").format(file=name))
        with path.open("rb") as stream:
            raw = stream.read(MOST_FILE_BYTES + 1)
    except FileNotFoundError as error:
        raise DataProblem(_("{file}: there is no such file").format(file=name)) from error
    except (OSError, ValueError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
        raise DataProblem(
            _("{file}: the file cannot be read: {reason}").format(file=name, reason=reason)
        ) from error
    if len(raw) > MOST_FILE_BYTES:
        raise DataProblem(
            _("{file}: the file is larger than 10 MiB, the most that is read").format(file=name)
        )
    if not raw.strip(b" \t\r\n\0"):
        raise DataProblem(_("{file}: the file is empty").format(file=name))
    return raw


def run_confined(
    module: str, raw: bytes, arguments: Sequence[str] = (), *, seconds: float = MOST_SECONDS
) -> Any:  # noqa: ANN401 - whatever the worker answers in JSON
    """Run ``python -m module`` on `raw` and return what it answers; `seconds` are wall time.

    The worker must call `answer`. The present folder is not on its import path, so that no file that lies
    there can take a library's place.

    Raises:
        DataProblem: the worker says what is wrong with the file, or it was stopped; the message does not
            name the file.
    """
    root = str(Path(dutydesk.__file__).resolve().parents[1])
    paths = [root, *filter(None, [os.environ.get("PYTHONPATH")])]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(paths), "PYTHONSAFEPATH": "1"}
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and module, no shell
            [sys.executable, "-P", "-m", module, *arguments],
            input=raw,
            capture_output=True,
            timeout=seconds,
            env=environment,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise DataProblem(
            _("reading it took longer than {seconds:g} seconds and was stopped").format(seconds=seconds)
        ) from error
    except OSError as error:
        raise DataProblem(
            _("the process that reads it could not be started: {reason}").format(
                reason=error.strerror or str(error)
            )
        ) from error
    try:
        outcome = json.loads(done.stdout)
    except ValueError as error:
        raise DataProblem(_("reading it broke off; it may be damaged, or far too large inside")) from error
    if "problem" in outcome:
        raise DataProblem(str(outcome["problem"]))
    return outcome["answer"]


def confine() -> None:
    """Limit the present process in memory and processor time, where the system knows such limits."""
    with suppress(ImportError, OSError, ValueError):
        import resource  # noqa: PLC0415 - absent on some systems

        seconds = int(MOST_SECONDS) + 5
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY_BYTES, MOST_MEMORY_BYTES))


def answer(document: object = None, *, problem: str = "") -> None:
    """Write the worker's one answer: `document`, or what is wrong with the file."""
    outcome = {"problem": problem} if problem else {"answer": document}
    sys.stdout.buffer.write(json.dumps(outcome).encode())
    sys.stdout.buffer.flush()
