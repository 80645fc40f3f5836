"""What a subscriber chose of their feed: the language, the kinds of events, and reminders.

A choice stands in the address that is subscribed to, so that whoever has a link can choose without asking
the leader, and another choice is another subscription. It only ever narrows what the token opens.
"""

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, urlencode

from dutydesk.wording import LANGUAGES

ALARMS = (15, 30, 60, 120, 720, 1440)
"""The reminders that can be asked for, in minutes before the start."""

_MOST_KINDS = 20
_MOST_ALARMS = 2
_LONGEST = 1000
_KIND = re.compile(r"[a-z0-9][a-z0-9._-]{0,59}")


@dataclass(frozen=True, slots=True)
class Choice:
    """A subscriber's choice.

    `language` is one of `LANGUAGES`, or empty for that of the desk; without `kinds` there is every kind;
    `alarms` are minutes before the start, the longest first, and without them there is no reminder.
    """

    language: str = ""
    kinds: tuple[str, ...] = ()
    alarms: tuple[int, ...] = ()

    def takes(self, kind: str) -> bool:
        """Tell whether events of this kind are wanted."""
        return not self.kinds or kind in self.kinds

    @property
    def query(self) -> str:
        """The choice as it stands in an address, without the question mark; empty without a choice."""
        pairs = [("lang", self.language)] if self.language else []
        pairs += [("kind", kind) for kind in self.kinds]
        pairs += [("alarm", str(minutes)) for minutes in self.alarms]
        return urlencode(pairs)


EVERYTHING = Choice()
"""What a link without any choice gives."""


def choice_of(query: str) -> Choice:
    """Return the choice in the query of an address; what cannot be understood is passed over.

    A calendar program cannot show its owner an error, and an empty calendar would be worse than a full one.
    """
    if not query or len(query) > _LONGEST:
        return EVERYTHING
    try:
        asked = parse_qs(query, max_num_fields=2 * _MOST_KINDS)
    except ValueError:
        return EVERYTHING
    language = next((each for each in asked.get("lang", ()) if each in LANGUAGES), "")
    kinds = sorted({each for each in asked.get("kind", ()) if _KIND.fullmatch(each)})
    alarms = [each for each in reversed(ALARMS) if str(each) in asked.get("alarm", ())]
    return Choice(language, tuple(kinds[:_MOST_KINDS]), tuple(alarms[:_MOST_ALARMS]))
