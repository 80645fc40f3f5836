"""A real sshd on loopback, set up by what `dutydesk ssh-setup` writes, and taken away again."""

import fcntl
import getpass
import os
import pwd
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

import pytest

from dutydesk.cli.main import main
from dutydesk.domain import Person
from dutydesk.host.founding import found_desk
from dutydesk.host.opening import open_desk

ROOT = Path(__file__).parents[2]
FOLDER = """学校 "it's" $HOME \\a"b;c"""
"""A name at which every careless quoting breaks."""

PEOPLE = (
    Person(id="li-wei", name="李伟", latin="Li Wei", rank="leader", squad="1"),
    Person(id="qian", name="钱卫东", latin="Qian Weidong", rank="deputy", squad="1"),
    Person(id="liu-yang", name="刘洋", latin="Liu Yang", rank="guard", squad="1"),
    Person(id="ouyang", name="欧阳明月", latin="Ouyang Mingyue", rank="guard", squad="1"),
)
CROWD = tuple(f"m{number:02}" for number in range(1, 21))
MEMBERS = {
    "li": ("leader", "li-wei"),
    "qian": ("deputy", "qian"),
    "刘洋": ("guard", "liu-yang"),
    "office": ("viewer", ""),
    **dict.fromkeys(CROWD, ("deputy", "")),
}
_SBIN = "/usr/sbin"
_STARTS_WITHIN = 20


def program_of_system(name: str) -> str:
    """Return where a program of OpenSSH is; without it a test is passed over."""
    found = shutil.which(name) or shutil.which(name, path=_SBIN)
    if found is None:
        pytest.skip(f"{name} is not installed: apt-get install openssh-server")
    return found


def make_key(path: Path) -> str:
    """Make a key without a passphrase and return its public line."""
    keygen = program_of_system("ssh-keygen")
    subprocess.run(
        [keygen, "-q", "-t", "ed25519", "-N", "", "-C", path.name, "-f", path],
        check=True,
    )
    return path.with_name(f"{path.name}.pub").read_text(encoding="utf-8").strip()


def run_dutydesk(*arguments: object) -> int:
    """Run a command in this process and return its status."""
    with pytest.raises(SystemExit) as left:
        main([str(each) for each in arguments])
    return int(left.value.code or 0)


