"""The lines of the list of links: each calendar, and beneath it the links to it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dutydesk.api import Desk, Feed
from dutydesk.domain import PERSON_FEEDS, Zone, person_feed
from dutydesk.feeds.desk_tokens import DeskTokens, KnownToken
from dutydesk.tui.widgets.table import TableColumn, TableRow
from dutydesk.wording import _, ngettext

COLUMNS = (
    TableColumn("what", _("Calendar, and its links")),
    TableColumn("issued", _("Issued"), 10),
    TableColumn("used", _("Last used"), 16),
    TableColumn("state", _("State"), 9),
)
_FEED, _LINK = "feed:", "link:"


@dataclass(frozen=True, slots=True)
class LinksRead:
    """The calendars of a desk and the links to them; `left` names the calendars of people who have left."""

    feeds: tuple[Feed, ...]
    tokens: tuple[KnownToken, ...]
    left: frozenset[str]
    zone: Zone

    @classmethod
    def of(cls, desk: Desk, tokens: DeskTokens) -> "LinksRead":
        """Read them as they are now; a calendar that is gone stays as long as links to it are known."""
        feeds, known, today = desk.feeds(), tokens.known(), desk.today()
        names = {each.name for each in feeds}
        gone = dict.fromkeys(each.feed for each in known if each.feed not in names)
        left = (person_feed(each.id) for each in desk.people() if each.has_left(today))
        return cls(
            (*feeds, *(Feed(name, name) for name in gone)), known, frozenset((*left, *gone)), desk.zone
        )

    def feed_of(self, row: TableRow | None) -> Feed | None:
        """Return the calendar that a line is about."""
        token = self.token_of(row)
        name = token.feed if token is not None else row.key.removeprefix(_FEED) if row is not None else ""
        return next((each for each in self.feeds if each.name == name), None)

    def token_of(self, row: TableRow | None) -> KnownToken | None:
        """Return the link that a line is about, if it is about one."""
        key = row.key.removeprefix(_LINK) if row is not None and row.key.startswith(_LINK) else ""
        return next((each for each in self.tokens if each.id == key), None)

    def rows(self, only: str = "") -> Iterator[TableRow]:
        """Yield the lines of every calendar, or of the one called `only`, those that open something first."""
        links: defaultdict[str, list[KnownToken]] = defaultdict(list)
        for token in sorted(self.tokens, key=lambda each: not each.is_open):
            links[token.feed].append(token)
        heading = ""
        for feed in sorted(self.feeds, key=lambda each: _group(each.name)[0]):
            if only not in {"", feed.name} or (feed.name in self.left and not links[feed.name] and not only):
                continue
            above = _group(feed.name)[1]
            if above != heading and not only:
                heading = above
                yield TableRow(f"heading:{heading}", (heading,), heading=True)
            yield self._feed_row(feed, links[feed.name])
            for token in links[feed.name]:
                yield self._link_row(feed, token)

    def _feed_row(self, feed: Feed, links: Iterable[KnownToken]) -> TableRow:
        count = sum(each.is_open for each in links)
        state = (
            ngettext("{count} link", "{count} links", count).format(count=count) if count else _("no link")
        )
        if feed.name in self.left:
            state = _("has left") if feed.name.startswith(PERSON_FEEDS) else _("is gone")
        return TableRow(
            feed_key(feed.name),
            (called(feed), "", "", state),
            "muted" if feed.name in self.left else "strong" if count else "",
            search=" ".join(each.label for each in links),
        )

    def _link_row(self, feed: Feed, token: KnownToken) -> TableRow:
        used = token.last_used
        return TableRow(
            link_key(token.id),
            (
                "- " + (token.label or _("without a label")),
                f"{self.zone.wall(token.issued):%Y-%m-%d}",
                f"{self.zone.wall(used):%Y-%m-%d %H:%M}" if used is not None else _("never"),
                token.state,
            ),
            "" if token.is_open else "muted",
            search=f"{called(feed)} {token.id}",
        )


def feed_key(name: str) -> str:
    """Return the key of a calendar's line."""
    return f"{_FEED}{name}"


def link_key(token: str) -> str:
    """Return the key of a link's line, by the id of its token."""
    return f"{_LINK}{token}"


def called(feed: Feed) -> str:
    """Return what a calendar is called, with the name by which commands know it."""
    return f"{feed.title} ({feed.name})" if feed.title != feed.name else feed.name


def _group(name: str) -> tuple[int, str]:
    """Return where a calendar stands in the list, and beneath which heading."""
    headings = {
        "person": _("People"),
        "squadron": _("The squadron"),
        "open": _("The squadron"),
        "post": _("Posts"),
        "kind": _("Kinds of activity"),
    }
    kind = name.partition("/")[0]
    place = list(headings).index(kind) if kind in headings else len(headings)
    return place, headings.get(kind, _("Other calendars"))
