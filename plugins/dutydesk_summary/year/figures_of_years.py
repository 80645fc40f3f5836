"""The figures of a year and of the year before, read once, with the names of all that there could be."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import isfinite
from typing import Protocol

from dutydesk.api import Desk, Figure, FigureName
from dutydesk.domain import clean_line
from dutydesk.wording import _, clauses
from dutydesk_summary.year.gaps import beginning, is_every
from dutydesk_summary.year.work_summary import FigureShown

_WHERE = ("loading", "figures", "figure_names", "indicators")


class _Titled(Protocol):
    @property
    def key(self) -> str: ...
    @property
    def title(self) -> str: ...


@dataclass(frozen=True, slots=True)
class FiguresOfYears:
    """The figures of a `year` beside those of the year before, by key, and what every figure is called.

    `faults` say in a line each which plugin could not give its own.
    """

    year: int
    shown: Mapping[str, FigureShown]
    titles: Mapping[str, str]
    faults: tuple[str, ...] = ()

    @classmethod
    def of(cls, desk: Desk, year: int) -> "FiguresOfYears":
        """Read them; of two figures with one key the first holds, and one that is no number is none."""
        now, before = _by_key(desk.figures(year)), _by_key(desk.figures(year - 1))
        names = known_names(desk)
        titles = names | _titles((*now.values(), *before.values()))
        return cls(
            year,
            {
                key: _shown(key, title, now.get(key), before.get(key))
                for key, title in titles.items()
                if key in now or key in before
            },
            titles,
            plugin_faults(desk),
        )

    def get(self, key: str) -> FigureShown:
        """Return a figure, without a value where there is no record of either year."""
        return self.shown.get(key) or FigureShown(key=key, title=self.title(key))

    def title(self, key: str) -> str:
        """Return what a figure is called, or its key where nobody has named it."""
        return self.titles.get(key) or clean_line(key)

    def among(self, keys: Iterable[str]) -> tuple[str, ...]:
        """Return `keys`, each that ends with a star replaced by all that begin like it, every one once."""
        return tuple(
            dict.fromkeys(
                found
                for key in keys
                for found in (
                    (beginning(key) + rest for rest in self.rests(key)) if is_every(key) else (key,)
                )
            )
        )

    def rests(self, key: str) -> tuple[str, ...]:
        """Return what the star at the end of `key` may stand for."""
        first = beginning(key)
        return tuple(each.removeprefix(first) for each in self.titles if each.startswith(first))


def known_names(desk: Desk) -> dict[str, str]:
    """Return what every figure is called that a plugin says it may give, by its key."""
    return _titles(desk.ask("figure_names", FigureName))


def plugin_faults(desk: Desk) -> tuple[str, ...]:
    """Return in a line each what kept a plugin from giving figures, their names, or indicators."""
    told = [
        clauses((f"{clean_line(each.plugin, 60)}, {each.where}", clean_line(each.summary, 200)))
        for each in desk.faults()
        if each.where in _WHERE
    ]
    files = (each for each in desk.plugins() if each.state == "faulty" and each.source.endswith(".toml"))
    return (*told, *(clean_line(each.fault, 300) for each in files))


def _titles(named: Iterable[_Titled]) -> dict[str, str]:
    titles: dict[str, str] = {}
    for each in named:
        titles.setdefault(each.key, clean_line(each.title))
    return titles


def _by_key(figures: Iterable[Figure]) -> dict[str, Figure]:
    found: dict[str, Figure] = {}
    for each in figures:
        if isfinite(each.value):
            found.setdefault(each.key, each)
    return found


def _shown(key: str, title: str, now: Figure | None, before: Figure | None) -> FigureShown:
    return FigureShown(
        key=key,
        title=title or _("figure without a name"),
        value=now.value if now else None,
        precision=now.precision if now else "",
        previous=before.value if before else None,
        previous_precision=before.precision if before else "",
        records=now.records if now else (),
        previous_records=before.records if before else (),
    )
