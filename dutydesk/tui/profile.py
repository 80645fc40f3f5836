"""What the terminal at the other end can bear: a thin line gets no motion, and no colours it cannot show."""

from collections.abc import Mapping
from dataclasses import dataclass

from msgspec.structs import replace

from dutydesk.config.personal import Preferences, ThemeName

DARK, LIGHT, CONTRAST, ANSI = "dutydesk-dark", "dutydesk-light", "dutydesk-contrast", "ansi-dark"
THEME_OF: Mapping[ThemeName, str] = {"dark": DARK, "light": LIGHT, "contrast": CONTRAST, "terminal": ANSI}


@dataclass(frozen=True, slots=True)
class Profile:
    """How to draw: `remote` drops animations and the pointer's hover; `theme` is the one to begin with.

    On a `thin` line nothing is known of the terminal's colours, so its own sixteen are the ones to begin
    with, and the colours that a user chooses there are remembered apart.
    """

    remote: bool
    theme: str
    thin: bool = False

    @classmethod
    def of(cls, environ: Mapping[str, str], preferences: Preferences | None = None) -> "Profile":
        """Return the profile for an environment and what its user prefers.

        ssh does not forward COLORTERM, and without it truecolour would be squeezed into 256 colours at
        twice the bytes; the terminal's own sixteen are sharper and cheaper.
        """
        preferences = preferences or Preferences()
        remote = bool(environ.get("SSH_CONNECTION"))
        thin = remote and not environ.get("COLORTERM")
        return cls(remote, THEME_OF[preferences.theme_thin_line if thin else preferences.theme], thin)

    def remembering(self, theme: str, preferences: Preferences) -> Preferences:
        """Return the `preferences` of someone who has chosen `theme` on this line."""
        name: ThemeName = next((name for name, known in THEME_OF.items() if known == theme), "dark")
        return replace(preferences, theme_thin_line=name) if self.thin else replace(preferences, theme=name)
