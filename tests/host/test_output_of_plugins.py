# ruff: noqa: T201 - plugins print here
"""What plugins print and log gets neither onto the terminal nor into a document, however much it is."""

import json
import logging
import sys
import threading

from dutydesk.api import DueItem
from tests.host.test_faulty_plugins import MONDAY, hook, state_of
from tests.host.test_foreign_plugins import titles


def test_what_a_plugin_prints_does_not_get_into_a_document(bench, capsys):
    def printing():
        print("hello")
        sys.stdout.write("more\n")
        sys.stdout.writelines(["and ", "more\n"])
        sys.stdout.buffer.write(b"bytes\n")
        sys.stdout.flush()
        print("fault", file=sys.stderr)
        return [DueItem(title="printed", day=MONDAY)]

    desk = bench.open(("chatty", hook(printing)))
    print(json.dumps({"titles": titles(desk)}))
    out, err = capsys.readouterr()
    assert json.loads(out) == {"titles": ["printed"]}
    assert err == ""
    assert desk.faults() == ()


def test_what_a_plugin_prints_is_in_the_log(bench, caplog):
    caplog.set_level(logging.INFO, "dutydesk.plugins")
    titles(bench.open(("chatty", hook(lambda: print("hello")))))
    assert "chatty, due: hello" in caplog.text


def test_a_flood_of_printed_lines_is_a_fault(bench, capsys):
    def flooding():
        for number in range(100_000):
            print("line", number)
        return [DueItem(title="flooded", day=MONDAY)]

    desk = bench.open(("flood", hook(flooding)))
    assert titles(desk) == ["flooded"]
    assert capsys.readouterr() == ("", "")
    assert state_of(desk, "flood").fault == "wrote 100000 lines; the rest was dropped"


def test_a_flood_of_log_lines_is_cut_short_and_a_fault(bench):
    kept = []

    class Keeping(logging.Handler):
        def emit(self, record):
            kept.append(record.getMessage())

    def flooding():
        for number in range(5000):
            logging.getLogger("flood").warning("line %d", number)

    handler = Keeping()
    logging.getLogger().addHandler(handler)
    try:
        desk = bench.open(("flood", hook(flooding)))
        titles(desk)
        logging.getLogger("ours").warning("ours")
    finally:
        logging.getLogger().removeHandler(handler)
    assert len([each for each in kept if each.startswith("line")]) == 100
    assert kept[-2:] == ["flood, due: wrote 5000 lines; the rest was dropped", "ours"]
    assert state_of(desk, "flood").fault == "wrote 5000 lines; the rest was dropped"


def test_others_print_as_ever_while_a_plugin_is_asked(bench, capsys):
    begun, go_on = threading.Event(), threading.Event()

    def waiting():
        begun.set()
        print("from the plugin")
        go_on.wait(5)

    desk = bench.open(("waiting", hook(waiting)))
    asking = threading.Thread(target=titles, args=(desk,))
    asking.start()
    begun.wait(5)
    print("from us")
    go_on.set()
    asking.join()
    assert capsys.readouterr().out == "from us\n"
