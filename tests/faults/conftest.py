"""Runs a trial of the benchmark in a process of its own, which forks and mounts and leaves nothing behind."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.faults.registry import TRIALS

ROOT = Path(__file__).parents[2]
FULL_COUNTS = {each.name: each.full_count for each in TRIALS}


@pytest.fixture
def tried(soak):
    """Return a function that tries faults, a tenth of their full counts, and gives what was counted."""

    def run(*names):
        counts = {name: max(1, FULL_COUNTS[name] * soak // 10) for name in names}
        options = [f"--{name}={count}" for name, count in counts.items()]
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.faults", "--only", ",".join(names), *options, "--json"],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
            check=False,
        )
        found = json.loads(done.stdout)
        if found["skipped"]:
            pytest.skip(next(iter(found["skipped"].values())))
        assert found["failures"] == {}
        assert done.returncode == 0
        assert found["counts"] == counts
        return found

    return run
