"""Solve one file: `python -m benchmarks.shift_scheduling FILE --seconds 60 --seed 0 --json`."""

import argparse
import json
import sys
import time
from pathlib import Path

from benchmarks.shift_scheduling.instance import BadFile
from benchmarks.shift_scheduling.running import Result, run_patterns


def _arguments(given: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.shift_scheduling", description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--seconds", type=float, default=60.0, help="time for everything (60)")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    parser.add_argument("--engine", choices=["patterns", "plain"], default="patterns")
    return parser.parse_args(given)


def _run(options: argparse.Namespace, began: float) -> Result | None:
    if options.engine == "patterns":
        return run_patterns(options.file, options.seconds, options.seed, began)
    # Loading the other solver takes most of a second.
    from benchmarks.shift_scheduling.plain import run_plain  # noqa: PLC0415

    return run_plain(options.file, options.seconds, options.seed, began)


def _print(result: Result, *, as_json: bool) -> None:
    if as_json:
        document = {
            "instance": result.instance,
            "objective": result.objective,
            "bound": result.bound,
            "violations": result.violations,
            "seconds": round(result.seconds, 3),
            "roster": result.roster,
        }
        print(json.dumps(document))
        return
    proof = "no bound" if result.bound is None else f"no roster costs less than {result.bound:g}"
    print(f"{result.instance}: {result.objective} ({result.violations} violations), {proof}")
    print(f"in {result.seconds:.1f} s")


def main(given: list[str] | None = None) -> int:
    """Run the command; return its exit status."""
    began = time.monotonic()
    options = _arguments(sys.argv[1:] if given is None else given)
    try:
        result = _run(options, began)
    except BadFile as problem:
        print(problem, file=sys.stderr)
        return 2
    if result is None:
        if options.json:
            nothing = dict.fromkeys(("objective", "bound", "violations"))
            seconds = round(time.monotonic() - began, 3)
            print(json.dumps({"instance": options.file.stem, **nothing, "seconds": seconds, "roster": {}}))
        print(f"{options.file.stem}: no roster found in {options.seconds:g} s", file=sys.stderr)
        return 1
    _print(result, as_json=options.json)
    return 0


if __name__ == "__main__":
    sys.exit(main())
