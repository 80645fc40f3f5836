"""A search for the month's roster that runs beside the terminal, and the proposal that comes of it."""

from collections.abc import Callable
from concurrent.futures import Executor

from dutydesk.api import DataProblem, Desk
from dutydesk.wording import _, ngettext
from dutydesk_roster.engine import GenerateJob, Solution
from dutydesk_roster.month import Month
from dutydesk_roster.problem_of import problem_of
from dutydesk_roster.proposal import Proposal
from dutydesk_roster.roster import Roster
from dutydesk_roster.search import Search, WarmWorker


class Generation:
    """One search at a time; what it finds waits as a proposal, and nothing is kept before it is accepted.

    `worker` is the process in which this and every other search of the screen runs.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.worker = WarmWorker()
        self._search: Search[Solution, Proposal] | None = None

    @property
    def runs(self) -> bool:
        """Whether a search is under way, or its proposal waits."""
        return self._search is not None

    @property
    def is_ready(self) -> bool:
        """Whether a proposal waits, or the reason why there is none."""
        return self._search is not None and self._search.is_done

    @property
    def line(self) -> str:
        """How the search stands, in a few words."""
        if self._search is None:
            return ""
        if self._search.is_done:
            return _(" proposal ready: g shows it ")
        progress = self._search.progress()
        if self._search.is_cancelled:
            return _(" stopping... ")
        if progress is None:
            return _(" searching... (Esc stops) ")
        missing = ngettext("{n} open", "{n} open", progress.unfilled).format(n=progress.unfilled)
        return _(" searching {seconds:.0f} s, {missing}, cost {cost:.0f} (Esc keeps the best) ").format(
            seconds=progress.seconds, missing=missing, cost=progress.objective
        )

    def start(self, month: Month) -> None:
        """Begin to search for the roster of `month`; a proposal that waits is dropped."""
        self.drop()

        def begin(executor: Executor | None) -> tuple[GenerateJob, Callable[[Solution], Proposal]]:
            roster = Roster.of(self._desk, month.first, month.last)
            problem = problem_of(self._desk, roster, keep_published=True)
            if not problem.slots:
                raise DataProblem(_("config/demand.toml asks for nobody in {month}").format(month=month))
            seconds = roster.plan.rules.search_seconds
            job = GenerateJob(problem, seconds=seconds, engine=self._desk.search_engine, executor=executor)
            return job, lambda solution: Proposal(month, roster, solution.assignments)

        self._search = Search(self.worker, begin)

    def cancel(self) -> None:
        """Stop the search; what it has found becomes the proposal."""
        if self._search is not None:
            self._search.cancel()

    def fault(self) -> str:
        """Return why the search that is over found nothing, and forget it; empty where it did find."""
        if self._search is None or not self._search.is_done:
            return ""
        try:
            self._search.result()
        except DataProblem as error:
            self._search = None
            return str(error)
        return ""

    def proposal(self) -> Proposal:
        """Return what was found; it waits until it is dropped.

        Raises:
            DataProblem: nothing was found, or not yet.
        """
        if self._search is None:
            raise DataProblem(_("There is no proposal: g begins a search."))
        return self._search.result()

    def drop(self) -> None:
        """End the search, or forget its proposal."""
        search, self._search = self._search, None
        if search is not None:
            search.close()

    def shut_down(self) -> None:
        """End the search, and the process that was made ready."""
        self.drop()
        self.worker.shut_down()
