"""Cards that hand people the links to their calendars: a page to print and cut, or a table to send from."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dutydesk.domain import Person, clean_line
from dutydesk.domain.formula import quoted_formula
from dutydesk.feeds.links import FeedLinks
from dutydesk.feeds.page.choice_form import LANGUAGE_TAGS
from dutydesk.feeds.page.qr_code import QrCode, qr_code
from dutydesk.feeds.page.template import environment
from dutydesk.wording import _, language

_COLUMNS = ("key", "name", "page", "webcal", "https", "note")


@dataclass(frozen=True, slots=True)
class Card:
    """What one person is handed: the page that takes their duties into any calendar, as address and code."""

    key: str
    name: str
    links: FeedLinks

    @classmethod
    def of(cls, person: Person, links: FeedLinks) -> "Card":
        """Return the card of a person."""
        return cls(person.id, clean_line(person.name), links)

    @property
    def qr(self) -> QrCode:
        """The address of the page as a QR code."""
        return qr_code(self.links.page)


def cards_page(cards: Iterable[Card], desk_name: str, day: date) -> bytes:
    """Return the cards as an HTML document for A4 paper, eight to a sheet; it loads and runs nothing."""
    template = environment().get_template("cards.html")
    told = language()
    return template.render(
        cards=tuple(cards),
        desk_name=clean_line(desk_name),
        day=day.isoformat(),
        secret=secret_note(),
        tag=LANGUAGE_TAGS.get(told, told),
    ).encode()


def cards_table(cards: Iterable[Card]) -> bytes:
    """Return the cards as CSV that spreadsheet programs open as UTF-8, without anything they would run."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(_COLUMNS)
    for card in cards:
        cells = (card.key, card.name, card.links.page, card.links.webcal, card.links.https, secret_note())
        writer.writerow([quoted_formula(cell) for cell in cells])
    return stream.getvalue().encode("utf-8-sig")


def secret_note() -> str:
    """Return what is said on every card."""
    return _("Secret: whoever has this card can read your duties. If it is lost, ask for a new one.")
