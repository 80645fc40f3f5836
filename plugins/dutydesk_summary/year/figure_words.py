"""Figures in words: with the precision with which they are known, and how they have changed."""

from dutydesk.wording import _
from dutydesk_summary.year.work_summary import FigureShown


def in_words(value: float, precision: str) -> str:
    """Return a value as people write it: ``12``, ``1,234.5``, ``over 1,000``, ``about 200``.

    A precision that is not known by name is one that is not exact.
    """
    number = f"{value:,.12g}"
    if not precision:
        return number
    return (_("over {count}") if precision == "over" else _("about {count}")).format(count=number)


def value_words(figure: FigureShown) -> str:
    """Return the value of the year, or that there is no record of it."""
    return _("no record") if figure.value is None else in_words(figure.value, figure.precision)


def previous_words(figure: FigureShown) -> str:
    """Return the value of the year before, or that there is no record of it."""
    return _("no record") if figure.previous is None else in_words(figure.previous, figure.previous_precision)


def change_words(figure: FigureShown) -> str:
    """Return by how much the value has changed; nothing where one of the years has no record.

    Of more than so many, less a number that is exact, the difference too is more than so many; whatever else
    holds a number that is not exact is about so many.
    """
    if figure.value is None or figure.previous is None:
        return ""
    change = round(figure.value - figure.previous, 6)
    number = f"{change:+,.12g}" if change else "0"
    if figure.precision == "over" and not figure.previous_precision:
        return _("over {count}").format(count=number)
    if figure.precision or figure.previous_precision:
        return _("about {count}").format(count=number)
    return number
