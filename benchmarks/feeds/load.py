"""Servers on loopback under load: ours, nginx with the same bytes, Radicale with the same events."""

import os
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from icalendar import Calendar

_CONNECTIONS = 32
_ROUNDS = 3
_NGINX = """daemon off;
{user}
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 1024; }}
http {{
  access_log off;
  sendfile on;
  tcp_nopush on;
  keepalive_requests 100000000;
  client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f;
  uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  types {{ text/calendar ics; }}
  server {{ listen 127.0.0.1:{port}; root {folder}/www; }}
}}
"""
_RADICALE = """[server]
hosts = 127.0.0.1:{port}
[auth]
type = none
[storage]
filesystem_folder = {folder}
[logging]
level = error
"""


def free_port() -> int:
    """Return a port that nobody listens at."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


@contextmanager
def stopped_after(process: "subprocess.Popen[str]", port: int) -> Iterator[None]:
    """Wait until `process` listens at `port`, and stop it in the end."""
    try:
        for _ in range(300):
            with socket.socket() as trial:
                if trial.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        else:
            raise SystemExit(f"{process.args} does not listen")
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)


@contextmanager
def nginx(folder: Path, body: bytes) -> Iterator[str]:
    """Serve `body` from a file by nginx with one worker, and give its address."""
    (folder / "www").mkdir(parents=True)
    (folder / "www/feed.ics").write_bytes(body)
    port = free_port()
    # Started as root, its workers would become someone who may not read the folder.
    user = "" if os.geteuid() else "user root;"
    (folder / "nginx.conf").write_text(_NGINX.format(folder=folder, port=port, user=user), encoding="utf-8")
    program = shutil.which("nginx") or "/usr/sbin/nginx"
    process = subprocess.Popen([program, "-c", str(folder / "nginx.conf"), "-p", str(folder)], text=True)
    with stopped_after(process, port):
        yield f"http://127.0.0.1:{port}/feed.ics"


@contextmanager
def radicale(folder: Path, body: bytes) -> Iterator[str]:
    """Serve the events of `body` by Radicale, and give the address of its calendar."""
    calendar = folder / "collection-root/user/calendar"
    calendar.mkdir(parents=True)
    (calendar / ".Radicale.props").write_text('{"tag": "VCALENDAR"}', encoding="utf-8")
    for number, event in enumerate(Calendar.from_ical(body).walk("VEVENT")):
        one = Calendar()
        one.add("prodid", "-//benchmark//EN")
        one.add("version", "2.0")
        one.add_component(event)
        (calendar / f"{number}.ics").write_bytes(bytes(one.to_ical()))
    port = free_port()
    (folder / "config").write_text(_RADICALE.format(port=port, folder=folder), encoding="utf-8")
    process = subprocess.Popen(["radicale", "--config", str(folder / "config")], text=True)
    with stopped_after(process, port):
        yield f"http://127.0.0.1:{port}/user/calendar/"


@contextmanager
def ours(desk_folder: Path) -> Iterator[tuple[str, int]]:
    """Run our server with one worker; give its address and the process that answers."""
    process = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.feeds.school_server", str(desk_folder)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    if process.stdout is None:
        raise SystemExit("no output")
    port, supervisor = map(int, process.stdout.readline().split())
    with stopped_after(process, port):
        worker = 0
        for _ in range(600):
            children = Path(f"/proc/{supervisor}/task/{supervisor}/children").read_text().split()
            workers = [int(each) for each in children if "spawn_main" in _command(int(each))]
            if workers and _answers(port):
                worker = workers[0]
                break
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}", worker


def _command(process: int) -> str:
    return Path(f"/proc/{process}/cmdline").read_bytes().replace(b"\0", b" ").decode()


def _answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=60) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def rss_mb(process: int) -> float:
    """Return the resident memory of a process, in MB."""
    for line in Path(f"/proc/{process}/status").read_text(encoding="utf-8").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0


def tag_of(address: str) -> str:
    """Return the ETag that a server gives."""
    with urllib.request.urlopen(address) as answer:  # noqa: S310 - loopback
        return str(answer.headers["ETag"])


def rate(address: str, seconds: float, *headers: str, connections: int = _CONNECTIONS) -> float:
    """Return the answers a second that wrk gets, and stop where one is not as it should be."""
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds:g}s", "--timeout", "10s"]
    for header in headers:
        command += ["-H", header]
    done = subprocess.run(
        [*command, address], capture_output=True, text=True, check=True, timeout=seconds + 60
    )
    if "Non-2xx" in done.stdout and not any("If-None-Match" in each for each in headers):
        raise SystemExit(f"{address}: {done.stdout}")
    found = re.search(r"Requests/sec:\s+([0-9.]+)", done.stdout)
    if found is None:
        raise SystemExit(done.stdout)
    return float(found[1])


def rates(addresses: dict[str, str], seconds: float) -> dict[str, tuple[float, float]]:
    """Return the 200s and 304s a second of each address, medians of rounds taken in turn."""
    tags = {name: tag_of(address) for name, address in addresses.items()}
    found: dict[str, tuple[list[float], list[float]]] = {name: ([], []) for name in addresses}
    for _ in range(_ROUNDS):
        for name, address in addresses.items():
            found[name][0].append(rate(address, seconds))
        for name, address in addresses.items():
            found[name][1].append(rate(address, seconds, f"If-None-Match: {tags[name]}"))
    return {
        name: (statistics.median(whole), statistics.median(same)) for name, (whole, same) in found.items()
    }
