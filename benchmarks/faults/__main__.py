"""Try every fault that the program promises to withstand.

Run as `python -m benchmarks.faults --json`. Each trial has an option for its count, such as `--kills 1000`;
what is not given is a share of the full count. Ctrl-C ends it and prints what there is.
"""

import argparse
import json
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.faults.small_disk import go_apart

_SHARE = 0.25
_SEED = 20261101


def main() -> int:
    """Try what is asked for, and print one JSON document or a line for each fault."""
    from benchmarks.faults.page import Tried, write_page  # noqa: PLC0415 - after going apart, which begins anew
    from benchmarks.faults.registry import TRIALS  # noqa: PLC0415

    given = _arguments([each.name for each in TRIALS])
    begun = time.monotonic()
    tried: list[Tried] = []
    _say(f"seed {given.seed}")
    try:
        for trial in TRIALS:
            if given.only and trial.name not in given.only:
                continue
            asked = getattr(given, trial.name.replace("-", "_"))
            count = max(1, round(trial.full_count * given.share)) if asked is None else asked
            _say(f"{trial.name}: {count:,} {trial.unit} …")
            tried.append(Tried.of(trial, count, given.seed))
            _say(f"{trial.name}: {tried[-1].result} ({tried[-1].seconds:.0f} s)")
    except KeyboardInterrupt:
        _say("ended early; this is what there is")
    seconds = time.monotonic() - begun
    if given.report is not None:
        write_page(given.report, tried, datetime.now(UTC).date())
    if given.json:
        print(json.dumps(_document(tried, given.seed, seconds)))
    else:
        for each in tried:
            print(f"{each.trial.name:18} {each.result}  {each.counted}")
            for failure in each.outcome.failures:
                print(f"    {failure}")
    return 1 if any(each.outcome.failures for each in tried) else 0


def _arguments(names: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.faults",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    for name in names:
        parser.add_argument(f"--{name}", type=int, metavar="N", help="how often this is tried")
    parser.add_argument("--only", type=lambda text: text.split(","), metavar="NAME,…", help="only these")
    parser.add_argument("--share", type=float, default=_SHARE, help="of the full counts, %(default)s")
    parser.add_argument("--seed", type=int, default=_SEED, help="of all that is left to chance")
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    parser.add_argument("--report", type=Path, metavar="FILE", help="write the page of promises and results")
    given = parser.parse_args()
    strangers = sorted(set(given.only or ()) - set(names))
    if strangers:
        parser.error(f"--only: there is no {strangers[0]}; there are {', '.join(names)}")
    return given


def _document(tried: Sequence["Tried"], seed: int, seconds: float) -> dict[str, object]:  # noqa: F821 - imported late
    figures: dict[str, object] = {}
    for each in tried:
        figures |= each.outcome.figures
    return figures | {
        "counts": {each.trial.name: each.outcome.count for each in tried},
        "failures": {each.trial.name: each.outcome.failures for each in tried if each.outcome.failures},
        "skipped": {each.trial.name: each.outcome.skipped for each in tried if each.outcome.skipped},
        "seed": seed,
        "seconds": round(seconds, 1),
    }


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    go_apart("benchmarks.faults")
    sys.exit(main())
