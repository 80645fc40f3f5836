"""The backup that the examples make every night is one that systemd understands and that can be restored."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.feeds.test_proxies import program

DEPLOY = Path(__file__).parents[2] / "docs" / "deploy"
SERVICE = (DEPLOY / "dutydesk-backup.service").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["dutydesk-backup.service", "dutydesk-backup.timer"])
def test_systemd_understands_the_units(name, tmp_path):
    analyze = program("systemd-analyze")
    unit = SERVICE.replace("User=dutydesk", "User=root").replace("/opt/dutydesk/bin/dutydesk", sys.executable)
    (tmp_path / "dutydesk-backup.service").write_text(unit, encoding="utf-8")
    (tmp_path / "dutydesk-backup.timer").write_text(
        (DEPLOY / "dutydesk-backup.timer").read_text(encoding="utf-8"), encoding="utf-8"
    )
    done = subprocess.run(
        [analyze, "verify", str(tmp_path / name)], capture_output=True, text=True, check=False
    )
    assert [line for line in done.stderr.splitlines() if "dutydesk-backup" in line] == []


def test_what_it_runs_writes_a_backup_named_by_the_moment(commands, tmp_path):
    (line,) = re.findall(
        r"^ExecStart=/opt/dutydesk/bin/dutydesk --desk /srv/dutydesk (.*)$", SERVICE, re.MULTILINE
    )
    backups = tmp_path / "backups"
    status, _out, err = commands(*line.replace("/var/backups/dutydesk", str(backups)).split())
    assert (status, err) == (0, "")
    (made,) = backups.iterdir()
    assert re.fullmatch(r"desk-\d{8}-\d{6}\.zip", made.name)
    assert commands.bare("restore", str(made), str(tmp_path / "again"))[0] == 0
    assert (tmp_path / "again" / "desk.toml").is_file()
