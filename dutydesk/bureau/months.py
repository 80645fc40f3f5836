"""The months of many desks: read here, arranged by other processes, kept here as they are done."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError, Executor, Future
from dataclasses import dataclass
from typing import TypeVar

from dutydesk.api import DataProblem, MonthAsked, MonthOutcome, MonthWork, StaleChange
from dutydesk.bureau.bureau import Bureau
from dutydesk.bureau.desk_places import DeskPlace
from dutydesk.bureau.measured_call import Measured, measured_call
from dutydesk.desk import OpenDesk
from dutydesk.domain import Right, clean_line
from dutydesk.executors import ExecutorUnavailable, WorkerDied, as_done
from dutydesk.wording import _, clauses

T = TypeVar("T")
_LONGEST_FAULT = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskMonth:
    """What became of one desk's month: its outcome, why it was passed over, or what went wrong.

    `kept` says whether the desk holds it now; `cpu_seconds` and `seconds` are those of the search.
    """

    place: DeskPlace
    outcome: MonthOutcome | None = None
    passed_over: str = ""
    fault: str = ""
    kept: bool = False
    cpu_seconds: float = 0.0
    seconds: float = 0.0

    @property
    def is_well(self) -> bool:
        """Whether nothing went wrong and nothing stays open or broken."""
        return not self.fault and (self.outcome is None or not (self.outcome.open or self.outcome.broken))


class _Errand:
    """A desk's month under way; the desk is open until it is back."""

    def __init__(self, place: DeskPlace, desk: OpenDesk | None, work: MonthWork) -> None:
        self.place = place
        self.desk = desk
        self.work = work


class Months:
    """Arranges the month of each desk in an executor that does `size` calls at a time.

    With `applies` each roster is kept as soon as it is there, as one change of its desk, so that stopping
    loses none; without, nothing is changed.
    """

    def __init__(self, bureau: Bureau, asked: MonthAsked, *, applies: bool) -> None:
        self._bureau = bureau
        self._asked = asked
        self._applies = applies

    def arrange(
        self,
        places: Iterable[DeskPlace],
        executor: Executor,
        size: int,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Iterator[DeskMonth]:
        """Yield what became of each desk as it is done; after `cancelled` says so, the rest is left out."""
        submitted = self._submitted(places, executor)
        under_way: set[OpenDesk] = set()
        try:
            for errand, future in as_done(
                _noting(submitted, under_way), at_most=2 * size + 1, cancelled=cancelled
            ):
                try:
                    yield self._finished(errand, future)
                finally:
                    if errand.desk is not None:
                        under_way.discard(errand.desk)
                        errand.desk.close()
        finally:
            for desk in under_way:
                desk.close()

    def _submitted(
        self, places: Iterable[DeskPlace], executor: Executor
    ) -> Iterator[tuple[_Errand, Future[Measured]]]:
        for place in places:
            desk: OpenDesk | None = None
            try:
                desk = self._bureau.open(place)
                if self._applies:
                    desk.require(Right.CHANGE, _("arrange a month"))
                else:
                    desk.require(Right.READ, _("try a month"))
                works = desk.ask("month_work", MonthWork, asked=self._asked)
                faults = [
                    clean_line(f"{each.plugin}: {each.summary}", _LONGEST_FAULT) for each in desk.faults()
                ]
                if faults:
                    raise DataProblem(clauses(faults))  # noqa: TRY301 - told like what opening raises
            except DataProblem as problem:
                yield _Errand(place, desk, MonthWork()), _failed(problem)
                continue
            for index, work in enumerate(works or (MonthWork(passed_over=_("no plugin arranges months")),)):
                # Each work has its desk to itself, so that the first to be done closes none of another's.
                own = desk if index == 0 else self._bureau.open(place)
                yield _Errand(place, own, work), self._sent(work, executor)

    def _sent(self, work: MonthWork, executor: Executor) -> Future[Measured]:
        if work.function is None:
            return _done(Measured(b"", 0.0, 0.0))
        try:
            return executor.submit(measured_call, work.function, work.arguments)
        except (
            ExecutorUnavailable,
            OSError,
            RuntimeError,
        ) as error:  # a pool that is broken, gone or shut down
            return _failed(error)

    def _finished(self, errand: _Errand, future: Future[Measured]) -> DeskMonth:
        place, work = errand.place, errand.work
        if work.passed_over:
            return DeskMonth(place=place, passed_over=work.passed_over)
        try:
            measured = future.result()
            taken = work.kept if self._applies else work.judged
            outcome = taken(measured.result) if taken is not None else None
        except (Exception, CancelledError) as error:  # noqa: BLE001 - one desk's failure is its own
            return DeskMonth(place=place, fault=_fault_text(error))
        return DeskMonth(
            place=place,
            outcome=outcome,
            kept=self._applies,
            cpu_seconds=measured.cpu_seconds,
            seconds=measured.seconds,
        )


def _noting(
    submitted: Iterable[tuple[_Errand, Future[Measured]]], under_way: set[OpenDesk]
) -> Iterator[tuple[_Errand, Future[Measured]]]:
    """Pass on what is submitted, and note the desks that are open for it."""
    for errand, future in submitted:
        if errand.desk is not None:
            under_way.add(errand.desk)
        yield errand, future


def _done(result: T) -> Future[T]:
    future: Future[T] = Future()
    future.set_result(result)
    return future


def _failed(error: BaseException) -> Future[Measured]:
    future: Future[Measured] = Future()
    future.set_exception(error)
    return future


def _fault_text(error: BaseException) -> str:
    if isinstance(error, DataProblem | StaleChange | ExecutorUnavailable):
        return str(error)
    if isinstance(error, WorkerDied):
        return _("its process ended before the search was done ({how})").format(how=error)
    if isinstance(error, CancelledError):
        return _("the search was dropped: the cluster's scheduler is gone, or it was stopped")
    return clean_line(f"{type(error).__name__}: {error}", _LONGEST_FAULT)
