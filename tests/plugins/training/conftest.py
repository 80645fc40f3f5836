"""The desk of these tests."""

import pytest

from tests.plugins.planned_desk import make


@pytest.fixture
def planned(tmp_path):
    yield from make(tmp_path / "desk")
