"""Links as the command line shows them, and the choice that shapes their addresses."""

import shutil
import sys
from collections.abc import Iterable, Mapping
from datetime import timedelta

import click

from dutydesk.api import DataProblem
from dutydesk.api.commands import print_json, say, warn
from dutydesk.config.desk_settings import DeskSettings
from dutydesk.desk import OpenDesk
from dutydesk.domain import clean_line
from dutydesk.feeds.address import address_warning, public_address
from dutydesk.feeds.choice import Choice, choice_of
from dutydesk.feeds.desk_tokens import DeskTokens
from dutydesk.feeds.links import FeedLinks, feed_links
from dutydesk.feeds.qr_blocks import qr_blocks
from dutydesk.wording import _

_BLACK, _WHITE = 16, 231
"""Two of the 256 colours, which no choice of colours in a terminal changes."""

_MOST_ROWS = 60
_DUTY = "duty"
"""The kind of duties, which are in no calendar before the first is published."""


def chosen(desk: OpenDesk, language: str | None, kinds: Iterable[str], alarms: Iterable[str]) -> Choice:
    """Return the choice that options give.

    Raises:
        DataProblem: there is no such kind, or there are more kinds or reminders than an address holds.
    """
    minutes = {int(alarm) for alarm in alarms}
    wanted = Choice(language or "", tuple(sorted({*kinds})), tuple(sorted(minutes, reverse=True)))
    known = _kinds(desk) if wanted.kinds else set()
    for kind in wanted.kinds:
        if kind not in known:
            raise DataProblem(
                _("--kind: {kind!r} is no kind of event; expected one of {known}").format(
                    kind=clean_line(kind), known=", ".join(sorted(known))
                )
            )
    held = choice_of(wanted.query)
    if held.alarms != wanted.alarms:
        raise DataProblem(_("--alarm: expected at most {count} reminders").format(count=len(held.alarms)))
    if held != wanted:
        raise DataProblem(_("--kind: expected at most {count} kinds").format(count=len(held.kinds)))
    return wanted


def _kinds(desk: OpenDesk) -> set[str]:
    """Return the kinds that events in calendars have: duties, activities, and what plugins bring."""
    feeds, today = desk.settings(DeskSettings).feeds, desk.today()
    window = desk.zone.days(today - timedelta(feeds.days_back), today + timedelta(feeds.days_ahead))
    return {_DUTY, *desk.activity_kinds(), *(event.kind for event in desk.feed_events(window) if event.kind)}


def show_link(desk: OpenDesk, token: str, choice: Choice, *, as_json: bool, qr: bool | None) -> None:
    """Print the addresses of a fresh token: that of the page first, then those for calendar programs."""
    kept, links = DeskTokens(desk).kept(token), links_of(desk, token, choice)
    if as_json:
        print_json({"id": kept.id, "feed": kept.feed, "label": kept.label, **addresses(links)})
        return
    for address in (links.page, links.webcal, links.https):
        say(address)
    if qr if qr is not None else sys.stdout.isatty():
        _show_qr(links.page)
    say(_("Open the first on the phone: that page takes it into any calendar. The others are for programs."))
    say(_("Whoever has this link can read the calendar. It is not kept and cannot be shown again."))
    if warning := address_warning(desk.settings(DeskSettings)):
        warn(f"dutydesk: {warning}")


def _show_qr(address: str) -> None:
    lines = qr_blocks(address, shutil.get_terminal_size().columns, _MOST_ROWS)
    if not lines:
        say(_("(This window is too narrow for a QR code.)"))
    for line in lines:
        click.echo(click.style(line, fg=_BLACK, bg=_WHITE))


def links_of(desk: OpenDesk, token: str, choice: Choice) -> FeedLinks:
    """Return the addresses of a token under the desk's public address."""
    return feed_links(public_address(desk.settings(DeskSettings)), token, choice)


def addresses(links: FeedLinks) -> Mapping[str, str]:
    """Return the addresses of a link as JSON documents give them."""
    return {"page": links.page, "webcal": links.webcal, "url": links.https}
