"""What the figures of a desk are called."""

from collections.abc import Iterator, Mapping
from functools import cached_property

from dutydesk.api import Desk, FigureName


class FigureTitles(Mapping[str, str]):
    """The titles of a desk's figures by key; plugins are asked for them once somebody looks, which few do."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @cached_property
    def _titles(self) -> Mapping[str, str]:
        return {each.key: each.title for each in self._desk.ask("figure_names", FigureName)}

    def __getitem__(self, key: str) -> str:
        return self._titles[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._titles)

    def __len__(self) -> int:
        return len(self._titles)
