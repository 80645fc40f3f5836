"""`dutydesk ssh-setup`: what it writes, what it leaves alone, and what `--check` finds on a real server."""

import json
import os
import stat
import subprocess

import pytest

from dutydesk.cli.main import main
from dutydesk.host.founding import found_desk
from tests.unit.config.test_ssh_keys import ED, OTHER

PROGRAM = "/opt/dutydesk/bin/dutydesk"
NAMES = {"authorized_keys", "sshd.conf", "install.sh"}


@pytest.fixture
def folder(tmp_path):
    found_desk(tmp_path / "desk", name="Test", zone="Asia/Shanghai")
    write_roles(tmp_path / "desk", li=ED, wang="")
    return tmp_path / "desk"


def write_roles(folder, **keys):
    tables = (
        f'[[member]]\nname = "{name}"\nrole = "leader"\nkeys = {[key] if key else []}\n'
        for name, key in keys.items()
    )
    (folder / "config/roles.toml").write_text("\n".join(tables), encoding="utf-8")


@pytest.fixture
def setup(folder, capsys):
    """Run ``ssh-setup`` and tell status, standard output and standard error."""

    def run(*words):
        capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            main(["--desk", str(folder), "ssh-setup", "--program", PROGRAM, *map(str, words)])
        said = capsys.readouterr()
        return left.value.code, said.out, said.err

    return run


def test_it_writes_three_private_files_and_names_who_has_no_key(setup, tmp_path):
    status, out, _err = setup("--to", tmp_path / "out")
    assert status == 0
    assert {each.name for each in (tmp_path / "out").iterdir()} == NAMES
    assert all(stat.S_IMODE(each.stat().st_mode) == 0o600 for each in (tmp_path / "out").iterdir())
    assert "wang has no key" in out
    subprocess.run(["sh", "-n", tmp_path / "out/install.sh"], check=True)


def test_a_second_call_writes_only_what_has_changed(setup, folder, tmp_path):
    setup("--to", tmp_path / "out")
    before = (tmp_path / "out/install.sh").stat().st_mtime_ns
    write_roles(folder, li=ED, wang=OTHER)
    status, out, err = setup("--to", tmp_path / "out", "--json")
    assert (status, err) == (0, "")
    told = json.loads(out)
    assert (told["written"], told["as_before"]) == (["authorized_keys"], ["sshd.conf", "install.sh"])
    assert told["without_key"] == []
    assert (tmp_path / "out/install.sh").stat().st_mtime_ns == before
    assert OTHER in (tmp_path / "out/authorized_keys").read_text(encoding="utf-8")


@pytest.mark.parametrize("what", ["another file", "a line of one's own", "a link"])
def test_it_leaves_alone_what_it_did_not_make(setup, folder, tmp_path, what):
    out = tmp_path / "out"
    setup("--to", out)
    if what == "another file":
        (out / "notes.txt").write_text("x", encoding="utf-8")
    elif what == "a link":
        (out / "install.sh").rename(tmp_path / "install.sh")
        (out / "install.sh").symlink_to(tmp_path / "install.sh")
    else:
        with (out / "authorized_keys").open("a", encoding="utf-8") as file:
            file.write(f"{OTHER}\n")
    before = {each.name: each.read_bytes() for each in out.iterdir()}
    write_roles(folder, li=OTHER, wang=ED)
    status, said, err = setup("--to", out)
    assert (status, said) == (2, "")
    assert err.count("\n") == 1
    assert {each.name: each.read_bytes() for each in out.iterdir()} == before


def test_it_says_in_one_line_why_it_cannot_run(setup, folder, tmp_path):
    for words, expected in (
        ([], "expected --to DIR"),
        (["--check", "--to", tmp_path / "out"], "expected --to DIR"),
        (["--to", tmp_path / "out", "--account", "a b"], "will not do as an account"),
        (["--to", tmp_path / "out", "--account", "root"], "administrator"),
    ):
        status, out, err = setup(*words)
        assert (status, out) == (2, "")
        assert expected in err
    (folder / "config/roles.toml").write_text("", encoding="utf-8")
    assert "names no member" in setup("--to", tmp_path / "out")[2]
    assert not (tmp_path / "out").exists()


def test_a_machine_that_is_not_set_up_yet_is_told_what_to_do(setup, tmp_path):
    status, out, _err = setup("--check", "--account", "dutydesk-none", "--etc", tmp_path, "--json")
    told = json.loads(out)
    assert status == 1
    assert any("no account dutydesk-none" in each["what"] for each in told["findings"])
    assert all(each["do"] for each in told["findings"])


@pytest.fixture
def check(server, capsys):
    if not server.has_own_account:
        pytest.skip("only root can make an account, and only where other accounts can reach Python")

    def run():
        capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            main([*map(str, server.setup_arguments()), "--check", "--json"])
        told = json.loads(capsys.readouterr().out)
        assert left.value.code == (1 if told["findings"] else 0)
        return [f"{each['what']}: {each['do']}" for each in told["findings"]], told["not_looked_at"]

    return run


def test_a_server_that_was_set_up_by_the_files_has_nothing_wrong(check):
    assert check() == ([], [])


def test_what_has_become_wrong_on_a_server_is_found(server, check):
    keys = server.etc / "dutydesk" / f"{server.account}.keys"
    settings = server.etc / "sshd_config.d" / f"10-dutydesk-{server.account}.conf"
    before = {each: each.read_bytes() for each in (keys, settings)}
    try:
        with keys.open("a", encoding="utf-8") as file:
            file.write(f"{(server.keys / 'stranger.pub').read_text(encoding='utf-8')}\n")
        keys.chmod(0o666)
        server.desk.chmod(0o755)
        os.chown(server.desk / "dutydesk.db", 0, 0)
        settings.write_bytes(b"")
        subprocess.run(["usermod", "-p", "!", server.account], check=True)
        findings = "\n".join(check()[0])
    finally:
        for path, content in before.items():
            path.write_bytes(content)
        keys.chmod(0o640)
        server.desk.chmod(0o700)
        os.chown(server.desk / "dutydesk.db", server.desk.stat().st_uid, server.desk.stat().st_gid)
        subprocess.run(["usermod", "-p", "*", server.account], check=True)
    for expected in (
        "no command is forced, so the key opens a shell",
        f"not only the administrator can write {keys}",
        f"others on this machine can open {server.desk}",
        "dutydesk.db does not belong to",
        "sshd has AuthorizedKeysFile",
        "sshd has PasswordAuthentication yes",
        f"is locked, so that no key opens it: usermod -p '*' {server.account}",
    ):
        assert expected in findings
    assert check() == ([], [])
