"""One server for all tests of a process, and clients that are ended after each test."""

import grp
import os

import pytest

from tests.ssh.ssh_client import SshClient
from tests.ssh.ssh_server import running_server


@pytest.fixture(scope="session")
def server():
    """A real sshd, set up by what ssh-setup writes."""
    with running_server() as running:
        yield running


def terminals_belong_to_their_group():
    """Tell whether a new terminal is as sshd wants it; one that is not root's could not give it away."""
    leading, following = os.openpty()
    try:
        return os.fstat(following).st_gid == grp.getgrnam("tty").gr_gid
    finally:
        os.close(leading)
        os.close(following)


@pytest.fixture
def client(server):
    """Come in as a member; whoever is still there at the end is shown out."""
    if os.geteuid() != 0 and not terminals_belong_to_their_group():
        pytest.skip("only root's sshd gets a terminal here: those of this machine are not of the group tty")
    here = []

    def come_in(key, *options, **more):
        here.append(SshClient(server, key, *options, **more))
        return here[-1]

    yield come_in
    for each in here:
        each.close()
