"""Finding the line of a TOML text on which a key or an item stands."""

import tomllib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from dutydesk.api import KeyPath

if TYPE_CHECKING:
    from tree_sitter import Node


def locate(text: str, path: KeyPath) -> int:
    """Return the line, from 1, on which `path` stands in `text`, which must be valid TOML.

    Where the path itself is not there (a missing key, a default), the line is that of the nearest table or
    list around it that is, and in the end line 1.
    """
    import tree_sitter  # noqa: PLC0415 - needed only when something is wrong
    import tree_sitter_toml  # noqa: PLC0415 - likewise

    parser = tree_sitter.Parser(tree_sitter.Language(tree_sitter_toml.language()))
    root = parser.parse(text.encode()).root_node
    line, depth = 1, 0
    for found, at in _standing(root, path):
        if len(found) > depth:
            line, depth = at, len(found)
    return line


def _standing(root: "Node", wanted: KeyPath) -> Iterator[tuple[KeyPath, int]]:
    """Yield each beginning of `wanted` that the text mentions, with its line, in the order of the text."""
    tables_seen: dict[KeyPath, int] = {}
    for child in root.named_children:
        if child.type == "pair":
            yield from _in_pair(child, (), wanted)
        elif child.type in {"table", "table_array_element"}:
            heading: KeyPath = ()
            for heading in _headings(child, tables_seen):
                if wanted[: len(heading)] == heading:
                    yield heading, _line(child)
            for pair in child.named_children:
                if pair.type == "pair":
                    yield from _in_pair(pair, heading, wanted)


def _headings(table: "Node", seen: dict[KeyPath, int]) -> Iterator[KeyPath]:
    """Yield the paths that the heading of `table` opens, longest last, counting in `seen`."""
    keys = _keys(table.named_children[0]) if table.named_children else ()
    path: KeyPath = ()
    for index, key in enumerate(keys):
        path = (*path, key)
        yield path
        if table.type == "table_array_element" and index == len(keys) - 1:
            seen[path] = seen.get(path, 0) + 1
        if path in seen:
            path = (*path, seen[path] - 1)
            yield path


def _in_pair(pair: "Node", base: KeyPath, wanted: KeyPath) -> Iterator[tuple[KeyPath, int]]:
    if wanted[: len(base)] != base or not pair.named_children:
        return
    here = base
    for key in _keys(pair.named_children[0]):
        here = (*here, key)
        if wanted[: len(here)] != here:
            return
        yield here, _line(pair)
    yield from _in_value(pair.named_children[-1], here, wanted)


def _in_value(value: "Node", base: KeyPath, wanted: KeyPath) -> Iterator[tuple[KeyPath, int]]:
    if value.type == "inline_table":
        for pair in value.named_children:
            if pair.type == "pair":
                yield from _in_pair(pair, base, wanted)
    elif value.type == "array":
        items = [item for item in value.named_children if item.type != "comment"]
        for index, item in enumerate(items):
            here = (*base, index)
            if wanted[: len(here)] == here:
                yield here, _line(item)
                yield from _in_value(item, here, wanted)


def _keys(node: "Node") -> tuple[str, ...]:
    """Return the parts of a bare, quoted or dotted key, unquoted by the standard parser itself."""
    keys: list[str] = []
    try:
        table = tomllib.loads(f"{(node.text or b'').decode()} = 0")
    except ValueError:
        return ()
    while isinstance(table, dict):
        key, table = next(iter(table.items()))
        keys.append(key)
    return tuple(keys)


def _line(node: "Node") -> int:
    return int(node.start_point[0]) + 1
