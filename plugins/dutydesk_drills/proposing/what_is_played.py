"""How a drill is held, in a few words."""

from collections.abc import Iterable

from dutydesk.wording import _, listed


def condition_words(conditions: Iterable[str]) -> str:
    """Return the conditions of a drill in words, the most telling first."""
    names = {
        "unannounced": _("unannounced"),
        "night": _("at night"),
        "break": _("in the break"),
        "second_way_out": _("second way out"),
        "dormitory": _("dormitory"),
        "bus": _("bus"),
        "kindergarten": _("kindergarten"),
    }
    found = frozenset(conditions)
    return listed(name for code, name in names.items() if code in found)
