import os
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture
def public_instance():
    """A file of the public benchmark by number; skips where the files are absent."""
    beside = Path(__file__).parents[3] / "shared" / "benchmarks" / "shift-scheduling"
    folder = Path(os.environ.get("DUTYDESK_BENCHMARKS", beside))

    def file(number):
        path = folder / f"Instance{number}.txt"
        if not path.exists():
            pytest.skip(f"{path} is absent")
        return path

    return file
