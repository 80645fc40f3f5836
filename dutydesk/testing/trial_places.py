"""Where in a plugin's files something stands, so that a fault can name the line."""

import ast
import traceback
from pathlib import Path
from types import FunctionType

from dutydesk.host.trial import place_in
from dutydesk.host.trial_report import NOWHERE, Place


class Places:
    """The places in the folder `root`, which holds the plugin under ``plugins/``."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def of_error(self, error: BaseException) -> Place | None:
        """Return the innermost place of what was raised, or None where it came from elsewhere."""
        return self.of_traceback("".join(traceback.format_exception(error)))

    def of_traceback(self, text: str) -> Place | None:
        """Return the innermost place in a traceback, or None."""
        return place_in(text, self.root)

    def of_function(self, function: FunctionType) -> Place:
        """Return where a function is defined: the line of its ``def``, below any decorators."""
        file = Path(function.__code__.co_filename)
        if not file.is_relative_to(self.root):
            return NOWHERE
        first = function.__code__.co_firstlineno
        return Place(file.relative_to(self.root).as_posix(), _line_of_def(file, first))

    def of_file(self, file: Path, line: int | None = None) -> Place:
        """Return a line of a file."""
        return (
            Place(file.relative_to(self.root).as_posix(), line) if file.is_relative_to(self.root) else NOWHERE
        )


def _line_of_def(file: Path, first: int) -> int:
    """Return the line of the ``def`` whose first line, with its decorators, is `first`."""
    try:
        tree = ast.parse(file.read_bytes())
    except (OSError, SyntaxError, ValueError):
        return first
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and first in {
            node.lineno,
            *(each.lineno for each in node.decorator_list[:1]),
        }:
            return node.lineno
    return first
