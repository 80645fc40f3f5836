"""The page in a real browser: what is seen, what is blocked, what a keyboard can do, what is printed."""

import os
import re
import shutil
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import product
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright

from dutydesk.feeds.choice import choice_of
from dutydesk.feeds.desk_app import page_answer
from dutydesk.feeds.links import feed_links

AXE = Path(__file__).parents[1] / "readers" / "node_modules" / "axe-core" / "axe.min.js"
PHONE = {"width": 375, "height": 812}
DESKTOP = {"width": 1280, "height": 900}
ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
LONG = "Wassersportveranstaltungssicherheitsbeauftragter" * 9


def _missing(reason: str) -> None:
    """Skip what cannot run here; the CI has no such excuse."""
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    names = ("chromium", "chromium-browser", "google-chrome")
    program = next((found for name in names if (found := shutil.which(name))), None)
    if program is None:
        _missing("needs Chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def site(full_views) -> Iterator[str]:
    """Serve the page of ``/s/NAME``; return the address before the name."""

    async def page(scope, _receive, send):
        choice, name = choice_of(scope["query_string"].decode()), scope["path"].removeprefix("/s/")
        given = full_views(choice=choice, language=choice.language or "en")
        if name == "long":
            given = full_views(choice=choice, title=LONG, desk_name=LONG, kinds=(("duty", LONG),))
        links = feed_links(f"http://127.0.0.1:{scope['server'][1]}", name, choice, name=given.title)
        await page_answer(replace(given, links=links)).send(send)

    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = uvicorn.Server(uvicorn.Config(page, lifespan="off", log_config=None))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/s/"
        server.should_exit = True
        thread.join()


@dataclass
class Seen:
    """What the browser said and asked for while a page was open."""

    said: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)


@pytest.fixture
def opened(browser, site):
    """Return a context that opens a page, as a phone, in light and in English if nothing else is said."""

    @contextmanager
    def open_page(name="page", *, viewport=PHONE, scheme="light", bypass_csp=False) -> Iterator[Page]:
        context = browser.new_context(viewport=viewport, color_scheme=scheme, bypass_csp=bypass_csp)
        context.set_default_timeout(10_000)
        page = context.new_page()
        page.seen = Seen()
        page.on("console", lambda message: page.seen.said.append(message.text))
        page.on("pageerror", lambda error: page.seen.said.append(str(error)))
        page.on("request", lambda request: page.seen.asked.append(request.url))
        page.goto(site + name)
        yield page
        context.close()

    return open_page


@pytest.mark.parametrize("language", ["en", "zh"])
def test_axe_finds_nothing_that_keeps_people_out(opened, language):
    if not AXE.is_file():
        _missing("needs axe-core: `npm ci` in tests/feeds/readers")
    with opened(f"page?lang={language}&kind=duty&alarm=60", bypass_csp=True) as page:
        page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        page.add_script_tag(path=AXE)
        for viewport, scheme in product((PHONE, DESKTOP), ("light", "dark")):
            page.set_viewport_size(viewport)
            page.emulate_media(color_scheme=scheme)
            found = page.evaluate("axe.run(document, {rules: {'target-size': {enabled: true}}})")
            told = [(rule["id"], node["html"]) for rule in found["violations"] for node in rule["nodes"]]
            assert told == [], (viewport, scheme)
            assert "color-contrast" in {rule["id"] for rule in found["passes"]}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_blocked_and_no_request_leaves_the_server(opened, site, scheme):
    with opened(scheme=scheme) as page:
        colours = page.evaluate(
            "['body', '.month'].map(each => getComputedStyle(document.querySelector(each)).backgroundColor)"
        )
        assert colours[0] != colours[1]
        assert page.seen.said == []
        assert page.seen.asked == [f"{site}page"]


def test_a_script_that_got_into_the_page_would_not_run(opened):
    with opened() as page:
        page.evaluate(
            "document.body.append(Object.assign(document.createElement('script'), {text: 'window.ran = 1'}))"
        )
        assert page.evaluate("window.ran") is None
        assert any("Content Security Policy" in said for said in page.seen.said)


