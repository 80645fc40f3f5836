"""Numbers as people read them."""

_GROUPED_FROM = 10_000
"""A number of four digits is read at a glance."""


def number_text(value: float) -> str:
    """Return a number with at most one decimal, and with commas between thousands where it is long."""
    rounded = round(value, 1)
    whole = int(rounded)
    form = "," if abs(rounded) >= _GROUPED_FROM else ""
    return f"{whole:{form}}" if rounded == whole else f"{rounded:{form}.1f}"
