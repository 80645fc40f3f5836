"""Many people at one desk at once."""

from contextlib import suppress
from pathlib import Path

from dutydesk.domain import Task
from tests.ssh.ssh_server import CROWD


def test_twenty_people_come_in_at_once_and_each_can_make_a_change(server, client):
    here = {name: client(name) for name in CROWD}
    for member in here.values():
        member.wait_for("Quit", limit=120)
    for member in here.values():
        member.open_area("Tas")
    for member in here.values():
        member.wait_for("With done", limit=120)
        member.child.send("a")
    for name, member in here.items():
        member.wait_for("New task", limit=120)
        member.child.send(f"crowd {name}\r")
    for name, member in here.items():
        member.wait_for(f"Task: crowd {name}", limit=120)
    print({"MB a person": round(sum(map(own_memory, server.processes())) / len(CROWD) / 1e6)})  # noqa: T201
    with server.open() as desk:
        made = {each.title for each in desk.table(Task).all()}
        who = {each.why: each.who for each in desk.journal()}
    assert {f"crowd {name}" for name in CROWD} <= made
    assert all(who[f"Task: crowd {name}"] == name for name in CROWD)


def own_memory(pid):
    """Return the bytes of a process, what it shares with others counted in part."""
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0
