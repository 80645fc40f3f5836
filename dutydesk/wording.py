"""The words that people read: every user-visible string passes through here to gettext."""

import gettext
from functools import cache
from pathlib import Path

_DOMAIN = "dutydesk"


@cache
def _catalogue() -> gettext.NullTranslations:
    """Return the reader's catalogue, found once; gettext itself would look at the disk for every text."""
    return gettext.translation(_DOMAIN, str(Path(__file__).parent / "locale"), fallback=True)


def _(message: str) -> str:
    """Return `message` in the reader's language, or as it stands where no translation exists."""
    return _catalogue().gettext(message)


def ngettext(one: str, many: str, count: int) -> str:
    """Return the form of a counted message that fits `count` in the reader's language."""
    return _catalogue().ngettext(one, many, count)
