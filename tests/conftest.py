"""What tests of every folder may ask for."""

import pytest

from tests.soak import SOAK


@pytest.fixture(scope="session")
def soak() -> int:
    """How many times as long the long counts shall run."""
    return SOAK
