"""Whether a client has what it asks for."""

import re
from datetime import UTC, datetime

import pytest

from dutydesk.feeds.links import feed_links
from dutydesk.feeds.tokens import hash_token, new_token, same_hash
from dutydesk.feeds.web.conditional import accepts_gzip, unchanged_tag

CHANGED = datetime(2026, 11, 2, 8, 0, 0, tzinfo=UTC)
ETAGS = ('"one-gzip"', '"one"')


def answer(none_match=None, since=None):
    return unchanged_tag(none_match, since, etags=ETAGS, changed=CHANGED)


@pytest.mark.parametrize(
    ("header", "tag"),
    [
        ('"one"', '"one"'),
        ('W/"one"', '"one"'),
        ('"one-gzip"', '"one-gzip"'),
        ('"x", W/"y,z" , "one"', '"one"'),
        ("*", '"one-gzip"'),
        (" * ", '"one-gzip"'),
        ('"two"', None),
        ("one", None),
        ("", None),
        ('"on', None),
        ('"a"one"', None),
    ],
)
def test_if_none_match(header, tag):
    assert answer(header) == tag


@pytest.mark.parametrize(
    ("header", "same"),
    [
        ("Mon, 02 Nov 2026 08:00:00 GMT", True),
        ("Mon, 02 Nov 2026 16:00:00 +0800", True),
        ("Monday, 02-Nov-26 08:00:00 GMT", True),
        ("Mon Nov  2 08:00:00 2026", True),
        ("Tue, 03 Nov 2026 01:00:00 GMT", True),
        ("Mon, 02 Nov 2026 07:59:59 GMT", False),
        ("Sun, 01 Nov 2026 23:00:00 GMT", False),
        ("yesterday", False),
        ("", False),
        ("Mon, 99 Nov 2026 08:00:00 GMT", False),
        ("Mon, 02 Nov 99999999999999999999 08:00:00 GMT", False),
    ],
)
def test_if_modified_since_is_a_date(header, same):
    assert answer(since=header) == (ETAGS[0] if same else None)


def test_if_none_match_decides_alone():
    assert answer('"two"', "Tue, 03 Nov 2026 01:00:00 GMT") is None
    assert answer('"one"', "Sun, 01 Nov 2026 01:00:00 GMT") == '"one"'


@pytest.mark.parametrize(
    ("header", "accepted"),
    [
        ("gzip", True),
        ("GZIP, deflate", True),
        ("deflate, gzip;q=0.5", True),
        ("*", True),
        ("br, *;q=0.1", True),
        ("x-gzip", True),
        ("", False),
        ("identity", False),
        ("gzip;q=0", False),
        ("gzip; q=0.0, *", False),
        ("gzip;q=nonsense", False),
    ],
)
def test_gzip_is_sent_to_those_who_take_it(header, accepted):
    assert accepts_gzip(header) is accepted


def test_tokens_are_long_random_and_kept_as_hashes():
    tokens = {new_token() for _ in range(100)}
    assert len(tokens) == 100
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{43}", token) for token in tokens)
    token = tokens.pop()
    assert len(hash_token(token)) == 64
    assert token not in hash_token(token)
    assert same_hash(hash_token(token), hash_token(token))
    assert not same_hash(hash_token(token), hash_token(token + "x"))


@pytest.mark.parametrize("base", ["https://duty.example", "https://duty.example/"])
def test_links_for_calendar_programs_and_to_the_page(base):
    links = feed_links(base, "TOKEN")
    assert links.https == "https://duty.example/f/TOKEN.ics"
    assert links.webcal == "webcal://duty.example/f/TOKEN.ics"
    assert links.page == "https://duty.example/s/TOKEN"
