"""`make audit` tells three things apart: nothing is known, something is, and nobody could be asked."""

import importlib.util
import json
import sys
from datetime import date
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CLEAN = {"name": "click", "version": "8.3.0", "vulns": []}
BAD = {
    "name": "jinja2",
    "version": "3.1.2",
    "vulns": [{"id": "PYSEC-2024-1", "aliases": ["CVE-2024-1"], "fix_versions": ["3.1.3"]}],
}
UNANSWERED = {"name": "limits", "skip_reason": "Dependency not found on PyPI and could not be audited"}
ACCEPTED = """
[[accepted]]
id = "CVE-2024-1"
package = "jinja2"
reason = "not reached by us"
until = {until}
"""
NO_WAY = "requests.exceptions.ConnectionError: Failed to resolve the name"


@pytest.fixture(scope="module")
def audit():
    spec = importlib.util.spec_from_file_location("audit_tool", ROOT / "tools" / "audit.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["audit_tool"] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules["audit_tool"]


@pytest.fixture
def asking(audit, tmp_path, monkeypatch, capsys):
    """Runs the audit with a stand-in for pip-audit, which gives each list's packages, or complains."""
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    monkeypatch.setattr(audit, "ACCEPTED", tmp_path / "accepted.toml")

    def run(accepted="", **answers):
        (tmp_path / "accepted.toml").write_text(accepted, encoding="utf-8")
        lines = ["#!/bin/sh", 'case "$*" in']
        for service, answer in answers.items():
            told = (
                f"echo '{answer}' >&2; exit 1"
                if isinstance(answer, str)
                else f"echo '{json.dumps({'dependencies': answer})}'"
            )
            lines.append(f"*--vulnerability-service={service}) {told};;")
        (tmp_path / "pip-audit").write_text("\n".join([*lines, "esac", ""]), encoding="utf-8")
        (tmp_path / "pip-audit").chmod(0o700)
        try:
            status = audit.main(("runtime",))
        except audit.AuditFault as fault:
            status = str(fault)
        told = capsys.readouterr()
        return status, told.out, told.err

    return run


def test_nothing_known_is_status_0(asking):
    assert asking(pypi=[CLEAN]) == (0, "No known vulnerability in 1 packages.\n", "")


def test_something_known_is_status_1_and_named(asking):
    status, out, _err = asking(pypi=[CLEAN, BAD, UNANSWERED])
    assert status == 1
    assert "jinja2 3.1.2: PYSEC-2024-1, CVE-2024-1 (mended in 3.1.3)" in out


def test_a_list_that_does_not_know_the_packages_is_no_clean_result(asking):
    status, out, err = asking(pypi=[CLEAN, UNANSWERED], osv=NO_WAY)
    assert (status, out) == (3, "")
    assert err.startswith("audit: NOT DONE")
    assert "no answer for 1 of 2 packages" in err
    assert err.count("\n") == 1


def test_where_one_list_does_not_answer_another_is_asked(asking):
    assert asking(pypi=[UNANSWERED], osv=[CLEAN])[0] == 0
    assert asking(pypi=NO_WAY, osv=[BAD])[0] == 1


def test_a_mistake_of_ours_is_not_taken_for_a_list_out_of_reach(asking):
    assert asking(pypi="invalid requirements input", osv=[CLEAN])[0] == "invalid requirements input"


def test_an_accepted_one_passes_until_its_day_and_no_longer(asking, audit):
    assert asking(ACCEPTED.format(until="2999-01-01"), pypi=[BAD])[0] == 0
    assert asking(ACCEPTED.format(until="2024-01-01"), pypi=[BAD])[0] == 1
    on_the_day = audit.read_accepted(ACCEPTED.format(until="2024-01-01"), date(2024, 1, 1))
    assert [each.id for each in on_the_day] == ["CVE-2024-1"]


def test_an_accepted_one_that_is_not_known_any_more_is_to_be_taken_out(asking):
    status, out, _err = asking(ACCEPTED.format(until="2999-01-01"), pypi=[CLEAN])
    assert status == 0
    assert "CVE-2024-1 of jinja2 is accepted but not known here: take it out." in out


@pytest.mark.parametrize("key", ["id", "package", "reason", "until"])
def test_what_is_accepted_without_a_reason_or_a_day_stops_the_audit(asking, key):
    text = "".join(
        line for line in ACCEPTED.format(until="2999-01-01").splitlines(keepends=True) if key not in line
    )
    assert f"{key} is missing" in str(asking(text, pypi=[BAD])[0])


def test_the_list_that_is_shipped_can_be_read(audit):
    shipped = (ROOT / "requirements" / "audit-accepted.toml").read_text(encoding="utf-8")
    for each in audit.read_accepted(shipped, date(2000, 1, 1)):
        assert each.reason
