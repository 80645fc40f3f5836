"""What sshd must be told about the account, and whether it goes by it."""

from collections.abc import Iterator, Mapping, Sequence
from fnmatch import fnmatchcase

from dutydesk.ssh.finding import Finding
from dutydesk.ssh.service import Service
from dutydesk.wording import _

ACCEPTED = ("LANG", "LANGUAGE", "LC_*", "COLORTERM", "NO_COLOR")
"""What a client may say of its terminal and language; anything else could steer the program."""

LONGEST_SILENCE = 120
"""So many seconds after a client has gone silent sshd must have let go of it at the latest."""

_CLOSED: tuple[tuple[str, str], ...] = (
    ("PubkeyAuthentication", "yes"),
    ("AuthenticationMethods", "publickey"),
    ("PasswordAuthentication", "no"),
    ("KbdInteractiveAuthentication", "no"),
    ("AuthorizedKeysCommand", "none"),
    ("TrustedUserCAKeys", "none"),
    ("DisableForwarding", "yes"),
    ("AllowTcpForwarding", "no"),
    ("AllowStreamLocalForwarding", "no"),
    ("AllowAgentForwarding", "no"),
    ("X11Forwarding", "no"),
    ("PermitTunnel", "no"),
    ("GatewayPorts", "no"),
    ("PermitUserRC", "no"),
    ("PermitTTY", "yes"),
)
_ONLY_CHECKED = (("PermitUserEnvironment", "no"), ("StrictModes", "yes"))

_HEAD = """\
# Holds for the account {account} alone, by which the members of a desk come in.
# sshd reads this where its sshd_config has the line: Include {folder}/*.conf
#
# Many people who come in within the same second, through one school gate, may need more than sshd lets in
# at a time. That is a setting of the whole server, so it stands here only as a proposal:
# MaxStartups 50:30:100

Match User {account}
    # The keys lie where the account cannot write. Each is forced to open the desk as one member.
    AuthorizedKeysFile {keys}
"""
_REST = """\

    # A client that is gone, or a phone that sleeps, is let go after three times 15 seconds.
    ClientAliveInterval 15
    ClientAliveCountMax 3

    # The language and the colours of the terminal; names are in UTF-8 whatever the client says.
    AcceptEnv {accepted}
    SetEnv PYTHONUTF8=1
"""


def settings_text(service: Service) -> str:
    """Return the file that tells sshd what holds for the account."""
    head = _HEAD.format(account=service.account, folder=service.settings_file.parent, keys=service.keys_file)
    closed = "".join(f"    {name} {value}\n" for name, value in _CLOSED)
    return head + closed + _REST.format(accepted=" ".join(ACCEPTED))


def effective_settings(printed: str) -> Mapping[str, Sequence[str]]:
    """Return what ``sshd -T`` printed: the values of each setting by its name in small letters."""
    found: dict[str, list[str]] = {}
    for line in printed.splitlines():
        name, _blank, value = line.strip().partition(" ")
        found.setdefault(name.lower(), []).append(value)
    return found


def settings_findings(service: Service, effective: Mapping[str, Sequence[str]]) -> Iterator[Finding]:
    """Yield what sshd would do with the account that it must not, or not do that it must."""
    wanted = (*_CLOSED, *_ONLY_CHECKED, ("AuthorizedKeysFile", str(service.keys_file)))
    for name, value in wanted:
        found = " ".join(effective.get(name.lower(), ()))
        if found and found.lower() != value.lower():
            yield Finding(
                _("sshd has {name} {found} for {account}").format(
                    name=name, found=found, account=service.account
                ),
                _("it must be {value}; see that {file} is read, and nothing before it").format(
                    value=value, file=service.settings_file
                ),
            )
    silence = _number(effective, "clientaliveinterval") * max(1, _number(effective, "clientalivecountmax"))
    if not 0 < silence <= LONGEST_SILENCE:
        yield Finding(
            _("sshd keeps clients that are gone"),
            _("it must have ClientAliveInterval 15, ClientAliveCountMax 3"),
        )
    for variable in " ".join(effective.get("acceptenv", ())).split():
        if variable not in ACCEPTED:
            yield Finding(
                _("sshd takes {variable} from clients").format(variable=variable),
                _("it must take nothing but {accepted}").format(accepted=" ".join(ACCEPTED)),
            )
    allowed = " ".join(effective.get("allowusers", ())).split()
    if allowed and not any(fnmatchcase(service.account, each.partition("@")[0]) for each in allowed):
        yield Finding(
            _("sshd lets in only {names}").format(names=", ".join(allowed)),
            _("add {account} to AllowUsers in sshd_config").format(account=service.account),
        )


def _number(effective: Mapping[str, Sequence[str]], name: str) -> int:
    value = "".join(effective.get(name, ("0",))[:1])
    return int(value) if value.isdecimal() else 0
