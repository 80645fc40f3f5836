"""Many calls, some at a time: each taken up once it is done, no more sent than there is room for."""

from concurrent.futures import Future

import pytest

from dutydesk.executors import as_done


def done(result):
    future = Future()
    future.set_result(result)
    return future


def test_each_call_comes_back_once_with_its_key():
    found = {
        key: future.result() for key, future in as_done(((n, done(n * n)) for n in range(20)), at_most=3)
    }
    assert found == {n: n * n for n in range(20)}


def test_no_more_than_so_many_are_under_way_and_the_next_is_sent_when_one_is_done():
    sent = []

    def submitted():
        for number in range(5):
            sent.append(Future())
            if number == 1:
                sent[0].set_result("first")
            yield number, sent[-1]

    calls = as_done(submitted(), at_most=2)
    key, future = next(calls)
    assert (key, future.result(), len(sent)) == (0, "first", 2)
    sent[1].set_result("second")
    assert (next(calls)[0], len(sent)) == (1, 2)


def test_what_is_done_is_taken_up_before_more_is_sent():
    order = []

    def submitted():
        for number in range(3):
            order.append(f"sent {number}")
            yield number, done(number)

    for key, _future in as_done(submitted(), at_most=10):
        order.append(f"done {key}")
    assert order == ["sent 0", "done 0", "sent 1", "done 1", "sent 2", "done 2"]


def test_a_call_that_fails_comes_back_like_others():
    failed = Future()
    failed.set_exception(ValueError("odd"))
    ((key, future),) = as_done([("a", failed)], at_most=1)
    assert key == "a"
    with pytest.raises(ValueError, match="odd"):
        future.result()


@pytest.mark.parametrize("how", ["cancelled", "closed"])
def test_whoever_stops_takes_back_what_waits(how):
    waiting, asked = Future(), iter((False, True))
    calls = as_done(
        [("b", waiting), ("a", done(1))],
        at_most=2,
        cancelled=(lambda: next(asked)) if how == "cancelled" else None,
    )
    assert next(calls)[0] == "a"
    if how == "cancelled":
        assert list(calls) == []
    else:
        calls.close()
    assert waiting.cancelled()
