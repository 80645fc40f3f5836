"""Fixtures of the terminal's tests."""

import pytest

from tests.terminal.fake_desk import FakeDesk, sample_desk


@pytest.fixture
def desk() -> FakeDesk:
    """A small squadron in the middle of a week, some of its names hostile."""
    return sample_desk()
