"""Patterns that texts of fields must have the form of, kept so small that none takes long to try."""

import re

from dutydesk.wording import _

MOST_REPEATS = 4
_SMALL = 20
"""A part that may come up to so many times is no repeat that could take long."""
_TOKEN = re.compile(
    r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\((?:\?[^)]*?[:=!])?|\)|\||[*+]|\{(\d*)(,?)(\d*)\}|.", re.DOTALL
)


def pattern_problem(pattern: str) -> str:
    """Return what is wrong with a regular expression, or nothing.

    A repeated group that holds a repeat or alternatives is refused, and so are many repeats: those are what
    can take for ever with a text that nearly fits.
    """
    try:
        re.compile(pattern)
    except (re.error, RecursionError, OverflowError) as error:
        return _("this is no regular expression: {reason}").format(reason=error)
    repeats, groups = 0, [False]
    """For each group that is open, whether it holds a repeat or alternatives."""
    closed = False
    for token in _TOKEN.finditer(pattern):
        text = token[0]
        if text.startswith("("):
            groups.append(False)
        elif text == ")" and len(groups) > 1:
            closed = groups.pop()
            groups[-1] = groups[-1] or closed
            continue
        elif text == "|":
            groups[-1] = True
        elif _repeats(token):
            repeats += 1
            groups[-1] = True
            if closed:
                return _("a repeated group may hold no repeat and no alternatives; write it out")
        closed = False
    if repeats > MOST_REPEATS:
        return _("at most {count} parts of a pattern can be repeated at will").format(count=MOST_REPEATS)
    return ""


def _repeats(token: re.Match[str]) -> bool:
    """Tell whether a token lets what is before it come very often."""
    text = token[0]
    if text in {"*", "+"}:
        return True
    if not text.startswith("{") or len(text) == 1:
        return False
    most = token[3] or (token[1] if not token[2] else "")
    return not most or int(most) > _SMALL
