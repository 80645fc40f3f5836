"""Naming a place in a TOML file the way the file itself does."""

import re
from collections.abc import Mapping
from typing import Any

from dutydesk.api import KeyPath
from dutydesk.domain import clean_line
from dutydesk.wording import _

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+\Z")


def value_at(document: object, path: KeyPath) -> Any:  # noqa: ANN401 - a TOML value has any shape
    """Return what stands at `path` of a TOML document, or None where nothing does."""
    value = document
    for step in path:
        if isinstance(value, Mapping) and isinstance(step, str):
            value = value.get(step)
        elif isinstance(value, list) and isinstance(step, int) and 0 <= step < len(value):
            value = value[step]
        else:
            return None
    return value


def place_in_words(path: KeyPath, document: object) -> str:
    """Say where `path` is, in the headings of the file: ``[[post]] 3, heads`` or ``[desk] zone``.

    Tables and items are counted from 1, as people count. The same form is used for inline tables, whose
    place has no heading of its own.
    """
    words: list[str] = []
    heading: list[str] = []
    pending: list[str] = []
    for index, step in enumerate(path):
        if isinstance(step, str):
            pending.append(step)
            continue
        if isinstance(value_at(document, path[: index + 1]), Mapping):
            heading += pending
            words.append(f"[[{_dotted(heading)}]] {step + 1}")
        else:
            if pending:
                words.append(_leaf(heading, pending))
            words.append(_("item {number}").format(number=step + 1))
        pending = []
    if pending:
        value = value_at(document, path)
        if isinstance(value, Mapping):
            words.append(f"[{_dotted([*heading, *pending])}]")
        elif isinstance(value, list) and value and isinstance(value[0], Mapping):
            words.append(f"[[{_dotted([*heading, *pending])}]]")
        else:
            words.append(_leaf(heading, pending))
    return ", ".join(words)


def _leaf(heading: list[str], keys: list[str]) -> str:
    *tables, key = keys
    return f"[{_dotted([*heading, *tables])}] {_dotted([key])}" if tables else _dotted([key])


def _dotted(keys: list[str]) -> str:
    return ".".join(key if _BARE_KEY.match(key) else f'"{clean_line(key, 60)}"' for key in keys)
