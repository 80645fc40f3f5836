"""The lines of the list of plugins: how each does, and what becomes of it when the desk is next opened."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from dutydesk.api import Desk, PluginState
from dutydesk.host.finding import FoundPlugin, local_plugins
from dutydesk.host.trust import TrustPins
from dutydesk.tui.widgets.table import TableColumn, TableRow
from dutydesk.wording import _, pgettext

COLUMNS = (
    TableColumn("name", pgettext("thing", "Name"), 24),
    TableColumn("state", _("State"), 12),
    TableColumn("version", _("Version"), 9),
    TableColumn("source", pgettext("origin", "From")),
)
_FOLDER = "plugins/"
_STYLES = {"faulty": "error", "blocked": "warning", "denied": "muted", "off": "muted", "allowed": "good"}


@dataclass(frozen=True, slots=True)
class ListedPlugin:
    """A plugin of the list; `path` is where it lies in the desk's folder, None for an installed one."""

    state: PluginState
    path: Path | None = None

    @property
    def key(self) -> str:
        """What tells it from the others, of which one may have the same name."""
        return f"{self.state.name} {self.state.source}"

    @property
    def is_data(self) -> bool:
        """Whether it is a TOML file, which needs no consent."""
        return self.path is not None and self.path.suffix == ".toml"


def listed_plugins(desk: Desk, pins: TrustPins) -> tuple[ListedPlugin, ...]:
    """Return every plugin of the open desk as it does, with what has changed in its folder since."""
    folder = desk.folder
    now = {each.source: each for each in local_plugins(folder / "plugins", pins)}
    listed: list[ListedPlugin] = []
    for state in desk.plugins():
        own = state.source.startswith(_FOLDER)
        path = folder / state.source if own else None
        if own and not state.source.endswith(".toml"):
            state = _with_news(state, now.pop(state.source, None))  # noqa: PLW2901 - the same plugin, as it is today
        listed.append(ListedPlugin(state, path))
    for new in now.values():
        state = PluginState(new.name, "", new.source, new.state, new.fault)
        if new.state == "on":
            state = _to_start(state)
        listed.append(ListedPlugin(state, new.path))
    return tuple(listed)


def _with_news(state: PluginState, found: FoundPlugin | None) -> PluginState:
    if found is None:
        return replace(
            state, fault=state.fault or _("its file is gone; it ends when the desk is next opened")
        )
    if found.state == "on" and state.state == "blocked":
        return _to_start(state)
    if found.state == "blocked" and state.state == "on":
        return replace(
            state, fault=_("it runs until the desk is next opened, and then: {why}").format(why=found.fault)
        )
    return replace(state, fault=found.fault) if state.state == "blocked" else state


def _to_start(state: PluginState) -> PluginState:
    return replace(state, state="allowed", fault=_("it starts when the desk is next opened"))


def plugin_rows(listed: Iterable[ListedPlugin]) -> Iterator[TableRow]:
    """Yield a line for each plugin."""
    for each in listed:
        state = each.state
        yield TableRow(
            each.key,
            (state.name, state_word(state.state), state.version, state.source),
            _STYLES.get(state.state, ""),
            search=state.fault,
        )


def state_word(state: str) -> str:
    """Return what people call a state."""
    words = {
        "on": _("on"),
        "faulty": _("! faulty"),
        "blocked": _("blocked"),
        "denied": _("denied"),
        "off": pgettext("plugin", "off"),
        "allowed": _("allowed"),
    }
    return words.get(state, state)
