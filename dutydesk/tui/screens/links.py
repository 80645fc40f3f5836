"""The links to calendars: who has one, when it was last used; making, replacing and revoking them."""

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Static

from dutydesk.api import Feed
from dutydesk.config.desk_settings import DeskSettings
from dutydesk.desk import OpenDesk
from dutydesk.domain import Right
from dutydesk.feeds.address import address_warning, public_address
from dutydesk.feeds.desk_tokens import DeskTokens, KnownToken
from dutydesk.feeds.links import feed_links
from dutydesk.tui.screens.link_card import LinkCard
from dutydesk.tui.screens.links_rows import COLUMNS, LinksRead, called, link_key
from dutydesk.tui.widgets.actions import ActionSpec, bindings
from dutydesk.tui.widgets.area import AreaScreen
from dutydesk.tui.widgets.fields import FormField
from dutydesk.tui.widgets.filter_bar import FilterBar
from dutydesk.tui.widgets.form import Form
from dutydesk.tui.widgets.table import SelectTable
from dutydesk.tui.widgets.text import plain
from dutydesk.wording import _, headed

LONGEST_LABEL = 100


class LinksScreen(AreaScreen):
    """Every calendar with the links to it, or those of the calendar called `only`, such as ``person/li``."""

    ACTIONS: ClassVar[tuple[ActionSpec, ...]] = (
        ActionSpec("links.close", "escape", "close", _("Back"), _("Close the links")),
        ActionSpec("links.new", "n", "issue", _("New"), _("Make a link to this calendar")),
        ActionSpec(
            "links.replace",
            "r",
            "rotate",
            _("Replace"),
            _("Replace this link by a new one, as when a phone is lost"),
        ),
        ActionSpec("links.label", "e", "label", _("Label"), _("Call this link otherwise")),
        ActionSpec("links.revoke", "x,delete", "revoke", _("Revoke"), _("End this link for good")),
        ActionSpec("links.filter", "slash", "filter", _("Filter"), _("Find links by any part of a line")),
        ActionSpec("links.all", "a", "all", _("All"), _("Show the links to every calendar")),
        ActionSpec(
            "links.undo",
            "u",
            "no_undo",
            _("No undo"),
            _("What is done to links is not undone: make a new one instead"),
            show=False,
        ),
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(*ACTIONS)
    DEFAULT_CSS = """
    LinksScreen #links-title { height: 1; padding: 0 1; text-style: bold; }
    LinksScreen #links { height: 1fr; }
    LinksScreen #links-card { height: 1fr; display: none; }
    LinksScreen.-showing #links-list { display: none; }
    LinksScreen.-showing #links-card { display: block; }
    """

    def __init__(self, desk: OpenDesk, only: str = "") -> None:
        super().__init__(desk)
        self.list = SelectTable(COLUMNS, empty=_("There are no calendars yet."), id="links")
        self._open_desk = desk
        self._tokens = DeskTokens(desk)
        self._only = only
        self._read: LinksRead | None = None
        self._go_to = ""

    def compose_body(self) -> ComposeResult:
        """Lay out the title, the filter and the list, and the place of a new link."""
        with Vertical(id="links-list"):
            yield Static("", id="links-title")
            yield FilterBar(self.list)
            yield self.list
        yield Vertical(id="links-card")

    def reload(self) -> None:
        """Read the calendars and the links to them."""
        self.in_background(lambda: LinksRead.of(self._open_desk, self._tokens), self._show)

    def _show(self, read: LinksRead) -> None:
        first, self._read = self._read is None, read
        self.list.show_rows(read.rows(self._only))
        if first and self._only:
            self.list.action_move(1)
        self.list.move_to(self._go_to)
        self._go_to = ""
        title = _("Links to calendars; what is done to them is not undone")
        if feed := next((each for each in read.feeds if each.name == self._only), None):
            title = _("Links to the calendar of {name}").format(name=feed.title)
            if all(each.feed != feed.name for each in read.tokens):
                title = _("No link to the calendar of {name} yet: n makes one").format(name=feed.title)
        self.query_one("#links-title", Static).update(plain(title))

    @property
    def feed(self) -> Feed | None:
        """The calendar at the cursor, or that of the link there."""
        return self._read.feed_of(self.list.current) if self._read is not None else None

    @property
    def token(self) -> KnownToken | None:
        """The link at the cursor."""
        return self._read.token_of(self.list.current) if self._read is not None else None

    @on(SelectTable.RowSelected, "#links")
    def open_row(self, event: SelectTable.RowSelected) -> None:
        """Label the chosen link, or make one to the chosen calendar."""
        event.stop()
        if self.token is not None:
            self.action_label()
        else:
            self.action_issue()

    # What can be done

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer nothing of the list while a new link is shown, nor to show all where all is shown."""
        del parameters
        if action == "all" and not self._only:
            return False
        of_the_list = {"close", "issue", "rotate", "label", "revoke", "filter", "all"}
        return action not in of_the_list or not self.has_class("-showing")

    def action_close(self) -> None:
        """Drop the filter, or go back."""
        if not self.query_one(FilterBar).drop_if_open():
            self.dismiss(None)

    def action_filter(self) -> None:
        """Open the filter."""
        self.query_one(FilterBar).open()

    def action_all(self) -> None:
        """Show every calendar, the cursor where it was."""
        if not self.allowed(Right.READ, _("Links to calendars")):
            return
        self._only = ""
        if self._read is not None:
            self._show(self._read)
        self.refresh_bindings()

    def action_no_undo(self) -> None:
        """Say that links are final, before something else is taken back unawares."""
        self.show_message(
            _("Links are not undone: make a new one. Go back to undo anything else."),
            "warning",
        )

    def action_issue(self) -> None:
        """Ask for a label, and make a link to the calendar at the cursor."""
        feed = self.feed
        if feed is None:
            return

        def save(values: dict[str, str]) -> bool:
            done = _("A link to {feed} is made.").format(feed=called(feed))
            return self._make(feed, lambda: self._tokens.issue(feed.name, values["label"]), done)

        title = _("New link to {feed}").format(feed=called(feed))
        self.show_form(Form(title, [_label_field("")], save))

    def action_rotate(self) -> None:
        """Replace the link at the cursor, after asking."""
        token, feed = self._link(), self.feed
        if token is None or feed is None:
            return
        done = _("The link is replaced; the old one opens nothing any more.")
        self.ask(
            _("Replace {link}? It opens nothing from then on.").format(link=_named(token)),
            lambda: self._make(feed, lambda: self._tokens.rotate(token.id), done),
        )

    def _make(self, feed: Feed, work: Callable[[], str], done: str) -> bool:
        made: list[str] = []
        if not self.attempt(lambda: made.append(work()), done):
            return False
        # Once the form or the question has given the focus back.
        self.call_after_refresh(self._show_card, feed, made[0])
        return True

    def _show_card(self, feed: Feed, token: str) -> None:
        kept, settings = self._tokens.kept(token), self._open_desk.settings(DeskSettings)
        links = feed_links(public_address(settings), token)
        title = headed(called(feed), kept.label) if kept.label else called(feed)
        self._go_to = link_key(kept.id)
        self.add_class("-showing")
        self.query_one("#links-card", Vertical).mount(LinkCard(title, links, address_warning(settings)))
        self.refresh_bindings()

    @on(LinkCard.Copied)
    def say_copied(self, event: LinkCard.Copied) -> None:
        """Say that an address was copied."""
        event.stop()
        self.show_message(_("Copied, if this terminal lets programs copy."))

    @on(LinkCard.Closed)
    def show_list(self, event: LinkCard.Closed) -> None:
        """Go back to the list."""
        event.stop()
        self.remove_class("-showing")
        self.message_bar.clear_message()
        self.list.focus()
        self.refresh_bindings()
        self.reload()

    def action_label(self) -> None:
        """Give the link at the cursor another label."""
        token = self._link()
        if token is None:
            return

        def save(values: dict[str, str]) -> bool:
            return self.attempt(
                lambda: self._tokens.relabel(token.id, values["label"]), _("The link is labelled.")
            )

        self.show_form(
            Form(
                _("Label of {link}").format(link=_named(token)),
                [_label_field(token.label)],
                save,
                about=token.id,
            )
        )

    def action_revoke(self) -> None:
        """Revoke the link at the cursor, after asking."""
        token = self._link()
        if token is None:
            return
        if token.revoked:
            self.show_message(_("This link is revoked already."), "warning")
            return
        self.ask(
            _("Revoke {link} for good?").format(link=_named(token)),
            lambda: self.attempt(
                lambda: self._tokens.revoke(token.id), _("The link is revoked: it opens nothing any more.")
            ),
        )

    def _link(self) -> KnownToken | None:
        if self.token is None:
            self.show_message(
                _("Go to a link first; those that are there stand beneath their calendar."), "warning"
            )
        return self.token


def links_over(area: AreaScreen, only: str = "") -> LinksScreen | None:
    """Return the links to the calendar called `only`, or to all, as a screen to lay over `area`.

    There is none where `area` is one already, or where its desk keeps no links, which is said there.
    """
    if isinstance(area, LinksScreen):
        return None
    if not isinstance(area.desk, OpenDesk):
        area.show_message(_("This desk keeps no links."), "warning")
        return None
    return LinksScreen(area.desk, only)


def _label_field(label: str) -> FormField:
    return FormField(
        "label", _("Label"), value=label, hint=_("whose it is, or on which device"), limit=LONGEST_LABEL
    )


def _named(token: KnownToken) -> str:
    if token.label:
        return _("the link {label!r} to {feed}").format(label=token.label, feed=token.feed)
    return _("this link to {feed}").format(feed=token.feed)
