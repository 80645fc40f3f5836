"""SEQUENCE and LAST-MODIFIED rise with every visible change, and never fall."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dutydesk.feeds.ledger import LedgerEntry, Rendition, enter, next_entry

T0 = datetime(2026, 11, 2, 8, tzinfo=UTC)
SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)


def rendition(digest="a", revision=1, changed=T0):
    return Rendition("u", digest, revision, changed)


def kept(digest="a", sequence=0, changed=T0):
    return LedgerEntry("u", digest, sequence, changed)


def test_a_new_event_starts_below_its_revision():
    assert next_entry(None, rendition(revision=5), T0 + HOUR) == kept(sequence=4)
    assert next_entry(None, rendition(revision=0), T0 + HOUR).sequence == 0


def test_unchanged_content_keeps_its_entry_whatever_the_record_says():
    entry = kept(sequence=7)
    assert next_entry(entry, rendition(revision=99, changed=T0 + HOUR), T0 + 2 * HOUR) is entry


def test_a_changed_record_gives_its_own_time_and_revision():
    entry = next_entry(kept(), rendition("b", revision=6, changed=T0 + HOUR), T0 + 5 * HOUR)
    assert entry == kept("b", 5, T0 + HOUR)


def test_a_derived_change_raises_both_though_the_record_stays():
    entry = next_entry(kept(), rendition("b"), T0 + HOUR)
    assert entry == kept("b", 1, T0 + HOUR)


def test_a_clock_that_was_set_back_raises_the_time_by_a_second():
    entry = next_entry(kept(sequence=3), rendition("b", changed=T0 - HOUR), T0 - HOUR)
    assert entry == kept("b", 4, T0 + SECOND)


def test_a_change_within_the_same_second_is_seen():
    within = T0 + timedelta(milliseconds=600)
    assert next_entry(kept(), rendition("b", changed=within), within).changed == T0 + SECOND


def test_content_that_goes_back_counts_as_a_change():
    first = next_entry(kept("a"), rendition("b"), T0 + HOUR)
    again = next_entry(first, rendition("a"), T0 + 2 * HOUR)
    assert (again.sequence, again.changed) == (2, T0 + 2 * HOUR)


moments = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - bounds


@given(
    st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 20), moments, moments), min_size=2, max_size=12)
)
def test_whatever_the_clocks_do_both_rise_with_each_change_only(steps):
    entry = None
    for digest, revision, changed, now in steps:
        following = next_entry(entry, rendition(digest, revision, changed), now)
        assert following.changed.microsecond == 0
        if entry is not None and entry.digest == digest:
            assert following == entry
        elif entry is not None:
            assert following.sequence > entry.sequence
            assert following.changed >= entry.changed + SECOND
        assert following.sequence >= 0
        entry = following


@pytest.mark.parametrize("times", [1, 3])
def test_only_news_is_written(ledger, times):
    for _ in range(times):
        entries = enter(ledger, [rendition()], T0)
    assert ledger.puts == 1
    assert entries == ledger.kept
