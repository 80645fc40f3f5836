"""Cards with links, to print or to send from: complete, harmless and readable."""

import csv
import io
import re
from datetime import date
from html import unescape
from html.parser import HTMLParser

import pytest

from dutydesk.domain import Person
from dutydesk.feeds.cards import Card, cards_page, cards_table
from dutydesk.feeds.links import feed_links
from dutydesk.wording import speaking

BASE = "https://duty.example"
NAMES = {"li": "李强", "evil": '=1+1<script>alert("x")</script>\x1b[2J', "o": "O'Neill & Söhne"}


@pytest.fixture
def cards():
    return tuple(
        Card.of(Person(id=key, name=name), feed_links(BASE, key[0] * 43)) for key, name in NAMES.items()
    )


class Elements(HTMLParser):
    """Collects what a document is made of."""

    def __init__(self, text):
        super().__init__()
        self.names, self.attributes = [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.names.append(tag)
        self.attributes += attrs


def page(cards, school="第一中学 <No. 1>"):
    return cards_page(cards, school, date(2026, 11, 24)).decode()


def test_each_person_has_a_card_with_name_address_code_and_warning(cards):
    text = page(cards)
    found = re.findall(r'<li class="card">(.*?)</li>', text, re.DOTALL)
    assert len(found) == len(cards)
    for card, html in zip(cards, found, strict=True):
        assert card.name in unescape(html)
        assert f'href="{BASE}/s/{card.key[0] * 43}"' in html
        assert f'd="{card.qr.path}"' in html
        assert "Secret: whoever has this card can read your duties." in html
    assert "3 cards, made on 2026-11-24" in text


def test_the_page_runs_and_loads_nothing_whatever_people_are_called(cards):
    elements = Elements(page(cards))
    assert not {"script", "link", "img", "iframe", "object", "form", "base"} & set(elements.names)
    assert not [name for name, _value in elements.attributes if name.startswith("on") or name == "src"]
    assert (
        "content",
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'",
    ) in (elements.attributes)
    assert {value for name, value in elements.attributes if name == "href"} == {
        card.links.page for card in cards
    }
    assert "url(" not in page(cards)
    assert "\x1b" not in page(cards)


def test_the_page_says_its_language(cards):
    assert '<html lang="en">' in page(cards)
    with speaking("zh"):
        assert '<html lang="zh-Hans">' in page(cards)


def test_the_table_holds_every_address_and_nothing_that_a_spreadsheet_would_run(cards):
    content = cards_table(cards)
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert content.startswith(b"\xef\xbb\xbf")
    assert [row["key"] for row in rows] == list(NAMES)
    assert rows[0]["name"] == "李强"
    assert [row["page"] for row in rows] == [card.links.page for card in cards]
    assert [row["webcal"] for row in rows] == [card.links.webcal for card in cards]
    assert [row["https"] for row in rows] == [card.links.https for card in cards]
    assert all(row["note"].startswith("Secret") for row in rows)
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "-", "@"))]
