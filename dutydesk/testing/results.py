"""Tells the trial of a plugin how its tests go; pytest loads it in the trial alone."""

import faulthandler
import os
import signal
from collections.abc import Generator
from pathlib import Path
from typing import IO

import pytest

from dutydesk.host.trial import DUMP
from dutydesk.host.trial_report import GIVEN, NOWHERE, REPORT, Place, ReportWriter
from dutydesk.testing.trial_places import Places
from dutydesk.wording import _


class Results:
    """Hears of every test, and writes it down."""

    def __init__(self) -> None:
        self.report = ReportWriter(Path(os.environ[REPORT]))
        self.places = Places(Path(os.environ[GIVEN]))
        self.failed: set[str] = set()
        self.passed: set[str] = set()
        self.ran = 0
        self._dump: IO[str] = Path(os.environ[DUMP]).open("w", encoding="utf-8")  # noqa: SIM115 - kept open to the end
        faulthandler.enable(self._dump)
        if hasattr(faulthandler, "register"):
            faulthandler.register(signal.SIGUSR1, self._dump)
        self.report.doing(_("tests"))

    def pytest_collectstart(self, collector: pytest.Collector) -> None:
        """Tell which file of tests is read."""
        if isinstance(collector, pytest.File):
            self.report.doing(_("tests"), self.places.of_file(collector.path))

    def pytest_exception_interact(
        self, node: pytest.Item | pytest.Collector, call: pytest.CallInfo[object]
    ) -> None:
        """Tell of a file of tests that cannot be read."""
        if isinstance(node, pytest.Collector) and call.excinfo is not None:
            error = call.excinfo.value.__cause__ or call.excinfo.value
            place = self.places.of_error(error) or self.places.of_file(node.path)
            self.report.fault(_("tests"), _said(error), place)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> None:
        """Tell which test begins."""
        self.ran += 1
        self.report.doing(_where(item.name), self._place(item))

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Tell how a test, or its preparation, went."""
        result = yield
        if result.failed:
            self.failed.add(item.nodeid)
            error = call.excinfo.value if call.excinfo is not None else None
            place = self.places.of_error(error) if error is not None else None
            text = _said(error) if error is not None else str(result.longrepr)
            self.report.fault(_where(item.name), text, place or self._place(item))
        elif result.passed and result.when == "call":
            self.passed.add(item.nodeid)
        if result.when == "teardown" and item.nodeid in self.failed | self.passed:
            self.report.tested(passed=item.nodeid not in self.failed)
        return result

    def pytest_internalerror(self, excrepr: object) -> None:
        """Tell what went wrong in pytest itself."""
        lines = [line for line in str(excrepr).splitlines() if line.strip()]
        self.report.fault(_("tests"), lines[-1] if lines else _("pytest broke off"))

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Tell that all is over."""
        if not self.ran and not session.testsfailed:
            self.report.fault(_("tests"), _("no test was found"))
        self.report.done()

    def _place(self, item: pytest.Item) -> Place:
        file, line, _name = item.location
        return self.places.of_file(item.path, None if line is None else line + 1) if file else NOWHERE


def pytest_configure(config: pytest.Config) -> None:
    """Begin to listen."""
    config.pluginmanager.register(Results(), "dutydesk-results")


def _where(test: str) -> str:
    return _("test {name}").format(name=test)


def _said(error: BaseException) -> str:
    """Return what a test that failed says, in one line."""
    lines = str(error).strip().splitlines()
    said = lines[0] if lines else ""
    if isinstance(error, AssertionError):
        return said or "AssertionError"
    if isinstance(error, pytest.fail.Exception | pytest.Collector.CollectError):
        return said
    return f"{type(error).__name__}: {said}".removesuffix(": ")
