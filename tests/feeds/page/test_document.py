"""The page as a whole document, and the headers that go with it."""

import base64
import gettext
import hashlib
import re
from itertools import pairwise
from urllib.parse import urlsplit

import pytest
import segno

from dutydesk import wording
from dutydesk.feeds.choice import Choice
from dutydesk.feeds.page.document import subscription_page
from dutydesk.feeds.page.policy import content_security_policy, page_headers
from dutydesk.feeds.page.qr_code import qr_code
from dutydesk.feeds.page.template import environment


@pytest.fixture(params=["full", "empty"])
def page(request, document, full_view, view):
    return document(subscription_page(full_view() if request.param == "full" else view()))


def test_headings_begin_with_one_first_and_leave_no_level_out(page):
    levels = [int(node.tag[1]) for node in page.walk() if re.fullmatch("h[1-6]", node.tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_no_id_stands_twice_and_every_reference_finds_its_own(page):
    ids = [node.attrs["id"] for node in page.walk() if "id" in node.attrs]
    assert len(ids) == len(set(ids))
    for node in page.walk():
        for name in ("aria-labelledby", "for"):
            assert node.attrs.get(name, ids[0]) in ids
        if node.attrs.get("href", "").startswith("#"):
            assert node.attrs["href"][1:] in ids


def test_there_is_no_script_no_outside_resource_and_no_style_but_the_one(page):
    tags = {node.tag for node in page.walk()}
    assert not tags & {"script", "link", "img", "iframe", "object", "embed", "audio", "video", "base"}
    names = {name for node in page.walk() for name in node.attrs}
    assert not [name for name in names if name in {"style", "src", "srcset"} or name.startswith("on")]
    (style,) = page.all("style")
    assert not re.search(r"url\(|@import|@font-face", style.text)


def test_links_lead_only_where_subscribing_is_done(page):
    hrefs = [node.attrs["href"] for node in page.all("a")]
    parts = [urlsplit(href) for href in hrefs]
    hosts = {"duty.example", "calendar.google.com", "outlook.office.com", "outlook.live.com", ""}
    assert {part.netloc for part in parts} <= hosts
    assert {part.scheme for part in parts} <= {"https", "webcal", ""}


def test_the_page_asks_not_to_be_found_or_told_of(page):
    metas = {
        node.attrs.get("name"): node.attrs["content"] for node in page.all("meta") if "name" in node.attrs
    }
    assert "noindex" in metas["robots"]
    assert metas["referrer"] == "no-referrer"


def test_it_warns_that_the_address_is_a_secret(page):
    assert "Whoever has this address can read this calendar" in page.one(class_="secret").text


def test_it_tells_how_soon_changes_arrive_and_where_to_look_for_today(page):
    waits = {row.one("dt").text: row.one("dd").text for row in page.one("dl").all("div")}
    assert waits == {
        "Apple": "every hour, or as you set it",
        "Outlook": "after a few hours",
        "Google": "after 8 to 24 hours",
    }
    assert "For today, look at this page" in page.text


def test_every_common_phone_and_program_has_its_steps(page):
    guides = page.one(class_="guides").all("details")
    titles = " ".join(guide.one("summary").text for guide in guides)
    for name in ("iPhone", "iPad", "Mac", "Google Calendar", "ICSx⁵", "Outlook", "Thunderbird"):
        assert name in titles
    assert all(len(guide.all("li")) >= 2 for guide in guides)


@pytest.mark.parametrize(("language", "tag"), [("en", "en"), ("zh", "zh-Hans")])
def test_the_document_names_its_language(document, view, language, tag):
    assert document(subscription_page(view(language=language))).attrs["lang"] == tag


class Marked(gettext.NullTranslations):
    """A catalogue whose translations can be told from text that never passed through it."""

    def gettext(self, message):
        return f"§{message}"

    def ngettext(self, one, many, count):
        return f"§{one if count == 1 else many}"


@pytest.mark.parametrize("choice", [Choice(), Choice("zh", ("duty",), (60, 30))])
def test_every_word_of_the_page_can_be_translated(monkeypatch, document, full_view, view, choice):
    monkeypatch.setattr(wording, "_catalogue", lambda _: Marked())
    peoples = {"Li Wei", "Fushan School", "Duty", "Drill", "Meeting", "English", "中文", "Gatehouse"}
    for given in (full_view(choice=choice), view(choice=choice)):
        page = document(subscription_page(given))
        peoples |= {each.title for each in given.events} | {each.description for each in given.events}
        (style,) = page.all("style")
        for text in page.texts:
            bare = " ".join(text.split())
            if text in style.inside or bare in peoples or "§" in bare or bare == "Li Wei – Fushan School":
                continue
            assert not re.search(r"[^\W\d_]", bare), f"not translated: {bare}"


def test_the_page_speaks_the_language_of_its_view(monkeypatch, document, view):
    catalogues = {"en": gettext.NullTranslations(), "zh": Marked()}
    monkeypatch.setattr(wording, "_catalogue", catalogues.__getitem__)
    for language, heading in (("zh", "§Your next duties"), ("en", "Your next duties")):
        page = document(subscription_page(view(language=language)))
        assert page.one("h2", id="next").text == heading


def test_the_language_of_the_page_is_spoken_only_while_it_is_made(view):
    with wording.speaking("en"):
        subscription_page(view(language="zh"))
        assert wording.language() == "en"


def test_a_value_that_a_template_lacks_is_an_error():
    from jinja2 import UndefinedError

    with pytest.raises(UndefinedError):
        environment().from_string("{{ nothing }}").render()


def test_the_policy_allows_the_style_of_the_page_and_nothing_else(page):
    (style,) = page.one("style").inside
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert content_security_policy().split("; ") == [
        "default-src 'none'",
        f"style-src 'sha256-{digest}'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]


def test_the_headers_keep_the_address_and_the_page_to_its_reader():
    headers = page_headers()
    assert headers["Content-Security-Policy"] == content_security_policy()
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cache-Control"] == "private, no-store"
    assert "noindex" in headers["X-Robots-Tag"]
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_the_qr_code_is_that_of_the_pages_own_address(document, full_view):
    view = full_view(choice=Choice("zh", ("duty", "drill"), (720, 30)))
    page = document(subscription_page(view))
    svg = page.one("svg")
    assert svg.one("path").attrs["d"] == qr_code(view.links.page).path
    assert svg.attrs["role"] == "img"
    assert svg.one("title").text == "QR code with the address of this page"


def test_the_path_of_a_qr_code_draws_its_every_module():
    text = "https://duty.example/s/" + "a" * 43
    code = qr_code(text)
    drawn = [bytearray(code.side) for _ in range(code.side)]
    for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", code.path):
        for n in range(int(width)):
            drawn[int(y)][int(x) + n] = 1
    wanted = segno.make_qr(text, error="l").matrix_iter(border=4)
    assert [list(row) for row in drawn] == [[int(bool(each)) for each in row] for row in wanted]
    assert code.side == 4 + 4 + segno.make_qr(text, error="l").symbol_size(border=0)[0]
