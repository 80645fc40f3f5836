"""The colours: dark by default, light, high contrast, and the terminal's own for thin lines."""

from textual.theme import Theme

from dutydesk.tui.profile import ANSI, CONTRAST, DARK, LIGHT
from dutydesk.wording import _

THEMES = (
    Theme(
        name=DARK,
        primary="#7fb4e6",
        secondary="#9fc3a3",
        accent="#e6c07b",
        foreground="#e4e4e4",
        background="#101418",
        surface="#161b21",
        panel="#222a33",
        boost="#1c232b",
        success="#8fce8f",
        warning="#e8b04a",
        error="#ff8272",
        dark=True,
    ),
    Theme(
        name=LIGHT,
        primary="#0b5394",
        secondary="#38761d",
        accent="#7a4b00",
        foreground="#1a1a1a",
        background="#fbfbf8",
        surface="#f1f1ec",
        panel="#e2e2da",
        boost="#eaeae4",
        success="#1e6b1e",
        warning="#8a5a00",
        error="#a81e12",
        dark=False,
    ),
    Theme(
        name=CONTRAST,
        primary="#9fd3ff",
        secondary="#b6f0b6",
        accent="#ffd75f",
        foreground="#ffffff",
        background="#000000",
        surface="#000000",
        panel="#000000",
        boost="#000000",
        success="#8cff8c",
        warning="#ffd75f",
        error="#ffa8a0",
        dark=True,
        variables={
            "input-selection-background": "#ffffff",
            "input-selection-foreground": "#000000",
            "block-cursor-background": "#ffffff",
            "block-cursor-foreground": "#000000",
            "scrollbar": "#b0b0b0",
            "scrollbar-background": "#000000",
        },
    ),
)
THEME_ORDER = (DARK, LIGHT, CONTRAST, ANSI)


def theme_title(theme: str) -> str:
    """Return what people call a set of colours."""
    titles = {
        DARK: _("dark"),
        LIGHT: _("light"),
        CONTRAST: _("high contrast"),
        ANSI: _("terminal's own"),
    }
    return titles.get(theme, theme)
