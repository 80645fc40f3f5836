"""A desk whose figures, names of records and indicators the test gives, with a template of the test's own."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from dutydesk.api import Figure, FigureName, Indicator, NamedRecord, hookimpl
from dutydesk.desk import OpenDesk
from dutydesk.host.finding import FoundPlugin, installed_plugins
from dutydesk.host.founding import found_desk
from dutydesk.host.opening import open_desk
from dutydesk.host.registry import build_registry
from dutydesk.wording import speaking
from dutydesk_summary.commands.summary import summary
from dutydesk_summary.year.section_note import SectionNote
from dutydesk_summary.year.work_summary import WorkSummary
from dutydesk_summary.year.writing import work_summary

CALENDAR = """
[[term]]
name = "Autumn"
first = 2027-09-01
last = 2028-01-21
"""
HEAD = """
title = "Summary of {year}"
[[section]]
code = "fire"
heading = "Fire safety"
translations.zh = { heading = "消防安全" }
"""


class GivenFigures:
    """A plugin that gives what a test says."""

    def __init__(self) -> None:
        self.empty()

    def empty(self) -> None:
        self.years: dict[int, list[Figure]] = {}
        self.names: list[FigureName] = []
        self.asked: list[int] = []
        self.judged: list[Indicator] = []
        self.records: dict[str, NamedRecord] = {}
        self.raises = False

    @hookimpl
    def figures(self, year: int) -> list[Figure]:
        self.asked.append(year)
        if self.raises:
            raise RuntimeError("the register is upside down")
        return self.years.get(year, [])

    @hookimpl
    def figure_names(self) -> list[FigureName]:
        return self.names

    @hookimpl
    def indicators(self) -> list[Indicator]:
        return self.judged

    @hookimpl
    def named_records(self, keys: tuple[str, ...]) -> list[NamedRecord]:
        return [self.records[key] for key in keys if key in self.records]


class _Call:
    def __init__(self, desk: OpenDesk) -> None:
        self._desk = desk

    def open(self) -> OpenDesk:
        return self._desk


class FiguredDesk:
    """One open desk for the tests of a module; `begin` makes it as new for the next of them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.now = datetime(2027, 1, 15, 4, 0, tzinfo=UTC)
        self.given = GivenFigures()
        found_desk(folder, name="Xuefu Road School", zone="Asia/Shanghai")
        self.config("calendar.toml", CALENDAR)
        self.desk = self._opened()

    def begin(self) -> None:
        self.given.empty()
        for own in (self.folder / "config" / "packs" / "summary").glob("*.toml"):
            own.unlink()
        self.config("summary.toml", "")
        notes = self.desk.table(SectionNote).all()
        if notes:
            with self.desk.change("no notes") as change:
                for note in notes:
                    change.remove(note)
        if self.desk.faults():
            self.desk.close()
            self.desk = self._opened()
        self.desk.renew_settings()

    def config(self, name: str, text: str) -> None:
        path = self.folder / "config" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def template(self, sections: str, *, head: str = HEAD) -> None:
        self.config("packs/summary/own.toml", head + sections)
        self.config("summary.toml", 'template = "own"')
        self.desk.renew_settings()

    def give(self, *figures: Figure, before: tuple[Figure, ...] = (), year: int = 2026) -> None:
        """Have figures of a year, and of the one before, all of them with names."""
        self.given.years = {year: list(figures), year - 1: list(before)}
        self.given.names = [FigureName(each.key, each.title) for each in (*figures, *before)]

    def name(self, *keys: str) -> None:
        """Name figures of which there is no record."""
        self.given.names += [FigureName(key, f"Title of {key}") for key in keys]

    def written(self, year: int = 2026, language: str = "en") -> WorkSummary:
        with speaking(language):
            return work_summary(self.desk, year)

    def texts(self, language: str = "en") -> list[str]:
        """Return the lines that are written in the first section."""
        return [line.text for line in self.written(language=language).sections[0].written]

    def run(self, *arguments: str) -> tuple[int, str, str]:
        result = CliRunner().invoke(summary, arguments, obj=_Call(self.desk))
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result.exit_code, result.stdout, result.stderr

    def run_json(self, *arguments: str) -> tuple[int, Any]:
        status, output, _error = self.run(*arguments, "--json")
        return status, json.loads(output)

    def _opened(self) -> OpenDesk:
        ours = [each for each in installed_plugins() if each.name == "summary"]
        given = FoundPlugin("given", "1", "tests", lambda: self.given, foreign=False)
        registry = build_registry((*ours, given))
        return open_desk(self.folder, actor="test", registry=registry, clock=lambda: self.now)


def figure(key: str, value: float, precision: str = "", *records: str, title: str = "") -> Figure:
    return Figure(key, title or f"Title of {key}", value, records, precision)


def record(key: str, title: str, day: date | None = None) -> NamedRecord:
    return NamedRecord(key=key, title=title, day=day)


def make_figured(folder: Path) -> Iterator[FiguredDesk]:
    figured = FiguredDesk(folder)
    yield figured
    figured.desk.close()
