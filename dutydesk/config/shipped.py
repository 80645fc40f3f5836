"""Where the settings, samples and packs are that come with the program."""

import importlib.resources
from functools import cache
from pathlib import Path


@cache
def default_desk() -> Path:
    """Return the folder of the default desk: inside an installed package, or at the top of a checkout."""
    installed = Path(str(importlib.resources.files("dutydesk"))) / "default_desk"
    return installed if installed.is_dir() else installed.parent.parent / "config"
