"""The words that people read: every user-visible string passes through here to gettext."""

import gettext
from pathlib import Path

_DOMAIN = "dutydesk"
gettext.bindtextdomain(_DOMAIN, str(Path(__file__).parent / "locale"))


def _(message: str) -> str:
    """Return `message` in the reader's language, or as it stands where no translation exists."""
    return gettext.dgettext(_DOMAIN, message)


def ngettext(one: str, many: str, count: int) -> str:
    """Return the form of a counted message that fits `count` in the reader's language."""
    return gettext.dngettext(_DOMAIN, one, many, count)
