"""How long the board of a town takes: with nothing kept, with all of it, and after one change."""

import subprocess
import sys
import time
from pathlib import Path

import sqlalchemy as sa

from benchmarks.bureau.town import Town, change_one, closing_bureau
from dutydesk.bureau.board import Board
from dutydesk.bureau.bureau import Bureau
from dutydesk.bureau.kept_standings import KeptStandings


def board_figures(made: Town, desks: int) -> dict[str, float]:
    """Return the seconds of each way to the board, by the clock and of this process' work."""
    with closing_bureau(made.folder) as bureau:
        kept = KeptStandings(bureau.database, "en")
        kept.prepare()
        with bureau.database.writing() as connection:
            connection.execute(sa.text("DELETE FROM bureau_standing"))
        cold = _seconds(bureau, kept, desks)
    with closing_bureau(made.folder) as bureau:
        kept = KeptStandings(bureau.database, "en")
        warm = _seconds(bureau, kept, desks)
        again = _seconds(bureau, kept, desks)
        place = bureau.places()[0]
        with bureau.desk(place) as desk:
            change_one(desk, made.person, desk.today())
        after_change = _seconds(bureau, kept, desks)
    found = {
        "cold": cold["all"],
        "cold_cpu": cold["cpu"],
        "warm": warm["all"],
        "warm_cpu": warm["cpu"],
        "again": again["all"],
        "after_change": after_change["all"],
        "command": _command_seconds(made.folder),
    }
    return {name: round(seconds, 3) for name, seconds in found.items()}


def _seconds(bureau: Bureau, kept: KeptStandings, desks: int) -> dict[str, float]:
    began, cpu = time.perf_counter(), time.process_time()
    board = Board(bureau, kept)
    rows = board.look()
    for _row in board.renew():
        pass
    if len(rows) != desks or any(row.fault for row in board.rows):
        raise RuntimeError(next((row.fault for row in board.rows if row.fault), f"{len(rows)} rows"))
    return {"all": time.perf_counter() - began, "cpu": time.process_time() - cpu}


def _command_seconds(folder: Path) -> float:
    """Return how long ``dutydesk bureau board --json`` takes, from its start as a process."""
    began = time.perf_counter()
    command = [sys.executable, "-m", "dutydesk", "bureau", "--in", str(folder), "board", "--json"]
    subprocess.run(command, check=False, capture_output=True)
    return time.perf_counter() - began
