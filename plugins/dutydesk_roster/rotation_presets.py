"""Rotations that many squadrons know, and how a pattern of one's own is written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

OFF = "-"


@dataclass(frozen=True, slots=True)
class Preset:
    """A rotation that many squadrons know: the cycle by the numbers of its shifts, None being a day off.

    Four crews go through it, each `step` days behind the one before, so that every day each shift has just
    one crew.
    """

    shifts: int
    step: int
    cycle: tuple[int | None, ...]


def _cycle(text: str) -> tuple[int | None, ...]:
    return tuple(None if each == OFF else int(each) for each in text.split())


CREWS_OF_A_PRESET = 4
PRESETS: Mapping[str, Preset] = {
    "four-crews": Preset(shifts=3, step=2, cycle=_cycle("0 0 1 1 2 2 - -")),
    "2-2-3": Preset(
        shifts=2, step=7, cycle=_cycle("0 0 - - 0 0 0 - - 0 0 - - - 1 1 - - 1 1 1 - - 1 1 - - -")
    ),
    "day-night-off-off": Preset(shifts=2, step=1, cycle=_cycle("0 1 - -")),
}
"""Two days, two evenings, two nights, two off; two on, two off, three on, with a fortnight of days and one of
nights in turn; a day, a night, two off."""


def preset_cycle(preset: str, shifts: Sequence[str]) -> tuple[str, ...]:
    """Return the cycle of a preset with these shifts in it; a day off is empty.

    Raises:
        KeyError: there is no such preset.
        IndexError: it needs more shifts.
    """
    return tuple("" if number is None else shifts[number] for number in PRESETS[preset].cycle)


def pattern_codes(pattern: str) -> tuple[str, ...]:
    """Return the short codes of a pattern such as ``D D N N - -``; a day off is ``-``."""
    return tuple(pattern.split())
