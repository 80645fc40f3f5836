"""The help of commands in lines that fit the terminal, where its letters take two cells each."""

from collections.abc import Iterable, Iterator

import click

from dutydesk.domain.line_breaks import cells_of, is_wide, line_end

_LEAST_CELLS = 10


class WideFormatter(click.HelpFormatter):
    """Breaks text with wide letters by its cells; Click counts letters, and breaks lines at spaces alone."""

    def write_heading(self, heading: str) -> None:
        """Write what stands above a list."""
        if any(map(is_wide, heading)):
            self.write(f"{'':>{self.current_indent}}{heading}：\n")
        else:
            super().write_heading(heading)

    def write_text(self, text: str) -> None:
        """Write paragraphs, each in lines of the width."""
        if not any(map(is_wide, text)):
            super().write_text(text)
            return
        room = max(self.width - self.current_indent, _LEAST_CELLS)
        for number, paragraph in enumerate(text.split("\n\n")):
            if number:
                self.write("\n")
            for line in _lines(" ".join(paragraph.split()), room):
                self.write(f"{'':>{self.current_indent}}{line}\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Write what is explained on the left and the explanations on the right."""
        told = list(rows)
        if not any(is_wide(letter) for _term, text in told for letter in text):
            super().write_dl(told, col_max, col_spacing)
            return
        column = min(max(cells_of(term) for term, _text in told), col_max) + col_spacing
        room = max(self.width - self.current_indent - column, _LEAST_CELLS)
        margin = " " * (self.current_indent + column)
        for term, text in told:
            first, *more = _lines(" ".join(text.split()), room)
            own_line = cells_of(term) > column - col_spacing
            gap = "\n" + margin if own_line else " " * (column - cells_of(term))
            self.write(f"{'':>{self.current_indent}}{term}{gap}{first}".rstrip() + "\n")
            for line in more:
                self.write(f"{margin}{line}\n")


def _lines(text: str, room: int) -> Iterator[str]:
    """Yield `text` in lines of at most `room` cells."""
    while cells_of(text) > room:
        most = used = 0
        for letter in text:
            used += cells_of(letter)
            if used > room:
                break
            most += 1
        end = line_end(text, most)
        yield text[:end].rstrip()
        text = text[end:].lstrip()
    yield text
