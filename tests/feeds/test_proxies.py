"""The examples of proxies and of the systemd unit work as they are, in real nginx, Caddy and systemd."""

import http.client
import os
import re
import shutil
import socket
import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest

from dutydesk.feeds.tokens import new_token
from dutydesk.feeds.web.app import THIS_MACHINE, behind_proxies
from tests.feeds.web_client import Answer, feed_app, running

DEPLOY = Path(__file__).parents[2] / "docs/deploy"


def program(name: str, *elsewhere: str) -> str:
    """Return the path of a program, or skip where it is not installed; the CI has no such excuse."""
    found = shutil.which(name) or next((path for path in elsewhere if Path(path).is_file()), None)
    if found is None:
        reason = f"needs {name}"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return found


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


@contextmanager
def started(command, port, log):
    with (
        log.open("wb") as stderr,
        subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=stderr) as process,
    ):
        try:
            for _ in range(200):
                with socket.socket() as trial:
                    if trial.connect_ex(("127.0.0.1", port)) == 0:
                        break
                if process.poll() is not None:
                    pytest.fail(log.read_text())
                time.sleep(0.05)
            yield
        finally:
            process.terminate()
            process.wait(20)


@contextmanager
def nginx(folder: Path, server_port: int):
    """Run nginx with the example's own lines; only ports, names and folders of files are put in."""
    nginx_program, openssl = program("nginx", "/usr/sbin/nginx"), program("openssl")
    plain, secure = free_port(), free_port()
    subprocess.run(
        [
            *(openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost"),
            *("-days", "2", "-keyout", str(folder / "key.pem"), "-out", str(folder / "cert.pem")),
        ],
        check=True,
        capture_output=True,
    )
    example = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    changes = {
        r"listen \[::\].*;\n": "\n",
        r"listen 80;": f"listen 127.0.0.1:{plain};",
        r"listen 443 ssl;": f"listen 127.0.0.1:{secure} ssl;",
        r"server 127\.0\.0\.1:8765;": f"server 127.0.0.1:{server_port};",
        r"/etc/letsencrypt/\S*fullchain.pem": str(folder / "cert.pem"),
        r"/etc/letsencrypt/\S*privkey.pem": str(folder / "key.pem"),
        r"/var/log/nginx/": f"{folder}/",
        r"duty\.school\.example": "localhost",
    }
    for old, new in changes.items():
        example, count = re.subn(old, new, example)
        assert count, old
    (folder / "site.conf").write_text(example, encoding="utf-8")
    temporary = "".join(
        f"{kind}_temp_path {folder}/{kind};\n"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "nginx.conf").write_text(
        f"daemon off;\nuser root;\npid {folder}/pid;\nerror_log {folder}/error.log;\nevents {{}}\n"
        f"http {{\n{temporary}include {folder}/site.conf;\n}}\n",
        encoding="utf-8",
    )
    command = [nginx_program, "-c", str(folder / "nginx.conf"), "-p", str(folder)]
    with started(command, secure, folder / "stderr"):
        yield f"https://127.0.0.1:{secure}", plain


@contextmanager
def caddy(folder: Path, server_port: int):
    """Run Caddy with the example's own lines, without the certificate that it would fetch."""
    caddy_program, port = program("caddy"), free_port()
    example = (DEPLOY / "Caddyfile").read_text(encoding="utf-8")
    changes = {
        r"duty\.school\.example \{": f"http://127.0.0.1:{port} {{",
        r"127\.0\.0\.1:8765": f"127.0.0.1:{server_port}",
        r"/var/log/caddy/": f"{folder}/",
    }
    for old, new in changes.items():
        example, count = re.subn(old, new, example)
        assert count, old
    (folder / "Caddyfile").write_text(f"{{\n\tadmin off\n}}\n{example}", encoding="utf-8")
    command = [caddy_program, "run", "--config", str(folder / "Caddyfile"), "--adapter", "caddyfile"]
    with started(command, port, folder / "stderr"):
        yield f"http://127.0.0.1:{port}", None


def ask(address: str, **headers: str) -> Answer:
    trusting = ssl.create_default_context()
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    request = urllib.request.Request(address, headers=headers)  # noqa: S310 - loopback
    try:
        answer = urllib.request.urlopen(request, context=trusting, timeout=20)  # noqa: S310 - likewise
    except urllib.error.HTTPError as error:
        answer = error
    with answer:
        headers = {name.lower(): value for name, value in answer.headers.items()}
        return Answer(answer.status, headers, answer.read())


class Clients:
    """ASGI middleware that remembers as whom the server knows each client."""

    def __init__(self, app):
        self.app = app
        self.seen = []

    async def __call__(self, scope, receive, send):
        if scope["type"] == "http":
            self.seen.append((scope["client"][0], scope["scheme"]))
        await self.app(scope, receive, send)


@pytest.mark.parametrize("proxy", [nginx, caddy], ids=["nginx", "caddy"])
def test_the_example_passes_feeds_on_and_nothing_else(proxy, book, tokens, tmp_path):
    token = new_token()
    tokens.issue(token, "person/li-wei")
    app = Clients(feed_app(book, tokens))
    with (
        running(behind_proxies(app, THIS_MACHINE)) as server_port,
        proxy(tmp_path, server_port) as (address, plain),
    ):
        feed = ask(f"{address}/f/{token}.ics")
        assert feed.status == 200
        assert feed.body == book.feed("person/li-wei").body
        assert feed.headers["content-type"] == "text/calendar; charset=utf-8"
        assert feed.headers["strict-transport-security"]
        again = ask(f"{address}/f/{token}.ics", **{"If-None-Match": feed.headers["etag"]})
        assert again.status == 304
        assert ask(f"{address}/s/{token}").body.startswith(b"person/li-wei")
        assert ask(f"{address}/f/{new_token()}.ics").status == 404
        answered = len(app.seen)
        for path in ("/health", "/metrics", "/", "/f", f"/{token}"):
            assert ask(f"{address}{path}").status == 404
        assert len(app.seen) == answered
        ask(f"{address}/f/{token}.ics", **{"X-Forwarded-For": "203.0.113.9"})
        assert {client for client, _ in app.seen} == {"127.0.0.1"}
        assert app.seen[-1][1] == address.partition(":")[0]
        if plain:
            asked_in_plain = http.client.HTTPConnection("127.0.0.1", plain, timeout=20)
            asked_in_plain.request("GET", f"/f/{token}.ics", headers={"Host": "localhost"})
            sent_on = asked_in_plain.getresponse()
            assert (sent_on.status, sent_on.headers["Location"]) == (301, f"https://localhost/f/{token}.ics")
            asked_in_plain.close()
    for file in tmp_path.rglob("*"):
        if file.is_file() and file.suffix in {".log", ""}:
            assert token.encode() not in file.read_bytes(), file


def test_the_unit_is_one_that_systemd_understands(tmp_path):
    analyze = program("systemd-analyze")
    unit = (DEPLOY / "dutydesk.service").read_text(encoding="utf-8")
    program_line = re.compile(r"ExecStart=/opt/dutydesk/bin/dutydesk (.*)")
    arguments = program_line.search(unit)[1]
    unit = unit.replace("/opt/dutydesk/bin/dutydesk", sys.executable).replace("User=dutydesk", "User=root")
    (tmp_path / "dutydesk.service").write_text(unit, encoding="utf-8")
    done = subprocess.run(
        [analyze, "verify", str(tmp_path / "dutydesk.service")], capture_output=True, text=True, check=False
    )
    complaints = [line for line in done.stderr.splitlines() if "dutydesk.service" in line]
    assert complaints == []
    options = [each for each in arguments.split() if each.startswith("--")]
    text = subprocess.run(
        [sys.executable, "-m", "dutydesk", "serve", "--help"], capture_output=True, text=True, check=True
    ).stdout
    assert all(option in text for option in options if option != "--desk")
