"""Measure registers of many entries beside one of few, in the real terminal on a line of its own.

Run as `python benchmarks/registers.py --entries 100000 --json`. It makes two desks in a temporary folder, one
with a hundred entries in the register of hazards and one with as many as are asked for, over ten years, and
opens both.
"""

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).parents[1]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from benchmarks.workbench.desks import dutydesk  # noqa: E402 - found from the root
from benchmarks.workbench.line import Line  # noqa: E402 - likewise
from benchmarks.workbench.measuring import (  # noqa: E402 - likewise
    DOWN,
    PAGE_DOWN,
    UP,
    ninety_fifth,
    open_board,
)
from dutydesk.host.opening import open_desk  # noqa: E402 - likewise
from dutydesk_registers.keeping import keep_entries  # noqa: E402 - likewise
from dutydesk_registers.registers import known_register  # noqa: E402 - likewise

FEW = 100
YEARS = 10
_REGISTERS_AREA = b"\x1bOQ"
_AT_ONCE = 10_000
_KEYS = (DOWN, DOWN, DOWN, UP, DOWN, PAGE_DOWN, DOWN, UP)
_FOUND = ("Loose railing 栏杆松动", "Socket broken 插座破损", "Exit blocked 出口堵塞", "Lamp dark 灯不亮")


def make_desk(folder: Path, entries: int) -> float:
    """Make a desk with so many entries in its register of hazards; return the seconds of keeping them."""
    dutydesk("init", str(folder), "--name", "Large school 大学校", "--zone", "Asia/Shanghai")
    desk = open_desk(folder, actor="benchmark")
    try:
        register, today = known_register(desk, "hazards"), desk.today()
        begun = time.monotonic()
        for start in range(0, entries, _AT_ONCE):
            numbers = range(start, min(start + _AT_ONCE, entries))
            keep_entries(desk, register, ((_hazard(number, today), None) for number in numbers), "Hazards")
        return time.monotonic() - begun
    finally:
        desk.close()


def _hazard(number: int, today: date) -> dict[str, str]:
    found = today - timedelta(days=1 + number % (365 * YEARS))
    values = {
        "what": f"{_FOUND[number % len(_FOUND)]} {number}",
        "severity": "minor" if number % 10 else "serious",
        "place": f"Block {number % 40}, room {number % 300}",
        "found": found.isoformat(),
        "due": (found + timedelta(days=14)).isoformat(),
    }
    return (
        values
        if number % 50 == 0
        else {**values, "rectified": found.isoformat(), "checked": found.isoformat()}
    )


def measure(folder: Path, entries: int, keys: int) -> dict[str, float]:
    """Open the register of a desk with so many entries, look about in it, and return what that took."""
    figures = {"keep_seconds": round(make_desk(folder, entries), 2)}
    with open_board(folder, remote=True) as line:
        line.press(_REGISTERS_AREA, quiet=1.0)
        _to_hazards(line)
        figures["open_ms"] = _until(line, b"\r", "Loose", "Socket", "Exit", "Lamp")
        line.read(quiet=1.5)
        figures["all_years_ms"] = _until(line, b"y", f"{entries} entries", f"{entries:,} entries")
        line.read(quiet=1.5)
        costs, waits = _keys(line, keys)
        figures |= {"key_p95_ms": ninety_fifth(costs), "key_wait_p95_ms": ninety_fifth(waits)}
        line.press(b"/")
        typed = [_timed(line, bytes([letter])) for letter in b"socket broken 77"]
        figures |= {"filter_key_p50_ms": statistics.median(typed), "filter_key_p95_ms": ninety_fifth(typed)}
        figures["rss_mb"] = line.resident_megabytes()
    return {name: round(value, 1) for name, value in figures.items()}


def _to_hazards(line: Line) -> None:
    """Put the cursor of the list of registers on the hazards, wherever they stand in it."""
    for _step in range(30):
        row = next((text for text in line.screen.display if "Hazards" in text), "")
        at = line.screen.display.index(row) if row else -1
        if at >= 0 and any(line.screen.buffer[at][column].reverse for column in range(len(row))):
            return
        line.press(DOWN, quiet=0.15)
    raise RuntimeError(f"the register of hazards is not in sight:\n{line.text}")


def _until(line: Line, key: bytes, *texts: str) -> float:
    """Press a key, and return the milliseconds until one of `texts` stands on the screen."""
    line.read(quiet=0.1)
    begun = time.monotonic()
    line.type(key)
    line.wait_for(*texts)
    return (time.monotonic() - begun) * 1000


def _keys(line: Line, keys: int) -> tuple[list[float], list[float]]:
    """Press so many keys; return the processor time of each, and how long its last byte took to come."""
    costs, waits = [], []
    for number in range(keys):
        line.read(quiet=0.05)
        before = line.cpu_seconds()
        waits.append(_timed(line, _KEYS[number % len(_KEYS)]))
        costs.append((line.cpu_seconds() - before) * 1000)
    return costs, waits


def _timed(line: Line, key: bytes, quiet: float = 0.12) -> float:
    """Press a key, and return the milliseconds until the last byte that answers it, 0 where none does."""
    line.read(quiet=0.05)
    begun = last = time.monotonic()
    line.type(key)
    while time.monotonic() - last < quiet:
        if line.read(quiet=0.005, limit=0.01):
            last = time.monotonic()
    return (last - begun) * 1000


def main() -> int:
    """Measure, and print one JSON document or a few lines."""
    parser = argparse.ArgumentParser(prog="python benchmarks/registers.py", description=__doc__)
    parser.add_argument("--entries", type=int, default=100_000, help="entries of the large register")
    parser.add_argument("--keys", type=int, default=80, help="keys pressed in each")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    if min(asked.entries, asked.keys) < 1:
        parser.error("--entries and --keys must be 1 or more")
    with tempfile.TemporaryDirectory(prefix="dutydesk-registers-") as folder:
        os.environ |= {f"XDG_{kind}_HOME": str(Path(folder) / kind) for kind in ("CONFIG", "STATE", "DATA")}
        tour = Path(folder) / "STATE" / "dutydesk" / "tour-shown"
        tour.parent.mkdir(parents=True)
        tour.touch()
        figures = {
            "few": measure(Path(folder) / "few", FEW, asked.keys),
            "many": measure(Path(folder) / "many", asked.entries, asked.keys),
        }
    if asked.json:
        print(json.dumps({"entries": asked.entries, **figures}))
    else:
        for name in figures["few"]:
            print(
                f"{name}: {figures['few'][name]:g} with {FEW}, {figures['many'][name]:g} with {asked.entries}"
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
