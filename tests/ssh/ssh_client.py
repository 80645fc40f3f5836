"""The ssh client at a terminal of a chosen size, and one without a terminal."""

import os
import re
import subprocess

import pexpect
import pyte

from tests.ssh.ssh_server import SshServer, program_of_system
from tests.terminal.terminal_session import TerminalSession


def client_words(
    server: SshServer, key: str, *options: str, program: str = "ssh", port: int = 0
) -> list[str]:
    """Return how to call the client, or another program of OpenSSH, with one member's key alone."""
    return [
        program_of_system(program),
        *("-F", "/dev/null", "-i", str(server.keys / key), "-o", f"Port={port or server.port}"),
        *("-o", "IdentitiesOnly=yes", "-o", "BatchMode=yes", "-o", "StrictHostKeyChecking=yes"),
        *("-o", f"UserKnownHostsFile={server.base / 'known_hosts'}", "-o", "LogLevel=ERROR"),
        *options,
    ]


def address(server: SshServer) -> str:
    """Return the account and the machine, as they are typed."""
    return f"{server.account}@127.0.0.1"


def environment(**more: str) -> dict[str, str]:
    """Return the environment of a client whose terminal says nothing but what `more` says."""
    kept = {key: value for key, value in os.environ.items() if key in {"PATH", "HOME"}}
    return {**kept, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", **more}


class SshClient(TerminalSession):
    """A member at a terminal: ``SshClient(server, "li")``; what `TerminalSession` does, over ssh."""

    def __init__(
        self,
        server: SshServer,
        key: str,
        *options: str,
        command: tuple[str, ...] = (),
        columns: int = 80,
        lines: int = 24,
        port: int = 0,
        **environ: str,
    ) -> None:
        program, *words = client_words(server, key, *options, port=port)
        self.child = pexpect.spawn(
            program,
            [*words, address(server), *command],
            env=environment(**environ),
            dimensions=(lines, columns),
            timeout=30,
        )
        self.child.delaybeforesend = None
        self.screen = pyte.Screen(columns, lines)
        self.stream = pyte.ByteStream(self.screen)
        self.sent = b""
        self.dropped = False

    def resize(self, columns: int, lines: int) -> None:
        """Change the size of the terminal, as a phone does that is turned."""
        self.screen.resize(lines, columns)
        self.child.setwinsize(lines, columns)

    def open_area(self, title: str) -> None:
        """Press the digit of the area whose title begins so."""
        found = re.search(rf"(\d) ?{title}", self.screen.display[0])
        assert found, f"there is no area {title!r}:\n{self.text}"
        self.child.send(found[1])

    def add_task(self, title: str) -> None:
        """Write a task down, and wait until it stands in the list."""
        self.open_area("Tas")
        self.wait_for("With done")
        self.child.send("a")
        self.wait_for("New task")
        self.child.send(f"{title}\r")
        self.wait_for(f"Task: {title}")


def run_client(server: SshServer, key: str, *words: str, options: tuple[str, ...] = (), given: bytes = b""):
    """Run something over ssh without a terminal, as scripts do, and return how it ended."""
    return subprocess.run(
        [*client_words(server, key, *options), address(server), *words],
        env=environment(),
        input=given,
        capture_output=True,
        timeout=60,
        check=False,
    )