@pytest.mark.parametrize("name", ["page", "page?lang=zh&kind=duty&alarm=60", "long"])
def test_nobody_needs_to_scroll_sideways(opened, name):
    with opened(name) as page:
        page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        for width in (320, 375, 800, 1280):
            page.set_viewport_size({"width": width, "height": 812})
            assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_colours_follow_the_scheme_but_the_code_stays_dark_on_light(opened):
    with opened(scheme="light") as light, opened(scheme="dark") as dark:
        of_body = "getComputedStyle(document.body).backgroundColor"
        of_code = (
            "(each => [each.fill, each.backgroundColor])(getComputedStyle(document.querySelector('svg')))"
        )
        assert light.evaluate(of_body) != dark.evaluate(of_body)
        assert dark.evaluate(of_code) == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]


def test_a_phone_shows_times_in_the_month_and_a_desktop_what_they_are(opened):
    width = "document.querySelector('td .long').getBoundingClientRect().width"
    with opened() as phone, opened(viewport=DESKTOP) as desktop:
        assert phone.evaluate(width) <= 1
        assert desktop.evaluate(width) > 30
        assert phone.locator(".legend").is_visible()
        assert not desktop.locator(".legend").is_visible()


def _tab_to(page: Page, wanted: str) -> None:
    """Press Tab until `wanted` has the focus; at each stop the focus must be seen."""
    for _stop in range(60):
        page.keyboard.press("Tab")
        seen = page.evaluate(
            "(style => style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2)"
            "(getComputedStyle(document.activeElement))"
        )
        assert seen, page.evaluate("document.activeElement.outerHTML")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
            return
    pytest.fail(f"{wanted} cannot be reached")


def test_a_choice_can_be_made_with_the_keyboard_alone(opened):
    with opened() as page:
        _tab_to(page, "#address")
        assert page.evaluate("getSelection().toString()") == page.input_value("#address")
        _tab_to(page, "[name=kind][value=duty]")
        page.keyboard.press("Space")
        _tab_to(page, "#alarm-1")
        page.keyboard.type("1 hour")
        _tab_to(page, "[name=lang]")
        page.keyboard.press("ArrowDown")
        _tab_to(page, "button")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert page.url.endswith("#subscribe")
        assert page.input_value("#address").endswith("?lang=en&kind=duty&alarm=60")
        assert page.locator("[name=kind][value=duty]").is_checked()
        assert "Duty" in page.locator(".chosen").inner_text()
        assert page.seen.said == []


def test_the_steps_open_without_a_script(opened):
    with opened() as page:
        steps = page.locator(".guides details").first
        assert not steps.locator("li").first.is_visible()
        steps.locator("summary").click()
        assert steps.locator("li").first.is_visible()


def test_the_other_language_is_one_press_away(opened):
    with opened("page?kind=duty") as page:
        with page.expect_navigation():
            page.locator("nav a").click()
        assert page.locator("html").get_attribute("lang") == "zh-Hans"
        assert page.url.endswith("?lang=zh&kind=duty")


def test_the_print_keeps_code_duties_and_warning_and_leaves_out_what_is_to_press(opened):
    with opened() as page:
        page.emulate_media(media="print")
        kept = (".next", "table", "svg", ".secret", "h1")
        assert [page.locator(each).first.is_visible() for each in kept] == [True] * len(kept)
        left_out = ("nav", ".buttons", "#address", "form", ".guides")
        assert [page.locator(each).first.is_visible() for each in left_out] == [False] * len(left_out)


@pytest.mark.parametrize("name", ["page", "long"])
def test_the_print_has_one_or_two_pages_of_a4(opened, name):
    with opened(name) as page:
        printed = page.pdf(prefer_css_page_size=True)
        assert 1 <= len(re.findall(rb"/Type\s*/Page\b", printed)) <= 2
        (size,) = set(re.findall(rb"/MediaBox\s*\[([\d. ]+)\]", printed))
        assert [round(float(each)) for each in size.split()] in ([0, 0, 595, 842], [0, 0, 596, 842])
