"""``dutydesk feeds``: list, issue, revoke and export calendar feeds."""

from pathlib import Path

import click

from dutydesk.api.commands import json_option, print_json, print_table, say
from dutydesk.wording import _


@click.group(help=_("List, issue, revoke and export calendar feeds."))
def feeds() -> None:
    """Group the commands about feeds."""


@feeds.command("list", help=_("List every feed, and the links that were issued."))
@json_option
@click.pass_context
def list_feeds(ctx: click.Context, *, as_json: bool) -> None:
    """List feeds with their links; a link's secret is not kept, so it cannot be shown again."""
    from dutydesk.feeds.desk_tokens import DeskTokens  # noqa: PLC0415

    desk = ctx.obj.open()
    tokens = DeskTokens(desk).known()
    if as_json:
        print_json(
            {
                "feeds": [{"name": each.name, "title": each.title} for each in desk.feeds()],
                "links": [
                    {
                        "id": each.id,
                        "feed": each.feed,
                        "label": each.label,
                        "issued": each.issued.isoformat(),
                        "last_used": each.last_used.isoformat() if each.last_used else None,
                        "revoked": each.revoked,
                    }
                    for each in tokens
                ],
            }
        )
        return
    print_table((_("Feed"), _("Title")), [(each.name, each.title) for each in desk.feeds()])
    if not tokens:
        say("\n" + _("No links yet; `dutydesk feeds issue FEED` makes one."))
        return
    say("")
    print_table(
        (_("Link"), _("Feed"), _("Label"), _("Last used"), _("State")),
        [
            (
                each.id,
                each.feed,
                each.label,
                f"{desk.zone.wall(each.last_used):%Y-%m-%d %H:%M}" if each.last_used else _("never"),
                _("revoked") if each.revoked else _("open"),
            )
            for each in tokens
        ],
    )


@feeds.command(help=_("Make a link to FEED, such as person/li-qiang; it is shown this once."))
@click.argument("feed")
@click.option("--label", default="", help=_("Whose it is, or on which device."))
@json_option
@click.pass_context
def issue(ctx: click.Context, feed: str, label: str, *, as_json: bool) -> None:
    """Issue a token, and print the addresses that a calendar program subscribes to."""
    from dutydesk.config.desk_settings import DeskSettings  # noqa: PLC0415
    from dutydesk.feeds.desk_tokens import DeskTokens  # noqa: PLC0415
    from dutydesk.feeds.links import feed_links  # noqa: PLC0415

    desk = ctx.obj.open()
    token = DeskTokens(desk).issue(feed, label)
    links = feed_links(desk.settings(DeskSettings).feeds.url or "http://127.0.0.1:8765", token)
    if as_json:
        print_json({"feed": feed, "label": label, "url": links.https, "webcal": links.webcal})
        return
    say(links.https)
    say(links.webcal)
    say(_("Whoever has this link can read the feed. It is not kept and cannot be shown again."))


@feeds.command(help=_("Revoke the link with this ID (see `feeds list`)."))
@click.argument("key", metavar="ID")
@click.pass_context
def revoke(ctx: click.Context, key: str) -> None:
    """Revoke a token; its address answers like one that never was."""
    from dutydesk.feeds.desk_tokens import DeskTokens  # noqa: PLC0415

    token = DeskTokens(ctx.obj.open()).revoke(key)
    say(_("The link to {feed} is revoked.").format(feed=token.feed))


@feeds.command(help=_("Write every feed as an .ics file into DIR."))
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@json_option
@click.pass_context
def export(ctx: click.Context, folder: Path, *, as_json: bool) -> None:
    """Write only what has changed, and remove what an earlier export wrote and is gone."""
    from dutydesk.feeds.desk_book import feed_book  # noqa: PLC0415
    from dutydesk.feeds.export import export_feeds  # noqa: PLC0415

    exported = export_feeds(feed_book(ctx.obj.open()), folder)
    if as_json:
        print_json(
            {
                "feeds": [
                    {"name": each.name, "file": str(each.file), "events": each.events} for each in exported
                ]
            }
        )
        return
    say(
        _("{feeds} feeds with {events} events are in {folder}").format(
            feeds=len(exported), events=sum(each.events for each in exported), folder=folder
        )
    )
