"""The subscription page as a document."""

from datetime import timedelta

from markupsafe import Markup

from dutydesk.domain import clean_line, weekday_names
from dutydesk.feeds.page.agenda import agenda_of
from dutydesk.feeds.page.choice_form import LANGUAGE_TAGS, choice_form, choice_text, other_languages
from dutydesk.feeds.page.dates import moment_text
from dutydesk.feeds.page.guides import (
    apple_button,
    google_button,
    guides,
    outlook_button,
    outlook_home_button,
)
from dutydesk.feeds.page.months import last_day_of, month_tables, shown_months
from dutydesk.feeds.page.occasion import Occasion
from dutydesk.feeds.page.qr_code import qr_code
from dutydesk.feeds.page.template import environment, style
from dutydesk.feeds.page.view import PageView
from dutydesk.wording import speaking

_STALE = timedelta(hours=1)


def subscription_page(view: PageView) -> bytes:
    """Return the page, a whole HTML document in UTF-8, to be sent with `page_headers`."""
    with speaking(view.language):
        return environment().get_template("page.html").render(_facts(view)).encode()


def _facts(view: PageView) -> dict[str, object]:
    """Return what the template tells."""
    today = view.zone.day_of(view.now)
    occasions = [Occasion.of(each, view.zone, own=view.own) for each in view.events]
    occasions.sort(key=lambda each: each.start)
    links = view.links
    return {
        # Checked by its hash in the policy, so it must stand in the page unescaped.
        "style": Markup(style()),  # noqa: S704 - a file of this package
        "tag": LANGUAGE_TAGS.get(view.language, view.language),
        "desk_name": clean_line(view.desk_name),
        "title": clean_line(view.title),
        "own": view.own,
        "agenda": agenda_of(occasions, view.now, today, last_day_of(shown_months(today))),
        "months": month_tables(occasions, today),
        "weekdays": weekday_names(),
        "other_languages": other_languages(view.choice, view.language),
        "form": choice_form(view.choice, view.kinds),
        "chosen": choice_text(view.choice, view.kinds),
        "narrowed": bool(view.choice.kinds),
        "buttons": (
            (links.webcal, apple_button()),
            (links.google, google_button()),
            (links.outlook, outlook_button()),
            (links.outlook_home, outlook_home_button()),
        ),
        "address": links.https,
        "qr": qr_code(links.page),
        "guides": guides(),
        "refreshed": moment_text(view.zone.wall(view.refreshed), today),
        "stale": view.now - view.refreshed > _STALE,
        "zone": view.zone.name,
    }
