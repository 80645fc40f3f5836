"""kill -9 while people edit: every acknowledged edit is there when the desk is opened again."""

import os
import signal
import subprocess
import sys
import time

from dutydesk.domain import Person
from dutydesk.host.opening import open_desk

EDITOR = """
import sys
from pathlib import Path
from dutydesk.domain import Person
from dutydesk.host.opening import open_desk

desk = open_desk(Path(sys.argv[1]), actor="leader")
number = 0
while True:
    with desk.change(f"edit {number}") as change:
        change.add(Person(id=f"p{number}", name=f"Person {number}"))
    print(number, flush=True)
    number += 1
"""


def test_every_acknowledged_edit_survives_a_kill(command):
    assert command("init", command.desk).status == 0
    editor = subprocess.Popen(
        [sys.executable, "-c", EDITOR, str(command.desk)], stdout=subprocess.PIPE, text=True
    )
    acknowledged = int(editor.stdout.readline())
    deadline = time.monotonic() + 0.7
    while time.monotonic() < deadline:
        acknowledged = int(editor.stdout.readline())
    os.kill(editor.pid, signal.SIGKILL)
    rest = editor.communicate()[0].split()
    acknowledged = int(rest[-1]) if rest else acknowledged
    desk = open_desk(command.desk)
    try:
        kept = {person.id for person in desk.table(Person).all()}
        assert {f"p{number}" for number in range(acknowledged + 1)} <= kept
        assert desk.revision() == len(kept)
        assert desk.database.complaints() == ()
    finally:
        desk.close()
