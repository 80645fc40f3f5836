"""Searches beside the terminal: followed, stopped, and the process behind them let go in time."""

import time

import pytest

from dutydesk.api import DataProblem
from dutydesk_roster.engine import GenerateJob
from dutydesk_roster.problem_of import problem_of
from dutydesk_roster.search import Search, WarmWorker
from tests.plugins.roster.roster_desk import month_of


def waited(holds):
    for _attempt in range(600):
        if holds():
            return
        time.sleep(0.05)
    raise AssertionError


@pytest.fixture
def worker():
    made = WarmWorker(idle_seconds=0.2)
    yield made
    made.shut_down()


def generating(desk, seconds):
    roster = month_of(desk)
    problem = problem_of(desk, roster)

    def begin(executor):
        return GenerateJob(problem, seconds=seconds, executor=executor), len_of

    return begin


def len_of(solution):
    return len(solution.assignments)


def test_the_process_is_there_only_while_it_is_wanted_and_a_little_after(desk, worker):
    assert not worker.is_up
    search = Search(worker, generating(desk, 3))
    waited(lambda: search.is_done)
    assert search.result() > 60
    waited(lambda: not worker.is_up)


def test_a_second_search_does_not_wait_for_the_first(worker):
    with worker.lent() as first, worker.lent() as second:
        assert first is not None
        assert second is None
    worker.make_ready()
    with worker.lent() as again:
        assert again is not None


def test_a_search_that_is_stopped_gives_the_best_so_far(desk, worker):
    search = Search(worker, generating(desk, 600))
    waited(lambda: search.progress() is not None)
    search.cancel()
    waited(lambda: search.is_done)
    assert search.is_cancelled
    assert search.result() > 60


def test_a_search_that_is_closed_ends_and_says_so(desk, worker):
    search = Search(worker, generating(desk, 600))
    search.close()
    waited(lambda: search.is_done)


def test_what_goes_wrong_is_told_where_the_result_is_asked(worker):
    def begin(executor):
        del executor
        raise DataProblem("no demand")

    search = Search(worker, begin)
    waited(lambda: search.is_done)
    with pytest.raises(DataProblem, match="no demand"):
        search.result()
