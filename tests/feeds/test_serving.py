"""The server as processes: it listens, limits, starts workers again, and stops."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from dutydesk.api import DataProblem
from dutydesk.feeds.tokens import new_token
from dutydesk.feeds.web import protocol, serving
from dutydesk.feeds.web.app import THIS_MACHINE
from tests.feeds.web_client import feed_app, running

PROGRAM = [sys.executable, str(Path(__file__).parent / "hello_server.py")]


@contextmanager
def hello():
    """Run a server of two workers; give its process and port."""
    with subprocess.Popen(PROGRAM, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            yield process, int(process.stdout.readline())
        finally:
            if process.poll() is None:
                process.kill()


def ask(port: int, path: str = "/") -> str:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("GET", path)
    body = connection.getresponse().read().decode()
    connection.close()
    return body


def answering(port: int, least: int, *, beside: set[str] | None = None) -> set[str]:
    """Ask until `least` processes have answered that are none of `beside`, and return them."""
    found: set[str] = set()
    for _ in range(2000):
        try:
            found.add(ask(port))
        except (ConnectionError, http.client.HTTPException):
            continue
        if len(found - (beside or set())) >= least:
            return found - (beside or set())
        time.sleep(0.01)
    pytest.fail(f"only {found} answered")


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_stops_every_worker_cleanly(how):
    with hello() as (process, port):
        workers = answering(port, 1)
        ask(port, "/f/secret-token-in-the-path.ics")
        process.send_signal(how)
        out, log = process.communicate(timeout=20)
    assert (process.returncode, out) == (0, "stopped\n")
    assert "Traceback" not in log
    assert "secret-token" not in log
    for worker in workers:
        with pytest.raises(ProcessLookupError):
            os.kill(int(worker), 0)


def test_a_signal_that_comes_early_is_not_lost():
    done = subprocess.run([*PROGRAM, "early"], capture_output=True, text=True, timeout=30, check=False)
    assert (done.returncode, done.stdout.splitlines()[-1:]) == (0, ["stopped"]), done.stderr


def test_a_worker_that_dies_is_started_again():
    with hello() as (process, port):
        first = answering(port, 2)
        os.kill(int(next(iter(first))), signal.SIGKILL)
        assert answering(port, 1, beside=first)
        process.terminate()
        assert process.communicate(timeout=20)[0] == "stopped\n"


def test_workers_end_with_a_supervisor_that_is_killed():
    with hello() as (process, port):
        workers = answering(port, 2)
        process.kill()
        process.communicate(timeout=20)
        for worker in workers:
            for _ in range(200):
                if not Path(f"/proc/{worker}").exists():
                    break
                time.sleep(0.05)
            else:
                pytest.fail(f"the worker {worker} lives on")


def test_a_hangup_signal_replaces_every_worker_while_others_answer():
    with hello() as (process, port):
        first = answering(port, 2)
        process.send_signal(signal.SIGHUP)
        broken_off = 0
        seen: set[str] = set()
        while len(seen - first) < 2 and broken_off < 2:
            try:
                seen.add(ask(port))
            except (ConnectionError, http.client.HTTPException):
                # One connection may be taken by a worker in the moment in which it stops.
                broken_off += 1
        assert broken_off < 2
        process.terminate()
        assert process.communicate(timeout=20)[0] == "stopped\n"


def test_whichever_worker_is_asked_gives_the_figures_of_all():
    with hello() as (process, port):
        answering(port, 2)
        asked = 40
        before = sum(figure(ask(port, "/metrics")))
        for _ in range(asked):
            ask(port)
        texts = [ask(port, "/metrics") for _ in range(6)]
        assert {sum(figure(text)) - before for text in texts} == {asked}
        process.terminate()
        process.communicate(timeout=20)


def figure(text: str) -> list[float]:
    return [float(found) for found in re.findall(r"^dutydesk_requests_total\{.*\} (.*)$", text, re.MULTILINE)]


def test_a_taken_port_is_told_in_one_line():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(DataProblem, match=f"127.0.0.1 port {port}: cannot listen there: ") as caught:
            serving.serve(None, "127.0.0.1", port)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("host", "port"), [("no.such.host.invalid", 0), ("192.0.2.1", 0), ("127.0.0.1", 99999)]
)
def test_an_impossible_address_is_told_too(host, port):
    with pytest.raises(DataProblem, match="cannot listen there"):
        serving.listen(host, port)


def test_a_feed_comes_over_a_real_connection(book, tokens):
    token = new_token()
    tokens.issue(token, "person/li-wei")
    with running(feed_app(book, tokens)) as port:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        connection.request("HEAD", f"/f/{token}.ics")
        head = connection.getresponse()
        assert head.read() == b""
        connection.request("GET", f"/f/{token}.ics?person=someone-else")
        got = connection.getresponse()
        body = got.read()
        assert body == book.feed("person/li-wei").body
        assert head.headers["Content-Length"] == str(len(body))
        assert "Server" not in got.headers
        connection.request("GET", f"/f/{token}.ics", headers={"If-None-Match": got.headers["ETag"]})
        again = connection.getresponse()
        assert (again.status, again.read()) == (304, b"")
        connection.close()


def test_a_change_comes_out_by_itself(book, tokens, desk):
    token = new_token()
    tokens.issue(token, "person/li-wei")
    with running(feed_app(book, tokens)) as port:
        assert "Night duty" in ask(port, f"/f/{token}.ics")
        desk.rename(0, title="Changed")
        for _ in range(200):
            if "Changed" in ask(port, f"/f/{token}.ics"):
                break
            time.sleep(0.05)
        else:
            pytest.fail("the change never came out")


def test_uses_are_written_when_the_server_stops(book, tokens):
    token = new_token()
    tokens.issue(token, "person/li-wei")
    with running(feed_app(book, tokens)) as port:
        ask(port, f"/f/{token}.ics")
    assert len(tokens.uses) == 1


@pytest.mark.parametrize(("proxies", "status"), [(THIS_MACHINE, 404), ((), 200)])
def test_what_comes_through_a_proxy_is_not_from_this_machine(book, tokens, proxies, status):
    with running(feed_app(book, tokens, proxies=proxies)) as port:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        connection.request("GET", "/metrics", headers={"X-Forwarded-For": "203.0.113.9"})
        assert connection.getresponse().status == status
        connection.close()


def is_hung_up(connection: socket.socket, letters: bytes) -> bool:
    """Send `letters` one at a time, and tell whether the server closed the connection meanwhile."""
    connection.settimeout(5)
    try:
        for letter in letters:
            connection.sendall(bytes([letter]))
            time.sleep(0.05)
        return connection.recv(1) == b""
    except (ConnectionError, TimeoutError) as error:
        return isinstance(error, ConnectionError)


@pytest.mark.parametrize(
    "letters", [b"GET /health HTTP/1.1\r\nHost: x\r\n" * 3, b"\r\n" * 60], ids=["header", "nothing"]
)
def test_a_client_that_is_slow_to_ask_is_hung_up_on(book, tokens, monkeypatch, letters):
    monkeypatch.setattr(protocol, "REQUEST_SECONDS", 0.6)
    with running(feed_app(book, tokens)) as port, socket.create_connection(("127.0.0.1", port), 10) as slow:
        assert is_hung_up(slow, letters)


@pytest.mark.parametrize("letters", [b"GET /hea", b"\r\n" * 60], ids=["header", "nothing"])
def test_a_slow_second_request_is_hung_up_on_too(book, tokens, monkeypatch, letters):
    monkeypatch.setattr(protocol, "REQUEST_SECONDS", 0.6)
    with running(feed_app(book, tokens)) as port, socket.create_connection(("127.0.0.1", port), 10) as slow:
        slow.sendall(b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n")
        answer = b""
        while not answer.endswith(b"ok\n"):
            answer += slow.recv(4096)
        assert is_hung_up(slow, letters)


def test_a_body_that_trickles_in_is_hung_up_on(book, tokens, monkeypatch):
    monkeypatch.setattr(protocol, "REQUEST_SECONDS", 0.6)
    with running(feed_app(book, tokens)) as port, socket.create_connection(("127.0.0.1", port), 10) as slow:
        slow.sendall(b"POST /health HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n")
        slow.settimeout(5)
        assert slow.recv(4096).startswith(b"HTTP/1.1 405")
        assert is_hung_up(slow, b"x" * 60)


def test_a_client_that_does_not_read_its_answer_is_hung_up_on(book, tokens, desk, make_event, monkeypatch):
    monkeypatch.setattr(protocol, "SENDING_SECONDS", 0.6)
    desk.events = [make_event(f"e{number}", description="x" * 3000) for number in range(4000)]
    token = new_token()
    tokens.issue(token, "person/li-wei")
    with running(feed_app(book, tokens)) as port, socket.socket() as client:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        client.connect(("127.0.0.1", port))
        client.sendall(f"GET /f/{token}.ics HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        time.sleep(2)
        client.settimeout(10)
        assert len(read_to_the_end(client)) < len(book.feed("person/li-wei").body)


def read_to_the_end(client: socket.socket) -> bytes:
    """Return what comes until the server is done or hangs up."""
    got = b""
    try:
        while chunk := client.recv(65536):
            got += chunk
    except ConnectionError:
        pass
    return got


@pytest.mark.parametrize(
    "request_bytes",
    [
        b"GET /health HTTP/1.1\r\nX: " + b"x" * 40_000,
        b"GET /" + b"x" * 40_000,
        b"\x16\x03\x01 not http \r\n\r\n",
    ],
    ids=["header", "address", "noise"],
)
def test_a_request_without_end_or_sense_is_refused(book, tokens, request_bytes):
    with running(feed_app(book, tokens)) as port, socket.create_connection(("127.0.0.1", port), 10) as client:
        client.sendall(request_bytes)
        try:
            answer = client.recv(4096)
        except ConnectionError:
            answer = b""
        assert answer == b"" or answer.startswith(b"HTTP/1.1 4")


def test_two_hundred_slow_clients_keep_nobody_waiting(book, tokens):
    with running(feed_app(book, tokens)) as port:
        slow = [socket.create_connection(("127.0.0.1", port), 10) for _ in range(200)]
        try:
            for client in slow:
                client.sendall(b"GET /health HTTP/1.1\r\nX-Slow: ")
            for _ in range(20):
                assert ask(port, "/health") == "ok\n"
        finally:
            for client in slow:
                client.close()


def test_beyond_the_most_connections_new_ones_are_hung_up_on(book, tokens, monkeypatch):
    monkeypatch.setattr(protocol, "MOST_CONNECTIONS", 5)
    with running(feed_app(book, tokens)) as port:
        held = [socket.create_connection(("127.0.0.1", port), 10) for _ in range(5)]
        time.sleep(0.3)
        with pytest.raises((ConnectionError, http.client.HTTPException)):
            ask(port, "/health")
        for client in held:
            client.close()
        time.sleep(0.3)
        assert ask(port, "/health") == "ok\n"


def test_one_address_cannot_take_every_connection_but_a_proxy_here_may(monkeypatch):
    monkeypatch.setattr(protocol, "MOST_FROM_ADDRESS", 2)

    class Other:
        client = ("192.0.2.7", 1)

    for address, crowded in (("192.0.2.7", True), ("192.0.2.8", False), ("127.0.0.1", False)):
        one = object.__new__(protocol.DeadlineProtocol)
        one.client = (address, 5)
        one.connections = {Other(), Other(), Other(), one}
        assert one._is_crowded() is crowded
