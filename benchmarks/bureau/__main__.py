"""Measure a bureau of 200 schools of 30 guards in one PostgreSQL of this machine, and how it grows to that.

Run as `python -m benchmarks.bureau --desks 200 --guards 30 --json`. The PostgreSQL is embedded, and keeps
its promises to the disk. Every school is a copy of one sample school: its month arranged and published, some
tasks overdue. At each size the board is measured cold, warm and after one change, and how soon one changed
desk's feed is out with all desks open in one server; at the last size (and those of `--months-at`) the coming
month of every desk is arranged and kept. `--seconds` are the solver's units for one desk, small on purpose.
"""

import argparse
import json
import shutil
import sys
import tempfile
from pathlib import Path

from benchmarks.bureau.board import board_figures
from benchmarks.bureau.feeds import feed_figures
from benchmarks.bureau.months import cluster, local, month_figures
from benchmarks.bureau.town import town
from dutydesk.executors import cores
from tests.postgres_server import postgres_in

_SIZES = (1, 10, 50)
_ENGINES = {"local": local, "cluster": cluster}
_SETTINGS = "jit = off\nmax_connections = 200\n"


def main() -> int:
    """Measure, and print one JSON document or a few lines."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.bureau", description=__doc__)
    parser.add_argument("--desks", type=int, default=200)
    parser.add_argument("--guards", type=int, default=30)
    parser.add_argument("--seconds", type=float, default=0.1, help="deterministic units of search a desk")
    parser.add_argument("--months-at", type=int, nargs="*", default=[], help="further sizes for months")
    parser.add_argument(
        "--engines",
        nargs="*",
        choices=sorted(_ENGINES),
        default=sorted(_ENGINES),
        help="where months are arranged; none leaves them out",
    )
    parser.add_argument("--only-months", action="store_true", help="leave board and feeds out")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    sizes = [*(size for size in _SIZES if size < asked.desks), asked.desks]
    if asked.only_months:
        sizes = sorted({*asked.months_at, asked.desks})
    folder = Path(tempfile.mkdtemp(prefix="dutydesk-bureau-"))
    grown: list[dict[str, object]] = []
    try:
        with postgres_in(folder / "postgres", folder / "lock", _SETTINGS) as server:
            made = town(folder / "town", server.get_uri(), asked.guards)
            for size in sizes:
                places = made.grown(size)
                found: dict[str, object] = {"desks": size}
                if not asked.only_months:
                    found["board"] = board_figures(made, size)
                    found["feeds"] = feed_figures(made, places)
                for name in asked.engines if size in {asked.desks, *asked.months_at} else ():
                    with _ENGINES[name]() as executor:
                        found[f"months_{name}"] = month_figures(made, places, executor, asked.seconds)
                grown.append(found)
                print(json.dumps(found), file=sys.stderr, flush=True)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    figures = {"guards": asked.guards, "cores": cores(), "search_seconds": asked.seconds, "sizes": grown}
    if asked.json:
        print(json.dumps(figures))
    else:
        for each in grown:
            print(json.dumps(each, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