class SshServer:
    """One sshd, the account by which members come in, their keys, and the desk that they come to.

    As root the account is made, and everything put in its place, by the install.sh that was written. Anyone
    else, and a root whose Python no other account can reach, comes in by the own account: the same files.
    """

    def __init__(self, base: Path) -> None:
        self.base = base
        self.etc = base / "etc"
        self.out = base / "setup"
        self.desk = base / FOLDER
        self.keys = base / "keys"
        self.has_own_account = os.geteuid() == 0 and _reachable_python() is not None
        self.account = f"dutydesk-t{os.getpid()}" if self.has_own_account else getpass.getuser()
        # No set-up is written for root.
        self.named = f"dutydesk-t{os.getpid()}" if self.account == "root" else self.account
        self.program = base / "bin" / "dutydesk"
        self.port = 0

    # Making it

    def make(self) -> None:
        for folder in (self.etc / "sshd_config.d", self.keys, self.program.parent, self.base / "state"):
            folder.mkdir(parents=True)
        self._write_program()
        self._make_desk()
        self._write_config()
        assert run_dutydesk(*self.setup_arguments(), "--to", self.out) == 0
        if self.has_own_account:
            self._install()
        else:
            self._put_in_place()
        for name in MEMBERS:
            mark = self.base / "state/dutydesk/as" / quote(name) / "tour-shown"
            mark.parent.mkdir(parents=True)
            mark.touch()
        self._give(self.base / "state")

    def setup_arguments(self) -> tuple[object, ...]:
        where = ("--account", self.named, "--program", self.program, "--etc", self.etc)
        return ("--desk", self.desk, "ssh-setup", *where)

    def _write_program(self) -> None:
        """Write what an administrator would have installed: the command, with folders that are the test's."""
        python = _reachable_python() or sys.executable
        paths = os.pathsep.join([str(ROOT), str(ROOT / "plugins"), sysconfig.get_path("purelib")])
        self.program.write_text(
            "#!/bin/sh\n"
            f"export PYTHONPATH={shlex.quote(paths)} PYTHONDONTWRITEBYTECODE=1\n"
            f"export XDG_STATE_HOME={self.base}/state XDG_CONFIG_HOME={self.base}/state\n"
            f'exec {shlex.quote(python)} -m dutydesk "$@"\n',
            encoding="utf-8",
        )
        self.program.chmod(0o755)

    def _make_desk(self) -> None:
        found_desk(self.desk, name="第一中学 No. 1 School", zone="Asia/Shanghai")
        with closing(open_desk(self.desk, actor="setup")) as desk, desk.change("people") as change:
            for person in PEOPLE:
                change.add(person)
        tables = [
            f'[[member]]\nname = "{name}"\nrole = "{role}"\nperson = "{person}"\n'
            f"keys = ['{make_key(self.keys / name)}']\n"
            for name, (role, person) in MEMBERS.items()
        ]
        (self.desk / "config/roles.toml").write_text("\n".join(tables), encoding="utf-8")
        make_key(self.keys / "stranger")

    def _write_config(self) -> None:
        make_key(self.etc / "host_key")
        public = (self.etc / "host_key.pub").read_text(encoding="utf-8").split()[:2]
        (self.base / "known_hosts").write_text(f"* {' '.join(public)}\n", encoding="utf-8")
        (self.etc / "sshd_config").write_text(
            f"Include {self.etc}/sshd_config.d/*.conf\n"
            f"ListenAddress 127.0.0.1\nHostKey {self.etc}/host_key\nPidFile none\nUsePAM no\n"
            # What a careless server allows: the account's own settings must close all of it.
            "X11Forwarding yes\nAllowTcpForwarding yes\nPermitTunnel yes\nPermitUserRC yes\n"
            "PasswordAuthentication yes\nAcceptEnv *\nMaxStartups 100\n"
            f"StrictModes {'yes' if self.has_own_account else 'no'}\n"
            "Subsystem sftp internal-sftp\n",
            encoding="utf-8",
        )

    def _install(self) -> None:
        """Run install.sh as it is; a systemd that may be here is not to hear of it."""
        aside = self.base / "aside"
        aside.mkdir()
        (aside / "systemctl").write_text("#!/bin/sh\nexit 0\n", encoding="utf-8")
        (aside / "systemctl").chmod(0o755)
        with _one_at_a_time():
            done = subprocess.run(
                ["sh", str(self.out / "install.sh")],
                env={**os.environ, "PATH": f"{aside}:{os.environ.get('PATH', '')}"},
                capture_output=True,
                text=True,
                check=False,
            )
        assert done.returncode == 0, done.stdout + done.stderr

    def _put_in_place(self) -> None:
        keys = self.etc / "dutydesk" / f"{self.named}.keys"
        keys.parent.mkdir()
        shutil.copyfile(self.out / "authorized_keys", keys)
        settings = (self.out / "sshd.conf").read_text(encoding="utf-8")
        (self.etc / "sshd_config.d" / f"10-dutydesk-{self.named}.conf").write_text(
            settings.replace(f"Match User {self.named}\n", f"Match User {self.account}\n"), encoding="utf-8"
        )
        self.desk.chmod(0o700)

    def _give(self, folder: Path) -> None:
        if self.has_own_account:
            entry = pwd.getpwnam(self.account)
            for each in (folder, *folder.rglob("*")):
                os.chown(each, entry.pw_uid, entry.pw_gid)

    def take_away(self) -> None:
        if self.has_own_account:
            with suppress(KeyError), _one_at_a_time():
                self._end_all_of(pwd.getpwnam(self.account).pw_uid)
                subprocess.run(["userdel", "--remove", self.account], capture_output=True, check=False)
        shutil.rmtree(self.base, ignore_errors=True)

    def _end_all_of(self, user: int) -> None:
        """End what the account still runs, such as sshd's part of a line: with it, no account can go."""
        until = time.monotonic() + _STARTS_WITHIN
        while time.monotonic() < until:
            left = [each for each in Path("/proc").iterdir() if each.name.isdigit() and _owner(each) == user]
            if not left:
                return
            for process in left:
                with suppress(ProcessLookupError):
                    os.kill(int(process.name), signal.SIGKILL)
            time.sleep(0.02)

    # Running it

    @contextmanager
    def sshd(self, before: str = "") -> Iterator[int]:
        """Run an sshd and give its port; `before` is a text of settings that go before the account's own."""
        first = self.etc / "sshd_config.d/00-before.conf"
        first.write_text(before, encoding="utf-8")
        if os.geteuid() == 0:
            Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        with (self.base / "sshd.log").open("ab") as log:
            process = subprocess.Popen(
                [program_of_system("sshd"), "-D", "-e", "-f", self.etc / "sshd_config", "-p", str(port)],
                stdin=subprocess.DEVNULL,
                stderr=log,
            )
        try:
            self._wait_for(port, process)
            first.unlink()
            yield port
        finally:
            process.terminate()
            process.wait()

    def _wait_for(self, port: int, process: "subprocess.Popen[bytes]") -> None:
        until = time.monotonic() + _STARTS_WITHIN
        while True:
            assert process.poll() is None, self.log
            assert time.monotonic() < until, self.log
            with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1) as line:
                if line.recv(4) == b"SSH-":
                    return
            time.sleep(0.02)

    # Looking at it

    @property
    def log(self) -> str:
        return (self.base / "sshd.log").read_text(encoding="utf-8", errors="replace")

    def open(self, actor: str = "li"):
        """Give the desk, opened beside the members, and close it after."""
        return closing(open_desk(self.desk, actor=actor))

    def processes(self, name: str = "") -> tuple[int, ...]:
        """Return the processes in which the desk is open, as member `name` if given."""
        found = []
        for entry in Path("/proc").iterdir():
            if not entry.name.isdigit():
                continue
            with suppress(OSError):
                words = entry.joinpath("cmdline").read_bytes().split(b"\0")
                if os.fsencode(self.desk) in words and (not name or name.encode() in words):
                    found.append(int(entry.name))
        return tuple(found)


