"""The server as a process: it listens, limits and stops."""

import http.client
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager

import pytest

from dutydesk.api import DataProblem
from dutydesk.feeds.tokens import new_token
from dutydesk.feeds.web import serving
from dutydesk.feeds.web.app import feed_app

PROGRAM = """
import logging, signal, sys
from starlette.responses import PlainTextResponse
from dutydesk.feeds.web.serving import serve

def ready(host, port):
    print(port, flush=True)
    if "early" in sys.argv:
        signal.raise_signal(signal.SIGTERM)

logging.basicConfig(level=logging.DEBUG, stream=sys.stderr)
serve(PlainTextResponse("hello"), "127.0.0.1", 0, ready=ready)
print("stopped", flush=True)
"""


@contextmanager
def running(app):
    """Run a server in a thread, and give its port."""
    with serving.listen("127.0.0.1", 0) as listening:
        server = serving.feed_server(app)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            yield listening.getsockname()[1]
        finally:
            server.should_exit = True
            thread.join(15)


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_stops_the_server_cleanly(how):
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        port = int(process.stdout.readline())
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        connection.request("GET", "/f/secret-token-in-the-path.ics")
        assert connection.getresponse().read() == b"hello"
        connection.close()
        process.send_signal(how)
        out, log = process.communicate(timeout=20)
    assert (process.returncode, out) == (0, "stopped\n")
    assert "Traceback" not in log
    assert "secret-token" not in log


def test_a_signal_that_comes_early_is_not_lost():
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, "early"], capture_output=True, text=True, timeout=20, check=False
    )
    assert (done.returncode, done.stdout.splitlines()[-1:]) == (0, ["stopped"]), done.stderr


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


def test_a_client_that_is_slow_to_ask_is_hung_up_on(book, tokens, monkeypatch):
    monkeypatch.setattr(serving, "HEADER_SECONDS", 0.6)
    with running(feed_app(book, tokens)) as port, socket.create_connection(("127.0.0.1", port), 10) as slow:
        began = time.monotonic()
        assert is_hung_up(slow, b"GET /health HTTP/1.1\r\nHost: x\r\n" * 3)
        assert time.monotonic() - began < 5


def test_a_slow_second_request_is_hung_up_on_too(book, tokens, monkeypatch):
    monkeypatch.setattr(serving, "HEADER_SECONDS", 0.6)
    with running(feed_app(book, tokens)) as port, socket.create_connection(("127.0.0.1", port), 10) as slow:
        slow.sendall(b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n")
        answer = b""
        while not answer.endswith(b"ok\n"):
            answer += slow.recv(4096)
        assert is_hung_up(slow, b"GET /hea")


def test_a_header_without_end_is_refused(book, tokens):
    with running(feed_app(book, tokens)) as port, socket.create_connection(("127.0.0.1", port), 10) as client:
        client.sendall(b"GET /health HTTP/1.1\r\nX: " + b"x" * 40_000)
        assert client.recv(4096).startswith(b"HTTP/1.1 4")
