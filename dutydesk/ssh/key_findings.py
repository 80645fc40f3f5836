"""What is wrong with the keys that a server has, held against those that the desk names."""

from collections.abc import Iterator, Mapping, Sequence

from dutydesk.config.ssh_keys import PublicKey
from dutydesk.domain import clean_line
from dutydesk.ssh.finding import Finding
from dutydesk.ssh.key_line import ForcedCommand, KeyLine
from dutydesk.ssh.service import Service
from dutydesk.wording import _, ngettext

_HARMLESS = frozenset({"restrict", "pty", "command", "from", "expiry-time", "verify-required"})


def key_findings(
    service: Service, lines: Sequence[KeyLine], members: Mapping[str, Sequence[PublicKey]]
) -> Iterator[Finding]:
    """Yield what is wrong with each line, and then whose keys are not there at all."""
    owners = {key.blob: name for name, keys in members.items() for key in keys}
    first: dict[str, int] = {}
    for line in lines:
        place = _("{file}, line {number}").format(file=service.keys_file, number=line.number)
        for what in _line_faults(service, line, owners, first, members):
            yield Finding(f"{place}: {what}", _("write the file anew with ssh-setup, or take the line out"))
        if line.key is not None:
            first.setdefault(line.key.blob, line.number)
    for name, keys in members.items():
        missing = sum(1 for key in keys if key.blob not in first)
        if missing:
            yield Finding(
                ngettext(
                    "{count} key of {name} is not known to the server",
                    "{count} keys of {name} are not known to the server",
                    missing,
                ).format(count=missing, name=name),
                _("write the file anew with ssh-setup, and run its install.sh"),
            )


def _line_faults(
    service: Service,
    line: KeyLine,
    owners: Mapping[str, str],
    first: Mapping[str, int],
    members: Mapping[str, object],
) -> Iterator[str]:
    if line.key is None:
        yield _("this is no key ({fault})").format(fault=line.fault)
        return
    if line.key.blob in first:
        yield _("the key stands in line {number} already, and only that one counts").format(
            number=first[line.key.blob]
        )
    yield from _option_faults(line)
    command = line.command
    if command is not None:
        yield from _place_faults(service, command)
        yield from _owner_faults(command.name, owners.get(line.key.blob), members)


def _option_faults(line: KeyLine) -> Iterator[str]:
    if "restrict" not in line.options:
        yield _("restrict is missing, so it may forward ports and more")
    for option in line.options:
        if option not in _HARMLESS and not option.startswith("no-"):
            yield _("{option} allows what it must not").format(option=clean_line(option, 40))
    if "command" not in line.options:
        yield _("no command is forced, so the key opens a shell: roles are mere advice to its owner")
    elif line.command is None:
        yield _("its command is not just the opening of a desk: {command}").format(
            command=clean_line(line.options["command"], 200)
        )


def _place_faults(service: Service, command: ForcedCommand) -> Iterator[str]:
    if command.program != service.program:
        yield _("it opens {found} in place of {program}").format(
            found=clean_line(str(command.program), 200), program=service.program
        )
    if command.folder != service.folder:
        yield _("it opens another desk, {folder}").format(folder=clean_line(str(command.folder), 200))


def _owner_faults(name: str, owner: str | None, members: Mapping[str, object]) -> Iterator[str]:
    if name not in members:
        yield _("{name} is no member in config/roles.toml").format(name=clean_line(name, 60))
    elif owner is None:
        yield _("config/roles.toml does not give this key to {name}").format(name=name)
    elif owner != name:
        yield _("it lets {owner} in as {name}").format(owner=owner, name=name)
