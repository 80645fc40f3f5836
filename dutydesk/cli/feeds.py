"""``dutydesk feeds``: the calendar feeds of a desk, and the links to them."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dutydesk.api import DataProblem
from dutydesk.api.commands import json_option, print_json, print_table, say
from dutydesk.domain import Right, person_feed
from dutydesk.feeds.choice import ALARMS
from dutydesk.wording import LANGUAGES, _, ngettext

if TYPE_CHECKING:
    from dutydesk.feeds.desk_tokens import KnownToken


@click.group(help=_("List calendar feeds, hand out links to them, replace and revoke links, and export."))
def feeds() -> None:
    """Group the commands about feeds."""


_label_option = click.option("--label", default="", help=_("Whose it is, or on which device."))
_language_option = click.option(
    "--language", type=click.Choice(LANGUAGES), help=_("The language of the page and the calendar.")
)


@dataclass(frozen=True, slots=True)
class LinkOptions:
    """What shapes the address that is printed, and how it is printed."""

    language: str | None
    kinds: tuple[str, ...]
    alarms: tuple[str, ...]
    qr: bool | None
    as_json: bool


def _link_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options about the link that is shown, passed to the command as one value, `shown`."""

    @wraps(command)
    def with_options(*arguments: object, **options: Any) -> None:  # noqa: ANN401 - whatever Click parsed
        names = [each.name for each in fields(LinkOptions)]
        shown = LinkOptions(**{name: options.pop(name) for name in names})
        command(*arguments, shown=shown, **options)

    options = (
        _language_option,
        click.option(
            "--kind",
            "kinds",
            multiple=True,
            metavar="CODE",
            help=_("Only events of this kind, such as duty; may be given again."),
        ),
        click.option(
            "--alarm",
            "alarms",
            multiple=True,
            type=click.Choice([str(minutes) for minutes in ALARMS]),
            help=_("A reminder so many minutes before each event; may be given twice."),
        ),
        click.option("--qr/--no-qr", default=None, help=_("Show a QR code; a terminal gets one anyway.")),
        json_option,
    )
    for option in reversed(options):
        with_options = option(with_options)
    return with_options


@feeds.command("list", help=_("List every feed, and the links that were issued."))
@click.option("--links-only", is_flag=True, help=_("Leave the feeds out."))
@json_option
@click.pass_context
def list_feeds(ctx: click.Context, *, links_only: bool, as_json: bool) -> None:
    """List feeds with their links; a link's secret is not kept, so it cannot be shown again."""
    from dutydesk.feeds.desk_tokens import DeskTokens  # noqa: PLC0415

    desk = ctx.obj.open_for(Right.READ, ctx.command_path)
    tokens = DeskTokens(desk).known()
    known = [] if links_only else list(desk.feeds())
    opened = [token.feed for token in tokens if token.is_open]
    if as_json:
        named = [{"name": each.name, "title": each.title, "links": opened.count(each.name)} for each in known]
        print_json(({} if links_only else {"feeds": named}) | {"links": [_document(each) for each in tokens]})
        return
    if known:
        rows = [(each.name, each.title, opened.count(each.name) or "") for each in known]
        print_table((_("Feed"), _("Title"), _("Links")), rows)
        say("")
    if not tokens:
        say(_("No links yet; `dutydesk feeds issue FEED` makes one, `dutydesk feeds issue-all` all of them."))
        return
    print_table(
        (_("Link"), _("Feed"), _("Label"), _("Issued"), _("Last used"), _("State")),
        [
            (
                each.id,
                each.feed,
                each.label,
                f"{desk.zone.wall(each.issued):%Y-%m-%d}",
                f"{desk.zone.wall(each.last_used):%Y-%m-%d %H:%M}" if each.last_used else _("never"),
                each.state,
            )
            for each in tokens
        ],
    )


def _document(token: "KnownToken") -> dict[str, object]:
    return {
        "id": token.id,
        "feed": token.feed,
        "label": token.label,
        "issued": token.issued.isoformat(),
        "last_used": token.last_used.isoformat() if token.last_used else None,
        "revoked": token.revoked,
        "open": token.is_open,
    }


@feeds.command(help=_("Make a link to FEED, such as person/li-qiang; it is shown this once."))
@click.argument("feed")
@_label_option
@_link_options
@click.pass_context
def issue(ctx: click.Context, feed: str, label: str, shown: LinkOptions) -> None:
    """Issue a token, and print the addresses that a phone opens and a calendar program subscribes to."""
    from dutydesk.cli.feed_links import chosen, show_link  # noqa: PLC0415
    from dutydesk.feeds.desk_tokens import DeskTokens  # noqa: PLC0415

    desk = ctx.obj.open_for(Right.LINKS, ctx.command_path)
    choice = chosen(desk, shown.language, shown.kinds, shown.alarms)
    show_link(desk, DeskTokens(desk).issue(feed, label), choice, as_json=shown.as_json, qr=shown.qr)


