"""Clashes as commands print them."""

from collections.abc import Iterator

import msgspec

from dutydesk.wording import _
from dutydesk_roster.engine.explanation import Clash


def clash_lines(title: str, clash: Clash) -> Iterator[str]:
    """Yield what cannot all hold, under a title, and what would lift that."""
    yield title
    for reason in clash.reasons:
        yield _("- {text}").format(text=reason.text)
    if not clash.smallest:
        yield _("(There was no time to find out whether all of this is needed.)")
    enough = [remedy.text for remedy in clash.remedies if remedy.enough]
    others = [remedy.text for remedy in clash.remedies if not remedy.enough]
    if enough:
        yield _("Any one of these would do:")
        yield from (_("+ {text}").format(text=text) for text in enough)
    if others:
        yield _("These would lift it, but something else would then be in the way:")
        yield from (_("~ {text}").format(text=text) for text in others)


def clash_document(clash: Clash) -> dict[str, object]:
    """Return a clash as JSON has it."""
    return {
        "first": clash.first,
        "last": clash.last,
        "smallest": clash.smallest,
        "reasons": [
            {
                "code": each.code,
                "text": each.text,
                "amount": each.amount,
                "people": each.people,
                "facts": msgspec.to_builtins(each.facts),
            }
            for each in clash.reasons
        ],
        "remedies": [
            {
                "kind": each.kind.value,
                "text": each.text,
                "code": each.code,
                "before": each.before,
                "after": each.after,
                "people": each.people,
                "day": each.day,
                "enough": each.enough,
                "whole": each.whole,
            }
            for each in clash.remedies
        ],
    }
