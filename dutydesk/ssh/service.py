"""How a desk is opened over SSH: by which account and program, and where the server looks for keys."""

import re
import shlex
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from dutydesk.api import DataProblem
from dutydesk.config.role_settings import RoleSettings
from dutydesk.config.ssh_keys import PublicKey, read_public_key
from dutydesk.domain import clean_line
from dutydesk.wording import _

ETC = Path("/etc/ssh")
ACCOUNT = "dutydesk"
_ACCOUNT = re.compile(r"[a-z_][a-z0-9_-]{0,31}\Z")
_PLAIN_PATH = re.compile(r"/[\w./@+=-]*\Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class Service:
    """One desk on one server: the account that all its members come in by, and the program that they get."""

    account: str
    folder: Path
    program: Path
    etc: Path = ETC

    @property
    def keys_file(self) -> Path:
        """Where sshd finds the keys of the members; the account itself cannot write there."""
        return self.etc / "dutydesk" / f"{self.account}.keys"

    @property
    def settings_file(self) -> Path:
        """Where sshd finds what holds for the account."""
        return self.etc / "sshd_config.d" / f"10-dutydesk-{self.account}.conf"

    @property
    def home(self) -> Path:
        """The account's own folder, where the program keeps what each member prefers."""
        return Path("/var/lib") / self.account

    def command(self, name: str) -> str:
        """Return the one command that the key of member `name` runs, as a shell reads it."""
        return shlex.join([str(self.program), "--desk", str(self.folder), "--as", name])


def service(account: str, folder: Path, program: Path, etc: Path = ETC) -> Service:
    """Return the service after looking whether all of its names can stand in the files of a server.

    Raises:
        DataProblem: one of them cannot, or the account is that of the administrator.
    """
    if not _ACCOUNT.match(account):
        raise DataProblem(
            _("{account!r} will not do as an account: expected small letters, digits, - and _").format(
                account=clean_line(account, 40)
            )
        )
    if account == "root":
        raise DataProblem(_("the account must not be that of the administrator: root opens every desk"))
    for path in (folder, program):
        if any(unicodedata.category(each) == "Cc" for each in str(path)):
            raise DataProblem(
                _("{path}: a name with a line break cannot stand in a list of keys; rename it").format(
                    path=clean_line(str(path), 200)
                )
            )
    if not _PLAIN_PATH.match(str(etc)):
        raise DataProblem(
            _("{path}: expected a path from / with plain letters and no spaces").format(
                path=clean_line(str(etc), 200)
            )
        )
    return Service(account, folder, program, etc)


def keys_of(roles: RoleSettings) -> Mapping[str, tuple[PublicKey, ...]]:
    """Return the keys of each member, of those too who have none."""
    return {each.name: tuple(map(read_public_key, each.keys)) for each in roles.member}
