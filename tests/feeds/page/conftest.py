"""A look at a feed, open to change, and a strict reader of the page that is made from it."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from html.parser import HTMLParser
from zoneinfo import ZoneInfo

import pytest

from dutydesk.api import FeedEvent
from dutydesk.domain import Zone
from dutydesk.feeds.choice import EVERYTHING
from dutydesk.feeds.links import feed_links
from dutydesk.feeds.page.view import PageView

TOKEN = "K3u8Zq0" * 6 + "x"
SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 3, 9, 12, tzinfo=SHANGHAI)
_VOID = frozenset({"meta", "input", "br", "link", "img", "hr"})
_ENDS_PARAGRAPH = frozenset(
    {"p", "ul", "ol", "dl", "div", "table", "form", "section", "fieldset", "details", "figure", "h1", "h2"}
)


@dataclass
class Node:
    """An element with what stands in it: elements and text."""

    tag: str
    attrs: dict[str, str]
    inside: list["Node | str"] = field(default_factory=list)

    def walk(self) -> Iterator["Node"]:
        yield self
        for each in self.inside:
            if isinstance(each, Node):
                yield from each.walk()

    def all(self, tag: str = "", **attrs: str) -> list["Node"]:
        """Return the elements below with this tag and these attributes; `class_` is one of the classes."""
        name = attrs.pop("class_", "")
        return [
            each
            for each in self.walk()
            if (not tag or each.tag == tag)
            and (not name or name in each.attrs.get("class", "").split())
            and all(each.attrs.get(key) == value for key, value in attrs.items())
        ]

    def one(self, tag: str = "", **attrs: str) -> "Node":
        (found,) = self.all(tag, **attrs)
        return found

    @property
    def texts(self) -> list[str]:
        found = []
        for each in self.inside:
            found += each.texts if isinstance(each, Node) else [each]
        return found

    @property
    def text(self) -> str:
        """What is read here, the white space folded."""
        return " ".join("".join(self.texts).split())


class _Reader(HTMLParser):
    """Reads a document, and refuses what a browser would have to mend."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.root = Node("", {})
        self.open = [self.root]
        self.doctype = ""

    def handle_decl(self, decl):
        self.doctype = decl

    def handle_starttag(self, tag, attrs):
        assert len(attrs) == len(dict(attrs)), f"an attribute of <{tag}> stands twice"
        within = [node.tag for node in self.open]
        assert not (tag in _ENDS_PARAGRAPH and "p" in within), f"<{tag}> would end a paragraph"
        node = Node(tag, {name: value or "" for name, value in attrs})
        self.open[-1].inside.append(node)
        if tag not in _VOID:
            self.open.append(node)

    def handle_startendtag(self, tag, attrs):
        assert "svg" in [node.tag for node in self.open], f"<{tag}/> is no void element"
        self.handle_starttag(tag, attrs)
        self.open.pop()

    def handle_endtag(self, tag):
        assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data):
        self.open[-1].inside.append(data)

    def handle_comment(self, data):
        raise AssertionError(f"a comment: {data}")


def read(page: bytes) -> Node:
    reader = _Reader()
    reader.feed(page.decode())
    reader.close()
    assert reader.doctype == "doctype html"
    assert reader.open == [reader.root], "an element is not closed"
    return reader.root.one("html")


def an_event(day: int, hour: int = 8, hours: float = 8, title: str = "Main gate, Day", **given) -> FeedEvent:
    """Return an event of November 2026 in Shanghai, where days beyond its end run on into December."""
    start = datetime(2026, 11, 1, tzinfo=SHANGHAI) + timedelta(days=day - 1, hours=hour)
    return FeedEvent(
        uid=given.pop("uid", f"{day}-{hour}-{title[:20]}"),
        start=given.pop("start", start.astimezone(UTC)),
        end=given.pop("end", (start + timedelta(hours=hours)).astimezone(UTC)),
        title=title,
        changed=given.pop("changed", datetime(2026, 10, 1, tzinfo=UTC)),
        **given,
    )


def some_days(first: date, after_last: date, title: str, **given) -> FeedEvent:
    return an_event(1, title=title, start=first, end=after_last, uid=f"{first}-{title}", **given)


def a_view(*events: FeedEvent, **given) -> PageView:
    now = given.pop("now", NOW).astimezone(UTC)
    choice = given.pop("choice", EVERYTHING)
    view = PageView(
        desk_name="Fushan School",
        title="Li Wei",
        zone=Zone("Asia/Shanghai"),
        now=now,
        events=events,
        own=True,
        kinds=(("drill", "Drill"), ("duty", "Duty"), ("meeting", "Meeting")),
        choice=choice,
        language="en",
        links=feed_links("https://duty.example", TOKEN, choice, name="Li Wei"),
        refreshed=now - timedelta(seconds=30),
    )
    return replace(view, **given)


def a_full_view(**given) -> PageView:
    """Return a view in which every part of the page has something to show."""
    return a_view(
        an_event(2, 22, title="North gate, Night"),
        an_event(3, 22, title="North gate, Night", place="Gatehouse", description="With: Zhao Min, Sun Li"),
        an_event(4, 14, title="Main gate, Evening", tentative=True),
        some_days(date(2026, 11, 9), date(2026, 11, 14), "Safety education week"),
        an_event(9, 9, 1, "Monday meeting", cancelled=True),
        *(an_event(11, hour, title="Main gate, Day", uid=f"day-{hour}") for hour in range(7, 12)),
        *(an_event(day, 22, title="North gate, Night") for day in range(13, 45, 3)),
        **given,
    )


@pytest.fixture
def event():
    return an_event


@pytest.fixture
def days():
    return some_days


@pytest.fixture
def view():
    return a_view


@pytest.fixture
def full_view():
    return a_full_view


@pytest.fixture(scope="module")
def full_views():
    return a_full_view


@pytest.fixture(scope="session")
def document():
    return read
