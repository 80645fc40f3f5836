"""A search for the month's roster that runs beside the terminal."""

import threading
from concurrent.futures import Executor

from dutydesk.api import DataProblem, Desk
from dutydesk.wording import _, ngettext
from dutydesk_roster.arranging import accept
from dutydesk_roster.engine import EngineFailed, GenerateJob, warm_worker
from dutydesk_roster.month import Month
from dutydesk_roster.problem_of import problem_of
from dutydesk_roster.roster import Roster


class Generation:
    """One search at a time: it starts in a thread, runs in a process, and ends as one change of the desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._month: Month | None = None
        self._roster: Roster | None = None
        self._job: GenerateJob | None = None
        self._fault: Exception | None = None
        self._cancelled = False
        self._starting: threading.Thread | None = None
        self._worker: Executor | None = None

    def make_ready(self) -> None:
        """Start a process that has the solver loaded when it is asked, so that a small month is instant."""
        if self._worker is None:
            self._worker = warm_worker()

    @property
    def runs(self) -> bool:
        """Whether a search is under way or waits to be taken in."""
        return self._month is not None

    @property
    def line(self) -> str:
        """How the search stands, in a few words."""
        progress = self._job.progress() if self._job is not None else None
        if progress is None:
            return _(" searching... (Esc stops) ")
        missing = ngettext("{n} open", "{n} open", progress.unfilled).format(n=progress.unfilled)
        return _(" searching {seconds:.0f} s, {missing} (Esc stops) ").format(
            seconds=progress.seconds, missing=missing
        )

    def start(self, month: Month) -> None:
        """Begin to search for the roster of `month`."""
        self._month, self._cancelled, self._fault = month, False, None
        self._starting = threading.Thread(target=self._start, args=(month,), daemon=True)
        self._starting.start()

    def _start(self, month: Month) -> None:
        try:
            roster = Roster.of(self._desk, month.first, month.last)
            problem = problem_of(self._desk, roster, keep_published=True)
            if not problem.slots:
                raise DataProblem(_("config/demand.toml asks for nobody in {month}").format(month=month))  # noqa: TRY301 - reported with the others
            self._roster = roster
            rules = roster.plan.rules
            self._job = GenerateJob(
                problem, seconds=rules.search_seconds, engine=rules.engine, executor=self._worker
            )
            if self._cancelled:
                self._job.cancel()
        except Exception as error:  # noqa: BLE001 - shown where the search ends
            self._fault = error

    def is_done(self) -> bool:
        """Tell whether `finish` will answer at once."""
        return self._fault is not None or (self._job is not None and self._job.done())

    def cancel(self) -> None:
        """Stop the search; what it has found is kept."""
        self._cancelled = True
        if self._job is not None:
            self._job.cancel()

    def finish(self) -> str:
        """Put the roster that was found into the desk, and say what came of it.

        Raises:
            DataProblem: the search failed.
            StaleChange: someone has changed the month since the search began.
        """
        month, roster, job, fault = self._month, self._roster, self._job, self._fault
        try:
            if fault is not None:
                raise DataProblem(str(fault)) from fault
            if month is None or roster is None or job is None:
                raise DataProblem(_("no search was under way"))
            try:
                solution = job.result(timeout=10)
            except EngineFailed as error:
                raise DataProblem(str(error)) from error
            changes = accept(
                self._desk,
                roster,
                solution.assignments,
                _("Generate the roster of {month}").format(month=month),
            )
        finally:
            self.close()
        missing = sum(each.missing for each in solution.unfilled)
        filled = (
            _("every slot is filled")
            if not missing
            else ngettext("{n} slot stays open", "{n} slots stay open", missing).format(n=missing)
        )
        return _("{month} generated: {filled}, {changes} duties changed; u takes it back.").format(
            month=month, filled=filled, changes=len(changes)
        )

    def shut_down(self) -> None:
        """End the search, and the process that was made ready."""
        self.close()
        if self._worker is not None:
            self._worker.shutdown(wait=False, cancel_futures=True)
            self._worker = None

    def close(self) -> None:
        """End the search, and its process unless that was made ready for others."""
        job, self._job, self._month, self._roster = self._job, None, None, None
        if job is not None:
            job.close()
