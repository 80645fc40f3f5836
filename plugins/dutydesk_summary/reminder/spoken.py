"""Which lines of a reminder are read out before the school, and which are for the meeting alone."""

BULLET = "- "
"""Begins a line that is for the meeting alone."""

MOST_READ_OUT = 6
"""So many lines of each part are read out: people stand and listen."""


def for_meeting(text: str) -> str:
    """Return a line as one that is not read out."""
    return f"{BULLET}{text}"


def plain_lines(text: str) -> tuple[str, ...]:
    """Return every line of a part as it is read in the meeting, without the mark before it."""
    return tuple(line.removeprefix(BULLET).strip() for line in text.splitlines())


def spoken_lines(text: str) -> tuple[str, ...]:
    """Return the lines of a part that are read out."""
    return tuple(line for line in text.splitlines() if not line.startswith(BULLET))[:MOST_READ_OUT]
