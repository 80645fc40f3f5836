"""What comes from outside: damaged and malicious files, hostile texts everywhere, windows of any size."""

import pytest


@pytest.mark.soak
def test_every_damaged_file_is_kept_whole_or_refused_in_one_line(tried):
    found = tried("csv", "xlsx", "ics", "settings")
    for kind in ("csv", "xlsx", "ics", "settings"):
        assert found[f"{kind}_faults"] == 0
        assert found[f"{kind}_kept"] > 0
        assert found[f"{kind}_refused"] > 0


@pytest.mark.soak
def test_hostile_texts_on_every_screen_and_in_every_command_reach_no_terminal(tried):
    found = tried("names")
    assert found["escapes"] == 0
    assert found["hostile_places"] > 200
    assert found["hostile_keys"] > 50
    assert found["hostile_commands"] > 30


@pytest.mark.soak
def test_a_window_of_any_size_loses_nothing(tried):
    assert tried("sizes")["lost_screens"] == 0