@feeds.command(
    "issue-all", help=_("Make a link for each person who has none, and write cards to hand out into FILE.")
)
@click.option(
    "--to",
    "files",
    multiple=True,
    metavar="FILE",
    type=click.Path(path_type=Path),
    help=_("A .html file to print and cut up, or a .csv file; may be given twice, for both."),
)
@click.option("--force", is_flag=True, help=_("Replace a file that is there already."))
@click.option("--label", default="", help=_("What to call these links; else the day on which they are made."))
@_language_option
@json_option
@click.pass_context
def issue_all(
    ctx: click.Context,
    files: tuple[Path, ...],
    label: str,
    language: str | None,
    *,
    force: bool,
    as_json: bool,
) -> None:
    """Hand out links to everyone without one; where they cannot be written down, none is made."""
    from dutydesk.cli.feed_cards import hand_out  # noqa: PLC0415
    from dutydesk.cli.feed_links import addresses  # noqa: PLC0415
    from dutydesk.feeds.choice import Choice  # noqa: PLC0415

    if not files and not as_json:
        raise DataProblem(_("links are shown once: say where to write them, such as --to cards.html"))
    desk = ctx.obj.open_for(Right.LINKS, ctx.command_path)
    label = label or _("handed out {day}").format(day=desk.today())
    cards = hand_out(desk, files, Choice(language or ""), label, force=force)
    if as_json:
        links = [{"person": each.key, "name": each.name, **addresses(each.links)} for each in cards]
        print_json({"links": links, "files": [str(file) for file in files if cards]})
        return
    if not cards:
        say(_("Everyone has a link already; nothing was written."))
        return
    made = ngettext("{count} link is in {files}.", "{count} links are in {files}.", len(cards))
    say(made.format(count=len(cards), files=", ".join(map(str, files))))
    say(_("Each is a secret of its person: hand it to that person alone, and then delete the file."))


@feeds.command(help=_("Replace the link with this ID: the old one opens nothing more, the new one is shown."))
@click.argument("key", metavar="ID")
@_link_options
@click.pass_context
def rotate(ctx: click.Context, key: str, shown: LinkOptions) -> None:
    """Revoke a token and issue another with its feed and label, as when a phone is lost."""
    from dutydesk.cli.feed_links import chosen, show_link  # noqa: PLC0415
    from dutydesk.feeds.desk_tokens import DeskTokens  # noqa: PLC0415

    desk = ctx.obj.open_for(Right.LINKS, ctx.command_path)
    choice = chosen(desk, shown.language, shown.kinds, shown.alarms)
    show_link(desk, DeskTokens(desk).rotate(key), choice, as_json=shown.as_json, qr=shown.qr)


@feeds.command("label", help=_("Call the link with this ID by another label."))
@click.argument("key", metavar="ID")
@click.argument("text")
@click.pass_context
def label_link(ctx: click.Context, key: str, text: str) -> None:
    """Give a token another label."""
    from dutydesk.feeds.desk_tokens import DeskTokens  # noqa: PLC0415

    token = DeskTokens(ctx.obj.open_for(Right.LINKS, ctx.command_path)).relabel(key, text)
    say(_("The link to {feed} is labelled {label!r}.").format(feed=token.feed, label=token.label))


@feeds.command(help=_("Revoke the link with this ID (see `feeds list`), or every link of a person."))
@click.argument("key", metavar="ID", required=False)
@click.option("--person", metavar="KEY", help=_("Revoke every link of this person instead."))
@click.pass_context
def revoke(ctx: click.Context, key: str | None, person: str | None) -> None:
    """Revoke tokens; their addresses answer like ones that never were."""
    from dutydesk.feeds.desk_tokens import DeskTokens  # noqa: PLC0415

    if (key is None) == (person is None):
        raise DataProblem(_("expected the ID of a link, or --person KEY"))
    tokens = DeskTokens(ctx.obj.open_for(Right.LINKS, ctx.command_path))
    if key is not None:
        say(_("The link to {feed} is revoked.").format(feed=tokens.revoke(key).feed))
        return
    feed = person_feed(person or "")
    revoked = tokens.revoke_all(feed)
    if not revoked and all(each.feed != feed for each in tokens.known()):
        raise DataProblem(
            _("there is no link to {feed!r}; `dutydesk feeds list` shows them").format(feed=feed)
        )
    count = len(revoked)
    say(ngettext("{count} link is revoked.", "{count} links are revoked.", count).format(count=count))


@feeds.command(help=_("Write feeds as .ics files into DIR, each replaced in one step."))
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--by-link",
    is_flag=True,
    help=_("One file for each link, under a name that cannot be guessed, in place of one for each feed."),
)
@json_option
@click.pass_context
def export(ctx: click.Context, folder: Path, *, by_link: bool, as_json: bool) -> None:
    """Write only what has changed, and remove what an earlier export wrote and is gone or revoked."""
    from dutydesk.feeds.desk_book import feed_book  # noqa: PLC0415
    from dutydesk.feeds.desk_tokens import DeskTokens  # noqa: PLC0415
    from dutydesk.feeds.export import export_feeds  # noqa: PLC0415

    # The name of a file for a link opens it, as the link does.
    desk = ctx.obj.open_for(Right.LINKS if by_link else Right.READ, ctx.command_path)
    links = DeskTokens(desk).open_tokens() if by_link else None
    exported = export_feeds(feed_book(desk), folder, links)
    if as_json:
        print_json(
            {
                "feeds": [
                    {"name": each.name, "file": str(each.file), "events": each.events} for each in exported
                ]
            }
        )
        return
    if by_link:
        if not exported:
            say(_("No link is open; `dutydesk feeds issue FEED` makes one."))
            return
        print_table((_("Feed"), _("File")), [(each.name, each.file.name) for each in exported])
        say(_("Whoever knows the name of a file can read it."))
        return
    say(
        _("{feeds} feeds with {events} events are in {folder}").format(
            feeds=len(exported), events=sum(each.events for each in exported), folder=folder
        )
    )
