"""Measure the terminal on a line of its own.

Run as `python benchmarks/terminal.py --json`. It makes its own desks, the sample school's and one of 200
people on 31 days, in a temporary folder, and runs the program on pseudo-terminals. Times are of one run and
depend on the machine; bytes do not.
"""

import argparse
import json
import os
import statistics
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from benchmarks.workbench.desks import large_desk, sample_desk  # noqa: E402 - found from the root
from benchmarks.workbench.measuring import (  # noqa: E402 - likewise
    cell_edit_bytes,
    cursor_bytes,
    idle_bytes,
    key_milliseconds,
    measure_start,
    megabytes,
    ninety_fifth,
    open_board,
    open_roster,
)

ASKED = (
    "first_paint_ms",
    "bare_textual_ms",
    "first_paint_bytes",
    "cell_edit_bytes",
    "cursor_bytes",
    "idle_bytes",
    "key_p95_ms",
    "rss_mb",
)
WIDE = {"columns": 160, "lines": 50}


def measure(folder: Path, runs: int, keys: int) -> dict[str, float]:
    """Return every figure, those that are asked for and those that explain them."""
    sample, large = sample_desk(folder / "sample"), large_desk(folder / "large")
    figures: dict[str, float] = {}
    with open_board(sample, remote=True) as line:  # The tour of a first start is over with this one.
        line.press(b"\x1b")
    start = measure_start(sample, runs)
    figures |= {
        "first_paint_ms": round(start.first_paint, 1),
        "bare_textual_ms": round(start.bare, 1),
        "first_paint_ratio": round(start.first_paint / start.bare, 2),
        "board_ms": round(start.board, 1),
    }
    for name, remote, size in (("", True, {}), ("_wide", True, WIDE), ("_truecolour", False, {})):
        with open_board(sample, remote=remote, **size) as line:
            figures[f"first_paint_bytes{name}"] = len(line.sent)
            if not name:
                figures["idle_bytes"] = idle_bytes(line)
        with open_roster(sample, remote=remote, **size) as line:
            across, down = cursor_bytes(line)
            figures |= {f"cursor_bytes{name}": across, f"cursor_down_bytes{name}": down}
            figures[f"cell_edit_bytes{name}"] = cell_edit_bytes(line)
            if not name:
                figures["rss_mb"] = round(megabytes(line)[0], 1)
    with open_roster(large, remote=True, **WIDE) as line:
        costs = key_milliseconds(line, keys)
        figures |= {
            "key_p95_ms": round(ninety_fifth(costs), 1),
            "key_p50_ms": round(statistics.median(costs), 1),
        }
        figures["rss_mb_large"] = round(megabytes(line)[0], 1)
    with open_roster(sample, remote=True) as line:
        line.press(b"g", quiet=2.0)
        line.wait_for("proposal", "Proposal", "chosen")
        own, worker = megabytes(line)
        figures |= {"rss_mb_after_search": round(own, 1), "search_worker_mb": round(worker, 1)}
    return figures


def main() -> int:
    """Measure, and print one JSON document or a few lines."""
    parser = argparse.ArgumentParser(prog="python benchmarks/terminal.py", description=__doc__)
    parser.add_argument("--runs", type=int, default=9, help="starts of each program")
    parser.add_argument("--keys", type=int, default=120, help="keys pressed on the large desk")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    if min(asked.runs, asked.keys) < 1:
        parser.error("--runs and --keys must be 1 or more")
    with tempfile.TemporaryDirectory(prefix="dutydesk-terminal-") as folder:
        os.environ |= {f"XDG_{kind}_HOME": str(Path(folder) / kind) for kind in ("CONFIG", "STATE", "DATA")}
        figures = measure(Path(folder), asked.runs, asked.keys)
    if asked.json:
        print(json.dumps({name: figures[name] for name in ASKED}))
    else:
        for name, figure in figures.items():
            print(f"{name}: {figure:g}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
