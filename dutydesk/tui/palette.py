"""The palette: everything that can be done, found by typing a few letters of it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import ClassVar, Protocol, cast

from textual.binding import BindingType
from textual.command import CommandList, CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.dom import DOMNode
from textual.widgets.option_list import Option

from dutydesk.api import Command, Screen
from dutydesk.tui.widgets.actions import ActionSpec, bindings, offered
from dutydesk.tui.widgets.text import plain, shown
from dutydesk.wording import _


class PaletteApp(Protocol):
    """What the palette asks of the app."""

    @property
    def areas(self) -> tuple[Screen, ...]:
        """The areas, in the order of their tabs."""
        ...

    @property
    def commands(self) -> tuple[Command, ...]:
        """What plugins brought for the palette."""
        ...

    async def action_open_area(self, name: str) -> None:
        """Open an area."""
        ...

    async def run_command(self, command: Command) -> None:
        """Open a command's area and run its action there."""
        ...

    async def action_tour(self) -> None:
        """Begin the tour."""
        ...

    def action_plugins(self) -> None:
        """Show the plugins."""
        ...


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the palette."""

    text: str
    help: str
    run: Callable[[], object]


PALETTE_ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec("palette.down", "down", "cursor_down", _("Next"), _("Go to the next entry"), show=False),
    ActionSpec(
        "palette.up", "up", "command_list('cursor_up')", _("Before"), _("Go to the entry before"), show=False
    ),
    ActionSpec(
        "palette.page-down",
        "pagedown",
        "command_list('page_down')",
        _("Page down"),
        _("Go down a page"),
        show=False,
    ),
    ActionSpec(
        "palette.page-up", "pageup", "command_list('page_up')", _("Page up"), _("Go up a page"), show=False
    ),
    ActionSpec(
        "palette.first",
        "ctrl+home,shift+home",
        "command_list('first')",
        _("First"),
        _("Go to the first entry"),
        show=False,
    ),
    ActionSpec(
        "palette.last",
        "ctrl+end,shift+end",
        "command_list('last')",
        _("Last"),
        _("Go to the last entry"),
        show=False,
    ),
    ActionSpec("palette.close", "escape", "escape", _("Back"), _("Close the palette")),
)


class Palette(CommandPalette, inherit_bindings=False):
    """The palette in a window of any size: Textual's own fails where there is no room for its list."""

    ACTIONS: ClassVar[tuple[ActionSpec, ...]] = PALETTE_ACTIONS
    BINDINGS: ClassVar[list[BindingType]] = bindings(*PALETTE_ACTIONS)
    DEFAULT_CSS = """
    CommandList { min-width: 12; }
    """

    def __init__(self) -> None:
        super().__init__(placeholder=_("Type a few letters of an action..."), id="--command-palette")

    def _start_no_matches_countdown(self, search_value: str) -> None:
        """Say at once, in the reader's words, that nothing fits; nothing that is listed comes late here."""
        commands = self.query_one(CommandList)
        if search_value and not commands.option_count:
            none = plain(_("Nothing fits these letters."))
            commands.add_option(Option(none, disabled=True, id=self._NO_MATCHES))
        self._list_visible = bool(search_value)

    def _action_command_list(self, action: str) -> None:
        """Move in the list, if any of it can be seen."""
        if self.query_one(CommandList).scrollable_content_region:
            super()._action_command_list(action)


class DutyProvider(Provider):
    """Offers the actions of the current screen, the areas, and what plugins brought."""

    def entries(self) -> list[Entry]:
        """Return everything that can be done from here."""
        app = cast("PaletteApp", self.app)
        found: list[Entry] = []
        for action in offered(self.screen.active_bindings.items()):
            binding, node = action.binding.binding, action.binding.node
            if binding.action in {"command_palette", "app.command_palette"}:
                continue
            moves_only = not binding.show and node is not self.app and node is not self.screen
            if moves_only or binding.action.startswith(("open_area_at", "app.focus", "screen.copy")):
                continue
            keys = " ".join(action.keys)
            found.append(
                Entry(f"{shown(action.label)} ({keys})", action.tooltip, self._run(binding.action, node))
            )
        found += [
            Entry(
                _("Go to {area}").format(area=shown(area.title)),
                area.tooltip,
                partial(app.action_open_area, area.name),
            )
            for area in app.areas
        ]
        found += [
            Entry(shown(command.title), command.help, partial(app.run_command, command))
            for command in app.commands
        ]
        found.append(Entry(_("Plugins"), _("How each does; check, allow or deny one"), app.action_plugins))
        found.append(Entry(_("Tour"), _("A minute on how to find your way"), app.action_tour))
        return found

    def _run(self, action: str, node: DOMNode) -> Callable[[], object]:
        async def run() -> None:
            await self.app.run_action(action, node)

        return run

    async def discover(self) -> Hits:
        """Offer everything before anything is typed."""
        for entry in self.entries():
            yield DiscoveryHit(plain(entry.text), entry.run, entry.text, shown(entry.help) or None)

    async def search(self, query: str) -> Hits:
        """Offer what the typed letters fit; Textual's own highlighting would read a title as markup."""
        matcher = self.matcher(query)
        for entry in self.entries():
            score, offsets = matcher.fuzzy_search.match(query, entry.text)
            if score > 0:
                found = plain(entry.text)
                for offset in offsets:
                    found = found.stylize(matcher.match_style, offset, offset + 1)
                yield Hit(score, found, entry.run, entry.text, shown(entry.help) or None)