def _owner(process: Path) -> int:
    try:
        return process.stat().st_uid
    except OSError:
        return -1


@contextmanager
def running_server():
    """Give a server that runs, with its desk, and take all of it away afterwards."""
    program_of_system("sshd")
    # As root below a folder that only root can write, for sshd looks at every folder above the keys.
    parent = "/run" if os.geteuid() == 0 else None
    base = Path(tempfile.mkdtemp(prefix="dutydesk-ssh-", dir=parent))
    base.chmod(0o755)
    server = SshServer(base)
    try:
        server.make()
        with server.sshd() as server.port:
            yield server
    finally:
        server.take_away()


def _reachable_python() -> str | None:
    """Return a Python with our libraries that any account can run, or None."""
    libraries = sysconfig.get_path("purelib")
    for python in (sys.executable, f"/usr/bin/python3.{sys.version_info.minor}", "/usr/bin/python3"):
        with suppress(OSError, KeyError, subprocess.SubprocessError):
            done = subprocess.run(
                [python, "-c", "import sys, textual, dutydesk; print(sys.version_info[1])"],
                env={"PYTHONPATH": os.pathsep.join([str(ROOT), libraries]), "PATH": os.defpath},
                user=pwd.getpwnam("nobody").pw_uid,
                group=pwd.getpwnam("nobody").pw_gid,
                extra_groups=[],
                cwd="/",
                capture_output=True,
                text=True,
                timeout=30,
                check=True,
            )
            if done.stdout.strip() == str(sys.version_info.minor):
                return python
    return None


@contextmanager
def _one_at_a_time():
    """Hold a lock over the machine's list of accounts: two at once refuse each other."""
    with (Path(tempfile.gettempdir()) / "dutydesk-test-accounts.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
