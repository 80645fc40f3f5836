"""The desks of these tests."""

import pytest

from tests.plugins.planned_desk import make
from tests.plugins.summary.figured_desk import make_figured


@pytest.fixture
def planned(tmp_path):
    yield from make(tmp_path / "desk")


@pytest.fixture(scope="module")
def _figured(tmp_path_factory):
    yield from make_figured(tmp_path_factory.mktemp("figured") / "desk")


@pytest.fixture
def figured(_figured):
    _figured.begin()
    return _figured
