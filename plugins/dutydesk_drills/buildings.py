"""The buildings of the school, as somebody names one."""

from dutydesk.api import DataProblem, Desk
from dutydesk.domain import clean_line
from dutydesk.wording import _
from dutydesk_drills.settings import MOST_HEADS, Building, DrillsFile


def building_named(desk: Desk, text: str) -> Building | None:
    """Return the building that `text` names, by its code or its name, or None for an empty text.

    Raises:
        DataProblem: there is none.
    """
    wanted = text.strip().casefold()
    if not wanted:
        return None
    buildings = desk.settings(DrillsFile).building
    for each in buildings:
        if wanted in {each.code.casefold(), each.name.casefold()}:
            return each
    raise DataProblem(
        _("{text!r} is no building; expected one of {known}").format(
            text=clean_line(text, 60),
            known=", ".join(each.code for each in buildings) or _("those in config/drills.toml: none yet"),
        )
    )


def known_building(desk: Desk, text: str) -> Building:
    """Return the building that `text` names by its code or its name.

    Raises:
        DataProblem: there is none, or nothing was said.
    """
    found = building_named(desk, text)
    if found is None:
        raise DataProblem(_("say which building, by its code in config/drills.toml"))
    return found


def refuse_heads(heads: int | None) -> None:
    """Return where so many people can be in a building, or were not counted.

    Raises:
        DataProblem: they cannot.
    """
    if heads is not None and not 0 <= heads <= MOST_HEADS:
        raise DataProblem(
            _("{heads} is no number of heads; expected 0 to {most}").format(heads=heads, most=MOST_HEADS)
        )
