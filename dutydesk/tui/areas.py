"""The areas of the terminal, and how the screen of each is made when it is first opened."""

from importlib import import_module

from textual.app import ComposeResult
from textual.screen import Screen as TextualScreen
from textual.widgets import Static

from dutydesk.api import Desk, Screen
from dutydesk.domain import Right
from dutydesk.tui.widgets.area import AreaScreen, fault_text
from dutydesk.tui.widgets.faults import FAULTS
from dutydesk.tui.widgets.tab_bar import AreaTab
from dutydesk.tui.widgets.text import plain, shown
from dutydesk.wording import _

TODAY = "today"


def host_screens() -> tuple[Screen, ...]:
    """Return the host's own areas."""
    return (
        Screen(
            TODAY,
            _("Today"),
            "dutydesk.tui.screens.today:TodayScreen",
            10,
            _("Who stands where, and what is due"),
        ),
        Screen(
            "calendar",
            _("Calendar"),
            "dutydesk.tui.screens.calendar:CalendarScreen",
            30,
            _("Meetings, training, drills and events"),
        ),
        Screen(
            "people",
            _("People"),
            "dutydesk.tui.screens.people:PeopleScreen",
            40,
            _("The squadron, its absences and its history"),
        ),
        Screen(
            "tasks",
            _("Tasks"),
            "dutydesk.tui.screens.tasks:TasksScreen",
            45,
            _("What someone must do by a day"),
        ),
        Screen(
            "settings",
            _("Settings"),
            "dutydesk.tui.screens.settings:SettingsScreen",
            90,
            _("Colours, mouse and keys, and the desk's own files"),
            right=None,
        ),
    )


def in_order(brought: tuple[Screen, ...]) -> tuple[Screen, ...]:
    """Return the host's areas and those that plugins brought, sorted as their tabs stand.

    A plugin's area whose name is taken is left out: it could not be opened, and must not displace another.
    """
    areas: dict[str, Screen] = {}
    for screen in (*host_screens(), *brought):
        areas.setdefault(screen.name, screen)
    return tuple(sorted(areas.values(), key=lambda screen: (screen.order, screen.name)))


def open_to(desk: Desk, areas: tuple[Screen, ...]) -> tuple[Screen, ...]:
    """Return the areas that whoever works at the desk may open, by their role."""
    return tuple(area for area in areas if area.right is None or desk.may(area.right))


def refuse_without_role(desk: Desk) -> None:
    """Go on only where whoever works at the desk may see anything there.

    Raises:
        RoleRefused: they have no role at this desk; the journal keeps that they came.
    """
    if not desk.may(Right.OWN):
        desk.require(Right.READ, _("open the desk"))


def tabs_of(areas: tuple[Screen, ...]) -> tuple[AreaTab, ...]:
    """Return the tab of each area."""
    return tuple(AreaTab(area.name, shown(area.title)) for area in areas)


class FaultyArea(AreaScreen):
    """Stands in for a plugin's area that could not be made, and says why."""

    DEFAULT_CSS = """
    FaultyArea .fault { padding: 1 2; height: auto; }
    """

    def __init__(self, desk: Desk, area: Screen, error: BaseException) -> None:
        super().__init__(desk)
        self._area = area
        self.error = error

    def compose_body(self) -> ComposeResult:
        """Say which plugin's area failed, how, and what to do."""
        module = self._area.target.partition(":")[0]
        yield Static(
            plain(_("The area {title} could not be opened.").format(title=self._area.title)), classes="fault"
        )
        yield Static(
            plain(_("It comes from the plugin module {module}.").format(module=module)), classes="fault"
        )
        yield Static(plain(fault_text(self.error)), classes="fault")
        yield Static(
            plain(
                _("Everything else works. `dutydesk plugins list` tells more; opening the area tries again.")
            ),
            classes="fault",
        )


def make_screen(area: Screen, desk: Desk) -> TextualScreen[None]:
    """Import and make the screen of `area`; one that cannot be made becomes a `FaultyArea`."""
    try:
        module, _colon, name = area.target.partition(":")
        made = getattr(import_module(module), name)(desk)
        if not isinstance(made, TextualScreen):
            raise TypeError(_("{target} is not a screen").format(target=area.target))
    except FAULTS as error:  # a plugin's fault must not end the program
        return FaultyArea(desk, area, error)
    return made
