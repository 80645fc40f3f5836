"""Public keys that somebody pasted into roles.toml: taken as they are, or refused with the reason."""

import base64

import pytest

from dutydesk.api import DataProblem
from dutydesk.config.reading import read_settings
from dutydesk.config.role_settings import ROLES_FILE, RoleSettings
from dutydesk.config.ssh_keys import KeyFault, key_faults, read_public_key


def blob(*parts: bytes) -> str:
    return base64.b64encode(b"".join(len(part).to_bytes(4) + part for part in parts)).decode()


def rsa(bits: int) -> str:
    return "ssh-rsa " + blob(b"ssh-rsa", b"\x01\x00\x01", b"\x00" + ((1 << bits) - 1).to_bytes(bits // 8))


ED = f"ssh-ed25519 {blob(b'ssh-ed25519', b'k' * 32)}"
OTHER = f"ssh-ed25519 {blob(b'ssh-ed25519', b'o' * 32)}"


@pytest.mark.parametrize(
    "line",
    [
        ED,
        f"  {ED} 李伟's phone \n",
        rsa(2048),
        f"ecdsa-sha2-nistp256 {blob(b'ecdsa-sha2-nistp256', b'nistp256', b'p' * 65)} x",
        "sk-ssh-ed25519@openssh.com " + blob(b"sk-ssh-ed25519@openssh.com", b"k" * 32, b"ssh:"),
    ],
)
def test_a_key_is_taken_as_ssh_keygen_wrote_it(line):
    assert str(read_public_key(line)) == line.strip()


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("", "missing between the quotes"),
        ("ssh-ed25519", "missing behind ssh-ed25519"),
        (f'command="sh" {ED}', "take away what stands in front"),
        (f"{ED}\n{OTHER}", "one line of text"),
        (f"{ED} \x1b[2J", "one line of text"),
        ("ssh-ed25519 AAAA*", "cut off or mistyped"),
        (ED[:40], "cut off or mistyped"),
        (f"ssh-ed25519 {blob(b'ssh-ed25519')}", "cut off or mistyped"),
        (f"ssh-rsa {blob(b'ssh-ed25519', b'k' * 32)}", "but the key in it is of type ssh-ed25519"),
        ("ssh-dss AAAA", "too weak"),
        (rsa(1024), "an RSA key of 1024 bits is too weak"),
        ("ssh-foo AAAA", "'ssh-foo' is no type of key"),
        ("-----BEGIN OPENSSH PRIVATE KEY-----", "this is a private key"),
        ("x" * 9000, "one line of text"),
    ],
)
def test_what_is_no_key_or_a_weak_one_is_refused_with_the_reason(line, expected):
    with pytest.raises(KeyFault, match=expected):
        read_public_key(line)


def test_a_key_that_two_members_have_is_named_with_its_first_owner():
    found = list(key_faults([("li", [ED]), ("wang", [OTHER, ED])]))
    assert found == [(1, 1, "li has this key already: each needs a key of their own")]


def test_the_file_of_roles_names_the_key_and_its_line(tmp_path):
    (tmp_path / "config").mkdir()
    (tmp_path / "config/roles.toml").write_text(
        f'[[member]]\nname = "li"\nrole = "leader"\nkeys = [\n  "{ED}",\n  "{rsa(1024)}",\n]\n',
        encoding="utf-8",
    )
    with pytest.raises(DataProblem, match=r"config/roles.toml, line 6.*1024 bits is too weak"):
        read_settings(tmp_path, (ROLES_FILE,))
    assert isinstance(read_settings(tmp_path / "none", (ROLES_FILE,))[RoleSettings], RoleSettings)
