"""Who may read and write what belongs to the desk and to the keys of its members."""

import os
import pwd
import stat
from collections.abc import Iterator
from pathlib import Path

from dutydesk.ssh.finding import Finding
from dutydesk.ssh.service import Service
from dutydesk.wording import _

_OTHERS = 0o077
_OTHERS_WRITE = 0o022
_DATABASE = "dutydesk.db"
_NO_SHELLS = frozenset({"nologin", "false"})


def place_findings(service: Service, account: pwd.struct_passwd) -> Iterator[Finding]:
    """Yield what others on the machine could read, what the account could write, and what it cannot reach."""
    for name in ("", "desk.toml", _DATABASE, f"{_DATABASE}-wal", f"{_DATABASE}-shm"):
        yield from _private(service.folder / name, account, is_needed=not name)
    home = Path(account.pw_dir)
    yield from _owned(home, account, _OTHERS_WRITE, is_needed=True)
    yield from _safe(service.keys_file)
    if Path(account.pw_shell).name in _NO_SHELLS:
        yield Finding(
            _("the shell of {account} is {shell}, which runs nothing").format(
                account=service.account, shell=account.pw_shell
            ),
            f"usermod -s /bin/sh {service.account}",
        )
    if not os.access(service.program, os.X_OK):
        yield Finding(
            _("{program} is not there or cannot be run").format(program=service.program),
            _("install DutyDesk there, or write the files anew with --program"),
        )


def _private(path: Path, account: pwd.struct_passwd, *, is_needed: bool) -> Iterator[Finding]:
    yield from _owned(path, account, _OTHERS, is_needed=is_needed)


def _owned(path: Path, account: pwd.struct_passwd, closed: int, *, is_needed: bool) -> Iterator[Finding]:
    try:
        found = path.stat()
    except FileNotFoundError:
        if is_needed:
            yield Finding(_("{path} is not there").format(path=path), _("run install.sh again"))
        return
    if found.st_uid != account.pw_uid:
        yield Finding(
            _("{path} does not belong to {account}").format(path=path, account=account.pw_name),
            f"chown {account.pw_name}: '{path}'",
        )
    if stat.S_IMODE(found.st_mode) & closed:
        change = "go-rwx" if closed == _OTHERS else "go-w"
        text = (
            _("others on this machine can open {path}")
            if closed == _OTHERS
            else _("others on this machine can write in {path}")
        )
        yield Finding(text.format(path=path), f"chmod {change} '{path}'")


def _safe(keys: Path) -> Iterator[Finding]:
    """Yield where someone other than the administrator could put other keys in the place of these.

    sshd itself passes over a file of keys where any folder on the way to it is open to others.
    """
    for path in (keys, *keys.parents):
        try:
            found = path.stat()
        except FileNotFoundError:
            yield Finding(_("{path} is not there").format(path=path), _("run install.sh"))
            return
        if found.st_uid != 0 or stat.S_IMODE(found.st_mode) & _OTHERS_WRITE:
            yield Finding(
                _("not only the administrator can write {path}").format(path=path),
                f"chown root: '{path}' && chmod go-w '{path}'",
            )
