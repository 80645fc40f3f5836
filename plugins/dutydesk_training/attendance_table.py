"""The roll of a session as a table: what is written to CSV and workbooks, and read back by an import."""

from collections.abc import Sequence

from dutydesk.domain import Occurrence
from dutydesk_training.attendance_words import headings, state_word
from dutydesk_training.roll import Roll, RollLine


def roll_headings(language: str) -> tuple[str, ...]:
    """Return the headings of the table in a language."""
    return headings(language)


def roll_rows(roll: Roll, language: str) -> Sequence[tuple[str, ...]]:
    """Return a row for each person, in the order of the headings; those who are open have no state."""
    return [_row(line, language) for line in roll.lines]


def list_name(held: Occurrence, ending: str) -> str:
    """Return what a file about the session is called where nobody says."""
    return f"{held.key}{ending}"


def _row(line: RollLine, language: str) -> tuple[str, ...]:
    kept = line.kept
    return (
        line.person.id,
        line.person.name,
        state_word(kept.presence, language) if kept is not None else "",
        str(kept.minutes) if kept is not None and kept.minutes else "",
        kept.reason if kept is not None else line.note,
    )
