"""Make the pictures of the manual from the program itself, on the sample school with a fixed clock."""

import asyncio
import contextlib
import html
import itertools
import re
import shutil
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from rich.cells import cell_len
from textual.worker import WorkerCancelled

from dutydesk.exchange.sample_school import fill_sample_school, found_sample_school
from dutydesk.host.opening import open_desk
from dutydesk.tui.app import DutyDeskApp
from dutydesk_roster.arranging import accept
from dutydesk_roster.engine import GenerateJob
from dutydesk_roster.month import Month
from dutydesk_roster.problem_of import problem_of
from dutydesk_roster.publishing import publish
from dutydesk_roster.roster import Roster

PICTURES = Path(__file__).parent / "pictures"
NOW = datetime(2026, 11, 24, 0, 40, tzinfo=UTC)
SHOTS: dict[str, tuple[tuple[int, int], Sequence[str]]] = {
    "today": ((80, 24), ("1",)),
    "roster": ((80, 24), ("2",)),
    "roster-wide": ((160, 50), ("2",)),
    "replacements": ((100, 30), ("2", "w")),
    "sick-call": ((80, 24), ("2", "down", "down", "down", "s")),
    "by-post": ((120, 40), ("2", "z", "b")),
    "load": ((120, 40), ("2", "f")),
    "calendar": ((80, 24), ("5",)),
    "people": ((80, 24), ("6",)),
    "training": ((80, 24), ("8",)),
    "attendance": ((80, 24), ("8", "p")),
    "drills": ((80, 24), ("0",)),
    "drill-plan": ((80, 24), ("0", "o")),
    "safety-week": ((80, 24), ("9",)),
    "register": ((80, 24), ("f2", "down", "enter")),
    "summary": ((80, 24), ("f3",)),
    "help": ((80, 24), ("2", "question_mark")),
}
_TEXT = re.compile(
    r'<text class="([^"]+)" x="([\d.]+)" y="([\d.]+)" textLength="([\d.]+)" clip-path="([^"]+)">(.*?)</text>'
)


def cells_of_ink(letter: str) -> int:
    """Return the cells that a letter fills, 0 for a space."""
    return 0 if letter in " \xa0" else cell_len(letter)


def in_cells(run: re.Match[str]) -> str:
    """Cut a run of text into words of wide or of narrow letters, each beginning in its own cell."""
    style, x, y, length, clip, content = run.groups()
    text = html.unescape(content)
    # Rich counts characters where it should count cells.
    width = float(length) / len(text)
    pieces, at = [], float(x)
    for cells, letters in itertools.groupby(text, key=cells_of_ink):
        piece = "".join(letters)
        span = cell_len(piece) * width
        if cells:
            place = f'x="{at:g}" y="{y}" textLength="{span:g}"'
            pieces.append(f'<text class="{style}" {place} clip-path="{clip}">{html.escape(piece)}</text>')
        at += span
    return "".join(pieces)


def sample(folder: Path) -> None:
    """Make the sample desk with a published month."""
    found_sample_school(folder, NOW.date())
    desk = open_desk(folder, actor="leader", clock=lambda: NOW)
    fill_sample_school(desk, NOW.date())
    month = Month.of(NOW.date())
    roster = Roster.of(desk, month.first, month.last)
    with GenerateJob(problem_of(desk, roster), seconds=30, seed=1) as job:
        accept(desk, roster, job.result().assignments)
    publish(desk, month.first, month.last, f"the roster of {month}")
    desk.close()


async def shoot(folder: Path, name: str, size: tuple[int, int], keys: Sequence[str]) -> None:
    """Open the desk at `size`, press `keys`, and write the picture."""
    desk = open_desk(folder, actor="leader", clock=lambda: NOW)
    app = DutyDeskApp(
        lambda: (desk, desk.registry.screens, desk.registry.commands), {"COLORTERM": "truecolor"}
    )
    async with app.run_test(size=size) as pilot:
        for key in ("", *keys):
            if key:
                await pilot.press(key)
            for _turn in range(8):
                # A worker that a newer one has replaced is cancelled, and waiting for it would raise.
                with contextlib.suppress(WorkerCancelled):
                    await pilot.app.workers.wait_for_complete()
                await pilot.pause(0.1)
        svg = app.export_screenshot(title="DutyDesk", simplify=True)
    desk.close()
    # The picture names a font on a server; readers' own monospaced font will do.
    svg = re.sub(r"@font-face \{.*?\}", "", svg, flags=re.DOTALL)
    svg = svg.replace("Fira Code, monospace", "Fira Code, Noto Sans Mono CJK SC, monospace")
    svg = _TEXT.sub(in_cells, svg)
    (PICTURES / f"{name}.svg").write_text(svg, encoding="utf-8")
    print(PICTURES / f"{name}.svg")


def main() -> None:
    """Write every picture."""
    PICTURES.mkdir(exist_ok=True)
    place = Path(tempfile.mkdtemp())
    try:
        sample(place / "desk")
        for name, (size, keys) in SHOTS.items():
            asyncio.run(shoot(place / "desk", name, size, keys))
    finally:
        shutil.rmtree(place)


if __name__ == "__main__":
    main()
