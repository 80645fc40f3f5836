"""Record docs/manual/sick_call_recorded.md: a sick call, in tmux, on the sample school at 80x24.

Needs tmux. The roster of this month is generated and published first, so the days are those of the recording.
"""

import os
import subprocess
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path

PAGE = Path(__file__).parent / "manual" / "sick_call_recorded.md"
SOCKET = "dutydesk-session"
INTRODUCTION = """# A sick call, recorded

<!-- Made by docs/make_session.py; run it anew when the screens have changed. -->

A guard calls in sick. The leader opens the desk, 80 columns by 24 lines. Five keys after the guard is
found, the calendar of whoever stands in has changed."""
STEPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("The board, as it stands open all day.", ()),
    ("`2` opens the roster; the cursor is on today.", ("2",)),
    ("The guard is found by a few letters of the name: `/`, the letters, `Esc`.", ("/", "wu", "Escape")),
    ("**`s`**: who calls, from when to when, which duties that leaves, and who could stand.", ("s",)),
    ("**`Enter`**: the absence is kept.", ("Enter",)),
    ("**`Enter`**: the best of the list stands in.", ("Enter",)),
    ("**`p`**: publish just this?", ("p",)),
    ("**`y`**: published; the calendars follow.", ("y",)),
)


def tmux(*arguments: str) -> str:
    """Run tmux and return what it prints."""
    command = ["tmux", "-u", "-L", SOCKET, *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603 - our own words


def frame() -> str:
    """Return what stands on the screen, without the blanks at its edges."""
    lines = [line.rstrip() for line in tmux("capture-pane", "-p").splitlines()]
    return "\n".join(lines).rstrip()


def record(desk: Path, home: Path) -> list[str]:
    """Return the sections of the page."""
    shown = home / "dutydesk" / "tour-shown"
    shown.parent.mkdir(parents=True)
    shown.touch()
    program = (
        f"env XDG_STATE_HOME={home} XDG_CONFIG_HOME={home} TERM=xterm-256color {sys.executable} -m dutydesk"
    )
    tmux("new-session", "-d", "-x", "80", "-y", "24", f"{program} --desk {desk}")
    sections = []
    try:
        time.sleep(4)
        for caption, keys in STEPS:
            for key in keys:
                tmux("send-keys", key)
                time.sleep(1.2)
            time.sleep(1.5)
            sections.append(f"{caption}\n\n```text\n{frame()}\n```")
    finally:
        tmux("kill-server")
    return sections


def main() -> None:
    """Make a desk, record, and write the page."""
    with tempfile.TemporaryDirectory() as folder:
        desk, month = Path(folder, "desk"), f"{datetime.now().astimezone():%Y-%m}"
        for arguments in (
            ("init", str(desk), "--sample", "school"),
            ("--desk", str(desk), "roster", "generate", month),
            ("--desk", str(desk), "roster", "publish", month),
        ):
            subprocess.run(  # noqa: S603 - our own program
                [sys.executable, "-m", "dutydesk", *arguments],
                check=True,
                stdout=subprocess.DEVNULL,
                env=os.environ,
            )
        sections = record(desk, Path(folder, "home"))
    PAGE.write_text("\n\n".join([INTRODUCTION, *sections]) + "\n", encoding="utf-8")
    print(PAGE)


if __name__ == "__main__":
    main()
