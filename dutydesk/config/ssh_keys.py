"""Public keys of SSH, as `ssh-keygen` writes them, and what can be wrong with one that somebody pasted."""

import base64
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from dutydesk.domain import clean_line
from dutydesk.wording import _

KEY_TYPES: Mapping[str, int] = MappingProxyType(
    {
        "ssh-ed25519": 2,
        "ecdsa-sha2-nistp256": 3,
        "ecdsa-sha2-nistp384": 3,
        "ecdsa-sha2-nistp521": 3,
        "ssh-rsa": 3,
        "sk-ssh-ed25519@openssh.com": 3,
        "sk-ecdsa-sha2-nistp256@openssh.com": 4,
    }
)
"""The types that may be used, and of how many parts a key of each is."""

LEAST_RSA_BITS = 2048
_LONGEST_LINE = 8192
_LENGTH_BYTES = 4
_FIELDS = 2


class KeyFault(ValueError):
    """A line that is no public key that may be used; the text says why, and what to do."""


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A public key; `blob` is the key itself in base64, `comment` what its owner calls it."""

    type: str
    blob: str
    comment: str = ""

    def __str__(self) -> str:
        return " ".join(filter(None, (self.type, self.blob, self.comment)))


def read_public_key(line: str) -> PublicKey:
    """Return the key in a line such as ``ssh-ed25519 AAAA... li's phone``.

    Raises:
        KeyFault: it is none, carries options or more than one line, or is too weak.
    """
    text = line.strip()
    if len(text) > _LONGEST_LINE or not text.isprintable():
        raise KeyFault(_("a key is one line of text, as in the file that ends in .pub"))
    if "PRIVATE KEY" in text:
        raise KeyFault(_("this is a private key, which nobody else may see: take the line of the .pub file"))
    if not text:
        raise KeyFault(_("a key is missing between the quotes"))
    kind, *rest = text.split(None, _FIELDS)
    if kind == "ssh-dss":
        raise KeyFault(_("keys of type ssh-dss are too weak: make one with ssh-keygen -t ed25519"))
    if kind not in KEY_TYPES:
        raise KeyFault(_no_type(kind, text))
    if not rest:
        raise KeyFault(_("the key itself is missing behind {type}").format(type=kind))
    try:
        parts = _parts_of(base64.b64decode(rest[0], validate=True))
    except ValueError as error:
        raise KeyFault(_("the key is cut off or mistyped: paste the whole line of the .pub file")) from error
    _check_parts(kind, parts)
    return PublicKey(kind, rest[0], clean_line(rest[1], 200) if len(rest) > 1 else "")


def key_faults(members: Sequence[tuple[str, Sequence[str]]]) -> Iterator[tuple[int, int, str]]:
    """Yield what is wrong with the keys of `members`, each a name and its lines: whose, which, and what.

    A key that two members have counts as well: the server could not tell one from the other.
    """
    owners: dict[str, str] = {}
    for at, (name, lines) in enumerate(members):
        for number, line in enumerate(lines):
            try:
                blob = read_public_key(line).blob
            except KeyFault as fault:
                yield at, number, str(fault)
                continue
            if blob in owners:
                yield (
                    at,
                    number,
                    _("{name} has this key already: each needs a key of their own").format(name=owners[blob]),
                )
            owners.setdefault(blob, name)


def _no_type(kind: str, text: str) -> str:
    if any(each in KEY_TYPES for each in text.split()):
        return _("a key begins with its type, such as ssh-ed25519; take away what stands in front of it")
    return _("{found!r} is no type of key; expected one of {types}").format(
        found=clean_line(kind, 40), types=", ".join(KEY_TYPES)
    )


def _parts_of(blob: bytes) -> tuple[bytes, ...]:
    """Return the parts of a key, each of which has its length in front.

    Raises:
        ValueError: the lengths do not fit.
    """
    parts: list[bytes] = []
    at = 0
    while at < len(blob):
        begin = at + _LENGTH_BYTES
        end = begin + int.from_bytes(blob[at:begin])
        if begin > len(blob) or end > len(blob):
            raise ValueError(end)
        parts.append(blob[begin:end])
        at = end
    return tuple(parts)


def _check_parts(kind: str, parts: tuple[bytes, ...]) -> None:
    within = parts[0].decode("ascii", "replace") if parts else ""
    if within != kind:
        raise KeyFault(
            _("the line says {type}, but the key in it is of type {within}").format(
                type=kind, within=clean_line(within, 40)
            )
        )
    if len(parts) != KEY_TYPES[kind] or not all(parts):
        raise KeyFault(_("the key is cut off or mistyped: paste the whole line of the .pub file"))
    bits = int.from_bytes(parts[2]).bit_length() if kind == "ssh-rsa" else LEAST_RSA_BITS
    if bits < LEAST_RSA_BITS:
        raise KeyFault(
            _("an RSA key of {bits} bits is too weak: make one with ssh-keygen -t ed25519").format(bits=bits)
        )
