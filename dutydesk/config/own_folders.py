"""Where a user's own files are on this platform, for those who need no more than that."""

from pathlib import Path
from urllib.parse import quote

PREFERENCES = "preferences.toml"


def own_folders(name: str | None = None) -> tuple[Path, Path]:
    """Return where the user's settings and the program's notes for them are, such as ``~/.config/dutydesk``.

    With the `name` under which someone works there, those inside of them that are theirs alone: over SSH many
    people share one account.
    """
    import platformdirs  # noqa: PLC0415 - only asked where someone's own files matter

    config, state = platformdirs.user_config_path("dutydesk"), platformdirs.user_state_path("dutydesk")
    if name is None:
        return config, state
    inside = Path("as") / quote(name, safe="").replace(".", "%2E")
    return config / inside, state / inside
