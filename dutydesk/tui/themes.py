"""The colours: dark by default, light, and the terminal's own for thin lines."""

from textual.theme import Theme

from dutydesk.tui.profile import ANSI, DARK, LIGHT

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
)
THEME_ORDER = (DARK, LIGHT, ANSI)
