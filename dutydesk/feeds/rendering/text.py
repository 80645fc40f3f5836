"""TEXT values as RFC 5545 section 3.3.11 writes them."""

from icalendar.prop import vText

_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


class CalendarText(vText):
    r"""A TEXT value whose backslashes survive.

    icalendar takes a backslash before a capital N in plain text for a line break, so that ``C:\New`` would be
    published as two lines. The text must be clean: without control characters other than the line break.
    """

    def to_ical(self) -> bytes:
        """Return the escaped value in UTF-8."""
        return self.translate(_ESCAPES).encode()
