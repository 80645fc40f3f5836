"""Lines of a file of keys: writing one that opens the desk and nothing else, and reading any as sshd does."""

import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from dutydesk.config.ssh_keys import KeyFault, PublicKey, read_public_key
from dutydesk.ssh.service import Service

_BLANKS = " \t"
_COMMAND_WORDS = 5
_TYPES = ("ssh-", "ecdsa-", "sk-")


def key_line(service: Service, name: str, key: PublicKey) -> str:
    """Return the line by which `key` opens the desk as member `name`, and can do nothing else.

    Inside the quotes of sshd a backslash stands for itself, but before a quote.
    """
    command = service.command(name).replace('"', '\\"')
    return f'restrict,pty,command="{command}" {key}'


@dataclass(frozen=True, slots=True)
class ForcedCommand:
    """What a line runs whatever is asked for: the program, the desk's folder and the member's name."""

    program: Path
    folder: Path
    name: str

    @classmethod
    def of(cls, command: str) -> "ForcedCommand | None":
        """Return what `command` opens, or None where it is not just the opening of a desk.

        It must be quoted as it is written here, so that the shell that runs it finds nothing else in it.
        """
        try:
            words = shlex.split(command)
        except ValueError:
            return None
        if len(words) != _COMMAND_WORDS or (words[1], words[3]) != ("--desk", "--as"):
            return None
        if shlex.join(words) != command:
            return None
        return cls(Path(words[0]), Path(words[2]), words[4])


@dataclass(frozen=True, slots=True)
class KeyLine:
    """A line as sshd understands it; without a `key` it is none, and `fault` says why."""

    number: int
    options: Mapping[str, str]
    key: PublicKey | None
    fault: str = ""

    @property
    def command(self) -> ForcedCommand | None:
        """What the line is forced to open, or None where it is not the opening of a desk."""
        return ForcedCommand.of(self.options.get("command", ""))


def read_key_lines(text: str) -> tuple[KeyLine, ...]:
    """Return every line of a file of keys but empty ones and comments."""
    return tuple(
        _read(number, line.strip(_BLANKS + "\r"))
        for number, line in enumerate(text.split("\n"), 1)
        if line.strip() and not line.lstrip().startswith("#")
    )


def _read(number: int, line: str) -> KeyLine:
    end = 0 if line.startswith(_TYPES) else _end_of_options(line)
    options = _options(line[:end])
    try:
        return KeyLine(number, options, read_public_key(line[end:]))
    except KeyFault as fault:
        return KeyLine(number, options, None, str(fault))


def _end_of_options(line: str) -> int:
    at, is_quoted = 0, False
    while at < len(line) and (is_quoted or line[at] not in _BLANKS):
        if line.startswith('\\"', at):
            at += 1
        elif line[at] == '"':
            is_quoted = not is_quoted
        at += 1
    return at


def _options(text: str) -> Mapping[str, str]:
    """Return the options by name; the names of sshd are the same in small and large letters."""
    found: dict[str, str] = {}
    for option in _apart(text):
        name, _equals, value = option.partition("=")
        if value.startswith('"') and value.endswith('"'):
            value = value[1:-1].replace('\\"', '"')
        found[name.lower()] = value
    return found


def _apart(text: str) -> tuple[str, ...]:
    parts, at, is_quoted = [""], 0, False
    while at < len(text):
        if text.startswith('\\"', at):
            parts[-1] += text[at : at + 2]
            at += 2
            continue
        if text[at] == '"':
            is_quoted = not is_quoted
        if text[at] == "," and not is_quoted:
            parts.append("")
        else:
            parts[-1] += text[at]
        at += 1
    return tuple(filter(None, parts))
