"""Which years the screens turn to."""

from datetime import date

FIRST_YEAR = 1950
"""Whatever is recorded of an earlier year is no work of a desk."""


def is_told(year: int, today: date) -> bool:
    """Tell whether there may be anything to tell of a year, the next one included."""
    return FIRST_YEAR <= year <= today.year + 1
