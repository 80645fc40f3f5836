"""Looking at a few days after a change gives the same feeds as looking at everything, in each language."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dutydesk.api import Feed
from dutydesk.domain import Zone
from dutydesk.feeds.book import FeedBook
from dutydesk.feeds.choice import Choice
from dutydesk.wording import language
from tests.feeds.conftest import FakeDesk, MemoryLedger, an_event

DAY = timedelta(days=1)
FIRST = date(2026, 10, 1)
CHOICES = (Choice(), Choice(kinds=("duty",)), Choice(language="zh", alarms=(60,)))


class DatedDesk(FakeDesk):
    """A desk that remembers on which days something was changed, as the journal of a real one does."""

    def __init__(self, zone: str):
        people = [Feed(f"person/{name}", name) for name in "abc"]
        super().__init__(zone=Zone(zone), given_feeds=[*people, Feed("post/gate", "Gate")])
        self.changes: list[tuple[int, tuple[date, date]]] = []
        self.kept = {}

    def put(self, number: int, event) -> None:
        self.revision += 1
        for one in (self.kept.pop(number, None), event):
            if one is not None:
                at = one.start if not isinstance(one.start, datetime) else self.zone.day_of(one.start)
                self.changes.append((self.revision, (at, at)))
        if event is not None:
            self.kept[number] = event

    def days_changed_since(self, revision):
        return tuple(sorted(run for at, run in self.changes if at > revision))

    def feed_events(self, window):
        self.asked.append(window)
        return tuple(
            replace(event, title=f"{event.title} ({language()})")
            for event in self.kept.values()
            if self._window(event).overlaps(window)
        )

    def _window(self, event):
        if isinstance(event.start, datetime):
            return self.zone.span(
                event.start.astimezone(self.zone.info).replace(tzinfo=None),
                event.end.astimezone(self.zone.info).replace(tzinfo=None),
            )
        return self.zone.days(event.start, event.end - DAY)


def event(number: int, day: int, hours: int, person: str, kind: str, *, whole: bool):
    start = FIRST + timedelta(days=day)
    if whole:
        return an_event(f"e{number}", start=start, end=start + DAY, people=(person,), kind=kind)
    at = datetime(start.year, start.month, start.day, 1, tzinfo=UTC) + timedelta(hours=hours)
    return an_event(
        f"e{number}", start=at, end=at + timedelta(hours=9), people=(person,), feeds=("post/gate",), kind=kind
    )


EVENTS = st.builds(
    event,
    st.integers(0, 5),
    st.integers(0, 230),
    st.integers(0, 23),
    st.sampled_from("abc"),
    st.sampled_from(["duty", "meeting"]),
    whole=st.booleans(),
)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.integers(0, 5), st.one_of(st.none(), EVENTS)),
        st.just("refresh"),
        st.just("next day"),
    ),
    max_size=25,
)


@settings(max_examples=150)
@given(STEPS, st.sampled_from(["Asia/Shanghai", "America/New_York", "Pacific/Apia"]))
def test_what_is_read_again_in_part_is_as_if_read_whole(steps, zone):
    desk, ledger = DatedDesk(zone), MemoryLedger()
    book = FeedBook(desk, ledger)
    book.refresh()
    for step in [*steps, "refresh"]:
        if step == "next day":
            desk.day += DAY
        elif step == "refresh":
            book.refresh()
            anew = FeedBook(desk, ledger)
            anew.refresh()
            for feed in desk.given_feeds:
                for choice in CHOICES:
                    assert book.feed(feed.name, choice).body == anew.feed(feed.name, choice).body
        else:
            number, one = step
            desk.put(number, None if one is None else replace(one, uid=f"e{number}"))


def test_a_change_of_one_day_asks_for_the_days_around_it_alone(ledger):
    desk = DatedDesk("Asia/Shanghai")
    book = FeedBook(desk, ledger)
    book.refresh()
    desk.put(0, event(0, 40, 3, "a", "duty", whole=False))
    book.refresh()
    day = FIRST + timedelta(days=40)
    assert desk.asked[1:] == [desk.zone.days(day - DAY, day + DAY)]
    assert book.feed("person/a").events == 1


def test_a_feed_that_a_change_does_not_touch_stays_the_same_object(ledger):
    desk = DatedDesk("Asia/Shanghai")
    desk.put(0, event(0, 40, 3, "a", "duty", whole=False))
    desk.put(1, event(1, 40, 3, "b", "duty", whole=False))
    book = FeedBook(desk, ledger)
    book.refresh()
    untouched = book.feed("person/a")
    desk.put(1, event(1, 41, 3, "c", "duty", whole=False))
    book.refresh()
    assert book.feed("person/a") is untouched
    assert book.feed("person/b").events == 0
    assert book.feed("person/c").events == 1


def test_a_look_that_breaks_off_is_made_up_for(ledger):
    desk = DatedDesk("Asia/Shanghai")
    book = FeedBook(desk, ledger)
    book.refresh()
    desk.put(0, event(0, 40, 3, "a", "duty", whole=False))
    put = ledger.put

    def broken(_entries):
        raise OSError("the disk is full")

    ledger.put = broken
    with pytest.raises(OSError, match="full"):
        book.refresh()
    ledger.put = put
    desk.put(1, event(1, 140, 3, "a", "duty", whole=False))
    book.refresh()
    assert book.feed("person/a").events == 2


def test_a_choice_narrows_and_speaks_the_language_asked_for(ledger):
    desk = DatedDesk("Asia/Shanghai")
    desk.put(0, event(0, 40, 3, "a", "duty", whole=False))
    desk.put(1, event(1, 40, 3, "a", "meeting", whole=False))
    book = FeedBook(desk, ledger)
    book.refresh()
    chosen = book.feed("person/a", Choice(language="zh", kinds=("meeting",), alarms=(720, 60)))
    assert chosen.events == 1
    assert b"SUMMARY:Night duty (zh)" in chosen.body
    assert chosen.body.count(b"BEGIN:VALARM") == 2
    assert b"TRIGGER:-PT12H" in chosen.body
    assert b"SUMMARY:Night duty (en)" in book.feed("person/a").body


def test_nobody_is_reminded_of_whole_days_or_of_what_takes_no_time(ledger):
    desk = DatedDesk("Asia/Shanghai")
    desk.put(0, event(0, 40, 3, "a", "duty", whole=True))
    desk.put(1, replace(event(1, 40, 3, "a", "duty", whole=False), busy=False))
    desk.put(2, replace(event(2, 40, 3, "a", "duty", whole=False), cancelled=True))
    book = FeedBook(desk, ledger)
    book.refresh()
    assert b"VALARM" not in book.feed("person/a", Choice(alarms=(60,))).body


def test_in_ones_own_feed_a_duty_goes_by_its_own_title(ledger):
    desk = DatedDesk("Asia/Shanghai")
    desk.given_feeds.append(Feed("post/gate", "Gate"))
    desk.put(0, replace(event(0, 40, 3, "a", "duty", whole=False), title="Gate, night, Li", own_title=""))
    book = FeedBook(desk, ledger)
    book.refresh()
    before = book.feed("person/a").body
    assert before.count(b"SUMMARY:Gate\\, night\\, Li") == 1
    desk.put(0, replace(desk.kept[0], own_title="Gate, night"))
    book.refresh()
    assert b"SUMMARY:Gate\\, night\r\n" in book.feed("person/a").body
    assert b"SUMMARY:Gate\\, night\\, Li" in book.feed("post/gate").body
