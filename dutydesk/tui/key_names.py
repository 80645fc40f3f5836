"""The names that people give to keys in ``keys.toml``, and those that the terminal knows them by."""

import re
from difflib import get_close_matches

from textual.keys import Keys, _character_to_key, key_to_character

from dutydesk.wording import _

MODIFIERS = ("ctrl", "alt", "shift")
_FUNCTION = re.compile(r"f([1-9]|1\d|2[0-4])")
_OTHER_NAMES = {"esc": "escape", "return": "enter", "del": "delete", "pgup": "pageup", "pgdn": "pagedown"}
_SAME_BYTES = {"ctrl+i": "tab", "ctrl+m": "enter", "ctrl+left_square_bracket": "escape"}
"""Terminals send one and the same for both, so that the first would never be seen."""


def _plain_names() -> frozenset[str]:
    names = {key.value.rpartition("+")[2] for key in Keys}
    return frozenset(name for name in names if len(name) > 1 and name.isidentifier() and name[0] != "<")


NAMES = _plain_names() - {"ignore", "vt220f1"}


def key_called(name: str) -> str:
    """Return the key that `name` means, as the terminal calls it: ``?`` is ``question_mark``.

    Raises:
        ValueError: there is no such key, or terminals cannot tell it from another.
    """
    if not name:
        raise ValueError(_("a key was expected"))
    *modifiers, base = name.split("+") if len(name) > 1 and not name.endswith("+") else [name]
    modifiers = [modifier.strip().casefold() for modifier in modifiers]
    base = base.strip() or base
    if wrong := next((modifier for modifier in modifiers if modifier not in MODIFIERS), None):
        raise ValueError(
            _("{name!r} is no key: expected ctrl, alt or shift before the +, found {wrong!r}").format(
                name=name, wrong=wrong
            )
        )
    key = _base_key(base, name)
    if len(key) == 1 and modifiers:
        if modifiers == ["shift"]:
            return key.upper()
        key = key.lower()
    whole = "+".join((*sorted(set(modifiers), key=MODIFIERS.index), key))
    if same := _SAME_BYTES.get(whole):
        raise ValueError(_("terminals cannot tell {name!r} from {same!r}").format(name=name, same=same))
    return whole


def _base_key(base: str, name: str) -> str:
    if len(base) == 1:
        return "space" if base == " " else _character_to_key(base)
    lower = _OTHER_NAMES.get(base.casefold(), base.casefold())
    if lower in NAMES or _FUNCTION.fullmatch(lower) or key_to_character(lower) is not None:
        return lower
    near = get_close_matches(
        lower, [*NAMES, *_OTHER_NAMES, "question_mark", "comma", "slash"], n=1, cutoff=0.7
    )
    hint = _("; did you mean {near!r}?").format(near=near[0]) if near else ""
    raise ValueError(_("{name!r} is no key; expected one such as g, f2 or ctrl+g").format(name=name) + hint)
