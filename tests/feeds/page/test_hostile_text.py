"""Texts of people that would do harm, or only look ugly."""

import unicodedata
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dutydesk.feeds.links import feed_links
from dutydesk.feeds.page.document import subscription_page

HOSTILE = [
    "<script>alert(1)</script>",
    "</style><img src=x onerror=alert(1)>",
    "</title></svg></textarea>--><!--",
    "\"' onmouseover='alert(1)' style=\"color:red\"",
    "{{ 7 * 7 }}{% raw %}{count}%s",
    "&lt;b&gt;&amp;&#x3c;script>",
    "\x00\x07\x1b[31m\x9b\u2028\u202eevil\u2066\u200f",
    "line\nbreak\r\ttab",
    "A very long name " * 25,
    "W" * 400,
    "值" * 400,
    "👩🏽‍🚒🇨🇳👮‍♀️ drill",
    "حراسة البوابة الرئيسية",
    "e" + "\u0301" * 200,
    "\ud800 lone",
]
PEOPLES = ("title", "own_title", "place", "description", "category")


def filled(view, event, text: str):
    """Return a view with `text` wherever people write."""
    events = [
        replace(event(day), **dict.fromkeys(PEOPLES, text), tentative=day == 5, cancelled=day == 6)
        for day in range(2, 20)
    ]
    return view(*events, desk_name=text, title=text, kinds=(("duty", text), ("drill", "Drill")))


def skeleton(page):
    """Return the elements of a page with the names of their attributes, in order.

    Left out are the lines of descriptions, of which there may be one or two; each has its own shape.
    """
    details = page.all(class_="detail")
    assert all([node.tag for node in detail.walk()] == ["p", "bdi"] for detail in details)
    within = {id(node) for detail in details for node in detail.walk()}
    return [(node.tag, *sorted(node.attrs)) for node in page.walk() if id(node) not in within]


@pytest.fixture
def calm(document, view, event):
    return skeleton(document(subscription_page(filled(view, event, "Calm"))))


def without_chosen_direction(text: str) -> bool:
    return not any(unicodedata.bidirectional(each) in {"LRE", "RLE", "LRO", "RLO", "PDF"} for each in text)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_no_text_makes_an_element_or_an_attribute(document, view, event, calm, text):
    page = document(subscription_page(filled(view, event, text)))
    assert skeleton(page) == calm


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_no_control_character_and_no_turn_of_direction_reaches_the_page(view, event, text):
    page = subscription_page(filled(view, event, text)).decode()
    found = Counter(each for each in page if unicodedata.category(each) in {"Cc", "Cs"})
    assert set(found) <= {"\n"}
    assert without_chosen_direction(page)
    assert not set(page) & set("\u2028\u2029\u200e\u200f\u061c\u2066\u2067\u2068\u2069")


def test_markup_is_shown_as_it_was_typed(document, view, event):
    page = document(subscription_page(filled(view, event, HOSTILE[0])))
    assert page.one("h1").text == HOSTILE[0]
    assert HOSTILE[0] in page.one("ol", class_="next").text
    assert HOSTILE[0] in page.one("table").text


def test_each_text_of_people_keeps_its_own_direction(document, view, event):
    arabic = "حراسة البوابة"
    page = document(subscription_page(filled(view, event, arabic)))
    around = {
        node.tag
        for node in page.walk()
        if any(arabic in each for each in node.inside if isinstance(each, str))
    }
    assert around == {"bdi", "title"}


def test_an_endless_text_is_cut(view, event):
    short, long = (len(subscription_page(filled(view, event, text))) for text in ("W", "W" * 100_000))
    assert long - short < 30_000


def test_a_code_of_a_kind_is_escaped_too(document, view):
    page = document(subscription_page(view(kinds=(('"><script>', "Odd"),))))
    assert page.one("input", type="checkbox").attrs["value"] == '"><script>'


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.characters(), min_size=1, max_size=60).map(lambda text: f"x{text}"))
def test_whatever_is_typed_the_page_keeps_its_shape(document, view, event, calm, text):
    assert skeleton(document(subscription_page(filled(view, event, text)))) == calm


def test_an_address_cannot_break_out_of_its_place(document, view):
    calm = skeleton(document(subscription_page(view())))
    hostile = feed_links('https://duty.example"><script>', "a" * 43)
    page = document(subscription_page(view(links=hostile)))
    assert skeleton(page) == calm
    assert page.one("input", id="address").attrs["value"] == hostile.https
    assert page.one("ul", class_="buttons").all("a")[0].attrs["href"] == hostile.webcal
