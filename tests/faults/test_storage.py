"""What is kept holds, whatever happens to the process that writes it and to the disk below it."""

import pytest

from benchmarks.faults.desks import bundled
from benchmarks.faults.postgres import SERVER
from dutydesk.store.tables import HOST_TABLES

pytestmark = pytest.mark.soak


def test_no_acknowledged_change_is_lost_to_a_kill_or_to_somebody_else_who_writes(tried):
    found = tried("kills", "updates")
    assert (found["lost"], found["torn"]) == (0, 0)
    assert found["acknowledged"] >= found["kills"] // 2
    assert found["lost_updates"] == 0
    assert found["stale_refused"] > 0
    assert found["refused_without_a_name"] == 0


def test_a_disk_that_takes_no_more_refuses_in_one_line_and_reading_goes_on(tried):
    found = tried("full-disk", "read-only")
    assert found["full_disk_refusals"] == 8 * found["full_disk_times"]
    assert found["read_only_refusals"] == 6 * found["read_only_times"]


def test_no_file_is_ever_half_there_and_nothing_is_left_for_good(tried):
    found = tried("toml-kills", "file-kills")
    assert (found["toml_half"], found["toml_litter"]) == (0, 0)
    assert (found["file_half"], found["file_litter"]) == (0, 0)
    assert found["toml_kills_half_way"] > 0


def test_every_migration_keeps_all_data_up_down_up_and_killed_half_way(tried):
    found = tried("migrations", "migration-kills")
    owners = (HOST_TABLES, *bundled().tables)
    assert found["migrations"] >= sum(int(each.head.rpartition("_")[2]) for each in owners)
    assert found["migrations_that_lost"] == 0
    assert found["migration_kills_that_lost"] == 0
    assert found["migration_kills_half_way"] > 0


def test_a_backup_made_while_others_write_gives_a_whole_desk(tried):
    assert tried("backups")["backups_not_whole"] == 0


def test_no_acknowledged_change_is_lost_in_a_postgresql_either(tried, postgres_url, monkeypatch):
    monkeypatch.setenv(SERVER, postgres_url)
    found = tried("postgres-kills", "postgres-updates")
    assert (found["postgres_lost"], found["postgres_torn"], found["postgres_lost_updates"]) == (0, 0, 0)
    assert found["postgres_acknowledged"] >= found["postgres_kills"] // 2
    assert found["postgres_refused_without_a_name"] == 0
