"""A table of all files: `python -m benchmarks.shift_scheduling.table FOLDER --seconds 60 --seeds 0,1,2`."""

import argparse
import csv
import json
import re
import subprocess
import sys
from pathlib import Path


def _run(path: Path, seconds: float, seed: int, engine: str) -> dict[str, float | None] | None:
    """Run one file in a process of its own, as somebody would."""
    command = [sys.executable, "-m", "benchmarks.shift_scheduling", str(path), "--json", "--engine", engine]
    command += ["--seconds", f"{seconds}", "--seed", f"{seed}"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        return None
    document: dict[str, float | None] = json.loads(done.stdout)
    return document


def _best_known(folder: Path) -> dict[str, str]:
    path = folder / "best-known.csv"
    if not path.exists():
        return {}
    with path.open(newline="", encoding="utf-8") as lines:
        return {row["instance"]: row["best_known"] for row in csv.DictReader(lines)}


def _cell(document: dict[str, float | None] | None) -> str:
    if document is None:
        return "none"
    broken = f" ({document['violations']} violations)" if document["violations"] else ""
    return f"{document['objective']}{broken}"


def _row(path: Path, known: dict[str, str], seconds: float, seeds: list[int], *, plain: bool) -> str:
    runs = [_run(path, seconds, seed, "patterns") for seed in seeds]
    bounds = [run["bound"] for run in runs if run is not None and run["bound"] is not None]
    times = [run["seconds"] for run in runs if run is not None and run["seconds"] is not None]
    cells = [
        path.stem,
        known.get(path.stem, ""),
        ", ".join(_cell(run) for run in runs),
        f"{max(bounds):g}" if bounds else "-",
        f"{max(times):.0f}" if times else "-",
        _cell(_run(path, seconds, seeds[0], "plain")) if plain else "-",
    ]
    return f"| {' | '.join(cells)} |"


def main(given: list[str] | None = None) -> int:
    """Print the table row by row; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.shift_scheduling.table", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--seeds", default="0,1,2")
    parser.add_argument("--no-plain", action="store_true", help="leave plain CP-SAT out")
    options = parser.parse_args(given)
    seeds = [int(seed) for seed in options.seeds.split(",")]
    files = [
        path
        for path in options.folder.glob("*.txt")
        if "SECTION_HORIZON" in path.read_text("utf-8", "replace")
    ]
    if not files:
        print(f"{options.folder}: no instances; expected *.txt files of the benchmark", file=sys.stderr)
        return 2
    known = _best_known(options.folder)
    print("| Instance | best known | patterns, by seed | proved bound | longest, s | plain CP-SAT |")
    print("|---|---|---|---|---|---|")
    for path in sorted(files, key=lambda path: [int(part) for part in re.findall(r"\d+", path.stem)]):
        print(_row(path, known, options.seconds, seeds, plain=not options.no_plain), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
