"""A member's key opens the desk: no shell, no file, no other machine, whatever the client asks for."""

import re
import socket
import subprocess
import threading
from pathlib import Path

import pytest

from tests.ssh.ssh_client import address, client_words, environment, run_client
from tests.ssh.ssh_server import program_of_system

NO_TERMINAL = b"dutydesk: this is no terminal"
STEERING = ("PYTHONPATH", "PYTHONSTARTUP", "DUTYDESK_DESK", "TEXTUAL_DRIVER", "LD_PRELOAD", "PATH")


@pytest.mark.parametrize("words", [("id",), ("bash", "-i"), ("sh", "-c", "'id; pwd'"), ("internal-sftp",)])
def test_a_command_is_not_heard(server, words):
    done = run_client(server, "li", *words, given=b"id\npwd\n")
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.startswith(NO_TERMINAL)


def test_a_command_with_a_terminal_gets_the_desk_and_no_way_out_of_it(server, client):
    here = client("li", "-tt", command=("bash", "-i"))
    here.wait_for("Quit")
    here.child.send("\x1a")
    here.wait_for("History of the desk")
    here.child.send("\x1b")
    here.child.send("!id\r\x1c:!id\r\x03")
    here.wait_for("Press q to leave")
    assert b"uid=" not in here.sent
    for wanted in ("screenshot", "suspend"):
        here.child.send("\x10")
        here.wait_for("Type a few letters")
        here.child.send(wanted)
        here.wait_for("Nothing fits these letters")
        here.press("\x1b")
    assert len(server.processes("li")) == 1


def test_nothing_that_a_client_sends_steers_the_program(server, client, tmp_path):
    agent = subprocess.Popen(
        [program_of_system("ssh-agent"), "-D", "-a", tmp_path / "agent"], stdout=subprocess.DEVNULL
    )
    try:
        here = client(
            "office",
            *("-A", "-X", "-o", "SendEnv=*"),
            SSH_AUTH_SOCK=str(tmp_path / "agent"),
            DISPLAY="127.0.0.1:77",
            LANG="C.UTF-8",
            **dict.fromkeys(STEERING[:-1], "x"),
        )
        here.wait_for("Quit")
        (pid,) = server.processes("office")
        found = dict(
            each.split("=", 1) for each in Path(f"/proc/{pid}/environ").read_text().split("\0") if "=" in each
        )
    finally:
        agent.terminate()
        agent.wait()
    assert {"SSH_AUTH_SOCK", "DISPLAY"} & found.keys() == set()
    assert "x" not in [found.get(name) for name in STEERING]
    assert (found["LANG"], found["PYTHONUTF8"]) == ("C.UTF-8", "1")


def test_files_are_neither_fetched_nor_brought(server, tmp_path):
    brought = tmp_path / "brought"
    brought.write_text("x", encoding="utf-8")
    away = f"{address(server)}:"
    (tmp_path / "batch").write_text("ls\n", encoding="utf-8")
    for program, words in (
        ("scp", [f"{away}/etc/passwd", str(tmp_path / "got")]),
        ("scp", ["-O", f"{away}/etc/passwd", str(tmp_path / "got")]),
        ("scp", [str(brought), f"{away}{server.base}/state/brought"]),
        ("scp", ["-O", str(brought), f"{away}{server.base}/state/brought"]),
        ("sftp", ["-b", str(tmp_path / "batch"), address(server)]),
    ):
        done = subprocess.run(
            [*client_words(server, "li", program=program), *words],
            env=environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=60,
            check=False,
        )
        assert done.returncode != 0, (program, words)
        assert b"root:" not in done.stdout
    assert not (tmp_path / "got").exists()
    assert not (server.base / "state/brought").exists()


@pytest.fixture
def listener():
    """A service on this machine that a forwarded port would reach; it tells who came."""
    came = []
    with socket.socket() as service:
        service.bind(("127.0.0.1", 0))
        service.listen()

        def serve():
            try:
                while True:
                    line, _where = service.accept()
                    came.append(line.recv(16))
                    line.close()
            except OSError:
                return

        waiting = threading.Thread(target=serve, daemon=True)
        waiting.start()
        yield service.getsockname()[1], came
        service.shutdown(socket.SHUT_RDWR)
        waiting.join(10)


def test_no_port_is_forwarded(server, listener):
    port, came = listener
    out = run_client(server, "li", options=("-W", f"127.0.0.1:{port}"), given=b"hello")
    assert out.returncode != 0
    back = run_client(server, "li", options=("-N", "-R", "0:127.0.0.1:9", "-o", "ExitOnForwardFailure=yes"))
    assert back.returncode == 255
    assert b"remote port forwarding failed" in back.stderr
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        mine = free.getsockname()[1]
    through = subprocess.Popen(
        [*client_words(server, "li", "-N", "-v", "-L", f"{mine}:127.0.0.1:{port}"), address(server)],
        env=environment(),
        stdin=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    try:
        seen = b""
        while b"Entering interactive session" not in seen:
            seen += (line := through.stderr.readline())
            assert line, seen
        with socket.create_connection(("127.0.0.1", mine), timeout=20) as line:
            line.sendall(b"hello")
            assert _rest(line) == b""
    finally:
        through.kill()
        through.communicate()
    assert came == []


def _rest(line):
    try:
        return line.recv(16)
    except ConnectionResetError:
        return b""


def test_a_password_is_not_asked_for(server):
    done = subprocess.run(
        [
            *client_words(server, "stranger", "-v", "-o", "LogLevel=DEBUG"),
            *("-o", "PreferredAuthentications=none,password,keyboard-interactive"),
            address(server),
        ],
        env=environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 255
    assert set(re.findall(r"Authentications that can continue: (\S+)", done.stderr)) == {"publickey"}
