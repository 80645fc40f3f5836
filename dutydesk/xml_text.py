"""Which characters a file made of XML can hold."""

import re

_UNHELD = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_text(text: str) -> str:
    """Return `text` without the control characters and halves of characters that XML cannot hold."""
    return _UNHELD.sub("", text)
