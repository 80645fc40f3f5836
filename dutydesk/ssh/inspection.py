"""Looking at a server: is it set up so that members come in to their desk, and to nothing else."""

import os
import pwd
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from dutydesk.api import DataProblem
from dutydesk.config.ssh_keys import PublicKey
from dutydesk.config.text_file import read_text
from dutydesk.domain import clean_line
from dutydesk.ssh.finding import Finding
from dutydesk.ssh.key_findings import key_findings
from dutydesk.ssh.key_line import read_key_lines
from dutydesk.ssh.place_findings import place_findings
from dutydesk.ssh.service import Service
from dutydesk.ssh.sshd_settings import effective_settings, settings_findings
from dutydesk.wording import _

_SECONDS = 20
_SBIN = ("/usr/sbin", "/usr/local/sbin", "/sbin")


@dataclass(slots=True)
class Inspection:
    """What was found, and what could not be looked at and why: ``Inspection.of(service, members)``."""

    findings: list[Finding] = field(default_factory=list)
    not_looked_at: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, service: Service, members: Mapping[str, tuple[PublicKey, ...]]) -> "Inspection":
        """Look at keys, permissions, account and sshd, as far as whoever calls may see them."""
        made = cls()
        made._look_at_keys(service, members)
        try:
            account = pwd.getpwnam(service.account)
        except KeyError:
            made.findings.append(
                Finding(
                    _("there is no account {account} on this machine").format(account=service.account),
                    _("run install.sh, or name another with --account"),
                )
            )
            return made
        try:
            made.findings += place_findings(service, account)
        except OSError as error:
            made._passed_over(_("permissions"), str(error))
        made._look_at_password(service)
        made._look_at_sshd(service)
        return made

    def _look_at_keys(self, service: Service, members: Mapping[str, tuple[PublicKey, ...]]) -> None:
        try:
            text = read_text(service.keys_file)
        except DataProblem as problem:
            self._passed_over(_("keys"), str(problem))
            return
        if text is not None:
            self.findings += key_findings(service, read_key_lines(text), members)

    def _look_at_password(self, service: Service) -> None:
        """See whether the account is locked: sshd lets nobody in by one whose password begins with ``!``."""
        if os.geteuid() != 0:
            self._passed_over(_("whether the account is locked"), _("only root can see it"))
            return
        entry = _output("getent", "shadow", service.account)
        if isinstance(entry, str) and entry.split(":")[1:2] and entry.split(":")[1].startswith("!"):
            self.findings.append(
                Finding(
                    _("the account {account} is locked, so that no key opens it").format(
                        account=service.account
                    ),
                    f"usermod -p '*' {service.account}",
                )
            )

    def _look_at_sshd(self, service: Service) -> None:
        printed = _output(
            *("sshd", "-T", "-f", str(service.etc / "sshd_config")),
            *("-C", f"user={service.account},host=localhost,addr=127.0.0.1"),
        )
        if isinstance(printed, OSError):
            self._passed_over("sshd", str(printed))
        else:
            self.findings += settings_findings(service, effective_settings(printed))

    def _passed_over(self, what: str, why: str) -> None:
        self.not_looked_at.append(f"{what}: {clean_line(why, 300)}")


def _output(program: str, *arguments: str) -> str | OSError:
    """Return what a program of the system printed, or why it could not be asked."""
    found = shutil.which(program) or shutil.which(program, path=os.pathsep.join(_SBIN))
    if found is None:
        return OSError(_("{program} is not installed here").format(program=program))
    try:
        done = subprocess.run(  # noqa: S603 - a program of the system, found by name, with checked names
            [str(Path(found).absolute()), *arguments],
            capture_output=True,
            text=True,
            errors="replace",
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.SubprocessError) as error:
        return error if isinstance(error, OSError) else OSError(str(error))
    if done.returncode:
        return OSError(done.stderr.strip() or _("status {number}").format(number=done.returncode))
    return done.stdout
