"""Lines of a file of keys: what is written opens the desk alone, and what is wrong with any other is told."""

from pathlib import Path

import pytest

from dutydesk.api import DataProblem
from dutydesk.config.ssh_keys import PublicKey, read_public_key
from dutydesk.ssh.key_findings import key_findings
from dutydesk.ssh.key_line import key_line, read_key_lines
from dutydesk.ssh.service import service
from dutydesk.ssh.sshd_settings import effective_settings, settings_findings, settings_text
from tests.unit.config.test_ssh_keys import ED, OTHER

HERE = service("duty", Path("/srv/desk"), Path("/opt/dutydesk/bin/dutydesk"))
LI, WANG = read_public_key(ED), read_public_key(OTHER)
MEMBERS = {"li": (LI,), "wang": (WANG,), "without": ()}
GOOD = [key_line(HERE, "li", LI), key_line(HERE, "wang", WANG)]


def found(*lines: str, members=MEMBERS) -> list[str]:
    return [each.what for each in key_findings(HERE, read_key_lines("\n".join(lines)), members)]


def test_a_line_forces_the_desk_and_the_name():
    assert GOOD[0] == (f'restrict,pty,command="/opt/dutydesk/bin/dutydesk --desk /srv/desk --as li" {ED}')
    assert found("# a comment", "", *GOOD) == []


@pytest.mark.parametrize(
    "folder", ["/a b", "/it's", '/say "x"', "/$HOME `id`", "/a\\", '/a\\"', "/学校;x, y"]
)
def test_any_name_of_a_folder_is_read_back_as_it_was_written(folder):
    of = service("duty", Path(folder), HERE.program)
    (line,) = read_key_lines(key_line(of, "刘洋", LI))
    assert line.command is not None
    assert (line.command.folder, line.command.name, line.key) == (Path(folder), "刘洋", LI)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([ED, GOOD[1]], ["line 1: restrict is missing", "line 1: no command is forced"]),
        ([GOOD[0].removeprefix("restrict,"), GOOD[1]], ["line 1: restrict is missing"]),
        ([GOOD[0].replace("pty,", "pty,port-forwarding,"), GOOD[1]], ["port-forwarding allows what"]),
        ([GOOD[0].replace('li"', 'li; sh"'), GOOD[1]], ["its command is not just the opening of a desk"]),
        ([GOOD[0].replace("--as li", "--as $(id)"), GOOD[1]], ["its command is not just the opening"]),
        ([GOOD[0].replace("--as li", "--as nobody"), GOOD[1]], ["nobody is no member"]),
        ([GOOD[0].replace("--as li", "--as wang"), GOOD[1]], ["it lets li in as wang"]),
        ([GOOD[0].replace("/srv/desk", "/srv/other"), GOOD[1]], ["it opens another desk, /srv/other"]),
        ([GOOD[0].replace("/opt", "/usr"), GOOD[1]], ["it opens /usr/dutydesk/bin/dutydesk in place of"]),
        ([*GOOD, GOOD[0]], ["line 3: the key stands in line 1 already"]),
        ([*GOOD, "restrict AAAA"], ["line 3: this is no key"]),
        ([GOOD[0]], ["1 key of wang is not known to the server"]),
    ],
)
def test_what_is_wrong_is_told_by_line(lines, expected):
    what = found(*lines)
    assert len(what) == len(expected)
    assert all(part in each for part, each in zip(expected, what, strict=True)), what


def test_a_key_that_the_desk_has_forgotten_is_told():
    assert found(*GOOD, members={"li": (), "wang": (WANG,)}) == [
        f"{HERE.keys_file}, line 1: config/roles.toml does not give this key to li"
    ]


@pytest.mark.parametrize(
    ("account", "folder", "etc"),
    [
        ("root; id", "/a", "/etc/ssh"),
        ("Root", "/a", "/etc/ssh"),
        ("duty", "/a\nb", "/etc/ssh"),
        ("duty", "/a", "/etc/s sh"),
        ("duty", "/a", "/etc/%u"),
        ("root", "/a", "/etc/ssh"),
    ],
)
def test_names_that_cannot_stand_in_the_files_of_a_server_are_refused(account, folder, etc):
    with pytest.raises(DataProblem):
        service(account, Path(folder), HERE.program, Path(etc))


def test_settings_that_sshd_goes_by_otherwise_are_told():
    words = [line.strip() for line in settings_text(HERE).splitlines() if line.startswith("    ")]
    good = "\n".join(line.lower() if "AcceptEnv" not in line else line for line in words if line[0] != "#")
    good = good.replace(str(HERE.keys_file).lower(), str(HERE.keys_file))
    assert list(settings_findings(HERE, effective_settings(good))) == []
    for line, wrong in (
        ("x11forwarding no", "x11forwarding yes"),
        ("passwordauthentication no", "passwordauthentication yes"),
        (f"authorizedkeysfile {HERE.keys_file}", "authorizedkeysfile .ssh/authorized_keys"),
        ("clientaliveinterval 15", "clientaliveinterval 0"),
        ("acceptenv LANG", "AcceptEnv *"),
        ("pubkeyauthentication yes", "pubkeyauthentication yes\nallowusers admin@10.0.0.0/8"),
        ("permituserrc no", "permituserrc no\npermituserenvironment yes"),
    ):
        text = good.replace("AcceptEnv", "acceptenv")
        assert line in text
        assert len(list(settings_findings(HERE, effective_settings(text.replace(line, wrong, 1))))) == 1, (
            wrong
        )


def test_a_key_prints_as_its_line():
    assert str(PublicKey("ssh-ed25519", "AAAA", "li")) == "ssh-ed25519 AAAA li"
