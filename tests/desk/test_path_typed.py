"""Where a path leads that someone types: anywhere on their own machine, one folder of the desk over SSH."""

from pathlib import Path

import pytest

from dutydesk.api import DataProblem
from dutydesk.api.attachments import attach, file_of
from dutydesk.api.path_typed import OUT_FOLDER, path_typed
from dutydesk.cli.terminal import shares_account
from dutydesk.host.opening import open_desk
from dutydesk.tui.widgets import target_fault, target_path


@pytest.fixture
def confined(desk):
    opened = open_desk(desk.folder, actor="li", confined=True)
    yield opened
    opened.close()


def test_on_ones_own_machine_a_path_leads_where_it_says(desk, tmp_path):
    assert path_typed(desk, "a.pdf") == Path.cwd() / "a.pdf"
    assert path_typed(desk, "~/a.pdf") == Path.home() / "a.pdf"
    assert path_typed(desk, str(tmp_path / "a.pdf")) == tmp_path / "a.pdf"
    with pytest.raises(DataProblem, match="no path of a file"):
        path_typed(desk, "~nobody-of-this-name/a.pdf")


def test_over_ssh_a_name_means_a_file_in_the_folder_for_it_which_is_private(confined):
    out = confined.folder / OUT_FOLDER
    assert path_typed(confined, "a.pdf") == out / "a.pdf"
    assert path_typed(confined, str(out / "a.pdf")) == out / "a.pdf"
    assert path_typed(confined, "~/a.pdf") == out / "~/a.pdf"
    assert out.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize(
    "typed", ["../dutydesk.db", "/etc/passwd", "a/../../desk.toml", "link/passwd", "link", "/", "..", "\0"]
)
def test_over_ssh_no_path_leads_out_of_the_folder(confined, typed):
    path_typed(confined, "x")
    (confined.folder / OUT_FOLDER / "link").symlink_to("/etc")
    with pytest.raises(DataProblem) as refused:
        path_typed(confined, typed)
    assert "\n" not in str(refused.value)
    with pytest.raises(DataProblem):
        target_path(confined, typed, ".pdf", {".pdf"})
    assert target_fault(confined, typed)


def test_over_ssh_only_files_of_the_folder_can_be_kept_with_something(confined, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("x", encoding="utf-8")
    with pytest.raises(DataProblem, match="over SSH files are kept in"):
        attach(confined, "activity:x", str(secret))
    path_typed(confined, "plan.txt").write_text("plan", encoding="utf-8")
    kept = attach(confined, "activity:x", "plan.txt")
    assert file_of(confined, kept).read_text(encoding="utf-8") == "plan"
    assert attach(confined, "activity:x", "https://example.org/a").is_link


def test_the_ending_that_a_file_is_given_leads_out_of_nothing(confined):
    with pytest.raises(DataProblem):
        target_path(confined, ".", ".pdf", {".pdf"})


@pytest.mark.parametrize(
    ("actor", "environ", "expected"),
    [
        ("li", {"SSH_CONNECTION": "1 2 3 4"}, True),
        ("li", {}, False),
        (None, {"SSH_CONNECTION": "1 2 3 4"}, False),
    ],
)
def test_an_account_is_shared_where_ssh_opens_the_desk_under_a_name(actor, environ, expected):
    assert shares_account(actor, environ) is expected
