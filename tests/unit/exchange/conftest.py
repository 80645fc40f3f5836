"""A place on this machine that something might connect to."""

import socket

import pytest


@pytest.fixture
def listener():
    """A socket that listens and does not wait: `accept` fails unless someone has connected."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0)
        yield listening
