"""What can be done everywhere in the terminal, whichever area is open."""

from dutydesk.tui.widgets.actions import ActionSpec
from dutydesk.tui.widgets.tab_bar import AREA_KEYS, area_key
from dutydesk.wording import _

APP_ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec("app.help", "question_mark,f1", "help", _("Help"), _("Show what the keys do here")),
    ActionSpec(
        "app.palette", "ctrl+p", "command_palette", _("Palette"), _("Find any action by a few letters")
    ),
    ActionSpec("app.undo", "u", "undo", _("Undo"), _("Take back your last change")),
    ActionSpec("app.redo", "ctrl+r,U", "redo", _("Redo"), _("Do again what you took back"), show=False),
    ActionSpec(
        "app.history",
        "ctrl+z",
        "history",
        _("History of the desk"),
        _("Show who changed what, and take back what is yours"),
        show=False,
    ),
    ActionSpec(
        "app.links",
        "f8",
        "links",
        _("Links to calendars"),
        _("Show the links to every calendar: of people, posts, kinds and the squadron"),
        show=False,
    ),
    *(
        ActionSpec(
            f"app.area-{number}",
            area_key(number),
            f"open_area_at({number})",
            _("Area {number}").format(number=number),
            _("Open the area with this number"),
            show=False,
        )
        for number in range(1, len(AREA_KEYS) + 1)
    ),
    ActionSpec(
        "app.theme",
        "f9",
        "next_theme",
        _("Colours"),
        _("Change between dark, light, high-contrast and the terminal's own colours"),
        show=False,
    ),
    ActionSpec(
        "app.repaint",
        "ctrl+l",
        "repaint",
        _("Paint again"),
        _("Paint the screen anew, where something has disturbed it"),
        show=False,
    ),
    ActionSpec("app.quit", "q,ctrl+q", "quit", _("Quit"), _("Leave the desk")),
    ActionSpec("app.leave-hint", "ctrl+c", "help_quit", _("How to leave"), _("Say how to leave"), show=False),
)
