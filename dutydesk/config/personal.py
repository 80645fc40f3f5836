"""What belongs to whoever sits at the terminal, on this machine, and not to any desk."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import msgspec

from dutydesk.api import DataProblem, Settings
from dutydesk.config.own_folders import PREFERENCES, own_folders
from dutydesk.config.reading import read_settings_text
from dutydesk.config.text_file import read_text, shown_path
from dutydesk.config.writing import write_toml
from dutydesk.wording import _

ThemeName = Literal["dark", "light", "contrast", "terminal"]
TOUR_MARK = "tour-shown"


class Preferences(Settings, frozen=True, kw_only=True):
    """The content of ``preferences.toml``, which the terminal writes when one of them is changed there.

    `theme_thin_line` are the colours over a connection that tells nothing of the terminal's colours. An empty
    `language` means that of the desk, or of the environment.
    """

    theme: ThemeName = "dark"
    theme_thin_line: ThemeName = "terminal"
    mouse: bool = True
    language: Literal["", "en", "zh"] = ""


@dataclass(frozen=True, slots=True)
class PersonalFolders:
    """Where a user's own files are: `config` for what they chose, `state` for what the program remembers."""

    config: Path
    state: Path

    @classmethod
    def of_user(cls, name: str | None = None) -> "PersonalFolders":
        """Return the folders that this platform has for the user, or for whoever works under a `name`."""
        return cls(*own_folders(name))

    @property
    def preferences_file(self) -> Path:
        """The file of preferences."""
        return self.config / PREFERENCES

    @property
    def keys_file(self) -> Path:
        """The user's own keys, which go before those of the desk."""
        return self.config / "keys.toml"

    def preferences(self) -> Preferences:
        """Return what the user prefers; without a file, the defaults.

        Raises:
            DataProblem: the file is wrong.
        """
        text = read_text(self.preferences_file)
        return read_settings_text(text or "", Preferences, shown_path(self.preferences_file))

    def keep_preferences(self, preferences: Preferences) -> None:
        """Write what differs from the defaults; a file that cannot be read is left as it is.

        Raises:
            DataProblem: the present file is wrong, or cannot be written.
        """
        self.preferences()
        defaults = msgspec.to_builtins(Preferences())
        document = {
            key: value for key, value in msgspec.to_builtins(preferences).items() if value != defaults[key]
        }
        try:
            self.config.mkdir(parents=True, exist_ok=True)
            write_toml(self.preferences_file, document)
        except OSError as error:
            raise DataProblem(
                _("{file} cannot be written: {reason}").format(
                    file=shown_path(self.preferences_file), reason=error.strerror or error
                )
            ) from error

    def tour_was_shown(self) -> bool:
        """Tell whether the tour has been shown to this user."""
        return (self.state / TOUR_MARK).exists()

    def remember_tour(self) -> bool:
        """Remember that the tour has been shown; return whether that could be kept."""
        try:
            self.state.mkdir(parents=True, exist_ok=True)
            (self.state / TOUR_MARK).touch()
        except OSError:
            return False
        return True
