"""Ask a public list of known vulnerabilities about every package that the locks pin.

Status 0: all were asked about, and nothing is known that is not accepted. 1: something is known. 2: it could
not run. 3: no list could be asked about all of them, which is said in one line and is no clean result.
"""

import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
LOCKS = ("runtime", "build")
"""What is installed on a school's machine; others can be named as arguments."""
ACCEPTED = ROOT / "requirements" / "audit-accepted.toml"
SERVICES = ("pypi", "osv")
FOUND, CANNOT_RUN, NOT_ASKED = 1, 2, 3
_UNREACHED = re.compile(
    "ConnectionError|ConnectTimeout|ReadTimeout|ServiceError|SSLError|ProxyError|HTTPError"
)
_KEYS = {"id": str, "package": str, "reason": str, "until": date}


class AuditFault(Exception):
    """The audit cannot run; the message says why."""


class NoAnswer(Exception):
    """A list of vulnerabilities cannot be reached; the message says why."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """A known vulnerability that is let pass until the end of a day, and why."""

    id: str
    package: str
    reason: str
    until: date


@dataclass(frozen=True, slots=True)
class Known:
    """A vulnerability that a list knows of a pinned package."""

    package: str
    version: str
    names: tuple[str, ...]
    mended_in: tuple[str, ...]

    def __str__(self) -> str:
        """Return it in a line."""
        mended = f"mended in {', '.join(self.mended_in)}" if self.mended_in else "not mended yet"
        return f"{self.package} {self.version}: {', '.join(self.names)} ({mended})"

    def accepted_by(self, each: Accepted) -> bool:
        """Tell whether an entry is about this."""
        return each.package == self.package and each.id in self.names


@dataclass(frozen=True, slots=True)
class Report:
    """What a list said: how many packages it was asked about, which it did not answer for, what it knows."""

    asked: int
    unanswered: tuple[str, ...]
    known: tuple[Known, ...]


def together(reports: Sequence[Report]) -> Report:
    """Return several reports as one; what is known of a version is told once."""
    return Report(
        asked=sum(each.asked for each in reports),
        unanswered=tuple(name for each in reports for name in each.unanswered),
        known=tuple(dict.fromkeys(one for each in reports for one in each.known)),
    )


def read_accepted(text: str, today: date) -> tuple[Accepted, ...]:
    """Return the entries that still hold on the day `today`.

    Raises:
        AuditFault: an entry lacks its reason or its day, or holds something else.
    """
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise AuditFault(f"{ACCEPTED.name}: {error}") from error
    if not document.keys() <= {"accepted"}:
        raise AuditFault(f"{ACCEPTED.name}: expected [[accepted]] and nothing else")
    entries = document.get("accepted", [])
    return tuple(each for each in map(_accepted, entries) if each.until >= today)


def _accepted(entry: Mapping[str, Any]) -> Accepted:
    for key, kind in _KEYS.items():
        if not isinstance(entry.get(key), kind) or not str(entry[key]).strip():
            raise AuditFault(f"{ACCEPTED.name}, {entry.get('id', '[[accepted]]')}: {key} is missing")
    return Accepted(**{key: entry[key] for key in _KEYS})


def read_report(text: str) -> Report:
    """Return what pip-audit wrote as JSON; a package that its list does not have counts as unanswered.

    Raises:
        AuditFault: it is no report.
    """
    try:
        packages = json.loads(text)["dependencies"]
        return Report(
            asked=len(packages),
            unanswered=tuple(each["name"] for each in packages if "skip_reason" in each),
            known=tuple(
                Known(each["name"], each["version"], (one["id"], *one["aliases"]), tuple(one["fix_versions"]))
                for each in packages
                for one in each.get("vulns", ())
            ),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise AuditFault("pip-audit gave no report") from error


def ask(lock: str, service: str) -> Report:
    """Ask one list about a lock.

    Raises:
        NoAnswer: it cannot be reached.
        AuditFault: pip-audit is not installed, or cannot read a lock.
    """
    program = Path(sys.executable).parent / "pip-audit"
    file = ROOT / "requirements" / f"{lock}.lock"
    options = ["--require-hashes", "--disable-pip", "--progress-spinner=off", "--desc=off", "--aliases=on"]
    try:
        finished = subprocess.run(  # noqa: S603 - the program beside this interpreter, arguments of our own
            [str(program), "-r", str(file), *options, "--format=json", f"--vulnerability-service={service}"],
            capture_output=True,
            text=True,
            check=False,
            stdin=subprocess.DEVNULL,
        )
    except OSError as error:
        raise AuditFault(f"pip-audit cannot be started ({error.strerror}): run `make audit`") from error
    if finished.stdout.strip():
        return read_report(finished.stdout)
    *_more, said = (finished.stderr.strip() or f"it ended with status {finished.returncode}").splitlines()
    if _UNREACHED.search(finished.stderr):
        raise NoAnswer(said[:200])
    raise AuditFault(said[:300])


def verdict(report: Report, accepted: Sequence[Accepted]) -> tuple[int, list[str]]:
    """Return the status for what a list said, and the lines to print."""
    found = [str(each) for each in report.known if not any(map(each.accepted_by, accepted))]
    if found:
        return FOUND, [*found, "Raise the bound and run `make lock`, or say in audit-accepted.toml why not."]
    if report.unanswered or not report.asked:
        return NOT_ASKED, []
    stale = [
        f"{entry.id} of {entry.package} is accepted but not known here: take it out."
        for entry in accepted
        if not any(each.accepted_by(entry) for each in report.known)
    ]
    return 0, [*stale, f"No known vulnerability in {report.asked} packages."]


def main(locks: Sequence[str]) -> int:
    """Ask one list after another until one has answered for every package."""
    accepted = read_accepted(ACCEPTED.read_text(encoding="utf-8"), datetime.now(UTC).date())
    reasons: list[str] = []
    for service in SERVICES:
        try:
            report = together([ask(lock, service) for lock in locks])
        except NoAnswer as none:
            reasons.append(f"{service}: {none}")
            continue
        status, lines = verdict(report, accepted)
        print(*lines, sep="\n", end="\n" if lines else "")
        if status != NOT_ASKED:
            return status
        reasons.append(f"{service}: no answer for {len(report.unanswered)} of {report.asked} packages")
    print(
        f"audit: NOT DONE, no list of vulnerabilities could be asked ({'; '.join(reasons)})", file=sys.stderr
    )
    return NOT_ASKED


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:] or LOCKS))
    except AuditFault as fault:
        print(f"audit: {fault}", file=sys.stderr)
        sys.exit(CANNOT_RUN)
