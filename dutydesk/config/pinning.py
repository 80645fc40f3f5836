"""Finding the keys that msgspec leaves out of its paths."""

import re
from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from dutydesk.api import KeyPath
from dutydesk.config.places import value_at

_STEP = re.compile(r"\.(?P<field>[^.\[\]]+)|\[(?P<index>\d+)\]|(?P<any>\[\.\.\.\])")


def pinned_path(
    written: str, message: str, document: dict[str, Any], of: type[msgspec.Struct], *, key_itself: bool
) -> KeyPath:
    """Return the path that msgspec wrote as ``.post[2].hours[...]``, with the keys it calls ``[...]``.

    msgspec does not say which key of a free table is at fault. It reads a table in order and stops at the
    first fault, so the key is the last of the shortest run of keys that gives the same message. Where none
    does, the path ends at that table. `key_itself` says that the fault is the key, not what stands under it.
    """
    path: KeyPath = ()
    steps = list(_STEP.finditer(written))
    wanted: list[str | int | None] = [
        step["field"] if step["field"] is not None else int(step["index"]) if step["index"] else None
        for step in steps
    ]
    if key_itself:
        wanted.append(None)
    for step in wanted:
        if step is not None:
            path = (*path, step)
            continue
        run = _shortest_faulty_run(path, message, document, of)
        if not run:
            break
        document = _with(document, path, run)
        path = (*path, list(run)[-1])
    return path


def _shortest_faulty_run(
    path: KeyPath, message: str, document: dict[str, Any], of: type[msgspec.Struct]
) -> dict[str, Any]:
    """Return the first keys of the table at `path`, up to the faulty one; nothing where none is at fault."""
    table = value_at(document, path)
    if not isinstance(table, Mapping) or not table:
        return {}
    items = list(table.items())

    def fails(count: int) -> bool:
        try:
            msgspec.convert(_with(document, path, dict(items[:count])), of, strict=True)
        except msgspec.ValidationError as error:
            return str(error) == message
        return False

    count = _least(1, len(items), fails)
    return dict(items[:count]) if fails(count) else {}


def _least(low: int, high: int, holds: Callable[[int], bool]) -> int:
    """Return the least number for which `holds`, which once true stays true, and is so for `high`."""
    while low < high:
        middle = (low + high) // 2
        if holds(middle):
            high = middle
        else:
            low = middle + 1
    return low


def _with(value: Any, path: KeyPath, part: Mapping[str, Any]) -> Any:  # noqa: ANN401 - TOML has any shape
    """Return a copy of `value` in which `part` stands at `path`; the rest is shared."""
    if not path:
        return part
    if isinstance(value, list):
        copy = list(value)
        copy[int(path[0])] = _with(copy[int(path[0])], path[1:], part)
        return copy
    return {**value, path[0]: _with(value[path[0]], path[1:], part)}
